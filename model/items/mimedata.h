// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"

#include <QList>
#include <QString>

class QMimeData;

namespace tandem::model {

/// The media types of drags that carry tracks and playlists.
QString tracksMimeType();
QString playlistsMimeType();

/// The tracks, or the playlists, that a drag from Tandem's own views carries; empty for other data.
QList<TrackId> trackIdsFromMimeData(const QMimeData *data);
QList<PlaylistId> playlistIdsFromMimeData(const QMimeData *data);

/// Caller owns the result.
QMimeData *mimeDataForTracks(const QList<TrackId> &tracks);
QMimeData *mimeDataForPlaylists(const QList<PlaylistId> &playlists);

} // namespace tandem::model
