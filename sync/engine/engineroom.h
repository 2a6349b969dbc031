// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/engine/syncengine.h"

#include <QObject>
#include <memory>
#include <unordered_map>

namespace tandem::sync {

/// The engines of all players: each is made when it is first needed, and what they say is passed on with
/// the player's id. Lives in the main thread; its destructor stops all engines and waits for them.
class EngineRoom : public QObject
{
    Q_OBJECT

public:
    explicit EngineRoom(model::Database database, QObject *parent = nullptr);
    ~EngineRoom() override;

    SyncEngine &engine(PlayerId id);
    SyncEngine *find(PlayerId id) const; ///< null if it was not needed yet
    void close(PlayerId id);             ///< stops the engine and waits for it

Q_SIGNALS: // as those of SyncEngine
    void stateChanged(tandem::PlayerId id, tandem::model::SyncState state);
    void progressChanged(tandem::PlayerId id, const tandem::sync::SyncProgress &progress);
    void inspected(tandem::PlayerId id, const tandem::sync::Inspection &inspection);
    void released(tandem::PlayerId id);
    void partnershipCreated(tandem::PlayerId id, const tandem::Error &error);
    void browsed(tandem::PlayerId id, const tandem::sync::BrowseResult &result);
    void browseFailed(tandem::PlayerId id, const tandem::Error &error);
    void planned(tandem::PlayerId id, const tandem::sync::SyncPlan &plan);
    void planFailed(tandem::PlayerId id, const tandem::Error &error);
    void planCancelled(tandem::PlayerId id);
    void synchronized(tandem::PlayerId id, const tandem::sync::SyncResult &result);

private:
    void connectEngine(PlayerId id, SyncEngine &engine);

    model::Database m_database;
    std::unordered_map<PlayerId, std::unique_ptr<SyncEngine>> m_engines;
};

} // namespace tandem::sync
