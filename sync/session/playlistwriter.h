// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/devicestorage.h"
#include "sync/ledger/ledgerrepository.h"
#include "sync/wish/playerplaylists.h"

namespace tandem::sync {

/// Carries out a plan for a player's playlists. As with tracks, the ledger notes what is about to appear as
/// pending, and as placed when the storage has made sure of it. Killed in between, the next session finds
/// the pending entries and looks at what became of them.
class PlaylistWriter
{
public:
    PlaylistWriter(device::DeviceStorage &storage, LedgerRepository &ledger, PlayerId player)
        : m_storage(storage), m_ledger(ledger), m_player(player)
    {
    }

    /// @p known: the playlists of the ledger. @p isManual: they are sent by hand. The first failure ends it.
    /// Errors: of the storage and the database.
    Result<void> carryOut(const PlaylistPlan &plan, const QList<LedgerEntry> &known, bool isManual);

private:
    Result<void> write(const PlaylistFile &file);
    Result<void> move(const PlaylistMove &move);
    Result<void> remove(const LedgerEntry &entry);
    Result<void> measureObjects(QList<LedgerEntry> &entries);

    device::DeviceStorage &m_storage;
    LedgerRepository &m_ledger;
    PlayerId m_player;
    QStringList m_gone; ///< what the ledger is to forget
};

} // namespace tandem::sync
