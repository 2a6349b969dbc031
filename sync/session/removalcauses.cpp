// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "removalcauses.h"

#include "model/library/filefate.h"
#include "model/tracks/trackrepository.h"

namespace tandem::sync {

namespace {

using Presence = RemovalFacts::Presence;

Presence presenceOf(model::FileFate fate)
{
    switch (fate) {
    case model::FileFate::Deleted:
        return Presence::Deleted;
    case model::FileFate::There:
        return Presence::LeftOut;
    case model::FileFate::Unsaid:
        return Presence::Away;
    }
    Q_UNREACHABLE_RETURN(Presence::Away);
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
    QList<TrackId> missing;
    for (const model::TrackFile &file : *files) {
        if (file.id.value > facts.absent.last.value)
            continue; // no playlist could hold it yet
        const auto absent = facts.absent.isMissing.constFind(file.id);
        if (absent == facts.absent.isMissing.constEnd())
            facts.tracks.insert(file.id, Presence::There);
        else if (*absent)
            missing.append(file.id);
        else
            facts.tracks.insert(file.id, Presence::Away);
    }
    const auto fates = model::fatesOf(connection, missing);
    if (!fates)
        return std::unexpected(fates.error());
    for (const auto &[track, fate] : fates->asKeyValueRange())
        facts.tracks.insert(track, presenceOf(fate));
    for (PlanAction &action : plan.actions)
        action.reason = causeOf(action, facts);
    return {};
}

} // namespace tandem::sync
