// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/profiles/playerprofile.h"

#include <QString>

namespace tandem::model {
struct Track;
}

namespace tandem::sync {

/// The path on the player for a track: the parts of the profile's template joined by '/', each made a safe
/// name (see device::safeName()), with the file's own ending. Fields: {albumartist} (or else the artist),
/// {artist}, {album}, {title} (or else the file's name), {track} (two digits, with the disc's number
/// in front from the second disc on), {genre}, {year}. What is unknown reads "Unknown Artist" and so
/// on for folders, and vanishes with the blanks around it elsewhere.
///
/// The profile's limits: of folders that lie too deep, those with fields are joined with " - " to the last
/// that does not, or to the file's name; names are cut, and of a path that is too long the longest names.
/// All leave room for the " (2)" that numberedPath() and the like may add. A path of very many folders may
/// still be too long.
QString renderPath(const device::PlayerProfile &profile, const model::Track &track);

/// Whether a path, as numbered as it may be, is within the profile's limits.
bool isWithinLimits(const device::FolderLimits &limits, const QString &path);

} // namespace tandem::sync
