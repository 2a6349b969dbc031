// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <memory>
#include <stop_token>

namespace tandem::device {

class DeviceStorage;
struct PlayerAddress;

/// Opens the player's storage; call it in the thread that will use it.
/// Errors: NotConnected if nothing is there, StorageMissing if the storage that was chosen is not,
/// NotMounted, FileUnreadable; of an MTP player also DeviceLocked, DeviceHeld, DeviceStalled, and Cancelled
/// soon after a stop request.
Result<std::unique_ptr<DeviceStorage>> openStorage(const PlayerAddress &address, std::stop_token stop = {});

/// Asks the program that has taken an MTP player for itself to let go of it; blocks for some seconds.
/// Errors: DeviceHeld if it does not, NotSupported if there is no way to ask it.
Result<void> releaseHolder(const PlayerAddress &address);

} // namespace tandem::device
