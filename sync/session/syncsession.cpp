// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncsession.h"

#include "device/storage/devicepath.h"
#include "model/playlists/playlistrepository.h"
#include "model/tracks/trackrepository.h"
#include "sync/ledger/ledgerfile.h"
#include "sync/plan/planner.h"
#include "sync/session/brakes.h"
#include "sync/session/foldercheck.h"
#include "sync/session/overhead.h"
#include "sync/session/parceltags.h"
#include "sync/session/planconversions.h"
#include "sync/session/playlistwriter.h"
#include "sync/session/removalcauses.h"
#include "sync/session/settledwish.h"
#include "sync/session/syncrunner.h"

#include <QDateTime>
#include <QSet>
#include <algorithm>
#include <chrono>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

/// Of Partnership::nextFilter; see sync/service/attributes.h.
constexpr int filterMusic = 1;

/// The single tracks that were sent to the player: their playlist says that they stay, and for how long. So
/// synchronizations look after them, although they were sent by hand.
Result<QSet<TrackId>> sentTracks(model::Connection &connection, const Survey &survey)
{
    if (!survey.isPartnered())
        return {};
    const auto playlist = PlayerRepository(connection).sentPlaylist(survey.record.id);
    if (!playlist)
        return std::unexpected(playlist.error());
    if (!*playlist)
        return {};
    return model::PlaylistRepository(connection)
        .trackIds(**playlist)
        .transform([](const QList<TrackId> &tracks) { return QSet<TrackId>(tracks.begin(), tracks.end()); });
}

} // namespace

SyncSession::SyncSession(const model::Database &database, model::Connection &connection,
                         device::DeviceStorage &storage, PlayerId player, ProgressMeter &meter,
                         std::stop_token stop)
    : m_database(database),
      m_connection(connection),
      m_storage(storage),
      m_players(connection),
      m_ledgers(connection),
      m_items(connection),
      m_player(player),
      m_meter(meter),
      m_stop(std::move(stop))
{
}

Result<SyncPlan> SyncSession::plan(const SessionRequest &request)
{
    return makePlan(request, false)
        .transform([this](SyncPlan plan) {
            addOverhead(plan, m_survey,
                        {.isManual = m_request.isManual,
                         .includesSkipped = m_request.options.includeSkipped,
                         .keepsOthers = keepsOthers()});
            return plan;
        })
        .transform_error([this](const Error &error) { return explained(error); });
}

Result<SyncPlan> SyncSession::makePlan(const SessionRequest &request, bool mayTidy)
{
    m_request = request;
    m_meter.begin(0, 0);
    Surveyor surveyor(m_database, m_connection, m_storage, m_stop);
    surveyor.setConversions(m_conversions);
    if (mayTidy)
        surveyor.setMeter(&m_meter);
    auto survey = surveyor.survey(m_player, m_request, mayTidy);
    if (!survey)
        return std::unexpected(survey.error());
    m_survey = std::move(*survey);
    if (auto limited = limit(); !limited)
        return std::unexpected(limited.error());
    if (auto planned = decide(); !planned)
        return std::unexpected(planned.error());
    if (m_request.isManual) {
        const auto sent = sentTracks(m_connection, m_survey);
        if (!sent)
            return std::unexpected(sent.error());
        for (PlanAction &action : m_plan.actions)
            action.isManual = action.isManual && !sent->contains(action.track);
    }
    m_plan.errors = m_survey.selection.errors + m_plan.errors;
    if (m_stop.stop_requested())
        return cancelled();
    return m_plan;
}

/// Holds back what is no part of this session: a wish for it alone, or all but what failed in the last one.
Result<void> SyncSession::limit()
{
    m_isPartial = false;
    if (!m_survey.isPartnered() || m_request.isManual || m_request.playlists)
        return {};
    const Partnership &partnership = *m_survey.record.partnership;
    m_request.options.includeSkipped |= partnership.nextIncludesSkipped;
    const bool hasMusic = (m_request.options.filter.value_or(partnership.nextFilter) & filterMusic) != 0;
    m_isPartial = !hasMusic || m_request.options.retriesFailed;
    if (!m_isPartial)
        return {};
    QSet<TrackId> tracks;
    if (hasMusic) {
        auto failed = m_items.failed(m_player);
        if (!failed)
            return std::unexpected(failed.error());
        tracks = std::move(*failed);
    } else {
        m_survey.selection.playlists.clear(); // they are of music
    }
    for (WantedItem &item : m_survey.selection.wanted)
        item.isHeldBack = !tracks.contains(item.track);
    return {};
}

Result<void> SyncSession::decide()
{
    PlanRequest input = planRequest();
    m_plan = planSync(input);
    if (!makesRoom(m_plan) && m_plan.copyItems == 0)
        return findCauses();
    if (!m_request.isManual && !m_isPartial && isSettled(m_survey)) {
        auto didNotFit = m_items.didNotFit(m_player);
        if (!didNotFit)
            return std::unexpected(didNotFit.error());
        input.settledWithout = std::move(*didNotFit);
        m_plan = planSync(input);
    }
    return findCauses();
}

Result<void> SyncSession::findCauses()
{
    if (m_plan.removeItems == 0)
        return {};
    RemovalFacts facts{.absent = m_survey.selection.absent, .isLibraryBehind = m_survey.isLibraryBehind};
    for (const LedgerEntry &entry : std::as_const(m_survey.found.present))
        facts.sources.insert(entry.path, entry.source);
    for (const WantedItem &item : std::as_const(m_survey.selection.wanted))
        facts.wanted.insert(item.track);
    for (const Error &error : std::as_const(m_survey.selection.errors)) {
        if (error.code == ErrorCode::FileMissing)
            facts.gaps.insert(error.subject);
    }
    return findRemovalCauses(m_connection, std::move(facts), m_plan);
}

/// What the next session has to know if it finds everything as this one leaves it.
Result<void> SyncSession::settle(const RunReport &report)
{
    if (!m_survey.isPartnered() || m_request.isManual || m_request.playlists || m_isPartial)
        return {};
    const Partnership &partnership = *m_survey.record.partnership;
    // Whatever there was to ask has been answered.
    if (partnership.isBehind || m_survey.isLibraryBehind) {
        if (auto done = m_players.setBehind(m_player, false); !done)
            return done;
    }
    if (m_plan.noFit.isEmpty() && report.noFit == 0)
        return {};
    const auto info = m_storage.info();
    if (!info)
        return std::unexpected(info.error());
    // A player that was full earlier than it had said is believed when it says so again.
    const bool isSurprise = report.noFit > 0 && std::abs(partnership.settledWish) != wishNumber(m_survey);
    const qint64 wish = isSurprise ? -wishNumber(m_survey) : wishNumber(m_survey);
    if (wish == partnership.settledWish && info->freeBytes == partnership.settledFreeBytes)
        return {};
    return m_players.setSettled(m_player, wish, info->freeBytes);
}

PlanRequest SyncSession::planRequest() const
{
    PlanRequest input;
    input.wanted = m_survey.selection.wanted;
    input.ledger = m_survey.present(LedgerKind::Track);
    input.listing = m_survey.listing;
    input.storage = m_survey.storage;
    input.isManual = m_request.isManual;
    input.keepsUnselected = m_isPartial;
    input.reservePercent = m_survey.record.partnership ? m_survey.record.partnership->reservePercent : 0;
    input.overheadBytes = overheadBytes(m_survey);
    if (!m_request.options.includeSkipped && !m_request.isManual) {
        for (const auto *entries : {&m_survey.found.skipped, &m_survey.found.deleted}) {
            for (const LedgerEntry &entry : *entries)
                input.skipped.insert(entry.track);
        }
    }
    return input;
}

/// What fails because another process has forgotten the player meanwhile fails in many ways.
Error SyncSession::explained(const Error &reason) const
{
    if (reason == Error{} || reason.isCancelled())
        return reason;
    const auto record = m_players.player(m_player);
    const bool isForgotten = !record && record.error().code == ErrorCode::NotFound;
    return isForgotten ? Error{ErrorCode::PlayerForgotten, m_survey.record.displayName(), {}} : reason;
}

SyncResult SyncSession::run(const SessionRequest &request)
{
    const auto start = std::chrono::steady_clock::now();
    SyncResult result;
    if (const auto planned = makePlan(request, true); planned)
        carryOut(result);
    else
        result.reason = planned.error();
    result.reason = explained(result.reason);

    if (result.reason.isCancelled())
        result.outcome = SyncOutcome::Stopped;
    else if (result.reason != Error{})
        result.outcome = SyncOutcome::Failed;
    if (!keepsOthers())
        result.wishDigest = m_survey.selection.digest;
    result.errors += m_survey.warnings;
    result.failed = result.errors.size();
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.endedAt = QDateTime::currentSecsSinceEpoch();
    return result;
}

void SyncSession::carryOut(SyncResult &result)
{
    result.upToDate = m_plan.upToDate;
    result.skipped = m_plan.skipped;
    result.noFit = m_plan.noFit.size();
    result.errors = m_plan.errors;
    const auto keep = [&result](const Result<void> &done) {
        if (!done && result.reason == Error{})
            result.reason = done.error();
        return done.has_value();
    };

    const bool isWriting = hasWork();
    if (isWriting && m_survey.storage.isReadOnly) {
        result.reason = {ErrorCode::DeviceReadOnly, m_survey.record.displayName(), {}};
        return;
    }
    if (!keep(checkBrakesFor()) || !keep(storeFindings()))
        return;
    RunReport report;
    if (!isWriting)
        keep(noteStorage().and_then([&] { return countFoldersAfter(false, {}); }));
    else if (keep(open()))
        report = execute(result);
    m_meter.finish();
    keep(storeItemStates(report));
    keep(model::TrackRepository(m_connection).setLengths(report.lengths));
    if (result.reason == Error{})
        keep(resetWishes());
    if (result.reason == Error{})
        keep(settle(report));
}

RunReport SyncSession::execute(SyncResult &result)
{
    const auto keep = [&result](const Result<void> &done) {
        if (!done && result.reason == Error{})
            result.reason = done.error();
        return done.has_value();
    };
    m_meter.begin(m_plan.actions.size(), m_plan.dataBytes);
    RunReport report = runPlan();
    result.copied = report.copied;
    result.converted = report.converted;
    result.moved = report.moved;
    result.removed = report.removed;
    result.noFit += report.noFit;
    result.bytesCopied = report.bytesCopied;
    result.errors += report.errors;
    if (report.hasEnded)
        result.reason = report.end;

    // Stopped by its owner, the player is left in order; taken away, it is put in order next time.
    if (!report.isUnsettled && (!report.hasEnded || report.end.isCancelled())) {
        m_meter.setPhase(SyncProgress::Phase::WritingPlaylists);
        if (const auto failed = writePlaylists(); failed)
            result.errors += *failed;
        else
            keep(std::unexpected(failed.error()));
        m_meter.setPhase(SyncProgress::Phase::Finishing);
        if (keep(close()) && !report.hasEnded)
            keep(countFoldersAfter(true, result.errors));
    }
    return report;
}

RunReport SyncSession::runPlan()
{
    SyncRunner runner(m_storage, m_ledgers, m_player, m_meter, m_stop);
    ParcelTags tags(m_connection, m_plan, m_survey.storage.takesCovers);
    if (m_survey.storage.takesTags || m_survey.storage.takesCovers)
        runner.setTags([&tags](TrackId track) { return tags.of(track); });
    runner.setKeepingTimes(!m_survey.storage.isListingSlow); // as MTP players are
    runner.setVerifying(m_request.options.isVerifying);
    runner.setPauseGate(m_gate);
    std::optional<PlanConversions> conversions;
    if (m_conversions)
        runner.setConversions(&conversions.emplace(*m_conversions, m_plan));
    return runner.run(m_plan);
}

/// What became of the wanted items that are not on the player now. Of those that were held back, that stays
/// as it was.
Result<void> SyncSession::storeItemStates(const RunReport &report)
{
    if (!m_survey.isPartnered() || m_request.isManual)
        return {};
    QHash<TrackId, ItemState> notOnPlayer;
    QSet<TrackId> failed = report.failed;
    if (m_isPartial) {
        QList<TrackId> heldBack;
        for (const WantedItem &item : std::as_const(m_survey.selection.wanted)) {
            if (item.isHeldBack)
                heldBack.append(item.track);
        }
        const auto before = m_items.states(m_player, heldBack);
        const auto failedBefore = m_items.failed(m_player);
        if (!before || !failedBefore)
            return std::unexpected(before ? failedBefore.error() : before.error());
        for (const ItemStateRow &row : *before) {
            if (row.state == ItemState::DidNotFit)
                notOnPlayer.insert(row.track, row.state);
            else if (failedBefore->contains(row.track))
                failed.insert(row.track);
        }
    }
    for (const WantedItem &item : std::as_const(m_plan.noFit))
        notOnPlayer.insert(item.track, ItemState::DidNotFit);
    for (const TrackId track : report.didNotFit)
        notOnPlayer.insert(track, ItemState::DidNotFit);
    if (!m_plan.errors.isEmpty()) {
        QSet<QString> sources;
        for (const Error &error : std::as_const(m_plan.errors))
            sources.insert(error.subject);
        for (const WantedItem &item : std::as_const(m_survey.selection.wanted)) {
            if (!item.isHeldBack && sources.contains(item.source))
                failed.insert(item.track);
        }
    }
    return m_items.store(m_player, notOnPlayer, failed);
}

/// They were for one session.
Result<void> SyncSession::resetWishes()
{
    if (!m_survey.isPartnered() || m_request.isManual || m_request.playlists)
        return {};
    const Partnership &partnership = *m_survey.record.partnership;
    if (partnership.nextFilter != noFilter) {
        if (auto reset = m_players.setNextFilter(m_player, noFilter); !reset)
            return reset;
    }
    return partnership.nextIncludesSkipped ? m_players.setNextIncludesSkipped(m_player, false)
                                           : Result<void>();
}

/// Notes how full the folders are, for the next session's quick look; see sync/session/foldercheck.h.
/// A folder in which something was not as presumed is not presumed again.
Result<void> SyncSession::countFoldersAfter(bool hasWritten, const QList<Error> &surprises)
{
    if (!m_survey.storage.isListingSlow || !m_survey.isPartnered())
        return {};
    const auto ledger = m_ledgers.entries(m_player);
    if (!ledger)
        return std::unexpected(ledger.error());
    FolderSet folders;
    for (const LedgerEntry &entry : *ledger)
        folders.add(entry.path);
    // All that was written is counted by now; whoever comes later compares with this.
    const auto info = m_storage.info();
    if (!info)
        return std::unexpected(info.error());
    if (info->freeBytes != m_survey.record.freeBytesAtClose) {
        if (auto noted = m_players.setFreeBytesAtClose(m_player, info->freeBytes); !noted)
            return noted;
    }
    const bool isAsCounted =
        !hasWritten && std::ranges::all_of(folders.folders(), [this](const QString &folder) {
            return m_survey.listing.isPresumed(folder);
        });
    if (isAsCounted)
        return {};
    return countFolders(m_storage, folders.folders(), m_stop).and_then([&](FolderCounts counts) {
        for (const Error &error : surprises)
            counts.remove(device::parentPath(error.subject));
        return m_ledgers.setFolderCounts(m_player, counts);
    });
}

/// Whether anything has to be written to the player at all.
bool SyncSession::hasWork() const
{
    if (!m_plan.actions.isEmpty() || (m_survey.isPartnered() && !m_survey.wasClosed))
        return true;
    return !planPlaylists(m_survey.selection.playlists,
                          pathsAfter(m_plan, m_survey.present(LedgerKind::Track)),
                          m_survey.present(LedgerKind::Playlist), m_survey.listing,
                          playlistFormOf(m_survey.profile, m_survey.storage), keepsOthers())
                .isEmpty();
}

Result<void> SyncSession::checkBrakesFor() const
{
    if (m_request.options.confirmBrake)
        return {};
    const BrakeFacts facts = m_survey.brakeFacts();
    // What is sent by hand removes nothing; but who sends to what looks like another player would forget this
    // one.
    if (m_request.isManual) {
        const bool isForgetting = m_survey.isPartnered() && facts.recordedItems > 0 && facts.isEmptied();
        return isForgetting ? failure(ErrorCode::BrakeEmptyListing, m_survey.record.displayName(),
                                      QString::number(facts.recordedItems))
                            : Result<void>();
    }
    return checkBrakes(m_plan, facts).transform_error([this](Error error) {
        if (error.code != ErrorCode::BrakeLibraryMissing)
            error.subject = m_survey.record.displayName();
        else if (!m_survey.missingFolders.isEmpty())
            error.subject = m_survey.missingFolders.first();
        return error;
    });
}

/// Stores what was found out about the ledger, before anything changes.
Result<void> SyncSession::storeFindings()
{
    if (m_survey.isLedgerRebuilt) {
        if (auto cleared = m_ledgers.clear(m_player); !cleared)
            return cleared;
        if (auto stored = m_ledgers.put(m_player, m_survey.recorded); !stored)
            return stored;
    }
    if (m_survey.isLibraryBehind && !m_survey.record.partnership->isBehind) {
        if (auto noted = m_players.setBehind(m_player, true); !noted)
            return noted;
    }
    // In this order: what the plan knows is newer.
    // What an interrupted session wrote may not have reached the medium yet, and would be believed from now
    // on.
    if (!m_survey.settled.isEmpty() && !m_survey.wasClosed) {
        if (auto flushed = m_storage.flush(); !flushed)
            return flushed;
    }
    QList<LedgerEntry> changed = m_survey.settled + m_plan.refreshed;
    QStringList forgotten;
    for (LedgerEntry entry : std::as_const(m_survey.found.deleted)) {
        // A playlist file is simply written again.
        if (entry.kind == LedgerKind::Playlist || m_request.options.includeSkipped) {
            forgotten.append(entry.path);
        } else {
            entry.state = LedgerState::Skipped;
            changed.append(entry);
        }
    }
    noteLost(changed, forgotten);
    if (m_request.options.includeSkipped) {
        for (const LedgerEntry &entry : std::as_const(m_survey.found.skipped))
            forgotten.append(entry.path);
    }
    if (m_request.isManual) {
        // Asked for by hand, a track stays even when no playlist wants it any more.
        QSet<TrackId> byHand;
        for (const WantedItem &item : std::as_const(m_survey.selection.wanted))
            byHand.insert(item.track);
        const auto sent = sentTracks(m_connection, m_survey);
        if (!sent)
            return std::unexpected(sent.error());
        byHand.subtract(*sent);
        for (LedgerEntry entry : m_survey.present(LedgerKind::Track)) {
            if (entry.track.isValid() && byHand.contains(entry.track) && !entry.isManual) {
                entry.isManual = true;
                changed.append(entry);
            }
        }
    }
    // In this order: what was forgotten may be there again, as the owner's.
    if (auto removed = m_ledgers.remove(m_player, forgotten); !removed)
        return removed;
    return m_ledgers.put(m_player, changed);
}

/// What an interruption took is forgotten, and copied again if it is wanted. But a player that shows nothing
/// of what it held, or has no marker any more, may be another one, or another storage of it: as long as
/// nobody has said to go on, what it does not show is looked for again the next time. Of what this very
/// storage told, that is certain.
void SyncSession::noteLost(QList<LedgerEntry> &changed, QStringList &forgotten) const
{
    const BrakeFacts facts = m_survey.brakeFacts();
    const bool isElsewhere = facts.isEmptied() || (facts.isMarkerLost && !m_survey.isLedgerFileKnown);
    const bool isDoubtful = isElsewhere && !m_request.options.confirmBrake;
    for (LedgerEntry entry : std::as_const(m_survey.found.lost)) {
        const bool isOwners = m_survey.listing.fileSize(entry.path) >= 0; // by now
        const bool isPlaylist = entry.kind == LedgerKind::Playlist;       // simply written again
        if (!isDoubtful || isOwners || isPlaylist || m_survey.takenOver.contains(entry.path)) {
            forgotten.append(entry.path);
        } else if (m_survey.isPartnered()) {
            entry.state = LedgerState::Pending;
            changed.append(entry);
        }
    }
}

/// From here until close() the player's marker has an older generation than the library: should the
/// session be cut off, the next one knows that what is missing was not deleted by the owner.
Result<void> SyncSession::open()
{
    // Closed properly, nobody would look for it any more.
    if (m_survey.isUntidy) {
        if (auto removed = m_storage.removeLeftovers(m_survey.openFolders()); !removed)
            return removed;
    }
    if (!m_survey.isPartnered())
        return {};
    if (auto forgotten = m_ledgers.setFolderCounts(m_player, {}); !forgotten)
        return forgotten;
    return m_players.setGeneration(m_player, ++m_survey.record.partnership->generation);
}

/// Those that may have another file than when the playlists were written.
QSet<TrackId> SyncSession::renewedTracks() const
{
    QSet<TrackId> renewed;
    if (!m_survey.wasClosed) {
        for (const WantedItem &item : m_survey.selection.wanted)
            renewed.insert(item.track);
        return renewed;
    }
    for (const LedgerEntry &entry : m_survey.settled)
        renewed.insert(entry.track);
    for (const PlanAction &action : m_plan.actions) {
        if (action.kind == ActionKind::Copy || action.kind == ActionKind::Replace)
            renewed.insert(action.track);
    }
    return renewed;
}

Result<QList<Error>> SyncSession::writePlaylists()
{
    const auto ledger = m_ledgers.entries(m_player);
    if (!ledger)
        return std::unexpected(ledger.error());
    QList<LedgerEntry> files;
    for (const LedgerEntry &entry : *ledger) {
        if (entry.kind == LedgerKind::Playlist)
            files.append(entry);
    }
    const PlaylistPlan plan =
        planPlaylists(m_survey.selection.playlists, pathsNow(*ledger), files, m_survey.listing,
                      playlistFormOf(m_survey.profile, m_survey.storage), keepsOthers(), renewedTracks());
    return PlaylistWriter(m_storage, m_ledgers, m_player).carryOut(plan, files, m_request.isManual);
}

Result<void> SyncSession::close()
{
    if (!m_survey.isPartnered())
        return m_storage.flush();
    const auto ledger = m_ledgers.entries(m_player);
    if (!ledger)
        return std::unexpected(ledger.error());
    const Partnership &partnership = *m_survey.record.partnership;
    const QByteArray file = formatLedgerFile({.generation = partnership.generation, .entries = *ledger},
                                             {m_database.secret(), partnership.playerUuid});
    if (auto written = m_storage.write(QString::fromLatin1(ledgerPath), file); !written)
        return std::unexpected(written.error());
    // All else must have reached the medium before the marker says that it has.
    if (auto flushed = m_storage.flush(); !flushed)
        return flushed;
    const Marker marker{.libraryId = m_database.libraryId(),
                        .libraryName = libraryName(),
                        .playerUuid = partnership.playerUuid,
                        .partnershipIndex = partnership.index,
                        .generation = partnership.generation};
    if (auto written = m_storage.write(QString::fromLatin1(markerPath), formatMarker(marker)); !written)
        return std::unexpected(written.error());
    return noteStorage();
}

/// By what the next session knows whether it has the same one before it.
Result<void> SyncSession::noteStorage()
{
    const QString &used = m_survey.storageInUse;
    if (!m_survey.isPartnered() || used.isEmpty() || used == m_survey.record.partnership->storage)
        return {};
    return m_players.setStorageInUse(m_player, used);
}

} // namespace tandem::sync
