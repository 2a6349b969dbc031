// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/playlists/playlist.h"

#include <QList>

namespace tandem::model {

class Connection;
class Row;

// The rows of playlists and their lines, for those who keep the rules: PlaylistRepository, editPlaylist().
// What writes has no transaction of its own.

/// A statement without a condition, for readPlaylist().
QString selectPlaylists();
Playlist readPlaylist(const Row &row);

/// AlreadyExists if a playlist other than @p self has this name. Call inside the transaction that then
/// writes the name.
Result<void> checkFree(Connection &connection, const QString &name, PlaylistId self = {});
/// Under its id, if it has one. Errors: AlreadyExists.
Result<PlaylistId> insertPlaylist(Connection &connection, const Playlist &playlist);
Result<void> updateRule(Connection &connection, PlaylistId id, const AutoRule &rule);
/// Adds lines from @p position on. A track that the library no longer has is looked for by its path, or else
/// leaves a line without one; only such lines keep their paths.
Result<void> insertEntries(Connection &connection, PlaylistId id, qint64 position,
                           const QList<PlaylistEntry> &entries);

} // namespace tandem::model
