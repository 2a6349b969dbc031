// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainactions.h"

#include "ui/common/icons.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

using namespace Qt::StringLiterals;

namespace tandem::ui {

MainActions::MainActions(QMainWindow *window) : QObject(window)
{
    createActions();
    createMenus(window);
    createToolBar(window);
    update({});
    updateHistory({}, {});
}

QAction *MainActions::add(const QString &objectName, const QString &text, const QString &icon)
{
    auto *action = new QAction(text, this);
    action->setObjectName(objectName);
    if (!icon.isEmpty())
        action->setIcon(symbolIcon(icon));
    return action;
}

void MainActions::createActions()
{
    addFolder = add(u"addFolderAction"_s, tr("&Add Music Folder…"), u"folder-add"_s);
    findFolder = add(u"findFolderAction"_s, tr("&Find Music Folder…"), u"search"_s);
    findFolder->setStatusTip(tr("Says where a music folder is that is not there any more"));
    removeFolder = add(u"removeFolderAction"_s, tr("Re&move Music Folder…"), u"folder-remove"_s);
    rescan = add(u"rescanAction"_s, tr("&Rescan"), u"rescan"_s);
    rescan->setShortcut(QKeySequence::Refresh);
    importPlaylist = add(u"importPlaylistAction"_s, tr("&Import Playlist…"));
    exportPlaylist = add(u"exportPlaylistAction"_s, tr("&Export Playlist…"));
    quit = add(u"quitAction"_s, tr("&Quit"));
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));

    undo = add(u"undoAction"_s, {});
    undo->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Z));
    redo = add(u"redoAction"_s, {});
    redo->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    find = add(u"findAction"_s, tr("&Search"), u"search"_s);
    find->setShortcut(QKeySequence::Find);
    removeFromPlaylist = add(u"removeFromPlaylistAction"_s, tr("Remove from &Playlist"));
    removeFromPlaylist->setShortcut(QKeySequence::Delete);
    removeFromPlaylist->setShortcutContext(Qt::WidgetShortcut); // of the song table

    newPlaylist = add(u"newPlaylistAction"_s, tr("&New Playlist…"), u"playlist-add"_s);
    newPlaylist->setShortcut(QKeySequence::New);
    newPlaylist->setToolTip(tr("New playlist from the selected songs"));
    newAutoPlaylist = add(u"newAutoPlaylistAction"_s, tr("New &Auto Playlist…"), u"auto-playlist"_s);
    editPlaylist = add(u"editPlaylistAction"_s, tr("&Edit…"));
    renamePlaylist = add(u"renamePlaylistAction"_s, tr("&Rename…"));
    deletePlaylist = add(u"deletePlaylistAction"_s, tr("&Delete…"));

    addPlayer = add(u"addPlayerAction"_s, tr("&Add Folder as Player…"), u"player"_s);
    startSync = add(u"startSyncAction"_s, tr("&Start Synchronization"), u"sync"_s);
    startSync->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Y));
    syncDeleted = add(u"syncDeletedAction"_s, tr("Synchronize and &Bring Back Deleted Songs"));
    syncDeleted->setStatusTip(tr("Copies again what was deleted on the player, too"));
    stopSync = add(u"stopSyncAction"_s, tr("S&top"), u"stop"_s);
    sendSelection = add(u"sendSelectionAction"_s, tr("Send Selected Songs to &Player"));
    setUpPlayer = add(u"setUpPlayerAction"_s, tr("Set &Up…"), u"settings"_s);
    renamePlayer = add(u"renamePlayerAction"_s, tr("&Rename…"));
    ejectPlayer = add(u"ejectPlayerAction"_s, tr("E&ject"), u"eject"_s);
    endPartnership = add(u"endPartnershipAction"_s, tr("&End Partnership…"));
    forgetPlayer = add(u"forgetPlayerAction"_s, tr("&Forget…"));
    showPlayer = add(u"showPlayerAction"_s, tr("Show Player &Panel"), u"player"_s);
    showPlayer->setCheckable(true);
    about = add(u"aboutAction"_s, tr("&About Tandem"));
}

void MainActions::createMenus(QMainWindow *window) const
{
    const auto menu = [window](const QString &objectName, const QString &title) {
        QMenu *result = window->menuBar()->addMenu(title);
        result->setObjectName(objectName);
        return result;
    };
    QMenu *file = menu(u"fileMenu"_s, tr("&File"));
    file->addActions({addFolder, findFolder, removeFolder, rescan});
    file->addSeparator();
    file->addActions({importPlaylist, exportPlaylist});
    file->addSeparator();
    file->addAction(quit);
    QMenu *edit = menu(u"editMenu"_s, tr("&Edit"));
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions({find, removeFromPlaylist});
    QMenu *playlist = menu(u"playlistMenu"_s, tr("&Playlist"));
    playlist->addActions({newPlaylist, newAutoPlaylist});
    playlist->addSeparator();
    playlist->addActions({editPlaylist, renamePlaylist, deletePlaylist});
    QMenu *player = menu(u"playerMenu"_s, tr("P&layer"));
    player->addAction(addPlayer);
    player->addSeparator();
    player->addActions({startSync, syncDeleted, stopSync, sendSelection});
    player->addSeparator();
    player->addActions({setUpPlayer, renamePlayer, ejectPlayer, endPartnership, forgetPlayer});
    player->addSeparator();
    player->addAction(showPlayer);
    menu(u"helpMenu"_s, tr("&Help"))->addAction(about);
}

void MainActions::createToolBar(QMainWindow *window) const
{
    auto *bar = new QToolBar(tr("Toolbar"), window);
    bar->setObjectName(u"mainToolBar"_s);
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({18, 18});
    bar->addActions({addFolder, newPlaylist, newAutoPlaylist});
    bar->addSeparator();
    bar->addActions({startSync, stopSync});
    auto *space = new QWidget;
    space->setObjectName(u"toolBarSpace"_s);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    bar->addAction(showPlayer);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    // Menus end in dots where a question follows; on buttons they only take room.
    addFolder->setIconText(tr("Add Folder"));
    newPlaylist->setIconText(tr("New Playlist"));
    newAutoPlaylist->setIconText(tr("New Auto Playlist"));
    startSync->setIconText(tr("Synchronize"));
    stopSync->setIconText(tr("Stop"));
    showPlayer->setIconText(tr("Player"));
    window->addToolBar(bar);
}

void MainActions::update(const ActionContext &context)
{
    rescan->setEnabled(!context.isScanning);
    findFolder->setEnabled(context.hasAwayFolders);
    exportPlaylist->setEnabled(context.isPlaylist);
    removeFromPlaylist->setEnabled(context.isStaticPlaylist && context.hasSelectedSongs);
    editPlaylist->setEnabled(context.isPlaylist && !context.isStaticPlaylist);
    renamePlaylist->setEnabled(context.isPlaylist);
    deletePlaylist->setEnabled(context.isPlaylist);
    const bool isIdle = context.isPlayer && !context.isSyncing;
    startSync->setEnabled(isIdle && context.isPlayerConnected && context.isPartner);
    syncDeleted->setEnabled(startSync->isEnabled());
    stopSync->setEnabled(context.isPlayer && context.isSyncing);
    sendSelection->setEnabled(isIdle && context.isPlayerConnected && context.hasSelectedSongs);
    setUpPlayer->setEnabled(isIdle && context.isPlayerConnected);
    setUpPlayer->setText(context.isPartner ? tr("&Settings…") : tr("Set &Up…"));
    renamePlayer->setEnabled(context.isPlayer);
    ejectPlayer->setEnabled(context.canEject);
    endPartnership->setEnabled(isIdle && context.isPartner);
    forgetPlayer->setEnabled(isIdle);
    showPlayer->setEnabled(context.isPlayer || showPlayer->isChecked());
}

void MainActions::updateHistory(const QString &undoText, const QString &redoText)
{
    undo->setEnabled(!undoText.isEmpty());
    undo->setText(undoText.isEmpty() ? tr("&Undo") : tr("&Undo: %1", "%1 is a command").arg(undoText));
    redo->setEnabled(!redoText.isEmpty());
    redo->setText(redoText.isEmpty() ? tr("&Redo") : tr("&Redo: %1", "%1 is a command").arg(redoText));
}

QMenu *MainActions::playlistContextMenu(QWidget *parent) const
{
    auto *menu = new QMenu(parent);
    menu->addActions({editPlaylist, renamePlaylist, exportPlaylist, deletePlaylist});
    return menu;
}

QMenu *MainActions::playerContextMenu(QWidget *parent) const
{
    auto *menu = new QMenu(parent);
    menu->addActions({startSync, syncDeleted, stopSync});
    menu->addSeparator();
    menu->addActions({setUpPlayer, renamePlayer, ejectPlayer, endPartnership, forgetPlayer});
    return menu;
}

QMenu *MainActions::libraryContextMenu(QWidget *parent) const
{
    auto *menu = new QMenu(parent);
    menu->addActions({addFolder, findFolder, removeFolder, rescan});
    menu->addSeparator();
    menu->addActions({newPlaylist, newAutoPlaylist, importPlaylist, addPlayer});
    return menu;
}

QMenu *MainActions::songContextMenu(QWidget *parent) const
{
    auto *menu = new QMenu(parent);
    menu->addActions({newPlaylist, sendSelection, removeFromPlaylist});
    return menu;
}

} // namespace tandem::ui
