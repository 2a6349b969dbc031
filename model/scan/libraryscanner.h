// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/db/database.h"

#include <QList>
#include <QMetaType>
#include <functional>
#include <stop_token>

namespace tandem::model {

/// What a scan did. found = audio files seen; missing = files gone since the last scan.
struct ScanReport {
    qint64 found = 0;
    qint64 added = 0;
    qint64 updated = 0;
    qint64 moved = 0;
    qint64 missing = 0;
    qint64 failed = 0;
    double seconds = 0;
    QList<Error> errors; ///< one per file that could not be taken in, and per folder that is not there
};

/// Sampled progress of a scan; total is 0 until the folders have been walked.
struct ScanProgress {
    qint64 done = 0;
    qint64 total = 0;
};

/// Brings the library up to date with its folders, incrementally by path, size and modification time.
/// Call from any one thread; works with threads of its own and returns when done. A file that cannot
/// be taken in is one entry in errors, never the end of a scan. Stopped, it keeps what it has read.
class LibraryScanner
{
public:
    explicit LibraryScanner(Database database) : m_database(std::move(database)) {}

    /// @p onProgress is called from the calling thread, at most ten times a second.
    /// Errors: of the database; Cancelled.
    Result<ScanReport> scan(std::stop_token stop = {},
                            const std::function<void(ScanProgress)> &onProgress = {});

private:
    Database m_database;
};

} // namespace tandem::model

Q_DECLARE_METATYPE(tandem::model::ScanReport)
Q_DECLARE_METATYPE(tandem::model::ScanProgress)
