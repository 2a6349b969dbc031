// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scanwriter.h"

#include "model/scan/knowntracks.h"

#include <QDateTime>
#include <QSet>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

// Both statements bind the same values in the same order, and one more: when it was added, or which
// track it is. Another process may have scanned the same file in the meantime, hence the upsert.
const auto insertSql =
    u"INSERT INTO tracks(folder_id, path, size_bytes, modified_ns, format, title, artist, album, "
    "album_artist, genre, composer, year, track_number, disc_number, duration_ms, bitrate_kbps, "
    "sample_rate_hz, channels, added_at) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
    "ON CONFLICT(path) DO UPDATE SET folder_id = excluded.folder_id, size_bytes = excluded.size_bytes, "
    "modified_ns = excluded.modified_ns, is_missing = 0, format = excluded.format, title = excluded.title, "
    "artist = excluded.artist, album = excluded.album, album_artist = excluded.album_artist, "
    "genre = excluded.genre, composer = excluded.composer, year = excluded.year, "
    "track_number = excluded.track_number, disc_number = excluded.disc_number, "
    "duration_ms = excluded.duration_ms, bitrate_kbps = excluded.bitrate_kbps, "
    "sample_rate_hz = excluded.sample_rate_hz, channels = excluded.channels"_s;

const auto updateSql =
    u"UPDATE OR IGNORE tracks SET folder_id = ?, path = ?, size_bytes = ?, modified_ns = ?, format = ?, "
    "title = ?, artist = ?, album = ?, album_artist = ?, genre = ?, composer = ?, year = ?, "
    "track_number = ?, disc_number = ?, duration_ms = ?, bitrate_kbps = ?, sample_rate_hz = ?, "
    "channels = ?, is_missing = 0 WHERE id = ?"_s;

const auto compareSql =
    u"SELECT 1 FROM tracks WHERE id = ? AND title = ? AND artist = ? AND album = ? AND duration_ms = ?"_s;

void bind(Query &query, const ScannedFile &file, qint64 last)
{
    const TrackTags &tags = *file.tags;
    query.bind(file.folder.value, QString::fromUtf8(file.path), file.sizeBytes, file.modifiedNs,
               static_cast<int>(tags.format), tags.title, tags.artist, tags.album, tags.albumArtist,
               tags.genre, tags.composer, tags.year, tags.trackNumber, tags.discNumber,
               static_cast<qint64>(tags.duration.count()), tags.bitrateKbps, tags.sampleRateHz, tags.channels,
               last);
}

Result<QSet<FolderId>> folderIds(Connection &connection)
{
    Query query(connection, u"SELECT id FROM folders"_s);
    QSet<FolderId> ids;
    return query.each([&](const Row &row) { ids.insert(FolderId{row.integer(0)}); }).transform([&] {
        return std::move(ids);
    });
}

/// Marks in heaps, so that others who want to write need not wait for all of it.
Result<void> setMissing(Connection &connection, std::span<const TrackId> tracks, bool isMissing)
{
    constexpr size_t heap = 5000;
    Query query(connection, u"UPDATE tracks SET is_missing = ? WHERE id = ?"_s);
    while (!tracks.empty()) {
        const auto part = tracks.first(std::min(tracks.size(), heap));
        tracks = tracks.subspan(part.size());
        Transaction transaction(connection);
        if (!transaction.begun())
            return transaction.begun();
        for (const TrackId id : part) {
            if (auto done = query.bind(isMissing, id.value).run(); !done)
                return done;
        }
        if (auto done = transaction.commit(); !done)
            return done;
    }
    return {};
}

} // namespace

ScanWriter::ScanWriter(Connection &connection, std::span<KnownTrack *const> gone)
    : m_connection(connection),
      m_gone(gone),
      m_insert(connection, insertSql),
      m_update(connection, updateSql),
      m_compare(connection, compareSql)
{
    for (KnownTrack *track : gone)
        m_goneBySignature.insert({track->sizeBytes, track->modifiedNs}, track);
}

/// The gone track that this file was under another name; 0 if it is really new.
Result<TrackId> ScanWriter::movedTrack(const ScannedFile &file)
{
    const auto [from, to] = m_goneBySignature.equal_range({file.sizeBytes, file.modifiedNs});
    for (auto candidate = from; candidate != to; ++candidate) {
        KnownTrack *track = *candidate;
        m_compare.bind(track->id.value, file.tags->title, file.tags->artist, file.tags->album,
                       static_cast<qint64>(file.tags->duration.count()));
        const auto same = m_compare.first([](const Row &) { return true; });
        if (!same)
            return std::unexpected(same.error());
        if (*same) {
            track->isSeen = true;
            m_goneBySignature.erase(candidate);
            return track->id;
        }
    }
    return TrackId{};
}

Result<void> ScanWriter::writeFile(const ScannedFile &file)
{
    TrackId id = file.known;
    if (!id.isValid() && !m_goneBySignature.isEmpty()) {
        const auto moved = movedTrack(file);
        if (!moved)
            return std::unexpected(moved.error());
        id = *moved;
    }
    if (!id.isValid()) {
        bind(m_insert, file, QDateTime::currentSecsSinceEpoch());
        ++m_counts.added;
        return m_insert.run();
    }
    bind(m_update, file, id.value);
    ++(file.known.isValid() ? m_counts.updated : m_counts.moved);
    return m_update.run();
}

Result<void> ScanWriter::write(std::span<const ScannedFile> files)
{
    if (files.empty())
        return {};
    Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    const auto folders = folderIds(m_connection);
    if (!folders)
        return std::unexpected(folders.error());
    for (const ScannedFile &file : files) {
        if (!file.tags || !folders->contains(file.folder))
            continue;
        if (auto done = writeFile(file); !done)
            return done;
    }
    return transaction.commit();
}

Result<void> ScanWriter::markPresent(std::span<const TrackId> tracks)
{
    m_counts.updated += static_cast<qint64>(tracks.size());
    return setMissing(m_connection, tracks, false);
}

Result<void> ScanWriter::markMissing()
{
    std::vector<TrackId> missing;
    for (const KnownTrack *track : m_gone) {
        if (!track->isSeen && !track->isMissing)
            missing.push_back(track->id);
    }
    m_counts.missing += static_cast<qint64>(missing.size());
    return setMissing(m_connection, missing, true);
}

} // namespace tandem::model
