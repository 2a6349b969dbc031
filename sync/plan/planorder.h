// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/plan/foldertree.h"
#include "sync/plan/syncplan.h"

#include <vector>

namespace tandem::sync {

/// An entry of the ledger, and where it lies.
struct PlacedEntry {
    const LedgerEntry *entry = nullptr;
    Place place;
};

/// Something that a plan brings to its place: a copy, a replacement or a move. Small, as there may be a
/// million: what the item says is said in the action that comes of it.
struct PlannedStep {
    ActionKind kind = ActionKind::Copy;
    ActionReason reason = ActionReason::New;
    bool isManual = false;
    const WantedItem *item = nullptr;
    QString path; ///< on the player
    Place place;
    qint64 bytes = 0;  ///< that the file takes there beside its old copy; none if it is moved
    PlacedEntry old{}; ///< that it replaces or moves, or that goes once it is there; may be none
};

/// Something that a plan removes: in the order in which they go if room is needed.
struct PlannedRemoval {
    PlacedEntry old;
    ActionReason reason = ActionReason::NotSelected;
};

/// A plan's actions in the order in which they are carried out.
struct OrderedSteps {
    QList<PlanAction> actions;
    qint64 takenBytes = 0;   ///< more than before, when all is done: files and folders
    qint64 missingBytes = 0; ///< that some step lacks; 0 if the order can be kept
    FolderUse folders;       ///< when all is done
};

/// The room for all that: what is free for it, and what may be borrowed of the reserve while an old copy
/// waits for its new one. Bytes.
struct RoomForSteps {
    qint64 freeBytes = 0;
    qint64 borrowedBytes = 0;
};

/// Puts steps and removals into an order that never lacks room, by going through it: see planSync().
/// @p folders: as they are now.
OrderedSteps orderSteps(const device::StorageInfo &storage, RoomForSteps room, const FolderUse &folders,
                        std::vector<PlannedStep> steps, std::vector<PlannedRemoval> removals);

} // namespace tandem::sync
