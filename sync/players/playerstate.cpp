// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playerstate.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace tandem::sync {

using model::PartnershipStatus;
using model::PlayerKind;

namespace {

PlayerKind toPlayerKind(device::AddressKind kind)
{
    switch (kind) {
    case device::AddressKind::Folder:
        return PlayerKind::Folder;
    case device::AddressKind::Volume:
        return PlayerKind::Volume;
    case device::AddressKind::Mtp:
        return PlayerKind::Mtp;
    }
    Q_UNREACHABLE_RETURN(PlayerKind::Folder);
}

} // namespace

PartnershipStatus statusOf(const PlayerRecord &record)
{
    if (!record.partnerName.isEmpty())
        return PartnershipStatus::PartnershipAnother;
    if (record.isManual)
        return PartnershipStatus::ManualDevice;
    if (record.partnership)
        return PartnershipStatus::PartnershipExists;
    return record.isDeclined ? PartnershipStatus::PartnershipDeclined : PartnershipStatus::NewDevice;
}

model::DeviceState toDeviceState(const PlayerRecord &record)
{
    model::DeviceState state;
    state.id = record.id;
    state.name = record.address.name;
    state.friendlyName = record.displayName();
    state.kind = toPlayerKind(record.address.kind);
    state.location = record.address.location;
    state.status = statusOf(record);
    state.partnershipIndex = record.partnership ? record.partnership->index : 0;
    state.partnerName = record.partnerName;
    state.totalBytes = record.totalBytes;
    state.freeBytes = record.freeBytes;
    return state;
}

PlayerId findPlayer(const QList<PlayerRecord> &records, const QString &text)
{
    const QString path = QFileInfo(text).canonicalFilePath();
    const auto match = [&records](const auto &test) {
        const auto found = std::ranges::find_if(records, test);
        return found == records.end() ? PlayerId{} : found->id;
    };
    const auto isThere = [&](const PlayerRecord &record) {
        const QString &location = record.address.location;
        return !location.isEmpty() &&
               (location == QDir::cleanPath(text) || (!path.isEmpty() && location == path));
    };
    for (const PlayerId id : {
             match([&text](const PlayerRecord &record) { return QString::number(record.id.value) == text; }),
             match([&text](const PlayerRecord &record) { return record.friendlyName == text; }),
             match([&text](const PlayerRecord &record) { return record.address.name == text; }),
             match(isThere),
         }) {
        if (id.isValid())
            return id;
    }
    return {};
}

} // namespace tandem::sync
