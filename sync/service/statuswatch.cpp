// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statuswatch.h"

#include "sync/players/playerstate.h"

namespace tandem::sync {

StatusWatch::StatusWatch(const PlayerRepository &players, QObject *parent)
    : QObject(parent), m_players(players)
{
    lookForNew();
}

void StatusWatch::lookForNew()
{
    const auto records = m_players.all().value_or(QList<PlayerRecord>());
    for (const PlayerRecord &record : records) {
        if (!m_known.contains(record.id))
            m_known.insert(record.id, statusOf(record));
    }
}

void StatusWatch::look(PlayerId id)
{
    const auto record = m_players.player(id);
    if (!record)
        return;
    const model::PartnershipStatus status = statusOf(*record);
    const auto known = m_known.find(id);
    if (known == m_known.end()) {
        m_known.insert(id, status);
    } else if (*known != status) {
        *known = status;
        Q_EMIT statusChanged(id, status);
    }
}

} // namespace tandem::sync
