// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/storage/devicepath.h"
#include "sync/wish/playerplaylists.h"

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
    PlaylistForm form;

    Listing listing() const
    {
        QList<device::StoredObject> objects;
        for (const LedgerEntry &entry : ledger)
            objects.append({device::fileNameOf(entry.path), entry.sizeBytes, false});
        for (const QString &name : foreign)
            objects.append({name, 1, false});
        Listing listing;
        listing.add(form.style.folder, objects);
        return listing;
    }

    PlaylistPlan sync(const QList<SelectedPlaylist> &playlists, const QHash<TrackId, QString> &tracks = {},
                      bool isManual = false)
    {
        const PlaylistPlan plan = planPlaylists(playlists, tracks, ledger, listing(), form, isManual);
        for (const LedgerEntry &entry : plan.remove)
            ledger.removeIf([&](const LedgerEntry &other) { return other.path == entry.path; });
        for (const PlaylistMove &move : plan.move) {
            ledger.removeIf([&](const LedgerEntry &other) { return other.path == move.from.path; });
            ledger.append(ledgerEntryFor(move.file, LedgerState::Placed, move.from.isManual));
        }
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

    // Every style, and what a line must not be mistaken for.
    void styles_data()
    {
        using device::PlaylistFormat;
        QTest::addColumn<device::PlaylistStyle>("style");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("beside the music") << device::PlaylistStyle{.folder = u"Music"_s} << u"Music/P.m3u8"_s
                                          << QByteArray("#EXTM3U\n./#1/\u00e9.mp3\na.mp3\n");
        QTest::newRow("at the top") << device::PlaylistStyle{.folder = {}} << u"P.m3u8"_s
                                    << QByteArray("#EXTM3U\nMusic/#1/\u00e9.mp3\nMusic/a.mp3\n");
        QTest::newRow("deeper") << device::PlaylistStyle{.folder = u"Music/Lists"_s}
                                << u"Music/Lists/P.m3u8"_s
                                << QByteArray("#EXTM3U\n../#1/\u00e9.mp3\n../a.mp3\n");
        QTest::newRow("in an album's folder")
            << device::PlaylistStyle{.folder = u"Music/#1"_s} << u"Music/#1/P.m3u8"_s
            << QByteArray("#EXTM3U\n\u00e9.mp3\n../a.mp3\n");
        QTest::newRow("absolute, DOS")
            << device::PlaylistStyle{.format = PlaylistFormat::M3u,
                                     .hasBackslashes = true,
                                     .isAbsolute = true,
                                     .hasCrLf = true}
            << u"Playlists/P.m3u"_s << QByteArray("#EXTM3U\r\n\\Music\\#1\\\u00e9.mp3\r\n\\Music\\a.mp3\r\n");
        QTest::newRow("byte order mark")
            << device::PlaylistStyle{.folder = u"Music"_s, .hasBackslashes = true, .hasByteOrderMark = true}
            << u"Music/P.m3u8"_s << QByteArray("\xEF\xBB\xBF#EXTM3U\n.\\#1\\\u00e9.mp3\na.mp3\n");
        QTest::newRow("pls") << device::PlaylistStyle{.format = PlaylistFormat::Pls} << u"Playlists/P.pls"_s
                             << QByteArray("[playlist]\nFile1=../Music/#1/\u00e9.mp3\nFile2=../Music/a.mp3\n"
                                           "NumberOfEntries=2\nVersion=2\n");
    }
    void styles()
    {
        QFETCH(device::PlaylistStyle, style);
        QFETCH(QString, path);
        QFETCH(QByteArray, content);
        Player player{.form = {style}};
        const auto plan =
            player.sync({playlist(1, u"P"_s, {TrackId{1}, TrackId{2}})},
                        {{TrackId{1}, u"Music/#1/\u00e9.mp3"_s}, {TrackId{2}, u"Music/a.mp3"_s}});
        QCOMPARE(paths(plan.write), QStringList{path});
        QCOMPARE(plan.write[0].content, content);
        QVERIFY(!plan.write[0].isObject);
    }

    // Another style writes the playlists anew; another format or folder takes the old files away, and a
    // player that reads none keeps none, save those sent by hand.
    void changedStyle()
    {
        Player player;
        player.sync({playlist(1, u"a"_s)});
        player.sync({playlist(2, u"gift"_s)}, {}, true);
        player.form.style.hasCrLf = true;
        QCOMPARE(paths(player.sync({playlist(1, u"a"_s)}).write), QStringList{u"Playlists/a.m3u8"_s});
        player.form.style.format = device::PlaylistFormat::Pls;
        QVERIFY(needsNewName({playlist(1, u"a"_s)}, player.ledger, player.form));
        const auto plan = player.sync({playlist(1, u"a"_s)});
        QVERIFY(!needsNewName({playlist(1, u"a"_s)}, player.ledger, player.form));
        QCOMPARE(paths(plan.write), QStringList{u"Playlists/a.pls"_s});
        QCOMPARE(paths(plan.remove), QStringList{u"Playlists/a.m3u8"_s});
        player.form.style.format = device::PlaylistFormat::None;
        const auto none = player.sync({playlist(1, u"a"_s)});
        QVERIFY(none.write.isEmpty());
        QCOMPARE(paths(none.remove), QStringList{u"Playlists/a.pls"_s});
        QCOMPARE(paths(player.ledger), QStringList{u"Playlists/gift.m3u8"_s});
        QVERIFY(player.sync({playlist(1, u"a"_s)}, {}, true).isEmpty());
    }

    // Where the player has objects for playlists they are used, unless its profile insists on files.
    void form()
    {
        device::PlayerProfile profile;
        const device::StorageInfo plain;
        const device::StorageInfo withObjects{.hasPlaylistObjects = true};
        QVERIFY(!playlistFormOf(profile, plain).isObject);
        QVERIFY(playlistFormOf(profile, withObjects).isObject);
        profile.playlist.isAlwaysFile = true;
        QVERIFY(!playlistFormOf(profile, withObjects).isObject);
        profile.playlist = {.format = device::PlaylistFormat::None};
        QVERIFY(playlistFormOf(profile, withObjects).isNone());
        QVERIFY(!playlistFormOf(profile, withObjects).isObject);
    }

    // An object holds the tracks in order, with repeats, and is written anew when they change.
    void objects()
    {
        Player player{.form = {.isObject = true}};
        const QHash<TrackId, QString> tracks{{TrackId{1}, u"Music/a.mp3"_s}, {TrackId{2}, u"Music/b.mp3"_s}};
        const auto first = playlist(1, u"P"_s, {TrackId{2}, TrackId{1}, TrackId{2}});
        const auto plan = player.sync({first}, tracks);
        QCOMPARE(plan.write.size(), 1);
        QVERIFY(plan.write[0].isObject && isPlaylistObject(plan.write[0].path));
        QCOMPARE(plan.write[0].tracks, (QStringList{u"Music/b.mp3"_s, u"Music/a.mp3"_s, u"Music/b.mp3"_s}));
        QVERIFY(player.sync({first}, tracks).isEmpty());
        QCOMPARE(player.sync({playlist(1, u"P"_s, {TrackId{1}})}, tracks).write.size(), 1);
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
        QCOMPARE(plan.move.size(), 1);
        QCOMPARE(plan.move[0].from.path, u"Playlists/a.m3u8"_s);
        QCOMPARE(plan.move[0].file.path, u"Playlists/c.m3u8"_s);
        QVERIFY(plan.write.isEmpty() && plan.remove.isEmpty());
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
