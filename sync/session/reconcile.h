// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/ledger/ledger.h"
#include "sync/ledger/listing.h"

#include <QList>

namespace tandem::sync {

/// The ledger held against what the player shows.
struct Reconciliation {
    QList<LedgerEntry> present;   ///< there, with the size and the time that they should have
    QList<LedgerEntry> deleted;   ///< taken away by the player's owner
    QList<LedgerEntry> skipped;   ///< taken away by the owner earlier
    QList<LedgerEntry> lost;      ///< not there, but nobody deleted them: an interrupted session
    QList<LedgerEntry> uncertain; ///< there; only the content tells whether it is ours
};

/// A pure function. @p wasClosed: the last session ended properly, so that what is missing since then
/// was deleted by the owner. Folders that the listing does not cover count as empty.
/// @p isLookedInto: what might not be ours is looked into in any case, so that nothing is left to the last
/// moment.
Reconciliation reconcile(const QList<LedgerEntry> &ledger, const Listing &listing, bool wasClosed,
                         bool isLookedInto = false);

} // namespace tandem::sync
