// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "device/storage/devicestorage.h"
#include "model/items/devicestate.h"
#include "sync/engine/engineroom.h"
#include "sync/engine/playerpresence.h"
#include "sync/players/playerrepository.h"

#include <QObject>
#include <QTimer>
#include <unordered_map>

namespace tandem::device {
class DeviceMonitor;
}

namespace tandem::sync {

/// Which players are there and can be used: follows them as they come and go, looks at them, makes them
/// reachable and lets go of them. What it finds is forgotten with the program. Lives in the main thread.
class LivePlayers : public QObject
{
    Q_OBJECT

public:
    /// @p monitor may be null (no players are found by themselves); all must outlive it.
    LivePlayers(PlayerRepository &players, EngineRoom &engines, device::DeviceMonitor *monitor,
                QObject *parent = nullptr);

    /// From now on connected() says who comes, and those who cannot tell are looked for.
    void start();
    void refresh(); ///< ends in refreshed()
    void inspect(PlayerId id);
    void mount(const PlayerRecord &record);
    void eject(PlayerId id);
    void releaseHolder(const PlayerRecord &record);
    void forget(PlayerId id); ///< closes its engine, which must have nothing to do

    bool isConnected(PlayerId id) const;
    device::PlayerFacts facts(PlayerId id) const;
    /// The record, with what is known of the player now.
    model::DeviceState stateOf(const PlayerRecord &record) const;
    /// The engine of a player that can be worked with now. Errors: NotFound, NotConnected, Busy, or why
    /// it cannot be used.
    Result<SyncEngine *> idleEngine(PlayerId id);
    /// The player that is seen at this mount point.
    std::optional<device::PlayerAddress> seenAt(const QString &folder) const
    {
        return m_presence.seenAt(folder);
    }

Q_SIGNALS:
    void playersChanged();
    void changed(tandem::PlayerId id);
    void inspected(tandem::PlayerId id, const tandem::Error &error);
    void refreshed();
    void connected(tandem::PlayerId id); ///< after inspected(), once for each time
    void disconnected(tandem::PlayerId id);
    void ejected(tandem::PlayerId id);
    void failed(tandem::PlayerId id, const tandem::Error &error);

private:
    struct Live {
        bool isConnected = false;
        bool isRefreshing = false;
        bool isEjecting = false;   ///< as soon as its engine has let go
        Error problem;             ///< why it cannot be used, though it may be there
        device::PlayerFacts facts; ///< when it was last looked at
        int pollsToWait = 0;       ///< until it is looked for again
        int pollsBetween = 1;
    };

    const Live *find(PlayerId id) const;
    void onInspected(PlayerId id, const Inspection &inspection);
    void onPresent(PlayerId id, bool isNew);
    void onLeft(PlayerId id);
    void onMounted(PlayerId id, const Error &error);
    void onReleased(PlayerId id);
    void onEjected(PlayerId id, const Error &error);
    void finishRefreshing();
    void poll();

    PlayerRepository &m_players;
    EngineRoom &m_engines;
    PlayerPresence m_presence;
    std::unordered_map<PlayerId, Live> m_lives;
    QTimer m_polling;
    bool m_isStarted = false;
};

} // namespace tandem::sync
