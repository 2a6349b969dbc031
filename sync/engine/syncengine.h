// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/pending.h"
#include "model/items/devicestate.h"
#include "sync/engine/syncworker.h"

#include <QObject>
#include <QThread>
#include <QTimer>
#include <memory>
#include <stop_token>

namespace tandem::sync {

/// One player's engine: owns the player's thread and the worker in it, and says how far it is. Lives in
/// the main thread; its destructor stops what runs and waits.
class SyncEngine : public QObject
{
    Q_OBJECT

public:
    SyncEngine(const model::Database &database, PlayerId player, QObject *parent = nullptr);
    ~SyncEngine() override;

    model::SyncState state() const { return m_state; }
    bool isSynchronizing() const { return model::isInSession(m_state); }
    SyncProgress progress();

    void inspect(const device::PlayerAddress &address);
    void release();
    /// Stops what runs, closes the storage, and ends in released().
    void letGo();
    void setPlayerName(const QString &name);
    /// Asks whoever holds the player to let go, then inspects it.
    void releaseHolder(const device::PlayerAddress &address);
    void createPartnership(const PartnershipSettings &settings);
    /// Stops what runs; behind that, so that nothing of it comes later, takes what Tandem wrote for itself
    /// off the player, if it is there, and the partnership, or all that is known of the player, out of the
    /// database. Errors: of the database.
    Pending<void> endPartnership(Ending ending);

    /// Ends in browsed() or browseFailed(); stop() ends it. Cancels a plan that is being made.
    void browse(const BrowseRequest &request);
    /// Ends in planned(), planFailed() or planCancelled(). Cancels a plan that is being made.
    void plan(const SessionRequest &request);
    void cancelPlan();
    /// Ends in synchronized(). Cancels a plan that is being made. Not while isSynchronizing().
    void synchronize(const SessionRequest &request);
    void pause();  ///< before the session's next item
    void resume(); ///< what pause() has stopped
    void stop();   ///< what runs, paused or not
    void giveUp(); ///< stops whatever is being done, and waits no longer for a player that does not answer

Q_SIGNALS:
    void stateChanged(tandem::model::SyncState state);
    void progressChanged(const tandem::sync::SyncProgress &progress);
    void inspected(const tandem::sync::Inspection &inspection);
    void released();
    void partnershipCreated(const tandem::Error &error); ///< a default Error if it was
    void browsed(const tandem::sync::BrowseResult &result);
    void browseFailed(const tandem::Error &error);
    void planned(const tandem::sync::SyncPlan &plan);
    void planFailed(const tandem::Error &error);
    void planCancelled();
    void synchronized(const tandem::sync::SyncResult &result);

private:
    void setState(model::SyncState state);
    void sampleProgress();
    bool dropPlan();
    void finishOperation();

    std::shared_ptr<ProgressMeter> m_meter;
    std::shared_ptr<PauseGate> m_gate;
    QThread m_thread;
    SyncWorker *m_worker; ///< belongs to m_thread, which deletes it when it ends
    QTimer m_sampler;
    std::stop_source m_stop;   ///< of a plan or a synchronization
    std::stop_source m_giveUp; ///< of all else
    model::SyncState m_state = model::SyncState::Idle;
    SyncProgress m_lastProgress;
    device::PlayerAddress m_address;
    bool m_hasLeft = false;
    bool m_isPlanning = false;
    int m_planTicket = 0; ///< answers to older tickets are late
};

} // namespace tandem::sync
