// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "model/db/database.h"
#include "model/playlists/playlist.h"

#include <QList>

namespace tandem::sync {

/// The auto playlists that a player gets if nobody chooses, highest priority first: what
/// resources/stock-playlists.json says, with their names in the person's language. They are made in a
/// library when it first needs them; from then on they are playlists as any other, which can be renamed,
/// changed and deleted.
QList<model::Playlist> stockPlaylists();

/// The ids of the stock playlists, in order; those that the library does not have are made. Call it
/// within a transaction. Errors: of the database.
Result<QList<PlaylistId>> ensureStockPlaylists(model::Connection &connection);

/// What synchronizes with a player that has the default rules, highest priority first: @p chosen, and the
/// person's playlists that are new since. These come before all others, but after what was sent to
/// the player if that stands first.
/// @p library: all playlists, as a person sorts them.
QList<PlaylistId> withNewPlaylists(const QList<PlaylistId> &chosen, const QList<model::Playlist> &library);

} // namespace tandem::sync
