// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "model/scan/filesystems.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <span>

namespace tandem::model {

class Connection;

/// What has become of a file that the last scan did not meet.
enum class FileFate {
    Deleted, ///< its place was looked at just now, and it is not there
    There,   ///< it is there, and the library takes it no more: it is left out
    Unsaid,  ///< its place is not there, or cannot be looked into
};

/// Such a file. All in the file system's bytes.
struct MissingFile {
    QByteArray path;         ///< absolute
    QByteArray folder;       ///< the music folder
    QByteArray place;        ///< the name of the one that it lay in, see placeName(); empty if not known
    bool isReplaced = false; ///< what is at its path now is another song; see pathOnceHad()
};

/// Says what has become of files by a look at where they were: a scan notes that it met a file no more, not
/// why, and what was true then (a drive was there, a folder could be read) need not be true now.
class FileFates
{
public:
    explicit FileFates(FileSystemOf fileSystemOf = systemFileSystems());

    /// A file was deleted if the nearest folder above it that is there, within the music folder, can be
    /// listed, lies on the file system that the file lay on, and has no such file; see absenceOf().
    FileFate of(const MissingFile &file);

private:
    bool isListed(int descriptor, const QByteArray &folder);

    FileSystemOf m_fileSystemOf;
    QHash<QByteArray, bool> m_listed; ///< whether that succeeded, by folder
};

/// The fates of these tracks' files. Tracks that the library does not have are left out. Errors: of the
/// database.
Result<QHash<TrackId, FileFate>> fatesOf(Connection &connection, std::span<const TrackId> tracks);

} // namespace tandem::model
