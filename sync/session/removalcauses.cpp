// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "removalcauses.h"

#include "model/tracks/trackrepository.h"

#include <QFileInfo>

namespace tandem::sync {

namespace {

using Presence = RemovalFacts::Presence;

Presence presenceOf(const model::TrackFile &file)
{
    if (file.isAvailable)
        return Presence::There;
    if (!file.isMissing)
        return Presence::Away;
    return QFileInfo(file.path).isSymLink() || QFileInfo::exists(file.path) ? Presence::LeftOut
                                                                            : Presence::Deleted;
}

bool isUnexplained(const PlanAction &action)
{
    return action.kind == ActionKind::Remove && action.reason == ActionReason::NotSelected;
}

} // namespace

ActionReason causeOf(const PlanAction &removal, const RemovalFacts &facts)
{
    if (!isUnexplained(removal) || (removal.track.isValid() && facts.wanted.contains(removal.track)))
        return removal.reason;
    const auto track = facts.tracks.constFind(removal.track);
    if (facts.isLibraryBehind)
        return ActionReason::LibraryBehind;
    if (track == facts.tracks.constEnd() || *track == Presence::LeftOut)
        return ActionReason::LeftLibrary;
    if (*track == Presence::Away)
        return ActionReason::FolderAway;
    if (*track == Presence::Deleted)
        return ActionReason::FileDeleted;
    return facts.gaps.contains(facts.sources.value(removal.path)) ? ActionReason::PlaylistGap
                                                                  : ActionReason::NotSelected;
}

Result<void> findRemovalCauses(model::Connection &connection, RemovalFacts facts, SyncPlan &plan)
{
    QList<TrackId> ids;
    for (const PlanAction &action : std::as_const(plan.actions)) {
        if (isUnexplained(action) && action.track.isValid())
            ids.append(action.track);
    }
    const auto files = model::TrackRepository(connection).files(ids);
    if (!files)
        return std::unexpected(files.error());
    for (const model::TrackFile &file : *files)
        facts.tracks.insert(file.id, presenceOf(file));
    for (PlanAction &action : plan.actions)
        action.reason = causeOf(action, facts);
    return {};
}

} // namespace tandem::sync
