// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/playlists/playlist.h"

#include <QList>
#include <functional>
#include <optional>

namespace tandem::model {

class Connection;

/// All of a playlist as a value: to change it, to compare with it, to go back to it.
struct PlaylistContent {
    Playlist playlist;
    QList<PlaylistEntry> entries; ///< empty for an auto playlist
};

/// nullopt: there is no such playlist.
using PlaylistState = std::optional<PlaylistContent>;

/// Whether a person would call them the same. A line is the same with its song at another place, or as
/// long as its path is; both change with the library, not with the playlist.
bool isSame(const PlaylistState &a, const PlaylistState &b);

/// What an edit did.
struct PlaylistEdit {
    PlaylistState before;
    PlaylistState after;

    PlaylistId id() const { return (after ? after : before).value_or(PlaylistContent()).playlist.id; }
};

/// Changes the state that it is given; false: not this one, nothing is done.
using PlaylistChange = std::function<bool(PlaylistState &)>;

/// Errors: NotFound.
Result<PlaylistContent> playlistContent(Connection &connection, PlaylistId id);

/// Makes the playlist @p id what @p change makes of it: another one, none, or, where there is none, one that
/// has the id, or with id 0 a new one. A playlist that comes back gets its name with a number if the name is
/// taken. Only the lines behind the first that differs are written. All in one transaction of its own.
/// nullopt: @p change declined.
/// Errors: those of PlaylistRepository; InvalidArgument for lines of an auto playlist, or the rule of
/// another.
Result<std::optional<PlaylistEdit>> editPlaylist(Connection &connection, PlaylistId id,
                                                 const PlaylistChange &change);

} // namespace tandem::model
