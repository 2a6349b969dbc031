// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlisttransfer.h"

#include "model/playlists/playlistfile.h"
#include "model/playlists/playlistrepository.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct PlaylistTransferText {
    Q_DECLARE_TR_FUNCTIONS(tandem::model::PlaylistTransferText)
};

/// A playlist's name for a file: its base name, without what names cannot hold.
QString nameOfFile(const QString &file)
{
    constexpr qsizetype maxLength = 200; // leaves room for a number
    QString name = QFileInfo(file).completeBaseName().left(maxLength);
    for (QChar &c : name) {
        if (!c.isPrint())
            c = u' ';
    }
    name = name.simplified();
    return name.isEmpty() ? PlaylistTransferText::tr("Imported playlist") : name;
}

/// Path, and title and length if the library knows them.
PlaylistFileItem fileItem(const PlaylistEntry &entry, const QHash<TrackId, Track> &tracks)
{
    PlaylistFileItem item{entry.path, {}};
    const auto track = tracks.constFind(entry.track);
    if (track == tracks.cend())
        return item;
    item.path = track->path;
    item.title = track->tags.artist.isEmpty() ? track->displayTitle()
                                              : track->tags.artist + " - "_L1 + track->displayTitle();
    const auto seconds = std::chrono::round<std::chrono::seconds>(track->tags.duration).count();
    if (seconds > 0)
        item.seconds = static_cast<int>(std::min<qint64>(seconds, std::numeric_limits<int>::max()));
    return item;
}

} // namespace

Result<PlaylistId> importPlaylistFile(Connection &connection, const QString &file)
{
    const auto paths = readPlaylistFile(file);
    if (!paths)
        return std::unexpected(paths.error());
    PlaylistRepository playlists(connection);
    const auto entries = playlists.entriesForPaths(*paths);
    if (!entries)
        return std::unexpected(entries.error());
    const auto name = playlists.freeName(nameOfFile(file));
    if (!name)
        return std::unexpected(name.error());
    return playlists.createStatic(*name, *entries);
}

Result<void> exportPlaylistFile(Connection &connection, PlaylistId id, const QString &file,
                                Replaceable replaceable)
{
    PlaylistRepository playlists(connection);
    const auto playlist = playlists.playlist(id);
    if (!playlist)
        return std::unexpected(playlist.error());

    QList<PlaylistEntry> entries;
    QList<TrackId> ids;
    if (playlist->kind == PlaylistKind::Static) {
        const auto lines = playlists.entries(id);
        if (!lines)
            return std::unexpected(lines.error());
        entries = *lines;
        for (const PlaylistEntry &entry : entries)
            ids += entry.track;
    } else {
        const auto found = playlists.trackIds(id);
        if (!found)
            return std::unexpected(found.error());
        ids = *found;
    }

    const auto tracks = TrackRepository(connection).tracks(ids);
    if (!tracks)
        return std::unexpected(tracks.error());
    QHash<TrackId, Track> byId;
    for (const Track &track : *tracks) {
        byId.insert(track.id, track);
        if (playlist->kind == PlaylistKind::Auto)
            entries.append({track.id, track.path});
    }
    QList<PlaylistFileItem> items;
    for (const PlaylistEntry &entry : entries)
        items += fileItem(entry, byId);
    if (auto checked = checkPlaylistTarget(file, replaceable); !checked)
        return checked;
    return writePlaylistFile(file, items);
}

} // namespace tandem::model
