// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/playlists/playlist.h"
#include "model/playlists/playlistedit.h"

#include <QList>
#include <functional>
#include <optional>

namespace tandem::model {

/// What changes of the lines of a static playlist make of them; nullopt: not of these, nothing is done.
using LinesChange =
    std::function<Result<std::optional<QList<PlaylistEntry>>>(Connection &, const QList<PlaylistEntry> &)>;

/// Makes and changes playlists for the library, which calls it in its writing thread only. Whoever keeps many
/// edits of a long playlist does not keep its lines as often: the edits have them in common.
class PlaylistEditor
{
public:
    /// As editPlaylist(); nullopt: @p change declined.
    Result<std::optional<PlaylistEdit>> edit(Connection &connection, PlaylistId id,
                                             const PlaylistChange &change);
    /// nullopt: @p change declined. Errors: NotFound, InvalidArgument of an auto playlist.
    Result<std::optional<PlaylistEdit>> editLines(Connection &connection, PlaylistId id,
                                                  const LinesChange &change);
    Result<std::optional<PlaylistEdit>> create(Connection &connection, const QString &name,
                                               const QList<TrackId> &tracks);
    Result<std::optional<PlaylistEdit>> createAuto(Connection &connection, const QString &name,
                                                   const AutoRule &rule);
    Result<std::optional<PlaylistEdit>> importFile(Connection &connection, const QString &file);

private:
    Result<std::optional<PlaylistEdit>> made(Connection &connection, const Result<PlaylistId> &id);

    QList<PlaylistEntry> m_lastLines; ///< that an edit left
};

} // namespace tandem::model
