// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/plan/byfolder.h"

#include <QTest>

using namespace tandem::sync;

class ByFolderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Each thing is in its folder, in ascending order, and in no other.
    void sorts()
    {
        const ByFolder things({2, 0, 2, 5, 0, 2});
        QVERIFY(!things.isEmpty());
        QCOMPARE(list(things, 0), (QList<int>{1, 4}));
        QCOMPARE(list(things, 1), QList<int>());
        QCOMPARE(list(things, 2), (QList<int>{0, 2, 5}));
        QCOMPARE(list(things, 3), QList<int>());
        QCOMPARE(list(things, 5), QList<int>{3});
    }

    // A folder that nobody spoke of is empty.
    void unknown()
    {
        QCOMPARE(list(ByFolder({1}), 2), QList<int>());
        QCOMPARE(list(ByFolder({1}), 1000), QList<int>());
        QVERIFY(ByFolder().isEmpty());
        QCOMPARE(list(ByFolder(), 0), QList<int>());
        QCOMPARE(list(ByFolder(std::vector<int>()), 0), QList<int>());
    }

private:
    static QList<int> list(const ByFolder &things, int folder)
    {
        const auto found = things.in(folder);
        return {found.begin(), found.end()};
    }
};

QTEST_GUILESS_MAIN(ByFolderTest)
#include "tst_byfolder.moc"
