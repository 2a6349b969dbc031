// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"
#include "base/pending.h"
#include "model/playlists/playlistedit.h"
#include "model/playlists/playlistlines.h"
#include "sync/players/playlistplaces.h"

#include <QList>
#include <QObject>
#include <QUrl>
#include <functional>
#include <optional>

namespace tandem::model {
class Library;
}
namespace tandem::sync {
class SyncService;
}

namespace tandem::ui {

class EditHistory;

/// The commands that concern playlists: asks what they need to know, does them, and shows
/// what goes wrong. What it does to playlists can be undone.
class LibraryController : public QObject
{
    Q_OBJECT

public:
    /// @p window is the parent of the dialogs and owns the controller.
    LibraryController(model::Library &library, sync::SyncService &service, EditHistory &history,
                      QWidget *window);

    void importPlaylists();
    void exportPlaylist(PlaylistId id);
    /// Playlist files are imported, folders are passed on; others are named as unusable.
    void takeFiles(const QList<QUrl> &urls);

    void createPlaylist(const QList<TrackId> &tracks);
    void createAutoPlaylist();
    void editAutoPlaylist(PlaylistId id);
    void renamePlaylist(PlaylistId id);
    void deletePlaylist(PlaylistId id);
    void append(PlaylistId id, const QList<TrackId> &tracks);
    void removeLines(PlaylistId id, const QList<model::SeenLine> &lines);
    void moveLines(PlaylistId id, const QList<model::SeenLine> &lines, int target);

Q_SIGNALS:
    void foldersGiven(const QStringList &paths);
    void playlistMade(tandem::PlaylistId id);
    void done(const QString &sentence); ///< for the status bar

private:
    void importPlaylist(const QString &file);
    // Each is done behind what was asked for before, and noted; @p text and @p sentence: see
    // EditHistory::add(). Errors: those of the library's functions.
    using Doing = std::function<Pending<model::PlaylistEdit>()>;
    using DoingLines = std::function<Pending<std::optional<model::PlaylistEdit>>()>;
    using Sentence = std::function<QString(const model::PlaylistEdit &)>;
    Pending<void> make(const Doing &doing, const QString &text, const QString &sentence); ///< and tells of it
    /// @p seen: the playlist as the person saw it who changes it. InvalidArgument: somebody else has changed
    /// it since, and it is left as it is.
    Pending<void> edit(const model::Playlist &seen, const QString &text, const QString &sentence,
                       const std::function<void(model::PlaylistState &)> &change);
    /// What declines is told of.
    void editLines(PlaylistId id, const DoingLines &doing, const QString &text, const Sentence &sentence);
    void note(const model::PlaylistEdit &edit, const QList<sync::PlaylistPlace> &places, const QString &text,
              const QString &sentence);
    void showFailure(Pending<void> done);
    /// Shows a failure and passes the value on.
    template <class T>
    bool check(const Result<T> &result);

    model::Library &m_library;
    sync::SyncService &m_service;
    EditHistory &m_history;
    QWidget *m_window;
};

} // namespace tandem::ui
