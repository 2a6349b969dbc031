// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/devicestorage.h"
#include "model/db/database.h"
#include "sync/ledger/itemstate.h"
#include "sync/ledger/ledgerrepository.h"
#include "sync/plan/syncplan.h"
#include "sync/players/playerrepository.h"
#include "sync/players/syncresult.h"
#include "sync/session/pausegate.h"
#include "sync/session/progressmeter.h"
#include "sync/session/survey.h"
#include "sync/session/syncrunner.h"
#include "sync/wish/playerplaylists.h"

#include <memory>
#include <stop_token>

namespace tandem::sync {

/// One session with one player, from the look at it to the closing of its ledger (docs/architecture,
/// "The life of a sync"). Used by one thread, once; blocks until done or stopped.
class SyncSession
{
public:
    SyncSession(const model::Database &database, model::Connection &connection,
                device::DeviceStorage &storage, PlayerId player, ProgressMeter &meter, std::stop_token stop);

    /// Where it waits between two items as long as it is paused.
    void setPauseGate(std::shared_ptr<PauseGate> gate) { m_gate = std::move(gate); }
    /// By what songs are converted that the player does not play; without it none are.
    void setConversions(Conversions *conversions) { m_conversions = conversions; }

    /// What run() would do now, brakes aside. Writes nothing, neither here nor on the player.
    /// Errors: those of Surveyor::survey().
    Result<SyncPlan> plan(const SessionRequest &request);

    /// Does it. Whatever happens, the result says how far it came.
    SyncResult run(const SessionRequest &request);

private:
    Error explained(const Error &reason) const;
    Result<SyncPlan> makePlan(const SessionRequest &request, bool mayTidy);
    Result<void> limit();
    Result<void> decide();
    PlanRequest planRequest() const;
    Result<void> findCauses();
    void carryOut(SyncResult &result);
    RunReport execute(SyncResult &result);
    bool hasWork() const;
    bool keepsOthers() const { return m_request.isManual || m_isPartial; }
    Result<void> checkBrakesFor() const;
    Result<void> storeFindings();
    void noteLost(QList<LedgerEntry> &changed, QStringList &forgotten) const;
    Result<void> noteStorage();
    Result<void> open();
    RunReport runPlan();
    Result<void> countFoldersAfter(bool hasWritten, const QList<Error> &surprises);
    QSet<TrackId> renewedTracks() const;
    Result<QList<Error>> writePlaylists();
    Result<void> close();
    Result<void> storeItemStates(const RunReport &report);
    Result<void> resetWishes();
    Result<void> settle(const RunReport &report);

    const model::Database &m_database;
    model::Connection &m_connection;
    device::DeviceStorage &m_storage;
    PlayerRepository m_players;
    LedgerRepository m_ledgers;
    ItemStateRepository m_items;
    PlayerId m_player;
    ProgressMeter &m_meter;
    std::stop_token m_stop;
    std::shared_ptr<PauseGate> m_gate;
    Conversions *m_conversions = nullptr;
    SessionRequest m_request; ///< with the partnership's wishes for this session
    bool m_isPartial = false; ///< about some of the items only: nothing is removed
    Survey m_survey;
    SyncPlan m_plan;
};

} // namespace tandem::sync
