// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "model/scan/absence.h"

#include <QByteArray>
#include <QHash>
#include <vector>

namespace tandem::model {

class Connection;
struct WalkReport;

/// How much of their ends two paths have in common, in bytes: what tells which of several files with one
/// content is which.
qsizetype commonEnd(QByteArrayView a, QByteArrayView b);

/// What the library knew about a file before the scan.
struct KnownTrack {
    TrackId id;
    FolderId folder;
    QByteArray path; ///< absolute
    qint64 sizeBytes = 0;
    qint64 modifiedNs = 0; ///< when its content was changed last, as far as known
    qint64 seenModifiedNs = 0;
    qint64 seenChangedNs = 0;
    qint64 content = 0; ///< see contentOf(); 0 if it was not looked at yet
    qint64 place = 0;   ///< the number of the one that it lay in; 0 if that is not known
    bool isMissing = false;
    bool isAway = false;
    bool isSeen = false;               ///< by this scan; of one track, only one thread finds the file
    int seenOn = -1;                   ///< the walk's number of the place
    Absence absence = Absence::Unsaid; ///< if it was not seen
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
