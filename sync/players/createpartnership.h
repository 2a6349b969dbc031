// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/devicestorage.h"
#include "model/db/database.h"
#include "sync/players/partnership.h"

namespace tandem::sync {

/// Makes the partnership between this library and the player, here and on the player, or changes the
/// settings of the one that exists. Nothing is copied yet. If the player cannot be written to, nothing
/// has changed; nobody who wants to write to the database waits for the player.
/// The order is: look at the player, rehearse in the database, write the marker, write to the database.
/// Cut off before the marker, nothing has happened. Cut off behind it, the player carries this library's
/// marker and is new to the library all the same; partnered then, it keeps the id of that marker.
/// Errors: NotFound, PartneredElsewhere and
/// MarkerDamaged (without takeOver), TooManyPartnerships, DeviceReadOnly, DeviceFull, MusicInsidePlayer,
/// PlayerInsideMusic, InvalidArgument; of the database and the storage.
Result<void> createPartnership(const model::Database &database, model::Connection &connection,
                               device::DeviceStorage &storage, PlayerId player,
                               const PartnershipSettings &settings);

/// Takes this library's marker and ledger off the player; what another library put there stays.
Result<void> removePartnershipFiles(const model::Database &database, device::DeviceStorage &storage);

} // namespace tandem::sync
