// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"

#include <QByteArray>
#include <QHash>
#include <vector>

namespace tandem::model {

class Connection;
struct WalkReport;

/// What the library knew about a file before the scan.
struct KnownTrack {
    TrackId id;
    FolderId folder;
    QByteArray path;
    qint64 sizeBytes = 0;
    qint64 modifiedNs = 0;
    bool isMissing = false;
    bool isSeen = false; ///< by this scan; of one track, only one thread finds the file
};

/// The signatures of all tracks, by which a scan tells what is new, changed, or gone. Loaded once, then
/// read by the walking threads.
class KnownTracks
{
public:
    static Result<KnownTracks> load(Connection &connection);

    /// Null if the library does not know this path. The result may be changed by the thread that found
    /// the file.
    KnownTrack *find(QByteArrayView path);

    std::vector<KnownTrack> &all() { return m_tracks; }

private:
    std::vector<KnownTrack> m_tracks;
    QHash<QByteArray, size_t> m_indexOfPath;
};

} // namespace tandem::model
