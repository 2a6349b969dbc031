// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "knowntracks.h"

#include "model/db/database.h"

using namespace Qt::StringLiterals;

namespace tandem::model {

Result<KnownTracks> KnownTracks::load(Connection &connection)
{
    Query count(connection, u"SELECT count(*) FROM tracks"_s);
    if (auto done = count.run(); !done)
        return std::unexpected(done.error());
    count.next();

    Query query(connection, u"SELECT id, folder_id, path, size_bytes, modified_ns, is_missing FROM tracks"_s);
    if (auto done = query.run(); !done)
        return std::unexpected(done.error());
    KnownTracks known;
    known.m_tracks.reserve(static_cast<size_t>(count.integer(0)));
    known.m_indexOfPath.reserve(count.integer(0));
    while (query.next()) {
        KnownTrack track;
        track.id = TrackId{query.integer(0)};
        track.folder = FolderId{query.integer(1)};
        track.path = query.bytes(2); // as the file system has it
        track.sizeBytes = query.integer(3);
        track.modifiedNs = query.integer(4);
        track.isMissing = query.boolean(5);
        known.m_indexOfPath.insert(track.path, known.m_tracks.size());
        known.m_tracks.push_back(std::move(track));
    }
    return known;
}

KnownTrack *KnownTracks::find(QByteArrayView path)
{
    const auto found = m_indexOfPath.constFind(QByteArray::fromRawData(path.data(), path.size()));
    return found == m_indexOfPath.cend() ? nullptr : &m_tracks[*found];
}

} // namespace tandem::model
