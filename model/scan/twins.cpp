// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "twins.h"

#include "model/db/database.h"
#include "model/scan/knowntracks.h"
#include "model/tracks/formerpath.h"

#include <QHash>
#include <memory>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

/// A missing track, and one that is there and has its content.
struct Twins {
    TrackId lost;
    TrackId present;
    qsizetype likeness = 0; ///< of their paths
};

// What lies between the parts that a content is known by may differ: then the digest of the tags tells.
const auto findSql =
    u"WITH lost AS MATERIALIZED (SELECT id, path, size_bytes, content, read_digest FROM tracks "
    "WHERE is_missing = 1 AND is_away = 0 AND content <> 0) "
    "SELECT lost.id, lost.path, t.id, t.path FROM tracks t JOIN lost ON t.content = lost.content "
    "AND t.size_bytes = lost.size_bytes AND (t.read_digest IN (0, lost.read_digest) OR lost.read_digest = 0) "
    "JOIN folders f ON f.id = t.folder_id WHERE t.is_missing = 0 AND t.is_away = 0 AND f.is_available "
    "ORDER BY lost.id, t.id"_s;

const auto isUsedSql = u"SELECT EXISTS (SELECT 1 FROM playlist_entries WHERE track_id = ?1) OR "
                       "EXISTS (SELECT 1 FROM ledger WHERE track_id = ?1)"_s;

/// Statements that hand over what hangs on a track: to the first argument, from the second.
const QStringList &mergeSteps()
{
    static const QStringList steps{
        u"UPDATE tracks SET rating = CASE tracks.rating WHEN 0 THEN o.rating ELSE tracks.rating END, "
        "play_count = tracks.play_count + o.play_count, "
        "last_played_at = nullif(max(coalesce(tracks.last_played_at, 0), coalesce(o.last_played_at, 0)), 0), "
        "added_at = min(tracks.added_at, o.added_at) FROM tracks o WHERE tracks.id = ? AND o.id = ?"_s,
        u"UPDATE playlist_entries SET track_id = ? WHERE track_id = ?"_s,
        // The copy on the player is one of this content, whichever version it was made of.
        u"UPDATE ledger SET source_version = kept.modified_ns FROM tracks kept, tracks gone WHERE "
        "kept.id = ? AND gone.id = ? AND ledger.track_id = gone.id AND "
        "ledger.source_version = gone.modified_ns"_s,
        u"UPDATE ledger SET track_id = ? WHERE track_id = ?"_s,
        u"UPDATE OR IGNORE player_items SET track_id = ? WHERE track_id = ?"_s,
        u"UPDATE former_tracks SET track_id = ? WHERE track_id = ?"_s,
    };
    return steps;
}

// How long the song is may have been learned from its sound.
const auto takePlaceSql =
    u"UPDATE tracks SET folder_id = o.folder_id, path = ?, size_bytes = o.size_bytes, "
    "seen_modified_ns = o.seen_modified_ns, seen_changed_ns = o.seen_changed_ns, file_system = "
    "o.file_system, "
    "format = o.format, title = o.title, artist = o.artist, album = o.album, album_artist = o.album_artist, "
    "genre = o.genre, composer = o.composer, year = o.year, track_number = o.track_number, "
    "disc_number = o.disc_number, bitrate_kbps = o.bitrate_kbps, sample_rate_hz = o.sample_rate_hz, "
    "channels = o.channels, read_digest = o.read_digest, is_missing = 0, is_away = 0 "
    "FROM tracks o WHERE tracks.id = ? AND o.id = ?"_s;

class Merger
{
public:
    explicit Merger(Connection &connection)
        : m_isUsed(connection, isUsedSql),
          m_path(connection, u"SELECT path FROM tracks WHERE id = ?"_s),
          m_vacate(connection, u"UPDATE tracks SET path = path || '//' || id WHERE id = ?"_s),
          m_takePlace(connection, takePlaceSql),
          m_wholePath(connection, u"SELECT path FROM songs WHERE id = ?"_s),
          m_delete(connection, u"DELETE FROM tracks WHERE id = ?"_s),
          m_forget(connection, u"DELETE FROM former_tracks WHERE path = ?"_s)
    {
        for (const QString &sql : mergeSteps())
            m_steps.push_back(std::make_unique<Query>(connection, sql));
    }

    /// The id that is kept; that of the track which is there if playlists or players know it, or if they know
    /// neither.
    Result<TrackId> merge(const Twins &twins)
    {
        const auto lostIsUsed = m_isUsed.bind(twins.lost.value).number();
        const auto presentIsUsed = m_isUsed.bind(twins.present.value).number();
        if (!lostIsUsed || !presentIsUsed)
            return std::unexpected(lostIsUsed ? presentIsUsed.error() : lostIsUsed.error());
        const bool isLostKept = *lostIsUsed != 0 && *presentIsUsed == 0;
        const TrackId kept = isLostKept ? twins.lost : twins.present;
        const TrackId gone = isLostKept ? twins.present : twins.lost;
        Result<void> done;
        for (const auto &step : m_steps)
            done = done.and_then([&] { return step->bind(kept.value, gone.value).run(); });
        if (isLostKept)
            done = done.and_then([&] { return takePlace(kept, gone); });
        return done.and_then([&] { return remove(gone); }).transform([kept] { return kept; });
    }

private:
    Result<void> takePlace(TrackId kept, TrackId gone)
    {
        const auto path = m_path.bind(gone.value).first([](const Row &row) { return row.text(0); });
        if (!path)
            return std::unexpected(path.error());
        return m_vacate.bind(gone.value).run().and_then([&] {
            return m_takePlace.bind(path->value_or(QString()), kept.value, gone.value).run();
        });
    }

    /// What goes did not leave the library: nothing is to be found by where it was.
    Result<void> remove(TrackId track)
    {
        const auto path = m_wholePath.bind(track.value).first([](const Row &row) { return row.text(0); });
        if (!path)
            return std::unexpected(path.error());
        return m_delete.bind(track.value).run().and_then([&] {
            return m_forget.bind(path->value_or(QString())).run();
        });
    }

    std::vector<std::unique_ptr<Query>> m_steps;
    Query m_isUsed;
    Query m_path;
    Query m_vacate;
    Query m_takePlace;
    Query m_wholePath;
    Query m_delete;
    Query m_forget;
};

Result<std::vector<Twins>> findTwins(Connection &connection)
{
    std::vector<Twins> found;
    const auto done = Query(connection, findSql).each([&](const Row &row) {
        const QByteArray lostPath = row.bytes(1);
        const Twins twins{.lost = TrackId{row.integer(0)},
                          .present = TrackId{row.integer(2)},
                          .likeness = commonEnd(pathOnceHad(lostPath), row.bytes(3))};
        if (found.empty() || found.back().lost != twins.lost)
            found.push_back(twins);
        else if (found.back().likeness < twins.likeness)
            found.back() = twins;
    });
    return done.transform([&] { return std::move(found); });
}

} // namespace

Result<std::vector<TrackId>> mergeTwins(Connection &connection)
{
    // With the lock from the beginning: nothing comes between what is found and what is done.
    Transaction transaction(connection);
    if (!transaction.begun())
        return std::unexpected(transaction.begun().error());
    const auto found = findTwins(connection);
    if (!found)
        return std::unexpected(found.error());
    std::vector<TrackId> merged;
    QHash<TrackId, TrackId> keptFor; // of a track that several missing ones become
    Merger merger(connection);
    for (const Twins &twins : *found) {
        const TrackId present = keptFor.value(twins.present, twins.present);
        const auto kept = merger.merge({.lost = twins.lost, .present = present});
        if (!kept)
            return std::unexpected(kept.error());
        keptFor.insert(twins.present, *kept);
        merged.push_back(twins.lost);
    }
    return transaction.commit().transform([&] { return std::move(merged); });
}

} // namespace tandem::model
