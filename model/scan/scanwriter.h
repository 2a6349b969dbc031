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
#include <utility>
#include <vector>

namespace tandem::model {

struct KnownTrack;

/// A file that a scan has read, with the signature that the walk saw.
struct ScannedFile {
    FolderId folder;
    QByteArray path;            ///< absolute
    qsizetype prefixLength = 0; ///< of the path, up to where the path within the folder begins
    qint64 sizeBytes = 0;
    qint64 modifiedNs = 0;
    qint64 changedNs = 0;
    qint64 content = 0;            ///< see contentOf()
    qint64 place = 0;              ///< its number in the database; 0 if it has none
    KnownTrack *known = nullptr;   ///< the track that it is; null if it may be a new one
    bool isOnlyIdentified = false; ///< the known track is as it was, and now its content is known
    bool isMoved = false;          ///< the known track was elsewhere before, and is told of that
    Result<TrackTags> tags = TrackTags{};
};

/// Where the file of a track is now.
struct Relocation {
    TrackId track;
    FolderId folder;
    QByteArrayView path; ///< within the folder
    qint64 place = 0;    ///< the number of the one that it lies in; 0 if that has no name
};

/// Notes in which places tracks lie; in heaps, see ScanWriter.
Result<void> setPlaces(Connection &connection, std::span<const std::pair<TrackId, qint64>> tracks);

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
        qint64 away = 0;
        qint64 unclear = 0;
    };

    /// @p gone: known tracks whose files are not where they were, and why; they may turn up as moved. Must
    /// outlive the writer.
    ScanWriter(Connection &connection, std::span<KnownTrack *const> gone);

    const Counts &counts() const { return m_counts; }

    /// Gives tracks the paths of their files, where these may be paths of one another; @p displaced have
    /// none. Before anything else, and in one transaction.
    Result<void> exchange(std::span<const Relocation> tracks, std::span<KnownTrack *const> displaced);

    /// The same for tracks whose new paths no other track has.
    Result<void> relocate(std::span<const Relocation> tracks);

    /// Takes in the files that could be read. Those of folders that left the library during the scan
    /// are passed over.
    Result<void> write(std::span<const ScannedFile> files);

    /// Tracks whose file is back, unchanged.
    Result<void> markPresent(std::span<const TrackId> tracks);

    /// Those of the gone tracks that did not turn up elsewhere; a missing one whose content another file has
    /// is that file, see mergeTwins(). Call once, after everything is written.
    Result<void> markAbsent();

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
    using Gone = QMultiHash<Signature, KnownTrack *>;

    Result<void> mergeTwins(const std::vector<TrackId> &missing);
    Result<void> vacate(TrackId track);
    Result<void> place(const Relocation &track);
    Result<KnownTrack *> movedTrack(const ScannedFile &file);
    Result<bool> isSameVersion(const ScannedFile &file, const KnownTrack &known);
    Result<void> identify(const ScannedFile &file);
    Result<void> update(const ScannedFile &file, const KnownTrack &known);
    Result<void> writeFile(const ScannedFile &file);

    Connection &m_connection;
    std::span<KnownTrack *const> m_gone;
    Gone m_goneByTime; ///< those whose content is not known
    Counts m_counts;

    Query m_insert;
    Query m_update;
    Query m_see;
    Query m_vacate;
    Query m_vacatePath;
    Query m_place;
    Query m_compare;
    Query m_resemble;
};

} // namespace tandem::model
