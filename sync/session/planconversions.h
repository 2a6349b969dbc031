// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/conversion/conversionqueue.h"
#include "sync/conversion/conversions.h"
#include "sync/plan/syncplan.h"

#include <QHash>
#include <optional>
#include <stop_token>

namespace tandem::sync {

/// The conversions of a plan, made ahead in the order in which they are asked for. For one thread.
class PlanConversions
{
public:
    /// Starts at once. Both must outlive the object.
    PlanConversions(Conversions &conversions, const SyncPlan &plan);

    /// The file to be copied for an action of the plan that has a conversion. Actions come in the plan's
    /// order, some may be left out. Errors: those of ConversionQueue::take().
    Result<CachedFile> take(const PlanAction &action, const std::stop_token &stop);

private:
    Conversions &m_conversions;
    QHash<QString, qsizetype> m_jobs; ///< by path on the player
    std::optional<ConversionQueue> m_queue;
};

/// Makes what the player is told of a song fit its new form.
void adapt(device::MediaTags &tags, const Conversion &conversion);

} // namespace tandem::sync
