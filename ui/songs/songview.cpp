// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "songview.h"

#include "model/items/mimedata.h"
#include "model/items/trackmodel.h"
#include "ui/common/icons.h"

#include <QDragEnterEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMimeData>
#include <QStyledItemDelegate>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

/// Shows songs whose file is not there in italics and with a sign.
class SongDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        // Rows are selected as a whole; a frame around one cell would only puzzle.
        option->state &= ~QStyle::State_HasFocus;
        if (index.data(model::TrackModel::IsAvailableRole).toBool())
            return;
        option->font.setItalic(true);
        option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
        if (index.column() == model::TrackModel::Title) {
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->icon = symbolIcon(u"warning"_s);
            option->decorationSize = QSize(16, 16);
        }
    }
};

} // namespace

SongView::SongView(model::TrackModel &tracks, QWidget *parent) : QTableView(parent), m_tracks(tracks)
{
    setObjectName(u"songTableView"_s);
    setAccessibleName(tr("Songs"));
    setModel(&tracks);
    setItemDelegate(new SongDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDragDropMode(QAbstractItemView::DragDrop);
    setDragDropOverwriteMode(false);
    setDefaultDropAction(Qt::CopyAction);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setMinimumSectionSize(40);
    const QList<std::pair<model::TrackModel::Column, int>> widths = {
        {model::TrackModel::Title, 180},      {model::TrackModel::Artist, 130},
        {model::TrackModel::Album, 142},      {model::TrackModel::Genre, 90},
        {model::TrackModel::TrackNumber, 44}, {model::TrackModel::Year, 54},
        {model::TrackModel::Duration, 56},    {model::TrackModel::Format, 64},
        {model::TrackModel::Added, 84},
    };
    for (const auto &[column, width] : widths)
        setColumnWidth(column, width);
    // What is asked for most stands where it needs no scrolling.
    header->moveSection(model::TrackModel::Duration, model::TrackModel::TrackNumber);
    connect(header, &QHeaderView::sortIndicatorChanged, this,
            [this](int column, Qt::SortOrder order) { m_tracks.sort(column, order); });
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex &index) { Q_EMIT playRequested(index.row()); });
}

QList<int> SongView::selectedRows() const
{
    QList<int> rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows += row;
    }
    std::ranges::sort(rows);
    const auto repeats = std::ranges::unique(rows);
    rows.erase(repeats.begin(), repeats.end());
    return rows;
}

QList<TrackId> SongView::selectedTracks() const
{
    QList<TrackId> ids;
    for (const int row : selectedRows()) {
        if (const TrackId id = m_tracks.trackAt(row); id.isValid())
            ids += id;
    }
    return ids;
}

QList<model::SeenLine> SongView::selectedPlaylistLines() const
{
    QList<model::SeenLine> lines;
    for (const int row : selectedRows())
        lines += m_tracks.lineAt(row);
    std::ranges::sort(lines, {}, &model::SeenLine::line);
    return lines;
}

SongView::Drop SongView::dropOf(const QMimeData *mime) const
{
    if (const PlaylistId from = model::playlistLinesFromMimeData(mime).playlist;
        m_takesSongs && from.isValid() && from == m_tracks.playlist())
        return m_tracks.isPlaylistOrder() ? Drop::Move : Drop::RefusedMove;
    if (!model::trackIdsFromMimeData(mime).isEmpty())
        return m_takesSongs ? Drop::Songs : Drop::Nothing;
    return mime->hasUrls() ? Drop::Files : Drop::Nothing;
}

int SongView::targetLine(const QPoint &position) const
{
    const QModelIndex below = indexAt(position);
    if (!below.isValid())
        return m_tracks.rowCount();
    const QRect rect = visualRect(below);
    return position.y() > rect.center().y() ? below.row() + 1 : below.row();
}

void SongView::dragEnterEvent(QDragEnterEvent *event)
{
    QTableView::dragEnterEvent(event);
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(dropOf(event->mimeData()) != Drop::Nothing);
}

void SongView::dragMoveEvent(QDragMoveEvent *event)
{
    QTableView::dragMoveEvent(event);
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(dropOf(event->mimeData()) != Drop::Nothing);
}

void SongView::dropEvent(QDropEvent *event)
{
    setState(NoState);
    const QMimeData *mime = event->mimeData();
    const Drop drop = dropOf(mime);
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(drop != Drop::Nothing);
    switch (drop) {
    case Drop::Nothing:
        break;
    case Drop::Move:
        Q_EMIT linesMoved(model::playlistLinesFromMimeData(mime).lines,
                          targetLine(event->position().toPoint()));
        break;
    case Drop::RefusedMove:
        // Taken, so that nobody further up takes the songs for new ones.
        event->setDropAction(Qt::IgnoreAction);
        Q_EMIT moveRefused();
        break;
    case Drop::Songs:
        Q_EMIT tracksDropped(model::trackIdsFromMimeData(mime));
        break;
    case Drop::Files:
        Q_EMIT filesDropped(mime->urls());
        break;
    }
    viewport()->update();
}

void SongView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid())
        Q_EMIT playRequested(currentIndex().row());
    else
        QTableView::keyPressEvent(event);
}

} // namespace tandem::ui
