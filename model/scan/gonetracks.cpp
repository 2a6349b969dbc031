// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gonetracks.h"

#include "model/scan/absence.h"
#include "model/scan/filesystems.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tandem::model {

/// Whether @p path lies, however deep, in one of @p folders.
bool liesInAny(QByteArrayView path, const QSet<QByteArray> &folders)
{
    if (folders.isEmpty())
        return false;
    for (qsizetype slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/')) {
        path = path.first(slash);
        if (folders.contains(QByteArray::fromRawData(path.data(), path.size())))
            return true;
    }
    return false;
}

namespace {

/// Of the place that is now where the track lay, by the nearest folder above it that begins one.
QByteArray placeAbove(const KnownTrack &track, const WalkReport &walk)
{
    qsizetype slash = track.path.lastIndexOf('/');
    while (slash >= 0) {
        const QByteArray folder = track.path.first(std::max<qsizetype>(slash, 1));
        if (const auto place = walk.placeOf.constFind(folder); place != walk.placeOf.cend())
            return walk.places.at(*place);
        slash = slash == 0 ? -1 : track.path.lastIndexOf('/', slash - 1);
    }
    return {};
}

/// What is known of the place of a track that was not met.
AbsentFile absentFile(const KnownTrack &track, const ScannedPlaces &places, const QSet<QByteArray> &deadLinks)
{
    const QByteArray now = placeAbove(track, places.walk);
    const QByteArray then = places.names.value(track.place);
    const bool isOnSameFileSystem = fileSystemOfPlace(now) == fileSystemOfPlace(then);
    // Earlier versions noted the file system only.
    const bool isDirectoryKnown = track.place != 0 && fileSystemOfPlace(then) != then;
    return {.isFolderThere = !places.missingFolders.contains(track.folder),
            .isBehindDeadLink = deadLinks.contains(track.path) || liesInAny(track.path, deadLinks),
            .isFileSystemKnown = track.place != 0,
            .isOnSameFileSystem = isOnSameFileSystem,
            .isInSameDirectory = !isDirectoryKnown || now == then,
            .isSaidDeleted = places.isSaidDeleted};
}

/// Whether a track, whose own place could be looked at, may have moved to somewhere that could not.
bool mayBeUnseen(const KnownTrack &track, const ScannedPlaces &places)
{
    return places.walk.isIncomplete || places.unknownSizes.contains(track.sizeBytes) ||
           std::ranges::contains(places.walk.unnamedSizes, track.sizeBytes);
}

} // namespace

bool isInItsDirectory(const KnownTrack &track, const ScannedPlaces &places)
{
    const QByteArray then = places.names.value(track.place);
    return fileSystemOfPlace(then) != then && placeAbove(track, places.walk) == then;
}

QSet<const KnownTrack *> tracksOfUnseenPlaces(std::span<KnownTrack *const> gone, const ScannedPlaces &places)
{
    const QSet<QByteArray> deadLinks(places.walk.deadLinks.begin(), places.walk.deadLinks.end());
    QSet<const KnownTrack *> found;
    for (const KnownTrack *track : gone) {
        if (!track->isMissing && absenceOf(absentFile(*track, places, deadLinks)) != Absence::Missing)
            found.insert(track);
    }
    return found;
}

void judgeGoneTracks(std::span<KnownTrack *const> all, const ScannedPlaces &places)
{
    const QSet<QByteArray> deadLinks(places.walk.deadLinks.begin(), places.walk.deadLinks.end());
    std::vector<std::pair<KnownTrack *, AbsentFile>> gone; // and not found elsewhere
    for (KnownTrack *track : all) {
        if (track->isSeen || track->isMissing)
            continue;
        gone.emplace_back(track, absentFile(*track, places, deadLinks));
    }
    const bool isStill = gone.empty() || !places.walk.isOutdated();
    for (auto &[track, file] : gone) {
        file.wasLookedEverywhere = !mayBeUnseen(*track, places);
        file.isStill = isStill;
        track->absence = absenceOf(file);
    }
}

} // namespace tandem::model
