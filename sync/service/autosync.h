// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/engine/liveplayers.h"
#include "sync/players/playerrepository.h"
#include "sync/service/playlistusers.h"
#include "sync/service/syncschedule.h"

#include <QHash>
#include <QObject>

namespace tandem::sync {

/// Has players synchronize by themselves: tells the schedule which of them a change concerns, and which of
/// them may start at all. Lives in the main thread.
class AutoSync : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    AutoSync(model::Database database, model::Connection &connection, const PlayerRepository &players,
             const LivePlayers &live, const EngineRoom &engines, QObject *parent = nullptr);

    /// Its due() says who is to be synchronized now; its owner tells it of sessions.
    SyncSchedule &schedule() { return m_schedule; }

    /// See SyncService.
    void setBackgroundBits(PlayerId id, int bits) { m_backgroundBits.insert(id, bits); }
    int backgroundBits(PlayerId id) const;
    void forget(PlayerId id);

    void noteRules(PlayerId id); ///< this player's rules have changed
    void noteOwnChange();        ///< of playlists, which its session carries out already
    void noteLibrary();          ///< asynchronous: finds out whom it concerns
    void noteEnd(PlayerId id, const SyncResult &result); ///< of a session
    void notePlaylists();
    void notePlaylist(PlaylistId id);

private:
    SyncSchedule::Readiness readiness(PlayerId id) const;
    void noteChange(const QList<PlayerId> &players);

    model::Database m_database;
    const PlayerRepository &m_players;
    const LivePlayers &m_live;
    const EngineRoom &m_engines;
    PlaylistUsers m_users;
    SyncSchedule m_schedule;
    QHash<PlayerId, int> m_backgroundBits;
    /// What was wished for when all of it was brought onto the player.
    QHash<PlayerId, QByteArray> m_wishes;
    bool m_isComparing = false; ///< these with what is wished for now
    bool m_isComparingAgain = false;
};

} // namespace tandem::sync
