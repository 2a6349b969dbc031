// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "model/db/database.h"
#include "model/tracks/track.h"

#include <QByteArray>
#include <QHash>
#include <span>
#include <vector>

namespace tandem::model {

struct KnownTrack;

/// A file that a scan has read, with the signature that the walk saw.
struct ScannedFile {
    FolderId folder;
    QByteArray path;
    qint64 sizeBytes = 0;
    qint64 modifiedNs = 0;
    TrackId known; ///< 0 if the library does not know this path
    Result<TrackTags> tags;
};

/// Writes a scan's results into the database, in large transactions that are opened only when there is
/// something to write: a scan that waits for a slow drive keeps nobody else from writing.
/// Used by the thread that owns the connection.
class ScanWriter
{
public:
    struct Counts {
        qint64 added = 0;
        qint64 updated = 0;
        qint64 moved = 0;
        qint64 missing = 0;
    };

    /// @p gone: known tracks whose files are not where they were; they may turn up as moved. Must
    /// outlive the writer.
    ScanWriter(Connection &connection, std::span<KnownTrack *const> gone);

    const Counts &counts() const { return m_counts; }

    /// Takes in the files that could be read. Those of folders that left the library during the scan
    /// are passed over.
    Result<void> write(std::span<const ScannedFile> files);

    /// Tracks whose file is back, unchanged.
    Result<void> markPresent(std::span<const TrackId> tracks);

    /// Those of the gone tracks that did not turn up elsewhere. Call once, after everything is written.
    Result<void> markMissing();

private:
    struct Signature {
        qint64 sizeBytes;
        qint64 modifiedNs;

        friend bool operator==(const Signature &, const Signature &) = default;
        friend size_t qHash(const Signature &signature, size_t seed = 0)
        {
            return qHashMulti(seed, signature.sizeBytes, signature.modifiedNs);
        }
    };

    Result<TrackId> movedTrack(const ScannedFile &file);
    Result<void> writeFile(const ScannedFile &file);

    Connection &m_connection;
    std::span<KnownTrack *const> m_gone;
    QMultiHash<Signature, KnownTrack *> m_goneBySignature;
    Counts m_counts;

    Query m_insert;
    Query m_update;
    Query m_compare;
};

} // namespace tandem::model
