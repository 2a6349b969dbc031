// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/library/databasewatch.h"
#include "testlibrary.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

class DatabaseWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What another connection writes is told once, and what its own does, never.
    void tellsWhatOthersWrite()
    {
        TestLibrary library;
        DatabaseWatch watch(library.connection());
        QSignalSpy written(&watch, &DatabaseWatch::written);
        watch.look();
        library.execute(u"UPDATE folders SET path = '/other'"_s);
        watch.look();
        QCOMPARE(written.size(), 0);

        const Connection other(library.database());
        QVERIFY(Query(other, u"UPDATE folders SET path = '/third'"_s).run());
        watch.look();
        watch.look();
        QCOMPARE(written.size(), 1);
        watch.start();
        QVERIFY(Query(other, u"UPDATE folders SET path = '/fourth'"_s).run());
        QVERIFY(written.wait());
    }
};

QTEST_GUILESS_MAIN(DatabaseWatchTest)
#include "tst_databasewatch.moc"
