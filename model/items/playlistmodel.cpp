// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistmodel.h"

#include <QSet>
#include <algorithm>
#include <ranges>

namespace tandem::model {

void PlaylistModel::setPlaylists(const QList<Playlist> &playlists, const QList<PlaylistId> &chosenIds)
{
    QSet<PlaylistId> before, after;
    for (const Item &item : std::as_const(m_items))
        before += item.playlist.id;
    for (const Playlist &playlist : playlists)
        after += playlist.id;
    QList<PlaylistId> known = chosenIds;
    known.removeIf([&](PlaylistId id) { return !after.contains(id); });

    if (before == after && known == chosen()) {
        for (Item &item : m_items)
            item.playlist = *std::ranges::find(playlists, item.playlist.id, &Playlist::id);
        if (!m_items.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }

    beginResetModel();
    m_items.clear();
    for (const PlaylistId id : std::as_const(known))
        m_items += Item{*std::ranges::find(playlists, id, &Playlist::id), true};
    for (const Playlist &playlist : playlists) {
        if (!known.contains(playlist.id))
            m_items += Item{playlist, false};
    }
    endResetModel();
}

QList<PlaylistId> PlaylistModel::chosen() const
{
    QList<PlaylistId> ids;
    for (const Item &item : m_items) {
        if (item.isChosen)
            ids += item.playlist.id;
    }
    return ids;
}

PlaylistId PlaylistModel::playlistAt(int row) const
{
    return row >= 0 && row < m_items.size() ? m_items.at(row).playlist.id : PlaylistId();
}

void PlaylistModel::moveUp(int row)
{
    if (canMoveUp(row))
        moveRow({}, row, {}, row - 1);
}

void PlaylistModel::moveDown(int row)
{
    if (canMoveDown(row))
        moveRow({}, row, {}, row + 2);
}

int PlaylistModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int PlaylistModel::priorityOf(int row) const
{
    if (!m_items.at(row).isChosen)
        return 0;
    return static_cast<int>(std::ranges::count_if(m_items | std::views::take(row + 1), &Item::isChosen));
}

QVariant PlaylistModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Item &item = m_items.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return item.playlist.name;
    case Qt::CheckStateRole:
        return item.isChosen ? Qt::Checked : Qt::Unchecked;
    case Qt::ToolTipRole:
        return item.isChosen ? tr("Synchronizes, priority %1").arg(priorityOf(index.row()))
                             : tr("Does not synchronize");
    case Qt::AccessibleTextRole:
        return item.isChosen ? tr("%1, synchronizes with priority %2")
                                   .arg(item.playlist.name)
                                   .arg(priorityOf(index.row()))
                             : tr("%1, does not synchronize").arg(item.playlist.name);
    case PlaylistIdRole:
        return QVariant::fromValue(item.playlist.id);
    case IsAutoRole:
        return item.playlist.kind == PlaylistKind::Auto;
    case PriorityRole:
        return priorityOf(index.row());
    default:
        return {};
    }
}

bool PlaylistModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const bool isChosen = value.toInt() == Qt::Checked;
    if (m_items.at(index.row()).isChosen == isChosen)
        return true;
    m_items[index.row()].isChosen = isChosen;
    // The priorities of all below change with it.
    Q_EMIT dataChanged(index, this->index(rowCount() - 1));
    Q_EMIT chosenChanged();
    return true;
}

Qt::ItemFlags PlaylistModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled |
           Qt::ItemNeverHasChildren;
}

bool PlaylistModel::moveRows(const QModelIndex &sourceParent, int sourceRow, int count,
                             const QModelIndex &destinationParent, int destinationChild)
{
    if (sourceParent.isValid() || destinationParent.isValid() || count < 1 || sourceRow < 0 ||
        sourceRow + count > rowCount() || destinationChild < 0 || destinationChild > rowCount())
        return false;
    const QList<PlaylistId> before = chosen();
    if (!beginMoveRows({}, sourceRow, sourceRow + count - 1, {}, destinationChild))
        return false;
    const auto begin = m_items.begin();
    if (destinationChild < sourceRow)
        std::rotate(begin + destinationChild, begin + sourceRow, begin + sourceRow + count);
    else
        std::rotate(begin + sourceRow, begin + sourceRow + count, begin + destinationChild);
    endMoveRows();
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {PriorityRole, Qt::ToolTipRole});
    if (chosen() != before)
        Q_EMIT chosenChanged();
    return true;
}

} // namespace tandem::model
