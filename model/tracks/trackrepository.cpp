// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "trackrepository.h"

#include "model/db/database.h"
#include "model/tracks/formerpath.h"

#include <QHash>
#include <algorithm>
#include <array>
#include <vector>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct FieldEntry {
    TrackField field;
    QLatin1StringView name;
    QLatin1StringView sql;
};

constexpr std::array fields = {
    FieldEntry{TrackField::Path, "path"_L1, "path COLLATE NOCASE"_L1},
    FieldEntry{TrackField::Title, "title"_L1, "title COLLATE NOCASE"_L1},
    FieldEntry{TrackField::Artist, "artist"_L1, "artist COLLATE NOCASE"_L1},
    FieldEntry{TrackField::Album, "album"_L1, "album COLLATE NOCASE"_L1},
    FieldEntry{TrackField::AlbumArtist, "albumartist"_L1, "album_artist COLLATE NOCASE"_L1},
    FieldEntry{TrackField::Genre, "genre"_L1, "genre COLLATE NOCASE"_L1},
    FieldEntry{TrackField::Composer, "composer"_L1, "composer COLLATE NOCASE"_L1},
    FieldEntry{TrackField::Year, "year"_L1, "year"_L1},
    FieldEntry{TrackField::TrackNumber, "track"_L1, "track_number"_L1},
    FieldEntry{TrackField::DiscNumber, "disc"_L1, "disc_number"_L1},
    FieldEntry{TrackField::Duration, "duration"_L1, "duration_ms"_L1},
    FieldEntry{TrackField::Bitrate, "bitrate"_L1, "bitrate_kbps"_L1},
    FieldEntry{TrackField::Size, "size"_L1, "size_bytes"_L1},
    FieldEntry{TrackField::Added, "added"_L1, "added_at"_L1},
    FieldEntry{TrackField::Modified, "modified"_L1, "modified_ns"_L1},
    FieldEntry{TrackField::Rating, "rating"_L1, "rating"_L1},
    FieldEntry{TrackField::PlayCount, "plays"_L1, "play_count"_L1},
    FieldEntry{TrackField::LastPlayed, "played"_L1, "coalesce(last_played_at, 0)"_L1},
    FieldEntry{TrackField::Random, "random"_L1, "random()"_L1},
};

const FieldEntry &entryOf(TrackField field)
{
    return *std::ranges::find(fields, field, &FieldEntry::field);
}

QString orderSql(TrackOrder order)
{
    if (order.field == TrackField::Random)
        return entryOf(order.field).sql;
    QString sql = entryOf(order.field).sql + (order.isDescending ? " DESC"_L1 : ""_L1);
    for (const TrackField tie :
         {TrackField::Artist, TrackField::Album, TrackField::DiscNumber, TrackField::TrackNumber}) {
        if (tie != order.field)
            sql += ", "_L1 + entryOf(tie).sql;
    }
    return sql + ", path"_L1;
}

constexpr auto selectTracks =
    "SELECT id, folder_id, path, size_bytes, modified_ns, added_at, is_missing, is_available, format, title, "
    "artist, album, album_artist, genre, composer, year, track_number, disc_number, duration_ms, "
    "bitrate_kbps, sample_rate_hz, channels, rating, play_count, last_played_at FROM songs WHERE id"_L1;

constexpr auto fileColumns = "id, path, size_bytes, modified_ns, is_missing, is_available"_L1;

Track readTrack(const Row &row)
{
    int column = 0;
    const auto integer = [&] { return row.integer(column++); };
    const auto number = [&] { return static_cast<int>(row.integer(column++)); };
    const auto text = [&] { return row.text(column++); };

    Track track;
    track.id = TrackId{integer()};
    track.folder = FolderId{integer()};
    track.path = textOnceHad(text());
    track.sizeBytes = integer();
    track.modifiedNs = integer();
    track.addedAt = integer();
    track.isMissing = integer() != 0;
    track.isAvailable = integer() != 0;
    track.tags.format = static_cast<AudioFormat>(number());
    track.tags.title = text();
    track.tags.artist = text();
    track.tags.album = text();
    track.tags.albumArtist = text();
    track.tags.genre = text();
    track.tags.composer = text();
    track.tags.year = number();
    track.tags.trackNumber = number();
    track.tags.discNumber = number();
    track.tags.duration = std::chrono::milliseconds(integer());
    track.tags.bitrateKbps = number();
    track.tags.sampleRateHz = number();
    track.tags.channels = number();
    track.rating = number();
    track.playCount = number();
    track.lastPlayedAt = integer();
    return track;
}

TrackId readId(const Row &row)
{
    return TrackId{row.integer(0)};
}

/// SQLite allows a million bytes of SQL; this keeps a statement far below, and one is soon prepared.
constexpr qsizetype batchSize = 2000;

TrackFile readFile(const Row &row)
{
    return {.id = TrackId{row.integer(0)},
            .path = textOnceHad(row.text(1)),
            .sizeBytes = row.integer(2),
            .modifiedNs = row.integer(3),
            .isMissing = row.boolean(4),
            .isAvailable = row.boolean(5)};
}

/// From the smallest to the largest of some ids.
struct IdRange {
    qint64 first = 0;
    qint64 last = -1;

    static IdRange of(std::span<const TrackId> ids)
    {
        const auto [first, last] = std::ranges::minmax(ids, {}, &TrackId::value);
        return {first.value, last.value};
    }
    qint64 size() const { return last - first + 1; }
};

/// Of a part of the table that is wanted for the most part, reading all of it is quicker than looking up
/// one after the other.
template <class Item>
Result<QList<Item>> readRange(Connection &connection, const QString &select, std::span<const TrackId> ids,
                              IdRange range, Item (*read)(const Row &))
{
    std::vector<Item> items(static_cast<size_t>(range.size()));
    const auto itemOf = [&](TrackId id) -> Item & {
        return items[static_cast<size_t>(id.value - range.first)];
    };
    Query query(connection, select + " BETWEEN ? AND ?"_L1);
    query.bind(range.first, range.last);
    const auto done = query.each([&](const Row &row) {
        Item item = read(row);
        itemOf(item.id) = std::move(item);
    });
    if (!done)
        return std::unexpected(done.error());
    QList<Item> found;
    found.reserve(static_cast<qsizetype>(ids.size()));
    for (const TrackId id : ids) {
        if (itemOf(id).id.isValid())
            found += itemOf(id);
    }
    return found;
}

template <class Item>
Result<QList<Item>> readBatches(Connection &connection, const QString &select, std::span<const TrackId> ids,
                                Item (*read)(const Row &))
{
    QList<Item> found;
    found.reserve(static_cast<qsizetype>(ids.size()));
    QHash<TrackId, Item> batch; // an id may be asked for twice
    while (!ids.empty()) {
        const auto part = ids.first(std::min<size_t>(ids.size(), batchSize));
        ids = ids.subspan(part.size());

        QByteArray list = "["; // read quicker than as many numbers in the statement
        for (const TrackId id : part)
            list += QByteArray::number(id.value) + ',';
        list.back() = ']';
        Query query(connection, select + " IN (SELECT value FROM json_each(?))"_L1);
        query.bind(QString::fromLatin1(list));
        batch.clear();
        const auto done = query.each([&](const Row &row) {
            Item item = read(row);
            batch.insert(item.id, std::move(item));
        });
        if (!done)
            return std::unexpected(done.error());
        for (const TrackId id : part) {
            if (const auto item = batch.constFind(id); item != batch.cend())
                found += *item;
        }
    }
    return found;
}

/// The rows with these ids, in the order given.
template <class Item>
Result<QList<Item>> readRows(Connection &connection, const QString &select, std::span<const TrackId> ids,
                             Item (*read)(const Row &))
{
    if (std::ssize(ids) > batchSize) {
        const IdRange range = IdRange::of(ids);
        if (range.size() / 2 <= std::ssize(ids))
            return readRange(connection, select, ids, range, read);
    }
    return readBatches(connection, select, ids, read);
}

} // namespace

std::optional<TrackField> trackFieldFromName(QStringView name)
{
    for (const FieldEntry &entry : fields) {
        if (name.compare(entry.name, Qt::CaseInsensitive) == 0)
            return entry.field;
    }
    return std::nullopt;
}

QString trackFieldName(TrackField field)
{
    return entryOf(field).name;
}

Result<QList<TrackId>> TrackRepository::ids(const TrackCondition &condition, TrackOrder order, int limit,
                                            bool includeMissing) const
{
    QString sql = u"SELECT id FROM songs WHERE "_s;
    sql += includeMissing ? "1"_L1 : "is_missing = 0"_L1;
    if (!condition.sql.isEmpty())
        sql += " AND ("_L1 + condition.sql + u')';
    sql += " ORDER BY "_L1 + orderSql(order);
    if (limit > 0)
        sql += " LIMIT "_L1 + QString::number(limit);

    Query query(m_connection, sql);
    for (int i = 0; i < condition.values.size(); ++i)
        query.bindAt(i, condition.values.at(i));
    return query.rows(readId);
}

Result<QList<Track>> TrackRepository::tracks(std::span<const TrackId> ids) const
{
    return readRows<Track>(m_connection, selectTracks, ids, readTrack);
}

Result<QList<TrackFile>> TrackRepository::files(std::span<const TrackId> ids) const
{
    return readRows<TrackFile>(m_connection, "SELECT "_L1 + fileColumns + " FROM songs WHERE id"_L1, ids,
                               readFile);
}

Result<QList<RankedFile>> TrackRepository::rankedFiles() const
{
    Query query(m_connection, "SELECT "_L1 + fileColumns + ", rating, play_count"_L1 +
                                  " FROM songs WHERE is_missing = 0"_L1);
    return query.rows([](const Row &row) {
        return RankedFile{.file = readFile(row),
                          .rating = static_cast<int>(row.integer(6)),
                          .playCount = static_cast<int>(row.integer(7))};
    });
}

Result<Track> TrackRepository::track(TrackId id) const
{
    Query query(m_connection, selectTracks + " = ?"_L1);
    auto found = query.bind(id.value).first(readTrack);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return failure(ErrorCode::NotFound, QString::number(id.value));
    return std::move(**found);
}

Result<TrackId> TrackRepository::idOfPath(const QString &path) const
{
    const auto found = idsOfPaths({path});
    if (!found)
        return std::unexpected(found.error());
    if (!found->first().isValid())
        return failure(ErrorCode::NotFound, path);
    return found->first();
}

Result<QList<TrackId>> TrackRepository::idsOfPaths(const QStringList &paths) const
{
    const auto folders =
        Query(m_connection, u"SELECT id, rtrim(path, '/') || '/' FROM folders"_s).rows([](const Row &row) {
            return std::pair(row.integer(0), row.text(1));
        });
    if (!folders)
        return std::unexpected(folders.error());
    Query query(m_connection, u"SELECT id FROM tracks WHERE folder_id = ? AND path = ?"_s);
    QList<TrackId> found;
    found.reserve(paths.size());
    for (const QString &path : paths) {
        found += TrackId();
        for (const auto &[folder, prefix] : *folders) {
            if (!path.startsWith(prefix))
                continue;
            const auto id = query.bind(folder, path.sliced(prefix.size())).first(readId);
            if (!id)
                return std::unexpected(id.error());
            found.last() = id->value_or(found.last());
        }
    }
    return found;
}

Result<QList<TrackId>> TrackRepository::idsOfSongs(const QStringList &paths) const
{
    auto found = idsOfPaths(paths);
    if (!found)
        return found;
    // What is at the path now may be another song.
    Query query(m_connection,
                u"SELECT o.track_id FROM former_tracks o WHERE o.path = ? AND NOT EXISTS (SELECT 1 "
                "FROM tracks t WHERE t.id = ? AND t.content = o.content AND "
                "t.size_bytes = o.size_bytes)"_s);
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const auto id = query.bind(paths.at(i), found->at(i).value).first(readId); // NULL reads as 0
        if (!id)
            return std::unexpected(id.error());
        if (*id && (*id)->isValid())
            (*found)[i] = **id;
    }
    return found;
}

Result<void> TrackRepository::linkFormer() const
{
    if (const auto former = Query(m_connection, u"SELECT EXISTS (SELECT 1 FROM former_tracks)"_s).number();
        !former || *former == 0)
        return former.transform([](qint64) {});
    // A song that came back is the one that was added, rated and played then.
    for (
        const QString &sql :
        {u"UPDATE tracks SET added_at = o.added_at FROM (SELECT content, size_bytes, min(added_at) AS "
         u"added_at "
         "FROM former_tracks WHERE track_id IS NULL AND content <> 0 GROUP BY content, size_bytes) o WHERE "
         "tracks.content = o.content AND tracks.size_bytes = o.size_bytes AND tracks.added_at > o.added_at"_s,
         u"UPDATE former_tracks SET track_id = t.id FROM tracks t WHERE former_tracks.track_id IS NULL AND "
         "former_tracks.content <> 0 AND t.content = former_tracks.content AND "
         "t.size_bytes = former_tracks.size_bytes AND t.is_missing = 0"_s,
         // What no content belongs to is what has its place now, edited meanwhile.
         u"UPDATE former_tracks SET track_id = found.id FROM (SELECT o.path AS path, t.id AS id "
         "FROM former_tracks o CROSS JOIN folders f CROSS JOIN tracks t WHERE o.track_id IS NULL AND "
         "t.folder_id = f.id AND t.path = substr(o.path, length(rtrim(f.path, '/')) + 2) AND "
         "o.path = rtrim(f.path, '/') || '/' || t.path AND t.is_missing = 0 AND NOT EXISTS "
         "(SELECT 1 FROM former_tracks other WHERE other.track_id = t.id)) found "
         "WHERE former_tracks.path = found.path"_s,
         u"UPDATE tracks SET added_at = o.added_at FROM former_tracks o WHERE o.track_id = tracks.id AND "
         "tracks.added_at > o.added_at"_s,
         u"UPDATE tracks SET rating = o.rating, play_count = o.play_count, last_played_at = "
         "o.last_played_at FROM former_tracks o WHERE o.track_id = tracks.id AND "
         "tracks.rating = 0 AND tracks.play_count = 0 AND (o.rating <> 0 OR o.play_count <> 0)"_s,
         u"UPDATE former_tracks SET rating = 0, play_count = 0 WHERE track_id IS NOT NULL"_s}) {
        if (auto done = m_connection.execute(sql); !done)
            return done;
    }
    return {};
}

Result<void> TrackRepository::setLengths(const QHash<TrackId, std::chrono::milliseconds> &lengths) const
{
    constexpr int leastDifferenceMs = 500; // less is what decoders differ by
    Query query(m_connection, u"UPDATE tracks SET duration_ms = ? WHERE id = ? AND"
                              " abs(duration_ms - ?) >= ?"_s);
    for (const auto &[track, length] : lengths.asKeyValueRange()) {
        const qint64 ms = length.count();
        query.bind(ms, track.value, ms, leastDifferenceMs);
        if (auto done = query.run(); !done)
            return done;
    }
    return {};
}

Result<qint64> TrackRepository::count() const
{
    return Query(m_connection, u"SELECT count(*) FROM tracks WHERE is_missing = 0"_s).number();
}

} // namespace tandem::model
