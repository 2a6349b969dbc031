// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/mtprules.h"

#include <QString>
#include <optional>

namespace tandem::device {

/// A device on the USB as PlayerAddress::location names it: "usb:BUS,DEVICE". A value; every question is
/// asked of the system anew. @p systemRoot is "" but for tests: what stands before /sys, /dev and /proc.
class UsbDevice
{
public:
    /// Nothing if @p location is of another form.
    static std::optional<UsbDevice> fromLocation(const QString &location, const QString &systemRoot = {});

    int bus() const { return m_bus; }
    int device() const { return m_device; }

    /// /dev/bus/usb/BBB/DDD
    QString nodePath() const;

    /// Its folder in /sys/bus/usb/devices; empty if it is not there.
    QString systemFolder() const;

    bool isThere() const;

    /// What its descriptor says; nothing if it is not there.
    std::optional<UsbIdentity> identity() const;

    /// Whether some program has claimed one of its interfaces, be it of another user.
    bool isClaimed() const;

    const QString &systemRoot() const { return m_systemRoot; }

private:
    UsbDevice(int bus, int device, QString systemRoot)
        : m_bus(bus), m_device(device), m_systemRoot(std::move(systemRoot))
    {
    }

    int m_bus;
    int m_device;
    QString m_systemRoot;
};

} // namespace tandem::device
