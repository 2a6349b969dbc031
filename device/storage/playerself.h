// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace tandem::device {

/// One of the storages of a player that has several: internal memory, a card.
struct StorageChoice {
    QString id; ///< the same whenever the player comes back
    QString name;
    qint64 totalBytes = -1; ///< -1 is unknown
    qint64 freeBytes = -1;  ///< -1 is unknown
    bool isReadOnly = false;

    friend bool operator==(const StorageChoice &, const StorageChoice &) = default;
};

/// What a player says about itself; empty and -1 where it says nothing.
struct PlayerFacts {
    QString manufacturer;
    QString model;
    QString serialNumber;
    QString firmware;
    QString friendlyName;
    QString synchronizationPartner; ///< the MTP property of this name
    int batteryPercent = -1;        ///< 0 to 100
    QList<StorageChoice> storages;  ///< empty if there is but one
    QString storage;                ///< the id of the one that is used
    QStringList fileTypes;          ///< endings of files that it says it can play
};

/// A player that can be asked about itself, and told what others call it.
class PlayerSelf
{
public:
    virtual ~PlayerSelf() = default;

    virtual Result<PlayerFacts> facts() = 0;

    /// Gives it a name that it shows and keeps. Errors: NotSupported.
    virtual Result<void> setFriendlyName(const QString &name) = 0;

    /// Leaves the name of the library that it is partnered with, empty for none, in its own property.
    /// Errors: NotSupported.
    virtual Result<void> setSynchronizationPartner(const QString &name) = 0;
};

} // namespace tandem::device
