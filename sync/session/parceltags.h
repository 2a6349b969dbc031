// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/storage/devicestorage.h"
#include "model/tags/tagreaders.h"
#include "model/tracks/track.h"
#include "model/tracks/trackrepository.h"
#include "sync/plan/syncplan.h"

#include <QHash>

namespace tandem::sync {

/// What the player is told of the songs of a plan, read from the library some hundred at a time, for they
/// are asked for in the plan's order.
class ParcelTags
{
public:
    /// @p plan must outlive the object. @p withCovers: reads the songs' own pictures, too.
    ParcelTags(model::Connection &connection, const SyncPlan &plan, bool withCovers);

    device::MediaTags of(TrackId track); ///< empty for one that the library does not know

private:
    void readFrom(TrackId track);

    model::TrackRepository m_tracks;
    const SyncPlan &m_plan;
    bool m_withCovers;
    model::TagReaders m_readers;
    qsizetype m_next = 0; ///< the first action that has not been read for
    QHash<TrackId, model::Track> m_read;
};

} // namespace tandem::sync
