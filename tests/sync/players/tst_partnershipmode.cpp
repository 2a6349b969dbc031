// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/players/partnershipmode.h"

#include <QTest>

using namespace tandem::sync;

class PartnershipModeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Automatic if the player holds more than 4 GB and the whole library fits; otherwise by hand.
    void suggestion_data()
    {
        constexpr qint64 giga = 1'000'000'000;
        QTest::addColumn<qint64>("total");
        QTest::addColumn<qint64>("library");
        QTest::addColumn<bool>("isAutomatic");
        QTest::newRow("large, all fits") << 64 * giga << 30 * giga << true;
        QTest::newRow("large, just fits") << 64 * giga << 64 * giga << true;
        QTest::newRow("large, one byte too much") << 64 * giga << 64 * giga + 1 << false;
        QTest::newRow("4 GB") << 4 * giga << giga << false;
        QTest::newRow("just more than 4 GB") << 4 * giga + 1 << giga << true;
        QTest::newRow("small") << giga << 2 * giga << false;
        QTest::newRow("empty library") << 64 * giga << qint64(0) << true;
        QTest::newRow("unknown player") << qint64(-1) << giga << false;
        QTest::newRow("unknown library") << 64 * giga << qint64(-1) << false;
        QTest::newRow("nothing known") << qint64(-1) << qint64(-1) << false;
    }
    void suggestion()
    {
        QFETCH(qint64, total);
        QFETCH(qint64, library);
        QFETCH(bool, isAutomatic);
        QCOMPARE(suggestMode(total, library) == PartnershipMode::Automatic, isAutomatic);
    }
};

QTEST_GUILESS_MAIN(PartnershipModeTest)
#include "tst_partnershipmode.moc"
