// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/storage/playeraddress.h"

#include <QList>
#include <QString>
#include <QStringList>

/// Which of the devices that the system reports are players, which of them belong to one player, and what
/// that player is called: pure rules over plain values, in no need of any hardware
/// (docs/architecture/finding-players.md).
namespace tandem::device {

/// What lies at the top of a volume and tells that music is kept there.
struct VolumeMarks {
    bool hasPartnership = false; ///< Tandem's own marker
    bool isAudioPlayer = false;  ///< .is_audio_player
    bool hasRockbox = false;

    friend bool operator==(const VolumeMarks &, const VolumeMarks &) = default;
};

enum class SeenKind { Volume, MediaPlayer };

/// A device as the system reports it. A value; what is not known is empty.
struct SeenDevice {
    QString udi; ///< the system's name for it, while it is plugged in
    SeenKind kind = SeenKind::Volume;
    QString serial;  ///< of the USB device, as udev writes it
    QString usbPath; ///< the folder of the USB device in sysfs: the same for all that one plug brings
    QString vendor;
    QString product;
    QString description; ///< the system's words for it, translated
    QString mediaPlayerInfo;

    // Of a volume
    QString drive; ///< UDI of what it lies on
    QString uuid;
    QString label;
    QString mountPoint; ///< empty if it is not mounted
    qint64 sizeBytes = 0;
    bool isPortable = false; ///< the drive or its medium can be taken away
    bool isOptical = false;
    bool isIgnored = false;     ///< the system's administrator does not want to see it
    bool hasFileSystem = false; ///< and not encrypted data, a partition table, or swap space
    VolumeMarks marks;

    // Of a media player
    QStringList protocols; ///< "mtp", "storage", "ipod"
    QString vendorId;      ///< of USB, four hexadecimal digits
    QString productId;
    int busNumber = 0; ///< 0 is unknown
    int deviceNumber = 0;

    friend bool operator==(const SeenDevice &, const SeenDevice &) = default;
};

struct FoundPlayer {
    PlayerAddress address;
    QStringList devices; ///< UDIs of all that it consists of

    friend bool operator==(const FoundPlayer &, const FoundPlayer &) = default;
};

/// Whether it can be a part of a player at all.
bool mayBelongToPlayer(const SeenDevice &device);

/// Whether two devices are parts of one thing in somebody's hand.
bool isSamePlayer(const SeenDevice &first, const SeenDevice &second);

/// "volume:UUID"; of a file system without one, its UDI.
QString volumeIdentity(const SeenDevice &volume);

/// "mtp:SERIAL"; of a player without a serial number "mtp:VENDOR-PRODUCT".
QString mediaPlayerIdentity(const SeenDevice &player);

/// "usb:BUS,DEVICE", as the folders of /dev/bus/usb are numbered; empty if it is not known.
QString usbLocation(const SeenDevice &player);

/// What to call a player whose volume has no label: vendor and product, without what says nothing.
QString makeName(const SeenDevice &device);

/// The players among the devices @p seen, in the order in which they were.
/// @p knownIdentities, the latest first: of several volumes of a player, the one that gave it its identity
/// goes on doing so.
/// No two have the same identity: of two whose makers did not care to number them, only the first counts.
QList<FoundPlayer> findPlayers(const QList<SeenDevice> &seen, const QStringList &knownIdentities = {});

} // namespace tandem::device
