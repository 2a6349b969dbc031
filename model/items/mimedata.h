// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"
#include "model/playlists/playlistlines.h"

#include <QList>
#include <QString>

class QMimeData;

namespace tandem::model {

/// The media types of drags that carry tracks, playlists, and lines of a playlist.
QString tracksMimeType();
QString playlistsMimeType();
QString playlistLinesMimeType();

/// Where the tracks of a drag stand in the playlist that they are dragged from.
struct PlaylistLines {
    PlaylistId playlist;   ///< 0: they come from no playlist
    QList<SeenLine> lines; ///< ascending
};

/// The tracks, or the playlists, that a drag from Tandem's own views carries; empty for other data.
QList<TrackId> trackIdsFromMimeData(const QMimeData *data);
QList<PlaylistId> playlistIdsFromMimeData(const QMimeData *data);

PlaylistLines playlistLinesFromMimeData(const QMimeData *data);

/// Caller owns the result.
QMimeData *mimeDataForTracks(const QList<TrackId> &tracks);
QMimeData *mimeDataForPlaylists(const QList<PlaylistId> &playlists);
void addPlaylistLines(QMimeData &data, const PlaylistLines &lines);

} // namespace tandem::model
