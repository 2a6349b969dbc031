// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "knowntracks.h"

#include "model/db/database.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::model {

Result<KnownTracks> KnownTracks::load(Connection &connection)
{
    const auto count = Query(connection, u"SELECT count(*) FROM tracks"_s).number();
    if (!count)
        return std::unexpected(count.error());

    QHash<qint64, QByteArray> folders;
    const auto foldersRead =
        Query(connection, u"SELECT id, rtrim(path, '/') || '/' FROM folders"_s).each([&](const Row &row) {
            folders.insert(row.integer(0), row.bytes(1));
        });
    if (!foldersRead)
        return std::unexpected(foldersRead.error());

    Query query(connection, u"SELECT id, folder_id, path, size_bytes, modified_ns, seen_modified_ns, "
                            "seen_changed_ns, content, file_system, is_missing, is_away FROM tracks"_s);
    KnownTracks known;
    known.m_tracks.reserve(static_cast<size_t>(*count));
    known.m_indexOfPath.reserve(*count);
    const auto done = query.each([&](const Row &row) {
        KnownTrack track;
        track.id = TrackId{row.integer(0)};
        track.folder = FolderId{row.integer(1)};
        track.path = folders.value(row.integer(1)) + row.bytes(2); // as the file system has it
        track.sizeBytes = row.integer(3);
        track.modifiedNs = row.integer(4);
        track.seenModifiedNs = row.integer(5);
        track.seenChangedNs = row.integer(6);
        track.content = row.integer(7);
        track.place = row.integer(8);
        track.isMissing = row.boolean(9);
        track.isAway = row.boolean(10);
        known.m_indexOfPath.insert(track.path, known.m_tracks.size());
        known.m_tracks.push_back(std::move(track));
    });
    if (!done)
        return std::unexpected(done.error());
    return known;
}

qsizetype commonEnd(QByteArrayView a, QByteArrayView b)
{
    const auto [end, other] = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend());
    return end - a.rbegin();
}

KnownTrack *KnownTracks::find(QByteArrayView path)
{
    const auto found = m_indexOfPath.constFind(QByteArray::fromRawData(path.data(), path.size()));
    return found == m_indexOfPath.cend() ? nullptr : &m_tracks[*found];
}

} // namespace tandem::model
