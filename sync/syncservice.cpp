// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncservice.h"

#include "base/logging.h"
#include "device/devicestorage.h"
#include "device/profilestore.h"
#include "model/folderrepository.h"
#include "sync/overlap.h"
#include "sync/playerpresence.h"
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

/// A folder tells nobody when it appears (a network share, a card reader that Solid does not know), nor
/// does a phone when it is unlocked.
constexpr auto pollInterval = 3s;

} // namespace

class SyncService::Private
{
public:
    Private(SyncService *service, model::Database db, device::DeviceMonitor *deviceMonitor)
        : q(service),
          database(std::move(db)),
          connection(database),
          players(connection),
          presence(players, deviceMonitor)
    {
    }

    /// What the service knows of a player besides the database.
    struct Live {
        bool isConnected = false;
        bool isRefreshing = false;
        bool isEjecting = false;            ///< as soon as its engine has let go
        Error problem;                      ///< why it cannot be used, though it may be there
        device::PlayerFacts facts;          ///< when it was last looked at
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
        connect(&engine, &SyncEngine::released, q, [this, id] { onReleased(id); });
        connect(&engine, &SyncEngine::inspected, q,
                [this, id](const Inspection &inspection) { onInspected(id, inspection); });
        connect(&engine, &SyncEngine::browsed, q,
                [this, id](const BrowseResult &result) { Q_EMIT q->browsed(id, result); });
        connect(&engine, &SyncEngine::browseFailed, q,
                [this, id](const Error &error) { Q_EMIT q->operationFailed(id, error); });
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
        player.problem = inspection.error;
        if (inspection.isConnected)
            player.facts = inspection.facts;
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

    void inspect(PlayerId id)
    {
        if (const auto record = players.player(id))
            engine(id).inspect(presence.addressOf(*record));
    }

    void onPresent(PlayerId id, bool isNew)
    {
        Q_EMIT q->playersChanged();
        inspect(id);
        const auto record = players.player(id);
        // Nobody need mount what is only waited for to be synchronized. Unmounted later, it stays so.
        if (isStarted && isNew && record && !presence.addressOf(*record).isReachable() &&
            statusOf(*record) == PartnershipStatus::PartnershipExists && record->partnership->syncOnConnect)
            presence.mount(*record);
    }

    void onLeft(PlayerId id)
    {
        Live &player = live(id);
        player.isConnected = false;
        player.problem = {};
        engine(id).release();
        Q_EMIT q->playerChanged(id);
    }

    void onMounted(PlayerId id, const Error &error)
    {
        if (error == Error{})
            return inspect(id);
        live(id).problem = error;
        Q_EMIT q->playerChanged(id);
        Q_EMIT q->playerInspected(id, error);
    }

    void onReleased(PlayerId id)
    {
        const auto record = players.player(id);
        if (std::exchange(live(id).isEjecting, false) && record)
            presence.eject(*record);
    }

    void onEjected(PlayerId id, const Error &error)
    {
        if (error != Error{})
            return Q_EMIT q->operationFailed(id, error);
        live(id).isConnected = false;
        Q_EMIT q->playerChanged(id);
        Q_EMIT q->ejected(id);
    }

    /// Those that cannot tell when they may be used: folders, and phones that their owners unlock.
    void poll()
    {
        const auto records = players.all();
        if (!records)
            return;
        for (const PlayerRecord &record : *records) {
            const Live &player = live(record.id);
            const bool isWaitedFor = record.address.kind == device::AddressKind::Folder ||
                                     player.problem.code == ErrorCode::DeviceLocked ||
                                     player.problem.code == ErrorCode::DeviceHeld;
            if (isWaitedFor && !player.isConnected && presence.mayBeThere(record))
                inspect(record.id);
        }
    }

    DeviceState stateOf(const PlayerRecord &record) const
    {
        DeviceState state = toDeviceState(record);
        const auto found = lives.find(record.id);
        if (found != lives.end()) {
            state.isConnected = found->second.isConnected;
            state.problem = found->second.problem;
            state.batteryPercent = found->second.facts.batteryPercent;
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
        if (const Live &player = live(id); !player.isConnected) {
            if (player.problem != Error{})
                return std::unexpected(player.problem);
            return failure(ErrorCode::NotConnected, record->displayName());
        }
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

    /// Read anew each time: the person may have edited them.
    device::ProfileStore profileStore() const
    {
        return device::ProfileStore(QFileInfo(database.path()).path());
    }

    SyncService *q;
    model::Database database;
    model::Connection connection;
    PlayerRepository players;
    PlayerPresence presence;
    std::unordered_map<PlayerId, Live> lives;
    QSet<PlayerId> isDryRun; ///< the plan being made is for dryRun()
    QTimer polling;
    bool isStarted = false;
};

SyncService::SyncService(model::Database database, device::DeviceMonitor *monitor, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(database), monitor))
{
    qRegisterMetaType<PlayerId>();
    connect(&d->presence, &PlayerPresence::arrived, this,
            [this](PlayerId id, bool isNew) { d->onPresent(id, isNew); });
    connect(&d->presence, &PlayerPresence::left, this, [this](PlayerId id) { d->onLeft(id); });
    connect(&d->presence, &PlayerPresence::mounted, this,
            [this](PlayerId id, const Error &error) { d->onMounted(id, error); });
    connect(&d->presence, &PlayerPresence::ejected, this,
            [this](PlayerId id, const Error &error) { d->onEjected(id, error); });
    connect(&d->presence, &PlayerPresence::releaseRequested, this,
            [this](PlayerId id) { d->engine(id).letGo(); });
    connect(&d->polling, &QTimer::timeout, this, [this] { d->poll(); });
}

SyncService::~SyncService() = default;

void SyncService::start()
{
    d->isStarted = true;
    d->polling.start(pollInterval);
    refresh();
}

void SyncService::refresh()
{
    const auto records = d->players.all().value_or(QList<PlayerRecord>());
    QList<PlayerId> ids;
    for (const PlayerRecord &record : records) {
        if (d->presence.mayBeThere(record)) {
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
    d->inspect(id);
}

void SyncService::mount(PlayerId id)
{
    const auto record = d->players.player(id);
    if (!record)
        return Q_EMIT operationFailed(id, record.error());
    if (record->address.kind == device::AddressKind::Volume && !d->presence.addressOf(*record).isReachable())
        d->presence.mount(*record);
    else
        d->inspect(id);
}

void SyncService::eject(PlayerId id)
{
    const auto record = d->players.player(id);
    if (!record)
        return Q_EMIT operationFailed(id, record.error());
    d->live(id).isEjecting = true;
    d->engine(id).letGo();
}

void SyncService::releaseHolder(PlayerId id)
{
    if (const auto record = d->players.player(id))
        d->engine(id).releaseHolder(d->presence.addressOf(*record));
}

device::PlayerFacts SyncService::facts(PlayerId id) const
{
    const auto found = d->lives.find(id);
    return found == d->lives.end() ? device::PlayerFacts{} : found->second.facts;
}

Result<void> SyncService::setStorage(PlayerId id, const QString &storage)
{
    const auto done = d->changed(id, d->players.setStorage(id, storage));
    if (done)
        d->inspect(id);
    return done;
}

QList<Choice> SyncService::storageChoices(PlayerId id) const
{
    QList<Choice> choices;
    const device::PlayerFacts known = facts(id);
    for (const device::StorageChoice &storage : known.storages)
        choices.append({storage.id, storage.name.isEmpty() ? storage.id : storage.name});
    return choices;
}

QString SyncService::chosenStorage(PlayerId id) const
{
    const auto record = d->players.player(id);
    return record ? record->address.storage : QString();
}

Result<void> SyncService::setProfile(PlayerId id, const QString &profile)
{
    if (const auto known = d->profileStore().find(profile); !profile.isEmpty() && !known)
        return std::unexpected(known.error());
    return d->changed(id, d->players.setProfile(id, profile));
}

QList<Choice> SyncService::profileChoices() const
{
    QList<Choice> choices;
    const QList<device::PlayerProfile> profiles = d->profileStore().profiles();
    for (const device::PlayerProfile &profile : profiles)
        choices.append({profile.id, profile.name});
    return choices;
}

QString SyncService::chosenProfile(PlayerId id) const
{
    const auto record = d->players.player(id);
    return record ? record->profile : QString();
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
    if (const auto seen = d->presence.seenAt(folder))
        return d->players.remember(*seen);

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
    if (auto done = d->changed(id, d->players.setFriendlyName(id, name)); !done)
        return done;
    if (d->live(id).isConnected)
        d->engine(id).setPlayerName(name);
    return {};
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

void SyncService::startSync(PlayerId id, const SyncOptions &options)
{
    d->synchronize(id, {.confirmBrake = options.confirmBrake,
                        .includeSkipped = options.includeSkipped,
                        .isVerifying = options.isVerifying});
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

void SyncService::browse(PlayerId id, const BrowseRequest &request)
{
    const auto found = d->idleEngine(id);
    if (!found)
        return Q_EMIT operationFailed(id, found.error());
    (*found)->browse(request);
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
