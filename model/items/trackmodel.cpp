// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "trackmodel.h"

#include "model/items/mimedata.h"
#include "model/items/trackrows.h"
#include "model/playlists/playlistrepository.h"

#include <QDateTime>
#include <QHash>
#include <QLocale>
#include <QMimeData>
#include <QThreadPool>
#include <algorithm>
#include <atomic>
#include <optional>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

constexpr int blockRows = 100;
constexpr qsizetype cachedTracks = 5000;

/// How a new list of rows replaces the old one.
enum class Arrival { Replace, Refresh, Sort };

QString numberText(int number)
{
    return number > 0 ? QString::number(number) : QString();
}

} // namespace

class TrackModel::Private
{
public:
    Private(TrackModel *model, Database library) : q(model), database(std::move(library))
    {
        // One after the other: a later question makes the earlier ones pointless.
        pool.setMaxThreadCount(1);
    }

    void ask(Arrival newArrival);
    void adopt(QList<TrackRow> newRows);
    void adoptSorted(QList<TrackRow> newRows);
    void adoptChanged(QList<TrackRow> newRows);
    const Track &trackOfRow(int row);
    QVariant display(int row, int column);

    TrackModel *q;
    Database database;
    TrackRowsRequest request;
    TrackRowsRequest shown; ///< what the rows are the answer to
    Arrival arrival = Arrival::Replace;
    std::atomic<quint64> asked = 0;
    quint64 delivered = 0;
    QList<TrackRow> rows;
    QHash<TrackId, Track> cache;
    std::optional<Connection> connection; ///< of the model's thread, for visible rows
    QThreadPool pool;
};

void TrackModel::Private::ask(Arrival newArrival)
{
    // An answer that never came must not be taken for a mere refresh of what is shown.
    arrival = delivered != asked && arrival == Arrival::Replace ? Arrival::Replace : newArrival;
    const quint64 generation = ++asked;
    pool.clear();
    pool.start([this, generation, question = request] {
        if (generation != asked)
            return;
        auto answer = [&] {
            Connection ownConnection(database);
            return fetchTrackRows(ownConnection, question, QDateTime::currentSecsSinceEpoch());
        }();
        QMetaObject::invokeMethod(
            q,
            [this, generation, result = std::move(answer)] {
                if (generation != asked)
                    return;
                delivered = generation;
                shown = request;
                if (!result) {
                    Q_EMIT q->failed(result.error());
                    return;
                }
                adopt(*result);
                Q_EMIT q->loaded();
            },
            Qt::QueuedConnection);
    });
}

void TrackModel::Private::adopt(QList<TrackRow> newRows)
{
    cache.clear();
    if (newRows == rows) {
        if (!rows.isEmpty())
            Q_EMIT q->dataChanged(q->index(0, 0), q->index(q->rowCount() - 1, ColumnCount - 1));
        return;
    }
    if (arrival == Arrival::Sort && newRows.size() == rows.size()) {
        adoptSorted(std::move(newRows));
    } else if (arrival == Arrival::Refresh) {
        adoptChanged(std::move(newRows));
    } else {
        q->beginResetModel();
        rows = std::move(newRows);
        q->endResetModel();
    }
}

/// The same rows in another order: selection and current row follow their tracks.
void TrackModel::Private::adoptSorted(QList<TrackRow> newRows)
{
    Q_EMIT q->layoutAboutToBeChanged({}, VerticalSortHint);
    QHash<std::pair<qint64, int>, int> places;
    places.reserve(newRows.size());
    for (int row = 0; const TrackRow &newRow : std::as_const(newRows))
        places.insert({newRow.track.value, newRow.line}, row++);
    const QModelIndexList before = q->persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &index : before) {
        const TrackRow &old = rows.at(index.row());
        const auto place = places.constFind({old.track.value, old.line});
        after += place == places.cend() ? QModelIndex() : q->createIndex(*place, index.column());
    }
    rows = std::move(newRows);
    q->changePersistentIndexList(before, after);
    Q_EMIT q->layoutChanged({}, VerticalSortHint);
}

/// Only what differs is taken out and put in, so that the view keeps its place.
void TrackModel::Private::adoptChanged(QList<TrackRow> newRows)
{
    const auto [oldStart, newStart] = std::ranges::mismatch(rows, newRows);
    const auto first = static_cast<int>(oldStart - rows.begin());
    const auto shared = static_cast<int>(std::min(rows.size(), newRows.size())) - first;
    int tail = 0;
    while (tail < shared && rows.at(rows.size() - 1 - tail) == newRows.at(newRows.size() - 1 - tail))
        ++tail;
    const auto oldEnd = static_cast<int>(rows.size()) - tail;
    const auto newEnd = static_cast<int>(newRows.size()) - tail;
    if (oldEnd > first) {
        q->beginRemoveRows({}, first, oldEnd - 1);
        rows.remove(first, oldEnd - first);
        q->endRemoveRows();
    }
    if (newEnd > first) {
        q->beginInsertRows({}, first, newEnd - 1);
        rows = std::move(newRows);
        q->endInsertRows();
    }
    if (!rows.isEmpty())
        Q_EMIT q->dataChanged(q->index(0, 0), q->index(q->rowCount() - 1, ColumnCount - 1));
}

const Track &TrackModel::Private::trackOfRow(int row)
{
    static const Track none;
    const TrackId id = rows.at(row).track;
    if (!id.isValid())
        return none;
    if (const auto known = cache.constFind(id); known != cache.cend())
        return *known;

    if (cache.size() > cachedTracks)
        cache.clear();
    if (!connection)
        connection.emplace(database);
    const qsizetype first = row / blockRows * blockRows;
    const qsizetype last = std::min<qsizetype>(first + blockRows, rows.size());
    QList<TrackId> ids;
    for (qsizetype i = first; i < last; ++i) {
        if (rows.at(i).track.isValid() && !cache.contains(rows.at(i).track))
            ids += rows.at(i).track;
    }
    if (const auto found = TrackRepository(*connection).tracks(ids)) {
        for (const Track &track : *found)
            cache.insert(track.id, track);
    }
    // Removed in the meantime: an empty row until the next refresh, not one query per repaint.
    return cache[id];
}

QVariant TrackModel::Private::display(int row, int column)
{
    const TrackRow &line = rows.at(row);
    const Track &track = trackOfRow(row);
    if (!track.id.isValid())
        return column == Title ? line.path.section(u'/', -1) : QString();
    switch (static_cast<Column>(column)) {
    case Title:
        return track.displayTitle();
    case Artist:
        return track.tags.artist;
    case Album:
        return track.tags.album;
    case TrackNumber:
        return numberText(track.tags.trackNumber);
    case Genre:
        return track.tags.genre;
    case Year:
        return numberText(track.tags.year);
    case Duration:
        return playingTimeText(track.tags.duration);
    case Format:
        return audioFormatName(track.tags.format);
    case Added:
        return track.addedAt > 0 ? QLocale().toString(QDateTime::fromSecsSinceEpoch(track.addedAt).date(),
                                                      QLocale::ShortFormat)
                                 : QString();
    case ColumnCount:
        break;
    }
    return {};
}

TrackModel::TrackModel(Database database, QObject *parent)
    : QAbstractTableModel(parent), d(std::make_unique<Private>(this, std::move(database)))
{
}

TrackModel::~TrackModel()
{
    ++d->asked;
    d->pool.clear();
    d->pool.waitForDone();
}

void TrackModel::showLibrary(const QString &search)
{
    d->request.playlist = {};
    d->request.search = search;
    d->ask(Arrival::Replace);
}

void TrackModel::showPlaylist(PlaylistId playlist, const QString &search)
{
    d->request.playlist = playlist;
    d->request.search = search;
    d->ask(Arrival::Replace);
}

void TrackModel::refresh()
{
    d->ask(Arrival::Refresh);
}

bool TrackModel::isLoading() const
{
    return d->delivered != d->asked;
}

PlaylistId TrackModel::playlist() const
{
    return d->shown.playlist;
}

bool TrackModel::isPlaylistOrder() const
{
    return d->shown.playlist.isValid() && d->shown.search.trimmed().isEmpty() && d->shown.column < 0;
}

TrackId TrackModel::trackAt(int row) const
{
    return row >= 0 && row < d->rows.size() ? d->rows.at(row).track : TrackId();
}

QList<TrackId> TrackModel::trackIds() const
{
    QList<TrackId> ids;
    ids.reserve(d->rows.size());
    for (const TrackRow &row : std::as_const(d->rows)) {
        if (row.track.isValid())
            ids += row.track;
    }
    return ids;
}

SeenLine TrackModel::lineAt(int row) const
{
    const TrackRow &shown = d->rows.at(row);
    return {.line = shown.line, .entry = {.track = shown.track, .path = shown.path}};
}

int TrackModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(d->rows.size());
}

int TrackModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TrackModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TrackRow &row = d->rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return d->display(index.row(), index.column());
    case Qt::ToolTipRole: {
        const Track &track = d->trackOfRow(index.row());
        if (!track.isAvailable || !track.id.isValid())
            return tr("This file is not there: %1").arg(row.track.isValid() ? track.path : row.path);
        return index.column() <= Genre ? d->display(index.row(), index.column()) : QVariant();
    }
    case Qt::AccessibleTextRole:
        if (index.column() == Title && !index.data(IsAvailableRole).toBool())
            return tr("%1, file not there").arg(d->display(index.row(), Title).toString());
        return d->display(index.row(), index.column());
    case Qt::TextAlignmentRole:
        if (index.column() == TrackNumber || index.column() == Year || index.column() == Duration)
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    case TrackIdRole:
        return QVariant::fromValue(row.track);
    case IsAvailableRole:
        return row.track.isValid() && d->trackOfRow(index.row()).isAvailable;
    case PathRole:
        return row.track.isValid() ? d->trackOfRow(index.row()).path : row.path;
    default:
        return {};
    }
}

QVariant TrackModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == TrackNumber || section == Year || section == Duration;
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Title:
        return tr("Title");
    case Artist:
        return tr("Artist");
    case Album:
        return tr("Album");
    case TrackNumber:
        return tr("No.", "column heading: number of the track on its album");
    case Genre:
        return tr("Genre");
    case Year:
        return tr("Year");
    case Duration:
        return tr("Time", "column heading: playing time");
    case Format:
        return tr("Format");
    case Added:
        return tr("Added", "column heading: when the track came into the library");
    case ColumnCount:
        break;
    }
    return {};
}

Qt::ItemFlags TrackModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags base = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return base | Qt::ItemIsDropEnabled;
    return base | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

void TrackModel::sort(int column, Qt::SortOrder order)
{
    const bool isDescending = order == Qt::DescendingOrder;
    if (column == d->request.column && (column < 0 || isDescending == d->request.isDescending))
        return;
    d->request.column = column;
    d->request.isDescending = isDescending;
    if (d->asked > 0)
        d->ask(Arrival::Sort);
}

QStringList TrackModel::mimeTypes() const
{
    return {tracksMimeType()};
}

QMimeData *TrackModel::mimeData(const QModelIndexList &indexes) const
{
    QList<int> rows;
    for (const QModelIndex &index : indexes) {
        if (index.isValid())
            rows += index.row();
    }
    std::ranges::sort(rows);
    const auto repeats = std::ranges::unique(rows);
    rows.erase(repeats.begin(), repeats.end());
    QList<TrackId> ids;
    PlaylistLines lines{.playlist = d->shown.playlist, .lines = {}};
    for (const int row : std::as_const(rows)) {
        if (d->rows.at(row).track.isValid())
            ids += d->rows.at(row).track;
        lines.lines += lineAt(row);
    }
    QMimeData *data = mimeDataForTracks(ids);
    std::ranges::sort(lines.lines, {}, &SeenLine::line);
    if (lines.playlist.isValid())
        addPlaylistLines(*data, lines);
    return data;
}

QString playingTimeText(std::chrono::milliseconds duration)
{
    const auto seconds = std::chrono::round<std::chrono::seconds>(duration).count();
    if (seconds <= 0)
        return {};
    if (seconds < 3600)
        return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, '0'_L1);
    return u"%1:%2:%3"_s.arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, '0'_L1)
        .arg(seconds % 60, 2, 10, '0'_L1);
}

} // namespace tandem::model
