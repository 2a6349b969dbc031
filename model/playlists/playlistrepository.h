// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/playlists/playlist.h"
#include "model/tracks/track.h"

#include <QHash>
#include <QList>
#include <span>

namespace tandem::model {

class Connection;

/// The playlists of the library, static and auto. Errors besides those of the database: NotFound,
/// AlreadyExists (names are unique without regard to case), InvalidQuery, InvalidArgument (a name that is
/// empty, longer than 255 characters or holds control characters; a limit that cannot be; lines for an
/// auto playlist or a rule for a static one). What writes has a transaction of its own: call it outside
/// of others, except relinkEntries(), setSyncOnly() and what says otherwise.
class PlaylistRepository
{
public:
    explicit PlaylistRepository(Connection &connection) : m_connection(connection) {}

    Result<QList<Playlist>> all() const; ///< by name, as a person sorts them
    /// A number for what each playlist holds, which is another one when somebody has changed that. Without
    /// those that only sending to players fills.
    Result<QHash<PlaylistId, qint64>> versions() const;
    Result<Playlist> playlist(PlaylistId id) const;
    Result<Playlist> byName(const QString &name) const;

    Result<PlaylistId> createStatic(const QString &name, const QList<PlaylistEntry> &entries);
    Result<PlaylistId> createAuto(const QString &name, const AutoRule &rule);
    /// Makes a playlist for the program's own use, without lines, under its name or the first free one after
    /// it; all but the id is as @p playlist says. Call it within a transaction.
    Result<PlaylistId> createOwn(const Playlist &playlist);
    /// @p name, or @p name with the first number that is free.
    Result<QString> freeName(const QString &name) const;
    Result<void> setSyncOnly(PlaylistId id, bool isSyncOnly);
    Result<void> rename(PlaylistId id, const QString &name);
    Result<void> setRule(PlaylistId id, const AutoRule &rule);
    Result<void> remove(PlaylistId id);

    /// The lines of a static playlist in order; empty for an auto playlist.
    Result<QList<PlaylistEntry>> entries(PlaylistId id) const;
    /// The lines of a static playlist for which the library has no track, in order.
    Result<QStringList> pathsWithoutTrack(PlaylistId id) const;
    Result<void> setEntries(PlaylistId id, const QList<PlaylistEntry> &entries);
    Result<void> append(PlaylistId id, const QList<PlaylistEntry> &entries);
    /// Adds the tracks that the playlist does not hold yet. Call it within a transaction.
    Result<void> appendNew(PlaylistId id, std::span<const TrackId> tracks);

    /// The tracks of the playlist now, in order, with repeats: static ones from their lines (lines
    /// without a track left out), auto ones by running their query against the library.
    Result<QList<TrackId>> trackIds(PlaylistId id) const;

    /// How many items the playlist holds now: lines of a static one, matches of an auto one.
    Result<qint64> itemCount(PlaylistId id) const;

    /// Gives lines without a track the one that is at their path, or that has the content of what was there
    /// once, after a scan added or moved tracks.
    Result<void> relinkEntries();

    /// Makes an entry for each path, with its track where the library has it.
    Result<QList<PlaylistEntry>> entriesForPaths(const QStringList &paths) const;
    Result<QList<PlaylistEntry>> entriesForTracks(std::span<const TrackId> ids) const;

private:
    Connection &m_connection;
};

} // namespace tandem::model
