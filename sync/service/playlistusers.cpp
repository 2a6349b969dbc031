// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistusers.h"

using namespace Qt::StringLiterals;

namespace tandem::sync {

PlaylistUsers::PlaylistUsers(model::Connection &connection, const PlayerRepository &players)
    : m_playlists(connection), m_players(players), m_before(look())
{
}

QList<PlayerId> PlaylistUsers::all() const
{
    QList<PlayerId> partners;
    const auto records = m_players.all().value_or(QList<PlayerRecord>());
    for (const PlayerRecord &record : records) {
        if (record.partnership)
            partners.append(record.id);
    }
    return partners;
}

QList<PlayerId> PlaylistUsers::of(PlaylistId playlist) const
{
    QList<PlayerId> users = all();
    users.removeIf([&](PlayerId id) {
        return !m_players.playlists(id).value_or(QList<PlaylistId>()).contains(playlist);
    });
    return users;
}

QHash<PlayerId, QStringList> PlaylistUsers::look() const
{
    QHash<PlaylistId, QString> names;
    const auto playlists = m_playlists.all().value_or(QList<model::Playlist>());
    for (const model::Playlist &playlist : playlists)
        names.insert(playlist.id, playlist.name);

    QHash<PlayerId, QStringList> players;
    for (const PlayerId id : all()) {
        const auto chosen = m_players.playlists(id).value_or(QList<PlaylistId>());
        QStringList &seen = players[id];
        for (const PlaylistId playlist : chosen)
            seen.append(u"%1 %2"_s.arg(playlist.value).arg(names.value(playlist)));
    }
    return players;
}

QList<PlayerId> PlaylistUsers::withChanges() const
{
    QList<PlayerId> changed;
    const auto now = look();
    for (const auto &[id, playlists] : now.asKeyValueRange()) {
        // A partnership that is new starts a session for its own reason.
        if (m_before.contains(id) && m_before.value(id) != playlists)
            changed.append(id);
    }
    return changed;
}

void PlaylistUsers::update()
{
    m_before = look();
}

} // namespace tandem::sync
