// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "syncbench.h"

#include <QTest>
#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

using Fault = FakeStorage::Fault;

QString onPlayer(const QString &title)
{
    return u"Music/A/Album/%1.mp3"_s.arg(title);
}

/// Its owner does something in the last moment before a file is sent.
class BusyOwner : public FakeStorage
{
public:
    explicit BusyOwner(const FakeStorage &other) : FakeStorage(other) {}

    std::function<void(FakeStorage &)> act;

    Result<device::FileStamp> send(const device::Parcel &parcel, std::stop_token stop,
                                   const BytesWritten &written) override
    {
        if (auto once = std::exchange(act, {}))
            once(*this);
        return FakeStorage::send(parcel, std::move(stop), written);
    }
    Result<void> remove(const QString &path, const device::FileStamp &expected) override
    {
        if (auto once = std::exchange(act, {}))
            once(*this);
        return FakeStorage::remove(path, expected);
    }
    Result<void> move(const QString &from, const QString &to, const device::FileStamp &expected) override
    {
        if (auto once = std::exchange(act, {}))
            once(*this);
        return FakeStorage::move(from, to, expected);
    }
};

} // namespace

// What was sent is known again by what was noted of it, whatever becomes of its source; and what looks
// otherwise is its owner's.
class NotesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_storage = std::make_unique<FakeStorage>();
    }

    // Killed at any call, then retagged at home, then gone on with: nothing is left beside a "(2)".
    void killedThenRetagged_data()
    {
        QTest::addColumn<bool>("isMtp");
        QTest::addColumn<bool>("isReplacing");
        QTest::addColumn<Fault>("fault");
        for (const bool isMtp : {false, true}) {
            for (const bool isReplacing : {false, true}) {
                for (const auto &[name, fault] :
                     {std::pair("before", Fault::KillBefore), std::pair("after", Fault::KillAfter),
                      std::pair("power cut", Fault::PowerCut)}) {
                    // What is left of half an object, with the player's own time, only its content tells.
                    if (isMtp && fault != Fault::KillAfter)
                        continue;
                    QTest::addRow("%s, %s, %s", isMtp ? "MTP" : "drive", isReplacing ? "replaced" : "new",
                                  name)
                        << isMtp << isReplacing << fault;
                }
            }
        }
    }
    void killedThenRetagged()
    {
        QFETCH(bool, isMtp);
        QFETCH(bool, isReplacing);
        QFETCH(Fault, fault);
        m_storage->setMtp(isMtp);
        auto tracks = prepare(3);
        if (isReplacing)
            m_bench->changeTrack(tracks[0], 20'000);
        else
            tracks.append(m_bench->addTrack(u"new"_s, 20'000));
        m_bench->setTracks(m_list, tracks);
        const TrackId track = isReplacing ? tracks.first() : tracks.last();
        for (int call = 1; call <= 6; ++call) {
            m_bench->changeTrack(track, 20'000 + call);
            m_storage->failAt(call, fault, static_cast<quint32>(call));
            try {
                (void)m_bench->run(*m_storage);
            } catch (const Killed &) {
            }
            m_storage->repair();
            m_bench->changeTrack(track, 30'000 + call);
            QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
            QCOMPARE(songs(), isReplacing ? 3 : 4);
            QCOMPARE(m_storage->content(onPlayer(isReplacing ? u"t0"_s : u"new"_s)),
                     m_bench->contentOf(track));
            verifyNothingToDo();
        }
    }

    // The owner's file in the place of Tandem's, as large as that: it is seen to be another one.
    void ownersOfTheSameSize()
    {
        const auto tracks = prepare(3);
        const QByteArray owners(m_storage->content(onPlayer(u"t1"_s)).size(), 'o');
        m_storage->put(onPlayer(u"t1"_s), owners);
        m_bench->changeTrack(tracks[1], 12'000);
        QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
        QCOMPARE(m_storage->content(onPlayer(u"t1"_s)), owners);
        QCOMPARE(m_storage->content(onPlayer(u"t1 (2)"_s)), m_bench->contentOf(tracks[1]));
        verifyNothingToDo();
    }

    // Touched, and the same: still Tandem's.
    void touched()
    {
        const auto tracks = prepare(2);
        m_storage->put(onPlayer(u"t0"_s), m_storage->content(onPlayer(u"t0"_s)));
        verifyNothingToDo();
        m_bench->changeTrack(tracks[0], 12'000);
        QCOMPARE(m_bench->run(*m_storage).copied, 1);
        QCOMPARE(songs(), 2);
    }

    // What its owner puts there in the last moment stays, and that is said; then the song gets another name.
    void changedInTheLastMoment_data()
    {
        QTest::addColumn<QString>("what");
        for (const auto *what : {"replace", "move", "remove"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void changedInTheLastMoment()
    {
        QFETCH(QString, what);
        const auto tracks = prepare(3);
        if (what == "replace"_L1) {
            m_bench->changeTrack(tracks[1], 12'000);
        } else if (what == "move"_L1) {
            m_bench->moveTrackFile(tracks[1], u"tidied up"_s);
            m_bench->renameTrack(tracks[1], u"renamed"_s);
        } else {
            m_bench->setTracks(m_list, {tracks[0], tracks[2]});
        }
        BusyOwner storage(*m_storage);
        const QByteArray owners(10'000, 'o');
        storage.act = [&](FakeStorage &player) { player.put(onPlayer(u"t1"_s), owners); };
        const SyncResult result = m_bench->run(storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.errors.size(), 1);
        QCOMPARE(result.errors.first().code, ErrorCode::FileChanged);
        QCOMPARE(storage.content(onPlayer(u"t1"_s)), owners);
        QCOMPARE(m_bench->run(storage).failed, 0);
        QCOMPARE(storage.content(onPlayer(u"t1"_s)), owners);
        QCOMPARE(m_bench->ledgerEntry(onPlayer(u"t1"_s)).path, QString());
    }

    // What cannot be compared with anything now stays whose it was.
    void songAway()
    {
        const auto tracks = prepare(3);
        m_storage->changeTimes(); // as a copy of the whole player has
        m_bench->setAway(u"A"_s, true);
        QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
        m_bench->setAway(u"A"_s, false);
        verifyNothingToDo();
        m_bench->changeTrack(tracks[0], 12'000);
        QCOMPARE(m_bench->run(*m_storage).copied, 1);
        QCOMPARE(songs(), 3);
        QCOMPARE(m_storage->content(onPlayer(u"t0"_s)), m_bench->contentOf(tracks[0]));
    }

    // A file under a new name is what was sent, not what was moved there, be it as large.
    void tornUnderNewName()
    {
        const auto tracks = prepare(3);
        m_bench->changeTrack(tracks[1], 10'000, u"new"_s);
        m_storage->failAt(2, Fault::KillAfter); // the new copy is there, and the old one gone
        try {
            (void)m_bench->run(*m_storage);
            QFAIL("not killed");
        } catch (const Killed &) {
        }
        m_storage->repair();
        QVERIFY(!m_storage->has(onPlayer(u"t1"_s)));
        m_storage->damage(onPlayer(u"new"_s));
        QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
        QCOMPARE(m_storage->content(onPlayer(u"new"_s)), m_bench->contentOf(tracks[1]));
        verifyNothingToDo();
    }

    // A player's playlists lead to its songs, whatever has become of those.
    void playlistsOfReplacedSongs()
    {
        m_storage->setMtp(true);
        m_storage->setPlaylistObjects(true);
        const auto tracks = prepare(3);
        const QString playlist = u"Playlists/P.pla"_s;
        QCOMPARE(m_storage->playlist(playlist).size(), 3);
        m_bench->changeTrack(tracks[1], 12'000);
        QCOMPARE(m_bench->run(*m_storage).copied, 1);
        QCOMPARE(m_storage->playlist(playlist).size(), 3);
        verifyNothingToDo();
        for (int call = 1; call <= 4; ++call) {
            m_bench->changeTrack(tracks[2], 12'000 + call);
            m_storage->failAt(call, Fault::KillAfter);
            try {
                (void)m_bench->run(*m_storage);
            } catch (const Killed &) {
            }
            m_storage->repair();
            QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
            QCOMPARE(m_storage->playlist(playlist).size(), 3);
        }
    }

    // Where the medium cannot be read any more, the song is written anew, and the others come all the same.
    void wornOut()
    {
        auto tracks = prepare(3);
        tracks.append(m_bench->addTrack(u"new"_s));
        m_bench->setTracks(m_list, tracks);
        m_storage->failAt(1, Fault::KillAfter);
        try {
            (void)m_bench->run(*m_storage);
            QFAIL("not killed");
        } catch (const Killed &) {
        }
        m_storage->repair();
        m_storage->wearOut(onPlayer(u"new"_s));
        QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
        m_storage->wearOut(onPlayer(u"t1"_s));
        QCOMPARE(m_bench->run(*m_storage, {.options = {.isVerifying = true}}).copied, 1);
        QCOMPARE(m_bench->run(*m_storage, {.options = {.isVerifying = true}}).copied, 0);
        QCOMPARE(songs(), 4);
        verifyNothingToDo();
    }

    // Stopped, and then the medium does not take what was written: the session is not closed as if all were
    // well, so that what it removed is not taken for deleted by the owner.
    void stoppedAndFlushFails()
    {
        const auto tracks = prepare(3);
        const TrackId added = m_bench->addTrack(u"new"_s, 20'000);
        m_bench->setTracks(m_list, {tracks[0], tracks[1], added});
        std::stop_source stop;
        BusyOwner storage(*m_storage);
        storage.act = [&](FakeStorage &player) {
            stop.request_stop();
            player.failFlush(1);
        };
        const SyncResult result = m_bench->run(storage, {}, stop.get_token());
        QCOMPARE(result.outcome, SyncOutcome::Failed);
        QCOMPARE(result.copied + result.removed, 0);
        m_bench->setTracks(m_list, tracks);
        QCOMPARE(m_bench->run(storage).outcome, SyncOutcome::Completed);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(storage.content(onPlayer(u"t%1"_s.arg(i))), m_bench->contentOf(tracks[i]));
    }

    // A player that changes the times of what it has got loses nothing by that.
    void timesOfItsOwn()
    {
        m_storage->setMtp(true);
        auto tracks = prepare(3);
        for (int session = 1; session <= 3; ++session) {
            m_storage->changeTimes();
            m_bench->changeTrack(tracks[0], 12'000 + session);
            tracks.append(m_bench->addTrack(u"new%1"_s.arg(session)));
            m_bench->setTracks(m_list, tracks);
            QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
            QCOMPARE(songs(), 3 + session);
            QCOMPARE(m_storage->content(onPlayer(u"t0"_s)), m_bench->contentOf(tracks[0]));
            QVERIFY(!m_storage->has(u"Playlists/P (2).m3u8"_s));
        }
        verifyNothingToDo();
    }

    // A few damaged bytes are brought back by who looks into every file, and by nobody else.
    void verified()
    {
        const auto tracks = prepare(3);
        m_storage->damage(onPlayer(u"t1"_s));
        m_storage->damage(u"Playlists/P.m3u8"_s);
        verifyNothingToDo();
        const SyncResult result = m_bench->run(*m_storage, {.options = {.isVerifying = true}});
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.copied, 1);
        QCOMPARE(m_storage->content(onPlayer(u"t1"_s)), m_bench->contentOf(tracks[1]));
        QVERIFY(m_storage->content(u"Playlists/P.m3u8"_s).startsWith("#EXTM3U\n"));
        QCOMPARE(m_bench->run(*m_storage, {.options = {.isVerifying = true}}).copied, 0);
        verifyNothingToDo();
    }

    // It can be stopped, and nothing has happened then.
    void verificationStopped()
    {
        prepare(3);
        m_storage->damage(onPlayer(u"t1"_s));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(m_bench->run(*m_storage, {.options = {.isVerifying = true}}, stop.get_token()).outcome,
                 SyncOutcome::Stopped);
        QCOMPARE(m_bench->run(*m_storage, {.options = {.isVerifying = true}}).copied, 1);
    }

    // A batch that did not reach the medium is not said to be copied, nor believed afterwards, though this
    // computer remembers all of it.
    void flushFails_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 8; ++seed)
            QTest::addRow("loss %u", seed) << seed;
    }
    void flushFails()
    {
        QFETCH(quint32, seed);
        auto tracks = prepare(3);
        m_bench->changeTrack(tracks[0], 20'000);
        for (const auto *name : {"new", "newer"})
            tracks.append(m_bench->addTrack(QString::fromLatin1(name), 30'000));
        m_bench->setTracks(m_list, tracks);
        m_storage->failFlush(seed);
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Failed);
        QCOMPARE(result.copied, 0);
        QCOMPARE(m_bench->ledgerEntry(onPlayer(u"new"_s)).state, LedgerState::Pending);
        QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
        verifyNothingToDo();
        for (const auto &[title, track] : {std::pair(u"t0"_s, tracks[0]), std::pair(u"new"_s, tracks[3]),
                                           std::pair(u"newer"_s, tracks[4])})
            QCOMPARE(m_storage->content(onPlayer(title)), m_bench->contentOf(track));
        QCOMPARE(songs(), 5);
    }

private:
    QList<TrackId> prepare(int count)
    {
        QList<TrackId> tracks;
        for (int i = 0; i < count; ++i)
            tracks.append(m_bench->addTrack(u"t%1"_s.arg(i)));
        m_list = m_bench->addPlaylist(u"P"_s, tracks);
        m_bench->partner(*m_storage, {m_list});
        m_bench->run(*m_storage);
        return tracks;
    }

    qsizetype songs() const
    {
        return std::ranges::count_if(m_storage->contents().keys(),
                                     [](const QString &path) { return path.startsWith(u"Music/"_s); });
    }

    void verifyNothingToDo()
    {
        m_storage->resetCounters();
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.copied + result.removed + result.failed, 0);
        QCOMPARE(m_storage->changingCalls(), 0);
    }

    std::unique_ptr<SyncBench> m_bench;
    std::unique_ptr<FakeStorage> m_storage;
    PlaylistId m_list;
};

QTEST_GUILESS_MAIN(NotesTest)
#include "tst_notes.moc"
