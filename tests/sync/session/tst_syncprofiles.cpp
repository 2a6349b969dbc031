// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "syncbench.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

/// A player that remembers in which order its names were made, as a FAT file system does.
class OrderedStorage : public FakeStorage
{
public:
    Result<device::FileStamp> send(const device::Parcel &parcel, std::stop_token stop,
                                   const BytesWritten &written) override
    {
        m_made.append(parcel.path);
        return FakeStorage::send(parcel, std::move(stop), written);
    }
    Result<void> remove(const QString &path, const device::FileStamp &expected) override
    {
        m_made.append(u'-' + path);
        return FakeStorage::remove(path, expected);
    }
    QStringList takeMade() { return std::exchange(m_made, {}); }

private:
    QStringList m_made;
};

} // namespace

class SyncProfilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_storage = std::make_unique<OrderedStorage>();
        QDir().mkpath(m_bench->path(u"profiles"_s));
    }

    // What the player does not play is named with each item, in estimate, dry run and sync alike, and what
    // it does play is copied.
    void notPlayable()
    {
        const auto good = m_bench->addTrack(u"good"_s);
        const auto bad = m_bench->addTrack(u"bad"_s);
        m_bench->execute(u"UPDATE tracks SET bitrate_kbps = 500 WHERE id = %1"_s.arg(bad.value));
        const auto list = m_bench->addPlaylist(u"P"_s, {bad, good});
        m_bench->partner(*m_storage, {list});
        choose(R"("formats": [{"endings": ["mp3"], "maxBitrateKbps": 320}])");

        const Error expected{ErrorCode::NotPlayable, m_bench->sourceOf(bad), u"500 kbit/s"_s};
        const auto plan = m_bench->plan(*m_storage);
        QVERIFY(plan);
        QCOMPARE(plan->errors, QList{expected});
        QCOMPARE(plan->copyItems, 1);
        QCOMPARE(m_bench->plan(*m_storage, {.playlists = QList{list}})->errors, QList{expected});

        for (int run = 0; run < 2; ++run) {
            const SyncResult result = m_bench->run(*m_storage);
            QCOMPARE(result.outcome, SyncOutcome::Completed);
            QCOMPARE(result.errors, QList{expected});
            QCOMPARE(result.failed, 1);
            QCOMPARE(result.copied, run == 0 ? 1 : 0);
        }
        QVERIFY(!m_storage->content(u"Playlists/P.m3u8"_s).contains("bad"));
        QVERIFY(m_storage->content(u"Playlists/P.m3u8"_s).contains("good"));
    }

    // What is sent by hand obeys the same profile.
    void notPlayableByHand()
    {
        const auto track = m_bench->addTrack(u"a"_s);
        choose(R"("formats": [{"endings": ["ogg"]}])");
        const SyncResult result = m_bench->run(*m_storage, {.isManual = true, .tracks = {track}});
        QCOMPARE(result.copied, 0);
        QCOMPARE(result.errors, (QList{Error{ErrorCode::NotPlayable, m_bench->sourceOf(track), u"mp3"_s}}));
    }

    // A copy that is on the player stays, even if what the song has become is not playable.
    void noLongerPlayable()
    {
        const auto track = m_bench->addTrack(u"a"_s);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, {track})});
        m_bench->run(*m_storage);
        const QByteArray before = m_storage->content(u"Music/A/Album/a.mp3"_s);
        choose(R"("formats": [{"endings": ["ogg"]}])");
        QCOMPARE(m_bench->run(*m_storage).errors, QList<Error>());
        m_bench->changeTrack(track, 12'345);
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.removed, 0);
        QCOMPARE(result.errors.size(), 1);
        QCOMPARE(result.errors[0].code, ErrorCode::NotPlayable);
        QCOMPARE(m_storage->content(u"Music/A/Album/a.mp3"_s), before);
    }

    // Another profile: songs that are there stay where they are, new ones go where it says, playlists are
    // written its way and the old ones are gone; then there is nothing to do.
    void changedProfile()
    {
        const auto old = m_bench->addTrack(u"old"_s);
        const auto list = m_bench->addPlaylist(u"P"_s, {old});
        m_bench->partner(*m_storage, {list});
        m_bench->run(*m_storage);
        const auto added = m_bench->addTrack(u"new"_s);
        m_bench->setTracks(list, {old, added});
        choose(R"("pathTemplate": "MUSIC/{artist} - {title}",
                  "playlist": {"format": "m3u", "folder": "", "separator": "\\", "lineEnd": "crlf"})");
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.copied, 1);
        QCOMPARE(result.upToDate, 1);
        QVERIFY(m_storage->has(u"Music/A/Album/old.mp3"_s));
        QVERIFY(m_storage->has(u"MUSIC/A - new.mp3"_s));
        QVERIFY(!m_storage->has(u"Playlists/P.m3u8"_s));
        QCOMPARE(m_storage->content(u"P.m3u"_s),
                 "#EXTM3U\r\nMusic\\A\\Album\\old.mp3\r\nMUSIC\\A - new.mp3\r\n");
        verifyNothingToDo();

        choose(R"("playlist": {"format": "none"})");
        m_bench->run(*m_storage);
        QVERIFY(!m_storage->has(u"P.m3u"_s));
        verifyNothingToDo();
    }

    // The owner's own file with a playlist's name at the top is left alone.
    void foreignAtTheTop()
    {
        const auto track = m_bench->addTrack(u"a"_s);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, {track})});
        m_storage->put(u"P.m3u8"_s, "mine");
        m_storage->put(u"a.mp3"_s, "mine, too");
        choose(R"("pathTemplate": "{title}", "playlist": {"folder": ""})");
        m_bench->run(*m_storage);
        QCOMPARE(m_storage->content(u"P.m3u8"_s), "mine");
        QCOMPARE(m_storage->content(u"a.mp3"_s), "mine, too");
        QCOMPARE(m_storage->content(u"P (2).m3u8"_s), "#EXTM3U\na (2).mp3\n");
        verifyNothingToDo();
    }

    // Songs arrive in the order of the playlists and of the songs in them, and removals come last: simple
    // players play a folder in the order in which its names were made.
    void order()
    {
        QList<TrackId> tracks;
        for (const char *title : {"d", "b", "e", "a", "c"})
            tracks.append(m_bench->addTrack(QString::fromLatin1(title)));
        const auto low = m_bench->addPlaylist(u"low"_s, {tracks[1], tracks[4]});
        const auto high = m_bench->addPlaylist(u"high"_s, {tracks[3], tracks[0], tracks[1]});
        m_bench->partner(*m_storage, {high, low});
        choose(R"("pathTemplate": "Music/{title}")");
        m_bench->run(*m_storage);
        QCOMPARE(m_storage->takeMade(),
                 (QStringList{u"Music/a.mp3"_s, u"Music/d.mp3"_s, u"Music/b.mp3"_s, u"Music/c.mp3"_s}));
        m_bench->setTracks(high, {tracks[2], tracks[3], m_bench->addTrack(u"aa"_s)});
        m_bench->setTracks(low, {tracks[1]});
        m_bench->run(*m_storage);
        QStringList made = m_storage->takeMade();
        QCOMPARE(made.first(2), (QStringList{u"Music/e.mp3"_s, u"Music/aa.mp3"_s}));
        QVERIFY(made[2].startsWith(u'-') && made[3].startsWith(u'-'));
    }

    // Folders hold no more files than the player can take, and stay as they are from then on.
    void fullFolders()
    {
        QList<TrackId> tracks;
        for (int i = 0; i < 5; ++i)
            tracks.append(m_bench->addTrack(u"t%1"_s.arg(i)));
        const auto list = m_bench->addPlaylist(u"P"_s, tracks);
        m_bench->partner(*m_storage, {list});
        choose(R"("limits": {"maxFilesPerFolder": 2})");
        m_bench->run(*m_storage);
        QVERIFY(m_storage->has(u"Music/A/Album/t1.mp3"_s));
        QVERIFY(m_storage->has(u"Music/A/Album (2)/t3.mp3"_s));
        QVERIFY(m_storage->has(u"Music/A/Album (3)/t4.mp3"_s));
        verifyNothingToDo();
        m_bench->changeTrack(tracks[3], 12'345);
        m_bench->setTracks(list, tracks.sliced(1));
        m_bench->run(*m_storage);
        QCOMPARE(m_storage->content(u"Music/A/Album (2)/t3.mp3"_s), m_bench->contentOf(tracks[3]));
        verifyNothingToDo();
    }

    // Where the player has objects for playlists they are used, change with the playlist, and go with it.
    void playlistObjects()
    {
        m_storage->setPlaylistObjects(true);
        const auto a = m_bench->addTrack(u"a"_s);
        const auto b = m_bench->addTrack(u"b"_s);
        const auto list = m_bench->addPlaylist(u"P"_s, {b, a, b});
        m_bench->partner(*m_storage, {list});
        m_bench->run(*m_storage);
        const QString path = u"Playlists/P.pla"_s;
        const QString pathOfA = u"Music/A/Album/a.mp3"_s;
        const QString pathOfB = u"Music/A/Album/b.mp3"_s;
        QCOMPARE(m_storage->playlist(path), (QStringList{pathOfB, pathOfA, pathOfB}));
        QVERIFY(!m_storage->has(u"Playlists/P.m3u8"_s));
        verifyNothingToDo();
        m_bench->setTracks(list, {a});
        m_bench->run(*m_storage);
        QCOMPARE(m_storage->playlist(path), QStringList{pathOfA});
        verifyNothingToDo();
        choose(R"("playlist": {"alwaysFile": true})");
        m_bench->run(*m_storage);
        QVERIFY(!m_storage->has(path));
        QVERIFY(m_storage->has(u"Playlists/P.m3u8"_s));
        verifyNothingToDo();
    }

    // Cut off at any point while playlist objects are written, the next session ends with one of them, right.
    void playlistObjectsCutOff()
    {
        m_storage->setPlaylistObjects(true);
        const auto a = m_bench->addTrack(u"a"_s);
        const auto list = m_bench->addPlaylist(u"P"_s, {a});
        m_bench->partner(*m_storage, {list});
        m_bench->run(*m_storage);
        m_bench->setTracks(list, {m_bench->addTrack(u"b"_s), a});
        bool isDone = false;
        for (int call = 1; !isDone; ++call) {
            OrderedStorage storage(*m_storage);
            SyncBench bench(*m_bench);
            storage.failAt(call, FakeStorage::Fault::KillAfter);
            try {
                isDone = bench.run(storage).outcome == SyncOutcome::Completed;
            } catch (const Killed &) {
            }
            storage.repair();
            QCOMPARE(bench.run(storage).outcome, SyncOutcome::Completed);
            QCOMPARE(storage.playlist(u"Playlists/P.pla"_s),
                     (QStringList{u"Music/A/Album/b.mp3"_s, u"Music/A/Album/a.mp3"_s}));
            QVERIFY2(!storage.has(u"Playlists/P (2).pla"_s), qPrintable(QString::number(call)));
        }
    }

    // A chosen profile that is damaged is a warning of the session, which goes by what fits.
    void damagedProfile()
    {
        const auto track = m_bench->addTrack(u"a"_s);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, {track})});
        choose(R"("pathTemplate": 7)");
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.copied, 1);
        QCOMPARE(result.errors.size(), 2);
        QVERIFY(result.errors[1].detail.startsWith("pathTemplate:"_L1));
        QVERIFY(m_storage->has(u"Music/A/Album/a.mp3"_s));
    }

private:
    /// The player's owner chooses a profile with these fields.
    void choose(const QByteArray &fields)
    {
        QFile file(m_bench->path(u"profiles/mine.json"_s));
        const QByteArray json = R"({"version": 1, "id": "mine", "name": "Mine", )" + fields + '}';
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(json) == json.size());
        QVERIFY(m_bench->players().setProfile(m_bench->player(), u"mine"_s));
    }

    void verifyNothingToDo()
    {
        m_storage->resetCounters();
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.errors, QList<Error>());
        QCOMPARE(m_storage->changingCalls(), 0);
    }

    std::unique_ptr<SyncBench> m_bench;
    std::unique_ptr<OrderedStorage> m_storage;
};

QTEST_GUILESS_MAIN(SyncProfilesTest)
#include "tst_syncprofiles.moc"
