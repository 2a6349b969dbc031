// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncsession.h"

#include "device/devicepath.h"
#include "model/coverart.h"
#include "model/trackrepository.h"
#include "sync/brakes.h"
#include "sync/foldercheck.h"
#include "sync/ledgerfile.h"
#include "sync/overhead.h"
#include "sync/planner.h"
#include "sync/syncrunner.h"

#include <QDateTime>
#include <QFile>
#include <QSet>
#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

PlanRequest planRequest(const Survey &survey, const SessionRequest &request)
{
    PlanRequest input;
    input.wanted = survey.selection.wanted;
    input.ledger = survey.present(LedgerKind::Track);
    input.listing = survey.listing;
    input.storage = survey.storage;
    input.isManual = request.isManual;
    input.reservePercent = survey.record.partnership ? survey.record.partnership->reservePercent : 0;
    input.overheadBytes = overheadBytes(survey);
    if (!request.includeSkipped && !request.isManual) {
        for (const auto *entries : {&survey.found.skipped, &survey.found.deleted}) {
            for (const LedgerEntry &entry : *entries)
                input.skipped.insert(entry.track);
        }
    }
    return input;
}

/// Where the tracks are once the plan has been carried out.
QHash<TrackId, QString> pathsAfter(const SyncPlan &plan, const QList<LedgerEntry> &present)
{
    QHash<TrackId, QString> paths;
    for (const LedgerEntry &entry : present)
        paths.insert(entry.track, entry.path);
    for (const PlanAction &action : plan.actions) {
        if (action.kind != ActionKind::Remove)
            paths.insert(action.track, action.path);
        else if (paths.value(action.track) == action.path)
            paths.remove(action.track);
    }
    return paths;
}

QHash<TrackId, QString> pathsNow(const QList<LedgerEntry> &ledger)
{
    QHash<TrackId, QString> paths;
    for (const LedgerEntry &entry : ledger) {
        if (entry.kind == LedgerKind::Track &&
            (entry.state == LedgerState::Placed || entry.state == LedgerState::Adopted))
            paths.insert(entry.track, entry.path);
    }
    return paths;
}

/// Reads the library's file only for the picture.
device::MediaTags tagsOf(const model::TrackRepository &tracks, TrackId track, bool withCover)
{
    const auto found = track.isValid() ? tracks.track(track) : failure(ErrorCode::NotFound);
    if (!found)
        return {};
    const model::TrackTags &tags = found->tags;
    return {.title = tags.title,
            .artist = tags.artist,
            .album = tags.album,
            .genre = tags.genre,
            .composer = tags.composer,
            .year = tags.year,
            .trackNumber = tags.trackNumber,
            .durationMs = static_cast<int>(tags.duration.count()),
            .bitrateKbps = tags.bitrateKbps,
            .sampleRateHz = tags.sampleRateHz,
            .channels = tags.channels,
            .cover = withCover ? model::readCover(QFile::encodeName(found->path)).value_or(QByteArray())
                               : QByteArray()};
}

/// An object has the size that the player gives it; by that it is known again.
Result<void> measurePlaylistObjects(device::DeviceStorage &storage, QList<LedgerEntry> &entries)
{
    QHash<QString, QHash<QString, qint64>> sizes; // by folder and name
    for (LedgerEntry &entry : entries) {
        if (!isPlaylistObject(entry.path))
            continue;
        const QString folder = device::parentPath(entry.path);
        if (!sizes.contains(folder)) {
            const auto objects = storage.list(folder);
            if (!objects)
                return std::unexpected(objects.error());
            for (const device::StoredObject &object : *objects)
                sizes[folder].insert(object.name, object.sizeBytes);
        }
        entry.sizeBytes = sizes[folder].value(device::fileNameOf(entry.path));
    }
    return {};
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
      m_player(player),
      m_meter(meter),
      m_stop(std::move(stop))
{
}

Result<SyncPlan> SyncSession::plan(const SessionRequest &request)
{
    return makePlan(request, false);
}

Result<SyncPlan> SyncSession::makePlan(const SessionRequest &request, bool mayTidy)
{
    m_meter.begin(0, 0);
    auto survey = Surveyor(m_database, m_connection, m_storage, m_stop).survey(m_player, request, mayTidy);
    if (!survey)
        return std::unexpected(survey.error());
    m_survey = std::move(*survey);
    m_plan = planSync(planRequest(m_survey, request));
    m_plan.errors = m_survey.selection.errors + m_plan.errors;
    if (m_stop.stop_requested())
        return cancelled();
    return m_plan;
}

SyncResult SyncSession::run(const SessionRequest &request)
{
    const auto start = std::chrono::steady_clock::now();
    SyncResult result;
    if (const auto planned = makePlan(request, true); planned)
        carryOut(request, result);
    else
        result.reason = planned.error();

    if (result.reason.isCancelled())
        result.outcome = SyncOutcome::Stopped;
    else if (result.reason != Error{})
        result.outcome = SyncOutcome::Failed;
    result.errors += m_survey.warnings;
    result.failed = result.errors.size();
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.endedAt = QDateTime::currentSecsSinceEpoch();
    return result;
}

void SyncSession::carryOut(const SessionRequest &request, SyncResult &result)
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

    const bool isWriting = hasWork(request);
    if (isWriting && m_survey.storage.isReadOnly) {
        result.reason = {ErrorCode::DeviceReadOnly, m_survey.record.displayName(), {}};
        return;
    }
    if (!keep(checkBrakesFor(request)) || !keep(storeFindings(request)))
        return;
    if (!isWriting) {
        keep(countFoldersAfter(isWriting));
        return m_meter.finish();
    }
    if (!keep(open()))
        return m_meter.finish();

    m_meter.begin(m_plan.actions.size(), m_plan.dataBytes);
    const RunReport report = runPlan(request);
    result.copied = report.copied;
    result.removed = report.removed;
    result.noFit += report.noFit;
    result.bytesCopied = report.bytesCopied;
    result.errors += report.errors;
    if (report.hasEnded)
        result.reason = report.end;

    // Stopped by its owner, the player is left in order; taken away, it is put in order next time.
    if (!report.hasEnded || report.end.isCancelled()) {
        m_meter.setPhase(SyncProgress::Phase::WritingPlaylists);
        keep(writePlaylists(request));
        m_meter.setPhase(SyncProgress::Phase::Finishing);
        if (keep(close()) && !report.hasEnded)
            keep(countFoldersAfter(isWriting));
    }
    m_meter.finish();
}

RunReport SyncSession::runPlan(const SessionRequest &request)
{
    SyncRunner runner(m_storage, m_ledgers, m_player, m_meter, m_stop);
    const model::TrackRepository tracks(m_connection);
    runner.setTags([&tracks, withCover = m_survey.storage.takesCovers](TrackId track) {
        return tagsOf(tracks, track, withCover);
    });
    runner.setVerifying(request.isVerifying);
    return runner.run(m_plan);
}

/// Notes how full the folders are, for the next session's quick look; see sync/foldercheck.h.
Result<void> SyncSession::countFoldersAfter(bool hasWritten)
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
    return countFolders(m_storage, folders.folders(), m_stop).and_then([this](const FolderCounts &counts) {
        return m_ledgers.setFolderCounts(m_player, counts);
    });
}

/// Whether anything has to be written to the player at all.
bool SyncSession::hasWork(const SessionRequest &request) const
{
    if (!m_plan.actions.isEmpty() || (m_survey.isPartnered() && !m_survey.wasClosed))
        return true;
    return !planPlaylists(m_survey.selection.playlists,
                          pathsAfter(m_plan, m_survey.present(LedgerKind::Track)),
                          m_survey.present(LedgerKind::Playlist), m_survey.listing,
                          playlistFormOf(m_survey.profile, m_survey.storage), request.isManual)
                .isEmpty();
}

Result<void> SyncSession::checkBrakesFor(const SessionRequest &request) const
{
    if (request.confirmBrake || request.isManual)
        return {};
    const auto isTrackOnPlayer = [](const LedgerEntry &entry) {
        return entry.kind == LedgerKind::Track &&
               (entry.state == LedgerState::Placed || entry.state == LedgerState::Adopted);
    };
    const BrakeFacts facts{.recordedItems = std::ranges::count_if(m_survey.recorded, isTrackOnPlayer),
                           .presentItems = m_survey.present(LedgerKind::Track).size(),
                           .isFolderMissing = !m_survey.missingFolders.isEmpty(),
                           .isMarkerLost = m_survey.isPartnered() && !m_survey.marker &&
                                           m_survey.record.partnership->generation > 0};
    return checkBrakes(m_plan, facts).transform_error([this](Error error) {
        error.subject = error.code == ErrorCode::BrakeLibraryMissing ? m_survey.missingFolders.first()
                                                                     : m_survey.record.displayName();
        return error;
    });
}

/// Stores what was found out about the ledger, before anything changes.
Result<void> SyncSession::storeFindings(const SessionRequest &request)
{
    if (m_survey.isLedgerRebuilt) {
        if (auto cleared = m_ledgers.clear(m_player); !cleared)
            return cleared;
        if (auto stored = m_ledgers.put(m_player, m_survey.recorded); !stored)
            return stored;
    }
    QList<LedgerEntry> changed = m_survey.settled;
    QStringList forgotten;
    for (LedgerEntry entry : std::as_const(m_survey.found.deleted)) {
        // A playlist file is simply written again.
        if (entry.kind == LedgerKind::Playlist || request.includeSkipped) {
            forgotten.append(entry.path);
        } else {
            entry.state = LedgerState::Skipped;
            changed.append(entry);
        }
    }
    for (const LedgerEntry &entry : std::as_const(m_survey.found.lost))
        forgotten.append(entry.path);
    if (request.includeSkipped) {
        for (const LedgerEntry &entry : std::as_const(m_survey.found.skipped))
            forgotten.append(entry.path);
    }
    if (request.isManual) {
        // Asked for by hand, a track stays even when no playlist wants it any more.
        QSet<TrackId> sent;
        for (const WantedItem &item : std::as_const(m_survey.selection.wanted))
            sent.insert(item.track);
        for (LedgerEntry entry : m_survey.present(LedgerKind::Track)) {
            if (entry.track.isValid() && sent.contains(entry.track) && !entry.isManual) {
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

/// From here until close() the player's marker has an older generation than the library: should the
/// session be cut off, the next one knows that what is missing was not deleted by the owner.
Result<void> SyncSession::open()
{
    if (!m_survey.isPartnered())
        return {};
    if (auto forgotten = m_ledgers.setFolderCounts(m_player, {}); !forgotten)
        return forgotten;
    return m_players.setGeneration(m_player, ++m_survey.record.partnership->generation);
}

/// As with tracks: pending before, and only what has reached the medium counts. The pending entry of a
/// file that is there keeps the old content's size, so that old and new are both known for Tandem's.
Result<void> SyncSession::writePlaylists(const SessionRequest &request)
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
                      playlistFormOf(m_survey.profile, m_survey.storage), request.isManual);
    if (plan.isEmpty())
        return {};
    QHash<QString, qint64> oldSizes;
    for (const LedgerEntry &entry : std::as_const(files))
        oldSizes.insert(entry.path, entry.sizeBytes);
    QList<LedgerEntry> pending;
    QList<LedgerEntry> placed;
    for (const PlaylistFile &file : plan.write) {
        placed.append(ledgerEntryFor(file, LedgerState::Placed, request.isManual));
        pending.append(ledgerEntryFor(file, LedgerState::Pending, request.isManual));
        pending.last().sizeBytes = oldSizes.value(file.path, 0);
    }
    if (auto noted = m_ledgers.put(m_player, pending); !noted)
        return noted;
    for (const PlaylistFile &file : plan.write) {
        const auto written = file.isObject ? m_storage.writePlaylist(file.path, file.tracks)
                                           : m_storage.write(file.path, file.content);
        if (!written)
            return written;
    }
    if (auto measured = measurePlaylistObjects(m_storage, placed); !measured)
        return measured;
    QStringList gone;
    for (const LedgerEntry &entry : plan.remove) {
        const auto removed = m_storage.remove(entry.path, entry.sizeBytes);
        if (!removed && removed.error().code != ErrorCode::FileMissing &&
            removed.error().code != ErrorCode::FileChanged)
            return removed;
        gone.append(entry.path);
    }
    if (auto flushed = m_storage.flush(); !flushed)
        return flushed;
    if (auto noted = m_ledgers.put(m_player, placed); !noted)
        return noted;
    return m_ledgers.remove(m_player, gone);
}

Result<void> SyncSession::close()
{
    if (!m_survey.isPartnered())
        return m_storage.flush();
    const auto ledger = m_ledgers.entries(m_player);
    if (!ledger)
        return std::unexpected(ledger.error());
    const Partnership &partnership = *m_survey.record.partnership;
    const QByteArray file =
        formatLedgerFile({.generation = partnership.generation, .entries = *ledger}, m_database.secret());
    if (auto written = m_storage.write(QString::fromLatin1(ledgerPath), file); !written)
        return written;
    // All else must have reached the medium before the marker says that it has.
    if (auto flushed = m_storage.flush(); !flushed)
        return flushed;
    const Marker marker{.libraryId = m_database.libraryId(),
                        .libraryName = libraryName(),
                        .playerUuid = partnership.playerUuid,
                        .partnershipIndex = partnership.index,
                        .generation = partnership.generation};
    return m_storage.write(QString::fromLatin1(markerPath), formatMarker(marker));
}

} // namespace tandem::sync
