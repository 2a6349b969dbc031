// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"

#include <QMetaType>
#include <QString>

namespace tandem::model {

enum class PlayerKind { Folder, Volume, Mtp };

/// What a player is to this library.
enum class PartnershipStatus {
    NewDevice,           ///< nobody has decided yet
    PartnershipExists,   ///< with this library
    PartnershipDeclined, ///< asked and refused, or ended
    PartnershipAnother,  ///< with another library
    ManualDevice,        ///< only takes what is sent to it by hand
};

/// What a player's engine is doing.
enum class SyncState { Idle, Opening, Estimating, Synchronizing, Paused, Stopping };

/// Whether a session with it has begun and not ended.
constexpr bool isInSession(SyncState state)
{
    return state == SyncState::Synchronizing || state == SyncState::Paused || state == SyncState::Stopping;
}

/// A player as lists and panels present it: plain values, made by `sync`.
struct DeviceState {
    PlayerId id;
    QString name;         ///< what the system calls it
    QString friendlyName; ///< what its owner calls it, or else name
    PlayerKind kind = PlayerKind::Folder;
    QString location; ///< mount point or folder; empty if it has none
    bool isConnected = false;
    Error problem;           ///< why a player that is there cannot be used: locked, not mounted ...
    int batteryPercent = -1; ///< -1 is unknown
    PartnershipStatus status = PartnershipStatus::NewDevice;
    int partnershipIndex = 0; ///< 1 to 16; 0 is none
    QString partnerName;      ///< of another library, if the status is PartnershipAnother
    qint64 totalBytes = -1;   ///< -1 is unknown
    qint64 freeBytes = -1;    ///< -1 is unknown
    SyncState syncState = SyncState::Idle;
    int progressPercent = 0; ///< of the whole operation

    friend bool operator==(const DeviceState &, const DeviceState &) = default;
};

} // namespace tandem::model

Q_DECLARE_METATYPE(tandem::model::DeviceState)
