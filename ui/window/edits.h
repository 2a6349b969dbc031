// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/playlists/playlistedit.h"
#include "sync/players/playlistplaces.h"
#include "ui/window/edithistory.h"

#include <QObject>
#include <optional>

namespace tandem::model {
class Library;
}
namespace tandem::sync {
class SyncService;
}

namespace tandem::ui {

/// A playlist was made, changed or deleted.
class EditOfPlaylist : public Edit
{
public:
    /// @p places: of a playlist that was deleted.
    EditOfPlaylist(model::Library &library, sync::SyncService &service, model::PlaylistEdit edit,
                   QList<sync::PlaylistPlace> places);

    Pending<bool> go(Way way) override;
    QString subject() const override;

private:
    using Written = std::optional<model::PlaylistEdit>;

    Pending<Written> write(const model::PlaylistState &from, const model::PlaylistState &to);
    Result<bool> take(Way way, const Written &written, PlaylistId former);

    model::Library &m_library;
    sync::SyncService &m_service;
    model::PlaylistEdit m_edit;
    QList<sync::PlaylistPlace> m_places;
    QObject m_context; ///< whose end ends the waiting for answers
};

/// Other playlists were chosen for a player.
class EditOfChoice : public Edit
{
public:
    EditOfChoice(sync::SyncService &service, PlayerId player, QList<PlaylistId> before,
                 QList<PlaylistId> after);

    Pending<bool> go(Way way) override;
    QString subject() const override;

private:
    sync::SyncService &m_service;
    PlayerId m_player;
    QList<PlaylistId> m_before;
    QList<PlaylistId> m_after;
};

} // namespace tandem::ui
