// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "device/profiles/profilestore.h"
#include "model/db/database.h"
#include "sync/players/partnership.h"
#include "sync/players/playerrepository.h"

#include <QList>
#include <QString>

namespace tandem::sync {

/// One of several things to choose from, and what people call it.
struct Choice {
    QString id;
    QString name;
};

/// What the owners of players chose for them, as SyncService asks and changes it: rules of partnerships,
/// profiles and storages. Touches only the database and the profiles.
class PlayerSettings
{
public:
    PlayerSettings(const model::Database &database, PlayerRepository &players)
        : m_database(database), m_players(players)
    {
    }

    /// Errors: NotFound, NotPartnered.
    Result<PlayerRecord> partner(PlayerId id) const;
    /// The rules, playlists in priority order. Errors: NotFound, NotPartnered.
    Result<PartnershipSettings> rules(PlayerId id) const;

    /// Empty: whatever suits best. Errors: NotFound.
    Result<void> setProfile(PlayerId id, const QString &profile);
    QString profile(PlayerId id) const;
    QList<Choice> profiles() const;

    QString storage(PlayerId id) const; ///< empty: the preferred one

private:
    device::ProfileStore profileStore() const;

    const model::Database &m_database;
    PlayerRepository &m_players;
};

} // namespace tandem::sync
