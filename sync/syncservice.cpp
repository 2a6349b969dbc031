// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncservice.h"

#include "base/logging.h"
#include "device/devicemonitor.h"
#include "model/folderrepository.h"
#include "sync/overlap.h"
#include "sync/playerrepository.h"
#include "sync/playerstate.h"
#include "sync/syncengine.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSet>
#include <QTimer>
#include <algorithm>
#include <unordered_map>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace tandem::sync {

using model::DeviceState;
using model::PartnershipStatus;

namespace {

/// A folder tells nobody when it appears (a network share, a card reader that Solid does not know).
constexpr auto folderPollInterval = 5s;

QString canonical(const QString &path)
{
    return QFileInfo(path).canonicalFilePath();
}

} // namespace

class SyncService::Private
{
public:
    Private(SyncService *service, model::Database db, device::DeviceMonitor *deviceMonitor)
        : q(service),
          database(std::move(db)),
          connection(database),
          players(connection),
          monitor(deviceMonitor)
    {
    }

    /// What the service knows of a player besides the database.
    struct Live {
        bool isConnected = false;
        bool isRefreshing = false;
        std::unique_ptr<SyncEngine> engine; ///< made when first needed
    };

    Live &live(PlayerId id) { return lives[id]; }

    SyncEngine &engine(PlayerId id)
    {
        Live &player = lives[id];
        if (!player.engine) {
            player.engine = std::make_unique<SyncEngine>(database, id);
            connectEngine(id, *player.engine);
        }
        return *player.engine;
    }

    void connectEngine(PlayerId id, SyncEngine &engine)
    {
        connect(&engine, &SyncEngine::stateChanged, q, [this, id](model::SyncState state) {
            Q_EMIT q->syncStateChanged(id, state);
            Q_EMIT q->playerChanged(id);
        });
        connect(&engine, &SyncEngine::progressChanged, q,
                [this, id](const SyncProgress &progress) { Q_EMIT q->progressChanged(id, progress); });
        connect(&engine, &SyncEngine::inspected, q,
                [this, id](const Inspection &inspection) { onInspected(id, inspection); });
        connect(&engine, &SyncEngine::partnershipCreated, q, [this, id](const Error &error) {
            Q_EMIT q->playerChanged(id);
            if (error == Error{})
                Q_EMIT q->partnershipCreated(id);
            else
                Q_EMIT q->operationFailed(id, error);
        });
        connect(&engine, &SyncEngine::planned, q, [this, id](const SyncPlan &plan) {
            if (isDryRun.remove(id))
                Q_EMIT q->planReady(id, plan);
            else
                Q_EMIT q->estimateFinished(id, toEstimate(plan));
        });
        connect(&engine, &SyncEngine::planFailed, q,
                [this, id](const Error &error) { Q_EMIT q->operationFailed(id, error); });
        connect(&engine, &SyncEngine::synchronized, q,
                [this, id](const SyncResult &result) { Q_EMIT q->syncFinished(id, result); });
    }

    void onInspected(PlayerId id, const Inspection &inspection)
    {
        Live &player = live(id);
        const bool wasConnected = std::exchange(player.isConnected, inspection.isConnected);
        Q_EMIT q->playerChanged(id);
        Q_EMIT q->playerInspected(id, inspection.error);
        if (std::exchange(player.isRefreshing, false))
            finishRefreshing();
        if (isStarted && player.isConnected && !wasConnected)
            onArrived(id);
    }

    void onArrived(PlayerId id)
    {
        const auto record = players.player(id);
        if (!record)
            return;
        const PartnershipStatus status = statusOf(*record);
        if (status == PartnershipStatus::NewDevice ||
            (status == PartnershipStatus::PartnershipAnother && !record->isDeclined))
            Q_EMIT q->newPlayerConnected(id);
        else if (status == PartnershipStatus::PartnershipExists && record->partnership->syncOnConnect)
            q->startSync(id);
    }

    void finishRefreshing()
    {
        const bool isAnyLeft =
            std::ranges::any_of(lives, [](const auto &entry) { return entry.second.isRefreshing; });
        if (!isAnyLeft)
            Q_EMIT q->refreshed();
    }

    void onPlayerArrived(const device::PlayerAddress &address)
    {
        const auto id = players.remember(address);
        if (!id) {
            qCWarning(logSync) << "player not remembered:" << id.error().detail;
            return;
        }
        present.insert(address.identity, *id);
        Q_EMIT q->playersChanged();
        engine(*id).inspect(address);
    }

    void onPlayerLeft(const QString &identity)
    {
        const PlayerId id = present.take(identity);
        if (!id.isValid())
            return;
        live(id).isConnected = false;
        engine(id).release();
        Q_EMIT q->playerChanged(id);
    }

    /// Whether it makes sense to look for the player.
    bool mayBeThere(const PlayerRecord &record) const
    {
        return record.address.kind == device::AddressKind::Folder ||
               present.contains(record.address.identity);
    }

    void pollFolders()
    {
        const auto records = players.all();
        if (!records)
            return;
        for (const PlayerRecord &record : *records) {
            if (record.address.kind == device::AddressKind::Folder && !live(record.id).isConnected)
                q->inspect(record.id);
        }
    }

    DeviceState stateOf(const PlayerRecord &record) const
    {
        DeviceState state = toDeviceState(record);
        const auto found = lives.find(record.id);
        if (found != lives.end()) {
            state.isConnected = found->second.isConnected;
            if (found->second.engine) {
                state.syncState = found->second.engine->state();
                state.progressPercent =
                    found->second.engine->isSynchronizing() ? found->second.engine->progress().percent : 0;
            }
        }
        return state;
    }

    /// The engine of a player that can be worked with now.
    Result<SyncEngine *> idleEngine(PlayerId id)
    {
        const auto record = players.player(id);
        if (!record)
            return std::unexpected(record.error());
        if (!live(id).isConnected)
            return failure(ErrorCode::NotConnected, record->displayName());
        SyncEngine &found = engine(id);
        if (found.isSynchronizing())
            return failure(ErrorCode::Busy, record->displayName());
        return &found;
    }

    void plan(PlayerId id, const SessionRequest &request, bool isForDryRun)
    {
        const auto found = idleEngine(id);
        if (!found)
            return Q_EMIT q->operationFailed(id, found.error());
        if (isForDryRun)
            isDryRun.insert(id);
        else
            isDryRun.remove(id);
        (*found)->plan(request);
    }

    void synchronize(PlayerId id, const SessionRequest &request)
    {
        const auto found = idleEngine(id);
        if (!found)
            return Q_EMIT q->operationFailed(id, found.error());
        (*found)->synchronize(request);
    }

    /// Ends what is running, and takes the marker off the player if it is there.
    void endPartnershipOn(const PlayerRecord &record)
    {
        if (!record.partnership || !live(record.id).isConnected)
            return;
        engine(record.id).stop();
        engine(record.id).removePartnershipFiles();
    }

    /// Passes a change of the database on, and tells those who show the player.
    Result<void> changed(PlayerId id, Result<void> done)
    {
        if (done)
            Q_EMIT q->playerChanged(id);
        return done;
    }

    SyncService *q;
    model::Database database;
    model::Connection connection;
    PlayerRepository players;
    device::DeviceMonitor *monitor;
    std::unordered_map<PlayerId, Live> lives;
    QHash<QString, PlayerId> present; ///< players that the monitor sees, by identity
    QSet<PlayerId> isDryRun;          ///< the plan being made is for dryRun()
    QTimer folderPoll;
    bool isStarted = false;
};

SyncService::SyncService(model::Database database, device::DeviceMonitor *monitor, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(database), monitor))
{
    qRegisterMetaType<PlayerId>();
    if (monitor) {
        connect(monitor, &device::DeviceMonitor::playerArrived, this,
                [this](const device::PlayerAddress &address) { d->onPlayerArrived(address); });
        connect(monitor, &device::DeviceMonitor::playerLeft, this,
                [this](const QString &identity) { d->onPlayerLeft(identity); });
        const auto players = monitor->players();
        for (const device::PlayerAddress &address : players) {
            if (const auto id = d->players.remember(address))
                d->present.insert(address.identity, *id);
        }
    }
    connect(&d->folderPoll, &QTimer::timeout, this, [this] { d->pollFolders(); });
}

SyncService::~SyncService() = default;

void SyncService::start()
{
    d->isStarted = true;
    d->folderPoll.start(folderPollInterval);
    refresh();
}

void SyncService::refresh()
{
    const auto records = d->players.all().value_or(QList<PlayerRecord>());
    QList<PlayerId> ids;
    for (const PlayerRecord &record : records) {
        if (d->mayBeThere(record)) {
            d->live(record.id).isRefreshing = true;
            ids.append(record.id);
        }
    }
    for (const PlayerId id : std::as_const(ids))
        inspect(id);
    if (ids.isEmpty())
        QMetaObject::invokeMethod(this, &SyncService::refreshed, Qt::QueuedConnection);
}

void SyncService::inspect(PlayerId id)
{
    if (const auto record = d->players.player(id))
        d->engine(id).inspect(record->address);
}

QList<DeviceState> SyncService::players() const
{
    const auto records = d->players.all();
    if (!records) {
        qCWarning(logSync) << "players not read:" << records.error().detail;
        return {};
    }
    QList<DeviceState> states;
    for (const PlayerRecord &record : *records)
        states.append(d->stateOf(record));
    std::ranges::stable_partition(states, &DeviceState::isConnected);
    return states;
}

DeviceState SyncService::player(PlayerId id) const
{
    const auto record = d->players.player(id);
    return record ? d->stateOf(*record) : DeviceState{};
}

Result<PlayerId> SyncService::find(const QString &text) const
{
    const auto records = d->players.all();
    if (!records)
        return std::unexpected(records.error());
    const PlayerId id = findPlayer(*records, text);
    if (!id.isValid())
        return failure(ErrorCode::NotFound, text);
    return id;
}

Result<void> SyncService::checkMusicFolder(const QString &path) const
{
    const auto records = d->players.all();
    if (!records)
        return std::unexpected(records.error());
    for (const PlayerRecord &record : *records) {
        if (auto apart = checkOverlap({path}, record.address.location); !apart)
            return apart;
    }
    return {};
}

Result<PlayerId> SyncService::addFolder(const QString &path, qint64 limitBytes)
{
    const QFileInfo info(path);
    if (!info.isDir())
        return failure(ErrorCode::FileMissing, path);
    const QString folder = info.canonicalFilePath();
    const auto folders = model::FolderRepository(d->connection).all();
    if (!folders)
        return std::unexpected(folders.error());
    QStringList music;
    for (const model::LibraryFolder &musicFolder : *folders)
        music.append(musicFolder.path);
    if (auto apart = checkOverlap(music, folder); !apart)
        return std::unexpected(apart.error());
    if (d->monitor) {
        const auto seen = d->monitor->players();
        for (const device::PlayerAddress &address : seen) {
            if (canonical(address.location) == folder)
                return d->players.remember(address);
        }
    }

    const QString name = QDir(folder).isRoot() ? folder : QDir(folder).dirName();
    const auto id = d->players.remember({.kind = device::AddressKind::Folder,
                                         .identity = u"folder:"_s + folder,
                                         .name = name,
                                         .location = folder,
                                         .limitBytes = limitBytes});
    if (id) {
        Q_EMIT playersChanged();
        inspect(*id);
    }
    return id;
}

Result<void> SyncService::rename(PlayerId id, const QString &friendlyName)
{
    const QString name = friendlyName.trimmed();
    if (name.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"name"_s);
    return d->changed(id, d->players.setFriendlyName(id, name));
}

Result<void> SyncService::forget(PlayerId id)
{
    const auto record = d->players.player(id);
    if (!record)
        return std::unexpected(record.error());
    d->endPartnershipOn(*record);
    if (auto done = d->players.forget(id); !done)
        return done;
    d->lives.erase(id); // waits for the engine
    Q_EMIT playersChanged();
    return {};
}

void SyncService::createPartnership(PlayerId id, const PartnershipSettings &settings)
{
    const auto found = d->idleEngine(id);
    if (!found)
        return Q_EMIT operationFailed(id, found.error());
    (*found)->createPartnership(settings);
}

Result<void> SyncService::deletePartnership(PlayerId id)
{
    const auto record = d->players.player(id);
    if (!record)
        return std::unexpected(record.error());
    if (!record->partnership)
        return failure(ErrorCode::NotPartnered, record->displayName());
    d->endPartnershipOn(*record);
    return d->changed(id, d->players.removePartnership(id));
}

Result<void> SyncService::decline(PlayerId id)
{
    return d->changed(id, d->players.setDeclined(id, true));
}

Result<void> SyncService::setManual(PlayerId id, bool isManual)
{
    return d->changed(id, d->players.setManual(id, isManual));
}

Result<PartnershipSettings> SyncService::settings(PlayerId id) const
{
    const auto record = d->players.player(id);
    if (!record)
        return std::unexpected(record.error());
    if (!record->partnership)
        return failure(ErrorCode::NotPartnered, record->displayName());
    const auto playlists = d->players.playlists(id);
    if (!playlists)
        return std::unexpected(playlists.error());
    return PartnershipSettings{.friendlyName = record->displayName(),
                               .playlists = *playlists,
                               .reservePercent = record->partnership->reservePercent};
}

Result<void> SyncService::setPlaylists(PlayerId id, const QList<PlaylistId> &playlists)
{
    return d->changed(id, d->players.setPlaylists(id, playlists));
}

Result<void> SyncService::setReservePercent(PlayerId id, int percent)
{
    return d->changed(id, d->players.setReservePercent(id, percent));
}

Result<void> SyncService::setSyncOnConnect(PlayerId id, bool isOn)
{
    return d->changed(id, d->players.setSyncOnConnect(id, isOn));
}

Result<bool> SyncService::isSyncOnConnect(PlayerId id) const
{
    const auto record = d->players.player(id);
    if (!record)
        return std::unexpected(record.error());
    if (!record->partnership)
        return failure(ErrorCode::NotPartnered, record->displayName());
    return record->partnership->syncOnConnect;
}

void SyncService::startSync(PlayerId id, bool confirmBrake, bool includeSkipped)
{
    d->synchronize(id, {.confirmBrake = confirmBrake, .includeSkipped = includeSkipped});
}

void SyncService::send(PlayerId id, const QList<TrackId> &tracks, const QList<PlaylistId> &playlists,
                       const QStringList &files)
{
    d->synchronize(id, {.isManual = true, .playlists = playlists, .tracks = tracks, .files = files});
}

void SyncService::stop(PlayerId id)
{
    const auto found = d->lives.find(id);
    if (found != d->lives.end() && found->second.engine)
        found->second.engine->stop();
}

void SyncService::estimate(PlayerId id)
{
    d->plan(id, {}, false);
}

void SyncService::estimate(PlayerId id, const QList<PlaylistId> &proposed)
{
    d->plan(id, {.playlists = proposed}, false);
}

void SyncService::dryRun(PlayerId id, bool includeSkipped)
{
    d->plan(id, {.includeSkipped = includeSkipped}, true);
}

SyncProgress SyncService::progress(PlayerId id) const
{
    const auto found = d->lives.find(id);
    return found != d->lives.end() && found->second.engine ? found->second.engine->progress()
                                                           : SyncProgress{};
}

SyncResult SyncService::lastResult(PlayerId id) const
{
    return d->players.lastSession(id).value_or(SyncResult{});
}

} // namespace tandem::sync
