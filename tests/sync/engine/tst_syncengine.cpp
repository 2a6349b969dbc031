// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/engine/syncengine.h"
#include "syncbench.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <functional>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

/// QTRY_COMPARE would do but for a narrowing in it.
bool waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, 30'000);
}

bool waitFor(const QSignalSpy &spy, qsizetype count)
{
    return waitFor([&] { return spy.size() >= count; }) && spy.size() == count;
}

} // namespace

class SyncEngineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<SyncPlan>(); }
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_list = m_bench->addPlaylist(u"P"_s, {m_bench->addTrack(u"a"_s)});
        QVERIFY(QDir().mkpath(m_bench->path(u"player"_s)));
        m_engine = std::make_unique<SyncEngine>(m_bench->database(), m_bench->player());
    }
    void cleanup()
    {
        m_engine.reset();
        m_bench.reset();
    }

    // A look says whether the player is there, and how much room it has.
    void inspecting()
    {
        Inspection inspection = inspect({.location = m_bench->path(u"player"_s)});
        QVERIFY(inspection.isConnected);
        QVERIFY(inspection.totalBytes > 0);
        QCOMPARE(inspection.error, Error{});
        QCOMPARE(m_engine->state(), model::SyncState::Idle);
        inspection = inspect({.location = m_bench->path(u"none"_s)});
        QVERIFY(!inspection.isConnected);
        QCOMPARE(inspection.error.code, ErrorCode::NotConnected);
    }

    // An operation with a player that is not there fails with its own signal, and the engine is idle again.
    void notThere()
    {
        QSignalSpy failed(m_engine.get(), &SyncEngine::planFailed);
        m_engine->plan({});
        QVERIFY(waitFor(failed, 1));
        QCOMPARE(failed[0].at(0).value<Error>().code, ErrorCode::NotConnected);
        QSignalSpy finished(m_engine.get(), &SyncEngine::synchronized);
        m_engine->synchronize({});
        QVERIFY(m_engine->isSynchronizing());
        QVERIFY(waitFor(finished, 1));
        QCOMPARE(finished[0].at(0).value<SyncResult>().reason.code, ErrorCode::NotConnected);
        QCOMPARE(m_engine->state(), model::SyncState::Idle);
        QSignalSpy created(m_engine.get(), &SyncEngine::partnershipCreated);
        m_engine->createPartnership({});
        QVERIFY(waitFor(created, 1));
        QCOMPARE(created[0].at(0).value<Error>().code, ErrorCode::NotConnected);
    }

    // A player that left is not written to, even if its mount point is still a folder.
    void released()
    {
        inspect({.location = m_bench->path(u"player"_s)});
        m_engine->release();
        QSignalSpy created(m_engine.get(), &SyncEngine::partnershipCreated);
        m_engine->createPartnership({.playlists = {m_list}});
        QVERIFY(waitFor(created, 1));
        QCOMPARE(created[0].at(0).value<Error>().code, ErrorCode::NotConnected);
        QVERIFY(QDir(m_bench->path(u"player"_s)).isEmpty());
    }

    // A plan that is replaced ends as cancelled, also if a sync replaces it.
    void replacedPlans()
    {
        inspect({.location = m_bench->path(u"player"_s)});
        QSignalSpy created(m_engine.get(), &SyncEngine::partnershipCreated);
        m_engine->createPartnership({.playlists = {m_list}});
        QVERIFY(waitFor(created, 1));
        QSignalSpy planned(m_engine.get(), &SyncEngine::planned);
        QSignalSpy failed(m_engine.get(), &SyncEngine::planFailed);
        QSignalSpy finished(m_engine.get(), &SyncEngine::synchronized);
        QSignalSpy cancelled(m_engine.get(), &SyncEngine::planCancelled);
        for (int i = 0; i < 5; ++i)
            m_engine->plan({});
        QCOMPARE(cancelled.size(), 4);
        QCOMPARE(m_engine->state(), model::SyncState::Estimating);
        QVERIFY(waitFor(planned, 1));
        QCOMPARE(m_engine->state(), model::SyncState::Idle);
        m_engine->plan({});
        m_engine->synchronize({});
        QVERIFY(waitFor(finished, 1));
        QCOMPARE(finished[0].at(0).value<SyncResult>().copied, 1);
        QCOMPARE(planned.size(), 1);
        QCOMPARE(cancelled.size(), 5);
        QCOMPARE(failed.size(), 0);
    }

    // The engine can be destroyed at any moment, and waits for its thread.
    void destroyed()
    {
        inspect({.location = m_bench->path(u"player"_s)});
        m_engine->createPartnership({.playlists = {m_list}});
        m_engine->synchronize({});
        m_engine.reset();
        m_engine = std::make_unique<SyncEngine>(m_bench->database(), m_bench->player());
        m_engine.reset();
        QVERIFY(m_bench->players().player(m_bench->player())->partnership); // what was asked before was done
    }

private:
    Inspection inspect(const device::PlayerAddress &address)
    {
        QSignalSpy inspected(m_engine.get(), &SyncEngine::inspected);
        m_engine->inspect(address);
        return waitFor(inspected, 1) ? inspected[0].at(0).value<Inspection>() : Inspection{};
    }

    std::unique_ptr<SyncBench> m_bench;
    std::unique_ptr<SyncEngine> m_engine;
    PlaylistId m_list;
};

QTEST_GUILESS_MAIN(SyncEngineTest)
#include "tst_syncengine.moc"
