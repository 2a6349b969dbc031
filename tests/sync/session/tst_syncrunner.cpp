// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "sync/session/syncrunner.h"
#include "syncbench.h"

#include <QFile>
#include <QTest>
#include <thread>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

using Fault = FakeStorage::Fault;

class SyncRunnerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_storage = std::make_unique<FakeStorage>();
    }

    // A move gives the file its new place without writing it again; the ledger then knows that place alone.
    void moved()
    {
        const auto track = place(u"Music/A/Old/song"_s);
        const RunReport report = run({move(track, u"Music/A/Old/song"_s, u"Music/B/New/song"_s)});
        QCOMPARE(report.moved, 1);
        QCOMPARE(report.copied + report.removed + report.bytesCopied, 0);
        QVERIFY(report.errors.isEmpty());
        QCOMPARE(m_storage->contents().keys(), QStringList{u"Music/B/New/song"_s});
        QCOMPARE(m_bench->ledger().size(), 1);
        const LedgerEntry entry = m_bench->ledgerEntry(u"Music/B/New/song"_s);
        QCOMPARE(entry.state, LedgerState::Placed);
        QCOMPARE(entry.track, track);
        QCOMPARE(entry.sizeBytes, 10'000);
    }

    // While a file is on its way, the storage hears which one comes next, if that is certain to be sent as it
    // is. Afterwards nobody asks any more.
    void foreseen()
    {
        const auto a = place(u"a"_s);
        const auto b = m_bench->addTrack(u"b"_s);
        const auto c = m_bench->addTrack(u"c"_s);
        const auto d = m_bench->addTrack(u"d"_s);
        const RunReport report =
            run({copy(b, u"b"_s), copy(c, u"c"_s), move(a, u"a"_s, u"a2"_s), copy(d, u"d"_s)});
        QCOMPARE(report.copied, 3);
        QCOMPARE(m_storage->foreseen(), 1);
        QCOMPARE(m_storage->content(u"c"_s), m_bench->contentOf(c));
        QVERIFY(m_storage->write(u"x"_s, "x"));
    }

    // A player that does not answer is not asked for anything more: each answer would be waited for in vain.
    void stalled()
    {
        const auto b = m_bench->addTrack(u"b"_s);
        const auto c = m_bench->addTrack(u"c"_s);
        const auto d = m_bench->addTrack(u"d"_s);
        m_storage->failPath(u"c"_s, ErrorCode::DeviceStalled);
        const RunReport report = run({copy(b, u"b"_s), copy(c, u"c"_s), copy(d, u"d"_s)});
        QCOMPARE(report.end.code, ErrorCode::DeviceStalled);
        QCOMPARE(m_storage->changingCalls(), 2);
        QCOMPARE(m_bench->ledgerEntry(u"b"_s).state, LedgerState::Pending);
        verifyEachIsKnown();
    }

    // Wherever a run with moves is cut off, the ledger knows the place of every file: the old one or the new
    // one as being there, or the new one as pending.
    void cutOff_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::newRow("killed before") << Fault::KillBefore;
        QTest::newRow("killed after") << Fault::KillAfter;
        QTest::newRow("unplugged") << Fault::Unplug;
        QTest::newRow("power cut") << Fault::PowerCut;
        QTest::newRow("stalled") << Fault::Stalled;
        QTest::newRow("failed") << Fault::Failed;
    }
    void cutOff()
    {
        QFETCH(Fault, fault);
        const auto a = place(u"a"_s);
        const auto b = place(u"b"_s);
        const auto c = place(u"c"_s);
        const auto fresh = m_bench->addTrack(u"fresh"_s);
        // Names that one leaves and another takes, in every order.
        const QList<PlanAction> plan{move(a, u"a"_s, u"a2"_s), move(b, u"b"_s, u"a"_s), remove(c, u"c"_s),
                                     copy(fresh, u"c"_s), move(a, u"a2"_s, u"b"_s)};
        const FakeStorage before = *m_storage;
        const QList<LedgerEntry> ledger = m_bench->ledger();
        QCOMPARE(run(plan).errors.size(), 0);
        verifyEachIsKnown();
        QCOMPARE(m_storage->contents(), (QMap<QString, QByteArray>{{u"a"_s, m_bench->contentOf(b)},
                                                                   {u"b"_s, m_bench->contentOf(a)},
                                                                   {u"c"_s, m_bench->contentOf(fresh)}}));
        const int calls = m_storage->changingCalls() - before.changingCalls();
        QVERIFY(calls > 5);
        for (int call = 1; call <= calls; ++call) {
            *m_storage = before;
            LedgerRepository repository(m_bench->connection());
            QVERIFY(repository.clear(m_bench->player()));
            QVERIFY(repository.put(m_bench->player(), ledger));
            m_storage->failAt(call, fault, static_cast<quint32>(call));
            try {
                run(plan);
            } catch (const Killed &) {
            }
            m_storage->repair();
            verifyEachIsKnown();
            if (QTest::currentTestFailed()) {
                qWarning("... at step %d of %d", call, calls);
                return;
            }
        }
    }

    // A move that fails loses nothing: the file and its entry stay, the failure is noted, what was to take
    // its name is left out, and the run goes on.
    void failingMove_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("broken") << ErrorCode::DeviceFailed;
        QTest::newRow("protected") << ErrorCode::DeviceReadOnly;
        QTest::newRow("taken") << ErrorCode::NameTaken;
    }
    void failingMove()
    {
        QFETCH(ErrorCode, code);
        const auto track = place(u"old"_s);
        const auto fresh = m_bench->addTrack(u"fresh"_s);
        const auto last = m_bench->addTrack(u"last"_s);
        m_storage->failPath(u"old"_s, code);
        const RunReport report =
            run({move(track, u"old"_s, u"new"_s), copy(fresh, u"old"_s), copy(last, u"last"_s)});
        QCOMPARE(report.moved, 0);
        QCOMPARE(report.copied, 1);
        QCOMPARE(report.errors.size(), 1);
        QCOMPARE(report.errors[0].code, code);
        QCOMPARE(report.failed, (QSet<TrackId>{track, fresh}));
        QVERIFY(!report.hasEnded);
        QCOMPARE(m_storage->content(u"old"_s), m_bench->contentOf(track));
        QVERIFY(!m_storage->has(u"new"_s));
        QCOMPARE(m_bench->ledgerEntry(u"old"_s).state, LedgerState::Placed);
        QCOMPARE(m_bench->ledgerEntry(u"old"_s).track, track);
    }

    // A player that moves nothing gets the file anew, and then loses the old one.
    void moveNotSupported()
    {
        const auto track = place(u"old"_s);
        m_storage->failPath(u"old"_s, ErrorCode::NotSupported);
        const RunReport report = run({move(track, u"old"_s, u"new"_s)});
        QCOMPARE(report.copied, 1);
        QCOMPARE(m_storage->content(u"new"_s), m_bench->contentOf(track));
        QCOMPARE(m_bench->ledgerEntry(u"new"_s).state, LedgerState::Placed);
        // The fake player refuses the removal, too: told of, and known.
        QCOMPARE(report.errors.size(), 1);
        QCOMPARE(m_bench->ledgerEntry(u"old"_s).state, LedgerState::Placed);
    }

    // A replacement that differs in one sector only is written in place and sends nothing; any other is sent.
    void patched_data()
    {
        QTest::addColumn<QList<int>>("changes");
        QTest::addColumn<bool>("isPatched");
        QTest::newRow("the time only") << QList<int>{} << true;
        QTest::newRow("one sector") << QList<int>{600, 900} << true;
        QTest::newRow("two sectors") << QList<int>{100, 600} << false;
    }
    void patched()
    {
        QFETCH(QList<int>, changes);
        QFETCH(bool, isPatched);
        const auto track = place(u"song"_s);
        change(track, changes);
        PlanAction action = copy(track, u"song"_s);
        action.kind = ActionKind::Replace;
        action.sourceVersion = 77;
        const RunReport report = run({action});
        QCOMPARE(report.copied, 1);
        QCOMPARE(report.bytesCopied, isPatched ? 0 : 10'000);
        QCOMPARE(m_storage->content(u"song"_s), m_bench->contentOf(track));
        QCOMPARE(m_bench->ledgerEntry(u"song"_s).sourceVersion, 77);
        QCOMPARE(m_bench->ledgerEntry(u"song"_s).state, LedgerState::Placed);
    }

    // Cut off at any step of it, the copy is the old or the new one, whole, and the ledger knows it for ours.
    void patchCutOff()
    {
        const auto track = place(u"song"_s);
        const QByteArray old = m_bench->contentOf(track);
        change(track, {5000});
        PlanAction action = copy(track, u"song"_s);
        action.kind = ActionKind::Replace;
        for (const Fault fault :
             {Fault::KillBefore, Fault::KillAfter, Fault::Unplug, Fault::PowerCut, Fault::Failed}) {
            for (int call = 1; call <= 2; ++call) { // the patch, and the flush
                m_storage->put(u"song"_s, old);
                m_storage->failAt(call, fault, static_cast<quint32>(call));
                try {
                    run({action});
                } catch (const Killed &) {
                }
                m_storage->repair();
                const QByteArray now = m_storage->content(u"song"_s);
                QVERIFY(now == old || now == m_bench->contentOf(track));
                QCOMPARE(m_bench->ledgerEntry(u"song"_s).track, track);
                QCOMPARE(run({action}).copied, 1);
                QCOMPARE(m_storage->content(u"song"_s), m_bench->contentOf(track));
                QCOMPARE(m_bench->ledgerEntry(u"song"_s).state, LedgerState::Placed);
            }
        }
    }

    // A paused run waits before its next item, says so, and goes on when it is resumed.
    void paused()
    {
        const auto track = m_bench->addTrack(u"a"_s);
        m_gate->pause();
        int callsWhilePaused = -1;
        std::jthread other([this, &callsWhilePaused] {
            waitUntilPaused();
            callsWhilePaused = m_storage->changingCalls();
            m_gate->resume();
        });
        const RunReport report = run({copy(track, u"a"_s)});
        other.join();
        QCOMPARE(callsWhilePaused, 0);
        QCOMPARE(report.copied, 1);
        QVERIFY(m_meter.snapshot().phase != SyncProgress::Phase::Paused);
    }

    // A stop ends a paused run at once, as stopped; nothing more is done.
    void stoppedWhilePaused()
    {
        const auto track = m_bench->addTrack(u"a"_s);
        m_gate->pause();
        std::stop_source stop;
        std::jthread other([this, &stop] {
            waitUntilPaused();
            stop.request_stop();
        });
        const RunReport report = run({copy(track, u"a"_s)}, stop.get_token());
        QVERIFY(report.hasEnded);
        QCOMPARE(report.end.code, ErrorCode::Cancelled);
        QCOMPARE(report.copied, 0);
        QVERIFY(report.errors.isEmpty());
        QVERIFY(!m_storage->has(u"a"_s));
    }

private:
    PlanAction copy(TrackId track, const QString &path)
    {
        return {.path = path, .track = track, .source = m_bench->sourceOf(track), .sizeBytes = 10'000};
    }
    PlanAction move(TrackId track, const QString &from, const QString &to)
    {
        PlanAction action = copy(track, to);
        action.kind = ActionKind::Move;
        action.reason = ActionReason::Moved;
        action.from = from;
        return action;
    }
    static PlanAction remove(TrackId track, const QString &path)
    {
        return {.kind = ActionKind::Remove,
                .reason = ActionReason::NotSelected,
                .path = path,
                .track = track,
                .sizeBytes = 10'000};
    }

    /// A track that is on the player.
    TrackId place(const QString &path)
    {
        const auto track = m_bench->addTrack(path.section(u'/', -1));
        m_storage->put(path, m_bench->contentOf(track));
        const LedgerEntry entry{.path = path,
                                .track = track,
                                .sizeBytes = 10'000,
                                .source = m_bench->sourceOf(track),
                                .sourceVersion = 1};
        if (!LedgerRepository(m_bench->connection()).put(m_bench->player(), {&entry, 1}))
            qFatal("preparing");
        return track;
    }

    /// Other bytes at these places of the library's file.
    void change(TrackId track, const QList<int> &places)
    {
        QByteArray data = m_bench->contentOf(track);
        for (const int at : places)
            data[at] = static_cast<char>(~data[at]);
        QFile file(m_bench->sourceOf(track));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(data), data.size());
    }

    RunReport run(const QList<PlanAction> &actions, std::stop_token stop = {})
    {
        LedgerRepository ledger(m_bench->connection());
        SyncRunner runner(*m_storage, ledger, m_bench->player(), m_meter, std::move(stop));
        runner.setPauseGate(m_gate);
        return runner.run({.actions = actions});
    }

    void verifyEachIsKnown()
    {
        for (const QString &path : m_storage->contents().keys())
            QVERIFY2(!m_bench->ledgerEntry(path).path.isEmpty(), qPrintable(path));
    }

    void waitUntilPaused()
    {
        while (m_meter.snapshot().phase != SyncProgress::Phase::Paused)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }

    std::unique_ptr<SyncBench> m_bench;
    std::unique_ptr<FakeStorage> m_storage;
    ProgressMeter m_meter;
    std::shared_ptr<PauseGate> m_gate = std::make_shared<PauseGate>();
};

QTEST_GUILESS_MAIN(SyncRunnerTest)
#include "tst_syncrunner.moc"
