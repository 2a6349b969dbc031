// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "usbholder.h"

#include "base/logging.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QThread>
#include <array>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

bool hasOpen(const QString &processFolder, const QString &node)
{
    const QDir descriptors(processFolder + u"/fd"_s);
    for (const QString &name :
         descriptors.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        std::array<char, 256> target;
        const ssize_t length = ::readlink(QFile::encodeName(descriptors.filePath(name)).constData(),
                                          target.data(), target.size());
        if (length > 0 && QFile::decodeName(QByteArray(target.data(), length)) == node)
            return true;
    }
    return false;
}

/// GNOME mounts players under the name of their node ("mtp://[usb:001,004]/") or of their udev id, by
/// version.
void askGvfs(const UsbDevice &device)
{
    const QString gio = QStandardPaths::findExecutable(u"gio"_s);
    if (gio.isEmpty())
        return;
    QProcess list;
    list.start(gio, {u"mount"_s, u"-l"_s});
    QStringList uris{u"mtp://[usb:%1,%2]/"_s.arg(device.bus(), 3, 10, QLatin1Char('0'))
                         .arg(device.device(), 3, 10, QLatin1Char('0'))};
    if (list.waitForFinished(5000)) {
        // The player's serial number is part of the newer names.
        const QString serial = device.identity().value_or(UsbIdentity{}).serial;
        const QString output = QString::fromUtf8(list.readAllStandardOutput());
        for (const QString &word : output.split(u' ', Qt::SkipEmptyParts)) {
            const QString uri = word.trimmed();
            if (uri.startsWith("mtp://"_L1) && !serial.isEmpty() && uri.contains(serial) &&
                !uris.contains(uri))
                uris += uri;
        }
    }
    for (const QString &uri : uris) {
        QProcess unmount;
        unmount.start(gio, {u"mount"_s, u"-u"_s, uri});
        unmount.waitForFinished(5000);
        qCDebug(logDevice) << "asked gvfs to release" << uri << unmount.exitCode();
    }
}

} // namespace

UsbHolder holderOf(const UsbDevice &device)
{
    const QString node = device.nodePath();
    const QDir processes(device.systemRoot() + u"/proc"_s);
    for (const QString &name : processes.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        bool isProcess = false;
        const pid_t process = name.toInt(&isProcess);
        if (!isProcess || process == ::getpid() || !hasOpen(processes.filePath(name), node))
            continue;
        QFile comm(processes.filePath(name) + u"/comm"_s);
        return {process,
                comm.open(QIODevice::ReadOnly) ? QString::fromUtf8(comm.readAll()).trimmed() : QString()};
    }
    return {};
}

Result<void> releaseHolder(const QString &location)
{
    const auto device = UsbDevice::fromLocation(location);
    if (!device || !device->isThere())
        return failure(ErrorCode::NotConnected, location);
    UsbHolder holder = holderOf(*device);
    if (!holder.isSomebody())
        return {};
    if (holder.name.startsWith("gvfsd"_L1)) {
        askGvfs(*device);
        for (int i = 0; i < 20 && holderOf(*device).isSomebody(); ++i)
            QThread::msleep(100);
    }
    holder = holderOf(*device);
    if (holder.isSomebody())
        return failure(ErrorCode::DeviceHeld, location, holder.name);
    return {};
}

} // namespace tandem::device
