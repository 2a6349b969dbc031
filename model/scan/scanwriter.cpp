// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scanwriter.h"

#include "model/scan/knowntracks.h"
#include "model/scan/twins.h"

#include <QDateTime>
#include <QSet>
#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

// Both statements bind the same values in the same order, and one more: when it was added, or which
// track it is. Another process may have scanned the same file in the meantime, hence the upsert.
const auto insertSql =
    u"INSERT INTO tracks(folder_id, path, size_bytes, modified_ns, seen_modified_ns, seen_changed_ns, "
    u"content, "
    "file_system, format, title, artist, album, album_artist, genre, composer, year, track_number, "
    "disc_number, duration_ms, bitrate_kbps, sample_rate_hz, channels, read_digest, added_at) "
    "VALUES(?,?,?,?,?,?,?,nullif(?,0),?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
    "ON CONFLICT(folder_id, path) DO UPDATE SET size_bytes = excluded.size_bytes, "
    "modified_ns = excluded.modified_ns, seen_modified_ns = excluded.seen_modified_ns, "
    "seen_changed_ns = excluded.seen_changed_ns, content = excluded.content, "
    "file_system = excluded.file_system, is_missing = 0, is_away = 0, format = excluded.format, "
    "title = excluded.title, artist = excluded.artist, album = excluded.album, "
    "album_artist = excluded.album_artist, genre = excluded.genre, composer = excluded.composer, "
    "year = excluded.year, track_number = excluded.track_number, disc_number = excluded.disc_number, "
    "duration_ms = excluded.duration_ms, bitrate_kbps = excluded.bitrate_kbps, "
    "sample_rate_hz = excluded.sample_rate_hz, channels = excluded.channels, "
    "read_digest = excluded.read_digest"_s;

const auto updateSql =
    u"UPDATE OR IGNORE tracks SET folder_id = ?, path = ?, size_bytes = ?, modified_ns = ?, "
    "seen_modified_ns = ?, seen_changed_ns = ?, content = ?, file_system = nullif(?,0), format = ?, "
    "title = ?, artist = ?, album = ?, album_artist = ?, genre = ?, composer = ?, year = ?, "
    "track_number = ?, disc_number = ?, duration_ms = ?, bitrate_kbps = ?, sample_rate_hz = ?, "
    "channels = ?, read_digest = ?, is_missing = 0, is_away = 0 WHERE id = ?"_s;

// See pathOnceHad().
const auto vacateSql =
    u"UPDATE tracks SET path = path || '//' || id WHERE id = ? AND instr(path, '//') = 0"_s;

// Another process may have scanned the file as a new one in the meantime.
const auto vacatePathSql =
    u"UPDATE tracks SET path = path || '//' || id WHERE folder_id = ? AND path = ? AND id <> ?"_s;

// What was seen of the file is not known to be true of it any more, until it is read.
const auto placeSql = u"UPDATE tracks SET folder_id = ?, path = ?, file_system = nullif(?,0), "
                      u"seen_changed_ns = 0, is_missing = 0, "
                      "is_away = 0 WHERE id = ? AND EXISTS (SELECT 1 FROM folders WHERE id = ?)"_s;

const auto seeSql =
    u"UPDATE tracks SET seen_modified_ns = ?, seen_changed_ns = ?, content = ?, "
    "read_digest = coalesce(nullif(?, 0), read_digest), is_missing = 0, is_away = 0 WHERE id = ?"_s;

// How long a song is may have been learned from its sound. What tracks of an earlier version were read by is
// not known.
const auto compareSql =
    u"SELECT 1 FROM tracks WHERE size_bytes = ? AND content = ? AND format = ? AND title = ? AND artist = ? "
    "AND album = ? AND album_artist = ? AND genre = ? AND composer = ? AND year = ? AND track_number = ? "
    "AND disc_number = ? AND (duration_ms = ? OR read_digest <> 0) AND bitrate_kbps = ? AND "
    "sample_rate_hz = ? AND channels = ? AND read_digest IN (0, ?) AND id = ?"_s;

const auto resembleSql =
    u"SELECT 1 FROM tracks WHERE id = ? AND title = ? AND artist = ? AND album = ? AND duration_ms = ?"_s;

int bindTags(Query &query, int position, const TrackTags &tags)
{
    const auto bind = [&](const QVariant &value) { query.bindAt(position++, value); };
    bind(static_cast<int>(tags.format));
    for (const QString &text :
         {tags.title, tags.artist, tags.album, tags.albumArtist, tags.genre, tags.composer})
        bind(text);
    for (const qint64 number :
         {qint64(tags.year), qint64(tags.trackNumber), qint64(tags.discNumber), qint64(tags.duration.count()),
          qint64(tags.bitrateKbps), qint64(tags.sampleRateHz), qint64(tags.channels), tags.digest})
        bind(number);
    return position;
}

/// @p version: when the content was last changed, ns.
void bindFile(Query &query, const ScannedFile &file, qint64 version, qint64 last)
{
    query.bind(file.folder.value, QString::fromUtf8(QByteArrayView(file.path).sliced(file.prefixLength)),
               file.sizeBytes, version, file.modifiedNs, file.changedNs, file.content, file.place);
    query.bindAt(bindTags(query, 8, *file.tags), last);
}

Result<QSet<FolderId>> folderIds(Connection &connection)
{
    Query query(connection, u"SELECT id FROM folders"_s);
    QSet<FolderId> ids;
    return query.each([&](const Row &row) { ids.insert(FolderId{row.integer(0)}); }).transform([&] {
        return std::move(ids);
    });
}

/// Of a file that is not sure to be what it was. A version is known by another time: where somebody set the
/// old one again, by that of the change. As long as contents are not known, size and time say what is the
/// same.
qint64 newVersion(const ScannedFile &file, const KnownTrack &known)
{
    const bool isComparable = file.content != 0 && known.content != 0;
    if (!isComparable && file.sizeBytes == known.sizeBytes && file.modifiedNs == known.seenModifiedNs)
        return known.modifiedNs;
    const bool isOtherTime = file.modifiedNs != known.modifiedNs && file.modifiedNs != known.seenModifiedNs;
    return isOtherTime ? file.modifiedNs : file.changedNs;
}

/// Writes each item, in heaps, so that others who want to write need not wait for all of it.
template <class Item>
Result<void> runInHeaps(Connection &connection, std::span<const Item> items,
                        const std::function<Result<void>(const Item &)> &write)
{
    constexpr size_t heap = 5000;
    while (!items.empty()) {
        const auto part = items.first(std::min(items.size(), heap));
        items = items.subspan(part.size());
        Transaction transaction(connection);
        if (!transaction.begun())
            return transaction.begun();
        for (const Item &item : part) {
            if (auto done = write(item); !done)
                return done;
        }
        if (auto done = transaction.commit(); !done)
            return done;
    }
    return {};
}

/// Which of the two marks a track has; it cannot have both.
Result<void> setAbsence(Connection &connection, std::span<const TrackId> tracks, Absence absence)
{
    Query query(connection, u"UPDATE tracks SET is_missing = ?, is_away = ? WHERE id = ?"_s);
    return runInHeaps<TrackId>(connection, tracks, [&](const TrackId &id) {
        return query.bind(absence == Absence::Missing, absence == Absence::Away, id.value).run();
    });
}

} // namespace

Result<void> setPlaces(Connection &connection, std::span<const std::pair<TrackId, qint64>> tracks)
{
    Query query(connection, u"UPDATE tracks SET file_system = nullif(?,0) WHERE id = ?"_s);
    return runInHeaps<std::pair<TrackId, qint64>>(connection, tracks, [&](const auto &track) {
        return query.bind(track.second, track.first.value).run();
    });
}

ScanWriter::ScanWriter(Connection &connection, std::span<KnownTrack *const> gone)
    : m_connection(connection),
      m_gone(gone),
      m_insert(connection, insertSql),
      m_update(connection, updateSql),
      m_see(connection, seeSql),
      m_vacate(connection, vacateSql),
      m_vacatePath(connection, vacatePathSql),
      m_place(connection, placeSql),
      m_compare(connection, compareSql),
      m_resemble(connection, resembleSql)
{
    for (KnownTrack *track : gone) {
        if (track->content == 0)
            m_goneByTime.insert({track->sizeBytes, track->seenModifiedNs}, track);
    }
}

Result<void> ScanWriter::vacate(TrackId track)
{
    return m_vacate.bind(track.value).run();
}

Result<void> ScanWriter::place(const Relocation &track)
{
    const QString path = QString::fromUtf8(track.path);
    ++m_counts.moved;
    return m_vacatePath.bind(track.folder.value, path, track.track.value).run().and_then([&] {
        return m_place.bind(track.folder.value, path, track.place, track.track.value, track.folder.value)
            .run();
    });
}

Result<void> ScanWriter::exchange(std::span<const Relocation> tracks, std::span<KnownTrack *const> displaced)
{
    if (tracks.empty() && displaced.empty())
        return {};
    Transaction transaction(m_connection);
    Result<void> done = transaction.begun();
    for (const KnownTrack *track : displaced)
        done = done.and_then([&] { return vacate(track->id); });
    for (const Relocation &track : tracks)
        done = done.and_then([&] { return vacate(track.track); });
    for (const Relocation &track : tracks)
        done = done.and_then([&] { return place(track); });
    return done.and_then([&] { return transaction.commit(); });
}

Result<void> ScanWriter::relocate(std::span<const Relocation> tracks)
{
    return runInHeaps<Relocation>(m_connection, tracks,
                                  [this](const Relocation &track) { return place(track); });
}

/// The gone track, of an earlier version's library, that this file was elsewhere: as large, as old and with
/// the same tags, for its content was never looked at. Null if there is none.
Result<KnownTrack *> ScanWriter::movedTrack(const ScannedFile &file)
{
    const auto [first, last] = m_goneByTime.equal_range({file.sizeBytes, file.modifiedNs});
    for (auto candidate = first; candidate != last; ++candidate) {
        m_resemble.bind((*candidate)->id.value, file.tags->title, file.tags->artist, file.tags->album,
                        static_cast<qint64>(file.tags->duration.count()));
        const auto same = m_resemble.first([](const Row &) { return true; });
        if (!same)
            return std::unexpected(same.error());
        if (!*same)
            continue;
        KnownTrack *track = *candidate;
        track->isSeen = true;
        m_goneByTime.erase(candidate);
        return track;
    }
    return nullptr;
}

/// Whether nothing but the file's place and times can have changed.
Result<bool> ScanWriter::isSameVersion(const ScannedFile &file, const KnownTrack &known)
{
    if (file.content == 0 || file.content != known.content)
        return false;
    m_compare.bind(file.sizeBytes, file.content);
    m_compare.bindAt(bindTags(m_compare, 2, *file.tags), known.id.value);
    return m_compare.first([](const Row &) { return true; }).transform([](const auto &row) {
        return row.has_value();
    });
}

Result<void> ScanWriter::identify(const ScannedFile &file)
{
    if (file.known->isMissing || file.known->isAway)
        ++m_counts.updated;
    const qint64 digest = file.tags ? file.tags->digest : 0;
    return m_see.bind(file.modifiedNs, file.changedNs, file.content, digest, file.known->id.value).run();
}

Result<void> ScanWriter::update(const ScannedFile &file, const KnownTrack &known)
{
    const auto isSame = isSameVersion(file, known);
    if (!isSame)
        return std::unexpected(isSame.error());
    if (*isSame && &known == file.known)
        return identify(file);
    if (!file.isMoved)
        ++(file.known ? m_counts.updated : m_counts.moved);
    bindFile(m_update, file, *isSame ? known.modifiedNs : newVersion(file, known), known.id.value);
    return m_update.run();
}

Result<void> ScanWriter::writeFile(const ScannedFile &file)
{
    if (file.isOnlyIdentified)
        return identify(file);
    const KnownTrack *known = file.known;
    if (!known) {
        const auto moved = movedTrack(file);
        if (!moved)
            return std::unexpected(moved.error());
        known = *moved;
    }
    if (known)
        return update(file, *known);
    bindFile(m_insert, file, file.modifiedNs, QDateTime::currentSecsSinceEpoch());
    ++m_counts.added;
    return m_insert.run();
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
    return setAbsence(m_connection, tracks, Absence::Unsaid);
}

Result<void> ScanWriter::markAbsent()
{
    std::vector<TrackId> missing;
    std::vector<TrackId> away;
    for (const KnownTrack *track : m_gone) {
        if (track->isSeen || track->isMissing)
            continue;
        if (track->absence == Absence::Missing)
            missing.push_back(track->id);
        if (track->absence == Absence::Away)
            ++m_counts.away;
        if (track->absence == Absence::Unclear)
            ++m_counts.unclear;
        const bool waits = track->absence == Absence::Away || track->absence == Absence::Unclear;
        if (waits && !track->isAway)
            away.push_back(track->id);
    }
    return setAbsence(m_connection, missing, Absence::Missing)
        .and_then([&] { return setAbsence(m_connection, away, Absence::Away); })
        .and_then([&] { return mergeTwins(missing); });
}

/// @p missing: those of this scan.
Result<void> ScanWriter::mergeTwins(const std::vector<TrackId> &missing)
{
    m_counts.missing += static_cast<qint64>(missing.size());
    const bool isAnyMissing = std::ranges::any_of(m_gone, [](const KnownTrack *track) {
        return !track->isSeen && (track->isMissing || track->absence == Absence::Missing);
    });
    if (!isAnyMissing)
        return {};
    const auto merged = model::mergeTwins(m_connection);
    if (!merged)
        return std::unexpected(merged.error());
    for (const TrackId track : *merged) {
        ++m_counts.moved;
        m_counts.missing -= std::ranges::count(missing, track);
    }
    return {};
}

} // namespace tandem::model
