// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncrunner.h"

#include "base/logging.h"
#include "device/storage/devicepath.h"
#include "sync/session/endsession.h"
#include "sync/session/planconversions.h"

#include <QDateTime>
#include <QFileInfo>
#include <QScopeGuard>
#include <utility>

namespace tandem::sync {

namespace {

/// How much a killed session leaves to be looked at again.
constexpr qsizetype maxBatchItems = 1000;
constexpr qint64 maxBatchBytes = 512 << 20;
/// So many failures of the player one after the other mean that it is out of order.
constexpr int maxFailuresInARow = 10;

/// What a copy gets as its time, by which it is known again. A conversion's version is none.
qint64 timeFor(const PlanAction &action, qint64 begunNs)
{
    return action.conversion || action.sourceVersion < 0 ? begunNs : action.sourceVersion;
}

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

/// Where something appears.
bool isPlacing(const PlanAction &action)
{
    return action.kind != ActionKind::Remove;
}

/// What is no longer there afterwards; empty for none.
QString pathLeft(const PlanAction &action)
{
    switch (action.kind) {
    case ActionKind::Remove:
        return action.path;
    case ActionKind::Move:
        return action.from;
    case ActionKind::Copy:
    case ActionKind::Replace:
        break;
    }
    return {};
}

qint64 bytesToWrite(const PlanAction &action)
{
    const bool isWriting = action.kind == ActionKind::Copy || action.kind == ActionKind::Replace;
    return isWriting ? action.sizeBytes : 0;
}

/// In one batch, a name is either left or taken: one entry cannot say of both the old file and the new one
/// what became of it.
qsizetype batchLength(std::span<const PlanAction> actions)
{
    qint64 bytes = 0;
    qsizetype length = 0;
    QSet<QString> left; // without case: to many players, names that differ in it are one
    QSet<QString> placed;
    while (length < std::ssize(actions) && length < maxBatchItems && bytes < maxBatchBytes) {
        const PlanAction &action = actions[static_cast<size_t>(length)];
        const QString leaving = pathLeft(action);
        if (!leaving.isEmpty()) {
            const QString name = device::foldedPath(leaving);
            if (placed.contains(name))
                break;
            left.insert(name);
        }
        if (isPlacing(action)) {
            const QString name = device::foldedPath(action.path);
            if (left.contains(name) && length > 0)
                break;
            placed.insert(name);
        }
        bytes += bytesToWrite(action);
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
    m_begunNs = QDateTime::currentSecsSinceEpoch() * 1'000'000'000;
    m_storage.setNext([this] { return nextParcel(); });
    const auto asksNoMore = qScopeGuard([this] { m_storage.setNext({}); });
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
    m_sent.clear();
    m_made.clear();
    m_replaced.clear();
    const RunReport before = m_report;
    if (auto noted = noteIntents(batch); !noted)
        return end(noted.error());

    size_t i = 0;
    for (; i < batch.size(); ++i) {
        if (auto may = waitWhilePaused(); !may || m_stop.stop_requested())
            end({ErrorCode::Cancelled, {}, {}});
        if (m_report.hasEnded)
            break;
        m_next = i + 1 < batch.size() ? &batch[i + 1] : nullptr;
        perform(batch[i]);
    }
    for (const PlanAction &action : batch.subspan(i)) {
        if (isPlacing(action) && !isStuck(action))
            forgetIntent(action);
    }

    // Without the player, the batch's entries stay pending: what reached the medium is seen next time.
    if (m_report.hasEnded && isOutOfReach(m_report.end.code))
        return;
    if (auto flushed = m_storage.flush(); !flushed) {
        // Nothing of the batch is certain: it stays pending, and is read back from the medium next time.
        m_report.copied = before.copied;
        m_report.converted = before.converted;
        m_report.moved = before.moved;
        m_report.removed = before.removed;
        m_report.bytesCopied = before.bytesCopied;
        return endUnsettled(flushed.error());
    }
    verifySent();
    if (auto noted = m_ledger.settle(m_player, m_placed, m_gone); !noted)
        endUnsettled(noted.error());
}

/// What is about to appear, and how it will be known, whatever comes in between.
Result<void> SyncRunner::noteIntents(Actions batch)
{
    std::vector<LedgerEntry> intended;
    for (const PlanAction &action : batch) {
        if (!isPlacing(action) || isStuck(action))
            continue;
        if (action.kind == ActionKind::Replace) {
            const auto old = m_ledger.entry(m_player, action.path);
            if (!old)
                return std::unexpected(old.error());
            if (*old)
                m_replaced.insert(action.path, **old);
        }
        intended.push_back(intentOf(action));
    }
    return m_ledger.intend(m_player, intended);
}

LedgerEntry SyncRunner::intentOf(const PlanAction &action) const
{
    LedgerEntry entry = entryFor(action, LedgerState::Pending);
    if (action.kind == ActionKind::Move) {
        entry.modifiedNs = action.expected.modifiedNs;
        entry.hash = action.expected.hash;
    } else if (m_isKeepingTimes) {
        entry.modifiedNs = timeFor(action, m_begunNs);
    }
    if (action.kind == ActionKind::Replace) {
        entry.oldSizeBytes = action.expected.sizeBytes;
        entry.oldModifiedNs = action.expected.modifiedNs;
    }
    return entry;
}

/// Reads back what was sent, if that was asked for: from the medium. What differs stays pending, and the next
/// session sees to it.
void SyncRunner::verifySent()
{
    for (const Sent &sent : std::as_const(m_sent)) {
        if (m_report.hasEnded)
            return;
        const auto likeness = m_storage.compare(sent.path, sent.file, device::Reading::FromMedium, m_stop);
        if (!likeness && likeness.error().isCancelled())
            return;
        if (likeness && *likeness == device::Likeness::Identical)
            continue;
        std::erase_if(m_placed, [&sent](const LedgerEntry &entry) { return entry.path == sent.path; });
        --m_report.copied;
        fail(sent.track, likeness ? Error{ErrorCode::DeviceFailed, sent.path, {}} : likeness.error());
    }
}

/// While it lasts, nothing is on its way: what was written before may well reach the medium meanwhile.
Result<void> SyncRunner::waitWhilePaused()
{
    if (!m_gate || !m_gate->isPaused())
        return {};
    m_meter.setPhase(SyncProgress::Phase::Paused);
    return m_gate->wait(m_stop);
}

void SyncRunner::perform(const PlanAction &action)
{
    m_meter.setPhase(action.kind == ActionKind::Remove ? SyncProgress::Phase::Removing
                                                       : SyncProgress::Phase::Copying);
    m_meter.startItem(action.path, bytesToWrite(action));
    switch (action.kind) {
    case ActionKind::Remove:
        remove(action);
        break;
    case ActionKind::Move:
        move(action);
        break;
    case ActionKind::Copy:
    case ActionKind::Replace:
        copy(action);
        break;
    }
    m_meter.finishItem();
}

bool SyncRunner::isStuck(const PlanAction &action) const
{
    return !m_stuck.isEmpty() && m_stuck.contains(device::foldedPath(action.path));
}

void SyncRunner::copy(const PlanAction &action)
{
    if (isStuck(action)) {
        m_report.failed.insert(action.track); // what is in the way has been told of
        return;
    }
    if (m_wasFull && !hasRoomFor(action)) {
        forgetIntent(action);
        return passOver(action);
    }
    if (action.conversion)
        copyConverted(action);
    else
        copyFile(action, action.source);
}

/// Only what was made says how large it is: that is noted before anything of it can be on the player, for by
/// its size it is known.
void SyncRunner::copyConverted(const PlanAction &action)
{
    auto made = m_conversions ? m_conversions->take(action, m_stop)
                              : failure(ErrorCode::ConversionFailed, action.source);
    if (!made) {
        forgetIntent(action);
        return fail(action, made.error());
    }
    if (const auto length = made->songLength())
        m_report.lengths.insert(action.track, *length);
    PlanAction exact = action;
    exact.sizeBytes = made->sizeBytes();
    if (exact.sizeBytes > action.sizeBytes && !hasRoomFor(exact)) {
        forgetIntent(action);
        return passOver(action);
    }
    if (exact.sizeBytes != action.sizeBytes) {
        const LedgerEntry intended = intentOf(exact);
        if (auto noted = m_ledger.intend(m_player, {&intended, 1}); !noted)
            return end(noted.error());
    }
    copyFile(exact, made->path());
    if (m_isVerifying)
        m_made.push_back(std::move(*made));
}

void SyncRunner::passOver(const PlanAction &action)
{
    ++m_report.noFit;
    m_report.didNotFit.insert(action.track);
}

/// Nothing has come of it: what was there before is.
void SyncRunner::forgetIntent(const PlanAction &action)
{
    if (action.kind != ActionKind::Replace)
        m_gone.push_back(action.path);
    else if (const auto old = m_replaced.constFind(action.path); old != m_replaced.constEnd())
        m_placed.push_back(*old);
}

/// @p file: what is sent; its size is the action's.
void SyncRunner::copyFile(const PlanAction &action, const QString &file)
{
    LedgerEntry entry = entryFor(action, LedgerState::Placed);
    entry.modifiedNs = timeFor(action, m_begunNs);
    const auto sent = bring(action, file);
    if (sent) {
        entry.hash = sent->stamp.hash;
        if (sent->stamp.modifiedNs >= 0)
            entry.modifiedNs = sent->stamp.modifiedNs;
        if (auto noted = noteSent(action, entry); !noted)
            return end(noted.error());
        m_failuresInARow = 0;
        m_placed.push_back(entry);
        if (m_isVerifying)
            m_sent.push_back({action.path, file, action.track});
        ++m_report.copied;
        m_report.converted += action.conversion ? 1 : 0;
        m_report.bytesCopied += sent->isWhole ? action.sizeBytes : 0;
        return;
    }
    const ErrorCode code = sent.error().code;
    qCDebug(logSync) << "not copied" << action.path << errorCodeName(code);
    // What a replacement came to that failed in its midst, the next session finds out: both are known to it.
    const bool isOutcomeOpen = action.kind == ActionKind::Replace && code == ErrorCode::DeviceFailed;
    if (code == ErrorCode::FileChanged && sent.error().subject == action.path)
        m_gone.push_back(action.path); // the owner's from now on
    else if (code != ErrorCode::DeviceGone && !isOutcomeOpen)
        forgetIntent(action);
    // A player that gives no names removes the old copy first: what is gone was not deleted by its owner.
    if (action.kind == ActionKind::Replace && isMissing(action.path))
        m_gone.push_back(action.path);
    if (code == ErrorCode::DeviceFull) {
        m_wasFull = true;
        return passOver(action);
    }
    fail(action, sent.error());
}

/// What the player made of a file that nobody could say before: its own time.
Result<void> SyncRunner::noteSent(const PlanAction &action, const LedgerEntry &entry)
{
    const bool isAsNoted =
        entry.hash.isEmpty() && device::isSameTime(timeFor(action, m_begunNs), entry.modifiedNs);
    if (isAsNoted)
        return {};
    LedgerEntry pending = entry;
    pending.state = LedgerState::Pending;
    pending.oldSizeBytes = action.expected.sizeBytes;
    pending.oldModifiedNs = action.expected.modifiedNs;
    return m_ledger.put(m_player, {&pending, 1});
}

/// Asked for none of its content, the player tells as soon as it can whether it has the file.
bool SyncRunner::isMissing(const QString &path) const
{
    const auto content = m_storage.read(path, 0);
    return !content && content.error().code == ErrorCode::FileMissing;
}

Result<SyncRunner::Brought> SyncRunner::bring(const PlanAction &action, const QString &file)
{
    const bool isAtHand = std::exchange(m_parcelFor, nullptr) == &action;
    const device::Parcel parcel = isAtHand ? std::move(m_parcel) : parcelOf(action, file);
    // A file that has changed since the library read it is send()'s to refuse: the ledger would note a size
    // that the copy does not have.
    if (action.kind == ActionKind::Replace && QFileInfo(file).size() == action.sizeBytes) {
        const auto patched = m_storage.patch(parcel, m_stop);
        // What cannot be read or written where it lies is sent anew, to another place.
        if (!patched && patched.error().code != ErrorCode::DeviceFailed)
            return std::unexpected(patched.error());
        if (patched && *patched)
            return Brought{**patched, false};
    }
    return m_storage.send(parcel, m_stop, [this](qint64 bytes) { m_meter.addBytes(bytes); })
        .transform([](const device::FileStamp &stamp) { return Brought{stamp, true}; });
}

device::Parcel SyncRunner::parcelOf(const PlanAction &action, const QString &file) const
{
    device::Parcel parcel{.sourceFile = file,
                          .path = action.path,
                          .sizeBytes = action.sizeBytes,
                          .replaces = action.kind == ActionKind::Replace ? std::optional(action.expected)
                                                                         : std::nullopt,
                          .tags = m_tagsOf ? m_tagsOf(action.track) : device::MediaTags{},
                          .modifiedNs = timeFor(action, m_begunNs)};
    if (action.conversion)
        adapt(parcel.tags, *action.conversion);
    return parcel;
}

std::optional<device::Parcel> SyncRunner::nextParcel()
{
    // Only what is sent as it is, and with nothing else asked of the player in between.
    if (!m_next || m_next->kind != ActionKind::Copy || m_next->conversion || m_isVerifying || m_wasFull)
        return {};
    m_parcelFor = m_next;
    m_parcel = parcelOf(*m_next, m_next->source);
    return m_parcel;
}

/// Until the flush, the ledger knows both places. Should the failure have come after the deed, they stay
/// known: the next session finds the file at one of them.
void SyncRunner::move(const PlanAction &action)
{
    if (isStuck(action)) {
        m_stuck.insert(device::foldedPath(action.from));
        m_report.failed.insert(action.track);
        return;
    }
    const auto moved = m_storage.move(action.from, action.path, action.expected);
    if (moved) {
        m_failuresInARow = 0;
        LedgerEntry entry = entryFor(action, LedgerState::Placed);
        entry.modifiedNs = action.expected.modifiedNs;
        entry.hash = action.expected.hash;
        m_placed.push_back(entry);
        m_gone.push_back(action.from);
        ++m_report.moved;
        return;
    }
    const ErrorCode code = moved.error().code;
    qCDebug(logSync) << "not moved" << action.from << errorCodeName(code);
    if (code == ErrorCode::NotSupported)
        return copyInsteadOfMoving(action);
    const bool hasCertainlyNotHappened = code == ErrorCode::NameTaken || code == ErrorCode::NameTooLong ||
                                         code == ErrorCode::FileMissing || code == ErrorCode::DeviceFull ||
                                         code == ErrorCode::DeviceReadOnly ||
                                         code == ErrorCode::NameNotKept || code == ErrorCode::LinkOnPlayer;
    if (hasCertainlyNotHappened || code == ErrorCode::FileChanged)
        m_gone.push_back(action.path);
    if (code == ErrorCode::FileChanged)
        m_gone.push_back(action.from); // the owner's from now on
    m_stuck.insert(device::foldedPath(action.from));
    fail(action, moved.error());
}

void SyncRunner::copyInsteadOfMoving(const PlanAction &action)
{
    PlanAction copying = action;
    copying.kind = ActionKind::Copy;
    const qint64 copiedBefore = m_report.copied;
    copy(copying);
    if (m_report.copied == copiedBefore) {
        m_stuck.insert(device::foldedPath(action.from));
        return;
    }
    remove({.kind = ActionKind::Remove,
            .reason = ActionReason::Superseded,
            .path = action.from,
            .track = action.track,
            .sizeBytes = action.sizeBytes,
            .expected = action.expected});
}

void SyncRunner::remove(const PlanAction &action)
{
    auto removed = m_storage.remove(action.path, action.expected);
    // Forgotten by mistake, it would stay for good as somebody else's.
    if (!removed && removed.error().code == ErrorCode::FileMissing && !isMissing(action.path))
        removed = failure(ErrorCode::DeviceFailed, action.path);
    if (!removed && removed.error().code != ErrorCode::FileMissing &&
        removed.error().code != ErrorCode::FileChanged) {
        m_stuck.insert(device::foldedPath(action.path));
        return fail(action, removed.error());
    }
    // Gone already, or by now something else, which is not ours to remove.
    m_gone.push_back(action.path);
    if (!removed && removed.error().code == ErrorCode::FileChanged)
        m_report.errors.append(removed.error());
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

void SyncRunner::fail(const PlanAction &action, const Error &error)
{
    fail(isPlacing(action) ? action.track : TrackId{}, error);
}

/// @p track: what is not where it belongs because of that, if any.
void SyncRunner::fail(TrackId track, const Error &error)
{
    if (endsSession(error.code)) // the storage has tried again already
        return end(error);
    const bool isPlayers = error.code == ErrorCode::DeviceReadOnly || error.code == ErrorCode::DeviceFailed;
    if (isPlayers && ++m_failuresInARow >= maxFailuresInARow)
        return end(error);
    m_report.errors.append(error);
    if (track.isValid())
        m_report.failed.insert(track);
}

/// Says more than that the run was stopped.
void SyncRunner::endUnsettled(const Error &error)
{
    m_report.isUnsettled = true;
    if (m_report.end.isCancelled())
        m_report.hasEnded = false;
    end(error);
}

void SyncRunner::end(const Error &error)
{
    if (m_report.hasEnded)
        return;
    m_report.hasEnded = true;
    m_report.end = error;
}

} // namespace tandem::sync
