// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "sync/plan/syncplan.h"

namespace tandem::sync {

/// What a plan is judged by before its first write.
struct BrakeFacts {
    qint64 recordedItems = 0;     ///< tracks that the ledger says are on the player
    qint64 presentItems = 0;      ///< those of them that the player shows
    bool isFolderMissing = false; ///< a library folder is not there
    /// The player was synchronized before and has no marker any more: emptied, formatted, or another
    /// folder stands where it was mounted.
    bool isMarkerLost = false;

    /// None of many recorded items is there, or none of few and the marker is gone, too.
    bool isEmptied() const;
};

/// Below so many items a large share is nothing unusual.
inline constexpr qint64 brakeMinItems = 10;

/// Stops a sync that looks like an accident until the owner confirms it. A pure function.
/// Errors: BrakeEmptyListing (the player was emptied); whatever the number, for removals that nobody chose
/// (see ActionReason): BrakeLibraryBehind, BrakeLeftLibrary, BrakePlaylistGap, BrakeLibraryMissing, the last
/// one also if anything would be removed while a library folder is not there; BrakeManyDeletions (more than
/// half of the items would be removed). Detail: the number of items.
Result<void> checkBrakes(const SyncPlan &plan, const BrakeFacts &facts);

} // namespace tandem::sync
