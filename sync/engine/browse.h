// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/devicestorage.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <stop_token>

namespace tandem::sync {

/// What a person wants to see of a player's files.
struct BrowseRequest {
    QString folder;           ///< "" is the top
    bool isRecursive = false; ///< all that lies below it, too
};

/// A file or folder, by its whole path on the player.
struct BrowsedObject {
    QString path;
    qint64 sizeBytes = 0; ///< 0 for a folder, -1 for what is neither
    bool isFolder = false;

    friend bool operator==(const BrowsedObject &, const BrowsedObject &) = default;
};

struct BrowseResult {
    QList<BrowsedObject> objects; ///< every folder before what lies in it, in the order of names
    bool isCutShort = false;      ///< there is more than so many objects
};

/// A player may hold more than anybody wants to read, and be asked for each object of it.
inline constexpr qsizetype maxBrowsedObjects = 100'000;

/// Lists a folder of the player. Errors: FileMissing; those of the storage; Cancelled.
Result<BrowseResult> browse(device::DeviceStorage &storage, const BrowseRequest &request,
                            std::stop_token stop, qsizetype maxObjects = maxBrowsedObjects);

} // namespace tandem::sync

Q_DECLARE_METATYPE(tandem::sync::BrowseResult)
