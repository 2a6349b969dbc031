// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/plan/textstore.h"

#include <QList>
#include <QString>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem::sync;

class TextStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What was kept stays the same while the text that it was a copy of changes, and thousands follow.
    void keeps()
    {
        TextStore store;
        QString text = u"Ärger mit 🎵"_s;
        const QStringView kept = store.keep(text);
        text.fill(u'x');
        QList<QStringView> others;
        for (int i = 0; i < 10'000; ++i)
            others.append(store.keep(QString::number(i)));
        QCOMPARE(kept, u"Ärger mit 🎵");
        for (int i = 0; i < others.size(); ++i)
            QCOMPARE(others[i], QString::number(i));
    }

    void empty()
    {
        TextStore store;
        QVERIFY(store.keep({}).isEmpty());
        QVERIFY(store.keep(u"").isEmpty());
        QCOMPARE(store.keep(u"a"), u"a");
    }

    // It can be filled anew.
    void clear()
    {
        TextStore store;
        for (int round = 0; round < 3; ++round) {
            const QStringView first = store.keep(QString(5000, u'a'));
            const QStringView second = store.keep(QString(5000, u'b'));
            QCOMPARE(first, QString(5000, u'a'));
            QCOMPARE(second, QString(5000, u'b'));
            store.clear();
        }
    }
};

QTEST_GUILESS_MAIN(TextStoreTest)
#include "tst_textstore.moc"
