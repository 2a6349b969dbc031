// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncworker.h"

#include "base/filedescriptor.h"
#include "base/logging.h"
#include "device/openstorage.h"
#include "model/scan/filesystems.h"
#include "sync/engine/playerlock.h"
#include "sync/ledger/marker.h"
#include "sync/players/createpartnership.h"
#include "sync/players/playerrepository.h"
#include "sync/session/syncsession.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <fcntl.h>

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;

namespace tandem::sync {

namespace {

constexpr auto keptOpenFor = 3s;

/// A drive with several volumes does not know of them itself, nor does an MTP player of its other face.
void addVolumes(const device::PlayerAddress &address, device::PlayerFacts &facts)
{
    const bool isDrive = address.kind == device::AddressKind::Volume;
    if (isDrive && address.volumes.size() < 2)
        return;
    for (const device::VolumeAddress &volume : address.volumes)
        facts.storages.append({.id = volume.id, .name = volume.name});
    const auto chosen = std::ranges::find(address.volumes, address.storage, &device::VolumeAddress::id);
    if (chosen != address.volumes.end())
        facts.storage = chosen->id;
    else if (isDrive)
        facts.storage = address.volumes.first().id;
}

/// Which of the player's storages, or what file system, that is, by a name that stays; empty: an MTP player
/// says so itself.
QString storageName(const device::PlayerAddress &address)
{
    const auto chosen = std::ranges::find(address.volumes, address.storage, &device::VolumeAddress::id);
    if (!address.storage.isEmpty() && chosen != address.volumes.end())
        return chosen->id;
    switch (address.kind) {
    case device::AddressKind::Mtp:
        break;
    case device::AddressKind::Volume:
        return address.volumes.isEmpty() ? QString() : address.volumes.first().id;
    case device::AddressKind::Folder: {
        // Where nothing is mounted, the folder lies on another one.
        const QByteArray path = QFile::encodeName(address.location);
        const FileDescriptor folder(::open(path.constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        return folder.isOpen() ? QString::fromUtf8(model::systemFileSystems()(folder.get(), path))
                               : QString();
    }
    }
    return {};
}

} // namespace

SyncWorker::SyncWorker(model::Database database, PlayerId player, std::shared_ptr<ProgressMeter> meter,
                       std::shared_ptr<PauseGate> gate)
    : m_database(std::move(database)), m_player(player), m_meter(std::move(meter)), m_gate(std::move(gate))
{
}

SyncWorker::~SyncWorker() = default;

model::Connection &SyncWorker::connection()
{
    if (!m_connection)
        m_connection = std::make_unique<model::Connection>(m_database);
    return *m_connection;
}

Conversions &SyncWorker::conversions()
{
    if (!m_conversions)
        m_conversions = std::make_unique<Conversions>(QFileInfo(m_database.path()).path());
    return *m_conversions;
}

/// Opens the player's storage, unless it is open still.
Result<device::DeviceStorage *> SyncWorker::storage(const std::stop_token &stop)
{
    if (m_closing)
        m_closing->stop();
    if (!m_storage) {
        auto opened = device::openStorage(m_address, stop);
        if (!opened)
            return std::unexpected(opened.error());
        m_storage = std::move(*opened);
    }
    m_storage->setStop(stop);
    return m_storage.get();
}

/// At the end of every operation, before anybody is told of it: they may want to unmount the player.
void SyncWorker::closeSoon()
{
    if (m_address.kind != device::AddressKind::Mtp)
        return m_storage.reset();
    if (!m_closing) {
        m_closing = new QTimer(this);
        m_closing->setSingleShot(true);
        connect(m_closing, &QTimer::timeout, this, [this] { m_storage.reset(); });
    }
    m_closing->start(keptOpenFor);
}

void SyncWorker::inspect(const device::PlayerAddress &address, std::stop_token stop)
{
    m_hasLeft = false;
    if (std::exchange(m_address, address) != address)
        m_storage.reset();
    const Inspection found = look(stop);
    closeSoon();
    Q_EMIT inspected(found);
}

Inspection SyncWorker::look(const std::stop_token &stop)
{
    Inspection inspection;
    if (!m_address.isReachable()) {
        const bool isThere = !m_address.identity.isEmpty();
        inspection.error = {isThere ? ErrorCode::NotMounted : ErrorCode::NotConnected, m_address.name, {}};
        return inspection;
    }
    const auto player = storage(stop);
    const auto info = player ? (*player)->info() : std::unexpected(player.error());
    if (!info) {
        m_storage.reset();
        inspection.error = info.error();
        return inspection;
    }
    if (device::PlayerSelf *self = (*player)->playerSelf())
        inspection.facts = self->facts().value_or(device::PlayerFacts{});
    addVolumes(m_address, inspection.facts);
    inspection.isConnected = true;
    inspection.totalBytes = info->totalBytes;
    inspection.freeBytes = info->freeBytes;
    const auto marker = readMarker(**player);
    if (marker && *marker && (*marker)->libraryId != m_database.libraryId())
        inspection.partnerName = (*marker)->libraryName.isEmpty() ? u"?"_s : (*marker)->libraryName;
    // What cannot be read says nothing: whose player it is stays as it was known.
    PlayerRepository players(connection());
    for (const auto &stored : {players.setSpace(m_player, info->totalBytes, info->freeBytes),
                               marker ? players.setPartnerName(m_player, inspection.partnerName)
                                      : std::unexpected(marker.error())}) {
        if (!stored)
            qCWarning(logSync) << "not stored:" << errorCodeName(stored.error().code)
                               << stored.error().detail;
    }
    return inspection;
}

void SyncWorker::release()
{
    m_storage.reset();
    m_address = {};
}

void SyncWorker::letGo()
{
    m_storage.reset();
    Q_EMIT released();
}

void SyncWorker::setPlayerName(const QString &name, std::stop_token stop)
{
    const auto named = storage(stop).and_then([&](device::DeviceStorage *player) {
        device::PlayerSelf *self = player->playerSelf();
        return self ? self->setFriendlyName(name) : failure(ErrorCode::NotSupported, name);
    });
    if (!named && named.error().code != ErrorCode::NotSupported)
        qCWarning(logSync) << "the player did not take its name:" << errorCodeName(named.error().code);
    closeSoon();
}

void SyncWorker::releaseHolder(const device::PlayerAddress &address, std::stop_token stop)
{
    if (auto released = device::releaseHolder(address); !released)
        qCInfo(logSync) << "not let go:" << address.name << released.error().detail;
    inspect(address, std::move(stop));
}

void SyncWorker::createPartnership(const PartnershipSettings &settings, std::stop_token stop)
{
    const auto created = storage(stop).and_then([&](auto *player) {
        return sync::createPartnership(m_database, connection(), *player, m_player, settings);
    });
    const Inspection found = look(stop);
    closeSoon();
    Q_EMIT inspected(found);
    Q_EMIT partnershipCreated(created ? Error{} : created.error());
}

Result<void> SyncWorker::endPartnership(Ending ending, std::stop_token stop)
{
    const auto player = m_address.isReachable() ? storage(stop) : failure(ErrorCode::NotConnected);
    if (player) {
        if (const auto removed = removePartnershipFiles(m_database, **player); !removed)
            qCWarning(logSync) << "marker not removed:" << removed.error().detail;
        closeSoon();
    }
    PlayerRepository players(connection());
    return ending == Ending::Forgotten ? players.forget(m_player) : players.removePartnership(m_player);
}

void SyncWorker::browse(const BrowseRequest &request, std::stop_token stop)
{
    const auto found =
        storage(stop).and_then([&](auto *player) { return sync::browse(*player, request, stop); });
    closeSoon();
    if (found)
        Q_EMIT browsed(*found);
    else
        Q_EMIT browseFailed(found.error());
}

void SyncWorker::plan(const SessionRequest &request, std::stop_token stop, int ticket)
{
    SessionRequest asked = request;
    asked.make = m_address.make;
    asked.storage = storageName(m_address);
    const auto plan = storage(stop).and_then([&](auto *player) {
        SyncSession session(m_database, connection(), *player, m_player, *m_meter, std::move(stop));
        session.setConversions(&conversions());
        return session.plan(asked);
    });
    closeSoon();
    if (plan)
        Q_EMIT planned(*plan, ticket);
    else
        Q_EMIT planFailed(plan.error(), ticket);
}

void SyncWorker::synchronize(const SessionRequest &request, std::stop_token stop)
{
    SyncResult result = runSession(request, stop);
    result.options = request.options;
    if (m_hasLeft && result.outcome == SyncOutcome::Stopped) {
        result.outcome = SyncOutcome::Failed;
        result.reason = {ErrorCode::DeviceGone, m_address.name, {}};
    }
    if (auto stored = PlayerRepository(connection()).addSession(m_player, result); !stored)
        qCWarning(logSync) << "result not stored:" << stored.error().detail;
    // A player that does not answer is not waited for once more; nor is it when that was why it was stopped.
    std::optional<Inspection> found;
    if (result.reason.code == ErrorCode::DeviceStalled) {
        m_storage.reset();
        found = Inspection{.error = result.reason};
    } else if (m_storage || !stop.stop_requested()) {
        found = look(stop);
    }
    closeSoon();
    if (found)
        Q_EMIT inspected(*found);
    Q_EMIT synchronized(result);
}

SyncResult SyncWorker::runSession(const SessionRequest &request, std::stop_token stop)
{
    SyncResult result{.outcome = SyncOutcome::Failed, .endedAt = QDateTime::currentSecsSinceEpoch()};
    const auto lock = PlayerLock::take(QFileInfo(m_database.path()).path(), m_player);
    if (!lock) {
        result.reason = lock.error();
        if (result.reason.code == ErrorCode::Busy)
            result.reason.subject = m_address.name;
        return result;
    }
    const auto player = storage(stop);
    if (!player) {
        result.reason = player.error();
        return result;
    }
    SessionRequest asked = request;
    asked.make = m_address.make;
    asked.storage = storageName(m_address);
    SyncSession session(m_database, connection(), **player, m_player, *m_meter, std::move(stop));
    session.setPauseGate(m_gate);
    session.setConversions(&conversions());
    return session.run(asked);
}

} // namespace tandem::sync
