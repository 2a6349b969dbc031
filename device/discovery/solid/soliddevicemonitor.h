// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/discovery/devicemonitor.h"
#include "device/discovery/solid/volumelook.h"

#include <chrono>

namespace tandem::device {

/// Finds volumes on drives that can be taken away, and MTP players, through KDE Solid, whose notifier is per
/// thread: hence the main thread only. What makes a player of them is decided by playergroups; when it is
/// told, here (docs/architecture/finding-players.md).
class SolidDeviceMonitor : public DeviceMonitor
{
    Q_OBJECT

public:
    struct Settings {
        /// A phone may vanish for so long without having left.
        std::chrono::milliseconds graceTime{5000};
        /// The volumes of a drive that was plugged in appear one after the other within this time.
        std::chrono::milliseconds settleTime{500};
        /// For mounting and for ejecting.
        std::chrono::milliseconds operationTime{60'000};
        /// At the start, for the volumes that are mounted to be looked at.
        std::chrono::milliseconds firstLookTime{1000};
        VolumeLook::Look look = marksAt;
    };

    explicit SolidDeviceMonitor(const Settings &settings, QObject *parent = nullptr);
    ~SolidDeviceMonitor() override;

    QList<PlayerAddress> players() const override;
    void remember(const QStringList &identities) override;
    void mount(const QString &identity) override;
    void eject(const QString &identity) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tandem::device
