// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/items/devicemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

namespace {

DeviceState device(qint64 id, const QString &name)
{
    DeviceState state;
    state.id = PlayerId{id};
    state.name = name;
    return state;
}

QList<qint64> idsOf(const DeviceModel &model)
{
    QList<qint64> ids;
    for (const DeviceState &state : model.devices())
        ids += state.id.value;
    return ids;
}

} // namespace

class DeviceModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsAnyList_data();
    void followsAnyList();
    void keepsIndexesOfPlayersThatMove();
    void signalsOnlyWhatChanged();
    void saysStateInWords();
};

void DeviceModelTest::followsAnyList_data()
{
    QTest::addColumn<QList<qint64>>("before");
    QTest::addColumn<QList<qint64>>("after");
    QTest::newRow("first") << QList<qint64>{} << QList<qint64>{1, 2};
    QTest::newRow("last goes") << QList<qint64>{1, 2} << QList<qint64>{1};
    QTest::newRow("all go") << QList<qint64>{1, 2} << QList<qint64>{};
    QTest::newRow("turned round") << QList<qint64>{1, 2, 3} << QList<qint64>{3, 2, 1};
    QTest::newRow("some of each") << QList<qint64>{1, 2, 3, 4} << QList<qint64>{5, 4, 1, 6};
}

// Whatever list is set, the model holds it, and its row signals fit.
void DeviceModelTest::followsAnyList()
{
    QFETCH(const QList<qint64>, before);
    QFETCH(const QList<qint64>, after);
    DeviceModel model;
    const QAbstractItemModelTester tester(&model);
    for (const QList<qint64> &ids : {before, after}) {
        QList<DeviceState> devices;
        for (const qint64 id : ids)
            devices += device(id, QString::number(id));
        model.setDevices(devices);
        QCOMPARE(idsOf(model), ids);
    }
}

// A player that only changes its place stays the same row for who looks at it.
void DeviceModelTest::keepsIndexesOfPlayersThatMove()
{
    DeviceModel model;
    const QAbstractItemModelTester tester(&model);
    model.setDevices({device(1, u"a"_s), device(2, u"b"_s), device(3, u"c"_s)});
    const QPersistentModelIndex third(model.index(2));
    model.setDevices({device(3, u"c"_s), device(1, u"a"_s)});
    QVERIFY(third.isValid());
    QCOMPARE(third.row(), 0);
}

// A progress changes one row; the same state again changes none.
void DeviceModelTest::signalsOnlyWhatChanged()
{
    DeviceModel model;
    model.setDevices({device(1, u"a"_s), device(2, u"b"_s)});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    DeviceState second = model.device(PlayerId{2});
    second.syncState = SyncState::Synchronizing;
    second.isConnected = true;
    second.progressPercent = 12;
    model.setDevice(second);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().toModelIndex().row(), 1);
    model.setDevice(second);
    model.setDevice(device(9, u"unknown"_s));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.index(1).data(DeviceModel::ProgressRole).toInt(), 12);
    QCOMPARE(model.index(0).data(DeviceModel::ProgressRole).toInt(), -1);
}

// What a player is doing is said in words, for the screen and for assistive tools.
void DeviceModelTest::saysStateInWords()
{
    DeviceModel model;
    DeviceState state = device(1, u"Drive"_s);
    model.setDevices({state});
    const QModelIndex index = model.index(0);
    QCOMPARE(index.data().toString(), u"Drive"_s);
    QCOMPARE(index.data(DeviceModel::StatusTextRole).toString(), u"Not connected"_s);
    state.isConnected = true;
    state.friendlyName = u"Kitchen"_s;
    model.setDevice(state);
    QCOMPARE(index.data().toString(), u"Kitchen"_s);
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), u"Kitchen, Connected"_s);
    state.syncState = SyncState::Synchronizing;
    state.progressPercent = 42;
    model.setDevice(state);
    QVERIFY(index.data(DeviceModel::StatusTextRole).toString().contains(u"42"_s));
}

QTEST_GUILESS_MAIN(DeviceModelTest)
#include "tst_devicemodel.moc"
