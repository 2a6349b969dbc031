// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/progressline.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem::app;

class ProgressLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("short") << u"song.mp3"_s;
        QTest::newRow("long") << u"12.3 MB/s  "_s + QString(300, u'x');
        QTest::newRow("wide") << QString(100, u'音');
        QTest::newRow("combining") << u"u\u0308"_s.repeated(100);
        QTest::newRow("outside of the first plane") << u"🎵"_s.repeated(100);
    }

    // The line leaves the last column free at every width, and the number is there as soon as it fits.
    void fits()
    {
        QFETCH(const QString, text);
        for (int columns = 0; columns <= 200; ++columns) {
            for (const int percent : {0, 7, 50, 100}) {
                const QString line = progressLine(percent, text, columns);
                QVERIFY2(columnsOf(line) <= std::max(columns - 1, 0), qPrintable(line));
                if (columns > 8)
                    QVERIFY2(line.contains(u"%1 %"_s.arg(percent)), qPrintable(line));
            }
        }
    }

    // On 80 columns there are a bar of 30, the number and 39 columns of text.
    void usualTerminal()
    {
        QCOMPARE(progressLine(50, QString(100, u'x'), 80),
                 u"["_s + QString(15, u'#') + QString(15, u' ') + u"]  50 %  "_s + QString(39, u'x'));
        QCOMPARE(progressLine(100, {}, 80), u"["_s + QString(30, u'#') + u"] 100 %"_s);
        QCOMPARE(progressLine(50, u"song"_s, 20), u"  50 %  song"_s);
    }

    void columns()
    {
        QCOMPARE(columnsOf(u"abc"_s), 3);
        QCOMPARE(columnsOf(u"音楽"_s), 4);
        QCOMPARE(columnsOf(u"u\u0308"_s), 1);
        QCOMPARE(cutToColumns(u"音楽"_s, 3), u"音"_s);
    }
};

QTEST_GUILESS_MAIN(ProgressLineTest)
#include "tst_progressline.moc"
