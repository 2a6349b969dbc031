// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/items/mimedata.h"
#include "model/items/trackmodel.h"
#include "model/playlists/playlistrepository.h"
#include "model/tracks/librarysize.h"
#include "testlibrary.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

namespace {

TrackId addSong(TestLibrary &library, const QString &title, const QString &artist,
                AudioFormat format = AudioFormat::Mp3)
{
    Track track;
    track.path = u"/music/%1.mp3"_s.arg(title);
    track.sizeBytes = 1000;
    track.tags.title = title;
    track.tags.artist = artist;
    track.tags.format = format;
    return library.add(track);
}

QStringList titlesOf(const TrackModel &model)
{
    QStringList titles;
    for (int row = 0; row < model.rowCount(); ++row)
        titles += model.index(row, TrackModel::Title).data().toString();
    return titles;
}

/// Asks @p ask of the model and waits for the answer.
template <class Ask>
bool answered(TrackModel &model, Ask ask)
{
    QSignalSpy loaded(&model, &TrackModel::loaded);
    ask();
    return loaded.wait();
}

} // namespace

class TrackModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsLibraryByArtist();
    void takesAnySearch_data();
    void takesAnySearch();
    void dropsLateAnswers();
    void keepsPlaylistOrderWithRepeatsAndGaps();
    void narrowsAndSortsPlaylists();
    void sortsByEveryColumn_data();
    void sortsByEveryColumn();
    void selectionFollowsSorting();
    void refreshKeepsRowsThatStay();
    void fetchesRowsInBlocks();
    void marksMissingFiles();
    void carriesDrags();
    void reportsPlaylistThatIsGone();
    void formatsPlayingTime_data();
    void formatsPlayingTime();
    void sumsLibrarySize();
};

// Without a search, all tracks are there, by artist.
void TrackModelTest::showsLibraryByArtist()
{
    TestLibrary library;
    addSong(library, u"one"_s, u"b"_s);
    const TrackId first = addSong(library, u"two"_s, u"a"_s);
    TrackModel model(library.database());
    const QAbstractItemModelTester tester(&model);
    QVERIFY(answered(model, [&] { model.showLibrary({}); }));
    QCOMPARE(titlesOf(model), QStringList({u"two"_s, u"one"_s}));
    QCOMPARE(model.trackAt(0), first);
    QCOMPARE(model.trackAt(7), TrackId());
    QVERIFY(!model.isLoading());
    QVERIFY(!model.isPlaylistOrder());
}

void TrackModelTest::takesAnySearch_data()
{
    QTest::addColumn<QString>("search");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("word") << u"blue"_s << QStringList{u"blue train"_s};
    QTest::newRow("field") << u"artist:nina"_s << QStringList{u"see-line"_s};
    QTest::newRow("nothing found") << u"zzz"_s << QStringList{};
    QTest::newRow("open quote") << u"\"blue"_s << QStringList{u"blue train"_s};
    QTest::newRow("open parenthesis") << u"(blue"_s << QStringList{};
    QTest::newRow("unknown field") << u"color:blue"_s << QStringList{};
    QTest::newRow("only signs") << u"\"'\\"_s << QStringList{u"blue train"_s, u"see-line"_s};
    QTest::newRow("spaces") << u"   "_s << QStringList{u"blue train"_s, u"see-line"_s};
}

// A search that is no query is taken as plain words; none is an error.
void TrackModelTest::takesAnySearch()
{
    QFETCH(const QString, search);
    TestLibrary library;
    addSong(library, u"blue train"_s, u"coltrane"_s);
    addSong(library, u"see-line"_s, u"nina"_s);
    TrackModel model(library.database());
    const QAbstractItemModelTester tester(&model);
    QSignalSpy failed(&model, &TrackModel::failed);
    QVERIFY(answered(model, [&] { model.showLibrary(search); }));
    QTEST(titlesOf(model), "expected");
    QCOMPARE(failed.size(), 0);
}

// Of several questions only the last is answered.
void TrackModelTest::dropsLateAnswers()
{
    TestLibrary library;
    addSong(library, u"one"_s, u"a"_s);
    addSong(library, u"two"_s, u"b"_s);
    TrackModel model(library.database());
    QSignalSpy loaded(&model, &TrackModel::loaded);
    model.showLibrary(u"one"_s);
    model.showLibrary({});
    model.showLibrary(u"two"_s);
    QVERIFY(model.isLoading());
    QVERIFY(loaded.wait());
    QVERIFY(!model.isLoading());
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(titlesOf(model), QStringList{u"two"_s});
}

// A playlist is shown as it is: repeats, and lines whose file the library does not have.
void TrackModelTest::keepsPlaylistOrderWithRepeatsAndGaps()
{
    TestLibrary library;
    const TrackId one = addSong(library, u"one"_s, u"a"_s);
    const TrackId two = addSong(library, u"two"_s, u"b"_s);
    const auto id = PlaylistRepository(library.connection())
                        .createStatic(u"list"_s, {{two, u"/music/two.mp3"_s},
                                                  {one, u"/music/one.mp3"_s},
                                                  {{}, u"/gone/lost.mp3"_s},
                                                  {two, u"/music/two.mp3"_s}});
    QVERIFY(id);
    TrackModel model(library.database());
    const QAbstractItemModelTester tester(&model);
    QVERIFY(answered(model, [&] { model.showPlaylist(*id, {}); }));
    QCOMPARE(titlesOf(model), QStringList({u"two"_s, u"one"_s, u"lost.mp3"_s, u"two"_s}));
    QVERIFY(model.isPlaylistOrder());
    QCOMPARE(model.trackIds(), QList<TrackId>({two, one, two}));
    QCOMPARE(model.index(2, 0).data(TrackModel::IsAvailableRole).toBool(), false);
    QCOMPARE(model.index(2, 0).data(TrackModel::PathRole).toString(), u"/gone/lost.mp3"_s);
    QCOMPARE(model.lineAt(2), (SeenLine{2, {{}, u"/gone/lost.mp3"_s}}));
    QCOMPARE(model.lineAt(3), (SeenLine{3, {two, {}}}));
}

// A search narrows a playlist, a header sorts it, and rows still know their lines.
void TrackModelTest::narrowsAndSortsPlaylists()
{
    TestLibrary library;
    const TrackId one = addSong(library, u"one"_s, u"z"_s);
    const TrackId two = addSong(library, u"two"_s, u"b"_s);
    const auto id = PlaylistRepository(library.connection())
                        .createStatic(u"list"_s, {{one, {}}, {two, {}}, {{}, u"/gone/one.mp3"_s}, {one, {}}});
    QVERIFY(id);
    TrackModel model(library.database());
    const QAbstractItemModelTester tester(&model);
    QVERIFY(answered(model, [&] { model.showPlaylist(*id, u"one"_s); }));
    QCOMPARE(titlesOf(model), QStringList({u"one"_s, u"one.mp3"_s, u"one"_s}));
    QCOMPARE(model.lineAt(2).line, 3);
    QVERIFY(!model.isPlaylistOrder());
    const std::unique_ptr<QMimeData> data(model.mimeData({model.index(2, 0), model.index(0, 0)}));
    QCOMPARE(playlistLinesFromMimeData(data.get()).playlist, *id);
    QCOMPARE(playlistLinesFromMimeData(data.get()).lines, (QList<SeenLine>{{0, {one, {}}}, {3, {one, {}}}}));
    QVERIFY(answered(model, [&] { model.sort(TrackModel::Artist, Qt::AscendingOrder); }));
    QVERIFY(answered(model, [&] { model.showPlaylist(*id, {}); }));
    QCOMPARE(titlesOf(model), QStringList({u"two"_s, u"one"_s, u"one"_s, u"one.mp3"_s}));
}

void TrackModelTest::sortsByEveryColumn_data()
{
    QTest::addColumn<int>("column");
    for (int column = 0; column < TrackModel::ColumnCount; ++column)
        QTest::addRow("column %d", column) << column;
}

// Every header sorts, both ways.
void TrackModelTest::sortsByEveryColumn()
{
    QFETCH(const int, column);
    TestLibrary library;
    for (int i = 0; i < 2; ++i) {
        Track track;
        track.path = u"/music/%1"_s.arg(i);
        track.addedAt = 1'000'000 + i * 864'000;
        const QString text(1, QChar(u'a' + i));
        track.tags = {.format = i == 0 ? AudioFormat::Flac : AudioFormat::Mp3,
                      .title = text,
                      .artist = text,
                      .album = text,
                      .albumArtist = text,
                      .genre = text,
                      .composer = {},
                      .year = 1990 + i,
                      .trackNumber = 1 + i,
                      .discNumber = 1,
                      .duration = std::chrono::seconds(100 + i)};
        library.add(track);
    }
    TrackModel model(library.database());
    const QAbstractItemModelTester tester(&model);
    QVERIFY(answered(model, [&] { model.showLibrary({}); }));
    QVERIFY(answered(model, [&] { model.sort(column, Qt::AscendingOrder); }));
    QCOMPARE(titlesOf(model), QStringList({u"a"_s, u"b"_s}));
    QVERIFY(answered(model, [&] { model.sort(column, Qt::DescendingOrder); }));
    QCOMPARE(titlesOf(model), QStringList({u"b"_s, u"a"_s}));
    QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    QVERIFY(!model.index(0, column).data().toString().isEmpty());
}

// A selected song stays selected when the table is sorted anew.
void TrackModelTest::selectionFollowsSorting()
{
    TestLibrary library;
    addSong(library, u"a"_s, u"1"_s);
    addSong(library, u"b"_s, u"2"_s);
    addSong(library, u"c"_s, u"3"_s);
    TrackModel model(library.database());
    const QAbstractItemModelTester tester(&model);
    QVERIFY(answered(model, [&] { model.showLibrary({}); }));
    const QPersistentModelIndex song(model.index(0, TrackModel::Title));
    QVERIFY(answered(model, [&] { model.sort(TrackModel::Title, Qt::DescendingOrder); }));
    QVERIFY(song.isValid());
    QCOMPARE(song.row(), 2);
    QCOMPARE(song.data().toString(), u"a"_s);
}

// New and removed tracks come and go without the others losing their place.
void TrackModelTest::refreshKeepsRowsThatStay()
{
    TestLibrary library;
    addSong(library, u"a"_s, u"1"_s);
    addSong(library, u"c"_s, u"3"_s);
    addSong(library, u"e"_s, u"5"_s);
    TrackModel model(library.database());
    const QAbstractItemModelTester tester(&model);
    QVERIFY(answered(model, [&] { model.showLibrary({}); }));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const QPersistentModelIndex last(model.index(2, 0));
    addSong(library, u"b"_s, u"2"_s);
    QVERIFY(answered(model, [&] { model.refresh(); }));
    QCOMPARE(titlesOf(model), QStringList({u"a"_s, u"b"_s, u"c"_s, u"e"_s}));
    QCOMPARE(last.row(), 3);
    library.execute(u"DELETE FROM tracks WHERE title IN ('a', 'b')"_s);
    QVERIFY(answered(model, [&] { model.refresh(); }));
    QCOMPARE(last.row(), 1);
    library.execute(u"UPDATE tracks SET title = 'new' WHERE title = 'c'"_s);
    QVERIFY(answered(model, [&] { model.refresh(); }));
    QCOMPARE(titlesOf(model), QStringList({u"new"_s, u"e"_s}));
    library.execute(u"DELETE FROM tracks"_s);
    QVERIFY(answered(model, [&] { model.refresh(); }));
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(reset.size(), 0);
}

// Rows of any block, and more of them than are kept, show their own song.
void TrackModelTest::fetchesRowsInBlocks()
{
    TestLibrary library;
    constexpr int count = 6000;
    library.execute(u"BEGIN"_s);
    for (int i = 0; i < count; ++i)
        addSong(library, u"%1"_s.arg(i, 5, 10, '0'_L1), {});
    library.execute(u"COMMIT"_s);
    TrackModel model(library.database());
    QVERIFY(answered(model, [&] { model.showLibrary({}); }));
    QCOMPARE(model.rowCount(), count);
    for (const int row : {5999, 0, 99, 100, 2500})
        QCOMPARE(model.index(row, 0).data().toString(), u"%1"_s.arg(row, 5, 10, '0'_L1));
    for (int row = 0; row < count; ++row)
        QCOMPARE(model.index(row, 0).data().toString().toInt(), row);
}

// A file that is gone is said in words, not by looks alone; playlists keep it.
void TrackModelTest::marksMissingFiles()
{
    TestLibrary library;
    const TrackId id = addSong(library, u"one"_s, u"a"_s);
    const auto playlist = PlaylistRepository(library.connection()).createStatic(u"list"_s, {{id, {}}});
    QVERIFY(playlist);
    library.execute(u"UPDATE tracks SET is_missing = 1"_s);
    TrackModel model(library.database());
    QVERIFY(answered(model, [&] { model.showLibrary({}); }));
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(answered(model, [&] { model.showPlaylist(*playlist, {}); }));
    QCOMPARE(model.rowCount(), 1);
    const QModelIndex title = model.index(0, TrackModel::Title);
    QCOMPARE(title.data(TrackModel::IsAvailableRole).toBool(), false);
    QVERIFY(title.data(Qt::AccessibleTextRole).toString() != title.data().toString());
    QVERIFY(title.data(Qt::ToolTipRole).toString().contains(u"/music/one.mp3"_s));
}

// A drag carries the songs of its rows, once each, in the table's order.
void TrackModelTest::carriesDrags()
{
    TestLibrary library;
    const TrackId one = addSong(library, u"one"_s, u"a"_s);
    const TrackId two = addSong(library, u"two"_s, u"b"_s);
    TrackModel model(library.database());
    QVERIFY(answered(model, [&] { model.showLibrary({}); }));
    const std::unique_ptr<QMimeData> data(
        model.mimeData({model.index(1, 0), model.index(0, 0), model.index(0, 1)}));
    QCOMPARE(trackIdsFromMimeData(data.get()), QList<TrackId>({one, two}));
    QVERIFY(playlistIdsFromMimeData(data.get()).isEmpty());
    QVERIFY(!playlistLinesFromMimeData(data.get()).playlist.isValid());
    QVERIFY(data->hasFormat(model.mimeTypes().first()));
    const std::unique_ptr<QMimeData> playlists(mimeDataForPlaylists({PlaylistId{4}}));
    QCOMPARE(playlistIdsFromMimeData(playlists.get()), QList<PlaylistId>{PlaylistId{4}});
    QVERIFY(trackIdsFromMimeData(playlists.get()).isEmpty());
    QVERIFY(trackIdsFromMimeData(nullptr).isEmpty());
    QMimeData hostile;
    hostile.setData(model.mimeTypes().first(), "abc");
    QVERIFY(trackIdsFromMimeData(&hostile).isEmpty());
    hostile.setData(playlistLinesMimeType(), "abc");
    QVERIFY(!playlistLinesFromMimeData(&hostile).playlist.isValid());
}

// A playlist that was deleted meanwhile is an error, not a crash.
void TrackModelTest::reportsPlaylistThatIsGone()
{
    TestLibrary library;
    TrackModel model(library.database());
    QSignalSpy failed(&model, &TrackModel::failed);
    model.showPlaylist(PlaylistId{99}, {});
    QVERIFY(failed.wait());
    QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::NotFound);
}

void TrackModelTest::formatsPlayingTime_data()
{
    QTest::addColumn<int>("ms");
    QTest::addColumn<QString>("expected");
    QTest::newRow("none") << 0 << QString();
    QTest::newRow("seconds") << 5'000 << u"0:05"_s;
    QTest::newRow("rounded up") << 59'600 << u"1:00"_s;
    QTest::newRow("hours") << 3'723'000 << u"1:02:03"_s;
}

// Playing times read as on a player's display.
void TrackModelTest::formatsPlayingTime()
{
    QFETCH(const int, ms);
    QTEST(playingTimeText(std::chrono::milliseconds(ms)), "expected");
}

// The library's size counts the files that are there.
void TrackModelTest::sumsLibrarySize()
{
    TestLibrary library;
    QCOMPARE(librarySizeBytes(library.connection()).value(), 0);
    addSong(library, u"one"_s, {});
    addSong(library, u"two"_s, {});
    library.execute(u"UPDATE tracks SET is_missing = 1 WHERE title = 'two'"_s);
    QCOMPARE(librarySizeBytes(library.connection()).value(), 1000);
}

QTEST_GUILESS_MAIN(TrackModelTest)
#include "tst_trackmodel.moc"
