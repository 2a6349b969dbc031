// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/discovery/devicemonitor.h"

#include <QHash>

namespace tandem::sync {

/// Players that come, go, and are mounted when the test says so.
class FakeMonitor : public device::DeviceMonitor
{
public:
    QList<device::PlayerAddress> players() const override { return m_players.values(); }

    void mount(const QString &identity) override
    {
        ++mounts;
        if (!mountPoint.isEmpty()) {
            device::PlayerAddress player = m_players.value(identity);
            player.location = mountPoint;
            plug(player);
        }
        Q_EMIT mounted(identity,
                       mountPoint.isEmpty() ? Error{ErrorCode::MountFailed, identity, {}} : Error{});
    }

    void eject(const QString &identity) override
    {
        ++ejects;
        Q_EMIT ejected(identity, ejectError);
    }

    void plug(const device::PlayerAddress &player)
    {
        m_players.insert(player.identity, player);
        Q_EMIT playerArrived(player);
    }

    void unplug(const QString &identity)
    {
        m_players.remove(identity);
        Q_EMIT playerLeft(identity);
    }

    QString mountPoint; ///< where mount() makes a player reachable; empty: it fails
    Error ejectError;
    int mounts = 0;
    int ejects = 0;

private:
    QHash<QString, device::PlayerAddress> m_players;
};

} // namespace tandem::sync
