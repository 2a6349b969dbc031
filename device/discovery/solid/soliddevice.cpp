// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "soliddevice.h"

#include <Solid/GenericInterface>
#include <Solid/OpticalDisc>
#include <Solid/OpticalDrive>
#include <Solid/PortableMediaPlayer>
#include <Solid/StorageAccess>
#include <Solid/StorageDrive>
#include <Solid/StorageVolume>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

QString property(const Solid::Device &device, const QString &name)
{
    const auto *properties = device.as<Solid::GenericInterface>();
    return properties ? properties->property(name).toString() : QString();
}

Solid::Device driveOf(const Solid::Device &volume)
{
    Solid::Device device = volume;
    while (device.isValid() && !device.is<Solid::StorageDrive>())
        device = device.parent();
    return device;
}

SeenDevice describeVolume(const Solid::Device &device, const Solid::StorageAccess &access)
{
    const Solid::Device drive = driveOf(device);
    const auto *storage = drive.as<Solid::StorageDrive>();
    const auto *volume = device.as<Solid::StorageVolume>();

    SeenDevice seen;
    seen.udi = device.udi();
    seen.description = device.displayName();
    seen.isPortable = storage && (storage->isRemovable() || storage->isHotpluggable());
    seen.isOptical = device.is<Solid::OpticalDisc>() || drive.is<Solid::OpticalDrive>();
    if (volume) {
        seen.uuid = volume->uuid();
        seen.label = volume->label();
        seen.sizeBytes = qint64(volume->size());
        seen.hasFileSystem = volume->usage() == Solid::StorageVolume::FileSystem;
    }
    if (access.isAccessible())
        seen.mountPoint = access.filePath();
    // Solid says of everything that is not mounted in a place for users that it is to be ignored, and so of
    // everything that is not mounted.
    seen.isIgnored = (volume && volume->isIgnored()) || (access.isAccessible() && access.isIgnored());
    if (drive.isValid()) {
        seen.drive = drive.udi();
        seen.vendor = drive.vendor();
        seen.product = drive.product();
        // As UDisks names them. It takes the serial number from udev, as the media player's comes.
        seen.serial = property(drive, u"Serial"_s);
        // The folder of the USB interface that the drive hangs on; the device is the folder around it.
        seen.usbPath = property(drive, u"SiblingId"_s).section(u'/', 0, -2);
    }
    return seen;
}

SeenDevice describeMediaPlayer(const Solid::Device &device, const Solid::PortableMediaPlayer &player)
{
    SeenDevice seen;
    seen.udi = device.udi();
    seen.kind = SeenKind::MediaPlayer;
    seen.vendor = device.vendor();
    seen.product = device.product();
    seen.description = device.displayName();
    seen.protocols = player.supportedProtocols();
    seen.serial = player.driverHandle(u"mtp"_s).toString();
    if (seen.serial.isEmpty())
        seen.serial = property(device, u"ID_SERIAL_SHORT"_s);
    seen.vendorId = property(device, u"ID_VENDOR_ID"_s);
    seen.productId = property(device, u"ID_MODEL_ID"_s);
    seen.busNumber = property(device, u"BUSNUM"_s).toInt();
    seen.deviceNumber = property(device, u"DEVNUM"_s).toInt();
    if (const QString path = property(device, u"DEVPATH"_s); !path.isEmpty())
        seen.usbPath = u"/sys"_s + path;
    // libmtp's rules say "1", those of media-player-info name a description.
    const QString info = property(device, u"ID_MEDIA_PLAYER"_s);
    bool isNumber = false;
    info.toInt(&isNumber);
    if (!isNumber)
        seen.mediaPlayerInfo = info;
    return seen;
}

} // namespace

std::optional<SeenDevice> describe(const Solid::Device &device)
{
    if (const auto *access = device.as<Solid::StorageAccess>())
        return describeVolume(device, *access);
    if (const auto *player = device.as<Solid::PortableMediaPlayer>())
        return describeMediaPlayer(device, *player);
    return std::nullopt;
}

} // namespace tandem::device
