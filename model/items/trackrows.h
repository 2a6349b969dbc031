// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"

#include <QList>
#include <QString>

namespace tandem::model {

class Connection;

/// The columns of the song table.
enum TrackColumn { Title, Artist, Album, TrackNumber, Genre, Year, Duration, Format, Added, ColumnCount };

/// One row of the song table before its tags are looked up.
struct TrackRow {
    TrackId track;  ///< 0 for a playlist's line without a track
    int line = -1;  ///< position in the playlist, from 0; -1 in the library
    QString path{}; ///< of a line without a track

    friend bool operator==(const TrackRow &, const TrackRow &) = default;
};

/// What the song table shows.
struct TrackRowsRequest {
    PlaylistId playlist; ///< 0 is the library
    QString search;
    int column = -1; ///< a TrackColumn to sort by; -1: by artist, or as the playlist goes
    bool isDescending = false;
};

/// The ordered rows that @p request asks for. May take long with a large library: call it from a
/// worker. A search that does not compile is taken as plain words. @p now: see compileQuery().
/// Errors: of the database; NotFound for a playlist that is gone.
Result<QList<TrackRow>> fetchTrackRows(Connection &connection, const TrackRowsRequest &request, qint64 now);

} // namespace tandem::model
