// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "planner.h"

#include "device/devicepath.h"

#include <QHash>
#include <algorithm>
#include <deque>
#include <limits>
#include <vector>

namespace tandem::sync {

namespace {

/// Names on the player that are in use, or will be.
class Names
{
public:
    Names(const Listing &listing, const QList<LedgerEntry> &ledger) : m_listing(listing), m_ledger(ledger) {}

    QString freePath(const QString &wanted)
    {
        if (m_taken.isEmpty()) { // a session with nothing new never asks
            for (const LedgerEntry &entry : m_ledger)
                m_taken.insert(device::foldedPath(entry.path));
        }
        QString path = wanted;
        for (int number = m_nextNumbers.value(wanted, 2); isTaken(path); ++number) {
            path = device::numberedPath(wanted, number);
            m_nextNumbers[wanted] = number + 1; // a thousand equal titles are not tried a thousand times each
        }
        m_taken.insert(device::foldedPath(path));
        return path;
    }

private:
    bool isTaken(const QString &path) const
    {
        return m_taken.contains(device::foldedPath(path)) || m_listing.isTaken(path);
    }

    const Listing &m_listing;
    const QList<LedgerEntry> &m_ledger;
    QSet<QString> m_taken; ///< folded
    QHash<QString, int> m_nextNumbers;
};

class Planner
{
public:
    explicit Planner(const PlanRequest &request)
        : m_request(request), m_names(request.listing, request.ledger)
    {
        for (const LedgerEntry &entry : request.ledger) {
            const LedgerEntry *&known =
                entry.track.isValid() ? m_byTrack[entry.track] : m_bySource[entry.source];
            // Two copies of one track: an interrupted replacement under a new name. The newer one stays.
            if (!known || known->sourceVersion < entry.sourceVersion)
                known = &entry;
        }
    }

    SyncPlan plan()
    {
        m_room = initialRoom();
        m_plan.items = m_request.wanted.size();
        for (const WantedItem &item : m_request.wanted)
            decide(item);
        collectRemovals();
        orderActions();
        summarise();
        return m_plan;
    }

private:
    struct Pending {
        PlanAction action;
        const LedgerEntry *old = nullptr; ///< that it replaces, or that goes once it is there
        qint64 occupiedBytes = 0;
    };

    qint64 occupied(qint64 sizeBytes) const { return m_request.storage.occupiedBytes(sizeBytes); }

    bool isOurs(const LedgerEntry &entry) const { return entry.state != LedgerState::Adopted; }

    bool mayRemove(const LedgerEntry &entry) const
    {
        return isOurs(entry) && !entry.isManual && !m_request.isManual;
    }

    qint64 reserveBytes() const
    {
        if (m_request.isManual || m_request.storage.totalBytes < 0)
            return m_request.overheadBytes;
        // Split so that petabytes do not overflow.
        const qint64 total = m_request.storage.totalBytes;
        return total / 100 * m_request.reservePercent + total % 100 * m_request.reservePercent / 100 +
               m_request.overheadBytes;
    }

    /// For all wanted items together: what is free and what could become so.
    qint64 initialRoom() const
    {
        if (m_request.storage.freeBytes < 0)
            return std::numeric_limits<qint64>::max() / 2;
        qint64 room = m_request.storage.freeBytes - reserveBytes();
        for (const LedgerEntry &entry : m_request.ledger) {
            if (mayRemove(entry))
                room += occupied(entry.sizeBytes);
        }
        return room;
    }

    const LedgerEntry *onPlayer(const WantedItem &item) const
    {
        return item.track.isValid() ? m_byTrack.value(item.track) : m_bySource.value(item.source);
    }

    void decide(const WantedItem &item)
    {
        const LedgerEntry *entry = onPlayer(item);
        if (entry)
            decidePresent(item, *entry);
        else if (m_request.skipped.contains(item.track) && item.track.isValid())
            ++m_plan.skipped;
        else
            decideNew(item);
    }

    void decidePresent(const WantedItem &item, const LedgerEntry &entry)
    {
        m_wantedEntries.insert(&entry);
        const bool isCurrent = entry.state != LedgerState::Pending && entry.sizeBytes == item.sizeBytes &&
                               entry.sourceVersion == item.sourceVersion;
        const bool isToStay = isCurrent || !item.isAvailable || !isOurs(entry);
        if (isToStay || item.obstacle || item.sizeBytes > m_request.storage.maxFileBytes) {
            // What cannot be removed anyway never counted as room.
            if (mayRemove(entry) && !take(occupied(entry.sizeBytes))) {
                m_plan.noFit.append(item);
                m_noLongerFits.append(&entry);
            } else if (isToStay) {
                ++m_plan.upToDate;
            } else {
                m_plan.errors.append(item.obstacle.value_or(Error{ErrorCode::FileTooLarge, item.source, {}}));
            }
            return;
        }
        const bool keepsPath = device::isNamesakeOf(entry.path, item.path);
        const qint64 cost = occupied(item.sizeBytes) + (keepsPath ? 0 : newFolderBytes(item.path));
        const qint64 freed = mayRemove(entry) ? 0 : occupied(entry.sizeBytes);
        if (!take(cost - freed)) {
            m_plan.noFit.append(item);
            if (mayRemove(entry))
                m_noLongerFits.append(&entry);
            return;
        }
        rememberFolders(keepsPath ? entry.path : item.path);
        const QString path = keepsPath ? entry.path : m_names.freePath(item.path);
        m_pending.push_back({copyAction(item, path, keepsPath ? ActionKind::Replace : ActionKind::Copy,
                                        ActionReason::Changed, entry.isManual || m_request.isManual),
                             &entry, cost});
    }

    void decideNew(const WantedItem &item)
    {
        if (!item.isAvailable) {
            m_plan.errors.append({ErrorCode::FolderMissing, item.source, {}});
            return;
        }
        if (item.obstacle || item.sizeBytes > m_request.storage.maxFileBytes) {
            m_plan.errors.append(item.obstacle.value_or(Error{ErrorCode::FileTooLarge, item.source, {}}));
            return;
        }
        const qint64 cost = occupied(item.sizeBytes) + newFolderBytes(item.path);
        if (!take(cost)) {
            m_plan.noFit.append(item);
            return;
        }
        rememberFolders(item.path);
        m_pending.push_back({copyAction(item, m_names.freePath(item.path), ActionKind::Copy,
                                        ActionReason::New, m_request.isManual),
                             nullptr, cost});
    }

    bool take(qint64 bytes)
    {
        if (bytes > 0 && bytes > m_room)
            return false;
        m_room -= bytes;
        return true;
    }

    /// A folder takes a cluster, too.
    qint64 newFolderBytes(const QString &path) const
    {
        qint64 bytes = 0;
        for (QString folder = device::parentPath(path); !isFolderKnown(folder);
             folder = device::parentPath(folder))
            bytes += m_request.storage.clusterBytes;
        return bytes;
    }

    bool isFolderKnown(const QString &folder) const
    {
        return folder.isEmpty() || m_newFolders.contains(folder) || m_request.listing.hasFolder(folder);
    }

    void rememberFolders(const QString &path)
    {
        for (QString folder = device::parentPath(path); !isFolderKnown(folder);
             folder = device::parentPath(folder))
            m_newFolders.insert(folder);
    }

    static PlanAction copyAction(const WantedItem &item, const QString &path, ActionKind kind,
                                 ActionReason reason, bool isManual)
    {
        return {.kind = kind,
                .reason = reason,
                .path = path,
                .track = item.track,
                .source = item.source,
                .sizeBytes = item.sizeBytes,
                .sourceVersion = item.sourceVersion,
                .isManual = isManual};
    }

    static PlanAction removeAction(const LedgerEntry &entry, ActionReason reason)
    {
        return {.kind = ActionKind::Remove,
                .reason = reason,
                .path = entry.path,
                .track = entry.track,
                .sizeBytes = entry.sizeBytes};
    }

    /// In the order in which they go when room is needed.
    void collectRemovals()
    {
        for (const LedgerEntry &entry : m_request.ledger) {
            if (mayRemove(entry) && !m_wantedEntries.contains(&entry))
                m_removals.push_back(removeAction(entry, ActionReason::NotSelected));
        }
        for (auto entry = m_noLongerFits.crbegin(); entry != m_noLongerFits.crend(); ++entry)
            m_removals.push_back(removeAction(**entry, ActionReason::MakeRoom));
    }

    void orderActions()
    {
        const bool isFreeKnown = m_request.storage.freeBytes >= 0;
        qint64 free = isFreeKnown ? m_request.storage.freeBytes - reserveBytes()
                                  : std::numeric_limits<qint64>::max() / 2;
        qint64 needed = 0;
        for (const Pending &pending : m_pending)
            needed += pending.occupiedBytes;
        // What leaves more room than it takes comes first: the others may have been promised that room.
        // Without need the order stays, for players that go by it.
        if (needed > free) {
            std::ranges::stable_partition(m_pending, [this](const Pending &pending) {
                return pending.old && pending.occupiedBytes <= occupied(pending.old->sizeBytes);
            });
        }
        m_newFolders.clear(); // who makes a folder depends on that order
        for (Pending &pending : m_pending) {
            pending.occupiedBytes = occupied(pending.action.sizeBytes) + newFolderBytes(pending.action.path);
            rememberFolders(pending.action.path);
            while (free < pending.occupiedBytes && !m_removals.empty()) {
                free += occupied(m_removals.front().sizeBytes);
                append(m_removals.front());
                m_removals.pop_front();
            }
            PlanAction action = pending.action;
            if (pending.old) {
                const qint64 oldBytes = occupied(pending.old->sizeBytes);
                // The old copy stays until the new one is whole; only where both have no room even
                // in the reserve does the old one go first.
                if (isFreeKnown && free + reserveBytes() - m_request.overheadBytes < pending.occupiedBytes) {
                    append(removeAction(*pending.old, ActionReason::Superseded));
                    action.kind = ActionKind::Copy;
                    free += oldBytes;
                } else if (action.kind == ActionKind::Copy) {
                    // Under its new name it is there already: the first to go when room is needed.
                    m_removals.push_front(removeAction(*pending.old, ActionReason::Superseded));
                } else {
                    free += oldBytes;
                }
            }
            free -= pending.occupiedBytes;
            append(action);
        }
        for (const PlanAction &removal : m_removals)
            append(removal);
    }

    void append(const PlanAction &action)
    {
        m_plan.actions.append(action);
        if (action.kind == ActionKind::Remove) {
            m_plan.removeItems += action.reason == ActionReason::Superseded ? 0 : 1;
        } else {
            ++m_plan.copyItems;
            m_plan.dataBytes += action.sizeBytes;
        }
    }

    void summarise()
    {
        qint64 change = 0;
        for (const Pending &pending : m_pending)
            change += pending.occupiedBytes - (pending.old ? occupied(pending.old->sizeBytes) : 0);
        qint64 ours = 0;
        for (const LedgerEntry &entry : m_request.ledger) {
            if (isOurs(entry))
                ours += occupied(entry.sizeBytes);
            if (mayRemove(entry) && !m_wantedEntries.contains(&entry))
                change -= occupied(entry.sizeBytes);
        }
        for (const LedgerEntry *entry : m_noLongerFits)
            change -= occupied(entry->sizeBytes);
        m_plan.deviceBytes = ours + change;
        if (m_request.storage.freeBytes >= 0)
            m_plan.freeAfterBytes = m_request.storage.freeBytes - change;
    }

    const PlanRequest &m_request;
    SyncPlan m_plan;
    Names m_names;
    qint64 m_room = 0;
    QHash<TrackId, const LedgerEntry *> m_byTrack;
    QHash<QString, const LedgerEntry *> m_bySource;
    QSet<const LedgerEntry *> m_wantedEntries;
    QList<const LedgerEntry *> m_noLongerFits; ///< highest priority first
    QSet<QString> m_newFolders;
    std::vector<Pending> m_pending;
    std::deque<PlanAction> m_removals;
};

} // namespace

SyncEstimate toEstimate(const SyncPlan &plan)
{
    return {.items = plan.items,
            .copyItems = plan.copyItems,
            .removeItems = plan.removeItems,
            .noFitItems = plan.noFit.size(),
            .dataBytes = plan.dataBytes,
            .deviceBytes = plan.deviceBytes,
            .freeAfterBytes = plan.freeAfterBytes};
}

SyncPlan planSync(const PlanRequest &request)
{
    return Planner(request).plan();
}

} // namespace tandem::sync
