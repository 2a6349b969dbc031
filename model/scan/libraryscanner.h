// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/db/database.h"
#include "model/scan/filesystems.h"

#include <QList>
#include <QMap>
#include <QMetaType>
#include <functional>
#include <stop_token>

namespace tandem::model {

/// What a scan did. found = audio files seen; missing = files gone since the last scan; away = files on
/// drives, or behind links, that are not there now; unclear = files that were not found, and may be where the
/// scan could not look.
struct ScanReport {
    qint64 found = 0;
    qint64 added = 0;
    qint64 updated = 0;
    qint64 moved = 0;
    qint64 missing = 0;
    qint64 away = 0;
    qint64 unclear = 0;
    qint64 failed = 0;
    QMap<QString, qint64> otherAudio; ///< how many files with each ending of sound that Tandem does not know
    qint64 leftOut = 0; ///< files and folders that their owner left out, by a pattern or a .nomedia
    double seconds = 0;
    QList<Error> errors; ///< one per file that could not be taken in, and per folder that is not there
};

/// Sampled progress of a scan; total is 0 until the folders have been walked.
struct ScanProgress {
    qint64 done = 0;
    qint64 total = 0;
};

/// What a scan reads: what seems to have changed, by size and times, or every file again.
enum class ScanDepth { Changes, Everything };

/// What a person says of files that are not found while the scan cannot look everywhere.
enum class NotFound { MayBeElsewhere, WasDeleted };

/// Brings the library up to date with its folders. A file that is new in one place and gone from another is
/// the same track, wherever the places are: known by its size and content, not by its name. A file of which
/// only the times have changed is the same version of it. What cannot be looked at now, since its drive or
/// folder is not there, is unavailable, never missing; and nothing is missing that may be where the scan
/// could not look; see absenceOf(). Call from any one thread; works with threads of its own and returns when
/// done. A file that cannot be taken in is one entry in errors, never the end of a scan. Stopped, it keeps
/// what it has read.
class LibraryScanner
{
public:
    explicit LibraryScanner(Database database, FileSystemOf fileSystemOf = systemFileSystems())
        : m_database(std::move(database)), m_fileSystemOf(std::move(fileSystemOf))
    {
    }

    /// @p onProgress is called from the calling thread, at most ten times a second.
    /// Errors: of the database; Cancelled.
    Result<ScanReport> scan(std::stop_token stop = {},
                            const std::function<void(ScanProgress)> &onProgress = {},
                            ScanDepth depth = ScanDepth::Changes,
                            NotFound notFound = NotFound::MayBeElsewhere);

private:
    Database m_database;
    FileSystemOf m_fileSystemOf;
};

} // namespace tandem::model

Q_DECLARE_METATYPE(tandem::model::ScanReport)
Q_DECLARE_METATYPE(tandem::model::ScanProgress)
