// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "createpartnership.h"

#include "base/logging.h"
#include "model/tracks/folderrepository.h"
#include "sync/ledger/ledgerfile.h"
#include "sync/ledger/marker.h"
#include "sync/players/overlap.h"
#include "sync/players/playerrepository.h"

#include <QUuid>

namespace tandem::sync {

namespace {

Result<void> checkPlayerIsApart(model::Connection &connection, const PlayerRecord &record)
{
    const auto folders = model::FolderRepository(connection).all();
    if (!folders)
        return std::unexpected(folders.error());
    QStringList paths;
    for (const model::LibraryFolder &folder : *folders)
        paths.append(folder.path);
    return checkOverlap(paths, record.address.location);
}

/// For other programs' eyes only, and many players have no such property: Tandem goes by its marker.
void tellPartner(device::DeviceStorage &storage, const QString &name)
{
    device::PlayerSelf *player = storage.playerSelf();
    if (!player)
        return;
    if (auto told = player->setSynchronizationPartner(name);
        !told && told.error().code != ErrorCode::NotSupported)
        qCDebug(logSync) << "synchronization partner not set:" << errorCodeName(told.error().code);
}

Result<void> removeFile(device::DeviceStorage &storage, const char *path, qint64 maxBytes)
{
    const auto data = storage.read(QString::fromLatin1(path), maxBytes);
    if (!data)
        return data.error().code == ErrorCode::FileMissing ? Result<void>() : std::unexpected(data.error());
    return storage.remove(QString::fromLatin1(path), {.sizeBytes = data->size()});
}

} // namespace

Result<void> createPartnership(const model::Database &database, model::Connection &connection,
                               device::DeviceStorage &storage, PlayerId player,
                               const PartnershipSettings &settings)
{
    PlayerRepository players(connection);
    const auto record = players.player(player);
    if (!record)
        return std::unexpected(record.error());
    if (auto apart = checkPlayerIsApart(connection, *record); !apart)
        return apart;

    const auto marker = readMarker(storage);
    if (!marker && (marker.error().code != ErrorCode::MarkerDamaged || !settings.takeOver))
        return std::unexpected(marker.error());
    const bool isMarked = marker && marker->has_value();
    const bool isElsewhere = isMarked && (*marker)->libraryId != database.libraryId();
    if (isElsewhere && !settings.takeOver)
        return failure(ErrorCode::PartneredElsewhere, record->displayName(), (*marker)->libraryName);
    const auto info = storage.info();
    if (!info)
        return std::unexpected(info.error());
    if (info->isReadOnly)
        return failure(ErrorCode::DeviceReadOnly, record->displayName());

    const QString uuid = isMarked && !isElsewhere ? (*marker)->playerUuid
                         : record->partnership    ? record->partnership->playerUuid
                                                  : QUuid::createUuid().toString(QUuid::WithoutBraces);
    // Holds until the marker is written: without it, nothing has changed here either.
    model::Transaction transaction(connection);
    if (!transaction.begun())
        return transaction.begun();
    const auto partnership = players.putPartnership(player, uuid, settings);
    if (!partnership)
        return std::unexpected(partnership.error());
    if (!settings.friendlyName.isEmpty()) {
        if (auto renamed = players.setFriendlyName(player, settings.friendlyName); !renamed)
            return renamed;
    }

    Marker wanted{.libraryId = database.libraryId(),
                  .libraryName = libraryName(),
                  .playerUuid = uuid,
                  .partnershipIndex = partnership->index,
                  .generation = -1}; // no session has been closed yet
    if (isMarked && !isElsewhere) {
        wanted.generation = (*marker)->generation;
        if (wanted == **marker)
            return transaction.commit();
    }
    if (auto written = storage.write(QString::fromLatin1(markerPath), formatMarker(wanted)); !written)
        return std::unexpected(written.error());
    if (auto committed = transaction.commit(); !committed)
        return committed;
    tellPartner(storage, libraryName());
    // What the other library recorded is void; its files stay, as any the owner put there.
    if (isElsewhere || !marker)
        return removeFile(storage, ledgerPath, maxLedgerFileBytes);
    return {};
}

Result<void> removePartnershipFiles(const model::Database &database, device::DeviceStorage &storage)
{
    const auto marker = readMarker(storage);
    if (!marker || !*marker || (*marker)->libraryId != database.libraryId())
        return {};
    if (auto removed = removeFile(storage, markerPath, 64 << 10); !removed)
        return removed;
    tellPartner(storage, {});
    return removeFile(storage, ledgerPath, maxLedgerFileBytes);
}

} // namespace tandem::sync
