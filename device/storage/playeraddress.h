// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace tandem::device {

enum class AddressKind { Folder, Volume, Mtp };

/// One of the volumes of a player that is a drive.
struct VolumeAddress {
    QString id; ///< the file system's UUID
    QString name;
    QString location; ///< mount point; empty if it is not mounted

    friend bool operator==(const VolumeAddress &, const VolumeAddress &) = default;
};

/// What the system knows of a player's make, to choose its profile by.
struct PlayerMake {
    QString vendor;
    QString product;
    QString mediaPlayerInfo; ///< the name of its description in the package media-player-info

    friend bool operator==(const PlayerMake &, const PlayerMake &) = default;
};

/// How to recognise a player and how to reach it now. A value.
struct PlayerAddress {
    AddressKind kind = AddressKind::Folder;
    QString identity;      ///< "mtp:SERIAL", "volume:UUID", "folder:/path": the same whenever it comes back
    QString name;          ///< what the system calls it
    QString location;      ///< mount point, folder, or "usb:BUS,DEVICE"; empty if it is not mounted
    qint64 limitBytes = 0; ///< > 0: use no more than so much of it
    QString storage;       ///< which of its storages its owner chose; empty: the preferred one
    QList<VolumeAddress> volumes; ///< those of a drive, the preferred one first
    PlayerMake make;

    bool isReachable() const { return !location.isEmpty(); }

    friend bool operator==(const PlayerAddress &, const PlayerAddress &) = default;
};

} // namespace tandem::device

Q_DECLARE_METATYPE(tandem::device::PlayerAddress)
