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

Result<std::optional<FileStamp>> DeviceStorage::patch(const Parcel &, std::stop_token)
{
    return std::nullopt;
}

} // namespace tandem::device
