// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "autosync.h"

#include "sync/players/playerstate.h"
#include "sync/service/attributes.h"

namespace tandem::sync {

AutoSync::AutoSync(model::Connection &connection, const PlayerRepository &players, const LivePlayers &live,
                   const EngineRoom &engines, QObject *parent)
    : QObject(parent),
      m_players(players),
      m_live(live),
      m_engines(engines),
      m_users(connection, players),
      m_schedule([this](PlayerId id) { return readiness(id); })
{
    connect(&live, &LivePlayers::connected, &m_schedule, &SyncSchedule::noteConnected);
    connect(&live, &LivePlayers::disconnected, &m_schedule, &SyncSchedule::noteDisconnected);
}

int AutoSync::backgroundBits(PlayerId id) const
{
    return m_backgroundBits.value(id, allBackground);
}

void AutoSync::forget(PlayerId id)
{
    m_backgroundBits.remove(id);
}

/// Whether the player may be synchronized without being asked to.
SyncSchedule::Readiness AutoSync::readiness(PlayerId id) const
{
    using enum SyncSchedule::Readiness;
    const auto record = m_players.player(id);
    if (!record || statusOf(*record) != model::PartnershipStatus::PartnershipExists ||
        !record->partnership->syncOnConnect || !m_live.isConnected(id) ||
        (backgroundBits(id) & BackgroundSync) == 0)
        return Never;
    const SyncEngine *engine = m_engines.find(id);
    return engine && engine->state() == model::SyncState::Opening ? Later : Now;
}

void AutoSync::noteRules(PlayerId id)
{
    m_users.update();
    m_schedule.noteChange(id);
}

void AutoSync::noteOwnChange()
{
    m_users.update();
}

void AutoSync::noteLibrary()
{
    noteChange(m_users.all());
}

void AutoSync::notePlaylists()
{
    const auto players = m_users.withChanges();
    m_users.update();
    noteChange(players);
}

void AutoSync::notePlaylist(PlaylistId id)
{
    noteChange(m_users.of(id));
}

void AutoSync::noteChange(const QList<PlayerId> &players)
{
    for (const PlayerId id : players)
        m_schedule.noteChange(id);
}

} // namespace tandem::sync
