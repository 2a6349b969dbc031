// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/survey.h"

namespace tandem::sync {

/// How much more room playlists, marker and ledger may come to take on the player than they take now.
/// Never less than what they will take: so a player that was filled to the brim stays as it is, and the
/// same plan is made again. A pure function.
qint64 overheadBytes(const Survey &survey);

} // namespace tandem::sync
