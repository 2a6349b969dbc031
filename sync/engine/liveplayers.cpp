// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "liveplayers.h"

#include "sync/players/playerstate.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace tandem::sync {

using model::DeviceState;
using model::PartnershipStatus;

namespace {

/// A folder tells nobody when it appears (a network share, a card reader that Solid does not know), nor
/// does a phone when it is unlocked.
constexpr auto pollInterval = 3s;

/// A folder that stays away is looked for less and less often: at last every five minutes.
constexpr int maxPollsBetween = 100;

} // namespace

LivePlayers::LivePlayers(PlayerRepository &players, EngineRoom &engines, device::DeviceMonitor *monitor,
                         QObject *parent)
    : QObject(parent), m_players(players), m_engines(engines), m_presence(players, monitor)
{
    connect(&m_presence, &PlayerPresence::arrived, this, &LivePlayers::onPresent);
    connect(&m_presence, &PlayerPresence::left, this, &LivePlayers::onLeft);
    connect(&m_presence, &PlayerPresence::mounted, this, &LivePlayers::onMounted);
    connect(&m_presence, &PlayerPresence::ejected, this, &LivePlayers::onEjected);
    connect(&m_presence, &PlayerPresence::releaseRequested, this,
            [this](PlayerId id) { m_engines.engine(id).letGo(); });
    connect(&m_engines, &EngineRoom::inspected, this, &LivePlayers::onInspected);
    connect(&m_engines, &EngineRoom::released, this, &LivePlayers::onReleased);
    connect(&m_polling, &QTimer::timeout, this, &LivePlayers::poll);
}

void LivePlayers::start()
{
    m_isStarted = true;
    m_polling.start(pollInterval);
    refresh();
}

void LivePlayers::refresh()
{
    const auto records = m_players.all().value_or(QList<PlayerRecord>());
    QList<PlayerId> ids;
    for (const PlayerRecord &record : records) {
        if (m_presence.mayBeThere(record)) {
            m_lives[record.id].isRefreshing = true;
            ids.append(record.id);
        }
    }
    for (const PlayerId id : std::as_const(ids))
        inspect(id);
    if (ids.isEmpty())
        QMetaObject::invokeMethod(this, &LivePlayers::refreshed, Qt::QueuedConnection);
}

void LivePlayers::finishRefreshing()
{
    const bool isAnyLeft =
        std::ranges::any_of(m_lives, [](const auto &entry) { return entry.second.isRefreshing; });
    if (!isAnyLeft)
        Q_EMIT refreshed();
}

void LivePlayers::inspect(PlayerId id)
{
    const auto record = m_players.player(id);
    if (record)
        return m_engines.engine(id).inspect(m_presence.addressOf(*record));
    // Forgotten meanwhile, perhaps by another process. Whoever asked waits for an answer.
    const bool isForgotten = record.error().code == ErrorCode::NotFound;
    const Inspection nothing{.error =
                                 isForgotten ? Error{ErrorCode::PlayerForgotten, {}, {}} : record.error()};
    QMetaObject::invokeMethod(this, [this, id, nothing] { onInspected(id, nothing); }, Qt::QueuedConnection);
}

void LivePlayers::onInspected(PlayerId id, const Inspection &inspection)
{
    Live &player = m_lives[id];
    const bool wasConnected = std::exchange(player.isConnected, inspection.isConnected);
    const bool wasRefreshing = std::exchange(player.isRefreshing, false);
    player.problem = inspection.error;
    if (inspection.isConnected) {
        player.facts = inspection.facts;
        player.pollsBetween = 1;
        player.pollsToWait = 0;
    } else if (wasConnected) {
        Q_EMIT disconnected(id);
    }
    // From here on a slot may have made the player be forgotten.
    Q_EMIT changed(id);
    Q_EMIT inspected(id, inspection.error);
    if (wasRefreshing)
        finishRefreshing();
    if (m_isStarted && inspection.isConnected && !wasConnected)
        Q_EMIT connected(id);
}

void LivePlayers::onPresent(PlayerId id, bool isNew)
{
    Q_EMIT playersChanged();
    inspect(id);
    const auto record = m_players.player(id);
    // Nobody need mount what is only waited for to be synchronized. Unmounted later, it stays so.
    if (m_isStarted && isNew && record && !m_presence.addressOf(*record).isReachable() &&
        statusOf(*record) == PartnershipStatus::PartnershipExists && record->partnership->syncOnConnect)
        m_presence.mount(*record);
}

void LivePlayers::onLeft(PlayerId id)
{
    Live &player = m_lives[id];
    player.isConnected = false;
    player.problem = {};
    m_engines.engine(id).release();
    Q_EMIT disconnected(id);
    Q_EMIT changed(id);
}

void LivePlayers::mount(const PlayerRecord &record)
{
    if (record.address.kind == device::AddressKind::Volume && !m_presence.addressOf(record).isReachable())
        m_presence.mount(record);
    else
        inspect(record.id);
}

void LivePlayers::onMounted(PlayerId id, const Error &error)
{
    if (error == Error{})
        return inspect(id);
    m_lives[id].problem = error;
    Q_EMIT changed(id);
    Q_EMIT inspected(id, error);
}

void LivePlayers::eject(PlayerId id)
{
    m_lives[id].isEjecting = true;
    m_engines.engine(id).letGo();
}

void LivePlayers::onReleased(PlayerId id)
{
    const auto record = m_players.player(id);
    if (std::exchange(m_lives[id].isEjecting, false) && record)
        m_presence.eject(*record);
}

void LivePlayers::onEjected(PlayerId id, const Error &error)
{
    if (error != Error{})
        return Q_EMIT failed(id, error);
    m_lives[id].isConnected = false;
    Q_EMIT disconnected(id);
    Q_EMIT changed(id);
    Q_EMIT ejected(id);
}

void LivePlayers::releaseHolder(const PlayerRecord &record)
{
    m_engines.engine(record.id).releaseHolder(m_presence.addressOf(record));
}

void LivePlayers::forget(PlayerId id)
{
    m_engines.close(id);
    m_lives.erase(id);
    Q_EMIT disconnected(id);
}

/// Those that cannot tell when they may be used: folders, and phones that their owners unlock.
void LivePlayers::poll()
{
    const auto records = m_players.all();
    if (!records)
        return;
    for (const PlayerRecord &record : *records) {
        Live &player = m_lives[record.id];
        const bool isFolder = record.address.kind == device::AddressKind::Folder;
        const bool isWaitedFor = isFolder || player.problem.code == ErrorCode::DeviceLocked ||
                                 player.problem.code == ErrorCode::DeviceHeld;
        if (!isWaitedFor || player.isConnected || !m_presence.mayBeThere(record))
            continue;
        if (isFolder && --player.pollsToWait > 0)
            continue;
        player.pollsToWait = player.pollsBetween;
        player.pollsBetween = std::min(2 * player.pollsBetween, maxPollsBetween);
        inspect(record.id);
    }
}

const LivePlayers::Live *LivePlayers::find(PlayerId id) const
{
    const auto found = m_lives.find(id);
    return found == m_lives.end() ? nullptr : &found->second;
}

bool LivePlayers::isConnected(PlayerId id) const
{
    const Live *player = find(id);
    return player && player->isConnected;
}

device::PlayerFacts LivePlayers::facts(PlayerId id) const
{
    const Live *player = find(id);
    return player ? player->facts : device::PlayerFacts{};
}

DeviceState LivePlayers::stateOf(const PlayerRecord &record) const
{
    DeviceState state = toDeviceState(record);
    if (const Live *player = find(record.id)) {
        state.isConnected = player->isConnected;
        state.problem = player->problem;
        state.batteryPercent = player->facts.batteryPercent;
    }
    if (SyncEngine *engine = m_engines.find(record.id)) {
        state.syncState = engine->state();
        state.progressPercent = engine->isSynchronizing() ? engine->progress().percent : 0;
    }
    return state;
}

Result<SyncEngine *> LivePlayers::idleEngine(PlayerId id)
{
    const auto record = m_players.player(id);
    if (!record)
        return std::unexpected(record.error());
    if (const Live &player = m_lives[id]; !player.isConnected) {
        if (player.problem != Error{})
            return std::unexpected(player.problem);
        return failure(ErrorCode::NotConnected, record->displayName());
    }
    SyncEngine &found = m_engines.engine(id);
    if (found.isSynchronizing())
        return failure(ErrorCode::Busy, record->displayName());
    return &found;
}

} // namespace tandem::sync
