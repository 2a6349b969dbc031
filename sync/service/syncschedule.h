// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"
#include "sync/players/syncresult.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>
#include <chrono>
#include <functional>
#include <unordered_map>

namespace tandem::sync {

/// When players synchronize without being asked to: when they are connected, and when what belongs on them
/// has changed, as soon as no further change has come for a while. What changes during a session starts
/// another one after it. What the person stopped waits for the next connection or change, and what a brake
/// stopped for the next connection or the person's word.
/// Knows neither engines nor the database: it is told what happens, and asks who may start.
class SyncSchedule : public QObject
{
    Q_OBJECT

public:
    enum class Readiness {
        Never, ///< its owner does not want it, or it is not there
        Later, ///< something else is being done with it
        Now,
    };
    using Check = std::function<Readiness(PlayerId)>;

    explicit SyncSchedule(Check check, QObject *parent = nullptr);

    /// How long nothing must change before a change counts. 5 s if nobody says otherwise. Changes that go on
    /// and on count after twelve times as long.
    void setSettleTime(std::chrono::milliseconds time) { m_settleTime = time; }

    void noteConnected(PlayerId id);
    void noteDisconnected(PlayerId id); ///< or forgotten
    void noteChange(PlayerId id);       ///< of its rules, or of what they choose
    /// A session begins. @p isWhole: it brings everything up to date, so that earlier changes are done with.
    void noteStart(PlayerId id, bool isWhole);
    void noteStop(PlayerId id); ///< the person stops the session that runs
    void noteEnd(PlayerId id, const SyncResult &result);

Q_SIGNALS:
    void due(tandem::PlayerId id); ///< it is to be synchronized now

private:
    struct Player {
        bool isRunning = false;
        bool isChanged = false; ///< since the last session began
        bool isBraked = false;
        QTimer settling;
        QDeadlineTimer patience; ///< while settling: by then it has settled, whatever else changes
    };

    Player *find(PlayerId id);
    void settle(Player &player);
    void offer(PlayerId id, Player &player);

    Check m_check;
    std::chrono::milliseconds m_settleTime;
    std::unordered_map<PlayerId, Player> m_connected;
};

} // namespace tandem::sync
