// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "brakes.h"

namespace tandem::sync {

Result<void> checkBrakes(const SyncPlan &plan, const BrakeFacts &facts)
{
    if (facts.presentItems == 0 && (facts.recordedItems >= brakeMinItems || facts.isMarkerLost))
        return failure(ErrorCode::BrakeEmptyListing, {}, QString::number(facts.recordedItems));
    if (facts.isFolderMissing && plan.removeItems > 0)
        return failure(ErrorCode::BrakeLibraryMissing, {}, QString::number(plan.removeItems));
    if (plan.removeItems >= brakeMinItems && plan.removeItems * 2 > facts.presentItems)
        return failure(ErrorCode::BrakeManyDeletions, {}, QString::number(plan.removeItems));
    return {};
}

} // namespace tandem::sync
