// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"
#include "model/scan/folderwalk.h"
#include "model/scan/knowntracks.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <span>

namespace tandem::model {

/// Whether @p path lies, however deep, in one of @p folders.
bool liesInAny(QByteArrayView path, const QSet<QByteArray> &folders);

/// What a scan knows of the places in which it looked, and of those in which it could not.
struct ScannedPlaces {
    const WalkReport &walk;
    const QHash<qint64, QByteArray> &names; ///< of all places, by their numbers in the database
    const QSet<FolderId> &missingFolders;   ///< music folders that are not there
    const QSet<qint64> &unknownSizes;       ///< of files that could not be looked into
    bool isSaidDeleted = false;             ///< see AbsentFile
};

/// Whether the directory is there that the track was seen in, or below: the very same one.
bool isInItsDirectory(const KnownTrack &track, const ScannedPlaces &places);

/// Those of the tracks that were not met, and not missing yet, whose own places could not be looked at: their
/// files may lie there as before.
QSet<const KnownTrack *> tracksOfUnseenPlaces(std::span<KnownTrack *const> gone, const ScannedPlaces &places);

/// Says of each track that was not met and is not missing yet what that means. Where something that is there
/// could not be looked into, what is not found anywhere is unclear: it may be in there. A drive that is not
/// there holds up nobody but its own songs.
void judgeGoneTracks(std::span<KnownTrack *const> gone, const ScannedPlaces &places);

} // namespace tandem::model
