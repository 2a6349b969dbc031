// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/plan/syncplan.h"

namespace tandem::sync {

/// Decides what a sync does: a pure function.
///
/// - Items are taken in order while they fit; what does not fit alone is passed over and the next tried,
///   so that no item is dropped for a lower one unless it cannot fit.
/// - There are no ties: playlists have the priorities 1 to n, within a playlist its own order counts, and an
///   item in several playlists stands where it comes first. What only fills room (WantedItem::isFill) comes
///   after all others.
/// - Only files of the ledger are ever replaced, moved or removed; adopted ones never, manual ones only
///   replaced; what is held back (WantedItem::isHeldBack), or not selected while
///   PlanRequest::keepsUnselected says so, stays whatever happens.
/// - Room: what is free plus what those of the ledger's files take that may be removed, with the folders that
///   would go with them, less the reserve. A folder costs what it takes and by what it grows; see
///   foldersize. If all new items fit beside the old, removals come last; otherwise just as many come before
///   the item that needs them, no longer wanted ones first, then from the lowest priority upwards.
/// - What is there and wanted stays if nothing comes that takes its room, even if none is left for lists;
///   where nothing has changed since a session that had no room for some (PlanRequest::settledWithout), in
///   any case. The reserve is kept all the same.
/// - At no step more is taken than that room, save that a new copy may use the reserve while the old one
///   waits for it.
/// - An item with an obstacle is not copied: the obstacle is its error. A copy of it that is on the player
///   already stays.
/// - A copy whose content is right, but whose file in the library was moved or renamed since, is moved if its
///   path says so (see assignPaths()), unless there is no room for a folder that this takes. Where it
///   stays in its place, SyncPlan::refreshed has its entry with the new source.
/// - New files are written in the order of the items, which is that of the playlists and of the songs in
///   them: simple players play a folder in the order in which its names were made. Only replacements and
///   moves that give room to others come before, if it is needed.
/// - A new file gets its template's path, or the first of "(2)", "(3)" ... that nothing has, without
///   regard to case.
SyncPlan planSync(const PlanRequest &request);

} // namespace tandem::sync
