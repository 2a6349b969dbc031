// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "audiofiles.h"
#include "hostilefiles.h"
#include "model/playlists/playlistrepository.h"
#include "model/scan/leftout.h"
#include "model/scan/libraryscanner.h"
#include "model/tracks/folderrepository.h"
#include "model/tracks/trackrepository.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <algorithm>
#include <fcntl.h>
#include <optional>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;
using namespace tandem::tests;

class LibraryScannerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void takesInEverything();
    void doesNothingTwice();
    void reportsEachBadFile();
    void reportsAgainUntilRepaired();
    void readsUnsafeFilesOnce();
    void passesOverWhatIsDiscarded();
    void leavesOutWhatItsOwnerWants();
    void countsOtherAudio();
    void passesOverWhatIsNoFile();
    void followsLinksOnce();
    void prefersRealFoldersToLinks();
    void takesOddNames();
    void reportsNamesThatAreNotUtf8();
    void readsChangedFiles();
    void knowsTouchedFiles();
    void noticesHiddenEdits();
    void tellsHiddenEditsApart();
    void noticesOtherTags();
    void readsEverythingAgain();
    void identifiesUpgradedTracks();
    void knowsMovedCollections_data();
    void knowsMovedCollections();
    void tellsAwayFromMissing();
    void followsAddedLink();
    void takesSharedFilesOnce();
    void marksVanishedFiles();
    void clearsReappearedFiles();
    void keepsIdOfMovedFiles();
    void doesNotMistakeCopiesForMoves();
    void keepsPlaylistsOfMovedFiles();
    void linksPlaylistsToNewFiles();
    void keepsTracksOfUnmountedFolder_data();
    void keepsTracksOfUnmountedFolder();
    void takesEmptyFolderForEmpty();
    void keepsTracksBelowUnreadableFolder();
    void keepsOtherFoldersApart();
    void convergesAfterCancel();
    void reportsProgressSparingly();
    void takesInMoreThanATransaction();
    void worksWithoutFolders();

private:
    QString path(const QString &name) const { return m_music + u'/' + name; }
    bool addWav(const QString &name, const QByteArray &title)
    {
        return writeFile(path(name), wavData(title));
    }
    void setModified(const QString &name, const QDateTime &time);
    /// Lets the library know the time that the file has.
    void setStoredTime(TrackId id, const QString &column, const QString &name);
    ScanReport scan(std::stop_token stop = {});
    /// "added updated moved missing failed"
    static QString counts(const ScanReport &report);
    std::optional<Track> track(const QString &name);
    QStringList storedErrors();

    std::optional<QTemporaryDir> m_folder;
    QString m_music;
    std::optional<Database> m_database;
    std::unique_ptr<Connection> m_connection;
};

void LibraryScannerTest::init()
{
    m_folder.emplace();
    m_music = QDir(m_folder->path()).canonicalPath() + u"/music"_s;
    QVERIFY(QDir().mkpath(m_music));
    const auto database = Database::open(m_folder->filePath(u"data"_s));
    QVERIFY(database);
    m_database = *database;
    m_connection = std::make_unique<Connection>(*m_database);
    QVERIFY(FolderRepository(*m_connection).add(m_music));
}

void LibraryScannerTest::cleanup()
{
    m_connection.reset();
    m_folder.reset();
}

ScanReport LibraryScannerTest::scan(std::stop_token stop)
{
    const auto report = LibraryScanner(*m_database).scan(std::move(stop));
    if (!report)
        qWarning("the scan failed: %s", qPrintable(report.error().detail));
    return report.value_or(ScanReport{.found = -1});
}

void LibraryScannerTest::setModified(const QString &name, const QDateTime &time)
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(time, QFileDevice::FileModificationTime));
}

void LibraryScannerTest::setStoredTime(TrackId id, const QString &column, const QString &name)
{
    struct stat status = {};
    QCOMPARE(::stat(path(name).toUtf8().constData(), &status), 0);
    const qint64 time = status.st_mtim.tv_sec * qint64(1'000'000'000) + status.st_mtim.tv_nsec;
    QVERIFY(m_connection->execute(
        u"UPDATE tracks SET %1 = %2, modified_ns = %2 WHERE id = %3"_s.arg(column).arg(time).arg(id.value)));
}

QString LibraryScannerTest::counts(const ScanReport &report)
{
    return u"%1 added, %2 updated, %3 moved, %4 missing, %5 failed"_s.arg(report.added)
        .arg(report.updated)
        .arg(report.moved)
        .arg(report.missing)
        .arg(report.failed);
}

std::optional<Track> LibraryScannerTest::track(const QString &name)
{
    const TrackRepository tracks(*m_connection);
    const auto id = tracks.idOfPath(name.startsWith(u'/') ? name : path(name));
    if (!id)
        return std::nullopt;
    return tracks.track(*id).value();
}

QStringList LibraryScannerTest::storedErrors()
{
    Query query(*m_connection, u"SELECT path, code FROM scan_errors ORDER BY path"_s);
    return query
        .rows([this](const Row &row) { return row.text(0).sliced(m_music.size() + 1) + u' ' + row.text(1); })
        .value();
}

// A first scan takes in all audio files, with their tags and signatures, and nothing else.
void LibraryScannerTest::takesInEverything()
{
    const QStringList endings{u"mp3"_s, u"m4a"_s,  u"flac"_s, u"ogg"_s, u"opus"_s,
                              u"wav"_s, u"aiff"_s, u"wma"_s,  u"wv"_s};
    for (const QString &ending : endings)
        QVERIFY(writeFile(path(u"%1/below/a.%1"_s.arg(ending)), readFile(samplePath(ending))));
    QVERIFY(writeFile(path(u"cover.jpg"_s), "picture"));
    QVERIFY(writeFile(path(u"README"_s), "text"));

    const ScanReport report = scan();
    QCOMPARE(report.found, endings.size());
    QCOMPARE(counts(report), u"9 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
    QVERIFY(report.errors.isEmpty());
    for (const QString &ending : endings) {
        const QString name = u"%1/below/a.%1"_s.arg(ending);
        const auto found = track(name);
        QVERIFY(found);
        QCOMPARE(found->tags.title, u"Träumerei"_s);
        QCOMPARE(found->sizeBytes, QFileInfo(path(name)).size());
        QCOMPARE(found->modifiedNs / 1'000'000, QFileInfo(path(name)).lastModified().toMSecsSinceEpoch());
        QVERIFY(found->addedAt > 0);
        QVERIFY(found->isAvailable);
    }
}

// A second scan of an unchanged folder changes nothing.
void LibraryScannerTest::doesNothingTwice()
{
    QVERIFY(addWav(u"a.wav"_s, "A"));
    QVERIFY(addWav(u"b.wav"_s, "B"));
    scan();
    QVERIFY(m_connection->execute(u"UPDATE tracks SET title = 'kept'"_s));
    const ScanReport report = scan();
    QCOMPARE(report.found, 2);
    QCOMPARE(counts(report), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
    QCOMPARE(track(u"a.wav"_s)->tags.title, u"kept"_s); // and so was not read again
}

// Each file that cannot be taken in is one error; the others are taken in.
void LibraryScannerTest::reportsEachBadFile()
{
    QVERIFY(addWav(u"good.wav"_s, "Good"));
    QVERIFY(writeFile(path(u"empty.mp3"_s), {}));
    QVERIFY(writeFile(path(u"text.flac"_s), "this is no music"));
    const QByteArray whole = readFile(samplePath(u"m4a"_s));
    QVERIFY(writeFile(path(u"cut.m4a"_s), whole.first(whole.size() / 2)));

    const ScanReport report = scan();
    QCOMPARE(report.found, 4);
    QCOMPARE(counts(report), u"1 added, 0 updated, 0 moved, 0 missing, 3 failed"_s);
    QCOMPARE(report.errors.size(), 3);
    QCOMPARE(storedErrors(),
             (QStringList{u"cut.m4a fileCorrupt"_s, u"empty.mp3 fileEmpty"_s, u"text.flac fileCorrupt"_s}));
    QVERIFY(track(u"good.wav"_s));
    QVERIFY(!track(u"empty.mp3"_s));
}

// A bad file is reported by every scan, until it is repaired.
void LibraryScannerTest::reportsAgainUntilRepaired()
{
    QVERIFY(writeFile(path(u"a.wav"_s), "broken"));
    QCOMPARE(scan().failed, 1);
    QCOMPARE(scan().failed, 1);
    QVERIFY(addWav(u"a.wav"_s, "Repaired"));
    QCOMPARE(counts(scan()), u"1 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
    QVERIFY(storedErrors().isEmpty());
}

// A file that ends its reader is one error, and is not read again before it changes.
void LibraryScannerTest::readsUnsafeFilesOnce()
{
    const QByteArray unsafe = nestedAtoms("moov", 50'000);
    const QDateTime time = QDateTime::fromSecsSinceEpoch(1'700'000'000);
    const auto put = [&](const QByteArray &data, const QDateTime &modified) {
        QFile file(path(u"a.m4a"_s));
        return writeFile(file.fileName(), data) && file.open(QIODevice::ReadWrite) &&
               file.setFileTime(modified, QFileDevice::FileModificationTime);
    };
    QVERIFY(put(unsafe, time));
    QVERIFY(addWav(u"b.wav"_s, "B"));
    const ScanReport first = scan();
    QCOMPARE(counts(first), u"1 added, 0 updated, 0 moved, 0 missing, 1 failed"_s);
    QCOMPARE(first.errors.front().code, ErrorCode::FileCorrupt);
    QCOMPARE(storedErrors(), QStringList{u"a.m4a fileCorrupt"_s});

    // A good file that looks the same shows that nobody has read it.
    QByteArray good = readFile(samplePath(u"m4a"_s));
    good.resize(unsafe.size(), '\0');
    QVERIFY(put(good, time));
    const ScanReport second = scan();
    QCOMPARE(counts(second), u"0 added, 0 updated, 0 moved, 0 missing, 1 failed"_s);
    QCOMPARE(second.errors, first.errors);
    QCOMPARE(storedErrors(), QStringList{u"a.m4a fileCorrupt"_s});

    QVERIFY(m_connection->execute(u"UPDATE scan_errors SET reader = 0"_s)); // an earlier one's
    QCOMPARE(counts(scan()), u"1 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);

    QVERIFY(put(unsafe, time.addSecs(2)));
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 1 failed"_s);
    QVERIFY(put(good, time.addSecs(4))); // the content that the library knows already
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
    QVERIFY(storedErrors().isEmpty());
}

// What is hidden, thrown away or marked as no music stays out; an album whose name begins with dots does not.
void LibraryScannerTest::passesOverWhatIsDiscarded()
{
    QVERIFY(addWav(u"...And Justice for All/a.wav"_s, "A"));
    QVERIFY(addWav(u".hidden.wav"_s, "H"));
    QVERIFY(addWav(u"#recycle/b.wav"_s, "B"));
    QVERIFY(addWav(u"album/@eaDir/b.wav"_s, "B"));
    QVERIFY(addWav(u"$Recycle.Bin/S-1/b.wav"_s, "B"));
    QVERIFY(addWav(u"ringtones/below/b.wav"_s, "B"));
    QVERIFY(writeFile(path(u"ringtones/.nomedia"_s), {}));
    QVERIFY(writeFile(path(u".nomedia"_s), {})); // this folder was chosen
    const ScanReport report = scan();
    QCOMPARE(counts(report), u"1 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
    QCOMPARE(report.found, 1);
    QCOMPARE(report.leftOut, 1);
    QVERIFY(track(u"...And Justice for All/a.wav"_s));
}

// The owner's patterns hold from the next scan on, and back.
void LibraryScannerTest::leavesOutWhatItsOwnerWants()
{
    QVERIFY(addWav(u"a/take.wav"_s, "A"));
    QVERIFY(addWav(u"a/Demos/take.wav"_s, "B"));
    QCOMPARE(scan().added, 2);
    QVERIFY(setExcludedPatterns(*m_connection, {u"demos"_s}));
    const ScanReport without = scan();
    QCOMPARE(counts(without), u"0 added, 0 updated, 0 moved, 1 missing, 0 failed"_s);
    QCOMPARE(without.leftOut, 1);
    QVERIFY(setExcludedPatterns(*m_connection, {}));
    QCOMPARE(counts(scan()), u"0 added, 1 updated, 0 moved, 0 missing, 0 failed"_s);
}

// Sound of kinds that are not known is counted by ending.
void LibraryScannerTest::countsOtherAudio()
{
    QVERIFY(addWav(u"a.wav"_s, "A"));
    for (const QString &name : {u"b.dsf"_s, u"below/c.DSF"_s, u"d.mka"_s, u"e.txt"_s})
        QVERIFY(writeFile(path(name), "sound"));
    const ScanReport report = scan();
    QCOMPARE(report.found, 1);
    QCOMPARE(report.otherAudio, (QMap<QString, qint64>{{u"dsf"_s, 2}, {u"mka"_s, 1}}));
    QVERIFY(report.errors.isEmpty());
}

// FIFOs, sockets and hidden folders are passed over, whatever their names.
void LibraryScannerTest::passesOverWhatIsNoFile()
{
    QVERIFY(addWav(u"a.wav"_s, "A"));
    QVERIFY(addWav(u".tandem/b.wav"_s, "B"));
    QVERIFY(addWav(u".hidden/below/b.wav"_s, "B"));
    QVERIFY(writeFile(path(u"._a.wav"_s), "resource fork"));
    QCOMPARE(::mkfifo(path(u"fifo.mp3"_s).toUtf8().constData(), 0600), 0);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const QByteArray name = path(u"socket.mp3"_s).toUtf8();
    QVERIFY(name.size() < static_cast<qsizetype>(sizeof(address.sun_path)));
    std::copy(name.begin(), name.end(), address.sun_path);
    QCOMPARE(::bind(socket, reinterpret_cast<sockaddr *>(&address), sizeof(address)), 0);

    const ScanReport report = scan();
    ::close(socket);
    QCOMPARE(report.found, 1);
    QCOMPARE(counts(report), u"1 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
}

// Links to files and folders are followed, each folder once, and loops of links end.
void LibraryScannerTest::followsLinksOnce()
{
    QVERIFY(writeFile(m_folder->filePath(u"outside/a.wav"_s), wavData("A")));
    QVERIFY(writeFile(m_folder->filePath(u"single.wav"_s), wavData("S")));
    QVERIFY(QFile::link(m_folder->filePath(u"outside"_s), path(u"first"_s)));
    QVERIFY(QFile::link(m_folder->filePath(u"outside"_s), path(u"second"_s)));
    QVERIFY(QFile::link(m_folder->filePath(u"single.wav"_s), path(u"single.wav"_s)));
    QVERIFY(QFile::link(m_music, m_folder->filePath(u"outside/back"_s)));
    QVERIFY(QFile::link(path(u"self"_s), path(u"self"_s)));
    QVERIFY(QFile::link(path(u"self.mp3"_s), path(u"self.mp3"_s)));
    QVERIFY(QFile::link(u"/nowhere/a.mp3"_s, path(u"dead.mp3"_s)));

    const ScanReport report = scan();
    QCOMPARE(report.found, 2);
    QCOMPARE(counts(report), u"2 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
    QVERIFY(track(u"first/a.wav"_s));
    QVERIFY(track(u"single.wav"_s));
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
}

// A folder that is also reached through a link is known by its own path.
void LibraryScannerTest::prefersRealFoldersToLinks()
{
    QVERIFY(addWav(u"z/deep/below/a.wav"_s, "A"));
    QVERIFY(QFile::link(path(u"z/deep"_s), path(u"a link"_s)));
    QCOMPARE(scan().found, 1);
    QVERIFY(track(u"z/deep/below/a.wav"_s));
}

// Names with line ends, quotes, percent signs and other scripts are names like any other.
void LibraryScannerTest::takesOddNames()
{
    const QStringList names{
        u"a\nb.wav"_s, u"it's \"q\".wav"_s, u"100% %41.wav"_s,    u"ö 音楽 🎵.wav"_s,
        u" .wav"_s,    u"-rf.wav"_s,        u"back\\slash.wav"_s, u"semi;colon -- .WAV"_s};
    for (const QString &name : names)
        QVERIFY(addWav(u"od'd \n/"_s + name, "A"));
    const ScanReport report = scan();
    QCOMPARE(report.added, names.size());
    for (const QString &name : names)
        QVERIFY(track(u"od'd \n/"_s + name));
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
}

// A name that is not UTF-8 is reported with its bytes, and not taken in.
void LibraryScannerTest::reportsNamesThatAreNotUtf8()
{
    QVERIFY(addWav(u"good.wav"_s, "A"));
    const QByteArray base = m_music.toUtf8();
    const QList<QByteArray> names{base + "/caf\xe9.wav", base + "/\xff\xfe.mp3", base + "/n\xe9.txt"};
    for (const QByteArray &name : names) {
        const int file = ::open(name.constData(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
        if (file < 0)
            QSKIP("the file system takes only UTF-8");
        ::close(file);
    }
    QCOMPARE(::mkdir((base + "/d\xfc").constData(), 0700), 0);

    const ScanReport report = scan();
    // Qt could not remove these with the temporary directory.
    for (const QByteArray &name : names)
        ::unlink(name.constData());
    ::rmdir((base + "/d\xfc").constData());
    QCOMPARE(report.found, 3);
    QCOMPARE(counts(report), u"1 added, 0 updated, 0 moved, 0 missing, 3 failed"_s);
    QStringList subjects;
    for (const Error &error : report.errors) {
        QCOMPARE(error.code, ErrorCode::NameNotUtf8);
        subjects += error.subject.sliced(m_music.size() + 1);
    }
    subjects.sort();
    QCOMPARE(subjects, (QStringList{u"%FF%FE.mp3"_s, u"caf%E9.wav"_s, u"d%FC"_s}));
}

// A file with another size or time is read again and stays the same track.
void LibraryScannerTest::readsChangedFiles()
{
    QVERIFY(addWav(u"a.wav"_s, "Old"));
    QVERIFY(addWav(u"b.wav"_s, "Same"));
    scan();
    QVERIFY(m_connection->execute(u"UPDATE tracks SET rating = 5, play_count = 3"_s));
    const auto before = track(u"a.wav"_s);
    QVERIFY(addWav(u"a.wav"_s, "A longer title"));
    QCOMPARE(counts(scan()), u"0 added, 1 updated, 0 moved, 0 missing, 0 failed"_s);
    const auto after = track(u"a.wav"_s);
    QCOMPARE(after->id, before->id);
    QCOMPARE(after->tags.title, u"A longer title"_s);
    QCOMPARE(after->addedAt, before->addedAt);
    QCOMPARE(after->rating, 5);
    QCOMPARE(after->playCount, 3);
}

// A file of which only the times changed is the version that it was: no player gets it anew.
void LibraryScannerTest::knowsTouchedFiles()
{
    QVERIFY(addWav(u"a.wav"_s, "A"));
    scan();
    const auto before = track(u"a.wav"_s);
    setModified(u"a.wav"_s, QDateTime::currentDateTime().addSecs(-100));
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
    QVERIFY(QFile::setPermissions(path(u"a.wav"_s), QFile::ReadOwner));
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
    QCOMPARE(track(u"a.wav"_s)->modifiedNs, before->modifiedNs);
    QCOMPARE(track(u"a.wav"_s)->tags, before->tags);
}

// Tags that were edited with size and modification time kept are noticed, and the version is another one.
void LibraryScannerTest::noticesHiddenEdits()
{
    QVERIFY(addWav(u"a.wav"_s, "Old"));
    scan();
    auto before = track(u"a.wav"_s);
    const QDateTime time = QFileInfo(path(u"a.wav"_s)).lastModified();
    QVERIFY(addWav(u"a.wav"_s, "New"));
    setModified(u"a.wav"_s, time);
    setStoredTime(before->id, u"seen_modified_ns"_s, u"a.wav"_s); // which has whole milliseconds now
    before = track(u"a.wav"_s);
    QCOMPARE(counts(scan()), u"0 added, 1 updated, 0 moved, 0 missing, 0 failed"_s);
    QCOMPARE(track(u"a.wav"_s)->tags.title, u"New"_s);
    QVERIFY(track(u"a.wav"_s)->modifiedNs != before->modifiedNs);
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
}

// Edited twice with its time set back each time, a file has three versions: whoever missed the one in between
// must not take the last for the first.
void LibraryScannerTest::tellsHiddenEditsApart()
{
    QVERIFY(addWav(u"a.wav"_s, "One"));
    const QDateTime time = QDateTime::fromSecsSinceEpoch(1'600'000'000);
    setModified(u"a.wav"_s, time);
    scan();
    QSet<qint64> versions{track(u"a.wav"_s)->modifiedNs};
    for (const auto *title : {"Two", "Six"}) {
        QVERIFY(addWav(u"a.wav"_s, title));
        setModified(u"a.wav"_s, time);
        QCOMPARE(scan().updated, 1);
        versions.insert(track(u"a.wav"_s)->modifiedNs);
    }
    QCOMPARE(versions.size(), 3);
}

// What is changed in place, and is none of the tags that the library keeps, is another version all the same:
// players are to get it.
void LibraryScannerTest::noticesOtherTags()
{
    constexpr qsizetype apart = 6000; // from the beginning, the middle and the end
    QByteArray data = wavData({{"INAM", "title"}, {"IKEY", QByteArray(20'000, 'k')}});
    QVERIFY(writeFile(path(u"a.wav"_s), data));
    scan();
    const auto before = track(u"a.wav"_s);
    data[apart] = 'x';
    QVERIFY(writeFile(path(u"a.wav"_s), data));
    setModified(u"a.wav"_s, QDateTime::fromSecsSinceEpoch(1'600'000'000));
    scan();
    const auto edited = track(u"a.wav"_s);
    QVERIFY(edited->modifiedNs != before->modifiedNs);
    setModified(u"a.wav"_s, QDateTime::fromSecsSinceEpoch(1'500'000'000)); // only touched
    scan();
    QCOMPARE(track(u"a.wav"_s)->modifiedNs, edited->modifiedNs);
}

// A scan of everything reads each file again, whatever its times say.
void LibraryScannerTest::readsEverythingAgain()
{
    QVERIFY(addWav(u"a.wav"_s, "A"));
    scan();
    QVERIFY(m_connection->execute(u"UPDATE tracks SET title = 'wrong'"_s));
    QCOMPARE(scan().updated, 0);
    const auto report = LibraryScanner(*m_database).scan({}, {}, ScanDepth::Everything);
    QCOMPARE(report.value_or(ScanReport{}).updated, 1);
    QCOMPARE(track(u"a.wav"_s)->tags.title, u"A"_s);
}

// A library of an earlier version learns what its files' contents are known by, and takes nothing for
// changed.
void LibraryScannerTest::identifiesUpgradedTracks()
{
    QVERIFY(addWav(u"a.wav"_s, "A"));
    scan();
    const TrackId id = track(u"a.wav"_s)->id;
    const auto forget = [this] {
        return m_connection->execute(u"UPDATE tracks SET content = 0, seen_changed_ns = 0, title = 'kept'"_s);
    };
    const qint64 version = track(u"a.wav"_s)->modifiedNs;
    QVERIFY(forget());
    QVERIFY(LibraryScanner(*m_database).scan({}, {}, ScanDepth::Everything));
    QCOMPARE(track(u"a.wav"_s)->modifiedNs, version);
    QVERIFY(forget());
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
    QCOMPARE(track(u"a.wav"_s)->tags.title, u"kept"_s);
    QVERIFY(QFile::rename(path(u"a.wav"_s), path(u"b.wav"_s)));
    setModified(u"b.wav"_s, QDateTime::currentDateTime().addSecs(-100));
    QCOMPARE(scan().moved, 1);
    QCOMPARE(track(u"b.wav"_s)->id, id);
}

// A collection that is in another place is the same one: tracks, and the lines of playlists. Its old folder
// may be empty, away or gone from the library.
void LibraryScannerTest::knowsMovedCollections_data()
{
    QTest::addColumn<QString>("old");
    QTest::newRow("empty") << u"empty"_s;
    QTest::newRow("not there") << u"gone"_s;
    QTest::newRow("removed from the library") << u"removed"_s;
}

void LibraryScannerTest::knowsMovedCollections()
{
    QFETCH(const QString, old);
    QVERIFY(addWav(u"one/a.wav"_s, "A"));
    QVERIFY(addWav(u"two/a.wav"_s, "A")); // the same content twice: each goes with its own
    QVERIFY(addWav(u"b.wav"_s, "B"));
    scan();
    const QList<TrackId> ids{track(u"two/a.wav"_s)->id, track(u"one/a.wav"_s)->id, track(u"b.wav"_s)->id};
    PlaylistRepository playlists(*m_connection);
    const auto playlist = playlists.createStatic(u"Mix"_s, playlists.entriesForTracks(ids).value());
    QVERIFY(playlist);
    QVERIFY(m_connection->execute(u"UPDATE tracks SET rating = 4"_s));

    const QString other = QDir(m_folder->path()).canonicalPath() + u"/other"_s;
    QVERIFY(QDir().rename(m_music, other));
    if (old == "empty"_L1)
        QVERIFY(QDir().mkpath(m_music));
    FolderRepository folders(*m_connection);
    if (old == "removed"_L1)
        QVERIFY(folders.remove(m_music));
    QVERIFY(folders.add(other));
    const ScanReport report = scan();
    if (old == "removed"_L1) {
        QCOMPARE(report.added, 3);
    } else {
        QCOMPARE(counts(report), u"0 added, 0 updated, 3 moved, 0 missing, 0 failed"_s);
        QCOMPARE(track(other + u"/one/a.wav"_s)->id, ids[1]);
    }
    QStringList paths;
    const auto entries = playlists.entries(*playlist).value();
    for (const PlaylistEntry &entry : entries) {
        QVERIFY(entry.track.isValid());
        paths += entry.path;
    }
    QCOMPARE(paths.last(), other + u"/b.wav"_s);
    if (old != "removed"_L1)
        QCOMPARE(paths.first(), other + u"/two/a.wav"_s);
    QCOMPARE(track(other + u"/b.wav"_s)->rating, 4);
}

// What lies on a file system that is not there now, or behind a link that leads nowhere, is unavailable. What
// is gone from one that is there is missing.
void LibraryScannerTest::tellsAwayFromMissing()
{
    QVERIFY(addWav(u"usb/a.wav"_s, "A"));
    QVERIFY(addWav(u"usb/below/b.wav"_s, "B"));
    QVERIFY(addWav(u"here.wav"_s, "C"));
    QVERIFY(writeFile(m_folder->filePath(u"outside/d.wav"_s), wavData("D")));
    QVERIFY(QFile::link(m_folder->filePath(u"outside"_s), path(u"link"_s)));
    bool isMounted = true;
    const auto fileSystemOf = [&](int, const QByteArray &folder) -> QByteArray {
        return isMounted && folder.contains("/usb") ? "stick" : "disk";
    };
    const auto scanWith = [&] {
        return LibraryScanner(*m_database, fileSystemOf).scan().value_or(ScanReport{});
    };
    QCOMPARE(scanWith().added, 4);

    isMounted = false;
    QVERIFY(QDir().rename(path(u"usb"_s), m_folder->filePath(u"stick"_s)));
    QVERIFY(QDir().mkpath(path(u"usb"_s)));
    QVERIFY(QDir().rename(m_folder->filePath(u"outside"_s), m_folder->filePath(u"elsewhere"_s)));
    ScanReport report = scanWith();
    QCOMPARE(counts(report), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
    QCOMPARE(report.away, 3);
    for (const QString &name : {u"usb/a.wav"_s, u"usb/below/b.wav"_s, u"link/d.wav"_s}) {
        QVERIFY(!track(name)->isMissing);
        QVERIFY(!track(name)->isAvailable);
    }
    QCOMPARE(scanWith().away, 3);

    isMounted = true;
    QVERIFY(QDir().rmdir(path(u"usb"_s)));
    QVERIFY(QDir().rename(m_folder->filePath(u"stick"_s), path(u"usb"_s)));
    QVERIFY(QDir().rename(m_folder->filePath(u"elsewhere"_s), m_folder->filePath(u"outside"_s)));
    QVERIFY(QFile::remove(path(u"usb/a.wav"_s)));
    report = scanWith();
    QCOMPARE(report.away, 0);
    QVERIFY(track(u"usb/a.wav"_s)->isMissing);
    QVERIFY(track(u"usb/below/b.wav"_s)->isAvailable);
    QVERIFY(track(u"link/d.wav"_s)->isAvailable);
}

// A link that was added leads elsewhere now: the tracks are those that are found there.
void LibraryScannerTest::followsAddedLink()
{
    const QString link = QDir(m_folder->path()).canonicalPath() + u"/link"_s;
    QVERIFY(writeFile(m_folder->filePath(u"old/below/a.wav"_s), wavData("A")));
    QVERIFY(writeFile(m_folder->filePath(u"old/b.wav"_s), wavData("B")));
    QVERIFY(QFile::link(m_folder->filePath(u"old"_s), link));
    QVERIFY(FolderRepository(*m_connection).add(link));
    scan();
    const TrackId a = track(link + u"/below/a.wav"_s)->id;
    const TrackId b = track(link + u"/b.wav"_s)->id;
    QVERIFY(QDir().rename(m_folder->filePath(u"old"_s), m_folder->filePath(u"new"_s)));
    QVERIFY(QFile::rename(m_folder->filePath(u"new/below/a.wav"_s), m_folder->filePath(u"new/a.wav"_s)));
    QVERIFY(QFile::remove(link));
    QVERIFY(QFile::link(m_folder->filePath(u"new"_s), link));
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 1 moved, 0 missing, 0 failed"_s);
    QCOMPARE(track(link + u"/a.wav"_s)->id, a);
    QCOMPARE(track(link + u"/b.wav"_s)->id, b);
}

// A file with several names is one song; the name that the library knows stays.
void LibraryScannerTest::takesSharedFilesOnce()
{
    const auto bytes = [](const QString &name) { return name.toUtf8(); };
    QVERIFY(addWav(u"m.wav"_s, "A"));
    QVERIFY(addWav(u"plain.wav"_s, "B"));
    QVERIFY(QFile::link(path(u"plain.wav"_s), path(u"a link.wav"_s)));
    QVERIFY(writeFile(m_folder->filePath(u"outside.wav"_s), wavData("C")));
    QVERIFY(QFile::link(m_folder->filePath(u"outside.wav"_s), path(u"o1.wav"_s)));
    QVERIFY(QFile::link(m_folder->filePath(u"outside.wav"_s), path(u"o2.wav"_s)));
    QCOMPARE(scan().found, 3);
    QVERIFY(track(u"plain.wav"_s));
    QVERIFY(track(u"o1.wav"_s));
    QCOMPARE(::link(bytes(path(u"m.wav"_s)).constData(), bytes(path(u"a.wav"_s)).constData()), 0);
    const ScanReport report = scan();
    QCOMPARE(report.found, 3);
    QCOMPARE(counts(report), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
    QVERIFY(!track(u"a.wav"_s));
    QVERIFY(QFile::remove(path(u"m.wav"_s)));
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 1 moved, 0 missing, 0 failed"_s);
}

// A file that is gone is missing, counted once, and kept.
void LibraryScannerTest::marksVanishedFiles()
{
    QVERIFY(addWav(u"a.wav"_s, "A"));
    QVERIFY(addWav(u"below/b.wav"_s, "B"));
    scan();
    QVERIFY(QDir(path(u"below"_s)).removeRecursively());
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 1 missing, 0 failed"_s);
    QVERIFY(track(u"below/b.wav"_s)->isMissing);
    QVERIFY(!track(u"a.wav"_s)->isMissing);
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
}

// A file that is back, the same or another one, is no longer missing.
void LibraryScannerTest::clearsReappearedFiles()
{
    QVERIFY(addWav(u"a.wav"_s, "A"));
    QVERIFY(addWav(u"b.wav"_s, "B"));
    QVERIFY(addWav(u"c.wav"_s, "C"));
    scan();
    const TrackId a = track(u"a.wav"_s)->id;
    QVERIFY(QFile::rename(path(u"a.wav"_s), m_folder->filePath(u"a.wav"_s)));
    QVERIFY(QFile::remove(path(u"b.wav"_s)));
    QCOMPARE(scan().missing, 2);
    QVERIFY(QFile::rename(m_folder->filePath(u"a.wav"_s), path(u"a.wav"_s)));
    QVERIFY(addWav(u"b.wav"_s, "Another"));
    QCOMPARE(counts(scan()), u"0 added, 2 updated, 0 moved, 0 missing, 0 failed"_s);
    QVERIFY(!track(u"a.wav"_s)->isMissing);
    QVERIFY(!track(u"b.wav"_s)->isMissing);
    QCOMPARE(track(u"a.wav"_s)->id, a);
    QCOMPARE(track(u"b.wav"_s)->tags.title, u"Another"_s);
}

// A file under another name or in another folder of the library is the same track, even when a scan in
// between did not find it.
void LibraryScannerTest::keepsIdOfMovedFiles()
{
    const QString other = m_folder->filePath(u"other"_s);
    QVERIFY(QDir().mkpath(other));
    QVERIFY(FolderRepository(*m_connection).add(other));
    QVERIFY(addWav(u"a.wav"_s, "A"));
    QVERIFY(addWav(u"below/b.wav"_s, "B"));
    QVERIFY(addWav(u"c.wav"_s, "C"));
    QVERIFY(addWav(u"stays.wav"_s, "S"));
    scan();
    const TrackId a = track(u"a.wav"_s)->id;
    const TrackId b = track(u"below/b.wav"_s)->id;
    const TrackId c = track(u"c.wav"_s)->id;
    QVERIFY(QFile::rename(path(u"c.wav"_s), m_folder->filePath(u"kept.wav"_s)));
    QCOMPARE(scan().missing, 1);

    QVERIFY(QFile::rename(path(u"a.wav"_s), path(u"renamed.wav"_s)));
    const QString moved = QDir(other).canonicalPath() + u"/b.wav"_s;
    QVERIFY(QFile::rename(path(u"below/b.wav"_s), moved));
    QVERIFY(QFile::rename(m_folder->filePath(u"kept.wav"_s), path(u"c2.wav"_s)));
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 3 moved, 0 missing, 0 failed"_s);
    QCOMPARE(track(u"renamed.wav"_s)->id, a);
    QCOMPARE(track(moved)->id, b);
    QVERIFY(track(moved)->folder != track(u"renamed.wav"_s)->folder);
    QCOMPARE(track(u"c2.wav"_s)->id, c);
    QVERIFY(!track(u"c2.wav"_s)->isMissing);
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
}

// A second file with the same size and time is new as long as the first is there, or if its tags differ.
void LibraryScannerTest::doesNotMistakeCopiesForMoves()
{
    const auto time = QDateTime::currentDateTime().addDays(-1);
    const auto write = [&](const QString &name, const QByteArray &title) {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(wavData(title)) > 0 && file.flush() &&
               file.setFileTime(time, QFileDevice::FileModificationTime);
    };
    QVERIFY(write(u"a.wav"_s, "One"));
    QVERIFY(write(u"b.wav"_s, "Two"));
    scan();
    QVERIFY(write(u"copy.wav"_s, "One"));
    QVERIFY(QFile::remove(path(u"b.wav"_s)));
    QVERIFY(write(u"other.wav"_s, "Six")); // as large and as old as b.wav
    QCOMPARE(counts(scan()), u"2 added, 0 updated, 0 moved, 1 missing, 0 failed"_s);
}

// A playlist goes on holding a track whose file was moved.
void LibraryScannerTest::keepsPlaylistsOfMovedFiles()
{
    QVERIFY(addWav(u"a.wav"_s, "A"));
    scan();
    const TrackId id = track(u"a.wav"_s)->id;
    PlaylistRepository playlists(*m_connection);
    const auto playlist = playlists.createStatic(u"List"_s, {{id, path(u"a.wav"_s)}});
    QVERIFY(playlist);
    QVERIFY(QFile::rename(path(u"a.wav"_s), path(u"b.wav"_s)));
    QCOMPARE(scan().moved, 1);
    QCOMPARE(*playlists.trackIds(*playlist), QList<TrackId>{id});
}

// A playlist that names a file before the library has it holds its track after the scan.
void LibraryScannerTest::linksPlaylistsToNewFiles()
{
    PlaylistRepository playlists(*m_connection);
    const auto playlist = playlists.createStatic(u"List"_s, {{TrackId{}, path(u"a.wav"_s)}});
    QVERIFY(playlist);
    QVERIFY(addWav(u"a.wav"_s, "A"));
    scan();
    QCOMPARE(*playlists.trackIds(*playlist), QList<TrackId>{track(u"a.wav"_s)->id});
}

void LibraryScannerTest::keepsTracksOfUnmountedFolder_data()
{
    QTest::addColumn<bool>("leavesMountPoint");
    QTest::newRow("folder is gone") << false;
    QTest::newRow("empty mount point") << true;
}

// The tracks of a folder that is not mounted are unavailable, not missing, until it is back.
void LibraryScannerTest::keepsTracksOfUnmountedFolder()
{
    QFETCH(bool, leavesMountPoint);
    QVERIFY(addWav(u"below/a.wav"_s, "A"));
    QVERIFY(addWav(u"b.wav"_s, "B"));
    scan();
    QVERIFY(QDir().rename(m_music, m_music + u"-away"_s));
    if (leavesMountPoint)
        QVERIFY(QDir().mkpath(m_music + u"/lost+found"_s));

    for (int i = 0; i < 2; ++i) {
        const ScanReport report = scan();
        QCOMPARE(report.found, 0);
        QCOMPARE(counts(report), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
        QCOMPARE(report.errors.size(), 1);
        QCOMPARE(report.errors.first().code, ErrorCode::FolderMissing);
        QCOMPARE(report.errors.first().subject, m_music);
        QVERIFY(!FolderRepository(*m_connection).all()->first().isAvailable);
        QVERIFY(!track(u"b.wav"_s)->isMissing);
        QVERIFY(!track(u"b.wav"_s)->isAvailable);
    }

    QVERIFY(!leavesMountPoint || QDir(m_music).removeRecursively());
    QVERIFY(QDir().rename(m_music + u"-away"_s, m_music));
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
    QVERIFY(FolderRepository(*m_connection).all()->first().isAvailable);
    QVERIFY(track(u"b.wav"_s)->isAvailable);
}

// A folder of which nothing was ever known may be empty.
void LibraryScannerTest::takesEmptyFolderForEmpty()
{
    const ScanReport report = scan();
    QCOMPARE(report.found, 0);
    QVERIFY(report.errors.isEmpty());
    QVERIFY(FolderRepository(*m_connection).all()->first().isAvailable);
}

// What lies below a folder that cannot be read is neither missing nor moved.
void LibraryScannerTest::keepsTracksBelowUnreadableFolder()
{
    if (::geteuid() == 0)
        QSKIP("root may read everything");
    QVERIFY(addWav(u"closed/below/a.wav"_s, "A"));
    QVERIFY(addWav(u"closed.wav"_s, "B"));
    scan();
    QVERIFY(QFile::setPermissions(path(u"closed"_s), QFile::WriteOwner));
    const ScanReport report = scan();
    QVERIFY(QFile::setPermissions(path(u"closed"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QCOMPARE(counts(report), u"0 added, 0 updated, 0 moved, 0 missing, 1 failed"_s);
    QCOMPARE(report.errors.first().code, ErrorCode::FileUnreadable);
    QCOMPARE(report.errors.first().subject, path(u"closed"_s));
    QVERIFY(!track(u"closed/below/a.wav"_s)->isMissing);
}

// One folder's absence does not touch another one.
void LibraryScannerTest::keepsOtherFoldersApart()
{
    const QString other = QDir(m_folder->path()).canonicalPath() + u"/music-2"_s;
    QVERIFY(QDir().mkpath(other));
    QVERIFY(FolderRepository(*m_connection).add(other));
    QVERIFY(addWav(u"a.wav"_s, "A"));
    QVERIFY(writeFile(other + u"/b.wav"_s, wavData("B")));
    scan();
    QVERIFY(QDir(other).removeRecursively());
    QVERIFY(QFile::remove(path(u"a.wav"_s)));
    QVERIFY(addWav(u"c.wav"_s, "C"));
    const ScanReport report = scan();
    QCOMPARE(counts(report), u"1 added, 0 updated, 0 moved, 1 missing, 0 failed"_s);
    QCOMPARE(report.errors.size(), 1);
    QVERIFY(!track(other + u"/b.wav"_s)->isMissing);
    QVERIFY(track(u"a.wav"_s)->isMissing);
}

// A scan that is stopped says so, takes nothing for missing, and the next one completes it.
void LibraryScannerTest::convergesAfterCancel()
{
    QVERIFY(addWav(u"gone.wav"_s, "Gone"));
    scan();
    QVERIFY(QFile::remove(path(u"gone.wav"_s)));
    for (int i = 0; i < 3000; ++i)
        QVERIFY(addWav(u"%1/%2.wav"_s.arg(i % 50).arg(i), "A" + QByteArray::number(i)));

    std::stop_source early;
    early.request_stop();
    QVERIFY(LibraryScanner(*m_database).scan(early.get_token()).error_or(Error{}).isCancelled());
    QCOMPARE(*TrackRepository(*m_connection).count(), 1);

    std::stop_source during;
    const auto stopped = LibraryScanner(*m_database).scan(during.get_token(), [&](ScanProgress progress) {
        if (progress.done > 0)
            during.request_stop();
    });
    QVERIFY(!stopped || stopped->added == 3000); // a fast machine may have been done before it was asked
    const qint64 kept = *TrackRepository(*m_connection).count();
    QVERIFY(kept >= 1 && kept <= 3001);

    scan();
    QCOMPARE(*TrackRepository(*m_connection).count(), 3000);
    QVERIFY(track(u"gone.wav"_s)->isMissing);
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
}

// Progress comes from the calling thread, never more than ten times a second, and never falls.
void LibraryScannerTest::reportsProgressSparingly()
{
    for (int i = 0; i < 1000; ++i)
        QVERIFY(addWav(u"%1.wav"_s.arg(i), "A"));
    int calls = 0;
    qint64 last = 0;
    bool isOrdered = true;
    bool isInThread = true;
    QElapsedTimer time;
    time.start();
    const auto report = LibraryScanner(*m_database).scan({}, [&](ScanProgress progress) {
        ++calls;
        isOrdered =
            isOrdered && (progress.total == 0 || (progress.done >= last && progress.done <= progress.total));
        last = progress.total == 0 ? 0 : progress.done;
        isInThread = isInThread && QThread::currentThread() == thread();
    });
    QVERIFY(report);
    QVERIFY(calls <= time.elapsed() / 100 + 1);
    QVERIFY(isOrdered);
    QVERIFY(isInThread);
}

// More files than one transaction takes are all taken in.
void LibraryScannerTest::takesInMoreThanATransaction()
{
    for (int i = 0; i < 4500; ++i)
        QVERIFY(addWav(u"%1/%2.wav"_s.arg(i / 100).arg(i), QByteArray::number(i)));
    const ScanReport report = scan();
    QCOMPARE(report.found, 4500);
    QCOMPARE(report.added, 4500);
    QCOMPARE(*TrackRepository(*m_connection).count(), 4500);
    QCOMPARE(counts(scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 failed"_s);
}

// A library without folders is scanned at once.
void LibraryScannerTest::worksWithoutFolders()
{
    QVERIFY(FolderRepository(*m_connection).remove(m_music));
    const ScanReport report = scan();
    QCOMPARE(report.found, 0);
    QVERIFY(report.errors.isEmpty());
}

QTEST_GUILESS_MAIN(LibraryScannerTest)
#include "tst_libraryscanner.moc"
