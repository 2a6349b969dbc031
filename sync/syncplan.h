// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/devicestorage.h"
#include "sync/ledger.h"
#include "sync/listing.h"
#include "sync/syncresult.h"

#include <QList>
#include <QMetaType>
#include <QSet>
#include <QString>
#include <optional>

namespace tandem::sync {

/// A track that belongs on the player.
struct WantedItem {
    TrackId track; ///< 0 for a file that is not in the library
    QString source;
    qint64 sizeBytes = 0;
    qint64 sourceVersion = 0;        ///< modification time, ns
    QString path;                    ///< where the path template puts it; two items may share one
    bool isAvailable = true;         ///< false: its library folder is not there
    std::optional<Error> obstacle{}; ///< why the player cannot take it at all
};

enum class ActionKind { Copy, Replace, Remove };

enum class ActionReason {
    New,         ///< not on the player yet
    Changed,     ///< the library's file is another one by now
    NotSelected, ///< in none of the chosen playlists any more
    MakeRoom,    ///< room is needed for items of higher priority
    Superseded,  ///< the old copy of an item whose new one has another name, or no room beside it
};

/// One step of a plan; the steps are carried out in order.
struct PlanAction {
    ActionKind kind = ActionKind::Copy;
    ActionReason reason = ActionReason::New;
    QString path; ///< on the player
    TrackId track;
    QString source;       ///< to be copied; empty for Remove
    qint64 sizeBytes = 0; ///< of the new file, or of the one to be removed
    qint64 sourceVersion = 0;
    bool isManual = false;
};

/// What a sync will do. Immutable once made; estimate and dry run show the same plan that a sync
/// carries out.
struct SyncPlan {
    QList<PlanAction> actions;
    QList<WantedItem> noFit;
    QList<Error> errors; ///< one per item that cannot be copied at all
    qint64 items = 0;    ///< wanted, each once
    qint64 upToDate = 0;
    qint64 skipped = 0;     ///< deleted on the player by its owner
    qint64 copyItems = 0;   ///< replacements included
    qint64 removeItems = 0; ///< superseded copies not counted
    qint64 dataBytes = 0;   ///< to be copied
    qint64 deviceBytes = 0; ///< taken afterwards by what Tandem placed, whole clusters
    qint64 freeAfterBytes = -1;
};

SyncEstimate toEstimate(const SyncPlan &plan);

/// Everything that planSync() decides from.
struct PlanRequest {
    QList<WantedItem> wanted;  ///< highest priority first, each track once
    QList<LedgerEntry> ledger; ///< tracks that are on the player; see reconcile()
    QSet<TrackId> skipped;     ///< deleted on the player by its owner
    Listing listing;           ///< of the folders of ledger and wanted
    device::StorageInfo storage;
    int reservePercent = 0;
    qint64 overheadBytes = 0; ///< kept for playlists, marker and ledger
    bool isManual = false;    ///< sent by hand: only adds, and makes no room
};

} // namespace tandem::sync
