// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"

#include <QMainWindow>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace tandem::model {
class DeviceModel;
class Library;
} // namespace tandem::model
namespace tandem::sync {
class SyncService;
}

namespace tandem::ui {

class AwayFolderPage;
class DevicePanel;
class EditHistory;
class FolderController;
class LibraryController;
class MainActions;
class MessageLine;
class PlaybackBar;
class PlayerController;
class Sidebar;
class SongPage;

/// The program's window: sidebar, songs, player. Puts the parts together; what they do is theirs.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Both must outlive the window.
    MainWindow(model::Library &library, sync::SyncService &service, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Draws the window to a PNG file, with or without a screen. Waits for the songs to be there. Errors:
    /// AlreadyExists, those of saveFile().
    Result<void> savePicture(const QString &file);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildWidgets();
    void buildStatusBar();
    void connectActions();
    void connectSidebar();
    void connectLibrary();
    void connectHistory();
    void connectService();

    void reloadFolders();
    void reloadPlaylists();
    void reloadPlayers();
    void showFolder(FolderId id);
    void showPlaylist(PlaylistId id);
    void showPlayer(PlayerId id);
    void showCount();
    void updateActions();
    void showContextMenu(const QPoint &position);
    void showAbout();
    bool areLinesCertain();
    void say(const QString &sentence);

    model::Library &m_library;
    sync::SyncService &m_service;
    model::DeviceModel *m_devices;
    MainActions *m_actions;
    EditHistory *m_history;
    FolderController *m_folderController;
    LibraryController *m_libraryController;
    PlayerController *m_playerController;
    QSplitter *m_splitter;
    Sidebar *m_sidebar;
    QStackedWidget *m_pages;
    SongPage *m_songPage;
    AwayFolderPage *m_awayFolderPage;
    DevicePanel *m_devicePanel;
    PlaybackBar *m_playbackBar;
    MessageLine *m_messageLine;
    QLabel *m_countLabel;
    bool m_isQuitting = false; ///< the person has said so, though a player is being synchronized
};

} // namespace tandem::ui
