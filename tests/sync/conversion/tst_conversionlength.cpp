// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/conversion/conversionlength.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace tandem::sync;

Q_DECLARE_METATYPE(tandem::sync::ConversionLengths)

class ConversionLengthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules_data()
    {
        QTest::addColumn<ConversionLengths>("lengths");
        QTest::addColumn<bool>("isWhole");
        const auto row = [](const char *name, ConversionLengths lengths, bool isWhole) {
            QTest::newRow(name) << lengths << isWhole;
        };
        row("all agree", {.promised = 10s, .decoded = 10s, .made = 10s}, true);
        row("some silence more", {.promised = 10s, .decoded = 10s, .made = 11s}, true);
        row("less was decoded than promised", {.promised = 10s, .decoded = 5s, .made = 5s}, false);
        row("an estimate promised more",
            {.promised = 30s, .isPromiseEstimated = true, .decoded = 10s, .made = 10s}, true);
        row("an estimate promised less",
            {.promised = 10s, .isPromiseEstimated = true, .decoded = 30s, .made = 30s}, true);
        row("two songs in one file", {.promised = 10s, .decoded = 20s, .made = 20s}, true);
        row("not all was written", {.promised = 10s, .decoded = 10s, .made = 5s}, false);
        row("not all was written of an estimate",
            {.promised = 10s, .isPromiseEstimated = true, .decoded = 30s, .made = 10s}, false);
        row("nobody knows what was decoded", {.promised = 10s, .made = 10s}, true);
        row("nobody knows, and too little", {.promised = 10s, .made = 5s}, false);
        row("nothing is promised", {.decoded = 10s, .made = 10s}, true);
        row("a long one, two parts in a hundred", {.promised = 1000s, .decoded = 985s, .made = 985s}, true);
    }

    // What was decoded counts, not what a header estimates.
    void rules()
    {
        QFETCH(ConversionLengths, lengths);
        QFETCH(bool, isWhole);
        QCOMPARE(whyWrongLength(lengths).isEmpty(), isWhole);
    }
};

QTEST_GUILESS_MAIN(ConversionLengthTest)
#include "tst_conversionlength.moc"
