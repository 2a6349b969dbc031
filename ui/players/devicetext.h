// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/items/devicestate.h"
#include "sync/players/syncresult.h"
#include "ui/players/capacitybar.h"

#include <QString>
#include <optional>

namespace tandem::ui {

// What is known about a player, in sentences.

/// Whether the player is there, but of no use as it is.
bool isInTrouble(const model::DeviceState &device);

/// Whether there is something to let go of before the player is taken away.
bool canEject(const model::DeviceState &device);

/// "Partnered, number 1. Not connected."
QString statusSentence(const model::DeviceState &device);

/// "12 songs to copy (310 MB), 3 to remove. 2 do not fit."
QString estimateText(const sync::SyncEstimate &estimate);
/// The same, with what is left out if @p reserved bytes are to stay free.
QString estimateText(const sync::SyncEstimate &estimate, qint64 reserved);

QString phaseText(sync::SyncProgress::Phase phase);

/// "3.2 MB per second, 2 minutes left"; empty while nothing is known.
QString paceText(const sync::SyncProgress &progress);

/// How the last session ended, with counts and time; empty if there was none. @p now as endedAt.
QString resultSentence(const sync::SyncResult &result, qint64 now);

/// Bytes that @p percent of @p totalBytes are; 0 if the total is unknown.
qint64 reservedBytes(qint64 totalBytes, int percent);

CapacityUse capacityUse(const model::DeviceState &device, const std::optional<sync::SyncEstimate> &estimate,
                        int reservePercent);

} // namespace tandem::ui
