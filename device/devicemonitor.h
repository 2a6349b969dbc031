// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/playeraddress.h"

#include <QList>
#include <QObject>
#include <memory>

namespace tandem::device {

/// Finds the players that the system sees, through KDE Solid: mounted volumes on removable or
/// hot-pluggable drives. Lives in the main thread, since Solid's notifier is per thread.
class DeviceMonitor : public QObject
{
    Q_OBJECT

public:
    /// Players that are there already are in players() when the constructor returns.
    explicit DeviceMonitor(QObject *parent = nullptr);
    ~DeviceMonitor() override;

    QList<PlayerAddress> players() const;

Q_SIGNALS:
    void playerArrived(const tandem::device::PlayerAddress &player);
    void playerLeft(const QString &identity);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tandem::device
