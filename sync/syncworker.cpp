// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncworker.h"

#include "base/logging.h"
#include "sync/createpartnership.h"
#include "sync/marker.h"
#include "sync/playerlock.h"
#include "sync/playerrepository.h"
#include "sync/syncsession.h"

#include <QDateTime>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace tandem::sync {

SyncWorker::SyncWorker(model::Database database, PlayerId player, std::shared_ptr<ProgressMeter> meter)
    : m_database(std::move(database)), m_player(player), m_meter(std::move(meter))
{
}

SyncWorker::~SyncWorker() = default;

model::Connection &SyncWorker::connection()
{
    if (!m_connection)
        m_connection = std::make_unique<model::Connection>(m_database);
    return *m_connection;
}

void SyncWorker::inspect(const device::PlayerAddress &address)
{
    m_address = address;
    Q_EMIT inspected(look());
}

Inspection SyncWorker::look()
{
    Inspection inspection;
    const auto player = device::openStorage(m_address);
    const auto info = player ? (*player)->info() : std::unexpected(player.error());
    if (!info) {
        inspection.error = info.error();
        return inspection;
    }
    inspection.isConnected = true;
    inspection.totalBytes = info->totalBytes;
    inspection.freeBytes = info->freeBytes;
    const auto marker = readMarker(**player);
    if (marker && *marker && (*marker)->libraryId != m_database.libraryId())
        inspection.partnerName = (*marker)->libraryName.isEmpty() ? u"?"_s : (*marker)->libraryName;
    PlayerRepository players(connection());
    for (const auto &stored : {players.setSpace(m_player, info->totalBytes, info->freeBytes),
                               players.setPartnerName(m_player, inspection.partnerName)}) {
        if (!stored)
            qCWarning(logSync) << "not stored:" << stored.error().detail;
    }
    return inspection;
}

void SyncWorker::release()
{
    m_address = {};
}

void SyncWorker::createPartnership(const PartnershipSettings &settings)
{
    const auto created = device::openStorage(m_address).and_then([&](const auto &player) {
        return sync::createPartnership(m_database, connection(), *player, m_player, settings);
    });
    Q_EMIT inspected(look());
    Q_EMIT partnershipCreated(created ? Error{} : created.error());
}

void SyncWorker::removePartnershipFiles()
{
    const auto removed = device::openStorage(m_address).and_then(
        [&](const auto &player) { return sync::removePartnershipFiles(m_database, *player); });
    if (!removed)
        qCWarning(logSync) << "marker not removed:" << removed.error().detail;
}

void SyncWorker::plan(const SessionRequest &request, std::stop_token stop, int ticket)
{
    const auto plan = device::openStorage(m_address).and_then([&](const auto &player) {
        return SyncSession(m_database, connection(), *player, m_player, *m_meter, std::move(stop))
            .plan(request);
    });
    if (plan)
        Q_EMIT planned(*plan, ticket);
    else
        Q_EMIT planFailed(plan.error(), ticket);
}

void SyncWorker::synchronize(const SessionRequest &request, std::stop_token stop)
{
    const SyncResult result = runSession(request, std::move(stop));
    if (auto stored = PlayerRepository(connection()).addSession(m_player, result); !stored)
        qCWarning(logSync) << "result not stored:" << stored.error().detail;
    Q_EMIT inspected(look());
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
    const auto player = device::openStorage(m_address);
    if (!player) {
        result.reason = player.error();
        return result;
    }
    return SyncSession(m_database, connection(), **player, m_player, *m_meter, std::move(stop)).run(request);
}

} // namespace tandem::sync
