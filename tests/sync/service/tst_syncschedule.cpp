// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/service/syncschedule.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace std::chrono_literals;
using namespace tandem;
using namespace tandem::sync;

namespace {

constexpr PlayerId player{1};
constexpr PlayerId witness{2}; ///< its turn comes after that of what was noted before

} // namespace

class SyncScheduleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<PlayerId>(); }
    void init()
    {
        m_readiness.clear();
        m_schedule = std::make_unique<SyncSchedule>(
            [this](PlayerId id) { return m_readiness.value(id, SyncSchedule::Readiness::Now); });
        m_schedule->setSettleTime(10ms);
    }
    void cleanup() { m_schedule.reset(); }

    // A player is due as soon as it is connected, each time; one that may not start is not.
    void onConnection()
    {
        QSignalSpy due(m_schedule.get(), &SyncSchedule::due);
        m_schedule->noteConnected(player);
        QCOMPARE(due.size(), 1);
        QCOMPARE(due.first().first().value<PlayerId>(), player);
        m_schedule->noteDisconnected(player);
        m_schedule->noteConnected(player);
        QCOMPARE(due.size(), 2);
        m_readiness.insert(player, SyncSchedule::Readiness::Never);
        m_schedule->noteConnected(player);
        QCOMPARE(due.size(), 2);
    }

    // Changes that follow each other start one session, and not at once.
    void settles()
    {
        connectBoth();
        QSignalSpy due(m_schedule.get(), &SyncSchedule::due);
        for (int i = 0; i < 5; ++i)
            m_schedule->noteChange(player);
        QCOMPARE(due.size(), 0);
        QCOMPARE(dueUntilWitness(due), 1);
    }

    // Changes that never cease do not put a session off for ever.
    void settlesWithinABound()
    {
        connectBoth();
        m_schedule->setSettleTime(20ms);
        QSignalSpy due(m_schedule.get(), &SyncSchedule::due);
        QTimer changes; // at every turn of the event loop
        connect(&changes, &QTimer::timeout, this, [this] { m_schedule->noteChange(player); });
        changes.start(0ms);
        QVERIFY(due.wait());
        QVERIFY(due.wait()); // and again
    }

    // A player that is not there, or may not start, is not due, and what changed is not remembered.
    void notReady()
    {
        connectBoth();
        QSignalSpy due(m_schedule.get(), &SyncSchedule::due);
        m_readiness.insert(player, SyncSchedule::Readiness::Never);
        m_schedule->noteChange(player);
        m_schedule->noteChange(PlayerId{3});
        QCOMPARE(dueUntilWitness(due), 0);
        m_readiness.remove(player);
        QCOMPARE(dueUntilWitness(due), 0);
    }

    // What something else is being done with is due when that is done.
    void later()
    {
        connectBoth();
        QSignalSpy due(m_schedule.get(), &SyncSchedule::due);
        m_readiness.insert(player, SyncSchedule::Readiness::Later);
        m_schedule->noteChange(player);
        QCOMPARE(dueUntilWitness(due), 0);
        m_readiness.remove(player);
        QVERIFY(due.wait());
        QCOMPARE(due.first().first().value<PlayerId>(), player);
    }

    // What changes during a session starts another one after it, and only one.
    void changeDuringSession()
    {
        connectBoth();
        QSignalSpy due(m_schedule.get(), &SyncSchedule::due);
        m_schedule->noteStart(player, true);
        m_schedule->noteChange(player);
        QCOMPARE(dueUntilWitness(due), 0);
        m_schedule->noteEnd(player, {});
        QCOMPARE(due.size(), 1);
        m_schedule->noteStart(player, true);
        m_schedule->noteEnd(player, {});
        QCOMPARE(dueUntilWitness(due), 1); // the one before
    }

    // A session brings earlier changes along; one that only sends some things by hand does not.
    void sessionsCoverChanges()
    {
        connectBoth();
        QSignalSpy due(m_schedule.get(), &SyncSchedule::due);
        m_schedule->noteChange(player);
        m_schedule->noteStart(player, true);
        m_schedule->noteEnd(player, {});
        QCOMPARE(dueUntilWitness(due), 0);
        m_schedule->noteChange(player);
        m_schedule->noteStart(player, false);
        m_schedule->noteEnd(player, {});
        QCOMPARE(dueUntilWitness(due), 1);
    }

    // What the person stopped stays stopped, until the next change or connection.
    void stopped()
    {
        connectBoth();
        QSignalSpy due(m_schedule.get(), &SyncSchedule::due);
        m_schedule->noteStart(player, true);
        m_schedule->noteChange(player);
        m_schedule->noteStop(player);
        m_schedule->noteEnd(player, {.outcome = SyncOutcome::Stopped});
        QCOMPARE(dueUntilWitness(due), 0);
        m_schedule->noteChange(player);
        QCOMPARE(dueUntilWitness(due), 1);
    }

    // What a brake stopped waits for its owner's word: no change starts it again, a session does away with
    // it.
    void braked()
    {
        connectBoth();
        QSignalSpy due(m_schedule.get(), &SyncSchedule::due);
        m_schedule->noteStart(player, true);
        m_schedule->noteChange(player);
        m_schedule->noteEnd(
            player, {.outcome = SyncOutcome::Failed, .reason = {ErrorCode::BrakeManyDeletions, {}, {}}});
        QCOMPARE(dueUntilWitness(due), 0);
        m_schedule->noteChange(player);
        QCOMPARE(dueUntilWitness(due), 0);
        m_schedule->noteStart(player, true);
        m_schedule->noteEnd(player, {});
        m_schedule->noteChange(player);
        QCOMPARE(dueUntilWitness(due), 1);
    }

private:
    void connectBoth()
    {
        m_schedule->noteConnected(player);
        m_schedule->noteConnected(witness);
    }

    /// How often the player was due before the witness was, whose change is noted now.
    qsizetype dueUntilWitness(QSignalSpy &due)
    {
        m_schedule->noteChange(witness);
        while (due.isEmpty() || due.last().first().value<PlayerId>() != witness) {
            if (!due.wait())
                return -1;
        }
        const auto count = due.size() - 1;
        due.clear();
        return count;
    }

    QHash<PlayerId, SyncSchedule::Readiness> m_readiness;
    std::unique_ptr<SyncSchedule> m_schedule;
};

QTEST_GUILESS_MAIN(SyncScheduleTest)
#include "tst_syncschedule.moc"
