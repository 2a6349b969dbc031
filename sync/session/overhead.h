// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/session/survey.h"

namespace tandem::sync {

/// How much more room playlists, marker and ledger may come to take on the player than they take now.
/// Never less than what they will take: so a player that was filled to the brim stays as it is, and the
/// same plan is made again. A pure function.
qint64 overheadBytes(const Survey &survey);

/// What a session asks for that the survey does not say.
struct OverheadRequest {
    bool isManual = false;
    bool includesSkipped = false;
    bool keepsOthers = false; ///< as planPlaylists() has it
};

/// Adds to what the plan says of the room what playlists, marker and ledger will really take when all is
/// done: to the byte where the storage says how its folders grow. For estimates, which people look at; a
/// session needs overheadBytes() only. A pure function.
void addOverhead(SyncPlan &plan, const Survey &survey, const OverheadRequest &request);

} // namespace tandem::sync
