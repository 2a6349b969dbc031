// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlisteditor.h"

#include "model/db/database.h"
#include "model/playlists/playlistrepository.h"
#include "model/playlists/playlisttransfer.h"

namespace tandem::model {

Result<std::optional<PlaylistEdit>> PlaylistEditor::edit(Connection &connection, PlaylistId id,
                                                         const PlaylistChange &change)
{
    auto edit = editPlaylist(connection, id, [&](PlaylistState &now) {
        if (now && now->entries == m_lastLines)
            now->entries = m_lastLines;
        return change(now);
    });
    if (!edit || !*edit)
        return edit;
    if ((*edit)->before && (*edit)->before->entries == m_lastLines)
        (*edit)->before->entries = m_lastLines;
    if ((*edit)->after)
        m_lastLines = (*edit)->after->entries;
    return edit;
}

Result<std::optional<PlaylistEdit>> PlaylistEditor::editLines(Connection &connection, PlaylistId id,
                                                              const LinesChange &change)
{
    Result<void> changed;
    auto done = edit(connection, id, [&](PlaylistState &now) {
        if (!now || now->playlist.kind == PlaylistKind::Auto) {
            changed = failure(now ? ErrorCode::InvalidArgument : ErrorCode::NotFound,
                              now ? now->playlist.name : QString::number(id.value));
            return false;
        }
        auto lines = change(connection, now->entries);
        if (!lines)
            changed = std::unexpected(lines.error());
        if (!lines || !*lines)
            return false;
        now->entries = std::move(**lines);
        return true;
    });
    if (done && !changed)
        return std::unexpected(changed.error());
    return done;
}

Result<std::optional<PlaylistEdit>> PlaylistEditor::create(Connection &connection, const QString &name,
                                                           const QList<TrackId> &tracks)
{
    PlaylistRepository playlists(connection);
    return made(connection, playlists.entriesForTracks(tracks).and_then(
                                [&](const auto &entries) { return playlists.createStatic(name, entries); }));
}

Result<std::optional<PlaylistEdit>> PlaylistEditor::createAuto(Connection &connection, const QString &name,
                                                               const AutoRule &rule)
{
    return made(connection, PlaylistRepository(connection).createAuto(name, rule));
}

Result<std::optional<PlaylistEdit>> PlaylistEditor::importFile(Connection &connection, const QString &file)
{
    return made(connection, importPlaylistFile(connection, file));
}

Result<std::optional<PlaylistEdit>> PlaylistEditor::made(Connection &connection, const Result<PlaylistId> &id)
{
    const auto content =
        id.and_then([&](PlaylistId playlist) { return playlistContent(connection, playlist); });
    if (!content)
        return std::unexpected(content.error());
    m_lastLines = content->entries;
    return PlaylistEdit{.before = {}, .after = *content};
}

} // namespace tandem::model
