// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistedit.h"

#include "model/db/database.h"
#include "model/playlists/playlistlines.h"
#include "model/playlists/playlistrepository.h"
#include "model/playlists/playlistrows.h"
#include "model/playlists/playlistrules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

Result<PlaylistState> stateOf(Connection &connection, PlaylistId id)
{
    auto found = playlistContent(connection, id);
    if (found)
        return std::move(*found);
    if (found.error().code == ErrorCode::NotFound)
        return PlaylistState();
    return std::unexpected(found.error());
}

Result<void> writeEntries(Connection &connection, PlaylistId id, const QList<PlaylistEntry> &before,
                          const QList<PlaylistEntry> &after)
{
    const auto first = std::ranges::mismatch(before, after).in2 - after.begin();
    if (first == before.size() && first == after.size())
        return {};
    Query remove(connection,
                 u"DELETE FROM playlist_entries WHERE playlist_id = ? AND position >= (SELECT position FROM "
                 "playlist_entries WHERE playlist_id = ? ORDER BY position LIMIT 1 OFFSET ?)"_s);
    if (auto done = remove.bind(id.value, id.value, first).run(); !done)
        return done;
    Query end(connection,
              u"SELECT COALESCE(MAX(position) + 1, 0) FROM playlist_entries WHERE playlist_id = ?"_s);
    return end.bind(id.value).number().and_then(
        [&](qint64 position) { return insertEntries(connection, id, position, after.mid(first)); });
}

Result<void> insert(Connection &connection, PlaylistContent &content)
{
    const auto name = PlaylistRepository(connection).freeName(content.playlist.name);
    if (!name)
        return std::unexpected(name.error());
    const auto checked = checkedPlaylistName(*name);
    if (!checked)
        return std::unexpected(checked.error());
    content.playlist.name = *checked;
    const auto id = insertPlaylist(connection, content.playlist);
    if (!id)
        return std::unexpected(id.error());
    content.playlist.id = *id;
    return insertEntries(connection, *id, 0, content.entries);
}

Result<void> update(Connection &connection, const PlaylistContent &before, PlaylistContent &after)
{
    const PlaylistId id = before.playlist.id;
    after.playlist.id = id;
    const bool isAuto = before.playlist.kind == PlaylistKind::Auto;
    if (isAuto ? !after.entries.isEmpty() : after.playlist.rule != before.playlist.rule)
        return failure(ErrorCode::InvalidArgument, before.playlist.name);
    if (after.playlist.name != before.playlist.name) {
        const auto name = checkedPlaylistName(after.playlist.name);
        if (!name)
            return std::unexpected(name.error());
        after.playlist.name = *name;
        if (auto free = checkFree(connection, *name, id); !free)
            return free;
        Query query(connection, u"UPDATE playlists SET name = ? WHERE id = ?"_s);
        if (auto done = query.bind(after.playlist.name, id.value).run(); !done)
            return done;
    }
    if (after.playlist.rule != before.playlist.rule) {
        if (auto checked = checkAutoRule(after.playlist.rule); !checked)
            return checked;
        if (auto done = updateRule(connection, id, after.playlist.rule); !done)
            return done;
    }
    return writeEntries(connection, id, before.entries, after.entries);
}

Result<void> write(Connection &connection, PlaylistEdit &edit)
{
    if (edit.before && edit.after)
        return update(connection, *edit.before, *edit.after);
    if (edit.after)
        return insert(connection, *edit.after);
    if (!edit.before)
        return {};
    Query query(connection, u"DELETE FROM playlists WHERE id = ?"_s);
    return query.bind(edit.before->playlist.id.value).run();
}

} // namespace

bool isSame(const PlaylistState &a, const PlaylistState &b)
{
    if (!a || !b)
        return !a && !b;
    return a->playlist == b->playlist && std::ranges::equal(a->entries, b->entries, isSameLine);
}

Result<PlaylistContent> playlistContent(Connection &connection, PlaylistId id)
{
    const PlaylistRepository repository(connection);
    const auto playlist = repository.playlist(id);
    if (!playlist)
        return std::unexpected(playlist.error());
    return repository.entries(id).transform([&](const QList<PlaylistEntry> &entries) {
        return PlaylistContent{.playlist = *playlist, .entries = entries};
    });
}

Result<std::optional<PlaylistEdit>> editPlaylist(Connection &connection, PlaylistId id,
                                                 const PlaylistChange &change)
{
    Transaction transaction(connection);
    if (!transaction.begun())
        return std::unexpected(transaction.begun().error());
    const auto now = stateOf(connection, id);
    if (!now)
        return std::unexpected(now.error());
    PlaylistEdit edit{.before = *now, .after = *now};
    if (!change(edit.after))
        return std::nullopt;
    if (!edit.before && edit.after)
        edit.after->playlist.id = id;
    if (auto done = write(connection, edit); !done)
        return std::unexpected(done.error());
    return transaction.commit().transform([&] { return std::optional(std::move(edit)); });
}

} // namespace tandem::model
