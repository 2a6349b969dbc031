// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/plan/planstock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

constexpr qint64 cluster = 1000;

WantedItem item(int track)
{
    return {.track = TrackId{track}, .source = u"/music/%1.mp3"_s.arg(track), .sizeBytes = 1500};
}

LedgerEntry entry(int track, LedgerState state = LedgerState::Placed, qint64 version = 1)
{
    return {.path = u"Music/%1 v%2.mp3"_s.arg(track).arg(version),
            .state = state,
            .track = TrackId{track},
            .sizeBytes = 1500,
            .source = u"/music/%1.mp3"_s.arg(track),
            .sourceVersion = version};
}

PlanRequest request(const QList<WantedItem> &wanted, const QList<LedgerEntry> &ledger)
{
    PlanRequest request{.wanted = wanted, .ledger = ledger};
    request.storage.clusterBytes = cluster;
    QList<device::StoredObject> objects;
    for (const LedgerEntry &known : ledger)
        objects.append({known.path.mid(6), known.sizeBytes, false});
    request.listing.add({}, {{u"Music"_s, 0, true}});
    request.listing.add(u"Music"_s, objects);
    return request;
}

} // namespace

class PlanStockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A wanted item is found by its track, and one of no track by its file.
    void finds()
    {
        LedgerEntry loose = entry(0);
        loose.source = u"/elsewhere/loose.mp3"_s;
        WantedItem looseItem = item(0);
        looseItem.source = loose.source;
        WantedItem otherLoose = item(0);
        const PlanRequest asked =
            request({item(3), item(1), looseItem, otherLoose}, {entry(1), loose, entry(2)});
        const PlanStock stock(asked);
        QCOMPARE(stock.count(), 3);
        QCOMPARE(stock.numberOf(asked.wanted[0]), -1);
        QCOMPARE(stock.numberOf(asked.wanted[1]), 0);
        QCOMPARE(stock.numberOf(asked.wanted[2]), 1);
        QCOMPARE(stock.numberOf(asked.wanted[3]), -1);
    }

    // Of two copies of a track, the newer one is it; of two of one version, the one that is where the
    // library's file is now.
    void twins()
    {
        LedgerEntry stale = entry(2);
        stale.path = u"Music/stale.mp3"_s;
        stale.source = u"/music/before.mp3"_s;
        const PlanRequest asked =
            request({item(1), item(2)}, {entry(1, LedgerState::Placed, 2), entry(1), stale, entry(2)});
        const PlanStock stock(asked);
        QCOMPARE(stock.numberOf(asked.wanted[0]), 0);
        QCOMPARE(stock.numberOf(asked.wanted[1]), 3);
    }

    // Only what Tandem placed by itself may go; what is held back may not.
    void mayRemove()
    {
        LedgerEntry manual = entry(3);
        manual.isManual = true;
        WantedItem held = item(4);
        held.isHeldBack = true;
        const PlanRequest asked =
            request({held}, {entry(1), entry(2, LedgerState::Adopted), manual, entry(4)});
        const PlanStock stock(asked);
        QVERIFY(stock.mayRemove(0));
        QVERIFY(!stock.mayRemove(1));
        QVERIFY(!stock.mayRemove(2));
        QVERIFY(!stock.mayRemove(3));
    }

    // A session about some items removes only among these; one by hand removes nothing.
    void someItems()
    {
        PlanRequest asked = request({item(1)}, {entry(1), entry(2)});
        asked.keepsUnselected = true;
        QVERIFY(PlanStock(asked).mayRemove(0));
        QVERIFY(!PlanStock(asked).mayRemove(1));
        asked.isManual = true;
        QVERIFY(!PlanStock(asked).mayRemove(0));
    }

    // In whole clusters, with the folder that holds nothing else; what was adopted is not Tandem's.
    void oursBytes()
    {
        QCOMPARE(PlanStock(request({}, {})).oursBytes(), 0);
        const qint64 both = PlanStock(request({}, {entry(1), entry(2)})).oursBytes();
        const qint64 one = PlanStock(request({}, {entry(1), entry(2, LedgerState::Adopted)})).oursBytes();
        QCOMPARE(one, 2 * cluster);
        QCOMPARE(both, 5 * cluster); // and that of “Music”
    }
};

QTEST_GUILESS_MAIN(PlanStockTest)
#include "tst_planstock.moc"
