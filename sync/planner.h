// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/syncplan.h"

namespace tandem::sync {

/// Decides what a sync does: a pure function.
///
/// - Items are taken in order while they fit; what does not fit alone is passed over and the next tried,
///   so that no item is dropped for a lower one unless it cannot fit.
/// - Only files of the ledger are ever replaced or removed; adopted ones never, manual ones only replaced.
/// - Room: what is free plus what the ledger's own files take, less the reserve. If all new items fit
///   beside the old, removals come last; otherwise just as many come before the item that needs them,
///   no longer wanted ones first, then from the lowest priority upwards.
/// - An item with an obstacle is not copied: the obstacle is its error. A copy of it that is on the player
///   already stays.
/// - New files are written in the order of the items, which is that of the playlists and of the songs in
///   them: simple players play a folder in the order in which its names were made. Only replacements that
///   give room to others come before, if it is needed.
/// - A new file gets its template's path, or the first of "(2)", "(3)" ... that nothing has, without
///   regard to case.
SyncPlan planSync(const PlanRequest &request);

} // namespace tandem::sync
