// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "device/storage/playeraddress.h"
#include "sync/players/playerrepository.h"

#include <QHash>
#include <QObject>
#include <optional>

namespace tandem::device {
class DeviceMonitor;
}

namespace tandem::sync {

/// Which of the remembered players are there, and where: what the monitor sees, by the players' ids.
/// Every player that the monitor sees is remembered. Lives in the main thread.
class PlayerPresence : public QObject
{
    Q_OBJECT

public:
    /// @p monitor may be null; both must outlive it.
    PlayerPresence(PlayerRepository &players, device::DeviceMonitor *monitor, QObject *parent = nullptr);

    /// Whether it makes sense to look for the player: a folder tells nobody when it appears.
    bool mayBeThere(const PlayerRecord &record) const;
    /// Where the player is now, with the storage that its owner chose; not reachable if it is not there.
    device::PlayerAddress addressOf(const PlayerRecord &record) const;
    /// The player that is seen at this mount point.
    std::optional<device::PlayerAddress> seenAt(const QString &folder) const;

    /// Asynchronous: mounted(). Errors: NotConnected, MountFailed.
    void mount(const PlayerRecord &record);
    /// Asynchronous: ejected(). Errors: NotConnected, MountFailed; NotSupported of a folder.
    void eject(const PlayerRecord &record);

Q_SIGNALS:
    /// Or is at another place now, or not reachable any more: then it is not new.
    void arrived(tandem::PlayerId id, bool isNew);
    void left(tandem::PlayerId id);
    void mounted(tandem::PlayerId id, const tandem::Error &error);
    void ejected(tandem::PlayerId id, const tandem::Error &error);
    void releaseRequested(tandem::PlayerId id);

private:
    struct Seen {
        PlayerId id;
        device::PlayerAddress address;
    };

    void onArrived(const device::PlayerAddress &address);
    void onLeft(const QString &identity);
    PlayerId idOf(const QString &identity) const;

    PlayerRepository &m_players;
    device::DeviceMonitor *m_monitor;
    QHash<QString, Seen> m_seen;      ///< by identity
    QHash<QString, PlayerId> m_asked; ///< identities that something was asked for: they may be gone by now
};

} // namespace tandem::sync
