// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/devicemonitor.h"

namespace tandem::device {

/// Finds mounted volumes on removable or hot-pluggable drives through KDE Solid, whose notifier is per
/// thread: hence the main thread only.
class SolidDeviceMonitor : public DeviceMonitor
{
    Q_OBJECT

public:
    explicit SolidDeviceMonitor(QObject *parent = nullptr);
    ~SolidDeviceMonitor() override;

    QList<PlayerAddress> players() const override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tandem::device
