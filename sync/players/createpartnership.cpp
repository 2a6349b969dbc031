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
#include <optional>
#include <utility>

namespace tandem::sync {

namespace {

constexpr qint64 maxMarkerBytes = 64 << 10;

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

/// What a partnership is to be, as far as the library knows without looking at the player.
struct Wish {
    PlayerId player;
    QString playerUuid;
    const PartnershipSettings &settings;
};

Result<Partnership> put(model::Connection &connection, const Wish &wish)
{
    PlayerRepository players(connection);
    auto partnership = players.putPartnership(wish.player, wish.playerUuid, wish.settings);
    if (!partnership || wish.settings.friendlyName.isEmpty())
        return partnership;
    if (auto renamed = players.setFriendlyName(wish.player, wish.settings.friendlyName); !renamed)
        return std::unexpected(renamed.error());
    return partnership;
}

/// What the partnership will be, and whether anything is in its way: makes it and takes it back.
Result<Partnership> rehearse(model::Connection &connection, const Wish &wish)
{
    const model::Transaction transaction(connection);
    if (!transaction.begun())
        return std::unexpected(transaction.begun().error());
    return put(connection, wish);
}

Result<Partnership> store(model::Connection &connection, const Wish &wish)
{
    model::Transaction transaction(connection);
    if (!transaction.begun())
        return std::unexpected(transaction.begun().error());
    auto partnership = put(connection, wish);
    if (!partnership)
        return partnership;
    if (auto committed = transaction.commit(); !committed)
        return std::unexpected(committed.error());
    return partnership;
}

Result<void> writeMarker(device::DeviceStorage &storage, const Marker &marker)
{
    return storage.write(QString::fromLatin1(markerPath), formatMarker(marker)).transform([](const auto &) {
    });
}

/// A damaged marker cannot be put back; there is none then, as for a player that is new.
void putBack(device::DeviceStorage &storage, const std::optional<Marker> &before)
{
    const auto done =
        before ? writeMarker(storage, *before) : removeFile(storage, markerPath, maxMarkerBytes);
    if (!done)
        qCWarning(logSync) << "marker not put back:" << errorCodeName(done.error().code);
}

} // namespace

Result<void> createPartnership(const model::Database &database, model::Connection &connection,
                               device::DeviceStorage &storage, PlayerId player,
                               const PartnershipSettings &settings)
{
    const auto record = PlayerRepository(connection).player(player);
    if (!record)
        return std::unexpected(record.error());
    if (auto apart = checkPlayerIsApart(connection, *record); !apart)
        return apart;

    const auto found = readMarker(storage);
    if (!found && (found.error().code != ErrorCode::MarkerDamaged || !settings.takeOver))
        return std::unexpected(found.error());
    const std::optional<Marker> marker = found.value_or(std::nullopt);
    const bool isOurs = marker && marker->libraryId == database.libraryId();
    const bool isElsewhere = marker && !isOurs;
    if (isElsewhere && !settings.takeOver)
        return failure(ErrorCode::PartneredElsewhere, record->displayName(), marker->libraryName);
    const auto info = storage.info();
    if (!info)
        return std::unexpected(info.error());
    if (info->isReadOnly)
        return failure(ErrorCode::DeviceReadOnly, record->displayName());

    const Wish wish{.player = player,
                    .playerUuid = isOurs                ? marker->playerUuid
                                  : record->partnership ? record->partnership->playerUuid
                                                        : QUuid::createUuid().toString(QUuid::WithoutBraces),
                    .settings = settings};
    const auto rehearsed = rehearse(connection, wish);
    if (!rehearsed)
        return std::unexpected(rehearsed.error());
    Marker wanted{.libraryId = database.libraryId(),
                  .libraryName = libraryName(),
                  .playerUuid = wish.playerUuid,
                  .partnershipIndex = rehearsed->index,
                  .generation = isOurs ? marker->generation : -1}; // no session has been closed yet
    const bool isWriting = marker != wanted;
    if (isWriting) {
        if (auto written = writeMarker(storage, wanted); !written)
            return written;
    }
    const auto partnership = store(connection, wish);
    if (!partnership) {
        if (isWriting)
            putBack(storage, marker);
        return std::unexpected(partnership.error());
    }
    // Another process may have taken the index since the rehearsal.
    if (std::exchange(wanted.partnershipIndex, partnership->index) != partnership->index) {
        if (auto written = writeMarker(storage, wanted); !written)
            return written;
    }
    if (!isWriting)
        return {};
    tellPartner(storage, libraryName());
    // What the other library recorded is void; its files stay, as any the owner put there.
    if (isElsewhere || !found)
        return removeFile(storage, ledgerPath, maxLedgerFileBytes);
    return {};
}

Result<void> removePartnershipFiles(const model::Database &database, device::DeviceStorage &storage)
{
    const auto marker = readMarker(storage);
    if (!marker || !*marker || (*marker)->libraryId != database.libraryId())
        return {};
    if (auto removed = removeFile(storage, markerPath, maxMarkerBytes); !removed)
        return removed;
    tellPartner(storage, {});
    return removeFile(storage, ledgerPath, maxLedgerFileBytes);
}

} // namespace tandem::sync
