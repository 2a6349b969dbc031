// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncschedule.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace tandem::sync {

SyncSchedule::SyncSchedule(Check check, QObject *parent)
    : QObject(parent), m_check(std::move(check)), m_settleTime(5s)
{
}

SyncSchedule::Player *SyncSchedule::find(PlayerId id)
{
    const auto found = m_connected.find(id);
    return found == m_connected.end() ? nullptr : &found->second;
}

void SyncSchedule::noteConnected(PlayerId id)
{
    noteDisconnected(id);
    Player &player = m_connected[id];
    player.settling.setSingleShot(true);
    connect(&player.settling, &QTimer::timeout, this, [this, id] {
        if (Player *settled = find(id))
            offer(id, *settled);
    });
    player.isChanged = true; // whatever happened while it was away
    offer(id, player);
}

void SyncSchedule::noteDisconnected(PlayerId id)
{
    m_connected.erase(id);
}

void SyncSchedule::noteChange(PlayerId id)
{
    if (Player *player = find(id)) {
        player->isChanged = true;
        settle(*player);
    }
}

void SyncSchedule::settle(Player &player)
{
    constexpr int longest = 12; // times the usual
    if (!player.settling.isActive())
        player.patience.setRemainingTime(longest * m_settleTime);
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(player.patience.remainingTimeAsDuration());
    // Begun again and again, even a timer of no time would never come to its end.
    if (left > 0ms || !player.settling.isActive())
        player.settling.start(std::min(m_settleTime, left));
}

void SyncSchedule::noteStart(PlayerId id, bool isWhole)
{
    Player *player = find(id);
    if (!player)
        return;
    player->isRunning = true;
    player->isBraked = false;
    if (isWhole) {
        player->isChanged = false;
        player->settling.stop();
    }
}

void SyncSchedule::noteStop(PlayerId id)
{
    if (Player *player = find(id)) {
        player->isChanged = false;
        player->settling.stop();
    }
}

void SyncSchedule::noteEnd(PlayerId id, const SyncResult &result)
{
    Player *player = find(id);
    if (!player)
        return;
    player->isRunning = false;
    player->isBraked = isBrake(result);
    if (player->isChanged && !player->settling.isActive())
        offer(id, *player);
}

/// Starts a session if there is a reason and nothing is in the way.
void SyncSchedule::offer(PlayerId id, Player &player)
{
    if (!player.isChanged || player.isRunning)
        return; // noteEnd() comes back to it
    const Readiness readiness = player.isBraked ? Readiness::Never : m_check(id);
    if (readiness == Readiness::Later)
        return settle(player);
    player.isChanged = false;
    if (readiness == Readiness::Now)
        Q_EMIT due(id);
}

} // namespace tandem::sync
