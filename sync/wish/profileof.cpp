// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profileof.h"

#include "base/logging.h"
#include "device/profiles/audioplayerfile.h"
#include "device/profiles/chooseprofile.h"
#include "device/profiles/profilestore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

/// Adds what the top of the player tells. Errors: of the storage.
Result<void> lookAtTop(device::DeviceStorage &storage, device::ProfileClues &clues)
{
    const auto objects = storage.list({});
    if (!objects)
        return std::unexpected(objects.error());
    const QString fileName = QString::fromLatin1(device::audioPlayerFileName);
    for (const device::StoredObject &object : *objects)
        clues.topLevelNames.append(object.name);
    const bool isDescribed = std::ranges::any_of(*objects, [&fileName](const device::StoredObject &object) {
        return !object.isFolder && object.name == fileName;
    });
    if (!isDescribed)
        return {};
    const auto data = storage.read(fileName, device::maxAudioPlayerFileBytes);
    if (data)
        clues.audioPlayerFile = device::parseAudioPlayerFile(*data);
    else if (data.error().code != ErrorCode::FileMissing && data.error().code != ErrorCode::FileTooLarge)
        return std::unexpected(data.error());
    return {};
}

} // namespace

Result<device::PlayerProfile> profileOf(const PlayerRecord &record, const device::PlayerMake &make,
                                        device::DeviceStorage &storage, const device::StorageInfo &info,
                                        const QString &dataDir, QList<Error> &warnings,
                                        const QString &mediaPlayerInfoFolder)
{
    const device::ProfileStore store(dataDir);
    if (!record.profile.isEmpty()) {
        const auto chosen = store.find(record.profile);
        if (chosen)
            return chosen->profile;
        warnings.append(chosen.error());
        warnings += store.warnings();
    }
    device::ProfileClues clues{.kind = record.address.kind, .make = make};
    if (record.address.kind != device::AddressKind::Mtp && !info.isListingSlow) {
        if (auto looked = lookAtTop(storage, clues); !looked)
            return std::unexpected(looked.error());
        if (const auto known = device::readMediaPlayerInfo(make.mediaPlayerInfo, mediaPlayerInfoFolder))
            clues.mediaPlayerInfo = *known;
    }
    const device::PlayerProfile profile = device::chooseProfile(store.profiles(), clues);
    qCDebug(logSync) << "profile" << profile.id << profile.name;
    return profile;
}

} // namespace tandem::sync
