// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/solid/soliddevicemonitor.h"

#include <QDBusConnection>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <Solid/Device>
#include <Solid/StorageAccess>

using namespace Qt::StringLiterals;
using namespace tandem::device;

namespace {

/// A drive with one volume, as KDE Solid's fake hardware back end reads it.
QString drive(const QString &name, bool isRemovable, bool isMounted, const QString &uuid,
              const QString &label)
{
    return u"<device udi=\"/org/kde/solid/fakehw/%1\">"
           "<property key=\"name\">%1</property>"
           "<property key=\"interfaces\">StorageDrive,Block</property>"
           "<property key=\"isRemovable\">%2</property>"
           "<property key=\"isHotpluggable\">%2</property>"
           "<property key=\"parent\">/org/kde/solid/fakehw/computer</property>"
           "</device>"
           "<device udi=\"/org/kde/solid/fakehw/%1_volume\">"
           "<property key=\"name\">%1 volume</property>"
           "<property key=\"interfaces\">StorageVolume,StorageAccess,Block</property>"
           "<property key=\"isMounted\">%3</property>"
           "<property key=\"accessible\">%3</property>"
           "<property key=\"mountPoint\">/media/%1</property>"
           "<property key=\"uuid\">%4</property>"
           "<property key=\"label\">%5</property>"
           "<property key=\"parent\">/org/kde/solid/fakehw/%1</property>"
           "</device>"_s.arg(name, isRemovable ? u"true"_s : u"false"_s, isMounted ? u"true"_s : u"false"_s,
                             uuid, label);
}

} // namespace

class DeviceMonitorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Before the first call of Solid, which looks only once.
        QFile machine(m_directory.filePath(u"machine.xml"_s));
        QVERIFY(machine.open(QIODevice::WriteOnly));
        const QString xml = u"<machine><device udi=\"/org/kde/solid/fakehw/computer\">"
                            "<property key=\"name\">Computer</property></device>"_s +
                            drive(u"stick"_s, true, true, u"1234-abcd"_s, u"WALKMAN"_s) +
                            drive(u"unmounted"_s, true, false, u"2222-2222"_s, u"ASLEEP"_s) +
                            drive(u"internal"_s, false, true, u"3333-3333"_s, u"DISK"_s) + u"</machine>"_s;
        machine.write(xml.toUtf8());
        machine.close();
        QVERIFY(qputenv("SOLID_FAKEHW", QFile::encodeName(machine.fileName())));
    }

    // A mounted volume on a removable drive is a player; one that is not mounted, or lies on an internal
    // disk, is none. It is known by its volume's id.
    void finding()
    {
        const SolidDeviceMonitor monitor;
        const auto players = monitor.players();
        QCOMPARE(players.size(), 1);
        QCOMPARE(players[0].kind, AddressKind::Volume);
        QCOMPARE(players[0].identity, u"volume:1234-abcd"_s);
        QCOMPARE(players[0].name, u"WALKMAN"_s);
        QCOMPARE(players[0].location, u"/media/stick"_s);
    }

    // Two monitors see the same.
    void twoMonitors()
    {
        const SolidDeviceMonitor first;
        const SolidDeviceMonitor second;
        QCOMPARE(first.players(), second.players());
    }

    // A volume becomes a player when it is mounted, and ceases to be one when it is unmounted.
    void mounting()
    {
        const SolidDeviceMonitor monitor;
        QSignalSpy arrived(&monitor, &DeviceMonitor::playerArrived);
        QSignalSpy left(&monitor, &DeviceMonitor::playerLeft);
        Solid::Device volume(u"/org/kde/solid/fakehw/unmounted_volume"_s);
        auto *access = volume.as<Solid::StorageAccess>();
        QVERIFY(access);

        QVERIFY(access->setup());
        QVERIFY(QTest::qWaitFor([&] { return arrived.size() == 1; }));
        QCOMPARE(arrived[0][0].value<PlayerAddress>().identity, u"volume:2222-2222"_s);
        QCOMPARE(monitor.players().size(), 2);

        QVERIFY(access->teardown());
        QVERIFY(QTest::qWaitFor([&] { return left.size() == 1; }));
        QCOMPARE(left[0][0].toString(), u"volume:2222-2222"_s);
        QCOMPARE(monitor.players().size(), 1);
    }

    // A player that is pulled out leaves, though Solid knows nothing about it any more; plugged in again it
    // is the same player.
    void plugging()
    {
        const SolidDeviceMonitor monitor;
        QSignalSpy arrived(&monitor, &DeviceMonitor::playerArrived);
        QSignalSpy left(&monitor, &DeviceMonitor::playerLeft);
        // The fake hardware takes orders where it is registered on the session bus.
        QObject *hardware = QDBusConnection::sessionBus().objectRegisteredAt(u"/org/kde/solid/fakehw"_s);
        QVERIFY2(hardware, "needs a session bus: run it through ctest");
        const QString volume = u"/org/kde/solid/fakehw/stick_volume"_s;

        QVERIFY(QMetaObject::invokeMethod(hardware, "unplug", Q_ARG(QString, volume)));
        QVERIFY(QTest::qWaitFor([&] { return left.size() == 1; }));
        QCOMPARE(left[0][0].toString(), u"volume:1234-abcd"_s);
        QVERIFY(monitor.players().isEmpty());

        QVERIFY(QMetaObject::invokeMethod(hardware, "plug", Q_ARG(QString, volume)));
        QVERIFY(QTest::qWaitFor([&] { return arrived.size() == 1; }));
        QCOMPARE(arrived[0][0].value<PlayerAddress>().identity, u"volume:1234-abcd"_s);
        QCOMPARE(monitor.players().size(), 1);
    }

private:
    QTemporaryDir m_directory;
};

QTEST_GUILESS_MAIN(DeviceMonitorTest)
#include "tst_devicemonitor.moc"
