// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "knowntracks.h"

#include "model/db/database.h"

using namespace Qt::StringLiterals;

namespace tandem::model {

Result<KnownTracks> KnownTracks::load(Connection &connection)
{
    const auto count = Query(connection, u"SELECT count(*) FROM tracks"_s).number();
    if (!count)
        return std::unexpected(count.error());

    Query query(connection, u"SELECT id, folder_id, path, size_bytes, modified_ns, is_missing FROM tracks"_s);
    KnownTracks known;
    known.m_tracks.reserve(static_cast<size_t>(*count));
    known.m_indexOfPath.reserve(*count);
    const auto done = query.each([&](const Row &row) {
        KnownTrack track;
        track.id = TrackId{row.integer(0)};
        track.folder = FolderId{row.integer(1)};
        track.path = row.bytes(2); // as the file system has it
        track.sizeBytes = row.integer(3);
        track.modifiedNs = row.integer(4);
        track.isMissing = row.boolean(5);
        known.m_indexOfPath.insert(track.path, known.m_tracks.size());
        known.m_tracks.push_back(std::move(track));
    });
    if (!done)
        return std::unexpected(done.error());
    return known;
}

KnownTrack *KnownTracks::find(QByteArrayView path)
{
    const auto found = m_indexOfPath.constFind(QByteArray::fromRawData(path.data(), path.size()));
    return found == m_indexOfPath.cend() ? nullptr : &m_tracks[*found];
}

} // namespace tandem::model
