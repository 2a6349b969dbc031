// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"

#include <QList>

namespace tandem::model {
class Connection;
}

namespace tandem::sync {

/// Where a playlist stands among those that are chosen for a player, so that it can be put there again when
/// it was deleted and comes back.
struct PlaylistPlace {
    PlayerId player;
    QList<PlaylistId> order; ///< of all that are chosen, by priority
};

/// One place for each player for which @p playlist is chosen.
Result<QList<PlaylistPlace>> placesOf(model::Connection &connection, PlaylistId playlist);

/// @p playlist stands in for @p former, which may have been another id. Players whose partnership has ended
/// are passed over; the default rules stay what they are. Has a transaction of its own: call it outside of
/// others.
Result<void> restorePlaces(model::Connection &connection, PlaylistId former, PlaylistId playlist,
                           const QList<PlaylistPlace> &places);

/// @p chosen with @p playlist behind the last of those that stood before @p former in @p order.
QList<PlaylistId> withPlaylistBack(QList<PlaylistId> chosen, const QList<PlaylistId> &order,
                                   PlaylistId former, PlaylistId playlist);

} // namespace tandem::sync
