// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "usbreset.h"

#include "base/logging.h"
#include "device/drive/filedescriptor.h"
#include "device/drive/posixio.h"

#include <QFile>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>
#include <thread>

using namespace std::chrono_literals;

namespace tandem::device::mtp {

namespace {

constexpr auto settlingTime = 1000ms; ///< until the player has set itself up anew

} // namespace

void resetPlayer(const UsbDevice &device)
{
    const FileDescriptor node(::open(QFile::encodeName(device.nodePath()).constData(), O_RDWR | O_CLOEXEC));
    if (!node.isOpen() || ::ioctl(node.get(), USBDEVFS_RESET, nullptr) != 0) {
        qCDebug(logDevice) << "no reset of" << device.nodePath() << systemMessage(errno);
        return;
    }
    std::this_thread::sleep_for(settlingTime);
}

} // namespace tandem::device::mtp
