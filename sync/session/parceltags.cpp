// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "parceltags.h"

#include <QFile>

namespace tandem::sync {

namespace {

constexpr qsizetype readAtOnce = 200;

} // namespace

ParcelTags::ParcelTags(model::Connection &connection, const SyncPlan &plan, bool withCovers)
    : m_tracks(connection), m_plan(plan), m_withCovers(withCovers)
{
}

void ParcelTags::readFrom(TrackId track)
{
    QList<TrackId> wanted{track};
    while (m_next < m_plan.actions.size() && wanted.size() < readAtOnce) {
        const PlanAction &action = m_plan.actions[m_next++];
        if (action.kind != ActionKind::Remove && action.track.isValid() && action.track != track)
            wanted.append(action.track);
    }
    m_read.clear();
    const auto found = m_tracks.tracks(wanted).value_or(QList<model::Track>());
    for (const model::Track &each : found)
        m_read.insert(each.id, each);
}

device::MediaTags ParcelTags::of(TrackId track)
{
    if (!track.isValid())
        return {};
    if (!m_read.contains(track))
        readFrom(track);
    const auto found = m_read.constFind(track);
    if (found == m_read.cend())
        return {};
    const model::TrackTags &tags = found->tags;
    return {.title = tags.title,
            .artist = tags.artist,
            .album = tags.album,
            .genre = tags.genre,
            .composer = tags.composer,
            .year = tags.year,
            .trackNumber = tags.trackNumber,
            .durationMs = static_cast<int>(tags.duration.count()),
            .bitrateKbps = tags.bitrateKbps,
            .sampleRateHz = tags.sampleRateHz,
            .channels = tags.channels,
            // Only for the picture is the library's file read.
            .cover = m_withCovers ? m_readers.readCover(QFile::encodeName(found->path)).value_or(QByteArray())
                                  : QByteArray()};
}

} // namespace tandem::sync
