// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/tracks/trackrepository.h"
#include "testlibrary.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

namespace {

Track fullTrack()
{
    Track track;
    track.folder = FolderId{1};
    track.path = u"/music/a.flac"_s;
    track.sizeBytes = 5'000'000'000;
    track.modifiedNs = 1'700'000'000'123'456'789;
    track.addedAt = 1'700'000'001;
    track.tags.format = AudioFormat::Flac;
    track.tags.title = u"Title"_s;
    track.tags.artist = u"Artist"_s;
    track.tags.album = u"Album"_s;
    track.tags.albumArtist = u"Album artist"_s;
    track.tags.genre = u"Genre"_s;
    track.tags.composer = u"Composer"_s;
    track.tags.year = 1999;
    track.tags.trackNumber = 3;
    track.tags.discNumber = 2;
    track.tags.duration = std::chrono::milliseconds(123'456);
    track.tags.bitrateKbps = 900;
    track.tags.sampleRateHz = 44100;
    track.tags.channels = 2;
    track.rating = 4;
    track.playCount = 7;
    track.lastPlayedAt = 1'700'000'002;
    return track;
}

} // namespace

class TrackRepositoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryColumn();
    void keepsOrderAndRepeats();
    void readsMany_data();
    void readsMany();
    void findsByPath();
    void leavesOutMissing();
    void marksUnavailable();
    void narrowsByCondition();
    void sorts_data();
    void sorts();
    void breaksTies();
    void limits();
    void shuffles();
    void namesFields();
    void showsFileNameForTitle_data();
    void showsFileNameForTitle();
};

// Everything that the database holds of a track is read.
void TrackRepositoryTest::readsEveryColumn()
{
    TestLibrary library;
    Track expected = fullTrack();
    expected.id = library.add(expected);
    const auto read = TrackRepository(library.connection()).track(expected.id);
    QVERIFY(read);
    QCOMPARE(read->id, expected.id);
    QCOMPARE(read->folder, expected.folder);
    QCOMPARE(read->path, expected.path);
    QCOMPARE(read->sizeBytes, expected.sizeBytes);
    QCOMPARE(read->modifiedNs, expected.modifiedNs);
    QCOMPARE(read->addedAt, expected.addedAt);
    QVERIFY(!read->isMissing);
    QVERIFY(read->isAvailable);
    QVERIFY(read->tags == expected.tags);
    QCOMPARE(read->rating, expected.rating);
    QCOMPARE(read->playCount, expected.playCount);
    QCOMPARE(read->lastPlayedAt, expected.lastPlayedAt);
    QCOMPARE(TrackRepository(library.connection()).track(TrackId{99}).error_or(Error{}).code,
             ErrorCode::NotFound);
}

// Tracks come in the order of the ids, repeats included; unknown ids are left out.
void TrackRepositoryTest::keepsOrderAndRepeats()
{
    TestLibrary library;
    const TrackId a = library.add(u"/music/a.mp3"_s);
    const TrackId b = library.add(u"/music/b.mp3"_s);
    const auto read = TrackRepository(library.connection()).tracks(QList<TrackId>{b, TrackId{99}, a, b});
    QVERIFY(read);
    QCOMPARE(read->size(), 3);
    QCOMPARE(read->at(0).id, b);
    QCOMPARE(read->at(1).id, a);
    QCOMPARE(read->at(2).id, b);
    QVERIFY(TrackRepository(library.connection()).tracks({})->isEmpty());
}

void TrackRepositoryTest::readsMany_data()
{
    QTest::addColumn<int>("step");
    QTest::newRow("close together") << 1;
    QTest::newRow("far apart") << 3;
}

// Many tracks come in the order asked for, as often as asked for, wherever their rows lie.
void TrackRepositoryTest::readsMany()
{
    QFETCH(int, step);
    TestLibrary library;
    QList<TrackId> ids;
    {
        Transaction transaction(library.connection());
        for (int i = 0; i < 5001 * step; ++i) {
            const TrackId id = library.add(u"/music/%1.mp3"_s.arg(i));
            if (i % step == 0)
                ids += id;
        }
        QVERIFY(transaction.commit());
    }
    std::ranges::reverse(ids);
    QList<TrackId> asked = ids + ids.first(2);
    asked.insert(1, TrackId{ids.first().value + 1000}); // of which there is none
    const auto read = TrackRepository(library.connection()).tracks(asked);
    QVERIFY(read);
    QCOMPARE(read->size(), ids.size() + 2);
    for (qsizetype i = 0; i < read->size(); ++i) {
        const TrackId id = ids.at(i % ids.size());
        QCOMPARE(read->at(i).id, id);
        QCOMPARE(read->at(i).path, u"/music/%1.mp3"_s.arg(id.value - 1));
    }
}

// A path leads to its track.
void TrackRepositoryTest::findsByPath()
{
    TestLibrary library;
    const TrackId id = library.add(u"/music/it's \"ö\"\n.mp3"_s);
    const TrackRepository tracks(library.connection());
    QCOMPARE(tracks.idOfPath(u"/music/it's \"ö\"\n.mp3"_s).value_or(TrackId{}), id);
    QCOMPARE(tracks.idOfPath(u"/music/none.mp3"_s).error_or(Error{}).code, ErrorCode::NotFound);
}

// Missing tracks are only there for those who ask for them.
void TrackRepositoryTest::leavesOutMissing()
{
    TestLibrary library;
    Track gone = fullTrack();
    gone.isMissing = true;
    const TrackId goneId = library.add(gone);
    const TrackId there = library.add(u"/music/b.mp3"_s);
    const TrackRepository tracks(library.connection());
    QCOMPARE(*tracks.ids({}, {}), QList<TrackId>{there});
    QCOMPARE(tracks.ids({}, {}, 0, true)->size(), 2);
    QCOMPARE(*tracks.count(), 1);
    QVERIFY(tracks.track(goneId)->isMissing);
    QVERIFY(!tracks.track(goneId)->isAvailable);
}

// Tracks of a folder that is not there are kept, but not available.
void TrackRepositoryTest::marksUnavailable()
{
    TestLibrary library;
    const TrackId id = library.add(u"/music/a.mp3"_s);
    library.execute(u"UPDATE folders SET is_available = 0"_s);
    const TrackRepository tracks(library.connection());
    QCOMPARE(*tracks.ids({}, {}), QList<TrackId>{id});
    QVERIFY(!tracks.track(id)->isAvailable);
    QVERIFY(!tracks.track(id)->isMissing);
}

// A condition narrows, with its values bound; an "or" in it cannot let missing tracks in.
void TrackRepositoryTest::narrowsByCondition()
{
    TestLibrary library;
    Track gone = fullTrack();
    gone.isMissing = true;
    library.add(gone);
    const TrackId a = library.add(u"/music/1.mp3"_s, u"O'Brien"_s);
    const TrackId b = library.add(u"/music/2.mp3"_s, u"Other"_s);
    library.add(u"/music/3.mp3"_s, u"Third"_s);
    const TrackRepository tracks(library.connection());
    QCOMPARE(*tracks.ids({u"artist = ?"_s, {u"O'Brien"_s}}, {}), QList<TrackId>{a});
    QCOMPARE(
        *tracks.ids({u"artist = ? OR size_bytes > ? OR artist = ?"_s, {u"Other"_s, 100, u"O'Brien"_s}}, {}),
        (QList<TrackId>{a, b}));
    QCOMPARE(tracks.ids({u"no_such_column = 1"_s, {}}, {}).error_or(Error{}).code,
             ErrorCode::DatabaseUnreadable);
}

void TrackRepositoryTest::sorts_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<TrackField>("field");
    QTest::addColumn<bool>("isText");
    QTest::newRow("path") << u"path"_s << TrackField::Path << true;
    QTest::newRow("title") << u"title"_s << TrackField::Title << true;
    QTest::newRow("artist") << u"artist"_s << TrackField::Artist << true;
    QTest::newRow("album") << u"album"_s << TrackField::Album << true;
    QTest::newRow("albumartist") << u"album_artist"_s << TrackField::AlbumArtist << true;
    QTest::newRow("genre") << u"genre"_s << TrackField::Genre << true;
    QTest::newRow("composer") << u"composer"_s << TrackField::Composer << true;
    QTest::newRow("year") << u"year"_s << TrackField::Year << false;
    QTest::newRow("track") << u"track_number"_s << TrackField::TrackNumber << false;
    QTest::newRow("disc") << u"disc_number"_s << TrackField::DiscNumber << false;
    QTest::newRow("duration") << u"duration_ms"_s << TrackField::Duration << false;
    QTest::newRow("bitrate") << u"bitrate_kbps"_s << TrackField::Bitrate << false;
    QTest::newRow("size") << u"size_bytes"_s << TrackField::Size << false;
    QTest::newRow("added") << u"added_at"_s << TrackField::Added << false;
    QTest::newRow("modified") << u"modified_ns"_s << TrackField::Modified << false;
    QTest::newRow("rating") << u"rating"_s << TrackField::Rating << false;
    QTest::newRow("plays") << u"play_count"_s << TrackField::PlayCount << false;
    QTest::newRow("played") << u"last_played_at"_s << TrackField::LastPlayed << false;
}

// Every field sorts both ways; texts without regard to case, numbers by their value.
void TrackRepositoryTest::sorts()
{
    QFETCH(QString, column);
    QFETCH(TrackField, field);
    QFETCH(bool, isText);

    TestLibrary library;
    const TrackId first = library.add(u"/music/x3"_s);
    const TrackId second = library.add(u"/music/x2"_s);
    const TrackId third = library.add(u"/music/x1"_s);
    const QStringList values = isText ? QStringList{u"'alpha'"_s, u"'Beta'"_s, u"'gamma'"_s}
                                      : QStringList{u"2"_s, u"10"_s, u"100"_s};
    for (const auto &[id, value] : {std::pair(first, 0), std::pair(second, 1), std::pair(third, 2)}) {
        library.execute(
            u"UPDATE tracks SET %1 = %2 WHERE id = %3"_s.arg(column, values.at(value)).arg(id.value));
    }
    const TrackRepository tracks(library.connection());
    QCOMPARE(*tracks.ids({}, {field, false}), (QList<TrackId>{first, second, third}));
    QCOMPARE(*tracks.ids({}, {field, true}), (QList<TrackId>{third, second, first}));
}

// What is equal is sorted by artist, album, disc, track and path.
void TrackRepositoryTest::breaksTies()
{
    TestLibrary library;
    const auto add = [&](const QString &artist, const QString &album, int disc, int number,
                         const QString &path) {
        Track track;
        track.path = path;
        track.tags.artist = artist;
        track.tags.album = album;
        track.tags.discNumber = disc;
        track.tags.trackNumber = number;
        track.tags.year = 2000;
        return library.add(track);
    };
    const TrackId e = add(u"B"_s, u"A"_s, 1, 1, u"/1"_s);
    const TrackId d = add(u"a"_s, u"B"_s, 1, 1, u"/2"_s);
    const TrackId c = add(u"A"_s, u"a"_s, 2, 1, u"/3"_s);
    const TrackId b = add(u"A"_s, u"A"_s, 1, 2, u"/5"_s);
    const TrackId a = add(u"A"_s, u"A"_s, 1, 2, u"/4"_s);
    QCOMPARE(*TrackRepository(library.connection()).ids({}, {TrackField::Year, true}),
             (QList<TrackId>{a, b, c, d, e}));
}

// A limit takes the first ones of the order.
void TrackRepositoryTest::limits()
{
    TestLibrary library;
    library.add(u"/music/c"_s);
    const TrackId b = library.add(u"/music/b"_s);
    const TrackId a = library.add(u"/music/a"_s);
    QCOMPARE(*TrackRepository(library.connection()).ids({}, {TrackField::Path}, 2), (QList<TrackId>{a, b}));
}

// The random order is another one each time, of the same tracks.
void TrackRepositoryTest::shuffles()
{
    TestLibrary library;
    for (int i = 0; i < 100; ++i)
        library.add(u"/music/%1"_s.arg(i));
    const TrackRepository tracks(library.connection());
    auto first = *tracks.ids({}, {TrackField::Random});
    auto second = *tracks.ids({}, {TrackField::Random, true});
    QVERIFY(first != second); // equal once in 100! times
    std::ranges::sort(first);
    std::ranges::sort(second);
    QCOMPARE(first, second);
}

// Each field has a name of its own that leads back to it.
void TrackRepositoryTest::namesFields()
{
    for (int i = 0; i <= static_cast<int>(TrackField::Random); ++i) {
        const auto field = static_cast<TrackField>(i);
        QCOMPARE(trackFieldFromName(trackFieldName(field)), field);
    }
    QCOMPARE(trackFieldFromName(u"Artist"), TrackField::Artist);
    QVERIFY(!trackFieldFromName(u"colour"));
    QVERIFY(!trackFieldFromName(u""));
}

void TrackRepositoryTest::showsFileNameForTitle_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("shown");
    QTest::newRow("title") << u"Title"_s << u"/music/a.mp3"_s << u"Title"_s;
    QTest::newRow("name") << u""_s << u"/music/01. a.mp3"_s << u"01. a"_s;
    QTest::newRow("only an ending") << u""_s << u"/music/.mp3"_s << u".mp3"_s;
    QTest::newRow("no ending") << u""_s << u"/music.old/a"_s << u"a"_s;
}

// A track without a title shows its file's name.
void TrackRepositoryTest::showsFileNameForTitle()
{
    QFETCH(QString, title);
    QFETCH(QString, path);
    QFETCH(QString, shown);
    Track track;
    track.path = path;
    track.tags.title = title;
    QCOMPARE(track.displayTitle(), shown);
}

QTEST_GUILESS_MAIN(TrackRepositoryTest)
#include "tst_trackrepository.moc"
