// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "selection.h"

#include "model/playlistrepository.h"
#include "model/tagreader.h"
#include "model/trackrepository.h"
#include "sync/pathtemplate.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

WantedItem toWanted(const model::TrackFile &file)
{
    return {.track = file.id,
            .source = file.path,
            .sizeBytes = file.sizeBytes,
            .sourceVersion = file.modifiedNs,
            .isAvailable = file.isAvailable};
}

QString templatePath(const model::Track &track)
{
    return renderPath(QString::fromLatin1(defaultPathTemplate), track);
}

/// A file of this computer that the library does not have.
Result<WantedItem> readFile(const QString &path)
{
    const auto tags = model::readTags(QFile::encodeName(path));
    if (!tags)
        return std::unexpected(tags.error());
    const QFileInfo info(path);
    model::Track track;
    track.path = info.absoluteFilePath();
    track.tags = *tags;
    return WantedItem{.source = track.path,
                      .sizeBytes = info.size(),
                      .sourceVersion = info.lastModified().toMSecsSinceEpoch() * 1'000'000,
                      .path = templatePath(track)};
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

} // namespace

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
    QStringList distinctFiles = files;
    distinctFiles.removeDuplicates();
    for (const QString &file : std::as_const(distinctFiles)) {
        if (auto item = readFile(file))
            selection.wanted.append(*item);
        else
            selection.errors.append(item.error());
    }
    return selection;
}

Result<void> assignPaths(model::Connection &connection, QList<WantedItem> &wanted,
                         const QList<LedgerEntry> &ledger)
{
    QHash<TrackId, const LedgerEntry *> known;
    known.reserve(ledger.size());
    for (const LedgerEntry &entry : ledger) {
        if (entry.track.isValid())
            known.insert(entry.track, &entry);
    }
    QList<TrackId> open;
    for (WantedItem &item : wanted) {
        const LedgerEntry *entry = known.value(item.track);
        if (entry && entry->sizeBytes == item.sizeBytes && entry->sourceVersion == item.sourceVersion)
            item.path = entry->path;
        else if (item.track.isValid())
            open.append(item.track);
    }
    if (open.isEmpty())
        return {};
    const auto tracks = model::TrackRepository(connection).tracks(open);
    if (!tracks)
        return std::unexpected(tracks.error());
    QHash<TrackId, QString> paths;
    for (const model::Track &track : *tracks)
        paths.insert(track.id, templatePath(track));
    for (WantedItem &item : wanted) {
        if (item.path.isEmpty())
            item.path = paths.value(item.track);
    }
    return {};
}

} // namespace tandem::sync
