// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/plan/planorder.h"

#include <QHash>
#include <vector>

namespace tandem::sync {

/// What is on the player, as far as a plan may deal with it: the ledger's entries by number, where each lies,
/// whose it is, and whether it may go. What it is given must outlive it.
class PlanStock
{
public:
    explicit PlanStock(const PlanRequest &request);

    /// The number of the entry of a wanted item, which must be the request's own; -1 if it is not on the
    /// player.
    int numberOf(const WantedItem &item) const
    {
        return m_ofWanted[static_cast<size_t>(&item - m_request.wanted.constData())];
    }

    int count() const { return static_cast<int>(m_entries.size()); }
    const std::vector<PlacedEntry> &entries() const { return m_entries; }
    const PlacedEntry &at(int number) const { return m_entries[static_cast<size_t>(number)]; }
    const LedgerEntry &entryAt(int number) const { return *at(number).entry; }

    static bool isOurs(const LedgerEntry &entry) { return entry.state != LedgerState::Adopted; }

    /// Whether the plan may remove it, so that its room counts.
    bool mayRemove(int number) const { return m_mayRemove[static_cast<size_t>(number)]; }

    qint64 occupiedBytes(int number) const
    {
        return m_request.storage.occupiedBytes(entryAt(number).sizeBytes);
    }

    /// What Tandem's files take now, with the folders that hold nothing else.
    qint64 oursBytes() const;

    FolderMap &folders() { return m_folders; }

private:
    void add(const LedgerEntry &entry);
    void preferMoved();
    void findWanted();

    const PlanRequest &m_request;
    FolderMap m_folders;
    std::vector<PlacedEntry> m_entries;
    QHash<TrackId, int> m_byTrack;
    QHash<QString, int> m_bySource;
    bool m_hasTwins = false;       ///< copies of one track and one version
    std::vector<int> m_ofWanted;   ///< by the item's place among all
    std::vector<bool> m_mayRemove; ///< by the number of the entry
};

} // namespace tandem::sync
