// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistplaces.h"

#include "model/db/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

/// As they are stored: with the default rules, without the person's playlists that are new since.
Result<QList<PlaylistId>> storedOrder(model::Connection &connection, PlayerId player)
{
    model::Query query(connection, u"SELECT playlist_id FROM partnership_playlists WHERE player_id = ?"
                                   " ORDER BY priority, playlist_id"_s);
    return query.bind(player.value).rows([](const model::Row &row) { return PlaylistId{row.integer(0)}; });
}

Result<void> storeOrder(model::Connection &connection, PlayerId player, const QList<PlaylistId> &order)
{
    model::Query query(connection, u"INSERT INTO partnership_playlists(player_id, playlist_id, priority)"
                                   " SELECT player_id, ?, ? FROM partnerships WHERE player_id = ?"
                                   " ON CONFLICT(player_id, playlist_id)"
                                   " DO UPDATE SET priority = excluded.priority"_s);
    for (qsizetype i = 0; i < order.size(); ++i) {
        if (auto done = query.bind(order.at(i).value, i + 1, player.value).run(); !done)
            return done;
    }
    return {};
}

} // namespace

QList<PlaylistId> withPlaylistBack(QList<PlaylistId> chosen, const QList<PlaylistId> &order,
                                   PlaylistId former, PlaylistId playlist)
{
    qsizetype place = 0;
    for (const PlaylistId before : order.first(std::max<qsizetype>(0, order.indexOf(former))))
        place = std::max(place, chosen.indexOf(before) + 1);
    if (!chosen.contains(playlist))
        chosen.insert(place, playlist);
    return chosen;
}

Result<QList<PlaylistPlace>> placesOf(model::Connection &connection, PlaylistId playlist)
{
    model::Query query(connection, u"SELECT player_id FROM partnership_playlists WHERE playlist_id = ?"_s);
    const auto players =
        query.bind(playlist.value).rows([](const model::Row &row) { return PlayerId{row.integer(0)}; });
    if (!players)
        return std::unexpected(players.error());
    QList<PlaylistPlace> places;
    for (const PlayerId player : *players) {
        const auto order = storedOrder(connection, player);
        if (!order)
            return std::unexpected(order.error());
        places.append({.player = player, .order = *order});
    }
    return places;
}

Result<void> restorePlaces(model::Connection &connection, PlaylistId former, PlaylistId playlist,
                           const QList<PlaylistPlace> &places)
{
    model::Transaction transaction(connection);
    if (!transaction.begun())
        return transaction.begun();
    for (const PlaylistPlace &place : places) {
        const auto restored = storedOrder(connection, place.player).and_then([&](const auto &chosen) {
            return storeOrder(connection, place.player,
                              withPlaylistBack(chosen, place.order, former, playlist));
        });
        if (!restored)
            return restored;
    }
    return transaction.commit();
}

} // namespace tandem::sync
