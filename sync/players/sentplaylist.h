// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "model/db/database.h"

#include <QList>

namespace tandem::sync {

/// Single songs, albums and artists that are sent to a partnered player go into a playlist of that player's
/// own, which synchronizes before all others: so they stay on the player, and are kept up to date.
/// Taken out of it, they leave the player with the next synchronization. The playlist is not shown among
/// the library's, and outlives the partnership; it goes when the player is forgotten.
///
/// Adds the tracks that are not in it yet; makes the playlist if there is none, and has it synchronize
/// again if somebody unchecked it. The default rules stay what they are. Has a transaction of its own: call
/// it outside of others. Errors: NotFound, NotPartnered; of the database.
Result<PlaylistId> addToSentPlaylist(model::Connection &connection, PlayerId player,
                                     const QList<TrackId> &tracks);

} // namespace tandem::sync
