// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"

#include <vector>

namespace tandem::model {

class Connection;

/// No song is missing whose bytes are in the library: each missing track becomes one with a track that is
/// there and has its content, the one whose path ends most like its own. The id that playlists and players
/// know is kept, and so are lines, copies on players, rating, plays, and the day that the older one came; the
/// other row goes. Call when a scan has come to its end.
/// @return the missing tracks that are there now, by the ids that they had. Errors: of the database.
Result<std::vector<TrackId>> mergeTwins(Connection &connection);

} // namespace tandem::model
