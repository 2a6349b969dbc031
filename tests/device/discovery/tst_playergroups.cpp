// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/discovery/playergroups.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem::device;

namespace {

constexpr auto firstPlug = "/sys/devices/pci0/usb1/1-1";
constexpr auto secondPlug = "/sys/devices/pci0/usb1/1-2";

/// A mounted volume of a stick in the first plug.
SeenDevice volume(const QString &name)
{
    SeenDevice seen;
    seen.udi = u"/disks/"_s + name;
    seen.drive = u"/drives/stick"_s;
    seen.serial = u"ABC123"_s;
    seen.usbPath = QString::fromLatin1(firstPlug);
    seen.vendor = u"SanDisk"_s;
    seen.product = u"Clip_Sport"_s;
    seen.description = u"4 GB removable"_s;
    seen.uuid = name;
    seen.label = name.toUpper();
    seen.mountPoint = u"/media/"_s + name;
    seen.sizeBytes = 1000;
    seen.isPortable = true;
    seen.hasFileSystem = true;
    return seen;
}

/// An MTP player in the first plug.
SeenDevice phone(const QString &name)
{
    SeenDevice seen;
    seen.udi = u"/udev/"_s + name;
    seen.kind = SeenKind::MediaPlayer;
    seen.serial = u"ABC123"_s;
    seen.usbPath = QString::fromLatin1(firstPlug);
    seen.vendor = u"Example"_s;
    seen.product = u"Phone_7"_s;
    seen.protocols = {u"mtp"_s};
    seen.vendorId = u"04e8"_s;
    seen.productId = u"6860"_s;
    seen.busNumber = 1;
    seen.deviceNumber = 4;
    return seen;
}

/// The same with one thing changed.
template <class Value>
SeenDevice with(SeenDevice device, Value SeenDevice::*field, const std::type_identity_t<Value> &value)
{
    device.*field = value;
    return device;
}

QStringList identities(const QList<SeenDevice> &seen, const QStringList &known = {})
{
    QStringList found;
    const auto players = findPlayers(seen, known);
    for (const FoundPlayer &player : players)
        found.append(player.address.identity);
    return found;
}

} // namespace

class PlayerGroupsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void admitting_data()
    {
        QTest::addColumn<SeenDevice>("device");
        QTest::addColumn<bool>("isPlayer");
        const SeenDevice stick = volume(u"a"_s);
        QTest::newRow("volume on a stick") << stick << true;
        QTest::newRow("not mounted") << with(stick, &SeenDevice::mountPoint, {}) << true;
        QTest::newRow("internal disk") << with(stick, &SeenDevice::isPortable, false) << false;
        QTest::newRow("hidden by the system") << with(stick, &SeenDevice::isIgnored, true) << false;
        QTest::newRow("encrypted, swap, empty") << with(stick, &SeenDevice::hasFileSystem, false) << false;
        QTest::newRow("compact disc") << with(stick, &SeenDevice::isOptical, true) << false;
        QTest::newRow("MTP player") << phone(u"p"_s) << true;
        QTest::newRow("camera") << with(phone(u"p"_s), &SeenDevice::protocols, {}) << false;
        QTest::newRow("iPod") << with(phone(u"p"_s), &SeenDevice::protocols, {u"ipod"_s}) << false;
        QTest::newRow("described drive without a medium")
            << with(phone(u"p"_s), &SeenDevice::protocols, {u"storage"_s}) << false;
    }

    // A player is a volume with a file system that can be taken away and may be seen, or speaks MTP.
    void admitting()
    {
        QFETCH(const SeenDevice, device);
        QFETCH(const bool, isPlayer);
        QCOMPARE(findPlayers({device}).size(), isPlayer ? 1 : 0);
    }

    void belonging_data()
    {
        QTest::addColumn<SeenDevice>("first");
        QTest::addColumn<SeenDevice>("second");
        QTest::addColumn<bool>("isSame");
        const SeenDevice a = volume(u"a"_s);
        const SeenDevice b = volume(u"b"_s);
        const SeenDevice otherDrive = with(b, &SeenDevice::drive, u"/drives/card"_s);
        const SeenDevice otherPlug = with(otherDrive, &SeenDevice::usbPath, QString::fromLatin1(secondPlug));
        const SeenDevice unknownPlug = with(otherDrive, &SeenDevice::usbPath, {});
        QTest::newRow("two partitions") << a << b << true;
        QTest::newRow("two drives in one plug") << a << otherDrive << true;
        QTest::newRow("drive and MTP in one plug") << a << phone(u"p"_s) << true;
        QTest::newRow("same serial number, other plug") << a << otherPlug << false;
        QTest::newRow("same serial number, plug not known") << a << unknownPlug << true;
        QTest::newRow("other serial number, plug not known")
            << a << with(unknownPlug, &SeenDevice::serial, u"XYZ"_s) << false;
        QTest::newRow("no serial number")
            << with(a, &SeenDevice::serial, {}) << with(unknownPlug, &SeenDevice::serial, {}) << false;
        QTest::newRow("a serial number of zeros")
            << with(a, &SeenDevice::serial, u"000000"_s)
            << with(unknownPlug, &SeenDevice::serial, u"000000"_s) << false;
    }

    // What hangs on one plug, or has one serial number where the plug is not known, is one player.
    void belonging()
    {
        QFETCH(const SeenDevice, first);
        QFETCH(const SeenDevice, second);
        QFETCH(const bool, isSame);
        QCOMPARE(isSamePlayer(first, second), isSame);
        QCOMPARE(isSamePlayer(second, first), isSame);
        QCOMPARE(findPlayers({first, second}).size(), isSame ? 1 : 2);
    }

    // A player with two volumes is one player that lists both, and is at the place of the preferred one.
    void twoVolumes()
    {
        const SeenDevice small = volume(u"small"_s);
        SeenDevice large = volume(u"large"_s);
        large.sizeBytes = 2000;
        const auto players = findPlayers({small, large});
        QCOMPARE(players.size(), 1);
        const PlayerAddress &address = players[0].address;
        QCOMPARE(address.kind, AddressKind::Volume);
        QCOMPARE(address.identity, u"volume:large"_s);
        QCOMPARE(address.name, u"LARGE"_s);
        QCOMPARE(address.location, u"/media/large"_s);
        const QList<VolumeAddress> expected{{u"large"_s, u"LARGE"_s, u"/media/large"_s},
                                            {u"small"_s, u"SMALL"_s, u"/media/small"_s}};
        QCOMPARE(address.volumes, expected);
        QCOMPARE(address.make.vendor, u"SanDisk"_s);
        QCOMPARE(address.make.product, u"Clip Sport"_s);
        const QStringList devices{small.udi, large.udi};
        QCOMPARE(players[0].devices, devices);
    }

    void preferring_data()
    {
        QTest::addColumn<SeenDevice>("preferred");
        QTest::addColumn<SeenDevice>("other");
        QTest::addColumn<QStringList>("known");
        SeenDevice partnered = volume(u"p"_s);
        partnered.marks.hasPartnership = true;
        SeenDevice described = volume(u"d"_s);
        described.marks.isAudioPlayer = true;
        SeenDevice rockbox = volume(u"r"_s);
        rockbox.marks.hasRockbox = true;
        const SeenDevice large = with(volume(u"l"_s), &SeenDevice::sizeBytes, 5000);
        const SeenDevice plain = volume(u"x"_s);
        const SeenDevice plainToo = volume(u"y"_s);

        QTest::newRow("partnered before known") << partnered << plain << QStringList{u"volume:x"_s};
        QTest::newRow("known before described") << plain << described << QStringList{u"volume:x"_s};
        QTest::newRow("latest known first") << plain << large << QStringList{u"volume:x"_s, u"volume:l"_s};
        QTest::newRow("described before Rockbox") << described << rockbox << QStringList();
        QTest::newRow("Rockbox before the larger one") << rockbox << large << QStringList();
        QTest::newRow("larger before smaller") << large << plain << QStringList();
        QTest::newRow("else the first by name") << plain << plainToo << QStringList();
    }

    // Which of its volumes stands for a player does not depend on the order in which they appear.
    void preferring()
    {
        QFETCH(const SeenDevice, preferred);
        QFETCH(const SeenDevice, other);
        QFETCH(const QStringList, known);
        const QStringList expected{volumeIdentity(preferred)};
        QCOMPARE(identities({preferred, other}, known), expected);
        QCOMPARE(identities({other, preferred}, known), expected);
    }

    // A player that shows itself by MTP and as a drive is one MTP player that also has volumes.
    void mtpAndDrive()
    {
        const auto players = findPlayers({volume(u"a"_s), phone(u"p"_s)});
        QCOMPARE(players.size(), 1);
        const PlayerAddress &address = players[0].address;
        QCOMPARE(address.kind, AddressKind::Mtp);
        QCOMPARE(address.identity, u"mtp:ABC123"_s);
        QCOMPARE(address.name, u"Example Phone 7"_s);
        QCOMPARE(address.location, u"usb:001,004"_s);
        QCOMPARE(address.volumes.size(), 1);
        QCOMPARE(address.volumes[0].location, u"/media/a"_s);
    }

    // The description of a player that knows MTP and mass storage says both; it is what it is used as now.
    void describedDrive()
    {
        SeenDevice description = phone(u"p"_s);
        description.protocols = {u"mtp"_s, u"storage"_s};
        description.mediaPlayerInfo = u"sandisk_sansa-clip"_s;
        QCOMPARE(identities({description}), QStringList{u"mtp:ABC123"_s});
        const auto players = findPlayers({description, volume(u"a"_s)});
        QCOMPARE(players.size(), 1);
        QCOMPARE(players[0].address.identity, u"volume:a"_s);
        QCOMPARE(players[0].address.make.mediaPlayerInfo, u"sandisk_sansa-clip"_s);
    }

    // A device that is related to two others shows that all three are one player, whatever came first.
    void joining()
    {
        SeenDevice a = volume(u"a"_s);
        a.usbPath.clear();
        SeenDevice b = volume(u"b"_s);
        b.drive = u"/drives/card"_s;
        b.serial.clear();
        const SeenDevice between = phone(u"p"_s);
        QCOMPARE(identities({a, b}).size(), 2);
        QCOMPARE(identities({a, b, between}), QStringList{u"mtp:ABC123"_s});
        QCOMPARE(identities({between, b, a}), QStringList{u"mtp:ABC123"_s});
    }

    void identifying_data()
    {
        QTest::addColumn<SeenDevice>("device");
        QTest::addColumn<QString>("identity");
        QTest::newRow("serial number") << phone(u"p"_s) << u"mtp:ABC123"_s;
        QTest::newRow("no serial number")
            << with(phone(u"p"_s), &SeenDevice::serial, {}) << u"mtp:04e8-6860"_s;
        QTest::newRow("serial number of zeros")
            << with(phone(u"p"_s), &SeenDevice::serial, u"0000"_s) << u"mtp:04e8-6860"_s;
        QTest::newRow("nothing at all")
            << with(with(phone(u"p"_s), &SeenDevice::serial, {}), &SeenDevice::vendorId, {})
            << u"mtp:/udev/p"_s;
        QTest::newRow("volume") << volume(u"a"_s) << u"volume:a"_s;
        QTest::newRow("volume without a UUID")
            << with(volume(u"a"_s), &SeenDevice::uuid, {}) << u"volume:/disks/a"_s;
    }

    // A player is known by what stays the same when it comes back.
    void identifying()
    {
        QFETCH(const SeenDevice, device);
        QFETCH(const QString, identity);
        QCOMPARE(identities({device}), QStringList{identity});
    }

    // Two players that cannot be told apart are never taken for one another: the first is the one.
    void sameIdentity()
    {
        SeenDevice twin = phone(u"twin"_s);
        twin.usbPath = QString::fromLatin1(secondPlug);
        twin.deviceNumber = 9;
        const auto players = findPlayers({phone(u"p"_s), twin});
        QCOMPARE(players.size(), 1);
        QCOMPARE(players[0].address.location, u"usb:001,004"_s);
    }

    void naming_data()
    {
        QTest::addColumn<SeenDevice>("device");
        QTest::addColumn<QString>("name");
        const SeenDevice unnamed = with(volume(u"a"_s), &SeenDevice::label, {});
        const SeenDevice p = phone(u"p"_s);
        QTest::newRow("label") << volume(u"a"_s) << u"A"_s;
        QTest::newRow("make") << unnamed << u"SanDisk Clip Sport"_s;
        QTest::newRow("vendor in the product's name")
            << with(unnamed, &SeenDevice::product, u"SANDISK_Clip"_s) << u"SANDISK Clip"_s;
        QTest::newRow("vendor that says nothing")
            << with(unnamed, &SeenDevice::vendor, u"USB"_s) << u"Clip Sport"_s;
        QTest::newRow("number for a vendor") << with(p, &SeenDevice::vendor, u"04E8"_s) << u"Phone 7"_s;
        QTest::newRow("number for a product") << with(p, &SeenDevice::product, u"6860"_s) << u"Example"_s;
        QTest::newRow("nothing at all")
            << with(with(unnamed, &SeenDevice::vendor, {}), &SeenDevice::product, u" "_s)
            << u"4 GB removable"_s;
    }

    // A player is called by its volume's label, else by vendor and product as a person would write them.
    void naming()
    {
        QFETCH(const SeenDevice, device);
        QFETCH(const QString, name);
        const auto players = findPlayers({device});
        QCOMPARE(players.size(), 1);
        QCOMPARE(players[0].address.name, name);
    }

    void locating_data()
    {
        QTest::addColumn<int>("bus");
        QTest::addColumn<int>("device");
        QTest::addColumn<QString>("location");
        QTest::newRow("padded") << 1 << 4 << u"usb:001,004"_s;
        QTest::newRow("three digits") << 12 << 127 << u"usb:012,127"_s;
        QTest::newRow("bus not known") << 0 << 4 << QString();
        QTest::newRow("device not known") << 1 << 0 << QString();
    }

    // An MTP player is at its place on the bus, written as the folders of /dev/bus/usb are.
    void locating()
    {
        QFETCH(const int, bus);
        QFETCH(const int, device);
        QFETCH(const QString, location);
        SeenDevice player = phone(u"p"_s);
        player.busNumber = bus;
        player.deviceNumber = device;
        QCOMPARE(usbLocation(player), location);
    }

    // A player whose preferred volume is not mounted is there, and not reachable.
    void unmounted()
    {
        const SeenDevice a = with(volume(u"a"_s), &SeenDevice::mountPoint, {});
        const SeenDevice b = volume(u"b"_s);
        const auto players = findPlayers({a, b});
        QCOMPARE(players.size(), 1);
        QCOMPARE(players[0].address.identity, u"volume:a"_s);
        QVERIFY(!players[0].address.isReachable());
        QCOMPARE(players[0].address.volumes[1].location, u"/media/b"_s);
    }
};

QTEST_GUILESS_MAIN(PlayerGroupsTest)
#include "tst_playergroups.moc"
