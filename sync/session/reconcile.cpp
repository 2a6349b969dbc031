// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "reconcile.h"

#include <QSet>
#include <algorithm>
#include <iterator>

namespace tandem::sync {

Reconciliation reconcile(const QList<LedgerEntry> &ledger, const Listing &listing, bool wasClosed,
                         bool isLookedInto)
{
    Reconciliation result;
    for (const LedgerEntry &entry : ledger) {
        const device::FileStamp found = listing.fileStamp(entry.path);
        device::FileStamp expected = entry.stamp();
        // Where its content is known, that decides in the last moment; some players change the times.
        if (!expected.hash.isEmpty() && !isLookedInto)
            expected.modifiedNs = -1;
        const bool isThere = found.sizeBytes >= 0;
        if (entry.state == LedgerState::Skipped)
            result.skipped.append(entry);
        else if (!isThere && (entry.state == LedgerState::Pending || !wasClosed))
            result.lost.append(entry);
        else if (!isThere)
            result.deleted.append(entry);
        else if (entry.state != LedgerState::Pending && device::isStill(expected, found))
            result.present.append(entry);
        else
            result.uncertain.append(entry);
    }
    // Of a move that the player did and then failed to tell of, the pending entry is the file's new place.
    QSet<TrackId> moved;
    for (const LedgerEntry &entry : std::as_const(result.uncertain)) {
        if (entry.state == LedgerState::Pending && entry.track.isValid())
            moved.insert(entry.track);
    }
    if (!moved.isEmpty()) {
        const auto isMoved = [&moved](const LedgerEntry &entry) { return moved.contains(entry.track); };
        std::ranges::copy_if(result.deleted, std::back_inserter(result.lost), isMoved);
        result.deleted.removeIf(isMoved);
    }
    return result;
}

} // namespace tandem::sync
