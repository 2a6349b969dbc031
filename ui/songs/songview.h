// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"
#include "model/playlists/playlistlines.h"

#include <QList>
#include <QTableView>
#include <QUrl>

namespace tandem::model {
class TrackModel;
}

namespace tandem::ui {

/// The song table. Its rows are dragged to playlists and players, and within a static playlist that stands
/// in its own order to another place.
class SongView : public QTableView
{
    Q_OBJECT

public:
    /// @p tracks must outlive the view.
    explicit SongView(model::TrackModel &tracks, QWidget *parent = nullptr);

    /// Whether what is shown takes songs and can be put in another order.
    void setTakesSongs(bool takesSongs) { m_takesSongs = takesSongs; }

    QList<int> selectedRows() const;                      ///< in order
    QList<TrackId> selectedTracks() const;                ///< in the table's order
    QList<model::SeenLine> selectedPlaylistLines() const; ///< ascending

Q_SIGNALS:
    void linesMoved(const QList<tandem::model::SeenLine> &lines,
                    int target); ///< to before the line @p target
    void moveRefused();          ///< of songs within their playlist, which is shown sorted or searched
    void tracksDropped(const QList<tandem::TrackId> &tracks);
    void filesDropped(const QList<QUrl> &urls);
    void playRequested(int row);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Drop { Nothing, Move, RefusedMove, Songs, Files };

    Drop dropOf(const QMimeData *mime) const;
    int targetLine(const QPoint &position) const;

    model::TrackModel &m_tracks;
    bool m_takesSongs = false;
};

} // namespace tandem::ui
