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

Pending<EditOfPlaylist::Written> EditOfPlaylist::write(const model::PlaylistState &from,
                                                       const model::PlaylistState &to)
{
    const auto change = [from, to](model::PlaylistState &now) {
        // It may be back already: somebody else was quicker, or its places were not restored the last time.
        // What has its number now is nothing but it.
        const bool isBack = !from && model::isSame(now, to);
        if (!isBack && !model::isSame(now, from))
            return false;
        now = to;
        return true;
    };
    return m_library.editPlaylist(m_edit.id(), change);
}

Pending<bool> EditOfPlaylist::go(Way way)
{
    const bool isBack = way == Way::Back;
    const model::PlaylistState &from = isBack ? m_edit.after : m_edit.before;
    const model::PlaylistState &to = isBack ? m_edit.before : m_edit.after;
    const PlaylistId former = m_edit.id();
    if (!to) {
        auto places = m_service.placesOf(former);
        if (!places)
            return answered<bool>(std::unexpected(places.error()));
        m_places = std::move(*places);
    }
    return write(from, to).then(&m_context, [this, way, former](const Result<Written> &written) {
        return written.and_then([&](const Written &edit) { return take(way, edit, former); });
    });
}

Result<bool> EditOfPlaylist::take(Way way, const Written &written, PlaylistId former)
{
    if (!written)
        return false;
    const bool isBack = way == Way::Back;
    const model::PlaylistState &from = isBack ? m_edit.after : m_edit.before;
    model::PlaylistState &to = isBack ? m_edit.before : m_edit.after;
    to = written->after; // with the id and the name that it has come back with
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

Pending<bool> EditOfChoice::go(Way way)
{
    const bool isBack = way == Way::Back;
    const auto now = m_service.settings(m_player);
    if (!now || now->hasDefaultRules || now->playlists != (isBack ? m_after : m_before))
        return answered<bool>(false);
    return answered(
        m_service.setPlaylists(m_player, isBack ? m_before : m_after).transform([] { return true; }));
}

} // namespace tandem::ui
