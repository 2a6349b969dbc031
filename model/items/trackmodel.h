// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/db/database.h"
#include "model/items/trackrows.h"
#include "model/playlists/playlistlines.h"
#include "model/tracks/trackrepository.h"

#include <QAbstractTableModel>
#include <QList>
#include <chrono>
#include <memory>

class QMimeData;

namespace tandem::model {

/// The songs of the library, of a search, or of a playlist, as a table. rowCount() is that of the
/// ordered ids, which a worker thread fetches; what a row shows is fetched for the rows that are looked
/// at. Drags offer the tracks, and from a playlist its lines, too (see model/items/mimedata.h).
class TrackModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using Column = TrackColumn;
    using enum TrackColumn;
    enum Role {
        TrackIdRole = Qt::UserRole,
        IsAvailableRole,
        PathRole,
    };

    explicit TrackModel(Database database, QObject *parent = nullptr);
    ~TrackModel() override;

    /// Shows the tracks of the library that match @p search (query language; a query that does not
    /// compile is taken as plain words).
    void showLibrary(const QString &search);
    /// Shows a playlist's items in its order, narrowed by @p search.
    void showPlaylist(PlaylistId playlist, const QString &search);
    /// Fetches the same again, after the library changed. Keeps what it shows until then.
    void refresh();

    bool isLoading() const;
    /// The playlist that the rows are of; 0 is the library.
    PlaylistId playlist() const;
    /// Whether rows stand as the playlist's lines do: no search and no sorting, so that a row is a line.
    bool isPlaylistOrder() const;
    TrackId trackAt(int row) const; ///< 0 for a playlist's line without a track
    QList<TrackId> trackIds() const;
    SeenLine lineAt(int row) const; ///< of the playlist, as it was when the rows were fetched

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Column -1 is the library's own order (by artist), or the playlist's.
    void sort(int column, Qt::SortOrder order) override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;

Q_SIGNALS:
    void loaded(); ///< rows are those asked for last
    void failed(const tandem::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// "3:05" or "1:02:03"; empty for 0.
QString playingTimeText(std::chrono::milliseconds duration);

} // namespace tandem::model
