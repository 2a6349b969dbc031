// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "planorder.h"

#include <QHash>
#include <algorithm>

namespace tandem::sync {

namespace {

/// What comes of a step, which gives its path away.
PlanAction actionOf(PlannedStep &step)
{
    const WantedItem &item = *step.item;
    const bool isMove = step.kind == ActionKind::Move;
    return {.kind = step.kind,
            .reason = step.reason,
            .path = std::move(step.path),
            .from = isMove ? step.old.entry->path : QString(),
            .track = item.track,
            .source = item.source,
            .sizeBytes = isMove ? step.old.entry->sizeBytes : item.sizeBytes,
            .sourceVersion = item.sourceVersion,
            .isManual = step.isManual,
            .conversion = item.conversion,
            .expected = step.kind == ActionKind::Copy ? device::FileStamp{} : step.old.entry->stamp()};
}

class Order
{
public:
    Order(const device::StorageInfo &storage, RoomForSteps room, const FolderUse &folders,
          std::vector<PlannedRemoval> removals)
        : m_storage(storage),
          m_room(room),
          m_free(room.freeBytes),
          m_folders(folders),
          m_removals(std::move(removals)),
          m_isRemoved(m_removals.size(), false)
    {
    }

    OrderedSteps ordered(std::vector<PlannedStep> steps)
    {
        m_actions.reserve(std::ssize(steps) + std::ssize(m_removals));
        m_isTight = neededBeside(steps) > m_free;
        // What leaves more room than it takes comes first: the others may have been promised that room.
        // Without need the order stays, for players that go by it.
        if (m_isTight)
            std::ranges::stable_sort(steps, {}, [this](const PlannedStep &step) { return rankOf(step); });
        for (PlannedStep &step : steps)
            take(step);
        while (removeNext()) {
        }
        return {std::move(m_actions), m_room.freeBytes - m_free, m_missing, std::move(m_folders)};
    }

private:
    qint64 bytesOf(const PlacedEntry &old) const { return m_storage.occupiedBytes(old.entry->sizeBytes); }

    /// What only gives comes first, also the folders that it leaves.
    int rankOf(const PlannedStep &step) const
    {
        const bool isGiver = step.old.entry && step.bytes <= bytesOf(step.old);
        if (isGiver && step.kind == ActionKind::Replace)
            return 0;
        if (step.kind == ActionKind::Move)
            return m_folders.costOf(step.place) == 0 ? 1 : 3;
        return isGiver ? 2 : 4;
    }

    qint64 costOf(const PlannedStep &step) const
    {
        return step.bytes + (step.kind == ActionKind::Replace ? 0 : m_folders.costOf(step.place));
    }

    /// What all the new would take beside all the old.
    qint64 neededBeside(const std::vector<PlannedStep> &steps) const
    {
        FolderUse folders = m_folders;
        qint64 needed = 0;
        for (const PlannedStep &step : steps)
            needed += step.bytes + (step.kind == ActionKind::Replace ? 0 : folders.add(step.place));
        return needed;
    }

    void take(PlannedStep &step)
    {
        if (m_isTight)
            removeInsteadOfGrowing(step.place);
        while (m_free < costOf(step) && removeNext()) {
        }
        const qint64 freeBefore = m_free;
        const bool isMove = step.kind == ActionKind::Move;
        // The old copy stays until the new one is whole; only where both have no room even in the reserve
        // does the old one go first.
        const bool goesFirst = step.old.entry && !isMove && m_free + m_room.borrowedBytes < costOf(step);
        if (goesFirst) {
            remove(step.old, ActionReason::Superseded);
            step.kind = ActionKind::Copy;
        }
        m_free -= step.bytes;
        if (step.kind == ActionKind::Replace)
            m_free += bytesOf(step.old);
        else
            m_free -= m_folders.add(step.place);
        if (isMove)
            m_free += m_folders.remove(step.old.place);
        const bool leavesOld = step.kind == ActionKind::Copy && step.old.entry && !goesFirst;
        m_actions.append(actionOf(step));
        // Under its new name it is there already: the first to go when room is needed.
        if (leavesOld && m_free < 0)
            remove(step.old, ActionReason::Superseded);
        else if (leavesOld)
            m_superseded.push_back(step.old);
        // Where the reserve was not left to begin with, it is made up for by the end.
        if (m_free < freeBefore)
            m_missing = std::max(m_missing, m_room.freeBytes < 0 ? -m_free - m_room.borrowedBytes : -m_free);
    }

    /// Where room is short, names that go anyway give their entries to those that come.
    void removeInsteadOfGrowing(Place place)
    {
        if (m_folders.growthOf(place) == 0)
            return;
        if (m_byFolder.isEmpty()) {
            for (size_t i = 0; i < m_removals.size(); ++i)
                m_byFolder[m_removals[i].old.place.folder].push_back(i);
        }
        const int folder = m_folders.landing(place).folder;
        for (size_t i = m_superseded.size(); i-- > 0;) {
            if (m_superseded[i].place.folder != folder)
                continue;
            remove(m_superseded[i], ActionReason::Superseded);
            m_superseded.erase(m_superseded.begin() + static_cast<std::ptrdiff_t>(i));
        }
        const auto candidates = m_byFolder.constFind(folder);
        if (candidates == m_byFolder.constEnd())
            return;
        for (const size_t i : *candidates) {
            if (m_folders.growthOf(place) == 0)
                return;
            if (!m_isRemoved[i])
                removeNumber(i);
        }
    }

    /// False if there is nothing left that could go.
    bool removeNext()
    {
        if (!m_superseded.empty()) {
            remove(m_superseded.back(), ActionReason::Superseded);
            m_superseded.pop_back();
            return true;
        }
        while (m_next < m_removals.size() && m_isRemoved[m_next])
            ++m_next;
        if (m_next == m_removals.size())
            return false;
        removeNumber(m_next);
        return true;
    }

    void removeNumber(size_t number)
    {
        m_isRemoved[number] = true;
        remove(m_removals[number].old, m_removals[number].reason);
    }

    void remove(const PlacedEntry &old, ActionReason reason)
    {
        m_free += bytesOf(old) + m_folders.remove(old.place);
        m_actions.append({.kind = ActionKind::Remove,
                          .reason = reason,
                          .path = old.entry->path,
                          .track = old.entry->track,
                          .sizeBytes = old.entry->sizeBytes,
                          .expected = old.entry->stamp()});
    }

    const device::StorageInfo &m_storage;
    RoomForSteps m_room;
    qint64 m_free;
    FolderUse m_folders;
    std::vector<PlannedRemoval> m_removals;
    std::vector<bool> m_isRemoved;
    size_t m_next = 0;
    QHash<int, std::vector<size_t>> m_byFolder; ///< numbers of removals
    std::vector<PlacedEntry> m_superseded;      ///< the last one goes first
    bool m_isTight = false;
    QList<PlanAction> m_actions;
    qint64 m_missing = 0;
};

} // namespace

OrderedSteps orderSteps(const device::StorageInfo &storage, RoomForSteps room, const FolderUse &folders,
                        std::vector<PlannedStep> steps, std::vector<PlannedRemoval> removals)
{
    return Order(storage, room, folders, std::move(removals)).ordered(std::move(steps));
}

} // namespace tandem::sync
