// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sentplaylist.h"

#include "model/playlists/playlistrepository.h"
#include "sync/players/playerrepository.h"

#include <QCoreApplication>

namespace tandem::sync {

namespace {

struct SentPlaylistText {
    Q_DECLARE_TR_FUNCTIONS(tandem::sync::SentPlaylistText)
};

/// A playlist's name for the player's, which may hold what a playlist's may not.
QString nameFor(const PlayerRecord &player)
{
    constexpr qsizetype maxLength = 150; // leaves room for the words and a number
    QString name = player.displayName().left(maxLength);
    for (QChar &c : name) {
        if (!c.isPrint())
            c = u' ';
    }
    return SentPlaylistText::tr("Sent to %1", "the name of a playlist; %1 is a player")
        .arg(name.simplified());
}

} // namespace

Result<PlaylistId> addToSentPlaylist(model::Connection &connection, PlayerId player,
                                     const QList<TrackId> &tracks)
{
    PlayerRepository players(connection);
    model::PlaylistRepository playlists(connection);
    model::Transaction transaction(connection);
    if (!transaction.begun())
        return std::unexpected(transaction.begun().error());
    const auto record = players.player(player);
    if (!record)
        return std::unexpected(record.error());
    if (!record->partnership)
        return failure(ErrorCode::NotPartnered, record->displayName());

    const auto known = players.sentPlaylist(player);
    if (!known)
        return std::unexpected(known.error());
    const model::Playlist fresh{
        .name = nameFor(*record), .isSyncOnly = true, .origin = model::PlaylistOrigin::Sent};
    const auto sent = *known ? Result<PlaylistId>(**known) : playlists.createOwn(fresh);
    if (!sent)
        return sent;
    const auto added =
        players.setSentPlaylist(player, *sent).and_then([&] { return playlists.appendNew(*sent, tracks); });
    if (!added)
        return std::unexpected(added.error());
    return transaction.commit().transform([&] { return *sent; });
}

} // namespace tandem::sync
