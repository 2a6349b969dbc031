// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "survey.h"

#include "base/logging.h"
#include "device/storage/devicepath.h"
#include "model/db/readscope.h"
#include "model/tracks/folderrepository.h"
#include "model/tracks/trackrepository.h"
#include "sync/ledger/ledgerfile.h"
#include "sync/ledger/ledgerrepository.h"
#include "sync/players/overlap.h"
#include "sync/session/foldercheck.h"
#include "sync/session/ownership.h"
#include "sync/wish/assignpaths.h"
#include "sync/wish/fill.h"
#include "sync/wish/playerplaylists.h"
#include "sync/wish/profileof.h"
#include "sync/wish/wishdigest.h"

#include <QFileInfo>
#include <QHash>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

QSet<QString> foldersOf(const QList<LedgerEntry> &ledger)
{
    FolderSet folders;
    for (const LedgerEntry &entry : ledger)
        folders.add(entry.path);
    return folders.folders();
}

} // namespace

QList<LedgerEntry> Survey::present(LedgerKind kind) const
{
    QList<LedgerEntry> entries;
    for (const LedgerEntry &entry : found.present) {
        if (entry.kind == kind)
            entries.append(entry);
    }
    return entries;
}

QStringList Survey::openFolders() const
{
    QSet<QString> folders;
    for (const LedgerEntry &entry : recorded) {
        // What is new is sent under its own name.
        const bool isReplacing = entry.oldSizeBytes >= 0 || entry.kind == LedgerKind::Playlist;
        if (entry.state == LedgerState::Pending && isReplacing)
            folders.insert(device::parentPath(entry.path));
    }
    QStringList sorted = folders.values();
    sorted.sort();
    return sorted;
}

BrakeFacts Survey::brakeFacts() const
{
    const auto isTrackOnPlayer = [](const LedgerEntry &entry) {
        return entry.kind == LedgerKind::Track && entry.isOnPlayer();
    };
    return {.recordedItems = std::ranges::count_if(recorded, isTrackOnPlayer),
            .presentItems = std::ranges::count(found.present, LedgerKind::Track, &LedgerEntry::kind),
            .isFolderMissing = !missingFolders.isEmpty(),
            .isMarkerLost = isPartnered() && !marker && record.partnership->generation > 0};
}

Surveyor::Surveyor(const model::Database &database, model::Connection &connection,
                   device::DeviceStorage &storage, std::stop_token stop)
    : m_database(database), m_connection(connection), m_storage(storage), m_stop(std::move(stop))
{
}

Result<Survey> Surveyor::survey(PlayerId player, const SessionRequest &request, bool mayTidy)
{
    m_survey = {};
    const model::StopScope scope(m_connection, m_stop);
    const auto record = PlayerRepository(m_connection).player(player);
    if (!record)
        return std::unexpected(record.error());
    m_survey.record = *record;
    if (auto ready = readLibraryFolders().and_then([&] { return readMarkerOf(request); }); !ready)
        return std::unexpected(ready.error());
    auto selecting = startSelecting(player, request);
    if (!selecting)
        return std::unexpected(selecting.error());
    const Partnership known = record->partnership.value_or(Partnership{});
    m_isMarkerCurrent = m_survey.marker && m_survey.marker->playerUuid == known.playerUuid &&
                        m_survey.marker->generation >= known.generation;
    return readLedger(player, request)
        .and_then([&] { return measureRoom(); })
        .and_then([&] { return checkStorage(request); })
        .and_then([&] { return tidyOpen(request, mayTidy); })
        .and_then([&] { return readProfile(request); })
        .and_then([&] { return listRecorded(request); })
        .and_then([&] { return takeSelection(std::move(*selecting), request); })
        .and_then([&] { return compareWithPlayer(request); })
        .transform([&] { return std::move(m_survey); });
}

Result<void> Surveyor::readLibraryFolders()
{
    const auto folders = model::FolderRepository(m_connection).all();
    if (!folders)
        return std::unexpected(folders.error());
    QStringList paths;
    for (const model::LibraryFolder &folder : *folders) {
        paths.append(folder.path);
        if (!folder.isAvailable)
            m_survey.missingFolders.append(folder.path);
    }
    return checkOverlap(paths, m_survey.record.address.location);
}

Result<void> Surveyor::readMarkerOf(const SessionRequest &request)
{
    auto marker = readMarker(m_storage);
    if (!marker && marker.error().code == ErrorCode::MarkerDamaged && isOwnMarkerCutOff())
        marker = std::nullopt;
    const bool isDamaged = !marker && marker.error().code == ErrorCode::MarkerDamaged;
    if (!marker && !(isDamaged && (request.isManual || request.playlists)))
        return std::unexpected(marker.error());
    m_survey.marker = marker ? *marker : std::nullopt;
    const bool isElsewhere = m_survey.marker && m_survey.marker->libraryId != m_database.libraryId();
    // Neither what is sent by hand nor a look at what would fit asks for a partnership.
    if (request.isManual || request.playlists) {
        m_survey.isGuest = isElsewhere || isDamaged;
        return {};
    }
    const QString name = m_survey.record.displayName();
    if (isElsewhere)
        return failure(ErrorCode::PartneredElsewhere, name, m_survey.marker->libraryName);
    if (m_survey.record.isManual)
        return failure(ErrorCode::ManualDevice, name);
    if (!m_survey.record.partnership)
        return failure(ErrorCode::NotPartnered, name);
    return {};
}

LedgerKey Surveyor::ledgerKey() const
{
    return {m_database.secret(), m_survey.record.partnership->playerUuid};
}

/// The last thing that a session writes: where it is torn, the ledger beside it is this library's.
bool Surveyor::isOwnMarkerCutOff() const
{
    if (!m_survey.record.partnership)
        return false;
    const Partnership &partnership = *m_survey.record.partnership;
    const Marker own{.libraryId = m_database.libraryId(),
                     .libraryName = libraryName(),
                     .playerUuid = partnership.playerUuid,
                     .partnershipIndex = partnership.index,
                     .generation = partnership.generation};
    const auto data = m_storage.read(QString::fromLatin1(markerPath), formatMarker(own).size());
    if (!data || !isCutOff(*data, own))
        return false;
    const auto ledger = m_storage.read(QString::fromLatin1(ledgerPath), maxLedgerFileBytes);
    return ledger && sealOf(*ledger, ledgerKey()) != LedgerSeal::Broken;
}

Result<void> Surveyor::readLedger(PlayerId player, const SessionRequest &request)
{
    auto ledger = LedgerRepository(m_connection).entries(player);
    if (!ledger)
        return std::unexpected(ledger.error());
    m_survey.recorded = std::move(*ledger);
    if (m_survey.isPartnered()) {
        if (auto compared = compareLedgers(request); !compared)
            return compared;
    }
    return linkTracks();
}

Result<void> Surveyor::readProfile(const SessionRequest &request)
{
    const QString dataDir = QFileInfo(m_database.path()).path();
    auto profile =
        profileOf(m_survey.record, request.make, m_storage, m_survey.storage, dataDir, m_survey.warnings);
    if (!profile)
        return std::unexpected(profile.error());
    m_survey.profile = std::move(*profile);
    m_survey.profile.limits.isBasicPlaneOnly |= m_survey.storage.isBasicPlaneOnly;
    return {};
}

/// Holds the library's ledger against the player's copy.
Result<void> Surveyor::compareLedgers(const SessionRequest &request)
{
    Partnership &partnership = *m_survey.record.partnership;
    const qint64 markerGeneration = m_survey.marker && m_survey.marker->playerUuid == partnership.playerUuid
                                        ? m_survey.marker->generation
                                        : -1;
    m_survey.isLibraryBehind = partnership.isBehind || markerGeneration > partnership.generation;
    if (markerGeneration == partnership.generation && !m_survey.recorded.isEmpty() &&
        !request.options.isVerifying) {
        const auto asLeft = isAsLeft();
        if (!asLeft)
            return std::unexpected(asLeft.error());
        if (*asLeft) {
            m_survey.wasClosed = true;
            return {};
        }
    }
    const auto data = m_storage.read(QString::fromLatin1(ledgerPath), maxLedgerFileBytes);
    if (!data) {
        // Never written, or lost. The library's own is as good, but nobody can say how it ended.
        if (data.error().code == ErrorCode::FileMissing || data.error().code == ErrorCode::FileTooLarge)
            return {};
        return std::unexpected(data.error());
    }
    m_survey.ledgerFileBytes = data->size();
    const LedgerSeal seal = sealOf(*data, ledgerKey());
    if (seal == LedgerSeal::Broken) {
        m_survey.warnings.append({ErrorCode::LedgerDamaged, QString::fromLatin1(ledgerPath), {}});
        return {};
    }
    m_survey.wasClosed = markerGeneration == partnership.generation;
    // The library is behind if its database was restored from a backup, and empty if it forgot the player.
    const bool isLibrarys = markerGeneration <= partnership.generation && !m_survey.recorded.isEmpty();
    if (isLibrarys && m_survey.wasClosed)
        return {};
    if (seal == LedgerSeal::OldForm) // might be any player's; the next session writes it in the new form
        return {};
    auto file = parseLedgerFile(*data, ledgerKey());
    if (!file) {
        m_survey.warnings.append(file.error());
        return {};
    }
    m_survey.isLedgerFileKnown = file->generation >= partnership.generation;
    if (isLibrarys)
        takeOver(file->entries);
    if (isLibrarys || file->generation < partnership.generation)
        return {};
    qCInfo(logSync) << "ledger rebuilt from the player:" << file->entries.size() << "entries";
    partnership.generation = file->generation;
    m_survey.wasClosed = markerGeneration == file->generation;
    m_survey.isLedgerRebuilt = true;
    m_survey.recorded = std::move(file->entries);
    return {};
}

/// What the player's copy knows and the library does not, as after a session with another storage of the
/// player: the copy is about to be written over. What is not there is lost, not deleted, since no session was
/// closed.
void Surveyor::takeOver(const QList<LedgerEntry> &entries)
{
    QSet<QString> known;
    for (const LedgerEntry &entry : std::as_const(m_survey.recorded))
        known.insert(entry.path);
    QList<LedgerEntry> taken;
    for (const LedgerEntry &entry : entries) {
        if (entry.state == LedgerState::Skipped || known.contains(entry.path))
            continue;
        taken.append(entry);
        m_survey.takenOver.insert(entry.path);
    }
    m_survey.isLedgerRebuilt = !taken.isEmpty();
    m_survey.recorded = taken + m_survey.recorded; // of a song's places, the library's comes last, and counts
}

/// Where every object costs a question, a player with to the byte as much room as when the last session
/// closed, and with the ledger's file where that left it, is presumed to hold the ledger that it wrote.
Result<bool> Surveyor::isAsLeft()
{
    const auto info = m_storage.info();
    if (!info)
        return std::unexpected(info.error());
    if (!info->isListingSlow || info->freeBytes < 0 || info->freeBytes != m_survey.record.freeBytesAtClose)
        return false;
    const QString path = QString::fromLatin1(ledgerPath);
    const auto objects = m_storage.list(device::parentPath(path));
    if (!objects)
        return std::unexpected(objects.error());
    const auto file = std::ranges::find(*objects, device::fileNameOf(path), &device::StoredObject::name);
    if (file == objects->end())
        return false;
    m_survey.ledgerFileBytes = file->sizeBytes;
    return true;
}

/// Entries know their track by its file where they have lost its id: rebuilt ones, and those of a music
/// folder that was removed and added again, there or elsewhere.
Result<void> Surveyor::linkTracks()
{
    QStringList sources;
    for (const LedgerEntry &entry : std::as_const(m_survey.recorded)) {
        if (entry.kind == LedgerKind::Track && !entry.track.isValid())
            sources += entry.source;
    }
    const auto tracks = model::TrackRepository(m_connection).idsOfSongs(sources);
    if (!tracks)
        return std::unexpected(tracks.error());
    auto next = tracks->begin();
    for (LedgerEntry &entry : m_survey.recorded) {
        if (entry.kind == LedgerKind::Track && !entry.track.isValid())
            entry.track = *next++;
    }
    return {};
}

Result<void> Surveyor::measureRoom()
{
    const auto info = m_storage.info();
    if (!info)
        return std::unexpected(info.error());
    m_survey.storage = *info;
    return {};
}

/// What was placed on one storage is not gone because another one does not have it. By its marker a storage
/// is known whatever it calls itself.
Result<void> Surveyor::checkStorage(const SessionRequest &request)
{
    const QString &own = m_survey.storage.storage;
    m_survey.storageInUse = own.isEmpty() ? request.storage : own;
    if (!m_survey.isPartnered() || request.playlists || request.options.confirmBrake || m_isMarkerCurrent)
        return {};
    const QString &before = m_survey.record.partnership->storage;
    if (before.isEmpty() || m_survey.storageInUse.isEmpty() || before == m_survey.storageInUse)
        return {};
    return failure(ErrorCode::BrakeOtherStorage, m_survey.record.displayName(), before);
}

/// Before anything is compared: what was set aside has its name again, and what is half written takes no
/// room.
Result<void> Surveyor::tidyOpen(const SessionRequest &request, bool mayTidy)
{
    const QStringList open = m_survey.openFolders();
    m_isTidying = mayTidy && (!m_survey.wasClosed || !open.isEmpty() || request.options.isVerifying);
    return m_isTidying ? tidy(open).and_then([&] { return measureRoom(); }) : Result<void>();
}

Result<void> Surveyor::tidy(const QStringList &folders)
{
    if (!m_isTidying)
        return {};
    const auto removed = m_storage.removeLeftovers(folders);
    if (!removed && removed.error().code != ErrorCode::DeviceReadOnly)
        return removed;
    m_survey.isUntidy = !removed;
    return {};
}

/// What the library wants and what the player holds are found out side by side.
Result<std::future<Result<Selection>>> Surveyor::startSelecting(PlayerId player,
                                                                const SessionRequest &request)
{
    QList<PlaylistId> playlists;
    if (request.playlists) {
        playlists = *request.playlists;
    } else if (!request.isManual) {
        const auto chosen = PlayerRepository(m_connection).playlists(player);
        if (!chosen)
            return std::unexpected(chosen.error());
        playlists = *chosen;
    }
    return std::async(std::launch::async, [database = m_database, playlists, tracks = request.tracks,
                                           files = request.files, isFilling = fillOf(request) != Fill::None,
                                           stop = m_stop] {
        model::Connection connection(database);
        const model::StopScope scope(connection, stop);
        const model::Snapshot snapshot(connection); // playlists and their songs fit together
        auto selection = select(connection, playlists, tracks, files);
        if (selection && isFilling) {
            if (auto read = readOthers(connection, *selection); !read)
                selection = std::unexpected(read.error());
        }
        if (selection)
            selection->digest = wishDigest(*selection);
        return selection;
    });
}

Result<void> Surveyor::listRecorded(const SessionRequest &request)
{
    m_survey.listing = Listing(m_survey.storage.isCaseSensitive);
    const QSet<QString> folders = foldersOf(m_survey.recorded);
    // Only what a session closed properly was counted for good, and only where that is worth while.
    if (!m_survey.storage.isListingSlow || !m_survey.wasClosed || request.options.isVerifying)
        return listFolders(m_storage, folders, m_stop, m_survey.listing);
    const auto counts = LedgerRepository(m_connection).folderCounts(m_survey.record.id);
    if (!counts)
        return std::unexpected(counts.error());
    const qint64 freeBytes = m_survey.storage.freeBytes;
    const FolderNotes notes{.counts = *counts,
                            .isRoomAsThen = freeBytes >= 0 && freeBytes == m_survey.record.freeBytesAtClose};
    return checkFolders(m_storage, folders, notes, m_survey.recorded, m_stop, m_survey.listing);
}

Result<void> Surveyor::takeSelection(std::future<Result<Selection>> selecting, const SessionRequest &request)
{
    auto selection = selecting.get();
    if (!selection)
        return std::unexpected(selection.error());
    m_survey.selection = std::move(*selection);
    fillUpSelection(request);
    return assignPaths(m_connection, m_survey.selection, m_survey.recorded, m_survey.profile,
                       {m_conversions, request.mayConvert});
}

void Surveyor::fillUpSelection(const SessionRequest &request)
{
    if (fillOf(request) == Fill::None)
        return;
    // What is beyond cannot fit, however small its conversion; and no more folders need be looked at.
    constexpr int smallestConversion = 16;
    FillRule rule{
        .how = fillOf(request),
        .seed = fillSeed(m_survey.record.partnership->playerUuid),
        .maxBytes = m_survey.storage.totalBytes < 0 ? -1 : m_survey.storage.totalBytes * smallestConversion};
    for (const LedgerEntry &entry : std::as_const(m_survey.recorded)) {
        if (entry.isOnPlayer())
            rule.onPlayer.insert(entry.track);
    }
    fillUp(m_survey.selection, rule);
}

/// Nothing but the playlists and what room they leave is wanted of a partner's player.
Fill Surveyor::fillOf(const SessionRequest &request) const
{
    return m_survey.isPartnered() && !request.isManual ? m_survey.record.partnership->fill : Fill::None;
}

/// The folders that something new goes into, and those in which something is to be settled: there, nothing
/// may be presumed.
QSet<QString> Surveyor::foldersToSee() const
{
    FolderSet folders;
    QSet<QString> recorded; // in presumed folders, these need not be looked at
    for (const LedgerEntry &entry : m_survey.recorded) {
        if (m_survey.listing.hasPresumed())
            recorded.insert(entry.path);
        if (entry.state == LedgerState::Pending)
            folders.add(entry.path);
    }
    for (const WantedItem &item : m_survey.selection.wanted) {
        if (!recorded.contains(item.path) || !m_survey.listing.isListed(device::parentPath(item.path)))
            folders.add(item.path);
    }
    const PlaylistForm form = playlistFormOf(m_survey.profile, m_survey.storage);
    if (needsNewName(m_survey.selection.playlists, m_survey.recorded, form))
        folders.add(device::joinPath(form.style.folder, u"list"_s));
    return folders.folders();
}

Result<void> Surveyor::compareWithPlayer(const SessionRequest &request)
{
    if (auto listed = listFolders(m_storage, foldersToSee(), m_stop, m_survey.listing); !listed)
        return listed;
    // Where the listing has shown more of the kind.
    if (m_survey.storage.isListingSlow) {
        if (auto tidied = tidy({}); !tidied)
            return tidied;
    }
    m_survey.found =
        reconcile(m_survey.recorded, m_survey.listing, m_survey.wasClosed, request.options.isVerifying);
    Ownership ownership(m_survey, m_storage, m_conversions, m_stop);
    if (auto settled = ownership.settleUncertain(); !settled)
        return settled;
    // All songs gone, and the owner says to go on: a player that was emptied or formatted, to be filled
    // again.
    if (request.options.confirmBrake && m_survey.brakeFacts().isEmptied())
        m_survey.found.lost += std::exchange(m_survey.found.deleted, {});
    if (m_meter && request.options.isVerifying) {
        if (auto verified = ownership.verifyPresent(*m_meter); !verified)
            return verified;
    }
    if (request.isManual)
        return {};
    return ownership.adoptIdentical();
}

} // namespace tandem::sync
