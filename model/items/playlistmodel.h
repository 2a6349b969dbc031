// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/playlists/playlist.h"

#include <QAbstractListModel>
#include <QList>

namespace tandem::model {

/// The library's playlists with check boxes that say what synchronizes with one player; the order of
/// the checked ones is their priority, the first is the highest. Rows can be dragged or moved.
class PlaylistModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PlaylistIdRole = Qt::UserRole,
        IsAutoRole,
        PriorityRole, ///< 1 is the highest; 0 does not synchronize
    };

    explicit PlaylistModel(QObject *parent = nullptr) : QAbstractListModel(parent) {}

    /// The chosen ones come first, in this order, then the others as @p playlists has them. Where
    /// nothing differs but the names, the rows stay.
    void setPlaylists(const QList<Playlist> &playlists, const QList<PlaylistId> &chosen);
    QList<PlaylistId> chosen() const; ///< in priority order
    PlaylistId playlistAt(int row) const;

    bool canMoveUp(int row) const { return row > 0 && row < rowCount(); }
    bool canMoveDown(int row) const { return row >= 0 && row < rowCount() - 1; }
    void moveUp(int row);
    void moveDown(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    bool moveRows(const QModelIndex &sourceParent, int sourceRow, int count,
                  const QModelIndex &destinationParent, int destinationChild) override;

Q_SIGNALS:
    void chosenChanged(); ///< by the person at the list, not by setPlaylists()

private:
    struct Item {
        Playlist playlist;
        bool isChosen = false;
    };

    int priorityOf(int row) const;

    QList<Item> m_items;
};

} // namespace tandem::model
