// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncrunner.h"

#include "base/logging.h"

namespace tandem::sync {

namespace {

/// How much a killed session leaves to be looked at again.
constexpr qsizetype maxBatchItems = 1000;
constexpr qint64 maxBatchBytes = 512 << 20;
/// So many failures of the player one after the other mean that it is out of order.
constexpr int maxFailuresInARow = 10;

LedgerEntry entryFor(const PlanAction &action, LedgerState state)
{
    return {.path = action.path,
            .kind = LedgerKind::Track,
            .state = state,
            .isManual = action.isManual,
            .track = action.track,
            .sizeBytes = action.sizeBytes,
            .source = action.source,
            .sourceVersion = action.sourceVersion};
}

qsizetype batchLength(std::span<const PlanAction> actions)
{
    qint64 bytes = 0;
    qsizetype length = 0;
    QSet<QString> removed;
    while (length < std::ssize(actions) && length < maxBatchItems && bytes < maxBatchBytes) {
        const PlanAction &action = actions[static_cast<size_t>(length)];
        if (action.kind == ActionKind::Remove)
            removed.insert(action.path);
        else if (removed.contains(action.path))
            break; // one entry cannot say of both the old copy and the new one what became of it
        bytes += action.kind == ActionKind::Remove ? 0 : action.sizeBytes;
        ++length;
    }
    return length;
}

} // namespace

SyncRunner::SyncRunner(device::DeviceStorage &storage, LedgerRepository &ledger, PlayerId player,
                       ProgressMeter &meter, std::stop_token stop)
    : m_storage(storage), m_ledger(ledger), m_player(player), m_meter(meter), m_stop(std::move(stop))
{
}

RunReport SyncRunner::run(const SyncPlan &plan)
{
    m_report = {};
    Actions rest(plan.actions);
    while (!rest.empty() && !m_report.hasEnded) {
        const auto length = static_cast<size_t>(batchLength(rest));
        runBatch(rest.first(length));
        rest = rest.subspan(length);
    }
    return m_report;
}

void SyncRunner::runBatch(Actions batch)
{
    m_placed.clear();
    m_gone.clear();
    std::vector<LedgerEntry> intended;
    for (const PlanAction &action : batch) {
        if (action.kind == ActionKind::Copy && !m_stuck.contains(action.path))
            intended.push_back(entryFor(action, LedgerState::Pending));
    }
    if (auto noted = m_ledger.put(m_player, intended); !noted)
        return end(noted.error());

    for (const PlanAction &action : batch) {
        if (m_stop.stop_requested())
            end({ErrorCode::Cancelled, {}, {}});
        if (m_report.hasEnded)
            break;
        perform(action);
    }

    // Pulled out, the batch's entries stay pending: what reached the medium is seen next time.
    if (auto flushed = m_storage.flush(); !flushed)
        return end(flushed.error());
    if (auto noted = m_ledger.put(m_player, m_placed); !noted)
        return end(noted.error());
    if (auto noted = m_ledger.remove(m_player, m_gone); !noted)
        end(noted.error());
}

void SyncRunner::perform(const PlanAction &action)
{
    m_meter.setPhase(action.kind == ActionKind::Remove ? SyncProgress::Phase::Removing
                                                       : SyncProgress::Phase::Copying);
    m_meter.startItem(action.path, action.kind == ActionKind::Remove ? 0 : action.sizeBytes);
    if (action.kind == ActionKind::Remove)
        remove(action);
    else
        copy(action);
    m_meter.finishItem();
}

void SyncRunner::copy(const PlanAction &action)
{
    if (m_stuck.contains(action.path))
        return; // its failure has been noted
    const auto forgetIntent = [this, &action] {
        if (action.kind == ActionKind::Copy)
            m_gone.push_back(action.path);
    };
    if (m_wasFull && !hasRoomFor(action)) {
        forgetIntent();
        ++m_report.noFit;
        return;
    }
    const device::Parcel parcel{.sourceFile = action.source,
                                .path = action.path,
                                .sizeBytes = action.sizeBytes,
                                .mayReplace = action.kind == ActionKind::Replace,
                                .tags = m_tagsOf ? m_tagsOf(action.track) : device::MediaTags{}};
    const auto sent = m_storage.send(parcel, m_stop, [this](qint64 bytes) { m_meter.addBytes(bytes); });
    if (sent) {
        if (auto same = verify(action); !same)
            return fail(same.error());
        m_failuresInARow = 0;
        m_placed.push_back(entryFor(action, LedgerState::Placed));
        ++m_report.copied;
        m_report.bytesCopied += action.sizeBytes;
        return;
    }
    qCDebug(logSync) << "not copied" << action.path << errorCodeName(sent.error().code);
    if (sent.error().code != ErrorCode::DeviceGone)
        forgetIntent();
    if (sent.error().code == ErrorCode::DeviceFull) {
        m_wasFull = true;
        ++m_report.noFit;
        return;
    }
    fail(sent.error());
}

/// Reads back what was sent, if that was asked for. What differs stays pending: the next session sees to it.
Result<void> SyncRunner::verify(const PlanAction &action)
{
    if (!m_isVerifying)
        return {};
    const auto likeness = m_storage.compare(action.path, action.source, m_stop);
    if (!likeness)
        return std::unexpected(likeness.error());
    if (*likeness != device::Likeness::Identical)
        return failure(ErrorCode::DeviceFailed, action.path);
    return {};
}

void SyncRunner::remove(const PlanAction &action)
{
    const auto removed = m_storage.remove(action.path, action.sizeBytes);
    if (!removed && removed.error().code != ErrorCode::FileMissing &&
        removed.error().code != ErrorCode::FileChanged) {
        m_stuck.insert(action.path);
        return fail(removed.error());
    }
    // Gone already, or by now something else, which is not ours to remove.
    m_gone.push_back(action.path);
    if (removed && action.reason != ActionReason::Superseded)
        ++m_report.removed;
}

/// Once the player was full, only what it says it has room for is tried; one that does not say gets
/// nothing more.
bool SyncRunner::hasRoomFor(const PlanAction &action)
{
    const auto info = m_storage.info();
    return !info || info->occupiedBytes(action.sizeBytes) <= info->freeBytes;
}

void SyncRunner::fail(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Cancelled:
    case ErrorCode::DeviceGone:
    case ErrorCode::DeviceLocked:
    case ErrorCode::DeviceHeld:
    case ErrorCode::DeviceStalled: // the storage has tried again already
    case ErrorCode::NotConnected:
        return end(error);
    case ErrorCode::DeviceReadOnly:
    case ErrorCode::DeviceFailed:
        if (++m_failuresInARow >= maxFailuresInARow)
            return end(error);
        break;
    default:
        break;
    }
    m_report.errors.append(error);
}

void SyncRunner::end(const Error &error)
{
    if (m_report.hasEnded)
        return;
    m_report.hasEnded = true;
    m_report.end = error;
}

} // namespace tandem::sync
