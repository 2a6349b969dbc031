// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playerpresence.h"

#include "base/logging.h"
#include "device/discovery/devicemonitor.h"

#include <QFileInfo>

namespace tandem::sync {

PlayerPresence::PlayerPresence(PlayerRepository &players, device::DeviceMonitor *monitor, QObject *parent)
    : QObject(parent), m_players(players), m_monitor(monitor)
{
    if (!monitor)
        return;
    using device::DeviceMonitor;
    connect(monitor, &DeviceMonitor::playerArrived, this, &PlayerPresence::onArrived);
    connect(monitor, &DeviceMonitor::playerLeft, this, &PlayerPresence::onLeft);
    const auto pass = [this, monitor](auto from, auto to) {
        connect(monitor, from, this, [this, to](const QString &identity, const auto &...rest) {
            if (const PlayerId id = idOf(identity); id.isValid())
                Q_EMIT(this->*to)(id, rest...);
        });
    };
    pass(&DeviceMonitor::mounted, &PlayerPresence::mounted);
    pass(&DeviceMonitor::ejected, &PlayerPresence::ejected);
    pass(&DeviceMonitor::releaseRequested, &PlayerPresence::releaseRequested);
    QStringList identities;
    const auto records = players.all().value_or(QList<PlayerRecord>());
    for (const PlayerRecord &record : records)
        identities.append(record.address.identity);
    monitor->remember(identities);
    const auto there = monitor->players();
    for (const device::PlayerAddress &address : there)
        onArrived(address);
}

void PlayerPresence::onArrived(const device::PlayerAddress &address)
{
    const auto id = m_players.remember(address);
    if (!id) {
        qCWarning(logSync) << "player not remembered:" << id.error().detail;
        return;
    }
    const bool isNew = !m_seen.contains(address.identity);
    m_seen.insert(address.identity, {*id, address});
    Q_EMIT arrived(*id, isNew);
}

PlayerId PlayerPresence::idOf(const QString &identity) const
{
    const auto seen = m_seen.constFind(identity);
    return seen == m_seen.constEnd() ? m_asked.value(identity) : seen->id;
}

void PlayerPresence::onLeft(const QString &identity)
{
    if (const PlayerId id = m_seen.take(identity).id; id.isValid())
        Q_EMIT left(id);
}

bool PlayerPresence::mayBeThere(const PlayerRecord &record) const
{
    return record.address.kind == device::AddressKind::Folder || m_seen.contains(record.address.identity);
}

device::PlayerAddress PlayerPresence::addressOf(const PlayerRecord &record) const
{
    if (record.address.kind == device::AddressKind::Folder)
        return record.address;
    const auto seen = m_seen.constFind(record.address.identity);
    if (seen == m_seen.constEnd())
        return {};
    device::PlayerAddress address = seen->address;
    address.storage = record.address.storage;
    address.limitBytes = record.address.limitBytes;
    return address;
}

std::optional<device::PlayerAddress> PlayerPresence::seenAt(const QString &folder) const
{
    for (const Seen &seen : m_seen) {
        if (!seen.address.location.isEmpty() &&
            QFileInfo(seen.address.location).canonicalFilePath() == folder)
            return seen.address;
    }
    return std::nullopt;
}

void PlayerPresence::mount(const PlayerRecord &record)
{
    if (!m_seen.contains(record.address.identity))
        return Q_EMIT mounted(record.id, {ErrorCode::NotConnected, record.displayName(), {}});
    m_asked.insert(record.address.identity, record.id);
    m_monitor->mount(record.address.identity);
}

void PlayerPresence::eject(const PlayerRecord &record)
{
    if (record.address.kind == device::AddressKind::Folder)
        return Q_EMIT ejected(record.id, {ErrorCode::NotSupported, record.displayName(), {}});
    if (!m_seen.contains(record.address.identity))
        return Q_EMIT ejected(record.id, {ErrorCode::NotConnected, record.displayName(), {}});
    m_asked.insert(record.address.identity, record.id);
    m_monitor->eject(record.address.identity);
}

} // namespace tandem::sync
