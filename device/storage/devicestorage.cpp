// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "devicestorage.h"

namespace tandem::device {

std::vector<Result<QList<StoredObject>>> DeviceStorage::listEach(const QStringList &folders,
                                                                 std::stop_token stop)
{
    std::vector<Result<QList<StoredObject>>> found;
    for (const QString &folder : folders) {
        found.push_back(stop.stop_requested() ? cancelled() : list(folder));
        if (!found.back() && found.back().error().code != ErrorCode::FileMissing)
            break;
    }
    return found;
}

Result<qint64> DeviceStorage::count(const QString &folder)
{
    return list(folder).transform([](const QList<StoredObject> &objects) { return objects.size(); });
}

Result<bool> DeviceStorage::patch(const QString &, const QString &, std::stop_token)
{
    return false;
}

Result<void> DeviceStorage::writePlaylist(const QString &path, const QStringList &)
{
    return failure(ErrorCode::NotSupported, path);
}

Result<PlayerFacts> DeviceStorage::facts()
{
    return PlayerFacts{};
}

Result<void> DeviceStorage::setFriendlyName(const QString &name)
{
    return failure(ErrorCode::NotSupported, name);
}

Result<void> DeviceStorage::setSynchronizationPartner(const QString &name)
{
    return failure(ErrorCode::NotSupported, name);
}

} // namespace tandem::device
