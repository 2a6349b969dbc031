// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "soliddevicemonitor.h"

#include "base/logging.h"
#include "device/discovery/playergroups.h"
#include "device/discovery/solid/gracetime.h"
#include "device/discovery/solid/soliddevice.h"
#include "device/discovery/solid/volumeoperation.h"

#include <QTimer>
#include <Solid/Device>
#include <Solid/DeviceNotifier>
#include <Solid/StorageAccess>
#include <algorithm>
#include <utility>
#include <vector>

namespace tandem::device {

class SolidDeviceMonitor::Private
{
public:
    using Kind = VolumeOperation::Kind;

    /// A device that may belong to a player.
    struct Watched {
        Solid::Device device; ///< keeps the interface object, and so its signals, alive
        /// Its mount point is empty until somebody has looked there.
        SeenDevice seen;
        QString mountPoint;     ///< as Solid says
        bool isSettled = false; ///< if not, others of the same player may be about to appear
    };

    Private(SolidDeviceMonitor *monitor, const Settings &settings)
        : q(monitor),
          settleTime(settings.settleTime),
          operationTime(settings.operationTime),
          grace(settings.graceTime),
          look(settings.look)
    {
        settling.setSingleShot(true);
        settling.callOnTimeout(q, [this] { settle(); });
        updating.setSingleShot(true);
        updating.callOnTimeout(q, [this] { update(); });
        connect(&grace, &GraceTime::over, q, [this](const QString &identity) { leave(identity); });
        connect(&look, &VolumeLook::looked, q,
                [this](const QString &udi, const QString &mountPoint, const VolumeMarks &marks) {
                    onLooked(udi, mountPoint, marks);
                });
    }

    // What Solid says

    Watched *find(const QString &udi)
    {
        const auto found =
            std::ranges::find(watched, udi, [](const Watched &device) { return device.seen.udi; });
        return found == watched.end() ? nullptr : &*found;
    }

    void add(const QString &udi, bool isSettled)
    {
        // Solid says it again when a device that is there has got a file system.
        if (find(udi))
            return reread(udi);
        const Solid::Device device(udi);
        const auto seen = describe(device);
        if (!seen)
            return;
        const bool isVolume = seen->kind == SeenKind::Volume;
        watched.push_back({.device = device, .isSettled = isSettled || !isVolume});
        if (isVolume)
            connectVolume(*device.as<Solid::StorageAccess>());
        take(watched.back(), *seen);
        if (!watched.back().isSettled)
            settling.start(settleTime);
    }

    void connectVolume(const Solid::StorageAccess &access)
    {
        using Solid::StorageAccess;
        connect(&access, &StorageAccess::accessibilityChanged, q,
                [this](bool, const QString &udi) { reread(udi); });
        connect(&access, &StorageAccess::setupDone, q,
                [this](Solid::ErrorType type, const QVariant &reason, const QString &udi) {
                    onAnswered(Kind::Mount, type, reason, udi);
                });
        connect(&access, &StorageAccess::teardownDone, q,
                [this](Solid::ErrorType type, const QVariant &reason, const QString &udi) {
                    onAnswered(Kind::Eject, type, reason, udi);
                });
        connect(&access, &StorageAccess::teardownRequested, q,
                [this](const QString &udi) { onTeardownRequested(udi); });
    }

    void remove(const QString &udi)
    {
        // At this moment the device itself is gone; only what was remembered can be asked.
        std::erase_if(watched, [&](const Watched &device) { return device.seen.udi == udi; });
        updateSoon();
    }

    /// Brings what is remembered of a device up to date.
    void reread(const QString &udi)
    {
        Watched *device = find(udi);
        if (const auto seen = device ? describe(device->device) : std::nullopt)
            take(*device, *seen);
    }

    void take(Watched &device, const SeenDevice &seen)
    {
        const VolumeMarks marks = device.seen.marks;
        const QString lookedAt = device.seen.mountPoint;
        device.mountPoint = seen.mountPoint;
        device.seen = seen;
        device.seen.marks = marks;
        if (lookedAt != device.mountPoint) {
            device.seen.mountPoint.clear();
            if (!device.mountPoint.isEmpty())
                look.begin(seen.udi, device.mountPoint);
        }
        updateSoon();
    }

    void onLooked(const QString &udi, const QString &mountPoint, const VolumeMarks &marks)
    {
        Watched *device = find(udi);
        if (!device || device->mountPoint != mountPoint) // it went on meanwhile
            return;
        device->seen.mountPoint = mountPoint;
        device->seen.marks = marks;
        updateSoon();
    }

    void settle()
    {
        for (Watched &device : watched) {
            if (std::exchange(device.isSettled, true))
                continue;
            if (const auto seen = describe(device.device)) // perhaps more than at first
                take(device, *seen);
        }
        update();
    }

    void onTeardownRequested(const QString &udi)
    {
        const bool isOurs = std::ranges::any_of(operations, [&](const auto &operation) {
            return operation->kind == Kind::Eject && operation->volumes.contains(udi);
        });
        const auto player = std::ranges::find_if(
            present, [&](const FoundPlayer &found) { return found.devices.contains(udi); });
        if (isOurs || player == present.end())
            return;
        const QString identity = player->address.identity;
        qCDebug(logDevice) << "somebody wants to unmount" << identity;
        Q_EMIT q->releaseRequested(identity);
    }

    // What is told

    /// Not at once: Solid reports amid calls of ours, and often several things together.
    void updateSoon() { updating.start(0); }

    void update()
    {
        updating.stop();
        // An ejected player may have gone, cut off from its power: that it was ejected is told first.
        endOperations(Kind::Eject);

        QList<SeenDevice> seen;
        for (const Watched &device : watched) {
            if (device.isSettled)
                seen.append(device.seen);
        }
        const auto found = findPlayers(seen, known);
        const auto isFound = [&](const QString &identity) {
            return std::ranges::any_of(
                found, [&](const FoundPlayer &player) { return player.address.identity == identity; });
        };
        // Copies: who is told may ask for something that changes them.
        const auto before = present;
        for (const FoundPlayer &player : before) {
            if (isFound(player.address.identity))
                continue;
            if (player.address.kind == AddressKind::Mtp)
                wait(player.address.identity);
            else
                leave(player.address.identity);
        }
        for (const FoundPlayer &player : found)
            tell(player);
        endOperations(Kind::Mount);
    }

    QList<FoundPlayer>::iterator findPresent(const QString &identity)
    {
        return std::ranges::find(present, identity,
                                 [](const FoundPlayer &player) { return player.address.identity; });
    }

    void tell(const FoundPlayer &player)
    {
        const QString &identity = player.address.identity;
        const bool isBack = grace.end(identity);
        const auto before = findPresent(identity);
        const bool isSame = before != present.end() && before->address == player.address;
        if (before == present.end())
            present.append(player);
        else
            *before = player;
        known.removeAll(identity);
        known.prepend(identity);
        if (isSame && !isBack)
            return;
        qCDebug(logDevice) << "player arrived" << identity << player.address.location;
        Q_EMIT q->playerArrived(player.address);
    }

    void wait(const QString &identity)
    {
        if (const auto player = findPresent(identity); player != present.end())
            player->devices.clear();
        grace.begin(identity);
    }

    void leave(const QString &identity)
    {
        const auto player = findPresent(identity);
        if (player == present.end())
            return;
        present.erase(player);
        qCDebug(logDevice) << "player left" << identity;
        Q_EMIT q->playerLeft(identity);
    }

    // What is asked for

    void begin(Kind kind, const QString &identity)
    {
        const auto player = findPresent(identity);
        if (player == present.end() || player->devices.isEmpty()) {
            const Error error{ErrorCode::NotConnected, identity, {}};
            QTimer::singleShot(0, q, [this, kind, identity, error] { report(kind, identity, error); });
            return;
        }
        const bool isRunning = std::ranges::any_of(operations, [&](const auto &operation) {
            return operation->kind == kind && operation->identity == identity;
        });
        if (isRunning)
            return;

        auto &operation = *operations.emplace_back(std::make_unique<VolumeOperation>());
        operation.kind = kind;
        operation.identity = identity;
        operation.name = player->address.name;
        for (const Watched &device : watched) {
            if (device.seen.kind == SeenKind::Volume && player->devices.contains(device.seen.udi))
                operation.volumes.insert(device.seen.udi);
        }
        operation.waiting = operation.volumes;
        operation.limit.setSingleShot(true);
        operation.limit.callOnTimeout(q, [this, &operation] {
            operation.giveUp();
            updateSoon();
        });
        operation.limit.start(operationTime);
        const QSet<QString> volumes = operation.volumes;
        for (const QString &udi : volumes)
            start(operation, udi);
        updateSoon();
    }

    void start(VolumeOperation &operation, const QString &udi)
    {
        const Watched *volume = find(udi);
        if (!volume || hasHappened(operation.kind, *volume))
            return;
        const bool isMount = operation.kind == Kind::Mount;
        if (isMount && !volume->mountPoint.isEmpty()) // being looked at
            return;
        Solid::Device device = volume->device;
        auto *access = device.as<Solid::StorageAccess>();
        // If it refuses, somebody else is at it, and how that ends will be heard as well.
        if (access && !(isMount ? access->setup() : access->teardown()))
            qCDebug(logDevice) << "already being mounted or unmounted:" << udi;
    }

    static bool hasHappened(Kind kind, const Watched &volume)
    {
        return kind == Kind::Mount ? !volume.seen.mountPoint.isEmpty() : volume.mountPoint.isEmpty();
    }

    /// The end of a call that may have been somebody else's, too.
    void onAnswered(Kind kind, Solid::ErrorType type, const QVariant &reason, const QString &udi)
    {
        reread(udi);
        if (type == Solid::NoError)
            return;
        qCDebug(logDevice) << "not mounted or unmounted:" << udi << reason.toString();
        // Not yet a failure: the desktop's own mounting may have been quicker, and news of it are on their
        // way.
        QTimer::singleShot(settleTime, q, [this, kind, type, reason, udi] {
            const Watched *volume = find(udi);
            const bool isUnderWay = volume && kind == Kind::Mount && !volume->mountPoint.isEmpty();
            for (const auto &operation : operations) {
                if (operation->kind == kind && volume && !isUnderWay && !hasHappened(kind, *volume))
                    operation->fail(udi, volumeError(type, reason, operation->name));
            }
            updateSoon();
        });
    }

    /// Ends what has no volume to wait for any more.
    void endOperations(Kind kind)
    {
        std::vector<std::unique_ptr<VolumeOperation>> over;
        for (auto &operation : operations) {
            if (operation->kind != kind)
                continue;
            const auto waiting = operation->waiting;
            for (const QString &udi : waiting) {
                const Watched *volume = find(udi);
                if (!volume && kind == Kind::Mount)
                    operation->fail(udi, {ErrorCode::DeviceGone, operation->name, {}});
                else if (!volume || hasHappened(kind, *volume))
                    operation->done(udi);
            }
            if (operation->isOver())
                over.push_back(std::move(operation));
        }
        std::erase(operations, nullptr);
        for (const auto &operation : over) {
            const bool isEnough = kind == Kind::Mount && isReachable(operation->volumes);
            report(kind, operation->identity, isEnough ? Error{} : operation->error);
        }
    }

    /// Whether the player that has these volumes can be used, though perhaps not all of them.
    bool isReachable(const QSet<QString> &volumes) const
    {
        return std::ranges::any_of(present, [&](const FoundPlayer &player) {
            return player.address.isReachable() &&
                   std::ranges::any_of(player.devices,
                                       [&](const QString &udi) { return volumes.contains(udi); });
        });
    }

    void report(Kind kind, const QString &identity, const Error &error)
    {
        qCDebug(logDevice) << (kind == Kind::Mount ? "mounted" : "ejected") << identity << int(error.code)
                           << error.detail;
        if (kind == Kind::Mount)
            Q_EMIT q->mounted(identity, error);
        else
            Q_EMIT q->ejected(identity, error);
    }

    SolidDeviceMonitor *q;
    std::chrono::milliseconds settleTime;
    std::chrono::milliseconds operationTime;
    std::vector<Watched> watched; ///< in the order in which they came
    QList<FoundPlayer> present;   ///< as was told; those in their grace time have no devices
    QStringList known;            ///< identities, the latest first
    std::vector<std::unique_ptr<VolumeOperation>> operations;
    QTimer settling;
    QTimer updating;
    GraceTime grace;
    VolumeLook look;
};

SolidDeviceMonitor::SolidDeviceMonitor(const Settings &settings, QObject *parent)
    : DeviceMonitor(parent), d(std::make_unique<Private>(this, settings))
{
    auto *notifier = Solid::DeviceNotifier::instance();
    connect(notifier, &Solid::DeviceNotifier::deviceAdded, this,
            [this](const QString &udi) { d->add(udi, false); });
    connect(notifier, &Solid::DeviceNotifier::deviceRemoved, this,
            [this](const QString &udi) { d->remove(udi); });
    for (const auto type :
         {Solid::DeviceInterface::StorageAccess, Solid::DeviceInterface::PortableMediaPlayer}) {
        const auto devices = Solid::Device::listFromType(type);
        for (const Solid::Device &device : devices)
            d->add(device.udi(), true);
    }
    d->look.await(settings.firstLookTime);
    d->update();
}

SolidDeviceMonitor::~SolidDeviceMonitor() = default;

QList<PlayerAddress> SolidDeviceMonitor::players() const
{
    QList<PlayerAddress> players;
    for (const FoundPlayer &player : std::as_const(d->present))
        players.append(player.address);
    return players;
}

void SolidDeviceMonitor::remember(const QStringList &identities)
{
    // So far there were only guesses.
    d->known = identities + d->known;
    d->update();
}

void SolidDeviceMonitor::mount(const QString &identity)
{
    d->begin(VolumeOperation::Kind::Mount, identity);
}

void SolidDeviceMonitor::eject(const QString &identity)
{
    d->begin(VolumeOperation::Kind::Eject, identity);
}

} // namespace tandem::device

extern "C" Q_DECL_EXPORT tandem::device::DeviceMonitor *tandemCreateDeviceMonitor()
{
    return new tandem::device::SolidDeviceMonitor({});
}
