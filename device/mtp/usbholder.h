// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/mtp/usbdevice.h"

#include <QString>
#include <sys/types.h>

namespace tandem::device {

/// A program that has a USB device open.
struct UsbHolder {
    pid_t process = 0;
    QString name; ///< "gvfsd-mtp"

    bool isSomebody() const { return process != 0; }
};

/// Who, other than this process, has @p device open; nobody also if it is another user's program, whose files
/// cannot be seen.
UsbHolder holderOf(const UsbDevice &device);

/// Asks the program that holds the player to let go, where a polite way is known (GNOME's gvfs is told to
/// unmount it). Takes some seconds at most. Errors: NotConnected; DeviceHeld (detail: its name) if it does
/// not let go or nothing is known to ask it by.
Result<void> releaseHolder(const QString &location);

} // namespace tandem::device
