// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistrepository.h"

#include "model/db/database.h"
#include "model/playlists/playlistrows.h"
#include "model/playlists/playlistrules.h"
#include "model/query/query.h"
#include "model/tracks/folderrepository.h"
#include "model/tracks/trackrepository.h"

#include <QCollator>
#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct PlaylistText {
    Q_DECLARE_TR_FUNCTIONS(tandem::model::PlaylistText)
};

qint64 currentTime()
{
    return QDateTime::currentSecsSinceEpoch();
}

std::unexpected<Error> notFound(PlaylistId id)
{
    return failure(ErrorCode::NotFound, QString::number(id.value),
                   PlaylistText::tr("There is no such playlist."));
}

/// What the library may call a file: a playlist may go through a link to a folder of the library, or past a
/// link that is one. Nothing if the file is not there.
QStringList otherNames(const QString &path, const QList<LibraryFolder> &folders)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    QStringList names;
    if (!canonical.isEmpty() && canonical != path)
        names += canonical;
    for (const LibraryFolder &folder : folders) {
        const QString target = QFileInfo(folder.path).isSymLink()
                                   ? QFileInfo(folder.path).canonicalFilePath() + u'/'
                                   : QString();
        if (!target.isEmpty() && canonical.startsWith(target))
            names += folder.path + u'/' + canonical.sliced(target.size());
    }
    return names;
}

/// The entries of a static playlist are about to be changed: NotFound, or InvalidArgument.
Result<void> checkStatic(const Result<Playlist> &playlist)
{
    if (!playlist)
        return std::unexpected(playlist.error());
    if (playlist->kind != PlaylistKind::Static)
        return failure(ErrorCode::InvalidArgument, playlist->name,
                       PlaylistText::tr("What an auto playlist holds follows from its query."));
    return {};
}

/// Adds lines to the end.
Result<void> appendEntries(Connection &connection, const Result<Playlist> &playlist,
                           const QList<PlaylistEntry> &entries)
{
    if (auto done = checkStatic(playlist); !done)
        return done;
    Query query(connection,
                u"SELECT COALESCE(MAX(position) + 1, 0) FROM playlist_entries WHERE playlist_id = ?"_s);
    const auto position = query.bind(playlist->id.value).number();
    if (!position)
        return std::unexpected(position.error());
    return insertEntries(connection, playlist->id, *position, entries);
}

} // namespace

Result<QList<Playlist>> PlaylistRepository::all() const
{
    auto playlists = Query(m_connection, selectPlaylists()).rows(readPlaylist);
    if (!playlists)
        return playlists;

    // The C locale sorts by code point, which no person does.
    const QLocale locale;
    QCollator collator(locale.language() == QLocale::C ? QLocale(QLocale::English) : locale);
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::ranges::sort(*playlists, [&](const Playlist &a, const Playlist &b) {
        const int order = collator.compare(a.name, b.name);
        return order != 0 ? order < 0 : a.id < b.id;
    });
    return playlists;
}

Result<QHash<PlaylistId, qint64>> PlaylistRepository::versions() const
{
    Query query(m_connection,
                u"SELECT id, version FROM playlists WHERE NOT (origin = 'sent' AND is_sync_only)"_s);
    QHash<PlaylistId, qint64> found;
    return query.each([&](const Row &row) { found.insert(PlaylistId{row.integer(0)}, row.integer(1)); })
        .transform([&] { return std::move(found); });
}

Result<Playlist> PlaylistRepository::playlist(PlaylistId id) const
{
    Query query(m_connection, selectPlaylists() + u" WHERE id = ?"_s);
    auto found = query.bind(id.value).first(readPlaylist);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return notFound(id);
    return std::move(**found);
}

Result<Playlist> PlaylistRepository::byName(const QString &name) const
{
    const QString folded = foldedPlaylistName(name.trimmed());
    std::optional<Playlist> found;
    const auto done = Query(m_connection, selectPlaylists()).each([&](const Row &row) {
        if (!found && foldedPlaylistName(row.text(1)) == folded)
            found = readPlaylist(row);
    });
    if (!done)
        return std::unexpected(done.error());
    if (!found)
        return failure(ErrorCode::NotFound, name);
    return std::move(*found);
}

Result<PlaylistId> PlaylistRepository::createStatic(const QString &name, const QList<PlaylistEntry> &entries)
{
    const auto checked = checkedPlaylistName(name);
    if (!checked)
        return std::unexpected(checked.error());
    Transaction transaction(m_connection);
    if (!transaction.begun())
        return std::unexpected(transaction.begun().error());
    const auto id = insertPlaylist(m_connection, {.name = *checked});
    if (!id)
        return id;
    if (auto done = insertEntries(m_connection, *id, 0, entries); !done)
        return std::unexpected(done.error());
    if (auto done = transaction.commit(); !done)
        return std::unexpected(done.error());
    return id;
}

Result<PlaylistId> PlaylistRepository::createAuto(const QString &name, const AutoRule &rule)
{
    const auto checked = checkedPlaylistName(name);
    if (!checked)
        return std::unexpected(checked.error());
    if (auto done = checkAutoRule(rule); !done)
        return std::unexpected(done.error());
    Transaction transaction(m_connection);
    if (!transaction.begun())
        return std::unexpected(transaction.begun().error());
    const auto id =
        insertPlaylist(m_connection, {.name = *checked, .kind = PlaylistKind::Auto, .rule = rule});
    if (!id)
        return id;
    if (auto done = transaction.commit(); !done)
        return std::unexpected(done.error());
    return id;
}

Result<PlaylistId> PlaylistRepository::createOwn(const Playlist &playlist)
{
    Playlist own = playlist;
    own.id = {};
    const auto free = freeName(playlist.name);
    if (!free)
        return std::unexpected(free.error());
    const auto checked = checkedPlaylistName(*free);
    if (!checked)
        return std::unexpected(checked.error());
    own.name = *checked;
    if (own.kind == PlaylistKind::Auto) {
        if (auto done = checkAutoRule(own.rule); !done)
            return std::unexpected(done.error());
    }
    return insertPlaylist(m_connection, own);
}

Result<QString> PlaylistRepository::freeName(const QString &name) const
{
    QString candidate = name;
    for (int number = 2;; ++number) {
        const auto taken = byName(candidate);
        if (!taken && taken.error().code == ErrorCode::NotFound)
            return candidate;
        if (!taken)
            return std::unexpected(taken.error());
        candidate = u"%1 (%2)"_s.arg(name).arg(number);
    }
}

Result<void> PlaylistRepository::setSyncOnly(PlaylistId id, bool isSyncOnly)
{
    Query query(m_connection, u"UPDATE playlists SET is_sync_only = ? WHERE id = ?"_s);
    query.bind(isSyncOnly, id.value);
    if (auto done = query.run(); !done)
        return done;
    if (query.rowsAffected() != 1)
        return notFound(id);
    return {};
}

Result<void> PlaylistRepository::rename(PlaylistId id, const QString &name)
{
    const auto checked = checkedPlaylistName(name);
    if (!checked)
        return std::unexpected(checked.error());
    Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    if (auto done = checkFree(m_connection, *checked, id); !done)
        return done;
    Query query(m_connection, u"UPDATE playlists SET name = ? WHERE id = ?"_s);
    query.bind(*checked, id.value);
    if (auto done = query.run(); !done)
        return done;
    if (query.rowsAffected() != 1)
        return notFound(id);
    return transaction.commit();
}

Result<void> PlaylistRepository::setRule(PlaylistId id, const AutoRule &rule)
{
    if (auto done = checkAutoRule(rule); !done)
        return done;
    const auto current = playlist(id);
    if (!current)
        return std::unexpected(current.error());
    if (current->kind != PlaylistKind::Auto)
        return failure(ErrorCode::InvalidArgument, current->name,
                       PlaylistText::tr("Only an auto playlist has a query."));
    return updateRule(m_connection, id, rule);
}

Result<void> PlaylistRepository::remove(PlaylistId id)
{
    Query query(m_connection, u"DELETE FROM playlists WHERE id = ?"_s);
    query.bind(id.value);
    if (auto done = query.run(); !done)
        return done;
    if (query.rowsAffected() != 1)
        return notFound(id);
    return {};
}

Result<QList<PlaylistEntry>> PlaylistRepository::entries(PlaylistId id) const
{
    Query query(m_connection, u"SELECT e.track_id, COALESCE(s.path, e.path) FROM playlist_entries e "
                              "LEFT JOIN songs s ON s.id = e.track_id WHERE e.playlist_id = ? "
                              "ORDER BY e.position"_s);
    const auto found = query.bind(id.value).rows(
        [](const Row &row) { return PlaylistEntry{TrackId{row.integer(0)}, row.text(1)}; });
    if (found && found->isEmpty()) {
        if (const auto exists = playlist(id); !exists)
            return std::unexpected(exists.error());
    }
    return found;
}

Result<QStringList> PlaylistRepository::pathsWithoutTrack(PlaylistId id) const
{
    Query query(m_connection, u"SELECT path FROM playlist_entries WHERE playlist_id = ? AND track_id IS NULL "
                              "ORDER BY position"_s);
    return query.bind(id.value).rows([](const Row &row) { return row.text(0); });
}

Result<void> PlaylistRepository::setEntries(PlaylistId id, const QList<PlaylistEntry> &entries)
{
    Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    if (auto done = checkStatic(playlist(id)); !done)
        return done;
    Query query(m_connection, u"DELETE FROM playlist_entries WHERE playlist_id = ?"_s);
    query.bind(id.value);
    if (auto done = query.run(); !done)
        return done;
    if (auto done = insertEntries(m_connection, id, 0, entries); !done)
        return done;
    return transaction.commit();
}

Result<void> PlaylistRepository::append(PlaylistId id, const QList<PlaylistEntry> &entries)
{
    Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    if (auto done = appendEntries(m_connection, playlist(id), entries); !done)
        return done;
    return transaction.commit();
}

Result<void> PlaylistRepository::appendNew(PlaylistId id, std::span<const TrackId> tracks)
{
    const auto held = trackIds(id);
    if (!held)
        return std::unexpected(held.error());
    QSet<TrackId> known(held->begin(), held->end());
    QList<TrackId> added;
    for (const TrackId track : tracks) {
        if (!known.contains(track))
            added += track;
        known += track;
    }
    const auto entries = entriesForTracks(added);
    if (!entries)
        return std::unexpected(entries.error());
    return appendEntries(m_connection, playlist(id), *entries);
}

Result<QList<TrackId>> PlaylistRepository::trackIds(PlaylistId id) const
{
    const auto found = playlist(id);
    if (!found)
        return std::unexpected(found.error());
    if (found->kind == PlaylistKind::Static) {
        Query query(m_connection, u"SELECT track_id FROM playlist_entries WHERE playlist_id = ? "
                                  "AND track_id IS NOT NULL ORDER BY position"_s);
        return query.bind(id.value).rows([](const Row &row) { return TrackId{row.integer(0)}; });
    }

    const auto condition = compileQuery(found->rule.query, currentTime());
    if (!condition)
        return std::unexpected(condition.error());
    const PlaylistLimit &limit = found->rule.limit;
    const TrackRepository tracks(m_connection);
    if (limit.unit == LimitUnit::Items)
        return tracks.ids(*condition, found->rule.order, static_cast<int>(limit.amount));
    auto ids = tracks.ids(*condition, found->rule.order);
    if (!ids || limit.unit == LimitUnit::None)
        return ids;
    return tracksWithinLimit(m_connection, *condition, std::move(*ids), limit);
}

Result<qint64> PlaylistRepository::itemCount(PlaylistId id) const
{
    const auto found = playlist(id);
    if (!found)
        return std::unexpected(found.error());
    if (found->kind == PlaylistKind::Auto) {
        const auto ids = trackIds(id);
        if (!ids)
            return std::unexpected(ids.error());
        return ids->size();
    }
    Query query(m_connection, u"SELECT COUNT(*) FROM playlist_entries WHERE playlist_id = ?"_s);
    return query.bind(id.value).number();
}

Result<void> PlaylistRepository::relinkEntries()
{
    const TrackRepository tracks(m_connection);
    if (auto done = tracks.linkFormer(); !done)
        return done;
    Query unlinked(m_connection, u"SELECT DISTINCT path FROM playlist_entries WHERE track_id IS NULL"_s);
    const auto paths = unlinked.rows([](const Row &row) { return row.text(0); });
    if (!paths)
        return std::unexpected(paths.error());
    Query link(m_connection,
               u"UPDATE playlist_entries SET track_id = ?, path = '' WHERE track_id IS NULL AND path = ?"_s);
    const auto ids = tracks.idsOfSongs(*paths);
    if (!ids)
        return std::unexpected(ids.error());
    for (qsizetype i = 0; i < ids->size(); ++i) {
        if (!ids->at(i).isValid())
            continue;
        if (auto done = link.bind(ids->at(i).value, paths->at(i)).run(); !done)
            return done;
    }
    return {};
}

Result<QList<PlaylistEntry>> PlaylistRepository::entriesForPaths(const QStringList &paths) const
{
    const TrackRepository tracks(m_connection);
    const auto asGiven = tracks.idsOfPaths(paths);
    const auto folders = FolderRepository(m_connection).all();
    if (!asGiven || !folders)
        return std::unexpected(asGiven ? folders.error() : asGiven.error());
    QList<PlaylistEntry> found;
    found.reserve(paths.size());
    for (qsizetype i = 0; i < paths.size(); ++i) {
        found.append({asGiven->at(i), paths.at(i)});
        if (asGiven->at(i).isValid())
            continue;
        const QStringList others = otherNames(paths.at(i), *folders);
        const auto ids = tracks.idsOfPaths(others);
        if (!ids)
            return std::unexpected(ids.error());
        for (qsizetype other = 0; other < ids->size() && !found.last().track.isValid(); ++other) {
            if (ids->at(other).isValid())
                found.last() = {ids->at(other), others.at(other)};
        }
    }
    return found;
}

Result<QList<PlaylistEntry>> PlaylistRepository::entriesForTracks(std::span<const TrackId> ids) const
{
    Query query(m_connection, u"SELECT path FROM songs WHERE id = ?"_s);
    QList<PlaylistEntry> found;
    found.reserve(static_cast<qsizetype>(ids.size()));
    for (const TrackId id : ids) {
        const auto path = query.bind(id.value).first([](const Row &row) { return row.text(0); });
        if (!path)
            return std::unexpected(path.error());
        if (*path)
            found.append({id, **path});
    }
    return found;
}

} // namespace tandem::model
