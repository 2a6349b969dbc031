// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/db/database.h"
#include "model/tracks/track.h"
#include "model/tracks/trackrepository.h"
#include "sync/plan/syncplan.h"

#include <QHash>
#include <QList>
#include <QStringList>

namespace tandem::sync {

/// A playlist that goes onto the player, with its tracks in order and with repeats.
struct SelectedPlaylist {
    PlaylistId id;
    QString name;
    QList<TrackId> tracks;
};

/// The library's tracks whose files cannot be reached, and how late it is: read with the playlists' contents,
/// of the same state of the database.
struct AbsentTracks {
    /// By track. True: a scan met its file no more; false: what it lies on is not there.
    QHash<TrackId, bool> isMissing;
    TrackId last; ///< tracks with higher numbers came later
};

/// What belongs on a player, as the library says now.
struct Selection {
    QList<WantedItem> wanted; ///< highest priority first, each track once
    QList<SelectedPlaylist> playlists;
    QHash<QString, model::Track> files; ///< those of the wanted that the library does not have, by source
    QList<model::RankedFile> others;    ///< all songs, if the room that is left over is to be filled
    QByteArray digest;                  ///< see sync/wish/wishdigest.h; empty if nobody made it
    AbsentTracks absent;
    QList<Error> errors; ///< lines of playlists that name missing files, and files that cannot be read
};

/// Evaluates these playlists in order, auto ones afresh, then adds the single tracks and files. Within a
/// snapshot, all that it says is of one state of the library.
/// Tracks whose files are gone are left out; those in folders that are not there are not available.
/// Errors: of the database; NotFound.
/// Their places on the player are still open; see assignPaths().
Result<Selection> select(model::Connection &connection, const QList<PlaylistId> &playlists,
                         const QList<TrackId> &tracks = {}, const QStringList &files = {});

/// A track as a wanted item, whose place on the player is open.
WantedItem toWanted(const model::TrackFile &file);

} // namespace tandem::sync
