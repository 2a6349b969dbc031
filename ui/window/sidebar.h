// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"
#include "model/playlists/playlist.h"
#include "model/tracks/folderrepository.h"

#include <QList>
#include <QTreeWidget>
#include <QUrl>

namespace tandem::model {
class DeviceModel;
}

namespace tandem::ui {

/// The tree on the left: the library, with its folders that are not there, the playlists, the players. Takes
/// drops: songs onto a playlist or a player, playlists and files from outside onto a player, other files onto
/// anything else.
class Sidebar : public QTreeWidget
{
    Q_OBJECT

public:
    enum Kind { Section, Songs, AwayFolder, StaticPlaylist, AutoPlaylist, Player };
    enum Role { KindRole = Qt::UserRole, IdRole, StatusRole, ProgressRole };

    /// @p devices must outlive the sidebar.
    explicit Sidebar(model::DeviceModel &devices, QWidget *parent = nullptr);

    /// Selects the songs if the folder that is selected is not among them.
    void setAwayFolders(const QList<model::LibraryFolder> &folders);
    /// Shows those that are not for players only. Keeps the selection where its playlist is still there,
    /// else selects the songs.
    void setPlaylists(const QList<model::Playlist> &playlists);

    Kind currentKind() const;
    bool hasAwayFolders() const;
    FolderId currentFolder() const;     ///< 0 if no folder is selected
    PlaylistId currentPlaylist() const; ///< 0 if no playlist is selected
    PlayerId currentPlayer() const;     ///< 0 if no player is selected
    void selectSongs();
    void selectPlaylist(PlaylistId id);
    void selectPlayer(PlayerId id);

Q_SIGNALS:
    void songsSelected();
    void folderSelected(tandem::FolderId id);
    void playlistSelected(tandem::PlaylistId id);
    void playerSelected(tandem::PlayerId id);
    void tracksDroppedOnPlaylist(tandem::PlaylistId id, const QList<tandem::TrackId> &tracks);
    void droppedOnPlayer(tandem::PlayerId id, const QList<tandem::TrackId> &tracks,
                         const QList<tandem::PlaylistId> &playlists, const QStringList &files);
    void filesDropped(const QList<QUrl> &urls);
    void removalRequested(); ///< of the playlist or player that is selected

protected:
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QList<QTreeWidgetItem *> &items) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::CopyAction; }
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QTreeWidgetItem *addSection(const QString &text);
    QTreeWidgetItem *findItem(QTreeWidgetItem *section, qint64 id) const;
    void updatePlayers();
    void announceCurrent();
    bool takesDrop(const QDropEvent *event) const;

    model::DeviceModel &m_devices;
    QTreeWidgetItem *m_libraryItem = nullptr;
    QTreeWidgetItem *m_songsItem = nullptr;
    QTreeWidgetItem *m_playlistsItem = nullptr;
    QTreeWidgetItem *m_playersItem = nullptr;
};

} // namespace tandem::ui
