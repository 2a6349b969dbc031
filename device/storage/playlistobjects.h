// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/filestamp.h"

#include <QString>
#include <QStringList>
#include <optional>

namespace tandem::device {

/// What a storage offers that can keep playlists as objects of their own (DeviceStorage::playlistObjects());
/// whether the player at hand has them, StorageInfo::hasPlaylistObjects tells.
class PlaylistObjects
{
public:
    virtual ~PlaylistObjects() = default;

    /// Writes a playlist of files that are on the player; the name holds the old or the new one. @p replaces:
    /// as of Parcel. Errors: FileMissing for one of the files, NameTaken, FileChanged, NotSupported,
    /// DeviceFull, DeviceReadOnly.
    virtual Result<void> writePlaylist(const QString &path, const QStringList &trackPaths,
                                       const std::optional<FileStamp> &replaces) = 0;
};

} // namespace tandem::device
