// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/players/playlistplaces.h"

#include "fakestorage.h"
#include "syncbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

QList<PlaylistId> ids(const QString &numbers)
{
    QList<PlaylistId> list;
    for (const QChar number : numbers)
        list += PlaylistId{number.digitValue()};
    return list;
}

} // namespace

/// A deleted playlist that comes back stands where it stood with the players.
class PlaylistPlacesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // It stands behind what stood before it, whatever became of the others.
    void order_data()
    {
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("before"); // with 3, which comes back
        QTest::addColumn<QString>("after");
        QTest::newRow("middle") << u"124"_s << u"1234"_s << u"1234"_s;
        QTest::newRow("first") << u"12"_s << u"312"_s << u"312"_s;
        QTest::newRow("alone") << u""_s << u"3"_s << u"3"_s;
        QTest::newRow("others") << u"56"_s << u"1234"_s << u"356"_s;
        QTest::newRow("turned round") << u"421"_s << u"1234"_s << u"4213"_s;
        QTest::newRow("is there") << u"43"_s << u"34"_s << u"43"_s;
    }
    void order()
    {
        QFETCH(QString, chosen);
        QFETCH(QString, before);
        QFETCH(QString, after);
        QCOMPARE(withPlaylistBack(ids(chosen), ids(before), PlaylistId{3}, PlaylistId{3}), ids(after));
        QCOMPARE(withPlaylistBack(ids(u"12"_s), ids(u"132"_s), PlaylistId{3}, PlaylistId{7}), ids(u"172"_s));
    }

    // With every player, at its priority; one whose partnership has ended is passed over.
    void comesBack()
    {
        SyncBench bench;
        const TrackId track = bench.addTrack(u"a"_s);
        const PlaylistId first = bench.addPlaylist(u"First"_s, {track});
        const PlaylistId second = bench.addPlaylist(u"Second"_s, {track});
        const PlaylistId third = bench.addPlaylist(u"Third"_s, {track});
        const PlayerId one = bench.addPlayer(u"one"_s), two = bench.addPlayer(u"two"_s);
        QVERIFY(bench.players().putPartnership(one, u"u"_s, {.playlists = {first, second, third}}));
        QVERIFY(bench.players().putPartnership(two, u"v"_s, {.playlists = {second}}));
        const auto places = placesOf(bench.connection(), second);
        QVERIFY(places);
        QCOMPARE(places->size(), 2);

        model::PlaylistRepository playlists(bench.connection());
        const auto playlist = playlists.playlist(second);
        QVERIFY(playlists.remove(second));
        QVERIFY(bench.players().removePartnership(two));
        QCOMPARE(*bench.players().playlists(one), (QList{first, third}));
        const auto back = playlists.createStatic(playlist->name, {});
        QVERIFY(back);
        QVERIFY(restorePlaces(bench.connection(), second, *back, *places));
        QCOMPARE(*bench.players().playlists(one), (QList{first, *back, third}));
        QVERIFY(bench.players().playlists(two)->isEmpty());
    }
};

QTEST_GUILESS_MAIN(PlaylistPlacesTest)
#include "tst_playlistplaces.moc"
