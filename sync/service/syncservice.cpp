// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncservice.h"

#include "base/logging.h"
#include "model/library/databasewatch.h"
#include "model/tracks/librarysize.h"
#include "sync/engine/engineroom.h"
#include "sync/engine/liveplayers.h"
#include "sync/players/folderplayers.h"
#include "sync/players/playerrepository.h"
#include "sync/players/playerstate.h"
#include "sync/players/sentplaylist.h"
#include "sync/service/attributesource.h"
#include "sync/service/autosync.h"
#include "sync/service/statuswatch.h"
#include "sync/wish/selection.h"

#include <QHash>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::sync {

using model::DeviceState;
using model::PartnershipStatus;

class SyncService::Private
{
public:
    Private(SyncService *service, model::Database db, device::DeviceMonitor *monitor)
        : q(service),
          database(std::move(db)),
          connection(database),
          players(connection),
          settings(database, players),
          engines(database),
          live(players, engines, monitor),
          statuses(players),
          automatic(database, connection, players, live, engines),
          watch(connection)
    {
        known = list();
        connect(&watch, &model::DatabaseWatch::written, q, [this] { lookForNews(); });
        connect(q, &SyncService::playersChanged, q, [this] { known = list(); });
        connectLive();
        connectEngines();
        connect(q, &SyncService::playersChanged, &statuses, &StatusWatch::lookForNew);
        connect(q, &SyncService::playerChanged, &statuses, &StatusWatch::look);
        connect(&statuses, &StatusWatch::statusChanged, q, &SyncService::statusChanged);
        connect(&automatic.schedule(), &SyncSchedule::due, q, [this](PlayerId id) { q->startSync(id); });
    }

    /// Every player, with what a list shows of it as it is remembered.
    QHash<PlayerId, model::DeviceState> list() const
    {
        QHash<PlayerId, model::DeviceState> states;
        const auto records = players.all();
        if (!records)
            return known;
        for (const PlayerRecord &record : *records)
            states.insert(record.id, toDeviceState(record));
        return states;
    }

    /// What somebody else has done to the players.
    void lookForNews()
    {
        const auto before = std::exchange(known, list());
        const auto now = known;
        if (QSet(before.keyBegin(), before.keyEnd()) != QSet(now.keyBegin(), now.keyEnd()))
            Q_EMIT q->playersChanged();
        for (const auto &[id, state] : now.asKeyValueRange()) {
            if (!before.contains(id))
                q->inspect(id);
            else if (before.value(id) != state)
                Q_EMIT q->playerChanged(id);
        }
    }

    void connectLive()
    {
        connect(&live, &LivePlayers::playersChanged, q, &SyncService::playersChanged);
        connect(&live, &LivePlayers::changed, q, &SyncService::playerChanged);
        connect(&live, &LivePlayers::inspected, q, &SyncService::playerInspected);
        connect(&live, &LivePlayers::refreshed, q, &SyncService::refreshed);
        connect(&live, &LivePlayers::ejected, q, &SyncService::ejected);
        connect(&live, &LivePlayers::failed, q, &SyncService::operationFailed);
        connect(&live, &LivePlayers::connected, q, [this](PlayerId id) { onConnected(id); });
    }

    void connectEngines()
    {
        connect(&engines, &EngineRoom::stateChanged, q, [this](PlayerId id, model::SyncState state) {
            Q_EMIT q->syncStateChanged(id, state);
            Q_EMIT q->playerChanged(id);
        });
        connect(&engines, &EngineRoom::progressChanged, q, &SyncService::progressChanged);
        connect(&engines, &EngineRoom::browsed, q, &SyncService::browsed);
        connect(&engines, &EngineRoom::browseFailed, q, &SyncService::operationFailed);
        connect(&engines, &EngineRoom::partnershipCreated, q, [this](PlayerId id, const Error &error) {
            Q_EMIT q->playerChanged(id);
            if (error != Error{})
                return Q_EMIT q->operationFailed(id, error);
            automatic.noteRules(id);
            Q_EMIT q->partnershipCreated(id);
        });
        connect(&engines, &EngineRoom::synchronized, q, &SyncService::syncFinished);
        // Behind that: it may start the next session at once.
        connect(&engines, &EngineRoom::synchronized, &automatic, &AutoSync::noteEnd);
        connectPlans();
    }

    void connectPlans()
    {
        connect(&engines, &EngineRoom::planned, q, [this](PlayerId id, const SyncPlan &plan) {
            if (isDryRun.remove(id))
                Q_EMIT q->planReady(id, plan);
            else
                Q_EMIT q->estimateFinished(id, toEstimate(plan));
        });
        connect(&engines, &EngineRoom::planFailed, q, [this](PlayerId id, const Error &error) {
            isDryRun.remove(id);
            Q_EMIT q->operationFailed(id, error);
        });
        connect(&engines, &EngineRoom::planCancelled, q, [this](PlayerId id) {
            if (isDryRun.remove(id))
                Q_EMIT q->operationFailed(id, Error{ErrorCode::Cancelled, {}, {}});
            else
                Q_EMIT q->estimateCancelled(id);
        });
    }

    void onConnected(PlayerId id)
    {
        const auto record = players.player(id);
        if (!record)
            return;
        const PartnershipStatus status = statusOf(*record);
        if (status == PartnershipStatus::NewDevice ||
            (status == PartnershipStatus::PartnershipAnother && !record->isDeclined))
            Q_EMIT q->newPlayerConnected(id);
    }

    SessionRequest withBackground(PlayerId id, SessionRequest request) const
    {
        request.mayConvert = (automatic.backgroundBits(id) & BackgroundTranscode) != 0;
        return request;
    }

    void plan(PlayerId id, const SessionRequest &request, bool isForDryRun)
    {
        const auto found = live.idleEngine(id);
        if (!found)
            return Q_EMIT q->operationFailed(id, found.error());
        (*found)->plan(withBackground(id, request)); // cancels what was asked for before
        if (isForDryRun)
            isDryRun.insert(id);
    }

    void synchronize(PlayerId id, const SessionRequest &request)
    {
        const auto found = live.idleEngine(id);
        if (!found)
            return Q_EMIT q->operationFailed(id, found.error());
        automatic.schedule().noteStart(id, !request.isManual && !request.options.retriesFailed);
        (*found)->synchronize(withBackground(id, request));
    }

    Pending<void> endPartnership(PlayerId id, Ending ending)
    {
        automatic.schedule().noteStop(id); // nothing is begun behind what ends now
        return engines.engine(id).endPartnership(ending);
    }

    Result<AttributeSource> attributeSource(PlayerId id)
    {
        auto source = storedAttributeSource(connection, id);
        if (!source)
            return source;
        source->state = q->player(id);
        source->facts = live.facts(id);
        source->backgroundBits = automatic.backgroundBits(id);
        return source;
    }

    /// Passes a change of the database on, and tells those who show the player.
    Result<void> changed(PlayerId id, Result<void> done)
    {
        if (done)
            Q_EMIT q->playerChanged(id);
        return done;
    }

    /// The same for a change of what belongs on the player.
    Result<void> rulesChanged(PlayerId id, const Result<void> &done)
    {
        if (done)
            automatic.noteRules(id);
        return changed(id, done);
    }

    SyncService *q;
    model::Database database;
    model::Connection connection;
    PlayerRepository players;
    PlayerSettings settings;
    EngineRoom engines;
    LivePlayers live;
    StatusWatch statuses;
    AutoSync automatic;
    model::DatabaseWatch watch;
    QHash<PlayerId, model::DeviceState> known; ///< as they were when they were last looked at
    QSet<PlayerId> isDryRun;                   ///< the plan being made is for dryRun()
};

SyncService::SyncService(model::Database database, device::DeviceMonitor *monitor, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(database), monitor))
{
    qRegisterMetaType<PlayerId>();
}

SyncService::~SyncService() = default;

void SyncService::start()
{
    d->live.start();
    d->watch.start();
}

void SyncService::setSettleTime(std::chrono::milliseconds time)
{
    d->automatic.schedule().setSettleTime(time);
}

void SyncService::setBackgroundBits(PlayerId id, int bits)
{
    d->automatic.setBackgroundBits(id, bits);
}

int SyncService::backgroundBits(PlayerId id) const
{
    return d->automatic.backgroundBits(id);
}

void SyncService::noteLibraryChanged()
{
    d->automatic.noteLibrary();
}

void SyncService::notePlaylistsChanged()
{
    d->automatic.notePlaylists();
}

void SyncService::notePlaylistChanged(PlaylistId id)
{
    d->automatic.notePlaylist(id);
}

void SyncService::refresh()
{
    d->live.refresh();
}

void SyncService::inspect(PlayerId id)
{
    d->live.inspect(id);
}

void SyncService::mount(PlayerId id)
{
    const auto record = d->players.player(id);
    if (!record)
        return Q_EMIT operationFailed(id, record.error());
    d->live.mount(*record);
}

void SyncService::eject(PlayerId id)
{
    if (const auto record = d->players.player(id); !record)
        return Q_EMIT operationFailed(id, record.error());
    d->live.eject(id);
}

void SyncService::releaseHolder(PlayerId id)
{
    if (const auto record = d->players.player(id))
        d->live.releaseHolder(*record);
}

device::PlayerFacts SyncService::facts(PlayerId id) const
{
    return d->live.facts(id);
}

Result<void> SyncService::setStorage(PlayerId id, const QString &storage)
{
    const auto done = d->changed(id, d->players.setStorage(id, storage));
    if (done)
        d->live.inspect(id);
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
    return d->settings.storage(id);
}

Result<void> SyncService::setProfile(PlayerId id, const QString &profile)
{
    return d->rulesChanged(id, d->settings.setProfile(id, profile));
}

QList<Choice> SyncService::profileChoices() const
{
    return d->settings.profiles();
}

QString SyncService::chosenProfile(PlayerId id) const
{
    return d->settings.profile(id);
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
        states.append(d->live.stateOf(record));
    std::ranges::stable_partition(states, &DeviceState::isConnected);
    return states;
}

DeviceState SyncService::player(PlayerId id) const
{
    const auto record = d->players.player(id);
    return record ? d->live.stateOf(*record) : DeviceState{};
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
    return records ? sync::checkMusicFolder(*records, path) : std::unexpected(records.error());
}

Result<PlayerId> SyncService::addFolder(const QString &path, qint64 limitBytes)
{
    const auto address = folderPlayer(d->connection, path, limitBytes);
    if (!address)
        return std::unexpected(address.error());
    if (const auto seen = d->live.seenAt(address->location))
        return d->players.remember(*seen);
    const auto id = d->players.remember(*address);
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
    if (d->live.isConnected(id))
        d->engines.engine(id).setPlayerName(name);
    return {};
}

Pending<void> SyncService::forget(PlayerId id)
{
    if (const auto record = d->players.player(id); !record)
        return answered<void>(std::unexpected(record.error()));
    return d->endPartnership(id, Ending::Forgotten).then(this, [this, id](const Result<void> &done) {
        if (!done)
            return done;
        d->live.forget(id);
        d->statuses.forget(id);
        d->automatic.forget(id);
        Q_EMIT playersChanged();
        return done;
    });
}

void SyncService::createPartnership(PlayerId id, const PartnershipSettings &settings)
{
    if (const auto record = d->players.player(id);
        record && statusOf(*record) == PartnershipStatus::ManualDevice)
        return Q_EMIT operationFailed(id, Error{ErrorCode::ManualDevice, record->displayName(), {}});
    const auto found = d->live.idleEngine(id);
    if (!found)
        return Q_EMIT operationFailed(id, found.error());
    (*found)->createPartnership(settings);
}

Pending<void> SyncService::deletePartnership(PlayerId id)
{
    const auto record = d->players.player(id);
    if (!record)
        return answered<void>(std::unexpected(record.error()));
    if (!record->partnership)
        return answered<void>(failure(ErrorCode::NotPartnered, record->displayName()));
    return d->endPartnership(id, Ending::Declined).then(this, [this, id](const Result<void> &done) {
        return d->changed(id, done);
    });
}

Result<void> SyncService::decline(PlayerId id)
{
    return d->changed(id, d->players.setDeclined(id, true));
}

Result<void> SyncService::setManual(PlayerId id, bool isManual)
{
    if (isManual)
        stop(id); // what synchronizes by rules
    return d->changed(id, d->players.setManual(id, isManual));
}

Result<PartnershipSettings> SyncService::settings(PlayerId id) const
{
    return d->settings.rules(id);
}

Result<void> SyncService::setPlaylists(PlayerId id, const QList<PlaylistId> &playlists)
{
    return d->rulesChanged(id, d->players.setPlaylists(id, playlists));
}

Result<QList<PlaylistPlace>> SyncService::placesOf(PlaylistId playlist) const
{
    return sync::placesOf(d->connection, playlist);
}

Result<void> SyncService::restorePlaces(PlaylistId former, PlaylistId playlist,
                                        const QList<PlaylistPlace> &places)
{
    const auto done = sync::restorePlaces(d->connection, former, playlist, places);
    for (const PlaylistPlace &place : places)
        (void)d->rulesChanged(place.player, done);
    return done;
}

Result<void> SyncService::setReservePercent(PlayerId id, int percent)
{
    return d->rulesChanged(id, d->players.setReservePercent(id, percent));
}

Result<void> SyncService::setFill(PlayerId id, Fill fill)
{
    return d->rulesChanged(id, d->players.setFill(id, fill));
}

Result<void> SyncService::setSyncOnConnect(PlayerId id, bool isOn)
{
    return d->changed(id, d->players.setSyncOnConnect(id, isOn));
}

Result<bool> SyncService::isSyncOnConnect(PlayerId id) const
{
    return d->settings.partner(id).transform(
        [](const PlayerRecord &record) { return record.partnership->syncOnConnect; });
}

Result<void> SyncService::setDefaultRules(PlayerId id, bool isOn)
{
    return d->rulesChanged(id, d->players.setDefaultRules(id, isOn));
}

Result<void> SyncService::setNextFilter(PlayerId id, int bits)
{
    return d->changed(id, d->players.setNextFilter(id, bits));
}

Result<void> SyncService::setNextIncludesSkipped(PlayerId id, bool isOn)
{
    return d->changed(id, d->players.setNextIncludesSkipped(id, isOn));
}

Result<QString> SyncService::attribute(PlayerId id, const QString &name) const
{
    const auto attribute = findAttribute(name);
    if (!attribute)
        return std::unexpected(attribute.error());
    return d->attributeSource(id).and_then(
        [&attribute](const AttributeSource &source) { return readAttribute(source, *attribute); });
}

Result<QList<AttributeValue>> SyncService::attributes(PlayerId id) const
{
    return d->attributeSource(id).transform(readAttributes);
}

Result<void> SyncService::setAttribute(PlayerId id, const QString &name, const QString &value)
{
    const auto attribute = findAttribute(name);
    if (!attribute)
        return std::unexpected(attribute.error());
    const auto change = d->attributeSource(id).and_then(
        [&](const AttributeSource &source) { return checkAttribute(source, *attribute, value); });
    if (!change)
        return std::unexpected(change.error());
    switch (change->id) {
    case AttributeId::PercentSpaceReserved:
        return setReservePercent(id, change->number);
    case AttributeId::SyncOnConnect:
        return setSyncOnConnect(id, change->isOn());
    case AttributeId::AutoSyncDefaultRules:
        return setDefaultRules(id, change->isOn());
    case AttributeId::SyncFilter:
        return setNextFilter(id, change->number);
    case AttributeId::IncludeSkippedFiles:
        return setNextIncludesSkipped(id, change->isOn());
    case AttributeId::BackgroundSyncState:
        setBackgroundBits(id, change->number);
        return {};
    default:
        return failure(ErrorCode::NotSupported, name);
    }
}

void SyncService::startSync(PlayerId id, const SessionOptions &options)
{
    d->synchronize(id, {.options = options});
}

void SyncService::goOn(PlayerId id)
{
    SessionOptions options = lastResult(id).options;
    options.confirmBrake = true;
    startSync(id, options);
}

void SyncService::send(PlayerId id, const QList<TrackId> &tracks, const QList<PlaylistId> &playlists,
                       const QStringList &files)
{
    // Of a player that can be worked with: nothing is noted for one that is not there.
    if (const auto found = d->live.idleEngine(id); !found)
        return Q_EMIT operationFailed(id, found.error());
    const bool isKept = !tracks.isEmpty() && player(id).status == PartnershipStatus::PartnershipExists;
    if (isKept) {
        if (const auto kept = addToSentPlaylist(d->connection, id, tracks); !kept)
            return Q_EMIT operationFailed(id, kept.error());
        d->automatic.noteOwnChange();
    }
    d->synchronize(id, {.isManual = true, .playlists = playlists, .tracks = tracks, .files = files});
}

void SyncService::stop(PlayerId id)
{
    SyncEngine *engine = d->engines.find(id);
    if (!engine)
        return;
    if (engine->isSynchronizing())
        d->automatic.schedule().noteStop(id);
    engine->stop();
}

void SyncService::pause(PlayerId id)
{
    if (SyncEngine *engine = d->engines.find(id))
        engine->pause();
}

void SyncService::resume(PlayerId id)
{
    if (SyncEngine *engine = d->engines.find(id))
        engine->resume();
}

void SyncService::estimate(PlayerId id)
{
    d->plan(id, {}, false);
}

void SyncService::estimate(PlayerId id, const QList<PlaylistId> &proposed)
{
    d->plan(id, {.playlists = proposed}, false);
}

void SyncService::cancelEstimate(PlayerId id)
{
    if (SyncEngine *engine = d->engines.find(id); engine && !d->isDryRun.contains(id))
        engine->cancelPlan();
}

void SyncService::dryRun(PlayerId id, const SessionOptions &options)
{
    d->plan(id, {.options = options}, true);
}

void SyncService::browse(PlayerId id, const BrowseRequest &request)
{
    const auto found = d->live.idleEngine(id);
    if (!found)
        return Q_EMIT operationFailed(id, found.error());
    (*found)->browse(request);
}

SyncProgress SyncService::progress(PlayerId id) const
{
    SyncEngine *engine = d->engines.find(id);
    return engine ? engine->progress() : SyncProgress{};
}

SyncResult SyncService::lastResult(PlayerId id) const
{
    return d->players.lastSession(id).value_or(SyncResult{});
}

Result<QList<ItemStateRow>> SyncService::itemStates(PlayerId id, std::optional<PlaylistId> playlist) const
{
    QList<PlaylistId> playlists;
    if (playlist) {
        playlists = {*playlist};
    } else {
        const auto rules = d->settings.rules(id);
        if (!rules)
            return std::unexpected(rules.error());
        playlists = rules->playlists;
    }
    const auto selection = select(d->connection, playlists);
    if (!selection)
        return std::unexpected(selection.error());
    QList<TrackId> tracks;
    for (const WantedItem &item : selection->wanted)
        tracks.append(item.track);
    return ItemStateRepository(d->connection).states(id, tracks);
}

PartnershipMode SyncService::suggestedMode(PlayerId id) const
{
    return suggestMode(player(id).totalBytes, model::librarySizeBytes(d->connection).value_or(-1));
}

} // namespace tandem::sync
