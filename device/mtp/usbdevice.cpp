// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "usbdevice.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

QString attribute(const QString &folder, const QString &name)
{
    QFile file(folder + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.read(256)).trimmed() : QString();
}

} // namespace

std::optional<UsbDevice> UsbDevice::fromLocation(const QString &location, const QString &systemRoot)
{
    if (!location.startsWith("usb:"_L1))
        return {};
    const auto parts = QStringView(location).sliced(4).split(u',');
    if (parts.size() != 2)
        return {};
    bool isBus = false;
    bool isDevice = false;
    const int bus = parts[0].toInt(&isBus);
    const int device = parts[1].toInt(&isDevice);
    if (!isBus || !isDevice || bus < 0 || device < 1 || device > 255)
        return {};
    return UsbDevice(bus, device, systemRoot);
}

QString UsbDevice::nodePath() const
{
    return u"%1/dev/bus/usb/%2/%3"_s.arg(m_systemRoot)
        .arg(m_bus, 3, 10, QLatin1Char('0'))
        .arg(m_device, 3, 10, QLatin1Char('0'));
}

QString UsbDevice::systemFolder() const
{
    const QDir devices(m_systemRoot + u"/sys/bus/usb/devices"_s);
    for (const QString &name : devices.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString folder = devices.filePath(name);
        // Interfaces ("1-2:1.0") have neither number.
        if (!name.contains(u':') && attribute(folder, u"busnum"_s) == QString::number(m_bus) &&
            attribute(folder, u"devnum"_s) == QString::number(m_device))
            return folder;
    }
    return {};
}

bool UsbDevice::isThere() const
{
    return QFile::exists(nodePath());
}

std::optional<UsbIdentity> UsbDevice::identity() const
{
    const QString folder = systemFolder();
    if (folder.isEmpty())
        return {};
    UsbIdentity identity;
    identity.vendorId = attribute(folder, u"idVendor"_s).toUShort(nullptr, 16);
    identity.productId = attribute(folder, u"idProduct"_s).toUShort(nullptr, 16);
    identity.serial = attribute(folder, u"serial"_s);
    return identity;
}

bool UsbDevice::isClaimed() const
{
    const QString folder = systemFolder();
    const QString name = QFileInfo(folder).fileName();
    const QStringList interfaces = QDir(folder).entryList({name + u":*"_s}, QDir::Dirs);
    for (const QString &interface : interfaces) {
        // The driver of what a program has claimed through /dev/bus/usb.
        if (QFileInfo(folder + u'/' + interface + u"/driver"_s).symLinkTarget().endsWith("/usbfs"_L1))
            return true;
    }
    return false;
}

} // namespace tandem::device
