// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overhead.h"

#include "sync/ledger/ledgerfile.h"
#include "sync/plan/foldersize.h"
#include "sync/plan/foldertree.h"
#include "sync/wish/playerplaylists.h"

#include <QHash>
#include <algorithm>

namespace tandem::sync {

namespace {

constexpr qint64 ledgerLineBytes = 216;   ///< without the texts in it
constexpr qint64 playlistLineBytes = 48;  ///< "File12345=", "../../..", the line's end, numbers in brackets
constexpr qint64 playlistFrameBytes = 80; ///< what stands before and behind the lines
constexpr qint64 markerBytes = 1024;
constexpr qint64 folderCount = 3; ///< Playlists, .tandem, .tandem/incoming

/// Of a name as long as names may be.
constexpr qint64 maxNameEntries = 21;

/// What a text of so many bytes takes in JSON, where some characters are written as two.
qint64 jsonBytes(qint64 textBytes)
{
    return textBytes * 5 / 4;
}

qint64 bytesAtMost(const Survey &survey)
{
    const device::StorageInfo &storage = survey.storage;
    QHash<TrackId, qint64> pathBytes;
    pathBytes.reserve(survey.selection.wanted.size());
    qint64 ledger = ledgerLineBytes * (1 + survey.selection.playlists.size());
    for (const WantedItem &item : survey.selection.wanted) {
        const qint64 bytes = item.path.toUtf8().size();
        pathBytes.insert(item.track, bytes);
        ledger += ledgerLineBytes + jsonBytes(bytes) + jsonBytes(item.source.toUtf8().size());
    }
    qint64 total = 0;
    for (const SelectedPlaylist &playlist : survey.selection.playlists) {
        qint64 content = playlistFrameBytes;
        for (const TrackId track : playlist.tracks)
            content += playlistLineBytes + pathBytes.value(track);
        total += storage.occupiedBytes(content);
    }
    // Their names may make the playlists' folder grow.
    if (storage.folderFormat != device::FolderFormat::Unknown)
        total += folderBytes(maxNameEntries * survey.selection.playlists.size(), storage.clusterBytes);
    // The new ledger is written beside the old one.
    return total + 2 * storage.occupiedBytes(ledger) + 2 * storage.occupiedBytes(markerBytes) +
           (folderCount + survey.profile.playlist.folder.count(u'/')) * storage.clusterBytes;
}

qint64 playlistBytesNow(const Survey &survey)
{
    qint64 total = 0;
    for (const LedgerEntry &entry : survey.found.present) {
        if (entry.kind == LedgerKind::Playlist)
            total += survey.storage.occupiedBytes(entry.sizeBytes);
    }
    return total;
}

/// Whether Tandem's own folder is there already.
bool hasOwnFolder(const Survey &survey)
{
    return survey.marker || survey.ledgerFileBytes > 0;
}

qint64 bytesNow(const Survey &survey)
{
    const device::StorageInfo &storage = survey.storage;
    qint64 total = playlistBytesNow(survey);
    if (survey.marker)
        total += storage.occupiedBytes(markerBytes) + storage.clusterBytes;
    const QString &folder = survey.profile.playlist.folder;
    // Or else the second session would need more room than the first one left.
    if (!folder.isEmpty() && survey.listing.hasFolder(folder))
        total += (1 + folder.count(u'/')) * storage.clusterBytes;
    return total + storage.occupiedBytes(survey.ledgerFileBytes);
}

/// The marker as the session will leave it.
Marker markerAfter(const Survey &survey)
{
    const Partnership &partnership = *survey.record.partnership;
    return {.libraryId = partnership.playerUuid, // one is as long as the other
            .libraryName = libraryName(),
            .playerUuid = partnership.playerUuid,
            .partnershipIndex = partnership.index,
            .generation = partnership.generation + 1};
}

/// The ledger as the session will leave it.
QList<LedgerEntry> ledgerAfter(const SyncPlan &plan, const PlaylistPlan &playlists, const Survey &survey,
                               const OverheadRequest &request)
{
    // One time and one hash take as much as another. Where every byte passes through, it is hashed.
    constexpr qsizetype hashBytes = 32;
    const device::FileStamp sent{
        .modifiedNs = 0, .hash = survey.storage.isListingSlow ? QByteArray(hashBytes, '\0') : QByteArray()};
    QHash<QString, LedgerEntry> entries;
    entries.reserve(survey.found.present.size() + plan.actions.size());
    for (const LedgerEntry &entry : survey.found.present)
        entries.insert(entry.path, entry);
    if (!request.includesSkipped) {
        for (const LedgerEntry &entry : survey.found.skipped)
            entries.insert(entry.path, entry);
        for (LedgerEntry entry : survey.found.deleted) {
            entry.state = LedgerState::Skipped;
            if (entry.kind == LedgerKind::Track)
                entries.insert(entry.path, entry);
        }
    }
    for (const LedgerEntry &entry : plan.refreshed)
        entries.insert(entry.path, entry);
    for (const PlanAction &action : plan.actions) {
        entries.remove(action.kind == ActionKind::Move ? action.from : action.path);
        const device::FileStamp stamp = action.kind == ActionKind::Move ? action.expected : sent;
        if (action.kind != ActionKind::Remove)
            entries.insert(action.path, {.path = action.path,
                                         .isManual = action.isManual,
                                         .track = action.track,
                                         .sizeBytes = action.sizeBytes,
                                         .source = action.source,
                                         .sourceVersion = action.sourceVersion,
                                         .modifiedNs = stamp.modifiedNs,
                                         .hash = stamp.hash});
    }
    for (const PlaylistFile &file : playlists.write) {
        LedgerEntry entry = ledgerEntryFor(file, LedgerState::Placed, request.isManual);
        if (!file.isObject) {
            entry.modifiedNs = sent.modifiedNs;
            entry.hash = sent.hash;
        }
        entries.insert(file.path, entry);
    }
    for (const LedgerEntry &entry : playlists.remove)
        entries.remove(entry.path);
    return entries.values();
}

/// What the folders take more for playlists and Tandem's own files, once the plan has been carried out.
qint64 folderChange(const SyncPlan &plan, const PlaylistPlan &playlists, const Survey &survey)
{
    FolderMap map(survey.listing, survey.storage);
    FolderUse folders(map);
    for (const PlanAction &action : plan.actions) {
        if (action.kind == ActionKind::Copy || action.kind == ActionKind::Move)
            folders.add(map.placeOf(action.path));
        if (action.kind == ActionKind::Remove || action.kind == ActionKind::Move)
            folders.remove(map.placeOf(action.kind == ActionKind::Move ? action.from : action.path));
    }
    qint64 change = 0;
    for (const PlaylistFile &file : playlists.write) {
        if (survey.listing.fileSize(file.path) < 0)
            change += folders.add(map.placeOf(file.path));
    }
    for (const LedgerEntry &entry : playlists.remove)
        change -= folders.remove(map.placeOf(entry.path));
    return survey.isPartnered() && !hasOwnFolder(survey) ? change + survey.storage.clusterBytes : change;
}

qint64 changeWith(const SyncPlan &plan, const PlaylistPlan &playlists, const Survey &survey,
                  const OverheadRequest &request)
{
    const device::StorageInfo &storage = survey.storage;
    qint64 change = folderChange(plan, playlists, survey);
    for (const PlaylistFile &file : playlists.write) {
        const qint64 old = std::max<qint64>(0, survey.listing.fileSize(file.path));
        if (!file.isObject) // of an object nobody knows before
            change += storage.occupiedBytes(file.content.size()) - storage.occupiedBytes(old);
    }
    for (const LedgerEntry &entry : playlists.remove)
        change -= storage.occupiedBytes(entry.sizeBytes);
    if (!survey.isPartnered())
        return change;
    const LedgerFile ledger{.generation = survey.record.partnership->generation + 1,
                            .entries = ledgerAfter(plan, playlists, survey, request)};
    change += storage.occupiedBytes(ledgerFileBytes(ledger)) - storage.occupiedBytes(survey.ledgerFileBytes);
    change += storage.occupiedBytes(formatMarker(markerAfter(survey)).size());
    return survey.marker ? change - storage.occupiedBytes(formatMarker(*survey.marker).size()) : change;
}

} // namespace

qint64 overheadBytes(const Survey &survey)
{
    return std::max<qint64>(0, bytesAtMost(survey) - bytesNow(survey));
}

void addOverhead(SyncPlan &plan, const Survey &survey, const OverheadRequest &request)
{
    const device::StorageInfo &storage = survey.storage;
    const PlaylistPlan playlists =
        planPlaylists(survey.selection.playlists, pathsAfter(plan, survey.present(LedgerKind::Track)),
                      survey.present(LedgerKind::Playlist), survey.listing,
                      playlistFormOf(survey.profile, storage), request.keepsOthers);
    // If nothing is to be done, nothing is written.
    const bool isWriting =
        !plan.actions.isEmpty() || !playlists.isEmpty() || (survey.isPartnered() && !survey.wasClosed);
    const qint64 change = isWriting ? changeWith(plan, playlists, survey, request) : 0;
    qint64 now = playlistBytesNow(survey);
    if (survey.isPartnered()) {
        now += storage.occupiedBytes(survey.ledgerFileBytes);
        now += hasOwnFolder(survey) ? storage.clusterBytes : 0;
        now += survey.marker ? storage.occupiedBytes(formatMarker(*survey.marker).size()) : 0;
    }
    plan.deviceBytes += now + change;
    if (plan.freeAfterBytes >= 0)
        plan.freeAfterBytes = std::max<qint64>(0, plan.freeAfterBytes - change);
}

} // namespace tandem::sync
