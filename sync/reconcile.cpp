// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "reconcile.h"

namespace tandem::sync {

Reconciliation reconcile(const QList<LedgerEntry> &ledger, const Listing &listing, bool wasClosed)
{
    Reconciliation result;
    for (const LedgerEntry &entry : ledger) {
        const qint64 size = listing.fileSize(entry.path);
        if (entry.state == LedgerState::Skipped)
            result.skipped.append(entry);
        else if (size < 0 && (entry.state == LedgerState::Pending || !wasClosed))
            result.lost.append(entry);
        else if (size < 0)
            result.deleted.append(entry);
        else if (entry.state != LedgerState::Pending && size == entry.sizeBytes)
            result.present.append(entry);
        else
            result.uncertain.append(entry);
    }
    return result;
}

} // namespace tandem::sync
