// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "model/playlists/playlisttarget.h"

#include <QString>

namespace tandem::model {

class Connection;

/// Makes a static playlist of the playlist file @p file, named after it, with " (2)" and so on if the
/// name is taken. Lines that the library has no track for are kept. Errors: those of readPlaylistFile()
/// and PlaylistRepository::createStatic().
Result<PlaylistId> importPlaylistFile(Connection &connection, const QString &file);

/// Writes what the playlist holds now to @p file, lines without a track included. Errors: NotFound,
/// those of checkPlaylistTarget(), PlaylistRepository::trackIds() and writePlaylistFile().
Result<void> exportPlaylistFile(Connection &connection, PlaylistId id, const QString &file,
                                Replaceable replaceable = Replaceable::Playlists);

} // namespace tandem::model
