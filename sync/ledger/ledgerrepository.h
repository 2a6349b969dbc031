// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/db/database.h"
#include "sync/ledger/ledger.h"

#include <QHash>
#include <QList>
#include <optional>
#include <span>

namespace tandem::sync {

/// Folder on the player to number of objects directly in it.
using FolderCounts = QHash<QString, qint64>;

/// How many tracks a ledger says.
struct LedgerCounts {
    qint64 synchronized = 0; ///< on the player, and looked after by synchronizations
    qint64 skipped = 0;      ///< deleted on the player by its owner
};

/// The ledgers of all players, in the library's database. All errors are of the database.
class LedgerRepository
{
public:
    explicit LedgerRepository(model::Connection &connection) : m_connection(connection) {}

    Result<QList<LedgerEntry>> entries(PlayerId player) const;
    Result<std::optional<LedgerEntry>> entry(PlayerId player, const QString &path) const;
    Result<LedgerCounts> counts(PlayerId player) const;

    /// Writes these entries, replacing those with the same paths, in one transaction.
    Result<void> put(PlayerId player, std::span<const LedgerEntry> entries);
    Result<void> remove(PlayerId player, std::span<const QString> paths);

    // Around a batch; each outlives a power cut of the computer once it has returned.

    /// Before the player is touched: what is about to be there.
    Result<void> intend(PlayerId player, std::span<const LedgerEntry> pending);
    /// After the player's flush: what is there, and the paths of what no longer is.
    Result<void> settle(PlayerId player, std::span<const LedgerEntry> placed, std::span<const QString> gone);

    Result<void> clear(PlayerId player);

    /// How many objects lay in the player's folders when its last session ended; empty if nobody counted.
    Result<FolderCounts> folderCounts(PlayerId player) const;
    Result<void> setFolderCounts(PlayerId player, const FolderCounts &counts); ///< instead of all others

private:
    Result<void> write(PlayerId player, std::span<const LedgerEntry> entries, std::span<const QString> gone,
                       model::Transaction::Kind kind);

    model::Connection &m_connection;
};

} // namespace tandem::sync
