// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QString>
#include <QStringList>

namespace tandem::sync {

/// Refuses a player that lies in a music folder, or holds one: a sync would then feed on itself, and
/// could remove music. Compares canonical paths, and what is at them: one folder may have several. An empty
/// @p playerLocation overlaps nothing. Errors: MusicInsidePlayer, PlayerInsideMusic; subject: the music
/// folder, detail: the player's.
Result<void> checkOverlap(const QStringList &musicFolders, const QString &playerLocation);

} // namespace tandem::sync
