// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/profiles/mediaplayerinfo.h"
#include "device/profiles/playerprofile.h"
#include "device/storage/devicestorage.h"
#include "sync/players/playerrepository.h"

namespace tandem::sync {

/// The profile that a session with this player goes by: its owner's choice, or else what fits best; see
/// device::chooseProfile(). Looks at the top of a player that is a drive, and only reads; where listing is
/// slow it does without. @p make: what the system knows of the player now. @p warnings: a chosen profile that
/// does not exist, and the person's files that cannot be used, of which it may be one. Errors: of the
/// storage.
Result<device::PlayerProfile>
profileOf(const PlayerRecord &record, const device::PlayerMake &make, device::DeviceStorage &storage,
          const device::StorageInfo &info, const QString &dataDir, QList<Error> &warnings,
          const QString &mediaPlayerInfoFolder = QString::fromLatin1(device::mediaPlayerInfoFolder));

} // namespace tandem::sync
