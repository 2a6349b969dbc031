// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/discovery/solid/soliddevicemonitor.h"
#include "fakehardware.h"

#include <QDir>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <Solid/Device>
#include <Solid/StorageAccess>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tandem;
using namespace tandem::device;

namespace {

/// Longer than any test takes.
constexpr auto forever = std::chrono::milliseconds(1h);

SolidDeviceMonitor::Settings settings()
{
    return {.graceTime = forever, .settleTime = 1ms, .operationTime = forever, .firstLookTime = forever};
}

/// Everything that a monitor tells, in order: "arrived IDENTITY LOCATION", "left IDENTITY", "mounted
/// IDENTITY", "ejected IDENTITY CODE DETAIL", "release IDENTITY".
class Log : public QObject
{
public:
    explicit Log(const DeviceMonitor &monitor)
    {
        connect(&monitor, &DeviceMonitor::playerArrived, this, [this](const PlayerAddress &player) {
            lines << tr("arrived", player.identity, player.location);
        });
        connect(&monitor, &DeviceMonitor::playerLeft, this,
                [this](const QString &identity) { lines << tr("left", identity); });
        connect(&monitor, &DeviceMonitor::mounted, this, [this](const QString &identity, const Error &error) {
            lines << tr("mounted", identity, text(error));
        });
        connect(&monitor, &DeviceMonitor::ejected, this, [this](const QString &identity, const Error &error) {
            lines << tr("ejected", identity, text(error));
        });
        connect(&monitor, &DeviceMonitor::releaseRequested, this,
                [this](const QString &identity) { lines << tr("release", identity); });
    }

    /// QTRY_COMPARE would do but for a narrowing in it. What was told, when there are so many lines or ten
    /// seconds are over.
    QStringList await(qsizetype count) const
    {
        (void)QTest::qWaitFor([&] { return lines.size() >= count; }, 10s);
        return lines;
    }

    QStringList lines;

private:
    static QString tr(const char *what, const QString &identity, const QString &more = {})
    {
        return QString(QLatin1StringView(what) + u' ' + identity + u' ' + more).simplified();
    }

    static QString text(const Error &error)
    {
        return error == Error{} ? QString() : errorCodeName(error.code) + u' ' + error.detail;
    }
};

} // namespace

class DeviceMonitorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QDir directory(m_directory.path());
        QVERIFY(directory.mkpath(u"music/.tandem"_s) && directory.mkpath(u"memory"_s));
        QFile marker(directory.filePath(u"music/.tandem/partner.json"_s));
        QVERIFY(marker.open(QIODevice::WriteOnly));

        m_hardware.addDrive(u"stick_drive"_s);
        m_hardware.addVolume(u"stick"_s, u"stick_drive"_s, true, u"/media/stick"_s);
        m_hardware.addDrive(u"asleep_drive"_s);
        m_hardware.addVolume(u"asleep"_s, u"asleep_drive"_s, false, u"/media/asleep"_s);
        m_hardware.addDrive(u"internal_drive"_s, false);
        m_hardware.addVolume(u"internal"_s, u"internal_drive"_s, true, u"/media/internal"_s);
        // The larger volume comes first in whatever order Solid lists, the partnered one second.
        m_hardware.addDrive(u"walkman_drive"_s);
        m_hardware.addVolume(u"memory"_s, u"walkman_drive"_s, true, directory.filePath(u"memory"_s), 5000);
        m_hardware.addVolume(u"music"_s, u"walkman_drive"_s, true, directory.filePath(u"music"_s));
        // A phone, and the same after it was unlocked.
        m_hardware.addPlayer(u"phone"_s, u"PHONE-1"_s, 4, u"/devices/usb1/1-1"_s);
        m_hardware.addPlayer(u"phone_again"_s, u"PHONE-1"_s, 5, u"/devices/usb1/1-1"_s);
        // One player that shows itself in both ways.
        m_hardware.addPlayer(u"both"_s, u"BOTH-1"_s, 6, u"/devices/usb1/1-2"_s);
        m_hardware.addDrive(u"both_drive"_s, true, u"/sys/devices/usb1/1-2"_s);
        m_hardware.addVolume(u"both_card"_s, u"both_drive"_s, true, u"/media/both"_s);
        for (const QString &name : {u"stubborn"_s, u"late"_s}) {
            m_hardware.addDrive(name + u"_drive"_s);
            m_hardware.addVolume(name, name + u"_drive"_s, false, u"/media/"_s + name);
        }
        for (const QString &name : {u"busy"_s, u"vanishing"_s}) {
            m_hardware.addDrive(name + u"_drive"_s);
            m_hardware.addVolume(name, name + u"_drive"_s, true, u"/media/"_s + name);
        }
        QVERIFY2(m_hardware.start(directory.filePath(u"machine.xml"_s)),
                 "needs a session bus: run it through ctest");
        for (const QString &name : {u"stubborn"_s, u"late"_s, u"busy"_s, u"vanishing"_s})
            m_hardware.breakDown(name);
        m_hardware.unplug(u"phone_again"_s);
    }

    // All players that are there at the start are known at once: volumes that can be taken away, mounted or
    // not, and MTP players; what lies on an internal disk is none.
    void thereAtStart()
    {
        const SolidDeviceMonitor monitor(settings());
        QStringList identities;
        for (const PlayerAddress &player : monitor.players())
            identities.append(player.identity);
        identities.sort();
        const QStringList expected{u"mtp:BOTH-1"_s,   u"mtp:PHONE-1"_s,     u"volume:asleep"_s,
                                   u"volume:busy"_s,  u"volume:late"_s,     u"volume:music"_s,
                                   u"volume:stick"_s, u"volume:stubborn"_s, u"volume:vanishing"_s};
        QCOMPARE(identities, expected);

        const PlayerAddress stick = find(monitor, u"volume:stick"_s);
        QCOMPARE(stick.kind, AddressKind::Volume);
        QCOMPARE(stick.name, u"STICK"_s);
        QCOMPARE(stick.location, u"/media/stick"_s);
        QVERIFY(!find(monitor, u"volume:asleep"_s).isReachable());
        const PlayerAddress phone = find(monitor, u"mtp:PHONE-1"_s);
        QCOMPARE(phone.kind, AddressKind::Mtp);
        QCOMPARE(phone.name, u"Example phone"_s);
        QCOMPARE(phone.location, u"usb:001,004"_s);
    }

    // A drive with two volumes is one player, and the volume that was partnered stands for it.
    void twoVolumes()
    {
        const SolidDeviceMonitor monitor(settings());
        const PlayerAddress walkman = find(monitor, u"volume:music"_s);
        QCOMPARE(walkman.location, m_directory.filePath(u"music"_s));
        QCOMPARE(walkman.volumes.size(), 2);
        QCOMPARE(walkman.volumes[0].id, u"music"_s);
        QCOMPARE(walkman.volumes[1].id, u"memory"_s);
        QCOMPARE(walkman.volumes[1].location, m_directory.filePath(u"memory"_s));
    }

    // A player that shows itself by MTP and as a drive is one.
    void mtpAndDrive()
    {
        const SolidDeviceMonitor monitor(settings());
        const PlayerAddress both = find(monitor, u"mtp:BOTH-1"_s);
        QCOMPARE(both.location, u"usb:001,006"_s);
        QCOMPARE(both.volumes.size(), 1);
        QCOMPARE(both.volumes[0].location, u"/media/both"_s);
    }

    // Two monitors see the same.
    void twoMonitors()
    {
        const SolidDeviceMonitor first(settings());
        const SolidDeviceMonitor second(settings());
        QCOMPARE(first.players(), second.players());
    }

    // Without having looked into its volumes, the one that gave the player its identity before does so again.
    void remembering()
    {
        auto blind = settings();
        blind.look = [](const QString &) { return VolumeMarks{}; };
        SolidDeviceMonitor monitor(blind);
        const Log log(monitor);
        QVERIFY(find(monitor, u"volume:memory"_s).isReachable()); // the larger one
        monitor.remember({u"volume:music"_s});
        // It goes before what was only guessed.
        QVERIFY(find(monitor, u"volume:music"_s).isReachable());
        QCOMPARE(log.lines, QStringList({u"left volume:memory"_s,
                                         u"arrived volume:music "_s + m_directory.filePath(u"music"_s)}));
    }

    // A player that is pulled out leaves, though Solid knows nothing about it any more; plugged in again it
    // is the same player.
    void plugging()
    {
        const SolidDeviceMonitor monitor(settings());
        const Log log(monitor);
        m_hardware.unplug(u"stick"_s);
        QCOMPARE(log.await(1), QStringList{u"left volume:stick"_s});
        QVERIFY(find(monitor, u"volume:stick"_s).identity.isEmpty());

        m_hardware.plug(u"stick"_s);
        QCOMPARE(log.await(2).size(), 2);
        QCOMPARE(log.lines[1], u"arrived volume:stick /media/stick"_s);
    }

    // The volumes of a drive that is plugged in appear one after the other: the player arrives once, when
    // they are there.
    void settling()
    {
        auto patient = settings();
        patient.settleTime = 100ms;
        const SolidDeviceMonitor monitor(patient);
        Log log(monitor);
        m_hardware.unplug(u"memory"_s);
        m_hardware.unplug(u"music"_s);
        QCOMPARE(log.await(1), QStringList{u"left volume:music"_s});

        log.lines.clear();
        m_hardware.plug(u"memory"_s);
        m_hardware.plug(u"music"_s);
        QCOMPARE(log.await(1), QStringList{u"arrived volume:music "_s + m_directory.filePath(u"music"_s)});
        QCOMPARE(find(monitor, u"volume:music"_s).volumes.size(), 2);
    }

    // A phone that vanishes and comes back as another USB device has never left; it is at another place now.
    void comingBack()
    {
        const SolidDeviceMonitor monitor(settings());
        const Log log(monitor);
        m_hardware.unplug(u"phone"_s);
        m_hardware.unplug(u"stick"_s);
        QCOMPARE(log.await(1), QStringList{u"left volume:stick"_s}); // both were noticed
        QCOMPARE(find(monitor, u"mtp:PHONE-1"_s).location, u"usb:001,004"_s);

        m_hardware.plug(u"phone_again"_s);
        QCOMPARE(log.await(2).size(), 2);
        QCOMPARE(log.lines[1], u"arrived mtp:PHONE-1 usb:001,005"_s);
        QCOMPARE(find(monitor, u"mtp:PHONE-1"_s).location, u"usb:001,005"_s);

        // Back where it was is news, too: what was open is so no more.
        m_hardware.unplug(u"phone_again"_s);
        m_hardware.plug(u"stick"_s);
        QCOMPARE(log.await(3).size(), 3);
        m_hardware.plug(u"phone_again"_s);
        QCOMPARE(log.await(4).size(), 4);
        QCOMPARE(log.lines[3], u"arrived mtp:PHONE-1 usb:001,005"_s);
    }

    // A phone that does not come back has left when its grace time is over. Nothing can be asked of it
    // meanwhile.
    void stayingAway()
    {
        auto hasty = settings();
        hasty.graceTime = 200ms;
        SolidDeviceMonitor monitor(hasty);
        Log log(monitor);
        m_hardware.unplug(u"phone_again"_s);
        QCOMPARE(log.await(1), QStringList{u"left mtp:PHONE-1"_s});
        QVERIFY(find(monitor, u"mtp:PHONE-1"_s).identity.isEmpty());

        log.lines.clear();
        m_hardware.plug(u"phone"_s);
        QCOMPARE(log.await(1), QStringList{u"arrived mtp:PHONE-1 usb:001,004"_s});
    }

    // In its grace time a player cannot be asked for anything.
    void awayForAWhile()
    {
        SolidDeviceMonitor monitor(settings());
        const Log log(monitor);
        m_hardware.unplug(u"phone"_s);
        m_hardware.unplug(u"stick"_s);
        QCOMPARE(log.await(1), QStringList{u"left volume:stick"_s}); // both were noticed
        monitor.eject(u"mtp:PHONE-1"_s);
        QCOMPARE(log.await(2).size(), 2);
        QCOMPARE(log.lines[1], u"ejected mtp:PHONE-1 notConnected"_s);
        m_hardware.plug(u"phone"_s);
        m_hardware.plug(u"stick"_s);
        QCOMPARE(log.await(4).size(), 4);
    }

    // Mounting makes a player reachable, and ejecting takes that away; both are told when it is so. The
    // player stays, since it is still plugged in.
    void mountingAndEjecting()
    {
        SolidDeviceMonitor monitor(settings());
        Log log(monitor);
        monitor.mount(u"volume:asleep"_s);
        QCOMPARE(log.await(2),
                 QStringList({u"arrived volume:asleep /media/asleep"_s, u"mounted volume:asleep"_s}));

        log.lines.clear();
        monitor.mount(u"volume:asleep"_s); // it is already
        QCOMPARE(log.await(1), QStringList{u"mounted volume:asleep"_s});

        log.lines.clear();
        monitor.eject(u"volume:asleep"_s);
        QCOMPARE(log.await(2), QStringList({u"ejected volume:asleep"_s, u"arrived volume:asleep"_s}));
        QVERIFY(!find(monitor, u"volume:asleep"_s).isReachable());
    }

    // All volumes of a player are unmounted when it is ejected.
    void ejectingAll()
    {
        SolidDeviceMonitor monitor(settings());
        Log log(monitor);
        monitor.eject(u"volume:music"_s);
        QCOMPARE(log.await(2), QStringList({u"ejected volume:music"_s, u"arrived volume:music"_s}));
        const auto volumes = find(monitor, u"volume:music"_s).volumes;
        QVERIFY(volumes[0].location.isEmpty() && volumes[1].location.isEmpty());

        log.lines.clear();
        monitor.mount(u"volume:music"_s);
        QVERIFY(QTest::qWaitFor([&] { return log.lines.contains(u"mounted volume:music"_s); }, 10s));
        const auto again = find(monitor, u"volume:music"_s).volumes;
        QVERIFY(!again[0].location.isEmpty() && !again[1].location.isEmpty());
    }

    // An MTP player has nothing to mount or unmount.
    void mtpNeedsNoMounting()
    {
        SolidDeviceMonitor monitor(settings());
        const Log log(monitor);
        monitor.mount(u"mtp:PHONE-1"_s);
        monitor.eject(u"mtp:PHONE-1"_s);
        QVERIFY(log.lines.isEmpty()); // whoever asked is told later
        QCOMPARE(log.await(2).size(), 2);
        QVERIFY(log.lines.contains(u"mounted mtp:PHONE-1"_s) && log.lines.contains(u"ejected mtp:PHONE-1"_s));
    }

    // What is not there cannot be mounted or ejected.
    void unknown()
    {
        SolidDeviceMonitor monitor(settings());
        const Log log(monitor);
        monitor.mount(u"volume:none"_s);
        monitor.eject(u"volume:none"_s);
        QVERIFY(log.lines.isEmpty()); // whoever asked is told later
        QCOMPARE(log.await(2),
                 QStringList({u"mounted volume:none notConnected"_s, u"ejected volume:none notConnected"_s}));
    }

    // Why a volume could not be mounted or unmounted is passed on as the system says it; a person who does
    // not give the password has cancelled.
    void failing()
    {
        SolidDeviceMonitor monitor(settings());
        Log log(monitor);
        monitor.mount(u"volume:stubborn"_s);
        Q_EMIT access(u"stubborn"_s)
            ->setupDone(Solid::OperationFailed, u"wrong fs type"_s, FakeHardware::udi(u"stubborn"_s));
        QCOMPARE(log.await(1), QStringList{u"mounted volume:stubborn mountFailed wrong fs type"_s});

        log.lines.clear();
        monitor.mount(u"volume:stubborn"_s);
        Q_EMIT access(u"stubborn"_s)->setupDone(Solid::UserCanceled, {}, FakeHardware::udi(u"stubborn"_s));
        QCOMPARE(log.await(1), QStringList{u"mounted volume:stubborn cancelled"_s});

        log.lines.clear();
        monitor.eject(u"volume:busy"_s);
        Q_EMIT access(u"busy"_s)->teardownDone(Solid::DeviceBusy, u"target is busy"_s,
                                               FakeHardware::udi(u"busy"_s));
        QCOMPARE(log.await(1), QStringList{u"ejected volume:busy mountFailed target is busy"_s});
    }

    // Who asks twice is answered once.
    void askingTwice()
    {
        SolidDeviceMonitor monitor(settings());
        const Log log(monitor);
        monitor.mount(u"volume:stubborn"_s);
        monitor.mount(u"volume:stubborn"_s);
        Q_EMIT access(u"stubborn"_s)
            ->setupDone(Solid::OperationFailed, u"no"_s, FakeHardware::udi(u"stubborn"_s));
        monitor.mount(u"volume:none"_s);
        QCOMPARE(log.await(2).size(), 2);
        QCOMPARE(log.lines.count(u"mounted volume:stubborn mountFailed no"_s), 1);
    }

    // A failure is none if the desktop's own mounting was quicker.
    void mountedByOthers()
    {
        SolidDeviceMonitor monitor(settings());
        const Log log(monitor);
        monitor.mount(u"volume:late"_s);
        Q_EMIT access(u"late"_s)->setupDone(Solid::UnauthorizedOperation, u"already mounted"_s,
                                            FakeHardware::udi(u"late"_s));
        m_hardware.repair(u"late"_s);
        QVERIFY(access(u"late"_s)->setup());
        QCOMPARE(log.await(2), QStringList({u"arrived volume:late /media/late"_s, u"mounted volume:late"_s}));
        QVERIFY(access(u"late"_s)->teardown());
        QCOMPARE(log.await(3).size(), 3);
    }

    // A drive that does not answer is given up.
    void stalling()
    {
        auto hasty = settings();
        hasty.operationTime = 10ms;
        SolidDeviceMonitor monitor(hasty);
        const Log log(monitor);
        monitor.eject(u"volume:busy"_s);
        QCOMPARE(log.await(1), QStringList{u"ejected volume:busy deviceStalled"_s});
    }

    // A drive whose power is cut off when it is ejected is first ejected, and then has left.
    void vanishingWhileEjecting()
    {
        SolidDeviceMonitor monitor(settings());
        const Log log(monitor);
        monitor.eject(u"volume:vanishing"_s);
        m_hardware.unplug(u"vanishing"_s);
        QCOMPARE(log.await(2), QStringList({u"ejected volume:vanishing"_s, u"left volume:vanishing"_s}));
    }

    // When another program is about to unmount any volume of a player, its users are asked to let go; when
    // Tandem itself is, they are not.
    void releasing()
    {
        SolidDeviceMonitor monitor(settings());
        Log log(monitor);
        Q_EMIT access(u"memory"_s)->teardownRequested(FakeHardware::udi(u"memory"_s));
        QCOMPARE(log.lines, QStringList{u"release volume:music"_s});

        log.lines.clear();
        monitor.eject(u"volume:busy"_s);
        Q_EMIT access(u"busy"_s)->teardownRequested(FakeHardware::udi(u"busy"_s));
        QVERIFY(log.lines.isEmpty());
    }

    // A drive that hangs when it is looked at is there, and not reachable until it answers; nobody waits.
    void hangingDrive()
    {
        auto hung = std::make_shared<QSemaphore>();
        auto hasty = settings();
        hasty.firstLookTime = 1ms;
        hasty.look = [hung](const QString &mountPoint) {
            if (mountPoint == u"/media/stick"_s)
                hung->acquire();
            return VolumeMarks{};
        };
        const SolidDeviceMonitor monitor(hasty);
        const Log log(monitor);
        QCOMPARE(find(monitor, u"volume:stick"_s).location, QString());
        QCOMPARE(find(monitor, u"mtp:PHONE-1"_s).location, u"usb:001,004"_s);
        hung->release();
        QVERIFY(
            QTest::qWaitFor([&] { return log.lines.contains(u"arrived volume:stick /media/stick"_s); }, 10s));
    }

private:
    using FakeHardware = test::FakeHardware;

    /// An empty address if it is not there.
    static PlayerAddress find(const DeviceMonitor &monitor, const QString &identity)
    {
        const auto players = monitor.players();
        for (const PlayerAddress &player : players) {
            if (player.identity == identity)
                return player;
        }
        return {};
    }

    /// The object that everybody shares who watches this volume, to speak for other programs.
    static Solid::StorageAccess *access(const QString &volume)
    {
        Solid::Device device(FakeHardware::udi(volume));
        return device.as<Solid::StorageAccess>();
    }

    QTemporaryDir m_directory;
    FakeHardware m_hardware;
};

QTEST_GUILESS_MAIN(DeviceMonitorTest)
#include "tst_devicemonitor.moc"
