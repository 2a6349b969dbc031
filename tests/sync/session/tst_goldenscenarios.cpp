// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/drive/massstorage.h"
#include "fakestorage.h"
#include "playertree.h"
#include "sync/ledger/ledgerfile.h"
#include "sync/ledger/marker.h"
#include "sync/players/createpartnership.h"
#include "syncbench.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

const QString markerFile = QString::fromLatin1(markerPath);
const QString ledgerFile = QString::fromLatin1(ledgerPath);

QString onPlayer(const QString &title, const QString &artist = u"A"_s)
{
    return u"Music/%1/Album/%2.mp3"_s.arg(artist, title);
}

} // namespace

// Whole stories, told to the end: after each session, what it said and what lies on the player, compared with
// what somebody has read and found right (tests/data/golden). With TANDEM_GOLDEN=write they are written anew,
// to be read again.
class GoldenScenariosTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_fake.reset();
        m_tree = {};
        m_story.clear();
        useFolder();
    }
    void cleanup()
    {
        m_storage = nullptr;
        m_real.reset();
    }

    // Names that differ only in case are one to many players: each song has its own file all the same, and
    // so has each playlist.
    void caseCollisions()
    {
        useFake();
        m_fake->setCaseSensitive(false);
        const auto lower = addTrack(u"song"_s);
        const auto upper = addTrack(u"SONG"_s);
        const auto other = addTrack(u"Song"_s, u"a"_s);
        const auto mix = m_bench->addPlaylist(u"mix?"_s, {lower, upper});
        const auto big = m_bench->addPlaylist(u"MIX*"_s, {other, upper});
        m_bench->partner(storage(), {mix, big});
        session("first");
        m_bench->setTracks(mix, {upper});
        m_bench->setTracks(big, {other});
        session("the first of the namesakes goes");
        m_bench->setTracks(mix, {upper, lower});
        session("and comes back");
        session("again");
        verifyStory("case-collisions");
    }

    // Composed and decomposed letters look the same and are two names on some players, one on others: no song
    // is lost, and none is copied twice.
    void composedNames_data()
    {
        QTest::addColumn<bool>("isFolding");
        QTest::newRow("a folder") << false;
        QTest::newRow("a player without case") << true;
    }
    void composedNames()
    {
        QFETCH(bool, isFolding);
        if (isFolding) {
            useFake();
            m_fake->setCaseSensitive(false);
        }
        const auto composed = addTrack(u"caf\u00e9"_s);
        const auto decomposed = addTrack(u"cafe\u0301"_s);
        const auto list = m_bench->addPlaylist(u"caf\u00e9?"_s, {composed, decomposed});
        const auto same = m_bench->addPlaylist(u"cafe\u0301*"_s, {decomposed});
        m_bench->partner(storage(), {list, same});
        session("first");
        m_bench->changeTrack(decomposed, 7000);
        know(decomposed, u"cafe\u0301, changed"_s);
        session("one changed");
        session("again");
        verifyStory(isFolding ? "composed-names-without-case" : "composed-names");
    }

    // Names are cut to what every player can store, in whole characters, and stay apart.
    void longNames()
    {
        const QString a200(200, u'a');
        const auto fits = addTrack(a200);
        const auto tooLong = addTitle(QString(300, u'b'), u"b, 300 letters"_s);
        const auto same = addTitle(QString(300, u'b') + u'c', u"b, 300 letters, and c"_s);
        const auto wide = addTitle(QString(200, u'\u4e9c'), u"200 wide letters"_s); // 600 bytes
        const auto list = m_bench->addPlaylist(QString(100, u'\u4e9c'), {fits, tooLong, same, wide});
        m_bench->partner(storage(), {list});
        session("first");
        session("again");
        verifyStory("long-names");
    }

    // What FAT cannot store or Windows would change is replaced; all else, emoji too, stays as it is.
    void difficultNames()
    {
        QList<TrackId> tracks;
        int number = 0;
        for (const QString &title :
             {u"dots..."_s, u"space "_s, u" before"_s, u"a:b?c*d\"e<f>g|h\\i"_s, u"CON"_s, u"com1.x"_s,
              u"..."_s, u"\U0001f3b5 emoji"_s, u"tab\tand\nline"_s, u"#1"_s})
            tracks.append(addTitle(title, u"difficult %1"_s.arg(++number)));
        const auto list = m_bench->addPlaylist(u"What?. "_s, tracks);
        m_bench->partner(storage(), {list});
        session("first");
        session("again");
        verifyStory("difficult-names");
    }

    // Taken over by a second library, a player keeps what the first one placed: it is the owner's now. The
    // first is told, and takes it over again in the same way, knowing its own files by their content.
    void twoLibraries()
    {
        const auto mine = addTrack(u"mine"_s);
        const auto both = addTrack(u"both"_s);
        const auto list = m_bench->addPlaylist(u"P"_s, {mine, both});
        m_bench->partner(storage(), {list});
        session("first library");
        SyncBench other;
        const auto theirs = other.addTrack(u"theirs"_s, 3000, u"B"_s);
        m_tree.know(other.contentOf(theirs), u"theirs, of the second library"_s);
        const auto theirList = other.addPlaylist(u"P"_s, {theirs});
        QVERIFY(!createPartnership(other.database(), other.connection(), storage(), other.player(),
                                   {.playlists = {theirList}}));
        tell(u"The second library is refused."_s);
        QVERIFY(createPartnership(other.database(), other.connection(), storage(), other.player(),
                                  {.playlists = {theirList}, .takeOver = true}));
        session("second library takes over", other);
        session("first library");
        QVERIFY(createPartnership(m_bench->database(), m_bench->connection(), storage(), m_bench->player(),
                                  {.playlists = {list}, .takeOver = true}));
        session("first library takes it back");
        session("again");
        session("second library", other);
        m_bench->setTracks(list, {both});
        session("first library drops what it has found there again");
        verifyStory("two-libraries");
    }

    // Sixteen partnerships at most; one that ends gives its index to the next.
    void seventeenPlayers()
    {
        const auto list = m_bench->addPlaylist(u"P"_s, {addTrack(u"song"_s)});
        std::vector<std::unique_ptr<FakeStorage>> storages;
        QList<PlayerId> players;
        const auto partner = [&](qsizetype number) {
            const auto made = createPartnership(m_bench->database(), m_bench->connection(),
                                                *storages[static_cast<size_t>(number)], players[number],
                                                {.playlists = {list}});
            const auto record = m_bench->players().player(players[number]);
            tell(u"player %1: %2"_s.arg(number + 1)
                     .arg(made ? u"index %1"_s.arg(record->partnership->index)
                               : QString(errorCodeName(made.error().code))));
        };
        for (qsizetype i = 0; i < 17; ++i) {
            storages.push_back(std::make_unique<FakeStorage>());
            players.append(m_bench->addPlayer(u"test:player%1"_s.arg(i)));
            partner(i);
        }
        QVERIFY(m_bench->players().removePartnership(players[4]));
        tell(u"The partnership with player 5 ends."_s);
        partner(16);
        partner(4);
        verifyStory("seventeen-players");
    }

    // An emptied player is not taken for one whose owner deleted everything: asked, he says to go on, and it
    // is filled again.
    void reformatted()
    {
        useFake();
        QList<TrackId> tracks;
        for (int i = 0; i < 12; ++i)
            tracks.append(addTrack(u"song%1"_s.arg(QString::number(i), 2, u'0')));
        const auto list = m_bench->addPlaylist(u"P"_s, tracks);
        m_bench->partner(storage(), {list});
        session("first");
        m_fake->format();
        session("after formatting");
        session("confirmed", {.options = {.confirmBrake = true}});
        session("again");
        verifyStory("reformatted");
    }

    // Clocks may be wrong: whether a file has changed is told by another time, not by a later one, and the
    // player's own times mean nothing.
    void wrongClocks()
    {
        const auto future = addTrack(u"from the future"_s);
        const auto past = addTrack(u"from 1970"_s);
        const auto list = m_bench->addPlaylist(u"P"_s, {future, past});
        setModified(future, 4'000'000'000); // 2096
        setModified(past, 0);
        m_bench->partner(storage(), {list});
        session("first");
        setTimesOnPlayer([](qint64) { return qint64(0); });
        session("the player's files are of 1970");
        setTimesOnPlayer([](qint64) { return qint64(4'200'000'000); });
        session("the player's files are of 2103");
        m_bench->changeTrack(future, 7000); // which gives it a time soon after 1970
        know(future, u"from the future, changed"_s);
        session("changed, with an earlier time");
        session("again");
        verifyStory("wrong-clocks");
    }

    // FAT stores times in steps of two seconds and in local time: neither that nor another time zone has
    // anything copied again.
    void timeZones()
    {
        const auto one = addTrack(u"one"_s);
        const auto two = addTrack(u"two"_s);
        const auto list = m_bench->addPlaylist(u"P"_s, {one, two});
        setModified(one, 1'700'000'001);
        setModified(two, 1'700'000'002);
        m_bench->partner(storage(), {list});
        const QByteArray before = qgetenv("TZ");
        setTimeZone("Europe/Berlin");
        session("first, in Berlin");
        setTimesOnPlayer([](qint64 seconds) { return seconds / 2 * 2; });
        session("rounded to two seconds");
        setTimeZone("America/New_York");
        setTimesOnPlayer([](qint64 seconds) { return seconds + 6 * 3600; });
        session("in New York");
        setTimeZone("Pacific/Apia");
        setTimesOnPlayer([](qint64 seconds) { return seconds - 19 * 3600; });
        session("in Apia");
        setTimeZone(before);
        verifyStory("time-zones");
    }

    // Either ledger can be made anew from the other; with both gone, a sync is a first one, which knows what
    // is there by its content and removes nothing.
    void ledgerLost()
    {
        const auto one = addTrack(u"one"_s);
        const auto two = addTrack(u"two"_s);
        const auto three = addTrack(u"three"_s);
        const auto list = m_bench->addPlaylist(u"P"_s, {one, two, three});
        m_bench->partner(storage(), {list});
        session("first");
        eraseOnPlayer(ledgerFile);
        session("the player's is lost");
        m_bench->execute(u"DELETE FROM ledger"_s);
        m_bench->setTracks(list, {one, two});
        session("the library's is lost, and one song is no longer wanted");
        eraseOnPlayer(ledgerFile);
        m_bench->execute(u"DELETE FROM ledger"_s);
        m_bench->setTracks(list, {one});
        session("both are lost, and another song is no longer wanted");
        session("again");
        verifyStory("ledger-lost");
    }

    // A lost marker is written anew; what is missing then was not deleted by the owner.
    void markerLost()
    {
        const auto one = addTrack(u"one"_s);
        const auto two = addTrack(u"two"_s);
        m_bench->partner(storage(), {m_bench->addPlaylist(u"P"_s, {one, two})});
        session("first");
        eraseOnPlayer(markerFile);
        eraseOnPlayer(onPlayer(u"two"_s));
        session("the marker is lost, and a song");
        session("again");
        verifyStory("marker-lost");
    }

    // A library that was restored from a backup does not know of its later sessions: the player's ledger
    // tells it what is its own.
    void restoredFromBackup()
    {
        const auto one = addTrack(u"one"_s);
        const auto two = addTrack(u"two"_s);
        const auto list = m_bench->addPlaylist(u"P"_s, {one});
        m_bench->partner(storage(), {list});
        session("first");
        m_bench->backUp();
        m_bench->setTracks(list, {one, two});
        m_bench->changeTrack(one, 7000);
        know(one, u"one, changed"_s);
        session("after the backup: one more, and one changed");
        m_bench->restore();
        session("restored: the player knows more, so its owner is asked");
        session("the newer song is not wanted, and the file of the older one is not what it was",
                {.options = {.confirmBrake = true}});
        m_bench->execute(u"UPDATE tracks SET size_bytes = 7000, modified_ns = 99 WHERE title = 'one'"_s);
        session("after a look at the music");
        session("again");
        verifyStory("restored-from-backup");
    }

    // One copy of a song that is in several playlists; it stays until the last of them lets it go.
    void threePlaylists()
    {
        const auto song = addTrack(u"song"_s);
        const auto other = addTrack(u"other"_s);
        const auto a = m_bench->addPlaylist(u"a"_s, {song, other});
        const auto b = m_bench->addPlaylist(u"b"_s, {song});
        const auto c = m_bench->addPlaylist(u"c"_s, {other, song, song});
        m_bench->partner(storage(), {a, b, c});
        session("first");
        m_bench->setTracks(a, {other});
        session("gone from the first");
        m_bench->setTracks(c, {other});
        session("gone from the third, too");
        m_bench->setTracks(b, {});
        session("gone from the last");
        verifyStory("three-playlists");
    }

    // A renamed playlist is renamed, whatever name it has now.
    void renamedPlaylist()
    {
        putOnPlayer(u"Playlists/mine.m3u8"_s, "the owner's own list");
        const auto song = addTrack(u"song"_s);
        const auto list = m_bench->addPlaylist(u"old"_s, {song});
        m_bench->partner(storage(), {list});
        session("first");
        rename(list, u"new"_s);
        session("renamed");
        rename(list, u"mine"_s);
        session("renamed to what the owner has already");
        rename(list, u"NEW"_s);
        session("renamed once more");
        verifyStory("renamed-playlist");
    }

    // Another title gives a song another name on the player; another content alone does not.
    void retagged()
    {
        const auto title = addTrack(u"title"_s, u"A"_s);
        const auto content = addTrack(u"content"_s, u"A"_s);
        m_bench->partner(storage(), {m_bench->addPlaylist(u"P"_s, {title, content})});
        session("first");
        m_bench->changeTrack(title, 10'000, u"new title"_s);
        know(title, u"title, changed"_s);
        m_bench->retagTrack(content);
        know(content, u"content, changed"_s);
        session("retagged");
        session("again");
        verifyStory("retagged");
    }

    // A file that was only moved within the music is not copied again.
    void movedInLibrary()
    {
        const auto moved = addTrack(u"moved"_s, u"A"_s);
        const auto stays = addTrack(u"stays"_s, u"A"_s);
        m_bench->partner(storage(), {m_bench->addPlaylist(u"P"_s, {moved, stays})});
        session("first");
        m_bench->moveTrackFile(moved, u"tidy"_s);
        session("moved");
        m_bench->moveTrackFile(moved, u"tidier"_s);
        m_bench->execute(u"UPDATE tracks SET artist = 'B' WHERE title = 'moved'"_s);
        session("moved, and of another artist");
        session("again");
        verifyStory("moved-in-library");
    }

    // What the owner put there stays, wherever it lies, and however it looks like a song of the library.
    void foreignFiles()
    {
        const auto one = addTrack(u"one"_s);
        const auto two = addTrack(u"two"_s);
        putOnPlayer(onPlayer(u"one"_s), "the owner's");
        putOnPlayer(onPlayer(u"one (2)"_s), "the owner's, too");
        putOnPlayer(onPlayer(u"two"_s), m_bench->contentOf(two));
        putOnPlayer(u"Music/A/Album/cover.jpg"_s, "picture");
        putOnPlayer(u"Playlists/P.m3u8"_s, "the owner's own list");
        const auto list = m_bench->addPlaylist(u"P"_s, {one, two});
        m_bench->partner(storage(), {list});
        session("first");
        m_bench->changeTrack(two, 7000);
        know(two, u"two, changed"_s);
        session("the one that the owner had already has changed in the library");
        m_bench->setTracks(list, {});
        session("nothing is wanted any more");
        verifyStory("foreign-files");
    }

    // A player that has less room than it says is filled in order as far as it goes; what did not fit is
    // told, nothing is half there, and the next session does not fare worse.
    void lyingPlayer()
    {
        useFake();
        QList<TrackId> tracks;
        for (int i = 0; i < 8; ++i)
            tracks.append(addTrack(u"song%1"_s.arg(i), u"A"_s, 20'000));
        const auto small = addTrack(u"small"_s, u"A"_s, 1000);
        m_fake->setCapacity(160'000);
        m_fake->setBoast(10'000'000);
        m_bench->partner(storage(), {m_bench->addPlaylist(u"P"_s, tracks + QList{small})});
        session("first");
        session("again");
        m_fake->setCapacity(400'000);
        session("with as much room as it said");
        verifyStory("lying-player");
    }

private:
    device::DeviceStorage &storage() { return *m_storage; }

    void useFolder()
    {
        auto opened = device::MassStorage::open(m_folder->path());
        QVERIFY(opened);
        m_real = std::move(*opened);
        m_storage = m_real.get();
    }
    void useFake()
    {
        m_fake = std::make_unique<FakeStorage>();
        m_storage = m_fake.get();
    }

    TrackId addTrack(const QString &title, const QString &artist = u"A"_s, qint64 sizeBytes = 10'000)
    {
        const TrackId track = m_bench->addTrack(title, sizeBytes, artist);
        know(track, artist + u'/' + title);
        return track;
    }
    /// One whose title is no name for a file of this computer.
    TrackId addTitle(const QString &title, const QString &shownAs)
    {
        const TrackId track = m_bench->addTrack(shownAs, 1000, u"A"_s);
        m_bench->renameTrack(track, title);
        know(track, shownAs);
        return track;
    }
    void know(TrackId track, const QString &name) { m_tree.know(m_bench->contentOf(track), name); }

    void rename(PlaylistId list, const QString &name)
    {
        m_bench->execute(
            u"UPDATE playlists SET name = '%1' WHERE id = %2"_s.arg(name, QString::number(list.value)));
    }

    void setModified(TrackId track, qint64 seconds)
    {
        setTime(m_bench->sourceOf(track), seconds);
        m_bench->execute(u"UPDATE tracks SET modified_ns = %1 WHERE id = %2"_s.arg(seconds * 1'000'000'000)
                             .arg(track.value));
    }
    static void setTime(const QString &file, qint64 seconds)
    {
        const timespec times[2] = {{seconds, 0}, {seconds, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(file).constData(), times, 0), 0);
    }
    template <class Change>
    void setTimesOnPlayer(const Change &change)
    {
        QDirIterator walk(m_folder->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QFileInfo info(walk.next());
            setTime(info.filePath(), change(info.lastModified().toSecsSinceEpoch()));
        }
    }
    static void setTimeZone(const QByteArray &zone)
    {
        qputenv("TZ", zone);
        ::tzset();
    }

    void putOnPlayer(const QString &path, const QByteArray &data)
    {
        const QString file = m_folder->filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(data), data.size());
    }
    void eraseOnPlayer(const QString &path) { QVERIFY(QFile::remove(m_folder->filePath(path))); }

    void session(const char *name, const SessionRequest &request = {}) { session(name, *m_bench, request); }

    void session(const char *name, SyncBench &bench, const SessionRequest &request = {})
    {
        const auto library = bench.musicFiles();
        const SyncResult result = bench.run(storage(), request);
        QCOMPARE(bench.musicFiles(), library);
        QString line = outcomeName(result.outcome);
        if (result.outcome == SyncOutcome::Failed)
            line += u" (%1)"_s.arg(errorCodeName(result.reason.code));
        const QList<std::pair<QString, qint64>> counts = {
            {u"copied"_s, result.copied},   {u"moved"_s, result.moved},
            {u"removed"_s, result.removed}, {u"up to date"_s, result.upToDate},
            {u"skipped"_s, result.skipped}, {u"did not fit"_s, result.noFit},
            {u"failed"_s, result.failed}};
        for (const auto &[what, count] : counts) {
            if (count > 0)
                line += u", %1 %2"_s.arg(count).arg(what);
        }
        const auto tree = m_tree.describe(storage());
        QVERIFY(tree);
        tell(u"\n== %1 ==\n%2"_s.arg(QString::fromUtf8(name), line));
        tell(*tree == m_lastTree ? u"(all as before)"_s : *tree);
        m_lastTree = *tree;
    }

    void tell(const QString &line) { m_story += line.endsWith(u'\n') ? line : line + u'\n'; }

    void verifyStory(const char *name)
    {
        m_lastTree.clear();
        QFile file(QString(TANDEM_GOLDEN_FOLDER) + u'/' + QString::fromLatin1(name) + u".txt"_s);
        if (qEnvironmentVariable("TANDEM_GOLDEN") == "write"_L1) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(m_story.toUtf8()), m_story.toUtf8().size());
            return;
        }
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const QStringList expected = QString::fromUtf8(file.readAll()).split(u'\n');
        const QStringList actual = m_story.split(u'\n');
        for (qsizetype i = 0; i < std::max(expected.size(), actual.size()); ++i) {
            if (expected.value(i) != actual.value(i))
                qWarning("%s", qPrintable(m_story));
            QCOMPARE(actual.value(i), expected.value(i));
        }
    }

    std::unique_ptr<SyncBench> m_bench;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<device::DeviceStorage> m_real;
    std::unique_ptr<FakeStorage> m_fake;
    device::DeviceStorage *m_storage = nullptr;
    PlayerTree m_tree;
    QString m_story;
    QString m_lastTree;
};

QTEST_GUILESS_MAIN(GoldenScenariosTest)
#include "tst_goldenscenarios.moc"
