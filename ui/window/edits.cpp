// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "edits.h"

#include "model/library/library.h"
#include "sync/service/syncservice.h"

namespace tandem::ui {

EditOfPlaylist::EditOfPlaylist(model::Library &library, sync::SyncService &service, model::PlaylistEdit edit,
                               QList<sync::PlaylistPlace> places)
    : m_library(library), m_service(service), m_edit(std::move(edit)), m_places(std::move(places))
{
}

QString EditOfPlaylist::subject() const
{
    return (m_edit.after ? m_edit.after : m_edit.before).value_or(model::PlaylistContent()).playlist.name;
}

Result<std::optional<model::PlaylistEdit>> EditOfPlaylist::write(const model::PlaylistState &from,
                                                                 const model::PlaylistState &to)
{
    const auto change = [&](model::PlaylistState &now) {
        // It may be back already: somebody else was quicker, or its places were not restored the last time.
        const bool isBack = !from && model::isSame(now, to);
        if (!isBack && !model::isSame(now, from))
            return false;
        now = to;
        return true;
    };
    const auto written = m_library.editPlaylist(m_edit.id(), change);
    // Where a playlist is to come back, another one may have its number by now.
    return written && !*written && !from ? m_library.editPlaylist({}, change) : written;
}

Result<bool> EditOfPlaylist::go(Way way)
{
    const bool isBack = way == Way::Back;
    const model::PlaylistState &from = isBack ? m_edit.after : m_edit.before;
    model::PlaylistState &to = isBack ? m_edit.before : m_edit.after;
    const PlaylistId former = m_edit.id();
    if (!to) {
        auto places = m_service.placesOf(former);
        if (!places)
            return std::unexpected(places.error());
        m_places = std::move(*places);
    }
    const auto written = write(from, to);
    if (!written)
        return std::unexpected(written.error());
    if (!*written)
        return false;
    to = (*written)->after; // with the id and the name that it has come back with
    if (from || !to)
        return true;
    return m_service.restorePlaces(former, to->playlist.id, m_places).transform([] { return true; });
}

EditOfChoice::EditOfChoice(sync::SyncService &service, PlayerId player, QList<PlaylistId> before,
                           QList<PlaylistId> after)
    : m_service(service), m_player(player), m_before(std::move(before)), m_after(std::move(after))
{
}

QString EditOfChoice::subject() const
{
    return m_service.player(m_player).friendlyName;
}

Result<bool> EditOfChoice::go(Way way)
{
    const bool isBack = way == Way::Back;
    const auto now = m_service.settings(m_player);
    if (!now || now->hasDefaultRules || now->playlists != (isBack ? m_after : m_before))
        return false;
    return m_service.setPlaylists(m_player, isBack ? m_before : m_after).transform([] { return true; });
}

} // namespace tandem::ui
