// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "brakes.h"

#include <algorithm>
#include <array>

namespace tandem::sync {

namespace {

struct CauseBrake {
    ActionReason cause;
    ErrorCode code;
};

/// What explains most comes first.
constexpr std::array causeBrakes{
    CauseBrake{ActionReason::LibraryBehind, ErrorCode::BrakeLibraryBehind},
    CauseBrake{ActionReason::LeftLibrary, ErrorCode::BrakeLeftLibrary},
    CauseBrake{ActionReason::FolderAway, ErrorCode::BrakeLibraryMissing},
    CauseBrake{ActionReason::PlaylistGap, ErrorCode::BrakePlaylistGap},
};

} // namespace

bool BrakeFacts::isEmptied() const
{
    return presentItems == 0 && (recordedItems >= brakeMinItems || isMarkerLost);
}

Result<void> checkBrakes(const SyncPlan &plan, const BrakeFacts &facts)
{
    if (facts.isEmptied())
        return failure(ErrorCode::BrakeEmptyListing, {}, QString::number(facts.recordedItems));
    for (const auto &[cause, code] : causeBrakes) {
        const qint64 items = std::ranges::count_if(plan.actions, [cause](const PlanAction &action) {
            return action.kind == ActionKind::Remove && action.reason == cause;
        });
        if (items > 0)
            return failure(code, {}, QString::number(items));
    }
    if (facts.isFolderMissing && plan.removeItems > 0)
        return failure(ErrorCode::BrakeLibraryMissing, {}, QString::number(plan.removeItems));
    if (plan.removeItems >= brakeMinItems && plan.removeItems * 2 > facts.presentItems)
        return failure(ErrorCode::BrakeManyDeletions, {}, QString::number(plan.removeItems));
    return {};
}

} // namespace tandem::sync
