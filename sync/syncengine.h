// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/devicestate.h"
#include "sync/syncworker.h"

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
    bool isSynchronizing() const;
    SyncProgress progress();

    void inspect(const device::PlayerAddress &address);
    void release();
    /// Stops what runs, closes the storage, and ends in released().
    void letGo();
    void setPlayerName(const QString &name);
    /// Asks whoever holds the player to let go, then inspects it.
    void releaseHolder(const device::PlayerAddress &address);
    void createPartnership(const PartnershipSettings &settings);
    void removePartnershipFiles();

    /// Ends in browsed() or browseFailed(); stop() ends it. A plan that is being made is given up.
    void browse(const BrowseRequest &request);
    /// Replaces a plan that is being made. Ends in planned() or planFailed().
    void plan(const SessionRequest &request);
    /// Ends in synchronized(). A plan that is being made is given up. Not while isSynchronizing().
    void synchronize(const SessionRequest &request);
    void stop();

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
    void synchronized(const tandem::sync::SyncResult &result);

private:
    void setState(model::SyncState state);
    void sampleProgress();
    void giveUp();

    std::shared_ptr<ProgressMeter> m_meter;
    QThread m_thread;
    SyncWorker *m_worker; ///< belongs to m_thread, which deletes it when it ends
    QTimer m_sampler;
    std::stop_source m_stop;   ///< of a plan or a synchronization
    std::stop_source m_giveUp; ///< of all else
    model::SyncState m_state = model::SyncState::Idle;
    SyncProgress m_lastProgress;
    device::PlayerAddress m_address;
    bool m_hasLeft = false;
    int m_planTicket = 0; ///< answers to older tickets are late
};

} // namespace tandem::sync
