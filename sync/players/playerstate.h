// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/items/devicestate.h"
#include "sync/players/playerrepository.h"

#include <QList>
#include <QString>

namespace tandem::sync {

/// What the player is to this library, from what is remembered of it.
model::PartnershipStatus statusOf(const PlayerRecord &record);

/// The record as lists and panels show it; not connected and idle.
model::DeviceState toDeviceState(const PlayerRecord &record);

/// The player that a person means by its id, friendly name, name, mount point or folder, in that order;
/// an invalid id if there is none.
PlayerId findPlayer(const QList<PlayerRecord> &records, const QString &text);

} // namespace tandem::sync
