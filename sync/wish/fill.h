// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/db/database.h"
#include "model/tracks/trackrepository.h"
#include "sync/players/partnership.h"
#include "sync/wish/selection.h"

#include <QList>
#include <QSet>
#include <QString>

namespace tandem::sync {

/// How the room is filled that the chosen playlists leave.
struct FillRule {
    Fill how = Fill::None;
    QSet<TrackId> onPlayer; ///< what Tandem placed there or adopted
    quint64 seed = 0;       ///< see fillSeed()
    qint64 maxBytes = -1;   ///< takes no more songs than have so much together; -1: all
};

/// The same for the same player, always; it makes every player's order another one.
quint64 fillSeed(const QString &playerUuid);

/// Puts songs into the order in which they fill a player; pure.
///
/// - Random: those that are on the player come first, so that nothing is copied anew from session to session;
///   then the others. Both in an order that follows from player and song, and from nothing else.
/// - Rating: the better rated first, then the more often played; of equals those that are on the player; then
///   as above.
void orderForFill(QList<model::RankedFile> &songs, const FillRule &rule);

/// Reads the songs that can fill a player; see fillUp(). Errors: of the database.
Result<void> readOthers(model::Connection &connection, Selection &selection);

/// Appends the other songs of the library to what is wanted, marked as isFill. A song in a folder that is not
/// there is wanted only if it is on the player, where it stays, whatever maxBytes says.
void fillUp(Selection &selection, const FillRule &rule);

} // namespace tandem::sync
