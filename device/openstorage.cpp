// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "openstorage.h"

#include "device/drive/massstorage.h"
#include "device/mtp/mtpstorage.h"
#include "device/mtp/usbholder.h"
#include "device/storage/playeraddress.h"

#include <algorithm>

namespace tandem::device {

namespace {

/// The volume that the owner chose, if the player is a drive and has it.
const VolumeAddress *chosenVolume(const PlayerAddress &address)
{
    const auto found = std::ranges::find(address.volumes, address.storage, &VolumeAddress::id);
    return address.storage.isEmpty() || found == address.volumes.end() ? nullptr : &*found;
}

} // namespace

Result<std::unique_ptr<DeviceStorage>> openStorage(const PlayerAddress &address, std::stop_token stop)
{
    if (const VolumeAddress *volume = chosenVolume(address)) {
        if (volume->location.isEmpty())
            return failure(ErrorCode::NotMounted, volume->name);
        return MassStorage::open(volume->location, address.limitBytes);
    }
    switch (address.kind) {
    case AddressKind::Volume:
        if (!address.storage.isEmpty())
            return failure(ErrorCode::StorageMissing, address.name, address.storage);
        [[fallthrough]];
    case AddressKind::Folder:
        return MassStorage::open(address.location, address.limitBytes);
    case AddressKind::Mtp:
        return MtpStorage::open(address, {}, std::move(stop));
    }
    return failure(ErrorCode::NotConnected, address.name);
}

Result<void> releaseHolder(const PlayerAddress &address)
{
    return address.kind == AddressKind::Mtp ? releaseHolder(address.location)
                                            : failure(ErrorCode::NotSupported, address.name);
}

} // namespace tandem::device
