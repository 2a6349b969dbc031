// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engineroom.h"

namespace tandem::sync {

EngineRoom::EngineRoom(model::Database database, QObject *parent)
    : QObject(parent), m_database(std::move(database))
{
}

EngineRoom::~EngineRoom()
{
    // How they stop is of no interest any more. All of them at once: then each is waited for.
    for (const auto &entry : m_engines) {
        entry.second->disconnect(this);
        entry.second->giveUp();
    }
}

SyncEngine &EngineRoom::engine(PlayerId id)
{
    auto &engine = m_engines[id];
    if (!engine) {
        engine = std::make_unique<SyncEngine>(m_database, id);
        connectEngine(id, *engine);
    }
    return *engine;
}

SyncEngine *EngineRoom::find(PlayerId id) const
{
    const auto found = m_engines.find(id);
    return found == m_engines.end() ? nullptr : found->second.get();
}

void EngineRoom::close(PlayerId id)
{
    m_engines.erase(id);
}

void EngineRoom::connectEngine(PlayerId id, SyncEngine &engine)
{
    const auto pass = [this, id, &engine](auto from, auto to) {
        connect(&engine, from, this,
                [this, id, to](const auto &...values) { Q_EMIT(this->*to)(id, values...); });
    };
    pass(&SyncEngine::stateChanged, &EngineRoom::stateChanged);
    pass(&SyncEngine::progressChanged, &EngineRoom::progressChanged);
    pass(&SyncEngine::inspected, &EngineRoom::inspected);
    pass(&SyncEngine::released, &EngineRoom::released);
    pass(&SyncEngine::partnershipCreated, &EngineRoom::partnershipCreated);
    pass(&SyncEngine::browsed, &EngineRoom::browsed);
    pass(&SyncEngine::browseFailed, &EngineRoom::browseFailed);
    pass(&SyncEngine::planned, &EngineRoom::planned);
    pass(&SyncEngine::planFailed, &EngineRoom::planFailed);
    pass(&SyncEngine::planCancelled, &EngineRoom::planCancelled);
    pass(&SyncEngine::synchronized, &EngineRoom::synchronized);
}

} // namespace tandem::sync
