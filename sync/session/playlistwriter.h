// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/devicestorage.h"
#include "sync/ledger/ledgerrepository.h"
#include "sync/wish/playerplaylists.h"

#include <QHash>
#include <QList>

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

    /// @p known: the playlists of the ledger. @p isManual: they are sent by hand. One that fails does not
    /// keep the others from being written and removed: it stays pending, for the next session to try again.
    /// Gives an error for each. Errors, which end it: of the database, of a player that is out of reach, and
    /// of one that fails ten times in a row.
    Result<QList<Error>> carryOut(const PlaylistPlan &plan, const QList<LedgerEntry> &known, bool isManual);

private:
    Result<void> carryOutEach(const PlaylistPlan &plan, const QList<LedgerEntry> &placed);
    Result<void> note(const Result<void> &done);
    Result<device::FileStamp> write(const PlaylistFile &file);
    Result<device::FileStamp> move(const PlaylistMove &move);
    Result<void> remove(const LedgerEntry &entry);
    Result<void> measureObjects();

    device::DeviceStorage &m_storage;
    LedgerRepository &m_ledger;
    PlayerId m_player;
    QHash<QString, device::FileStamp> m_known; ///< by the folded paths of what the ledger knows
    QList<LedgerEntry> m_placed;
    QStringList m_gone; ///< what the ledger is to forget
    QList<Error> m_failed;
    int m_failuresInARow = 0;
};

} // namespace tandem::sync
