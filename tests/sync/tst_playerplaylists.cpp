// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/playerplaylists.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

SelectedPlaylist playlist(int id, const QString &name, const QList<TrackId> &tracks = {})
{
    return {PlaylistId{id}, name, tracks};
}

QStringList paths(const auto &files)
{
    QStringList paths;
    for (const auto &file : files)
        paths.append(file.path);
    return paths;
}

/// The ledger and listing after a plan was carried out.
struct Player {
    QList<LedgerEntry> ledger;
    QStringList foreign;

    Listing listing() const
    {
        QList<device::StoredObject> objects;
        for (const LedgerEntry &entry : ledger)
            objects.append({entry.path.mid(10), entry.sizeBytes, false});
        for (const QString &name : foreign)
            objects.append({name, 1, false});
        Listing listing;
        listing.add(u"Playlists"_s, objects);
        return listing;
    }

    PlaylistPlan sync(const QList<SelectedPlaylist> &playlists, const QHash<TrackId, QString> &tracks = {},
                      bool isManual = false)
    {
        const PlaylistPlan plan = planPlaylists(playlists, tracks, ledger, listing(), isManual);
        for (const LedgerEntry &entry : plan.remove)
            ledger.removeIf([&](const LedgerEntry &other) { return other.path == entry.path; });
        for (const PlaylistFile &file : plan.write) {
            ledger.removeIf([&](const LedgerEntry &other) { return other.path == file.path; });
            ledger.append(ledgerEntryFor(file, LedgerState::Placed, isManual));
        }
        return plan;
    }
};

} // namespace

class PlayerPlaylistsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Paths are relative to the file, in order, with repeats; tracks that are not there are left out.
    void content()
    {
        Player player;
        const auto plan =
            player.sync({playlist(1, u"Mix"_s, {TrackId{2}, TrackId{9}, TrackId{1}, TrackId{2}})},
                        {{TrackId{1}, u"Music/a.mp3"_s}, {TrackId{2}, u"Music/\u00e9.mp3"_s}});
        QCOMPARE(paths(plan.write), QStringList{u"Playlists/Mix.m3u8"_s});
        QCOMPARE(plan.write[0].content,
                 "#EXTM3U\n../Music/\u00e9.mp3\n../Music/a.mp3\n../Music/\u00e9.mp3\n");
    }

    // What is current is not written again; what changed is, under its name.
    void changes()
    {
        Player player;
        const QHash<TrackId, QString> tracks{{TrackId{1}, u"Music/a.mp3"_s}};
        player.sync({playlist(1, u"Mix"_s)});
        QVERIFY(player.sync({playlist(1, u"Mix"_s)}).isEmpty());
        QCOMPARE(paths(player.sync({playlist(1, u"Mix"_s, {TrackId{1}})}, tracks).write),
                 QStringList{u"Playlists/Mix.m3u8"_s});
        player.ledger[0].state = LedgerState::Pending;
        QCOMPARE(player.sync({playlist(1, u"Mix"_s, {TrackId{1}})}, tracks).write.size(), 1);
    }

    // Names are made safe, and unique without regard to case, also beside the owner's files.
    void names()
    {
        Player player;
        player.foreign = {u"MIX.m3u8"_s};
        const auto plan =
            player.sync({playlist(1, u"AC/DC: best?"_s), playlist(2, u"Mix"_s), playlist(3, u"mix"_s)});
        QCOMPARE(paths(plan.write), (QStringList{u"Playlists/AC_DC_ best_.m3u8"_s,
                                                 u"Playlists/Mix (2).m3u8"_s, u"Playlists/mix (3).m3u8"_s}));
        QVERIFY(player.sync({playlist(1, u"AC/DC: best?"_s), playlist(2, u"Mix"_s), playlist(3, u"mix"_s)})
                    .isEmpty());
    }

    // Renaming moves the file, and ends in one session, whatever the new names are.
    void renaming()
    {
        Player player;
        player.sync({playlist(1, u"a"_s), playlist(2, u"b"_s)});
        const auto plan = player.sync({playlist(1, u"c"_s), playlist(2, u"B"_s)});
        QCOMPARE(paths(plan.write), QStringList{u"Playlists/c.m3u8"_s});
        QCOMPARE(paths(plan.remove), QStringList{u"Playlists/a.m3u8"_s});
        player.sync({playlist(1, u"b"_s), playlist(2, u"c"_s)});
        QCOMPARE(player.ledger.size(), 2);
        QVERIFY(player.sync({playlist(1, u"b"_s), playlist(2, u"c"_s)}).isEmpty());
    }

    // An interrupted renaming leaves two files of one playlist: the old one goes.
    void interruptedRenaming()
    {
        for (const bool isNewFirst : {false, true}) {
            Player player;
            player.sync({playlist(1, u"old"_s)});
            Player other;
            other.sync({playlist(1, u"new"_s)});
            player.ledger.insert(isNewFirst ? 0 : 1, other.ledger[0]);
            const auto plan = player.sync({playlist(1, u"new"_s)});
            QVERIFY(plan.write.isEmpty());
            QCOMPARE(paths(plan.remove), QStringList{u"Playlists/old.m3u8"_s});
        }
    }

    // What is no longer chosen goes, unless it was sent by hand, or this is by hand.
    void removal()
    {
        Player player;
        player.sync({playlist(1, u"a"_s), playlist(2, u"b"_s)});
        player.sync({playlist(3, u"gift"_s)}, {}, true);
        QCOMPARE(player.ledger.size(), 3);
        const auto plan = player.sync({playlist(1, u"a"_s)});
        QCOMPARE(paths(plan.remove), QStringList{u"Playlists/b.m3u8"_s});
        QVERIFY(plan.write.isEmpty());
    }
};

QTEST_APPLESS_MAIN(PlayerPlaylistsTest)
#include "tst_playerplaylists.moc"
