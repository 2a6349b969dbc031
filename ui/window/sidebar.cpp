// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sidebar.h"

#include "model/items/devicemodel.h"
#include "model/items/mimedata.h"
#include "model/items/trackmodel.h"
#include "ui/common/icons.h"
#include "ui/common/localfiles.h"
#include "ui/window/sidebardelegate.h"

#include <QDragEnterEvent>
#include <QHeaderView>
#include <QMimeData>
#include <QSignalBlocker>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

Sidebar::Kind kindOf(const QTreeWidgetItem *item)
{
    return item ? static_cast<Sidebar::Kind>(item->data(0, Sidebar::KindRole).toInt()) : Sidebar::Section;
}

qint64 idOf(const QTreeWidgetItem *item)
{
    return item ? item->data(0, Sidebar::IdRole).toLongLong() : 0;
}

} // namespace

Sidebar::Sidebar(model::DeviceModel &devices, QWidget *parent) : QTreeWidget(parent), m_devices(devices)
{
    setObjectName(u"sidebarTreeWidget"_s);
    setAccessibleName(tr("Library, playlists and players"));
    setHeaderHidden(true);
    setColumnCount(1);
    setRootIsDecorated(false);
    setIndentation(0);
    setItemsExpandable(false);
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new SidebarDelegate(this));
    setSelectionMode(QAbstractItemView::SingleSelection);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDropIndicatorShown(true);
    setDragDropMode(QAbstractItemView::DragDrop);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(150);

    m_libraryItem = addSection(tr("Library"));
    m_songsItem = new QTreeWidgetItem(m_libraryItem, {tr("Songs")});
    m_songsItem->setIcon(0, symbolIcon(u"songs"_s));
    m_songsItem->setData(0, KindRole, Songs);
    m_songsItem->setData(0, ProgressRole, -1);
    m_playlistsItem = addSection(tr("Playlists"));
    m_playersItem = addSection(tr("Players"));

    connect(this, &QTreeWidget::currentItemChanged, this, &Sidebar::announceCurrent);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_devices, signal, this, &Sidebar::updatePlayers);
    connect(&m_devices, &QAbstractItemModel::rowsMoved, this, &Sidebar::updatePlayers);
    connect(&m_devices, &QAbstractItemModel::dataChanged, this, &Sidebar::updatePlayers);
    updatePlayers();
}

QTreeWidgetItem *Sidebar::addSection(const QString &text)
{
    auto *item = new QTreeWidgetItem(this, {text});
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsDropEnabled);
    item->setData(0, KindRole, Section);
    item->setData(0, ProgressRole, -1);
    item->setExpanded(true);
    return item;
}

QTreeWidgetItem *Sidebar::findItem(QTreeWidgetItem *section, qint64 id) const
{
    for (int i = 0; i < section->childCount(); ++i) {
        if (idOf(section->child(i)) == id)
            return section->child(i);
    }
    return nullptr;
}

void Sidebar::setAwayFolders(const QList<model::LibraryFolder> &folders)
{
    const FolderId selected = currentFolder();
    {
        const QSignalBlocker blocker(this);
        // So that its end is announced.
        if (selected.isValid())
            setCurrentItem(nullptr);
        while (m_libraryItem->childCount() > 1)
            delete m_libraryItem->takeChild(1);
        for (const model::LibraryFolder &folder : folders) {
            auto *item = new QTreeWidgetItem(m_libraryItem, {folder.name()});
            item->setIcon(0, symbolIcon(u"folder-away"_s));
            item->setToolTip(0, folder.path);
            item->setData(0, KindRole, AwayFolder);
            item->setData(0, IdRole, folder.id.value);
            item->setData(0, StatusRole, tr("Not there now", "a folder"));
            item->setData(0, ProgressRole, -1);
            item->setData(0, Qt::AccessibleDescriptionRole, tr("Music folder that is not there now"));
            if (folder.id == selected)
                setCurrentItem(item);
        }
    }
    if (selected.isValid() && currentFolder() != selected)
        selectSongs();
}

void Sidebar::setPlaylists(const QList<model::Playlist> &playlists)
{
    const PlaylistId selected = currentPlaylist();
    {
        const QSignalBlocker blocker(this);
        qDeleteAll(m_playlistsItem->takeChildren());
        for (const model::Playlist &playlist : playlists) {
            if (playlist.isSyncOnly)
                continue; // only players are offered it
            const bool isAuto = playlist.kind == model::PlaylistKind::Auto;
            auto *item = new QTreeWidgetItem(m_playlistsItem, {playlist.name});
            item->setIcon(0, symbolIcon(isAuto ? u"auto-playlist"_s : u"playlist"_s));
            item->setData(0, KindRole, isAuto ? AutoPlaylist : StaticPlaylist);
            item->setData(0, IdRole, playlist.id.value);
            item->setData(0, ProgressRole, -1);
            item->setToolTip(0,
                             isAuto && !playlist.rule.query.isEmpty() ? playlist.rule.query : playlist.name);
            item->setData(0, Qt::AccessibleDescriptionRole, isAuto ? tr("Auto playlist") : tr("Playlist"));
            if (playlist.id == selected)
                setCurrentItem(item);
        }
        m_playlistsItem->setExpanded(true);
    }
    if (selected.isValid() && !findItem(m_playlistsItem, selected.value))
        selectSongs();
}

void Sidebar::updatePlayers()
{
    const PlayerId selected = currentPlayer();
    {
        const QSignalBlocker blocker(this);
        // Items are reused, so that a progress ten times a second costs no selection and no drag.
        while (m_playersItem->childCount() > m_devices.rowCount())
            delete m_playersItem->takeChild(m_playersItem->childCount() - 1);
        while (m_playersItem->childCount() < m_devices.rowCount())
            new QTreeWidgetItem(m_playersItem);
        for (int row = 0; row < m_devices.rowCount(); ++row) {
            const QModelIndex device = m_devices.index(row);
            const bool isConnected = device.data(model::DeviceModel::IsConnectedRole).toBool();
            QTreeWidgetItem *item = m_playersItem->child(row);
            item->setText(0, device.data().toString());
            item->setIcon(0, symbolIcon(isConnected ? u"player"_s : u"player-away"_s));
            item->setToolTip(0, device.data(Qt::ToolTipRole).toString());
            item->setData(0, Qt::AccessibleTextRole, device.data(Qt::AccessibleTextRole));
            item->setData(0, KindRole, Player);
            item->setData(0, IdRole, device.data(model::DeviceModel::PlayerIdRole).value<PlayerId>().value);
            item->setData(0, StatusRole, device.data(model::DeviceModel::StatusTextRole));
            item->setData(0, ProgressRole, device.data(model::DeviceModel::ProgressRole));
        }
        m_playersItem->setHidden(m_devices.rowCount() == 0);
        m_playersItem->setExpanded(true);
        if (selected.isValid()) {
            if (QTreeWidgetItem *item = findItem(m_playersItem, selected.value))
                setCurrentItem(item);
        }
    }
    viewport()->update();
    if (selected.isValid() && currentPlayer() != selected)
        selectSongs();
}

Sidebar::Kind Sidebar::currentKind() const
{
    return kindOf(currentItem());
}

bool Sidebar::hasAwayFolders() const
{
    return m_libraryItem->childCount() > 1;
}

FolderId Sidebar::currentFolder() const
{
    return currentKind() == AwayFolder ? FolderId{idOf(currentItem())} : FolderId();
}

PlaylistId Sidebar::currentPlaylist() const
{
    const Kind kind = currentKind();
    return kind == StaticPlaylist || kind == AutoPlaylist ? PlaylistId{idOf(currentItem())} : PlaylistId();
}

PlayerId Sidebar::currentPlayer() const
{
    return currentKind() == Player ? PlayerId{idOf(currentItem())} : PlayerId();
}

void Sidebar::selectSongs()
{
    setCurrentItem(m_songsItem);
}

void Sidebar::selectPlaylist(PlaylistId id)
{
    if (QTreeWidgetItem *item = findItem(m_playlistsItem, id.value))
        setCurrentItem(item);
}

void Sidebar::selectPlayer(PlayerId id)
{
    if (QTreeWidgetItem *item = findItem(m_playersItem, id.value))
        setCurrentItem(item);
}

void Sidebar::announceCurrent()
{
    switch (currentKind()) {
    case Songs:
        Q_EMIT songsSelected();
        break;
    case AwayFolder:
        Q_EMIT folderSelected(currentFolder());
        break;
    case StaticPlaylist:
    case AutoPlaylist:
        Q_EMIT playlistSelected(currentPlaylist());
        break;
    case Player:
        Q_EMIT playerSelected(currentPlayer());
        break;
    case Section:
        break;
    }
}

QStringList Sidebar::mimeTypes() const
{
    const std::unique_ptr<QMimeData> tracks(model::mimeDataForTracks({}));
    const std::unique_ptr<QMimeData> playlists(model::mimeDataForPlaylists({}));
    return tracks->formats() + playlists->formats() + QStringList{u"text/uri-list"_s};
}

QMimeData *Sidebar::mimeData(const QList<QTreeWidgetItem *> &items) const
{
    QList<PlaylistId> playlists;
    for (const QTreeWidgetItem *item : items) {
        if (kindOf(item) == StaticPlaylist || kindOf(item) == AutoPlaylist)
            playlists += PlaylistId{idOf(item)};
    }
    // Nothing but playlists can be dragged from here.
    return playlists.isEmpty() ? nullptr : model::mimeDataForPlaylists(playlists);
}

bool Sidebar::takesDrop(const QDropEvent *event) const
{
    const QMimeData *mime = event->mimeData();
    const QTreeWidgetItem *item = itemAt(event->position().toPoint());
    const bool hasTracks = !model::trackIdsFromMimeData(mime).isEmpty();
    const bool hasPlaylists = !model::playlistIdsFromMimeData(mime).isEmpty();
    if (kindOf(item) == Player)
        return (hasTracks || hasPlaylists || !localFiles(mime).isEmpty()) &&
               m_devices.device(PlayerId{idOf(item)}).isConnected;
    if (kindOf(item) == StaticPlaylist && hasTracks)
        return true;
    return mime->hasUrls() && !hasTracks && !hasPlaylists;
}

void Sidebar::dragEnterEvent(QDragEnterEvent *event)
{
    QTreeWidget::dragEnterEvent(event);
    // Where it can be dropped is said while it moves.
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void Sidebar::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeWidget::dragMoveEvent(event);
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(takesDrop(event));
}

void Sidebar::dropEvent(QDropEvent *event)
{
    setState(NoState);
    if (!takesDrop(event)) {
        event->ignore();
        return;
    }
    event->setDropAction(Qt::CopyAction);
    event->accept();
    const QMimeData *mime = event->mimeData();
    const QTreeWidgetItem *item = itemAt(event->position().toPoint());
    const auto tracks = model::trackIdsFromMimeData(mime);
    if (kindOf(item) == Player)
        Q_EMIT droppedOnPlayer(PlayerId{idOf(item)}, tracks, model::playlistIdsFromMimeData(mime),
                               localFiles(mime));
    else if (!tracks.isEmpty())
        Q_EMIT tracksDroppedOnPlaylist(PlaylistId{idOf(item)}, tracks);
    else
        Q_EMIT filesDropped(mime->urls());
    viewport()->update();
}

void Sidebar::keyPressEvent(QKeyEvent *event)
{
    const bool isPlaylist = currentPlaylist().isValid();
    if (event->matches(QKeySequence::Delete) && (isPlaylist || currentPlayer().isValid()))
        Q_EMIT removalRequested();
    else
        QTreeWidget::keyPressEvent(event);
}

} // namespace tandem::ui
