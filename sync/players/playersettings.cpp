// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playersettings.h"

#include <QFileInfo>

namespace tandem::sync {

Result<PlayerRecord> PlayerSettings::partner(PlayerId id) const
{
    auto record = m_players.player(id);
    if (record && !record->partnership)
        return failure(ErrorCode::NotPartnered, record->displayName());
    return record;
}

Result<PartnershipSettings> PlayerSettings::rules(PlayerId id) const
{
    const auto record = partner(id);
    if (!record)
        return std::unexpected(record.error());
    const auto playlists = m_players.playlists(id);
    if (!playlists)
        return std::unexpected(playlists.error());
    return PartnershipSettings{.friendlyName = record->displayName(),
                               .playlists = *playlists,
                               .reservePercent = record->partnership->reservePercent,
                               .fill = record->partnership->fill,
                               .hasDefaultRules = record->partnership->hasDefaultRules};
}

/// Read anew each time: the person may have edited them.
device::ProfileStore PlayerSettings::profileStore() const
{
    return device::ProfileStore(QFileInfo(m_database.path()).path());
}

Result<void> PlayerSettings::setProfile(PlayerId id, const QString &profile)
{
    if (const auto known = profileStore().find(profile); !profile.isEmpty() && !known)
        return std::unexpected(known.error());
    return m_players.setProfile(id, profile);
}

QString PlayerSettings::profile(PlayerId id) const
{
    const auto record = m_players.player(id);
    return record ? record->profile : QString();
}

QList<Choice> PlayerSettings::profiles() const
{
    QList<Choice> choices;
    const QList<device::PlayerProfile> profiles = profileStore().profiles();
    for (const device::PlayerProfile &profile : profiles)
        choices.append({profile.id, profile.name});
    return choices;
}

QString PlayerSettings::storage(PlayerId id) const
{
    const auto record = m_players.player(id);
    return record ? record->address.storage : QString();
}

} // namespace tandem::sync
