// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistrows.h"

#include "model/db/database.h"
#include "model/playlists/playlistrules.h"
#include "model/tracks/trackrepository.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct UnitName {
    LimitUnit unit;
    QLatin1StringView name;
};

// As they are stored.
constexpr std::array unitNames{UnitName{LimitUnit::None, ""_L1}, UnitName{LimitUnit::Items, "items"_L1},
                               UnitName{LimitUnit::Bytes, "bytes"_L1},
                               UnitName{LimitUnit::Seconds, "seconds"_L1}};

QString unitName(LimitUnit unit)
{
    return std::ranges::find(unitNames, unit, &UnitName::unit)->name;
}

LimitUnit unitFromName(const QString &name)
{
    const auto found = std::ranges::find_if(unitNames, [&](const UnitName &u) { return u.name == name; });
    return found == unitNames.end() ? LimitUnit::None : found->unit;
}

PlaylistOrigin originFromName(const QString &name)
{
    if (name == originName(PlaylistOrigin::Stock))
        return PlaylistOrigin::Stock;
    return name == originName(PlaylistOrigin::Sent) ? PlaylistOrigin::Sent : PlaylistOrigin::Person;
}

/// The tracks that these lines mean now, 0 where there is none. A track that left the library may have been
/// taken in anew, under another number, since a line was kept to be written again: then its file tells.
Result<QList<TrackId>> tracksOf(Connection &connection, const QList<PlaylistEntry> &entries)
{
    Query query(connection, u"SELECT id FROM tracks WHERE id = ?"_s);
    QList<TrackId> found;
    QStringList paths; // of the lines without a track
    found.reserve(entries.size());
    for (const PlaylistEntry &entry : entries) {
        const auto id =
            query.bind(entry.track.value).first([](const Row &row) { return TrackId{row.integer(0)}; });
        if (!id)
            return std::unexpected(id.error());
        found += id->value_or(TrackId());
        if (!found.last().isValid())
            paths += entry.path;
    }
    const auto songs = TrackRepository(connection).idsOfSongs(paths);
    if (!songs)
        return songs;
    auto next = songs->begin();
    for (TrackId &id : found) {
        if (!id.isValid())
            id = *next++;
    }
    return found;
}

} // namespace

QString selectPlaylists()
{
    return u"SELECT id, name, kind, query, sort_field, sort_descending, limit_amount, "
           "limit_unit, is_sync_only, origin, stock_id FROM playlists"_s;
}

Playlist readPlaylist(const Row &row)
{
    Playlist playlist;
    playlist.id = PlaylistId{row.integer(0)};
    playlist.name = row.text(1);
    playlist.kind = row.text(2) == "auto"_L1 ? PlaylistKind::Auto : PlaylistKind::Static;
    playlist.rule.query = row.text(3);
    playlist.rule.order = {trackFieldFromName(row.text(4)).value_or(TrackField::Artist), row.boolean(5)};
    playlist.rule.limit = {unitFromName(row.text(7)), row.integer(6)};
    playlist.isSyncOnly = row.boolean(8);
    playlist.origin = originFromName(row.text(9));
    playlist.stockId = row.text(10);
    return playlist;
}

Result<void> checkFree(Connection &connection, const QString &name, PlaylistId self)
{
    Query query(connection, u"SELECT id, name FROM playlists"_s);
    const QString folded = foldedPlaylistName(name);
    QString taken;
    auto done = query.each([&](const Row &row) {
        if (row.integer(0) != self.value && foldedPlaylistName(row.text(1)) == folded)
            taken = row.text(1);
    });
    if (done && !taken.isNull())
        return failure(ErrorCode::AlreadyExists, taken);
    return done;
}

Result<PlaylistId> insertPlaylist(Connection &connection, const Playlist &playlist)
{
    if (auto done = checkFree(connection, playlist.name); !done)
        return std::unexpected(done.error());
    Query query(connection,
                u"INSERT INTO playlists(id, name, kind, query, sort_field, sort_descending, limit_amount, "
                "limit_unit, is_sync_only, origin, stock_id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
    const bool isAuto = playlist.kind == PlaylistKind::Auto;
    const AutoRule &rule = playlist.rule;
    query.bind(playlist.id.isValid() ? QVariant(playlist.id.value) : QVariant(), playlist.name,
               isAuto ? u"auto"_s : u"static"_s, rule.query,
               isAuto ? trackFieldName(rule.order.field) : u""_s, isAuto && rule.order.isDescending ? 1 : 0,
               isAuto ? rule.limit.amount : 0, unitName(isAuto ? rule.limit.unit : LimitUnit::None),
               playlist.isSyncOnly, originName(playlist.origin), playlist.stockId);
    if (auto done = query.run(); !done)
        return std::unexpected(done.error());
    return PlaylistId{query.lastInsertId()};
}

Result<void> updateRule(Connection &connection, PlaylistId id, const AutoRule &rule)
{
    Query query(connection, u"UPDATE playlists SET query = ?, sort_field = ?, sort_descending = ?, "
                            "limit_amount = ?, limit_unit = ? WHERE id = ?"_s);
    query.bind(rule.query, trackFieldName(rule.order.field), rule.order.isDescending ? 1 : 0,
               rule.limit.amount, unitName(rule.limit.unit), id.value);
    return query.run();
}

Result<void> insertEntries(Connection &connection, PlaylistId id, qint64 position,
                           const QList<PlaylistEntry> &entries)
{
    const auto tracks = tracksOf(connection, entries);
    if (!tracks)
        return std::unexpected(tracks.error());
    Query query(connection,
                u"INSERT INTO playlist_entries(playlist_id, position, track_id, path) VALUES(?, ?, ?, ?)"_s);
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const TrackId track = tracks->at(i);
        query.bind(id.value, position + i, track.isValid() ? QVariant(track.value) : QVariant(),
                   track.isValid() ? QString() : entries.at(i).path);
        if (auto done = query.run(); !done)
            return done;
    }
    return {};
}

} // namespace tandem::model
