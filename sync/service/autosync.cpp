// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "autosync.h"

#include "sync/players/playerstate.h"
#include "sync/service/attributes.h"
#include "sync/wish/fill.h"
#include "sync/wish/wishdigest.h"

#include <QtConcurrent>
#include <utility>

namespace tandem::sync {

namespace {

using Wishes = QHash<PlayerId, QByteArray>;

/// What is wished for now. Who is missing is one of whom that could not be found out.
Wishes wishesOf(const model::Database &database, const QList<PlayerId> &ids)
{
    model::Connection connection(database);
    const PlayerRepository players(connection);
    Wishes wishes;
    for (const PlayerId id : ids) {
        const auto record = players.player(id);
        if (!record || !record->partnership)
            continue;
        auto selection = players.playlists(id).and_then(
            [&](const QList<PlaylistId> &playlists) { return select(connection, playlists); });
        if (!selection)
            continue;
        if (record->partnership->fill != Fill::None && !readOthers(connection, *selection))
            continue;
        wishes.insert(id, wishDigest(*selection));
    }
    return wishes;
}

} // namespace

AutoSync::AutoSync(model::Database database, model::Connection &connection, const PlayerRepository &players,
                   const LivePlayers &live, const EngineRoom &engines, QObject *parent)
    : QObject(parent),
      m_database(std::move(database)),
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
    m_wishes.remove(id);
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
    QList<PlayerId> asked = m_users.all();
    asked.removeIf([this](PlayerId id) { return !m_live.isConnected(id); });
    if (asked.isEmpty())
        return;
    if (std::exchange(m_isComparing, true)) {
        m_isComparingAgain = true;
        return;
    }
    QtConcurrent::run(wishesOf, m_database, asked).then(this, [this, asked](const Wishes &now) {
        m_isComparing = false;
        for (const PlayerId id : asked) {
            if (!now.contains(id) || now.value(id) != m_wishes.value(id))
                m_schedule.noteChange(id);
        }
        if (std::exchange(m_isComparingAgain, false))
            noteLibrary();
    });
}

void AutoSync::noteEnd(PlayerId id, const SyncResult &result)
{
    if (result.outcome != SyncOutcome::Completed)
        m_wishes.remove(id);
    else if (!result.wishDigest.isEmpty())
        m_wishes.insert(id, result.wishDigest);
    m_schedule.noteEnd(id, result);
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
