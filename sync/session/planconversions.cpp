// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "planconversions.h"

namespace tandem::sync {

PlanConversions::PlanConversions(Conversions &conversions, const SyncPlan &plan) : m_conversions(conversions)
{
    QList<ConversionJob> jobs;
    for (const PlanAction &action : plan.actions) {
        const bool isSent = action.kind == ActionKind::Copy || action.kind == ActionKind::Replace;
        if (!isSent || !action.conversion)
            continue;
        m_jobs.insert(action.path, jobs.size());
        jobs.append({action.source, *action.conversion, action.sizeBytes});
    }
    if (!jobs.isEmpty())
        m_queue.emplace(conversions.converter(), conversions.cache(), std::move(jobs));
}

Result<CachedFile> PlanConversions::take(const PlanAction &action, const std::stop_token &stop)
{
    const auto job = m_jobs.constFind(action.path);
    if (m_queue && job != m_jobs.constEnd())
        return m_queue->take(*job, stop);
    // A file that was to be moved, which the player cannot do.
    return m_conversions.obtain(action.source, *action.conversion, stop);
}

void adapt(device::MediaTags &tags, const Conversion &conversion)
{
    tags.bitrateKbps = conversion.bitrateKbps;
    if (conversion.sampleRateHz > 0)
        tags.sampleRateHz = conversion.sampleRateHz;
    if (conversion.channels > 0)
        tags.channels = conversion.channels;
}

} // namespace tandem::sync
