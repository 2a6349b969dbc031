// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QMetaType>
#include <QString>
#include <memory>

namespace tandem::device {

class DeviceStorage;

enum class AddressKind { Folder, Volume, Mtp };

/// How to recognise a player and how to reach it now. A value.
struct PlayerAddress {
    AddressKind kind = AddressKind::Folder;
    QString identity;      ///< "volume:UUID", "folder:/path": the same whenever the player comes back
    QString name;          ///< what the system calls it
    QString location;      ///< mount point or folder
    qint64 limitBytes = 0; ///< > 0: use no more than so much of it

    friend bool operator==(const PlayerAddress &, const PlayerAddress &) = default;
};

/// Opens the player's storage; call it in the thread that will use it.
/// Errors: NotConnected if nothing is there, FileUnreadable.
Result<std::unique_ptr<DeviceStorage>> openStorage(const PlayerAddress &address);

} // namespace tandem::device

Q_DECLARE_METATYPE(tandem::device::PlayerAddress)
