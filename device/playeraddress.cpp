// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playeraddress.h"

#include "massstorage.h"

namespace tandem::device {

Result<std::unique_ptr<DeviceStorage>> openStorage(const PlayerAddress &address)
{
    switch (address.kind) {
    case AddressKind::Folder:
    case AddressKind::Volume:
        return MassStorage::open(address.location, address.limitBytes);
    case AddressKind::Mtp:
        break;
    }
    return failure(ErrorCode::NotConnected, address.name);
}

} // namespace tandem::device
