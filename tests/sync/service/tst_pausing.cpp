// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "servicebench.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;
using model::SyncState;

/// Sessions that are paused, resumed and stopped, and those that try again what failed.
class PausingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<ServiceBench>();
        m_tracks.clear();
        for (int i = 0; i < 3; ++i)
            m_tracks.append(m_bench->library().addTrack(u"t%1"_s.arg(i)));
        m_list = m_bench->library().addPlaylist(u"P"_s, m_tracks);
        m_player = m_bench->plug(u"player"_s);
        QVERIFY(m_bench->partner(m_player, {.playlists = {m_list}}));
    }
    void cleanup() { m_bench.reset(); }

    // A paused session writes nothing; resumed, it does the rest as if it had not been paused.
    void resumed()
    {
        QSignalSpy states(&service(), &SyncService::syncStateChanged);
        QSignalSpy finished(&service(), &SyncService::syncFinished);
        QVERIFY(m_bench->startPaused(m_player));
        QCOMPARE(service().player(m_player).syncState, SyncState::Paused);
        QVERIFY(!m_bench->has(u"player"_s, u"Music/A/Album/t0.mp3"_s));
        QCOMPARE(finished.size(), 0);
        service().resume(m_player);
        QVERIFY(waitFor(finished, 1));
        QCOMPARE(finished[0].at(1).value<SyncResult>().outcome, SyncOutcome::Completed);
        QCOMPARE(finished[0].at(1).value<SyncResult>().copied, 3);
        QVERIFY(m_bench->has(u"player"_s, u"Music/A/Album/t2.mp3"_s));
        QList<SyncState> seen;
        for (const auto &signal : std::as_const(states))
            seen.append(signal.at(1).value<SyncState>());
        QCOMPARE(seen, (QList{SyncState::Synchronizing, SyncState::Paused, SyncState::Synchronizing,
                              SyncState::Idle}));
    }

    // Nothing else is done with a player while its session is paused; an idle one cannot be paused.
    void stillBusy()
    {
        service().pause(m_player);
        QCOMPARE(service().player(m_player).syncState, SyncState::Idle);
        QVERIFY(m_bench->startPaused(m_player));
        QSignalSpy failed(&service(), &SyncService::operationFailed);
        service().startSync(m_player);
        service().estimate(m_player);
        QCOMPARE(failed.size(), 2);
        for (const auto &signal : std::as_const(failed))
            QCOMPARE(signal.at(1).value<Error>().code, ErrorCode::Busy);
        QCOMPARE(service().player(m_player).syncState, SyncState::Paused);
    }

    // A paused session can be stopped, and the next one is not paused.
    void stopped()
    {
        QSignalSpy finished(&service(), &SyncService::syncFinished);
        QVERIFY(m_bench->startPaused(m_player));
        service().stop(m_player);
        QCOMPARE(service().player(m_player).syncState, SyncState::Stopping);
        QVERIFY(waitFor(finished, 1));
        QCOMPARE(finished[0].at(1).value<SyncResult>().outcome, SyncOutcome::Stopped);
        QCOMPARE(service().player(m_player).syncState, SyncState::Idle);
        QCOMPARE(m_bench->synchronize(m_player).copied, 3);
    }

    // A player that is unplugged while paused ends its session; plugged in again, it gets the rest.
    void unplugged()
    {
        QSignalSpy finished(&service(), &SyncService::syncFinished);
        QVERIFY(m_bench->startPaused(m_player));
        m_bench->unplug(u"player"_s);
        QVERIFY(waitFor(finished, 1));
        QCOMPARE(finished[0].at(1).value<SyncResult>().outcome, SyncOutcome::Failed);
        QCOMPARE(finished[0].at(1).value<SyncResult>().reason.code, ErrorCode::DeviceGone);
        QVERIFY(!service().player(m_player).isConnected);
        QCOMPARE(m_bench->plug(u"player"_s), m_player);
        QCOMPARE(m_bench->synchronize(m_player).copied, 3);
    }

    // A paused session does not keep the program from ending.
    void endOfProgram()
    {
        QVERIFY(m_bench->startPaused(m_player));
        m_bench->restartService();
        QVERIFY(!m_bench->has(u"player"_s, u"Music/A/Album/t0.mp3"_s));
    }

    // Asked to try again, a session copies what failed in the last one and nothing else, and removes nothing.
    void retriesFailed()
    {
        const QString source = m_bench->library().sourceOf(m_tracks.at(1));
        const QString away = source + u".away"_s;
        QVERIFY(QFile::rename(source, away));
        const SyncResult first = m_bench->synchronize(m_player);
        QCOMPARE(first.copied, 2);
        QCOMPARE(first.failed, 1);
        QVERIFY(QFile::rename(away, source));
        // The first is not wanted any more, and a new one is: neither is this session's business.
        const TrackId fresh = m_bench->library().addTrack(u"fresh"_s);
        m_bench->library().setTracks(m_list, {m_tracks.at(1), m_tracks.at(2), fresh});
        const SyncResult second = m_bench->synchronize(m_player, {.retriesFailed = true});
        QCOMPARE(second.outcome, SyncOutcome::Completed);
        QCOMPARE(second.copied, 1);
        QCOMPARE(second.failed, 0);
        QCOMPARE(second.removed, 0);
        QVERIFY(m_bench->has(u"player"_s, u"Music/A/Album/t1.mp3"_s));
        QVERIFY(m_bench->has(u"player"_s, u"Music/A/Album/t0.mp3"_s));
        QVERIFY(!m_bench->has(u"player"_s, u"Music/A/Album/fresh.mp3"_s));
    }

private:
    SyncService &service() { return m_bench->service(); }

    std::unique_ptr<ServiceBench> m_bench;
    QList<TrackId> m_tracks;
    PlaylistId m_list;
    PlayerId m_player;
};

QTEST_GUILESS_MAIN(PausingTest)
#include "tst_pausing.moc"
