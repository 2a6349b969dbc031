// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "selection.h"

#include "model/playlists/playlistrepository.h"
#include "model/tags/tagreaders.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

/// A file of this computer that the library does not have.
Result<model::Track> readFile(model::TagReaders &readers, const QString &path)
{
    const auto tags = readers.readTags(QFile::encodeName(path));
    if (!tags)
        return std::unexpected(tags.error());
    const QFileInfo info(path);
    model::Track track;
    track.path = info.absoluteFilePath();
    track.sizeBytes = info.size();
    track.modifiedNs = info.lastModified().toMSecsSinceEpoch() * 1'000'000;
    track.tags = *tags;
    return track;
}

WantedItem toWanted(const model::Track &file)
{
    return {.source = file.path, .sizeBytes = file.sizeBytes, .sourceVersion = file.modifiedNs};
}

/// Lines of a static playlist for which the library has no file.
Result<QList<Error>> missingLines(const model::PlaylistRepository &repository, PlaylistId playlist)
{
    const auto paths = repository.pathsWithoutTrack(playlist);
    if (!paths)
        return std::unexpected(paths.error());
    QList<Error> errors;
    for (const QString &path : *paths)
        errors.append({ErrorCode::FileMissing, path, {}});
    return errors;
}

Result<AbsentTracks> readAbsent(model::Connection &connection)
{
    AbsentTracks absent;
    const auto last = model::Query(connection, u"SELECT coalesce(max(id), 0) FROM tracks"_s).number();
    if (!last)
        return std::unexpected(last.error());
    absent.last = TrackId{*last};
    model::Query query(connection, u"SELECT id, is_missing FROM tracks WHERE is_missing OR is_away OR "
                                   "folder_id IN (SELECT id FROM folders WHERE NOT is_available)"_s);
    return query
        .each(
            [&](const model::Row &row) { absent.isMissing.insert(TrackId{row.integer(0)}, row.boolean(1)); })
        .transform([&] { return std::move(absent); });
}

} // namespace

WantedItem toWanted(const model::TrackFile &file)
{
    return {.track = file.id,
            .source = file.path,
            .sizeBytes = file.sizeBytes,
            .sourceVersion = file.modifiedNs,
            .isAvailable = file.isAvailable};
}

Result<Selection> select(model::Connection &connection, const QList<PlaylistId> &playlists,
                         const QList<TrackId> &tracks, const QStringList &files)
{
    const model::PlaylistRepository playlistRepository(connection);
    Selection selection;
    QList<TrackId> ids;
    for (const PlaylistId id : playlists) {
        const auto playlist = playlistRepository.playlist(id);
        if (!playlist)
            return std::unexpected(playlist.error());
        const auto content = playlistRepository.trackIds(id);
        if (!content)
            return std::unexpected(content.error());
        const auto missing = missingLines(playlistRepository, id);
        if (!missing)
            return std::unexpected(missing.error());
        selection.errors += *missing;
        selection.playlists.append({id, playlist->name, *content});
        ids += *content;
    }
    ids += tracks;

    QSet<TrackId> seen;
    seen.reserve(ids.size());
    erase_if(ids, [&seen](TrackId id) {
        const auto before = seen.size();
        seen.insert(id);
        return seen.size() == before;
    });
    const auto found = model::TrackRepository(connection).files(ids);
    if (!found)
        return std::unexpected(found.error());
    selection.wanted.reserve(found->size());
    for (const model::TrackFile &file : *found) {
        if (file.isMissing)
            selection.errors.append({ErrorCode::FileMissing, file.path, {}});
        else
            selection.wanted.append(toWanted(file));
    }
    auto absent = readAbsent(connection);
    if (!absent)
        return std::unexpected(absent.error());
    selection.absent = std::move(*absent);
    QStringList distinctFiles = files;
    distinctFiles.removeDuplicates();
    model::TagReaders readers;
    const QList<Result<model::Track>> read = QtConcurrent::blockingMapped(
        distinctFiles, [&readers](const QString &path) { return readFile(readers, path); });
    for (const Result<model::Track> &track : read) {
        if (!track) {
            selection.errors.append(track.error());
            continue;
        }
        selection.wanted.append(toWanted(*track));
        selection.files.insert(track->path, *track);
    }
    return selection;
}

} // namespace tandem::sync
