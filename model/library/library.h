// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/pending.h"
#include "model/db/database.h"
#include "model/library/musicfolders.h"
#include "model/playlists/playlist.h"
#include "model/playlists/playlistedit.h"
#include "model/playlists/playlistlines.h"
#include "model/playlists/playlistrepository.h"
#include "model/scan/libraryscanner.h"
#include "model/tracks/folderrepository.h"

#include <QObject>
#include <memory>
#include <optional>

namespace tandem::model {

/// The library as the window uses it: lives in the main thread, owns the threads of scans and of changes that
/// take long, and says when something changed. Reading is done through the repositories, or through the item
/// models. What takes long is answered later (Pending), in the order in which it was asked for.
class Library : public QObject
{
    Q_OBJECT

public:
    explicit Library(Database database, QObject *parent = nullptr);
    ~Library() override; ///< stops a running scan and waits for it, and for the changes that were asked for

    const Database &database() const;
    /// The main thread's connection, for the small queries of repositories.
    Connection &connection();

    bool isScanning() const;

    Result<void> addFolder(const QString &path); ///< and scans; ask folderMovedTo() first
    // As in model/library/musicfolders.h.
    Pending<QString> folderMovedTo(const QString &path);
    Pending<Likeness> likenessOf(const QString &from, const QString &to);
    /// Scans if a folder came back or went, as drives do, since this was last asked. Asks itself after a
    /// mount.
    /// @returns whether a scan follows
    Pending<bool> lookForFolders();
    // A scan that runs is stopped before these two, and goes on after them.
    /// A music folder is elsewhere now, as "Find It…" says; and scans. See moveMusicFolder().
    Pending<void> moveFolder(const QString &from, const QString &to);
    Pending<void> removeFolder(const QString &path); ///< Errors: NotFound

    Result<QList<Playlist>> playlists() const;      ///< by name
    Result<Playlist> playlist(PlaylistId id) const; ///< Errors: NotFound
    // Playlists are made and changed one after the other, as they were asked for, away from the main thread.
    Pending<PlaylistEdit> createPlaylist(const QString &name, const QList<TrackId> &tracks);
    Pending<PlaylistEdit> createAutoPlaylist(const QString &name, const AutoRule &rule);
    /// Any change of a playlist; see model/playlists/playlistedit.h. @p change is called in another thread,
    /// so that it holds values only.
    Pending<std::optional<PlaylistEdit>> editPlaylist(PlaylistId id, const PlaylistChange &change);
    // Errors of the next three: NotFound, InvalidArgument of an auto playlist. nullopt: the playlist does not
    // have the lines as they were seen; somebody else has changed it, and it is left as it is.
    Pending<std::optional<PlaylistEdit>> appendToPlaylist(PlaylistId id, const QList<TrackId> &tracks);
    Pending<std::optional<PlaylistEdit>> movePlaylistLines(PlaylistId id, const QList<SeenLine> &lines,
                                                           int target); ///< see withLinesMoved()
    Pending<std::optional<PlaylistEdit>>
    removePlaylistLines(PlaylistId id, const QList<SeenLine> &lines); ///< see withoutLines()
    Pending<PlaylistEdit> importPlaylist(const QString &file);        ///< named after the file, made unique
    Pending<void> exportPlaylist(PlaylistId id, const QString &file);

public Q_SLOTS:
    void startScan(); ///< during a scan: once more after it
    void stopScan();  ///< ends in scanFailed() with Cancelled; what the scan has read stays

Q_SIGNALS:
    void scanStarted();
    void scanProgressed(const tandem::model::ScanProgress &progress);
    void scanFinished(const tandem::model::ScanReport &report);
    void scanFailed(const tandem::Error &error);
    void tracksChanged();    ///< in a long scan every couple of seconds, so that new songs appear
    void foldersChanged();   ///< one was added, moved or removed, or is there or not there now
    void playlistsChanged(); ///< one was added, removed or renamed, here or by another program
    /// It has other lines, or another rule, by whatever was done here or by another program.
    void playlistContentChanged(tandem::PlaylistId id);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace tandem::model
