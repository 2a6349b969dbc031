// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "trackrows.h"

#include "model/playlists/playlistrepository.h"
#include "model/query/query.h"
#include "model/query/queryfields.h"
#include "model/tracks/trackrepository.h"

#include <QHash>
#include <QRegularExpression>
#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

/// The search as words, with everything that means something to the query language taken out.
QStringList plainWords(const QString &search)
{
    QString text = search;
    text.replace(QRegularExpression(u"[\"'\\\\\\x00-\\x1f]"_s), u" "_s);
    return text.split(QRegularExpression(u"\\s+"_s), Qt::SkipEmptyParts);
}

Result<TrackCondition> searchCondition(const QString &search, qint64 now)
{
    if (search.trimmed().isEmpty())
        return TrackCondition();
    if (auto compiled = compileQuery(search, now))
        return compiled;
    QStringList quoted;
    for (const QString &word : plainWords(search))
        quoted += u'"' + word + u'"';
    return quoted.isEmpty() ? TrackCondition() : compileQuery(quoted.join(u' '), now);
}

TrackOrder orderOf(const TrackRowsRequest &request)
{
    switch (request.column) {
    case TrackColumn::Title:
        return {TrackField::Title, request.isDescending};
    case TrackColumn::Album:
        return {TrackField::Album, request.isDescending};
    case TrackColumn::TrackNumber:
        return {TrackField::TrackNumber, request.isDescending};
    case TrackColumn::Genre:
        return {TrackField::Genre, request.isDescending};
    case TrackColumn::Year:
        return {TrackField::Year, request.isDescending};
    case TrackColumn::Duration:
        return {TrackField::Duration, request.isDescending};
    case TrackColumn::Added:
        return {TrackField::Added, request.isDescending};
    case TrackColumn::Artist:
        return {TrackField::Artist, request.isDescending};
    default:
        return {TrackField::Artist, false};
    }
}

TrackCondition both(const TrackCondition &left, const TrackCondition &right)
{
    if (left.sql.isEmpty() || right.sql.isEmpty())
        return left.sql.isEmpty() ? right : left;
    return {u"(%1) AND (%2)"_s.arg(left.sql, right.sql), left.values + right.values};
}

/// Formats are no field that the database sorts by: one list per format, by its name.
Result<QList<TrackId>> idsByFormat(Connection &connection, const TrackCondition &condition,
                                   const TrackRowsRequest &request, qint64 now)
{
    QStringList names = queryFormatNames();
    names.sort(Qt::CaseInsensitive);
    if (request.isDescending)
        std::ranges::reverse(names);

    const TrackRepository repository(connection);
    QList<TrackId> result;
    for (const QString &name : std::as_const(names)) {
        const auto isFormat = compileQuery(u"format:\"%1\""_s.arg(name), now);
        if (!isFormat)
            return std::unexpected(isFormat.error());
        const auto ids = repository.ids(both(condition, *isFormat), {}, 0, request.playlist.isValid());
        if (!ids)
            return std::unexpected(ids.error());
        result += *ids;
    }
    return result;
}

Result<QList<TrackId>> sortedIds(Connection &connection, const TrackCondition &condition,
                                 const TrackRowsRequest &request, qint64 now)
{
    if (request.column == TrackColumn::Format)
        return idsByFormat(connection, condition, request, now);
    // A playlist keeps lines whose file is gone.
    return TrackRepository(connection).ids(condition, orderOf(request), 0, request.playlist.isValid());
}

Result<QList<TrackRow>> playlistLines(Connection &connection, PlaylistId id)
{
    const PlaylistRepository repository(connection);
    const auto playlist = repository.playlist(id);
    if (!playlist)
        return std::unexpected(playlist.error());
    QList<TrackRow> rows;
    if (playlist->kind == PlaylistKind::Auto) {
        const auto ids = repository.trackIds(id);
        if (!ids)
            return std::unexpected(ids.error());
        for (const TrackId track : *ids)
            rows += TrackRow{track, static_cast<int>(rows.size())};
        return rows;
    }
    const auto entries = repository.entries(id);
    if (!entries)
        return std::unexpected(entries.error());
    for (const PlaylistEntry &entry : *entries) {
        rows += TrackRow{entry.track, static_cast<int>(rows.size()),
                         entry.track.isValid() ? QString() : entry.path};
    }
    return rows;
}

} // namespace

Result<QList<TrackRow>> fetchTrackRows(Connection &connection, const TrackRowsRequest &request, qint64 now)
{
    const auto condition = searchCondition(request.search, now);
    if (!condition)
        return std::unexpected(condition.error());
    if (!request.playlist.isValid()) {
        const auto ids = sortedIds(connection, *condition, request, now);
        if (!ids)
            return std::unexpected(ids.error());
        QList<TrackRow> rows;
        rows.reserve(ids->size());
        for (const TrackId id : *ids)
            rows += TrackRow{id};
        return rows;
    }

    auto rows = playlistLines(connection, request.playlist);
    const bool isSearched = !condition->sql.isEmpty();
    if (!rows || (!isSearched && request.column < 0))
        return rows;
    const auto ids = sortedIds(connection, *condition, request, now);
    if (!ids)
        return std::unexpected(ids.error());
    QHash<TrackId, qsizetype> places;
    places.reserve(ids->size());
    for (const TrackId id : *ids)
        places.insert(id, places.size());
    if (isSearched) {
        const QStringList words = plainWords(request.search);
        rows->removeIf([&](const TrackRow &row) {
            if (row.track.isValid())
                return !places.contains(row.track);
            return !std::ranges::all_of(
                words, [&](const QString &word) { return row.path.contains(word, Qt::CaseInsensitive); });
        });
    }
    if (request.column >= 0) {
        std::ranges::stable_sort(*rows, {}, [&](const TrackRow &row) {
            return places.value(row.track, std::numeric_limits<qsizetype>::max());
        });
    }
    return rows;
}

} // namespace tandem::model
