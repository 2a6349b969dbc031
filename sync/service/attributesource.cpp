// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "attributesource.h"

#include "sync/ledger/ledgerrepository.h"

namespace tandem::sync {

Result<AttributeSource> storedAttributeSource(model::Connection &connection, PlayerId id)
{
    const PlayerRepository players(connection);
    const auto record = players.player(id);
    if (!record)
        return std::unexpected(record.error());
    const auto counts = LedgerRepository(connection).counts(id);
    if (!counts)
        return std::unexpected(counts.error());
    const auto last = players.lastSession(id);
    if (!last)
        return std::unexpected(last.error());
    AttributeSource source;
    source.identity = record->address.identity;
    source.partnership = record->partnership;
    source.syncedItems = counts->synchronized;
    source.skippedItems = counts->skipped;
    source.lastSession = *last;
    return source;
}

} // namespace tandem::sync
