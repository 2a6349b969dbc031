// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ownership.h"

#include "base/logging.h"
#include "sync/conversion/conversions.h"
#include "sync/session/endsession.h"
#include "sync/session/progressmeter.h"
#include "sync/session/survey.h"
#include "sync/wish/playerplaylists.h"

#include <QHash>
#include <QSet>
#include <algorithm>

namespace tandem::sync {

namespace {

constexpr qint64 maxPlaylistFileBytes = 64 << 20;

/// Whether a file is, by what was noted of it, the one that @p noted speaks of. One that was torn is shorter.
bool isNoted(const device::FileStamp &noted, const device::FileStamp &found)
{
    if (noted.sizeBytes < 0)
        return false;
    if (noted.modifiedNs < 0 || found.modifiedNs < 0)
        return found.sizeBytes == noted.sizeBytes;
    return device::isSameTime(noted.modifiedNs, found.modifiedNs) && found.sizeBytes <= noted.sizeBytes;
}

} // namespace

Ownership::Ownership(Survey &survey, device::DeviceStorage &storage, Conversions *conversions,
                     std::stop_token stop)
    : m_survey(survey), m_storage(storage), m_conversions(conversions), m_stop(std::move(stop))
{
}

/// Looks into everything that is said to be there: on the medium. What differs is written anew.
Result<void> Ownership::verifyPresent(ProgressMeter &meter)
{
    if (auto flushed = m_storage.flush(); !flushed)
        return flushed;
    QHash<TrackId, const WantedItem *> wanted;
    for (const WantedItem &item : std::as_const(m_survey.selection.wanted))
        wanted.insert(item.track, &item);
    qint64 bytes = 0;
    for (const LedgerEntry &entry : std::as_const(m_survey.found.present))
        bytes += entry.sizeBytes;
    meter.begin(m_survey.found.present.size(), bytes);
    meter.setPhase(SyncProgress::Phase::Verifying);
    for (LedgerEntry &entry : m_survey.found.present) {
        meter.startItem(entry.path, entry.sizeBytes);
        const auto isWhole = isAsSent(entry, entry.track.isValid() ? wanted.value(entry.track) : nullptr);
        if (!isWhole)
            return std::unexpected(isWhole.error());
        meter.finishItem();
        if (*isWhole)
            continue;
        qCInfo(logSync) << "damaged on the player:" << entry.path;
        entry.state = LedgerState::Pending;
        m_survey.settled.append(entry);
    }
    meter.begin(0, 0);
    return {};
}

/// False only if it is certain that it is not; an adopted one is its owner's, whatever it holds.
Result<bool> Ownership::isAsSent(const LedgerEntry &entry, const WantedItem *wanted)
{
    if (m_stop.stop_requested())
        return cancelled();
    if (entry.state != LedgerState::Placed)
        return true;
    if (entry.kind == LedgerKind::Playlist) {
        if (isPlaylistObject(entry.path))
            return true;
        const auto content = m_storage.read(entry.path, maxPlaylistFileBytes);
        if (!content && !isUnreadable(content.error(), entry))
            return std::unexpected(content.error());
        return content && contentHash(*content) == entry.sourceVersion;
    }
    // What is not of this version is replaced anyway.
    if (!wanted || !wanted->isAvailable || wanted->sourceVersion != entry.sourceVersion)
        return true;
    QString original = wanted->source;
    std::optional<CachedFile> converted;
    if (wanted->conversion) {
        auto again = convertedAgain(entry, *wanted);
        if (!again || !*again)
            return again.transform([](const auto &) { return true; });
        converted = std::move(*again);
        original = converted->path();
    }
    const auto likeness = m_storage.compare(entry.path, original, device::Reading::FromMedium, m_stop);
    if (likeness)
        return *likeness == device::Likeness::Identical;
    if (likeness.error().subject == original) // the library's: copying it would tell
        return true;
    if (isUnreadable(likeness.error(), entry))
        return false;
    return std::unexpected(likeness.error());
}

Result<void> Ownership::settleUncertain()
{
    if (m_survey.found.uncertain.isEmpty())
        return {};
    QHash<TrackId, const WantedItem *> wanted;
    for (const WantedItem &item : std::as_const(m_survey.selection.wanted))
        wanted.insert(item.track, &item);
    const QList<LedgerEntry> uncertain = std::exchange(m_survey.found.uncertain, {});
    for (const LedgerEntry &entry : uncertain) {
        const auto settled = settle(entry, entry.track.isValid() ? wanted.value(entry.track) : nullptr);
        if (!settled)
            return std::unexpected(settled.error());
        if (*settled) {
            m_survey.found.present.append(**settled);
            m_survey.settled.append(**settled);
        } else {
            m_survey.found.lost.append(entry); // somebody else's by now
        }
    }
    for (WantedItem &item : m_survey.selection.wanted) {
        if (m_open.contains(item.track) && item.isAvailable && !item.conversion && !item.obstacle)
            item.obstacle = {ErrorCode::DeviceFailed, item.source, m_open.value(item.track)};
    }
    return {};
}

/// What a song was, or would have been, converted to: the same comes out each time. Empty if it cannot be
/// had.
Result<std::optional<CachedFile>> Ownership::convertedAgain(const LedgerEntry &entry,
                                                            const WantedItem &wanted)
{
    if (!m_conversions)
        return std::nullopt;
    auto file = m_conversions->obtain(wanted.source, *wanted.conversion, m_stop);
    if (file)
        return std::move(*file);
    if (file.error().isCancelled())
        return std::unexpected(file.error());
    qCDebug(logSync) << "nothing to compare with" << entry.path << errorCodeName(file.error().code);
    return std::nullopt;
}

/// Whether what is gone from its old place is here: a move was cut off. What it is noted by came along.
bool Ownership::isMovedHere(const LedgerEntry &entry) const
{
    return entry.state == LedgerState::Pending && entry.track.isValid() &&
           std::ranges::any_of(m_survey.found.lost, [&](const LedgerEntry &old) {
               return old.track == entry.track && old.state == LedgerState::Placed &&
                      old.sourceVersion == entry.sourceVersion && old.modifiedNs == entry.modifiedNs &&
                      old.sizeBytes == m_survey.listing.fileSize(entry.path);
           });
}

/// The player's file, and nothing but that, cannot be looked into.
bool Ownership::isUnreadable(const Error &error, const LedgerEntry &entry) const
{
    return error.code == ErrorCode::DeviceFailed && error.subject == entry.path;
}

/// Tandem's, as it shows itself.
LedgerEntry Ownership::asFound(const LedgerEntry &entry, LedgerState state) const
{
    const device::FileStamp found = m_survey.listing.fileStamp(entry.path);
    LedgerEntry ours = entry;
    ours.state = state;
    ours.sizeBytes = found.sizeBytes;
    ours.modifiedNs = found.modifiedNs;
    ours.hash.clear();
    ours.oldSizeBytes = ours.oldModifiedNs = -1;
    return ours;
}

/// What was about to be placed, or was to be replaced, whatever became of the library's file since. How much
/// of it is there nobody knows: to be written anew.
Ownership::Settled Ownership::byNotes(const LedgerEntry &entry) const
{
    const device::FileStamp found = m_survey.listing.fileStamp(entry.path);
    const bool isKnown = isNoted(entry.stamp(), found) || isNoted(entry.oldStamp(), found);
    if (entry.state != LedgerState::Pending || !isKnown)
        return std::nullopt;
    return asFound(entry, LedgerState::Pending);
}

/// A file where Tandem was about to place one, or placed one that looked otherwise.
Result<Ownership::Settled> Ownership::settle(const LedgerEntry &entry, const WantedItem *wanted)
{
    return entry.kind == LedgerKind::Playlist ? settlePlaylist(entry) : settleByContent(entry, wanted);
}

Result<Ownership::Settled> Ownership::settlePlaylist(const LedgerEntry &entry)
{
    // Of an object there is nothing to read: by its name it is Tandem's, to be written anew.
    if (m_survey.storage.hasPlaylistObjects && isPlaylistObject(entry.path))
        return asFound(entry, LedgerState::Pending);
    const auto content = m_storage.read(entry.path, maxPlaylistFileBytes);
    const bool isReadable = content || content.error().code == ErrorCode::FileMissing ||
                            content.error().code == ErrorCode::FileTooLarge;
    if (!isReadable && !isUnreadable(content.error(), entry))
        return std::unexpected(content.error());
    if (content && contentHash(*content) == entry.sourceVersion) {
        // It may be on no medium yet, and is soon written anew.
        const bool isSure = entry.state != LedgerState::Pending || m_survey.wasClosed;
        return asFound(entry, isSure ? LedgerState::Placed : LedgerState::Pending);
    }
    const device::FileStamp found = m_survey.listing.fileStamp(entry.path);
    const bool isOld = entry.state == LedgerState::Pending && isNoted(entry.oldStamp(), found);
    if (isOld)
        return asFound(entry, LedgerState::Pending);
    return isReadable ? Settled() : entry;
}

/// Empty if there is nothing to compare with now, or the player's file cannot be read: that says nothing of
/// whose it is.
Result<std::optional<device::Likeness>> Ownership::likenessTo(const LedgerEntry &entry,
                                                              const WantedItem *wanted)
{
    QString original = wanted ? wanted->source : entry.source;
    std::optional<CachedFile> converted;
    if (wanted && wanted->conversion && entry.sourceVersion == wanted->sourceVersion) {
        auto again = convertedAgain(entry, *wanted);
        if (!again)
            return std::unexpected(again.error());
        if (!*again)
            return std::nullopt;
        converted = std::move(*again);
        original = converted->path();
    }
    // What this computer remembers of what it wrote may never have reached the medium.
    const auto reading =
        entry.state == LedgerState::Pending ? device::Reading::FromMedium : device::Reading::Anywhere;
    const auto likeness = m_storage.compare(entry.path, original, reading, m_stop);
    if (likeness)
        return *likeness;
    const Error &error = likeness.error();
    // A moment ago it was there: nothing can be said of it now.
    if (error.code == ErrorCode::FileMissing && error.subject == entry.path)
        return failure(ErrorCode::DeviceFailed, entry.path);
    const bool isSources = error.code == ErrorCode::FileMissing || error.code == ErrorCode::FileUnreadable;
    if (isSources || isUnreadable(error, entry))
        return std::nullopt;
    return std::unexpected(error);
}

Result<Ownership::Settled> Ownership::settleByContent(const LedgerEntry &entry, const WantedItem *wanted)
{
    const auto likeness = likenessTo(entry, wanted);
    if (!likeness)
        return std::unexpected(likeness.error());
    if (!*likeness || **likeness == device::Likeness::Different) {
        if (isMovedHere(entry))
            return asFound(entry, LedgerState::Placed);
        // Of a version that the library has no more, the hash tells in the last moment.
        const bool isOfThisVersion = wanted && wanted->sourceVersion == entry.sourceVersion;
        if (entry.state == LedgerState::Placed && !entry.hash.isEmpty() && !isOfThisVersion)
            return entry;
        const Settled noted = byNotes(entry);
        const bool isOtherSize = entry.sizeBytes != m_survey.listing.fileSize(entry.path);
        const bool isOwners = *likeness || (isOtherSize && entry.state != LedgerState::Pending);
        if (noted || isOwners)
            return noted;
        if (entry.state == LedgerState::Pending)
            m_open.insert(entry.track, entry.path);
        return entry; // what nobody can say now stays as it was
    }
    if (entry.state == LedgerState::Adopted && **likeness != device::Likeness::Identical)
        return std::nullopt;
    // The owner's then, the owner's now; what is torn is to be written anew.
    const bool isTorn = **likeness == device::Likeness::Torn;
    const bool isAdopted = entry.state == LedgerState::Adopted;
    LedgerEntry ours = asFound(entry, isAdopted ? LedgerState::Adopted
                                      : isTorn  ? LedgerState::Pending
                                                : LedgerState::Placed);
    if (wanted)
        ours.source = wanted->source;
    if (wanted && !wanted->conversion)
        ours.sourceVersion = wanted->sourceVersion;
    if (!isTorn && ours.sourceVersion == entry.sourceVersion)
        ours.hash = entry.hash;
    return ours;
}

/// A file that is already where a wanted one would go, and is the same, need not be copied.
Result<void> Ownership::adoptIdentical()
{
    QSet<TrackId> known;
    for (const LedgerEntry &entry : std::as_const(m_survey.found.present))
        known.insert(entry.track);
    const bool isAllKnown = std::ranges::all_of(
        m_survey.selection.wanted, [&known](const WantedItem &item) { return known.contains(item.track); });
    if (isAllKnown)
        return {};
    QSet<QString> paths;
    for (const LedgerEntry &entry : std::as_const(m_survey.found.present))
        paths.insert(entry.path);
    for (WantedItem &item : m_survey.selection.wanted) {
        if (!item.isAvailable || known.contains(item.track) || paths.contains(item.path) ||
            m_survey.listing.fileSize(item.path) != item.sizeBytes)
            continue;
        QString original = item.source;
        std::optional<CachedFile> converted;
        if (item.conversion) {
            converted =
                m_conversions ? m_conversions->cache().find(item.source, *item.conversion) : std::nullopt;
            if (!converted)
                continue;
            original = converted->path();
        }
        const auto likeness = m_storage.compare(item.path, original, device::Reading::Anywhere, m_stop);
        if (!likeness) {
            const Error &error = likeness.error();
            if (error.subject == original)
                continue; // copying it will tell
            if (error.code != ErrorCode::DeviceFailed && error.code != ErrorCode::FileMissing)
                return std::unexpected(error);
            // Unreadable, or gone this moment: not to be copied once more beside what may be the same.
            item.obstacle = {ErrorCode::DeviceFailed, item.source, error.subject};
            continue;
        }
        if (*likeness != device::Likeness::Identical)
            continue;
        const LedgerEntry adopted{.path = item.path,
                                  .state = LedgerState::Adopted,
                                  .track = item.track,
                                  .sizeBytes = item.sizeBytes,
                                  .source = item.source,
                                  .sourceVersion = item.sourceVersion,
                                  .modifiedNs = m_survey.listing.fileStamp(item.path).modifiedNs};
        paths.insert(item.path);
        m_survey.found.present.append(adopted);
        m_survey.settled.append(adopted);
    }
    return {};
}

} // namespace tandem::sync
