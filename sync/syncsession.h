// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/devicestorage.h"
#include "model/database.h"
#include "sync/ledgerrepository.h"
#include "sync/playerplaylists.h"
#include "sync/playerrepository.h"
#include "sync/progressmeter.h"
#include "sync/survey.h"
#include "sync/syncplan.h"
#include "sync/syncresult.h"
#include "sync/syncrunner.h"

#include <stop_token>

namespace tandem::sync {

/// One session with one player, from the look at it to the closing of its ledger (docs/architecture,
/// "The life of a sync"). Used by one thread, once; blocks until done or stopped.
class SyncSession
{
public:
    SyncSession(const model::Database &database, model::Connection &connection,
                device::DeviceStorage &storage, PlayerId player, ProgressMeter &meter, std::stop_token stop);

    /// What run() would do now, brakes aside. Writes nothing, neither here nor on the player.
    /// Errors: those of Surveyor::survey().
    Result<SyncPlan> plan(const SessionRequest &request);

    /// Does it. Whatever happens, the result says how far it came.
    SyncResult run(const SessionRequest &request);

private:
    Result<SyncPlan> makePlan(const SessionRequest &request, bool mayTidy);
    void carryOut(const SessionRequest &request, SyncResult &result);
    bool hasWork(const SessionRequest &request) const;
    Result<void> checkBrakesFor(const SessionRequest &request) const;
    Result<void> storeFindings(const SessionRequest &request);
    Result<void> open();
    RunReport runPlan(const SessionRequest &request);
    Result<void> countFoldersAfter(bool hasWritten);
    Result<void> writePlaylists(const SessionRequest &request);
    Result<void> close();

    const model::Database &m_database;
    model::Connection &m_connection;
    device::DeviceStorage &m_storage;
    PlayerRepository m_players;
    LedgerRepository m_ledgers;
    PlayerId m_player;
    ProgressMeter &m_meter;
    std::stop_token m_stop;
    Survey m_survey;
    SyncPlan m_plan;
};

} // namespace tandem::sync
