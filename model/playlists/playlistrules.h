// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/playlists/playlist.h"

#include <QList>
#include <QString>

namespace tandem::model {

class Connection;

/// Names that are equal in this form count as one name. SQLite's NOCASE knows ASCII only.
QString foldedPlaylistName(const QString &name);

/// @p name without spaces around it. Errors: InvalidArgument if it is empty, too long, or holds line
/// breaks or control characters.
Result<QString> checkedPlaylistName(const QString &name);

/// Errors: InvalidQuery, InvalidArgument (the limit).
Result<void> checkAutoRule(const AutoRule &rule);

/// The first of @p ids, which @p condition found, that together stay within a limit of bytes or seconds.
/// Stops before the first that exceeds it, even if a smaller one further down would fit, so that the
/// order decides. All errors are of the database.
Result<QList<TrackId>> tracksWithinLimit(Connection &connection, const TrackCondition &condition,
                                         QList<TrackId> ids, const PlaylistLimit &limit);

} // namespace tandem::model
