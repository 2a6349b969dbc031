// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "foldercheck.h"

#include "device/storage/devicepath.h"

namespace tandem::sync {

void FolderSet::add(const QString &path)
{
    if (!m_last.isEmpty() && path.lastIndexOf(u'/') == m_last.size() && path.startsWith(m_last))
        return;
    m_last = device::parentPath(path);
    if (m_last.isEmpty())
        m_folders.insert(m_last); // the top is seen only if something lies directly in it
    for (QString folder = m_last; !folder.isEmpty() && !m_folders.contains(folder);
         folder = device::parentPath(folder))
        m_folders.insert(folder);
}

Result<void> checkFolders(device::DeviceStorage &storage, const QSet<QString> &folders,
                          const FolderNotes &notes, const QList<LedgerEntry> &ledger, std::stop_token stop,
                          Listing &listing)
{
    // Where a topmost folder has changed after all, the room says nothing.
    if (notes.isRoomAsThen) {
        for (const QString &folder : folders) {
            if (folder.contains(u'/') || !notes.counts.contains(folder))
                continue;
            const auto found = storage.count(folder);
            if (found.value_or(-1) != notes.counts.value(folder))
                return checkFolders(storage, folders, {.counts = notes.counts}, ledger, stop, listing);
        }
    }
    QHash<QString, QHash<QString, qint64>> recorded; // by folder
    for (const LedgerEntry &entry : ledger) {
        if (entry.isOnPlayer())
            recorded[device::parentPath(entry.path)].insert(entry.path, entry.sizeBytes);
    }
    QSet<QString> changed;
    for (const QString &folder : folders) {
        if (stop.stop_requested())
            return cancelled();
        const auto expected = notes.counts.constFind(folder);
        if (expected == notes.counts.constEnd()) {
            changed.insert(folder);
            continue;
        }
        if (notes.isRoomAsThen) {
            listing.presume(folder, recorded.value(folder));
            continue;
        }
        const auto found = storage.count(folder);
        if (!found && found.error().code != ErrorCode::FileMissing)
            return std::unexpected(found.error());
        if (found && *found == *expected)
            listing.presume(folder, recorded.value(folder));
        else
            changed.insert(folder);
    }
    return listFolders(storage, changed, std::move(stop), listing);
}

Result<FolderCounts> countFolders(device::DeviceStorage &storage, const QSet<QString> &folders,
                                  std::stop_token stop)
{
    FolderCounts counts;
    for (const QString &folder : folders) {
        if (stop.stop_requested())
            return cancelled();
        const auto found = storage.count(folder);
        if (found)
            counts.insert(folder, *found);
        else if (found.error().code != ErrorCode::FileMissing)
            return std::unexpected(found.error());
    }
    return counts;
}

} // namespace tandem::sync
