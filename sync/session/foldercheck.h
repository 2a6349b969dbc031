// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/devicestorage.h"
#include "sync/ledger/ledger.h"
#include "sync/ledger/ledgerrepository.h"
#include "sync/ledger/listing.h"

#include <QList>
#include <QSet>
#include <QString>
#include <stop_token>

namespace tandem::sync {

// Looking at a player's folders without asking it about every file. An MTP player answers for one object
// at a time, so that listing thousands takes half a minute; how many objects a folder has, it says at
// once. A folder that holds as many as when the last session ended is taken for unchanged, which errs only
// where something was removed and something else put into the same folder meanwhile: nothing is lost by
// that, since whatever Tandem removes or replaces is looked at anew first.

/// The folders that paths lie in, and those above them: to hold a folder is to take a cluster.
class FolderSet
{
public:
    void add(const QString &path);
    const QSet<QString> &folders() const { return m_folders; }

private:
    QSet<QString> m_folders;
    QString m_last; ///< items of one album follow each other
};

/// What was noted when the last session closed.
struct FolderNotes {
    FolderCounts counts;
    /// The player has just as much room as then: nothing came or went, and only the topmost folders are
    /// asked for.
    bool isRoomAsThen = false;
};

/// Adds these folders to the listing: presumed as @p ledger has them where the player still counts what the
/// notes say, listed elsewhere. Errors: of the storage; Cancelled.
Result<void> checkFolders(device::DeviceStorage &storage, const QSet<QString> &folders,
                          const FolderNotes &notes, const QList<LedgerEntry> &ledger, std::stop_token stop,
                          Listing &listing);

/// How many objects these folders hold now; those that are not there are left out.
Result<FolderCounts> countFolders(device::DeviceStorage &storage, const QSet<QString> &folders,
                                  std::stop_token stop);

} // namespace tandem::sync
