// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/session/progressmeter.h"

#include <QRandomGenerator>
#include <QTest>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tandem::sync;

class ProgressMeterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Whatever happens to the items, the percentage never falls, stays below 100 until the end, and the
    // bytes done end at the total.
    void monotonic()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 200; ++round) {
            ProgressMeter meter;
            const int items = random.bounded(1, 20);
            QList<qint64> sizes;
            for (int i = 0; i < items; ++i)
                sizes.append(random.bounded(3) == 0 ? 0 : random.bounded(10'000'000));
            const qint64 total = std::accumulate(sizes.begin(), sizes.end(), qint64(0));
            meter.begin(items, total);
            QCOMPARE(meter.snapshot().percent, 0);
            int last = 0;
            ProgressMeter::Clock::time_point now{};
            for (const qint64 size : sizes) {
                meter.startItem(u"x"_s, size);
                for (int block = random.bounded(4); block > 0; --block) {
                    meter.addBytes(random.bounded(5'000'000)); // more than the item has, or less
                    const SyncProgress progress = meter.snapshot(now += 100ms);
                    QVERIFY(progress.percent >= last && progress.percent < 100);
                    QVERIFY(progress.bytesDone <= total);
                    QVERIFY(progress.secondsLeft >= 0 || progress.bytesPerSecond == 0);
                    last = progress.percent;
                }
                meter.finishItem();
            }
            const SyncProgress before = meter.snapshot(now);
            QCOMPARE(before.bytesDone, total);
            QCOMPARE(before.itemsDone, items);
            QCOMPARE(before.percent, 99);
            meter.finish();
            QCOMPARE(meter.snapshot(now).percent, 100);
        }
    }

    // Nothing to do is 0, and then 100.
    void nothingToDo()
    {
        ProgressMeter meter;
        meter.begin(0, 0);
        QCOMPARE(meter.snapshot().percent, 0);
        meter.finish();
        QCOMPARE(meter.snapshot().percent, 100);
        meter.begin(1, 1);
        QCOMPARE(meter.snapshot().percent, 0);
    }

    // The speed is that of the last seconds, and the time left follows from it.
    void speed()
    {
        ProgressMeter meter;
        meter.begin(1, 10'000'000);
        meter.startItem(u"x"_s, 10'000'000);
        ProgressMeter::Clock::time_point now{};
        QCOMPARE(meter.snapshot(now).bytesPerSecond, 0.0);
        QCOMPARE(meter.snapshot(now).secondsLeft, -1.0);
        for (int i = 0; i < 100; ++i) {
            meter.addBytes(10'000);
            (void)meter.snapshot(now += 100ms);
        }
        QCOMPARE(qRound(meter.snapshot(now).bytesPerSecond), 100'000);
        QCOMPARE(qRound(meter.snapshot(now).secondsLeft), 90);
        for (int i = 0; i < 100; ++i) {
            meter.addBytes(1000);
            (void)meter.snapshot(now += 100ms);
        }
        QCOMPARE(qRound(meter.snapshot(now).bytesPerSecond), 10'000);
    }

    // An item that failed half-way counts as done, but not as written.
    void failedItem()
    {
        ProgressMeter meter;
        meter.begin(2, 200);
        meter.startItem(u"a"_s, 100);
        meter.addBytes(10);
        meter.finishItem();
        const SyncProgress progress = meter.snapshot();
        QCOMPARE(progress.bytesDone, 100);
        QCOMPARE(progress.itemsDone, 1);
        QCOMPARE(progress.currentItem, u"a"_s);
    }
};

QTEST_APPLESS_MAIN(ProgressMeterTest)
#include "tst_progressmeter.moc"
