// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/session/pausegate.h"

#include <QTest>
#include <future>

using namespace tandem;
using namespace tandem::sync;

class PauseGateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Nothing is paused from the start, and nobody waits.
    void open()
    {
        PauseGate gate;
        QVERIFY(!gate.isPaused());
        QVERIFY(gate.wait({}));
        gate.resume();
        QVERIFY(gate.wait({}));
    }

    // Who comes to a paused gate waits until somebody resumes, and may be paused again.
    void pausedAndResumed()
    {
        PauseGate gate;
        for (int round = 0; round < 2; ++round) {
            gate.pause();
            QVERIFY(gate.isPaused());
            auto waiting = std::async(std::launch::async, [&gate] { return gate.wait({}); });
            QCOMPARE(waiting.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
            gate.resume();
            QVERIFY(!gate.isPaused());
            QVERIFY(waiting.get());
        }
    }

    // A stop ends the waiting with Cancelled, before it or in the middle of it.
    void stopped()
    {
        PauseGate gate;
        gate.pause();
        std::stop_source stop;
        auto waiting = std::async(std::launch::async, [&] { return gate.wait(stop.get_token()); });
        stop.request_stop();
        const auto ended = waiting.get();
        QVERIFY(!ended);
        QCOMPARE(ended.error().code, ErrorCode::Cancelled);
        QVERIFY(!gate.wait(stop.get_token()));
        QVERIFY(gate.isPaused());
    }
};

QTEST_GUILESS_MAIN(PauseGateTest)
#include "tst_pausegate.moc"
