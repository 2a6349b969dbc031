// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"
#include "model/playlists/playlistrepository.h"
#include "sync/players/playerrepository.h"

#include <QHash>
#include <QList>
#include <QStringList>

namespace tandem::sync {

/// Which partnered players a change of playlists concerns. Reads the database, and remembers which playlists
/// each player had, by name.
class PlaylistUsers
{
public:
    PlaylistUsers(model::Connection &connection, const PlayerRepository &players);

    QList<PlayerId> all() const; ///< all that are partnered
    /// Those that synchronize this playlist.
    QList<PlayerId> of(PlaylistId playlist) const;
    /// Those whose playlists were added, removed, put in another order or renamed since update().
    QList<PlayerId> withChanges() const;
    void update(); ///< what they have now is known

private:
    QHash<PlayerId, QStringList> look() const;

    model::PlaylistRepository m_playlists;
    const PlayerRepository &m_players;
    QHash<PlayerId, QStringList> m_before;
};

} // namespace tandem::sync
