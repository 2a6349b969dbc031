// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "audiofiles.h"
#include "model/library/library.h"
#include "model/tracks/trackrepository.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

namespace {

/// Waits until the signal has come so many times, and not more often.
bool arrives(const QSignalSpy &spy, int count)
{
    return QTest::qWaitFor([&] { return spy.count() >= count; }, 30'000) && spy.count() == count;
}

} // namespace

class LibraryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_library = std::make_unique<Library>(Database::open(m_directory->filePath(u"data"_s)).value());
        connect(m_library.get(), &Library::scanFailed, this, [](const Error &error) {
            if (!error.isCancelled())
                qWarning() << errorCodeName(error.code) << error.subject << error.detail;
        });
        addFile(u"one"_s);
        addFile(u"two"_s);
    }
    void cleanup()
    {
        m_library.reset();
        m_directory.reset();
    }

    // Adding a folder scans it; the signals tell how it went, in order.
    void addFolderScans()
    {
        QStringList events;
        const auto note = [&](const QString &event) { return [&events, event] { events += event; }; };
        connect(m_library.get(), &Library::foldersChanged, this, note(u"folders"_s));
        connect(m_library.get(), &Library::scanStarted, this, note(u"started"_s));
        connect(m_library.get(), &Library::tracksChanged, this, note(u"tracks"_s));
        connect(m_library.get(), &Library::scanFinished, this, note(u"finished"_s));
        QSignalSpy finished(m_library.get(), &Library::scanFinished);

        QVERIFY(!m_library->isScanning());
        QVERIFY(m_library->addFolder(musicFolder()));
        QVERIFY(m_library->isScanning());
        QVERIFY(arrives(finished, 1));
        QVERIFY(!m_library->isScanning());
        QCOMPARE(finished[0][0].value<ScanReport>().added, 2);
        QCOMPARE(events, (QStringList{u"folders"_s, u"started"_s, u"tracks"_s, u"finished"_s}));
        QCOMPARE(trackCount(), 2);
    }

    // A scan that finds nothing new does not say that tracks changed.
    void unchangedScanIsQuiet()
    {
        scanFolder();
        QSignalSpy tracks(m_library.get(), &Library::tracksChanged);
        QSignalSpy folders(m_library.get(), &Library::foldersChanged);
        QSignalSpy finished(m_library.get(), &Library::scanFinished);
        m_library->startScan();
        QVERIFY(arrives(finished, 1));
        QCOMPARE(tracks.count(), 0);
        QCOMPARE(folders.count(), 0);

        addFile(u"three"_s);
        m_library->startScan();
        QVERIFY(arrives(finished, 2));
        QCOMPARE(tracks.count(), 1);
    }

    // Scans asked for during a scan are one scan after it.
    void scanDuringScan()
    {
        QSignalSpy started(m_library.get(), &Library::scanStarted);
        QSignalSpy finished(m_library.get(), &Library::scanFinished);
        m_library->startScan();
        m_library->startScan();
        m_library->startScan();
        QCOMPARE(started.count(), 1);
        QVERIFY(arrives(finished, 2));
        QVERIFY(!m_library->isScanning());
        QCOMPARE(started.count(), 2);
    }

    // A stopped scan ends with Cancelled, and takes the one that waits with it.
    void stopScan()
    {
        for (int i = 0; i < 300; ++i)
            addFile(u"file %1"_s.arg(i));
        QSignalSpy started(m_library.get(), &Library::scanStarted);
        QSignalSpy failed(m_library.get(), &Library::scanFailed);
        QVERIFY(m_library->addFolder(musicFolder()));
        m_library->startScan();
        m_library->stopScan();
        QVERIFY(arrives(failed, 1));
        QVERIFY(failed[0][0].value<Error>().isCancelled());
        QVERIFY(!m_library->isScanning());
        QCOMPARE(started.count(), 1);
    }

    // A library can go away during a scan, and what the scan left behind is usable.
    void destructionDuringScan()
    {
        for (int i = 0; i < 300; ++i)
            addFile(u"file %1"_s.arg(i));
        QVERIFY(m_library->addFolder(musicFolder()));
        const Database database = m_library->database();
        m_library = std::make_unique<Library>(database);
        QSignalSpy finished(m_library.get(), &Library::scanFinished);
        m_library->startScan();
        QVERIFY(arrives(finished, 1));
        QCOMPARE(trackCount(), 302);
    }

    // A folder that is not there any more, and one that came back, are announced.
    void availabilityIsAnnounced()
    {
        scanFolder();
        const QString away = m_directory->filePath(u"away"_s);
        QVERIFY(QDir().rename(musicFolder(), away));
        QSignalSpy folders(m_library.get(), &Library::foldersChanged);
        QSignalSpy tracks(m_library.get(), &Library::tracksChanged);
        QSignalSpy finished(m_library.get(), &Library::scanFinished);
        m_library->startScan();
        QVERIFY(arrives(finished, 1));
        QCOMPARE(folders.count(), 1);
        QCOMPARE(tracks.count(), 1);
        QCOMPARE(trackCount(), 2);
        QVERIFY(QDir().rename(away, musicFolder()));
        m_library->startScan();
        QVERIFY(arrives(finished, 2));
        QCOMPARE(folders.count(), 2);
    }

    // Where a folder came back or went, that is noticed; where nothing changed, nothing is read.
    void looksForFolders()
    {
        scanFolder();
        const auto isAvailable = [this] {
            return FolderRepository(m_library->connection()).all().value().first().isAvailable;
        };
        QCOMPARE(answerOf(m_library->lookForFolders()), false);
        const QString away = m_directory->filePath(u"away"_s);
        QVERIFY(QDir().rename(musicFolder(), away));
        QCOMPARE(answerOf(m_library->lookForFolders()), true);
        QVERIFY(QTest::qWaitFor([&] { return !m_library->isScanning(); }));
        QVERIFY(!isAvailable());
        QCOMPARE(answerOf(m_library->lookForFolders()), false);

        // As at the next start of the program.
        m_library = std::make_unique<Library>(Database(m_library->database()));
        QCOMPARE(answerOf(m_library->lookForFolders()), false);
        QVERIFY(QDir().rename(away, musicFolder()));
        QCOMPARE(answerOf(m_library->lookForFolders()), true);
        QVERIFY(QTest::qWaitFor([&] { return !m_library->isScanning(); }));
        QVERIFY(isAvailable());
    }

    // What another program does to the folders is announced.
    void foldersOfOthersAreAnnounced()
    {
        scanFolder();
        QSignalSpy folders(m_library.get(), &Library::foldersChanged);
        QSignalSpy tracks(m_library.get(), &Library::tracksChanged);
        const QString away = m_directory->filePath(u"away"_s);
        QVERIFY(QDir().rename(musicFolder(), away));
        Connection other(m_library->database());
        QVERIFY(moveMusicFolder(other, musicFolder(), away));
        QVERIFY(arrives(folders, 1));
        QVERIFY(arrives(tracks, 1));
    }

    // Removing a folder removes its tracks, also during the scan that reads it.
    void removeFolder()
    {
        QVERIFY(m_library->addFolder(musicFolder()));
        QVERIFY(m_library->isScanning());
        QSignalSpy folders(m_library.get(), &Library::foldersChanged);
        QSignalSpy tracks(m_library.get(), &Library::tracksChanged);
        QVERIFY(answerOf(m_library->removeFolder(musicFolder())));
        QVERIFY(folders.count() >= 1);
        QVERIFY(tracks.count() >= 1);
        QVERIFY(QTest::qWaitFor([this] { return !m_library->isScanning(); }));
        QCOMPARE(trackCount(), 0);
        QCOMPARE(answerOf(m_library->removeFolder(musicFolder())).error().code, ErrorCode::NotFound);
        QCOMPARE(m_library->addFolder(m_directory->filePath(u"none"_s)).error().code,
                 ErrorCode::FolderMissing);
    }

    // A scan gives the lines of playlists their tracks.
    void scanLinksPlaylists()
    {
        const QString list = m_directory->filePath(u"Mix.m3u"_s);
        QVERIFY(tests::writeFile(list, "music/one.wav\nmusic/gone.wav\n"));
        const auto id = idOf(m_library->importPlaylist(list));
        QVERIFY(id);
        PlaylistRepository playlists(m_library->connection());
        QCOMPARE(playlists.trackIds(*id)->size(), 0);
        scanFolder();
        QCOMPARE(playlists.trackIds(*id)->size(), 1);
        QCOMPARE(playlists.itemCount(*id).value(), 2);
    }

    // Every change of playlists is announced, and a refused one is not.
    void playlistSignals()
    {
        scanFolder();
        QSignalSpy lists(m_library.get(), &Library::playlistsChanged);
        QSignalSpy content(m_library.get(), &Library::playlistContentChanged);
        const auto tracks = TrackRepository(m_library->connection()).ids({}, {TrackField::Path}).value();

        const auto mix = idOf(m_library->createPlaylist(u"Mix"_s, tracks));
        QVERIFY(mix);
        const auto rules = idOf(m_library->createAutoPlaylist(u"Auto"_s, {}));
        QVERIFY(rules);
        const auto setRule = [this](PlaylistId id, const QString &query) {
            return change(id, [&](PlaylistContent &now) { now.playlist.rule.query = query; });
        };
        const PlaylistRepository playlists(m_library->connection());
        const auto append = [&](PlaylistId id) { return answerOf(m_library->appendToPlaylist(id, tracks)); };
        QVERIFY(rename(*mix, u"Mixed"_s));
        QCOMPARE(lists.count(), 3);
        QVERIFY(!answerOf(m_library->createPlaylist(u"mixed"_s, tracks)));
        QVERIFY(!answerOf(m_library->createAutoPlaylist(u"mixed"_s, {})));
        QVERIFY(!rename(*rules, u"MIXED"_s));
        QVERIFY(!answerOf(m_library->importPlaylist(m_directory->filePath(u"none.m3u"_s))));
        QCOMPARE(lists.count(), 3);
        QCOMPARE(content.count(), 0);

        QVERIFY(append(*mix));
        QVERIFY(setRule(*rules, u"title:one"_s));
        QCOMPARE(playlists.trackIds(*mix).value(), tracks + tracks);
        QCOMPARE(playlists.trackIds(*rules).value(), QList{tracks[0]});
        QVERIFY(answerOf(m_library->movePlaylistLines(*mix, {{0, {tracks[0], {}}}}, 4)));
        QCOMPARE(playlists.trackIds(*mix).value(), (QList{tracks[1], tracks[0], tracks[1], tracks[0]}));
        QVERIFY(answerOf(m_library->removePlaylistLines(*mix, {{0, {tracks[1], {}}}, {1, {tracks[0], {}}}})));
        QCOMPARE(playlists.trackIds(*mix).value(), (QList{tracks[1], tracks[0]}));
        QCOMPARE(answerOf(m_library->removePlaylistLines(PlaylistId{99}, {})).error().code,
                 ErrorCode::NotFound);
        QCOMPARE(content.count(), 4);
        QVERIFY(change(*mix, [](PlaylistContent &now) { now.entries.clear(); }));
        QCOMPARE(content.count(), 5);
        QCOMPARE(content[0][0].value<PlaylistId>(), *mix);
        QCOMPARE(content[1][0].value<PlaylistId>(), *rules);
        QVERIFY(!setRule(*rules, u"("_s));
        QVERIFY(!setRule(*mix, u"title:one"_s));
        QVERIFY(!append(*rules));
        QVERIFY(!answerOf(m_library->movePlaylistLines(*rules, {}, 1)));
        QCOMPARE(content.count(), 5);

        const auto remove = [](PlaylistState &now) { return std::exchange(now, {}).has_value(); };
        QVERIFY(answerOf(m_library->editPlaylist(*mix, remove)).value());
        QVERIFY(!answerOf(m_library->editPlaylist(*mix, remove)).value());
        QCOMPARE(lists.count(), 4);
    }

    // What another program does to playlists is announced: to the list of them, and to what one holds, be it
    // lines or a rule.
    void playlistsOfOthersAreAnnounced()
    {
        scanFolder();
        const auto tracks = TrackRepository(m_library->connection()).ids({}, {TrackField::Path}).value();
        const auto mix = idOf(m_library->createPlaylist(u"Mix"_s, tracks));
        const auto rules = idOf(m_library->createAutoPlaylist(u"Auto"_s, {}));
        QVERIFY(mix && rules);
        QSignalSpy lists(m_library.get(), &Library::playlistsChanged);
        QSignalSpy content(m_library.get(), &Library::playlistContentChanged);
        Connection other(m_library->database());
        PlaylistRepository playlists(other);
        QVERIFY(playlists.append(*mix, {{{}, u"/music/x.mp3"_s}}));
        QVERIFY(arrives(content, 1));
        QCOMPARE(content[0][0].value<PlaylistId>(), *mix);
        QVERIFY(playlists.setRule(*rules, {.query = u"title:one"_s}));
        QVERIFY(arrives(content, 2));
        QCOMPARE(content[1][0].value<PlaylistId>(), *rules);
        QCOMPARE(lists.count(), 0);
        QVERIFY(playlists.rename(*mix, u"Mixed"_s));
        QVERIFY(arrives(lists, 1));
        QCOMPARE(content.count(), 2);
        // As many lines as before, and one of them is another.
        QVERIFY(
            playlists.setEntries(*mix, {{tracks[0], {}}, {{}, u"/music/y.mp3"_s}, {{}, u"/music/x.mp3"_s}}));
        QVERIFY(arrives(content, 3));
        // One that is sent songs by the program is no news to the window.
        QVERIFY(other.execute(u"UPDATE playlists SET origin = 'sent', is_sync_only = 1"_s));
        QVERIFY(arrives(lists, 2));
        QVERIFY(playlists.append(*mix, {{{}, u"/music/z.mp3"_s}}));
        QVERIFY(rename(*rules, u"Rules"_s));
        QVERIFY(arrives(lists, 3));
        QCOMPARE(content.count(), 3);
    }

    // An edit is meant for the lines that were seen: where others have taken their places, nothing is done,
    // and what is there now is told.
    void linesOfOthersAreLeft()
    {
        scanFolder();
        const auto tracks = TrackRepository(m_library->connection()).ids({}, {TrackField::Path}).value();
        const auto mix = idOf(m_library->createPlaylist(u"Mix"_s, tracks));
        QVERIFY(mix);
        const QList<SeenLine> first{{0, {tracks[0], {}}}};
        PlaylistRepository playlists(m_library->connection());
        QVERIFY(playlists.setEntries(*mix, {{tracks[1], {}}, {tracks[0], {}}}));
        QSignalSpy content(m_library.get(), &Library::playlistContentChanged);
        QCOMPARE(answerOf(m_library->removePlaylistLines(*mix, first)), std::nullopt);
        QCOMPARE(content.count(), 1);
        QCOMPARE(answerOf(m_library->movePlaylistLines(*mix, first, 2)), std::nullopt);
        QCOMPARE(playlists.trackIds(*mix).value(), (QList{tracks[1], tracks[0]}));
        // What they did behind those lines does not matter.
        QVERIFY(playlists.setEntries(*mix, {{tracks[0], {}}, {{}, u"/music/x.mp3"_s}}));
        QVERIFY(answerOf(m_library->removePlaylistLines(*mix, first)).value());
        QCOMPARE(playlists.itemCount(*mix).value(), 1);
    }

    // What was asked for is done in its order, and also if the library ends meanwhile.
    void changesSurviveTheEnd()
    {
        scanFolder();
        const auto tracks = TrackRepository(m_library->connection()).ids({}, {TrackField::Path}).value();
        const auto id = idOf(m_library->createPlaylist(u"Mix"_s, {}));
        QVERIFY(id);
        for (int i = 0; i < 20; ++i) {
            m_library->appendToPlaylist(*id, tracks);
            m_library->movePlaylistLines(*id, {{2 * i, {tracks[0], {}}}}, 2 * i + 2);
        }
        const Database database = m_library->database();
        m_library.reset();
        QList<TrackId> expected;
        for (int i = 0; i < 20; ++i)
            expected += QList{tracks[1], tracks[0]};
        Connection own(database);
        QCOMPARE(PlaylistRepository(own).trackIds(*id).value(), expected);
    }

    // An imported playlist is named after its file, with a number if that is taken.
    void importAndExport()
    {
        scanFolder();
        QSignalSpy lists(m_library.get(), &Library::playlistsChanged);
        const auto tracks = TrackRepository(m_library->connection()).ids({}, {TrackField::Path}).value();
        const auto id = idOf(m_library->createPlaylist(u"Mix"_s, tracks));
        QVERIFY(id);
        const QString file = m_directory->filePath(u"Mix.m3u8"_s);
        QVERIFY(answerOf(m_library->exportPlaylist(*id, file)));
        QVERIFY(tests::readFile(file).contains("\nmusic/one.wav\n"));
        const auto imported = idOf(m_library->importPlaylist(file));
        QVERIFY(imported);
        QCOMPARE(lists.count(), 2);
        PlaylistRepository playlists(m_library->connection());
        QCOMPARE(playlists.playlist(*imported)->name, u"Mix (2)"_s);
        QCOMPARE(playlists.trackIds(*imported).value(), tracks);
    }

private:
    static Result<PlaylistId> idOf(const Pending<PlaylistEdit> &edit)
    {
        return answerOf(edit).transform(&PlaylistEdit::id);
    }

    Result<void> rename(PlaylistId id, const QString &name) const
    {
        return change(id, [&](PlaylistContent &now) { now.playlist.name = name; });
    }

    Result<void> change(PlaylistId id, const std::function<void(PlaylistContent &)> &change) const
    {
        return answerOf(m_library->editPlaylist(id,
                                                [&](PlaylistState &now) {
                                                    change(*now);
                                                    return true;
                                                }))
            .transform([](const auto &) {});
    }

    QString musicFolder() const { return m_directory->filePath(u"music"_s); }

    void addFile(const QString &title) const
    {
        QVERIFY(tests::writeFile(musicFolder() + u'/' + title + u".wav"_s, tests::wavData(title.toUtf8())));
    }

    void scanFolder()
    {
        QSignalSpy finished(m_library.get(), &Library::scanFinished);
        QVERIFY(m_library->addFolder(musicFolder()));
        QVERIFY(arrives(finished, 1));
    }

    qint64 trackCount() { return TrackRepository(m_library->connection()).count().value_or(-1); }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Library> m_library;
};

QTEST_GUILESS_MAIN(LibraryTest)
#include "tst_library.moc"
