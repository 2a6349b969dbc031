// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace tandem::model {
struct Track;
}

namespace tandem::sync {

/// Where files go on a player unless its profile says otherwise.
inline constexpr auto defaultPathTemplate = "Music/{albumartist}/{album}/{track} {title}";

/// The folder on the player in which playlist files lie.
inline constexpr auto playlistFolder = "Playlists";

/// The path on the player for a track: the template's parts joined by '/', each made a safe name (see
/// device::safeName()), with the file's own ending. Fields: {albumartist} (or else the artist),
/// {artist}, {album}, {title} (or else the file's name), {track} (two digits, with the disc's number
/// in front from the second disc on), {genre}, {year}. What is unknown reads "Unknown Artist" and so
/// on for folders, and vanishes with the blanks around it elsewhere.
QString renderPath(const QString &pathTemplate, const model::Track &track);

} // namespace tandem::sync
