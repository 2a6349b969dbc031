// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/items/devicestate.h"
#include "sync/players/playerrepository.h"

#include <QHash>
#include <QObject>

namespace tandem::sync {

/// Notices when a player becomes another thing to this library than it was, whoever did that: says each
/// change once. That there is a player at all is no change.
class StatusWatch : public QObject
{
    Q_OBJECT

public:
    /// @p players must outlive it.
    explicit StatusWatch(const PlayerRepository &players, QObject *parent = nullptr);

    void look(PlayerId id); ///< something may have happened to it
    void lookForNew();      ///< players may have been added
    void forget(PlayerId id) { m_known.remove(id); }

Q_SIGNALS:
    void statusChanged(tandem::PlayerId id, tandem::model::PartnershipStatus status);

private:
    const PlayerRepository &m_players;
    QHash<PlayerId, model::PartnershipStatus> m_known;
};

} // namespace tandem::sync
