// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QAction;
class QMainWindow;
class QMenu;
class QWidget;

namespace tandem::ui {

/// What is at hand, so that actions that would do nothing are disabled.
struct ActionContext {
    bool isScanning = false;
    bool hasAwayFolders = false;
    bool hasSelectedSongs = false;
    bool isPlaylist = false;       ///< one is selected
    bool isStaticPlaylist = false; ///< one is selected and shown
    bool isPlayer = false;         ///< one is shown
    bool isPlayerConnected = false;
    bool canEject = false;
    bool isPartner = false;
    bool isSyncing = false;
};

/// The commands of the main window, with its menus and its toolbar.
class MainActions : public QObject
{
    Q_OBJECT

public:
    explicit MainActions(QMainWindow *window);

    void update(const ActionContext &context);
    /// What was done last, and what was undone last; empty: nothing.
    void updateHistory(const QString &undoText, const QString &redoText);

    QMenu *playlistContextMenu(QWidget *parent) const;
    QMenu *playerContextMenu(QWidget *parent) const;
    QMenu *libraryContextMenu(QWidget *parent) const;
    QMenu *songContextMenu(QWidget *parent) const;

    // File
    QAction *addFolder;
    QAction *findFolder; ///< that is not there
    QAction *removeFolder;
    QAction *rescan;
    QAction *importPlaylist;
    QAction *exportPlaylist;
    QAction *quit;
    // Edit
    QAction *undo;
    QAction *redo;
    QAction *find;
    QAction *removeFromPlaylist;
    // Playlist
    QAction *newPlaylist;
    QAction *newAutoPlaylist;
    QAction *editPlaylist;
    QAction *renamePlaylist;
    QAction *deletePlaylist;
    // Player
    QAction *addPlayer;
    QAction *startSync;
    QAction *syncDeleted; ///< synchronize, and copy again what was deleted on the player
    QAction *stopSync;
    QAction *sendSelection;
    QAction *setUpPlayer;
    QAction *renamePlayer;
    QAction *ejectPlayer;
    QAction *endPartnership;
    QAction *forgetPlayer;
    QAction *showPlayer; ///< checkable
    // Help
    QAction *about;

private:
    QAction *add(const QString &objectName, const QString &text, const QString &icon = {});
    void createActions();
    void createMenus(QMainWindow *window) const;
    void createToolBar(QMainWindow *window) const;
};

} // namespace tandem::ui
