// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/devicestorage.h"
#include "sync/ledger/ledger.h"
#include "sync/ledger/listing.h"
#include "sync/plan/convertedform.h"
#include "sync/players/syncresult.h"

#include <QHash>
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
    bool isAvailable = true;         ///< false: its file cannot be reached now, on a drive that is away, say
    std::optional<Error> obstacle{}; ///< why the player cannot take it at all
    bool isFill = false;             ///< only uses room that is left over: that it has none is not told
    bool isHeldBack = false;         ///< not part of this session: a copy that is there stays as it is
    /// The player gets it in this form: sizeBytes is an estimate then, and sourceVersion that of the
    /// conversion.
    std::optional<Conversion> conversion{};
};

enum class ActionKind { Copy, Replace, Move, Remove };

enum class ActionReason {
    New,     ///< not on the player yet
    Changed, ///< the library's file is another one by now
    Moved,   ///< the same content belongs in another place
    // Of removals. Those up to Superseded somebody chose; the others wait for a word (see checkBrakes()).
    NotSelected,   ///< in none of the chosen playlists any more
    FileDeleted,   ///< its file was deleted in a music folder that is there
    MakeRoom,      ///< room is needed for items of higher priority
    Superseded,    ///< the old copy of an item whose new one has another name, or no room beside it
    LeftLibrary,   ///< no track of the library any more: its music folder was taken out
    FolderAway,    ///< its music folder, or the drive that it lay on, is not there
    PlaylistGap,   ///< a chosen playlist names it, but the library has no track for that line
    LibraryBehind, ///< the player knows of sessions that the library does not: restored from a backup
};

/// One step of a plan; the steps are carried out in order.
struct PlanAction {
    ActionKind kind = ActionKind::Copy;
    ActionReason reason = ActionReason::New;
    QString path; ///< on the player
    QString from; ///< of Move: where the file is now
    TrackId track;
    QString source;       ///< to be copied; empty for Remove
    qint64 sizeBytes = 0; ///< of the new file, or of the one to be removed
    qint64 sourceVersion = 0;
    bool isManual = false;
    std::optional<Conversion> conversion{}; ///< what is copied is made of the source first
    device::FileStamp expected{};           ///< what is replaced, moved or removed, as the ledger knows it
};

/// What a sync will do. Immutable once made; estimate and dry run show the same plan that a sync
/// carries out.
struct SyncPlan {
    QList<PlanAction> actions;
    QList<WantedItem> noFit;
    /// Entries that are right but for their source, which was moved or renamed: as they should be stored.
    QList<LedgerEntry> refreshed;
    QList<Error> errors;  ///< one per item that cannot be copied at all
    qint64 items = 0;     ///< wanted, each once
    qint64 upToDate = 0;  ///< their content; moved ones included
    qint64 leftOut = 0;   ///< of which nothing is told: not there and held back, or filling without room
    qint64 skipped = 0;   ///< deleted on the player by its owner
    qint64 copyItems = 0; ///< replacements included
    qint64 moveItems = 0;
    qint64 removeItems = 0; ///< superseded copies not counted
    qint64 dataBytes = 0;   ///< to be copied
    qint64 deviceBytes = 0; ///< taken afterwards by what Tandem placed and its folders, whole clusters
    qint64 freeAfterBytes = -1;
};

SyncEstimate toEstimate(const SyncPlan &plan);

/// Whether wanted songs would be removed for the room that they take.
bool makesRoom(const SyncPlan &plan);

/// Where the tracks are that are whole on the player.
QHash<TrackId, QString> pathsNow(const QList<LedgerEntry> &ledger);

/// Where they are once the plan has been carried out. @p present: where they are now.
QHash<TrackId, QString> pathsAfter(const SyncPlan &plan, const QList<LedgerEntry> &present);

/// Everything that planSync() decides from.
struct PlanRequest {
    QList<WantedItem> wanted;  ///< highest priority first, each track once
    QList<LedgerEntry> ledger; ///< tracks that are on the player; see reconcile()
    QSet<TrackId> skipped;     ///< deleted on the player by its owner
    Listing listing;           ///< of the folders of ledger and wanted
    device::StorageInfo storage;
    int reservePercent = 0;
    qint64 overheadBytes = 0; ///< kept for playlists, marker and ledger
    /// If nothing has changed since a session that had no room for these: all that is there stays, and they
    /// are not tried again.
    std::optional<QSet<TrackId>> settledWithout{};
    bool isManual = false;        ///< sent by hand: only adds, and makes no room
    bool keepsUnselected = false; ///< a session about some items only: what is in no playlist stays
};

} // namespace tandem::sync
