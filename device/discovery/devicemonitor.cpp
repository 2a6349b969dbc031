// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "devicemonitor.h"

#include "base/logging.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibrary>

using namespace Qt::StringLiterals;

namespace tandem::device {

std::unique_ptr<DeviceMonitor> DeviceMonitor::create()
{
    using Create = DeviceMonitor *(*)();
    const QDir programs(QCoreApplication::applicationDirPath());
    // Beside the program in a build, in the library folder when installed.
    for (const QString &folder : {programs.path(), programs.filePath(u"" TANDEM_MODULE_DIR ""_s)}) {
        QLibrary module(folder + u"/tandem-solid"_s);
        if (const auto create = reinterpret_cast<Create>(module.resolve("tandemCreateDeviceMonitor")))
            return std::unique_ptr<DeviceMonitor>(create());
        qCDebug(logDevice) << module.errorString();
    }
    qCWarning(logDevice) << "players are not found by themselves: the module tandem-solid is missing";
    return nullptr;
}

} // namespace tandem::device
