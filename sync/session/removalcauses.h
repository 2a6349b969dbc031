// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "model/db/database.h"
#include "sync/plan/syncplan.h"
#include "sync/wish/selection.h"

#include <QHash>
#include <QSet>
#include <QString>

namespace tandem::sync {

/// What the library knows of the songs that are in no chosen playlist, and would go.
struct RemovalFacts {
    enum class Presence {
        There,
        Deleted, ///< its file: its place was looked at, and it is not there
        Away,    ///< with its folder, or a part of that; or nobody can look there
        LeftOut, ///< its file is there, and the library takes it no more: hidden, or left out
    };
    QHash<TrackId, Presence> tracks{}; ///< those of the library, when the playlists were evaluated
    AbsentTracks absent{};             ///< of then
    QHash<QString, QString> sources{}; ///< path on the player to the library's file
    QSet<QString> gaps{};         ///< lines of the chosen playlists that have no track: the files they name
    QSet<TrackId> wanted{};       ///< have another copy, which stays
    bool isLibraryBehind = false; ///< the player knows of later sessions
};

/// Why this removal is planned: NotSelected, as the planner has it, is told apart. A pure function.
ActionReason causeOf(const PlanAction &removal, const RemovalFacts &facts);

/// Gives each of the plan's removals its cause. @p facts: all but the tracks. Looks for the files that a scan
/// met no more: what was deleted is seen, not presumed. Errors: of the database.
Result<void> findRemovalCauses(model::Connection &connection, RemovalFacts facts, SyncPlan &plan);

} // namespace tandem::sync
