// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "planner.h"

#include "device/storage/devicepath.h"
#include "sync/plan/freenames.h"
#include "sync/plan/planorder.h"
#include "sync/plan/planstock.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace tandem::sync {

namespace {

/// How often a plan is made anew because its folders turned out larger or smaller than reckoned with.
constexpr int maxAttempts = 5;

/// What making a plan has shown, for the next attempt. Old and new names stand side by side for a while,
/// which may make a folder grow for good; and one that goes may come back smaller.
struct Experience {
    bool keepsPresent = false; ///< what is there and wanted stays, even if it leaves no room for lists
    qint64 lackingBytes = 0;   ///< so much less is promised
    bool isMovingTooMuch = false;
    std::optional<FolderUse> folders{};
};

/// What is to stay free whatever comes.
qint64 reservedBytes(const PlanRequest &request)
{
    if (request.isManual || request.storage.totalBytes < 0)
        return 0;
    // Split so that petabytes do not overflow.
    const qint64 total = request.storage.totalBytes;
    return total / 100 * request.reservePercent + total % 100 * request.reservePercent / 100;
}

/// Decides what fits, and then in which order it comes.
class Planner
{
public:
    Planner(const PlanRequest &request, PlanStock &stock, FreeNames &names, const Experience &experience)
        : m_request(request),
          m_stock(stock),
          m_names(names),
          m_keepsPresent(experience.keepsPresent),
          m_lackingBytes(experience.lackingBytes),
          m_mayMove(!experience.isMovingTooMuch),
          m_isWanted(static_cast<size_t>(stock.count()), false),
          m_folders(stock.folders()),
          m_foldersAfter(m_folders)
    {
        m_folders.keepSizes(experience.folders ? &*experience.folders : nullptr);
        m_room = freeBytes() - m_lackingBytes;
        for (int number = 0; number < stock.count(); ++number) {
            if (stock.mayRemove(number))
                m_room += stock.occupiedBytes(number) + m_folders.remove(stock.at(number).place);
        }
    }

    SyncPlan plan()
    {
        m_plan.items = m_request.wanted.size();
        const QSet<const WantedItem *> decided = decideStaying() + decideGivers();
        std::vector<const WantedItem *> fill;
        for (const WantedItem &item : m_request.wanted) {
            if (decided.contains(&item))
                continue;
            if (item.isFill)
                fill.push_back(&item);
            else
                decide(item);
        }
        for (const WantedItem *item : fill)
            decide(*item);
        if (!decided.isEmpty())
            std::ranges::sort(m_steps, {}, turnOf);
        OrderedSteps ordered = orderSteps(m_request.storage, {freeBytes(), reservedBytes(m_request)},
                                          FolderUse(m_stock.folders()), std::move(m_steps), removals());
        const qint64 leftBytes = freeBytes() - ordered.takenBytes;
        m_missingBytes = std::max(ordered.missingBytes, std::min<qint64>(0, m_room) - leftBytes);
        m_foldersAfter = std::move(ordered.folders);
        m_plan.actions = std::move(ordered.actions);
        summarise(ordered.takenBytes);
        return std::move(m_plan);
    }

    /// What some step of the plan lacks.
    qint64 missingBytes() const { return m_missingBytes; }
    bool hasPassedOver() const { return m_hasPassedOver; }
    const FolderUse &foldersAfter() const { return m_foldersAfter; }

private:
    bool isRoomKnown() const { return m_request.storage.freeBytes >= 0; }

    /// What is free and not kept.
    qint64 freeBytes() const
    {
        return isRoomKnown()
                   ? m_request.storage.freeBytes - reservedBytes(m_request) - m_request.overheadBytes
                   : std::numeric_limits<qint64>::max() / 2;
    }

    qint64 occupied(qint64 sizeBytes) const { return m_request.storage.occupiedBytes(sizeBytes); }

    /// What stays whatever comes, before anything takes its room.
    QSet<const WantedItem *> decideStaying()
    {
        QSet<const WantedItem *> decided;
        if (!m_keepsPresent)
            return decided;
        for (const WantedItem &item : m_request.wanted) {
            const int number = m_stock.numberOf(item);
            if (number < 0 || item.isHeldBack || !mustStay(item, m_stock.entryAt(number)))
                continue;
            decidePresent(item, number);
            decided.insert(&item);
        }
        return decided;
    }

    /// What cannot be removed, but replaced by something smaller, gives room to all others: also to those
    /// before it, which would be found room for in the next session otherwise.
    QSet<const WantedItem *> decideGivers()
    {
        QSet<const WantedItem *> decided;
        for (const WantedItem &item : m_request.wanted) {
            const int number = m_stock.numberOf(item);
            if (number < 0 || m_stock.mayRemove(number) || item.isHeldBack ||
                mustStay(item, m_stock.entryAt(number)) ||
                occupied(item.sizeBytes) > m_stock.occupiedBytes(number))
                continue;
            if (decideChanged(item, number, Unless::ItTakesRoom))
                decided.insert(&item);
        }
        return decided;
    }

    /// The items' own order, save that fill comes after all others.
    static std::pair<bool, const WantedItem *> turnOf(const PlannedStep &step)
    {
        return {step.item->isFill, step.item};
    }

    void decide(const WantedItem &item)
    {
        const int number = m_stock.numberOf(item);
        if (item.isHeldBack)
            decideHeldBack(number);
        else if (number >= 0)
            decidePresent(item, number);
        else if (item.track.isValid() && m_request.skipped.contains(item.track))
            ++m_plan.skipped;
        else
            decideNew(item);
    }

    void decideHeldBack(int number)
    {
        if (number >= 0)
            setWanted(number);
        ++(number >= 0 ? m_plan.upToDate : m_plan.leftOut);
    }

    void decidePresent(const WantedItem &item, int number)
    {
        setWanted(number);
        const LedgerEntry &entry = m_stock.entryAt(number);
        if (entry.source != item.source && item.isAvailable && isCurrent(item, entry) && m_mayMove &&
            m_stock.mayRemove(number) && wantsOtherPlace(item, entry) && tryMove(item, number))
            return;
        if (mustStay(item, entry))
            decideToStay(item, number);
        else
            decideChanged(item, number, Unless::ThereIsNoRoom);
    }

    /// Whether the copy that is there is good, or the best that can be had.
    bool mustStay(const WantedItem &item, const LedgerEntry &entry) const
    {
        return isGood(item, entry) || item.obstacle || item.sizeBytes > m_request.storage.maxFileBytes;
    }

    static bool isGood(const WantedItem &item, const LedgerEntry &entry)
    {
        return isCurrent(item, entry) || !item.isAvailable || !PlanStock::isOurs(entry);
    }

    static bool isCurrent(const WantedItem &item, const LedgerEntry &entry)
    {
        // Of a conversion, only what was made of it says how large it is.
        return entry.state != LedgerState::Pending && entry.sourceVersion == item.sourceVersion &&
               (item.conversion || entry.sizeBytes == item.sizeBytes);
    }

    /// Whether a copy whose file in the library was moved or renamed has to follow: now, or as soon as a
    /// session may move it.
    static bool wantsOtherPlace(const WantedItem &item, const LedgerEntry &entry)
    {
        return PlanStock::isOurs(entry) && !entry.isManual && !item.obstacle &&
               !device::isNamesakeOf(entry.path, item.path);
    }

    bool tryMove(const WantedItem &item, int number)
    {
        const auto [path, place] = m_names.freePlace(item.path);
        if (!take(m_stock.occupiedBytes(number) + m_folders.costOf(place)))
            return false; // it is as good where it is
        m_folders.add(place);
        m_names.take();
        ++m_plan.upToDate;
        addStep({.kind = ActionKind::Move,
                 .reason = ActionReason::Moved,
                 .item = &item,
                 .path = path,
                 .place = place,
                 .old = m_stock.at(number)});
        return true;
    }

    /// What cannot be removed anyway never counted as room.
    void decideToStay(const WantedItem &item, int number)
    {
        const LedgerEntry &entry = m_stock.entryAt(number);
        const Place place = m_stock.at(number).place;
        if (m_stock.mayRemove(number)) {
            const qint64 cost = m_stock.occupiedBytes(number) + m_folders.costOf(place);
            if (m_keepsPresent)
                m_room -= cost;
            else if (!take(cost))
                return passOver(item, number);
            m_folders.add(place);
        }
        if (!isGood(item, entry))
            return refuse(item);
        ++m_plan.upToDate;
        if (entry.source != item.source && item.isAvailable && isCurrent(item, entry) &&
            !wantsOtherPlace(item, entry)) {
            m_plan.refreshed.append(entry);
            m_plan.refreshed.last().source = item.source;
        }
    }

    enum class Unless { ThereIsNoRoom, ItTakesRoom };

    /// False: it takes room, and was to be decided only if it does not.
    bool decideChanged(const WantedItem &item, int number, Unless unless)
    {
        const PlacedEntry &old = m_stock.at(number);
        const bool keepsPath = device::isNamesakeOf(old.entry->path, item.path);
        const auto [path, place] =
            keepsPath ? FreePlace{old.entry->path, old.place} : m_names.freePlace(item.path);
        const bool isCounted = m_stock.mayRemove(number); // as room
        const qint64 freed = isCounted ? 0 : m_stock.occupiedBytes(number) + m_folders.remove(old.place);
        const qint64 cost = occupied(item.sizeBytes) + m_folders.costOf(place) - freed;
        const bool isTooEarly = unless == Unless::ItTakesRoom && cost > 0;
        if (isTooEarly || !take(cost)) {
            if (!isCounted)
                m_folders.add(old.place);
            if (!isTooEarly)
                passOver(item, number);
            return !isTooEarly;
        }
        setWanted(number);
        m_folders.add(place);
        if (!keepsPath)
            m_names.take();
        addStep({.kind = keepsPath ? ActionKind::Replace : ActionKind::Copy,
                 .reason = ActionReason::Changed,
                 .isManual = m_request.isManual || old.entry->isManual,
                 .item = &item,
                 .path = path,
                 .place = place,
                 .bytes = occupied(item.sizeBytes),
                 .old = old});
        return true;
    }

    void decideNew(const WantedItem &item)
    {
        if (!item.isAvailable || item.obstacle || item.sizeBytes > m_request.storage.maxFileBytes)
            return refuse(item);
        const qint64 bytes = occupied(item.sizeBytes);
        const bool hadNoRoom = m_request.settledWithout && m_request.settledWithout->contains(item.track);
        if (hadNoRoom || bytes > m_room) // without looking for a name
            return passOver(item, -1);
        const auto [path, place] = m_names.freePlace(item.path);
        if (!take(bytes + m_folders.costOf(place)))
            return passOver(item, -1);
        m_folders.add(place);
        m_names.take();
        addStep({.kind = ActionKind::Copy,
                 .reason = ActionReason::New,
                 .isManual = m_request.isManual,
                 .item = &item,
                 .path = path,
                 .place = place,
                 .bytes = bytes});
    }

    void addStep(PlannedStep step)
    {
        if (m_steps.empty()) // address space, not memory
            m_steps.reserve(static_cast<size_t>(m_request.wanted.size()));
        m_steps.push_back(std::move(step));
    }

    bool take(qint64 bytes)
    {
        if (bytes > 0 && bytes > m_room)
            return false;
        m_room -= bytes;
        return true;
    }

    /// There is no room for it, nor for the copy that is there.
    void passOver(const WantedItem &item, int number)
    {
        if (number >= 0 && m_stock.mayRemove(number))
            m_noLongerFits.push_back(m_stock.at(number));
        m_hasPassedOver = true;
        if (item.isFill)
            ++m_plan.leftOut;
        else
            m_plan.noFit.append(item);
    }

    /// It cannot be copied, whatever the room.
    void refuse(const WantedItem &item)
    {
        if (item.isFill)
            ++m_plan.leftOut;
        else if (!item.isAvailable)
            m_plan.errors.append({ErrorCode::FileUnreadable, item.source, {}});
        else
            m_plan.errors.append(item.obstacle.value_or(Error{ErrorCode::FileTooLarge, item.source, {}}));
    }

    void setWanted(int number) { m_isWanted[static_cast<size_t>(number)] = true; }

    /// In the order in which they go when room is needed.
    std::vector<PlannedRemoval> removals() const
    {
        std::vector<PlannedRemoval> removals;
        for (int number = 0; number < m_stock.count(); ++number) {
            if (m_stock.mayRemove(number) && !m_isWanted[static_cast<size_t>(number)])
                removals.push_back({m_stock.at(number), ActionReason::NotSelected});
        }
        for (auto old = m_noLongerFits.crbegin(); old != m_noLongerFits.crend(); ++old)
            removals.push_back({*old, ActionReason::MakeRoom});
        return removals;
    }

    void summarise(qint64 takenBytes)
    {
        for (const PlanAction &action : std::as_const(m_plan.actions)) {
            if (action.kind == ActionKind::Remove) {
                m_plan.removeItems += action.reason == ActionReason::Superseded ? 0 : 1;
            } else if (action.kind == ActionKind::Move) {
                ++m_plan.moveItems;
            } else {
                ++m_plan.copyItems;
                m_plan.dataBytes += action.sizeBytes;
            }
        }
        m_plan.deviceBytes = m_stock.oursBytes() + takenBytes;
        if (isRoomKnown())
            m_plan.freeAfterBytes = m_request.storage.freeBytes - takenBytes;
    }

    const PlanRequest &m_request;
    PlanStock &m_stock;
    FreeNames &m_names;
    bool m_keepsPresent;
    qint64 m_lackingBytes;
    bool m_mayMove;
    SyncPlan m_plan;
    std::vector<bool> m_isWanted; ///< by the number of the entry
    qint64 m_room = 0;            ///< for all wanted items together: what is free and what could become so
    FolderUse m_folders;          ///< with what was decided to be there, and what cannot be removed
    std::vector<PlannedStep> m_steps;
    std::vector<PlacedEntry> m_noLongerFits; ///< highest priority first
    bool m_hasPassedOver = false;
    qint64 m_missingBytes = 0;
    FolderUse m_foldersAfter;
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

bool makesRoom(const SyncPlan &plan)
{
    return std::ranges::any_of(plan.actions, [](const PlanAction &action) {
        return action.kind == ActionKind::Remove && action.reason == ActionReason::MakeRoom;
    });
}

QHash<TrackId, QString> pathsNow(const QList<LedgerEntry> &ledger)
{
    QHash<TrackId, QString> paths;
    for (const LedgerEntry &entry : ledger) {
        if (entry.kind == LedgerKind::Track && entry.isOnPlayer())
            paths.insert(entry.track, entry.path);
    }
    return paths;
}

QHash<TrackId, QString> pathsAfter(const SyncPlan &plan, const QList<LedgerEntry> &present)
{
    QHash<TrackId, QString> paths = pathsNow(present);
    for (const PlanAction &action : plan.actions) {
        if (action.kind != ActionKind::Remove) // Move, too
            paths.insert(action.track, action.path);
        else if (paths.value(action.track) == action.path)
            paths.remove(action.track);
    }
    return paths;
}

namespace {

/// Makes plans until one can be carried out in its order.
SyncPlan planWith(const PlanRequest &request, bool keepsPresent)
{
    PlanStock stock(request);
    FreeNames names(stock.folders(), request.listing, stock.entries());
    Experience experience{.keepsPresent = keepsPresent};
    std::optional<SyncPlan> best;
    for (int attempt = 1;; ++attempt) {
        Planner planner(request, stock, names, experience);
        SyncPlan plan = planner.plan();
        const bool isLast = attempt == maxAttempts;
        if (planner.missingBytes() > 0 && (best || isLast))
            return best ? *best : plan;
        // Folders that were expected to be larger may have kept something out.
        const FolderUse *expected = experience.folders ? &*experience.folders : nullptr;
        const bool mayFitMore = planner.hasPassedOver() && planner.foldersAfter().isSmallerThan(expected);
        if (planner.missingBytes() == 0 && (isLast || !mayFitMore))
            return plan;
        if (planner.missingBytes() > 0 && plan.moveItems > 0) {
            experience.isMovingTooMuch = true; // what is moved is as good where it is
        } else if (planner.missingBytes() > 0) {
            experience.lackingBytes += planner.missingBytes();
        } else {
            best = std::move(plan);
            experience.folders = planner.foldersAfter();
        }
        names.forgetTaken();
    }
}

/// Whether songs would go though nothing comes that takes their room: a player that its owner filled up has
/// none for lists, but what is there stays.
bool makesRoomForNothing(const SyncPlan &plan)
{
    return plan.copyItems == 0 && makesRoom(plan);
}

} // namespace

SyncPlan planSync(const PlanRequest &request)
{
    const bool isReserveKept = request.storage.freeBytes >= reservedBytes(request);
    SyncPlan plan = planWith(request, isReserveKept && request.settledWithout);
    return isReserveKept && makesRoomForNothing(plan) ? planWith(request, true) : plan;
}

} // namespace tandem::sync
