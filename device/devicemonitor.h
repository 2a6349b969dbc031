// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/playeraddress.h"

#include <QList>
#include <QObject>
#include <memory>

namespace tandem::device {

/// Finds the players that the system sees. Lives in the main thread.
class DeviceMonitor : public QObject
{
    Q_OBJECT

public:
    /// The monitor of this system, from the module beside the program: it is loaded only where players
    /// are looked for, since it brings dozens of libraries along. Null, with a warning, if it cannot be.
    static std::unique_ptr<DeviceMonitor> create();

    /// Players that are there already are among them as soon as the monitor exists.
    virtual QList<PlayerAddress> players() const = 0;

Q_SIGNALS:
    void playerArrived(const tandem::device::PlayerAddress &player);
    void playerLeft(const QString &identity);

protected:
    explicit DeviceMonitor(QObject *parent = nullptr) : QObject(parent) {}
};

} // namespace tandem::device
