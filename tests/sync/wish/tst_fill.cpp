// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/wish/fill.h"

#include "fakestorage.h"
#include "syncbench.h"

#include <QTest>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

/// A song as "ID RATING PLAYS", with a + if it is on the player.
struct Song {
    model::RankedFile file;
    bool isOnPlayer = false;
};

Song song(const QString &text)
{
    QString words = text;
    Song song;
    song.isOnPlayer = words.endsWith(u'+');
    if (song.isOnPlayer)
        words.chop(1);
    const QStringList parts = words.split(u' ');
    song.file.file.id = TrackId{parts.at(0).toLongLong()};
    song.file.file.sizeBytes = 100;
    song.file.rating = parts.value(1).toInt();
    song.file.playCount = parts.value(2).toInt();
    return song;
}

struct Songs {
    QList<model::RankedFile> files;
    QSet<TrackId> onPlayer;
};

Songs songs(const QStringList &texts)
{
    Songs songs;
    for (const QString &text : texts) {
        const Song one = song(text);
        songs.files.append(one.file);
        if (one.isOnPlayer)
            songs.onPlayer.insert(one.file.file.id);
    }
    return songs;
}

QString idsOf(const QList<model::RankedFile> &files)
{
    QStringList ids;
    for (const model::RankedFile &file : files)
        ids += QString::number(file.file.id.value);
    return ids.join(u' ');
}

QString idsOf(const QList<WantedItem> &items)
{
    QStringList ids;
    for (const WantedItem &item : items)
        ids += QString::number(item.track.value) + (item.isFill ? u"f"_s : u""_s);
    return ids.join(u' ');
}

QString ordered(Songs songs, Fill how, quint64 seed = 1)
{
    orderForFill(songs.files, {.how = how, .onPlayer = songs.onPlayer, .seed = seed});
    return idsOf(songs.files);
}

Songs many(int count)
{
    Songs songs;
    for (int id = 1; id <= count; ++id) {
        model::RankedFile file;
        file.file.id = TrackId{id};
        file.file.sizeBytes = 1;
        songs.files.append(file);
    }
    return songs;
}

} // namespace

class FillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // By rating: rating, then plays; of equals those that are on the player.
    void byRating_data()
    {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing") << QStringList() << u""_s;
        QTest::newRow("rating") << QStringList{u"1 2 0"_s, u"2 5 0"_s, u"3 0 0"_s} << u"2 1 3"_s;
        QTest::newRow("then plays") << QStringList{u"1 3 1"_s, u"2 3 7"_s, u"3 4 0"_s} << u"3 2 1"_s;
        QTest::newRow("then on the player") << QStringList{u"1 3 1"_s, u"2 3 1+"_s} << u"2 1"_s;
        QTest::newRow("then on the player, other") << QStringList{u"1 3 1+"_s, u"2 3 1"_s} << u"1 2"_s;
        QTest::newRow("rating before being there") << QStringList{u"1 3 1+"_s, u"2 4 0"_s} << u"2 1"_s;
        QTest::newRow("plays before being there") << QStringList{u"1 3 1+"_s, u"2 3 2"_s} << u"2 1"_s;
    }
    void byRating()
    {
        QFETCH(QStringList, given);
        QFETCH(QString, expected);
        QCOMPARE(ordered(songs(given), Fill::Rating), expected);
    }

    // At random: those on the player first, whatever their rating; the rating of the others counts nothing.
    void atRandom()
    {
        const QString order =
            ordered(songs({u"1 5 9"_s, u"2 0 0+"_s, u"3 1 0+"_s, u"4 0 0"_s}), Fill::Random);
        QVERIFY2(order == u"2 3 1 4"_s || order == u"2 3 4 1"_s || order == u"3 2 1 4"_s ||
                     order == u"3 2 4 1"_s,
                 qPrintable(order));
        QCOMPARE(ordered(songs({u"1 0 0"_s, u"2 4 7+"_s, u"3 0 0+"_s, u"4 3 1"_s}), Fill::Random), order);
    }

    // The order follows from player and songs alone, not from the order in which they were found; it differs
    // from player to player, and from that of the library.
    void stableOrder()
    {
        Songs given = many(50);
        const QString inOrder = idsOf(given.files);
        const QString order = ordered(given, Fill::Random, fillSeed(u"one"_s));
        QVERIFY(order != inOrder);
        std::ranges::reverse(given.files);
        QCOMPARE(ordered(given, Fill::Random, fillSeed(u"one"_s)), order);
        QVERIFY(ordered(given, Fill::Random, fillSeed(u"two"_s)) != order);
        // Across versions and machines, too.
        QCOMPARE(ordered(many(6), Fill::Random, 1), u"2 4 6 5 3 1"_s);
        QCOMPARE(fillSeed(u"one"_s), Q_UINT64_C(0x012849dcdcbc05fe));
    }

    // All songs have the same chance: of those that fill the first tenth, about a tenth are from the first
    // half of each tenth of the library.
    void evenly()
    {
        constexpr int count = 10'000;
        Songs given = many(count);
        orderForFill(given.files, {.how = Fill::Random, .seed = fillSeed(u"player"_s)});
        for (int part = 0; part < 10; ++part) {
            const auto isInPart = [part](const model::RankedFile &file) {
                return (file.file.id.value - 1) / (count / 10) == part;
            };
            const auto picked =
                std::count_if(given.files.begin(), given.files.begin() + count / 10, isInPart);
            QVERIFY2(picked > 60 && picked < 140, qPrintable(QString::number(picked)));
        }
    }

    // A filler is wanted once, after all that was chosen.
    void afterTheChosen()
    {
        Selection selection;
        selection.wanted = {{.track = TrackId{3}}, {.track = TrackId{2}}};
        selection.others = songs({u"1 1 0"_s, u"2 5 0"_s, u"3 4 0"_s, u"4 2 0"_s}).files;
        fillUp(selection, {.how = Fill::Rating});
        QCOMPARE(idsOf(selection.wanted), u"3 2 4f 1f"_s);
        QVERIFY(selection.others.isEmpty());
    }

    // No filling, no fillers.
    void none()
    {
        Selection selection;
        selection.others = songs({u"1 1 0"_s}).files;
        fillUp(selection, {});
        QVERIFY(selection.wanted.isEmpty());
    }

    // A song whose folder is not there cannot fill; one that is on the player stays, even beyond the bound.
    void unavailable()
    {
        Selection selection;
        Songs given = songs({u"1 5 0+"_s, u"2 5 0"_s, u"3 1 0"_s, u"4 1 0"_s, u"5 0 0+"_s});
        for (const int index : {0, 1, 4})
            given.files[index].file.isAvailable = false;
        selection.others = given.files;
        fillUp(selection, {.how = Fill::Rating, .onPlayer = given.onPlayer, .maxBytes = 150});
        QCOMPARE(selection.wanted.size(), 3);
        QCOMPARE(selection.wanted.first().track, TrackId{1});
        QVERIFY(!selection.wanted.first().isAvailable);
        QVERIFY(selection.wanted.at(1).isAvailable);
        QCOMPARE(selection.wanted.last().track, TrackId{5});
    }

    // The library's songs with rating and plays; what is missing is no filler.
    void reading()
    {
        SyncBench bench;
        const auto a = bench.addTrack(u"a"_s);
        const auto b = bench.addTrack(u"b"_s);
        const auto gone = bench.addTrack(u"gone"_s);
        bench.execute(u"UPDATE tracks SET rating = 2, play_count = 3 WHERE id = %1"_s.arg(b.value));
        bench.execute(u"UPDATE tracks SET is_missing = 1 WHERE id = %1"_s.arg(gone.value));
        Selection selection;
        QVERIFY(readOthers(bench.connection(), selection));
        QCOMPARE(selection.others.size(), 2);
        fillUp(selection, {.how = Fill::Rating});
        QCOMPARE(selection.wanted.first().track, b);
        QCOMPARE(selection.wanted.first().source, bench.sourceOf(b));
        QCOMPARE(selection.wanted.first().sizeBytes, 10'000);
        QCOMPARE(selection.wanted.last().track, a);
    }

    // A session fills the room; the next one changes nothing; what is chosen then takes the room of a filler,
    // and only of one.
    void sessions_data()
    {
        QTest::addColumn<Fill>("how");
        QTest::newRow("random") << Fill::Random;
        QTest::newRow("rating") << Fill::Rating;
    }
    void sessions()
    {
        QFETCH(Fill, how);
        SyncBench bench;
        FakeStorage storage;
        QList<TrackId> tracks;
        for (int i = 0; i < 20; ++i)
            tracks.append(bench.addTrack(u"t%1"_s.arg(i), 100'000));
        const auto list = bench.addPlaylist(u"P"_s, {tracks[0]});
        storage.setCapacity(1'000'000);
        bench.partner(storage, {list});
        QVERIFY(bench.players().setFill(bench.player(), how));
        const SyncResult first = bench.run(storage);
        QVERIFY(first.copied > 5 && first.copied < 10);
        QCOMPARE(first.noFit, 0); // that not all songs fit is no failing
        QCOMPARE(first.errors.size(), 0);
        QVERIFY(storage.has(u"Music/A/Album/t0.mp3"_s));
        const SyncResult again = bench.run(storage);
        QCOMPARE(again.copied + again.removed, 0);

        const auto missing = std::ranges::find_if(tracks, [&](TrackId id) {
            return !storage.has(u"Music/A/Album/t%1.mp3"_s.arg(tracks.indexOf(id)));
        });
        bench.setTracks(list, {tracks[0], *missing});
        const SyncResult swapped = bench.run(storage);
        QCOMPARE(swapped.copied, 1);
        QCOMPARE(swapped.removed, 1);

        QVERIFY(bench.players().setFill(bench.player(), Fill::None));
        const SyncResult emptied = bench.run(storage, {.options = {.confirmBrake = true}});
        QCOMPARE(emptied.removed, first.copied - 2);
    }
};

QTEST_GUILESS_MAIN(FillTest)
#include "tst_fill.moc"
