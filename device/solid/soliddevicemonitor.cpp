// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "soliddevicemonitor.h"

#include "base/logging.h"

#include <QHash>
#include <Solid/Device>
#include <Solid/DeviceNotifier>
#include <Solid/StorageAccess>
#include <Solid/StorageDrive>
#include <Solid/StorageVolume>
#include <optional>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

/// Whether the drive that a volume lies on can be taken away.
bool isPortable(const Solid::Device &volume)
{
    for (Solid::Device device = volume; device.isValid(); device = device.parent()) {
        if (const auto *drive = device.as<Solid::StorageDrive>())
            return drive->isRemovable() || drive->isHotpluggable();
    }
    return false;
}

std::optional<PlayerAddress> addressOf(const Solid::Device &device)
{
    const auto *access = device.as<Solid::StorageAccess>();
    if (!access || !access->isAccessible() || access->isIgnored() || !isPortable(device))
        return std::nullopt;
    const auto *volume = device.as<Solid::StorageVolume>();
    const QString uuid = volume ? volume->uuid() : QString();
    const QString label = volume ? volume->label() : QString();

    PlayerAddress address;
    address.kind = AddressKind::Volume;
    address.identity = u"volume:"_s + (uuid.isEmpty() ? device.udi() : uuid);
    address.name = label.isEmpty() ? device.displayName() : label;
    address.location = access->filePath();
    return address;
}

} // namespace

class SolidDeviceMonitor::Private
{
public:
    explicit Private(SolidDeviceMonitor *monitor) : q(monitor) {}

    void watch(const QString &udi)
    {
        const Solid::Device device(udi);
        const auto *access = device.as<Solid::StorageAccess>();
        if (!access || watched.contains(udi))
            return;
        watched.insert(udi, device); // keeps the interface object, and so its signals, alive
        QObject::connect(access, &Solid::StorageAccess::accessibilityChanged, q,
                         [this](bool, const QString &changed) { update(changed); });
        update(udi);
    }

    void unwatch(const QString &udi)
    {
        // At this moment the device itself is gone; only what was remembered can be asked.
        watched.remove(udi);
        leave(udi);
    }

    void update(const QString &udi)
    {
        const auto address = addressOf(watched.value(udi));
        if (!address) {
            leave(udi);
        } else if (present.value(udi) != *address) {
            leave(udi);
            qCDebug(logDevice) << "player arrived" << address->identity << address->location;
            present.insert(udi, *address);
            Q_EMIT q->playerArrived(*address);
        }
    }

    void leave(const QString &udi)
    {
        const auto found = present.constFind(udi);
        if (found == present.constEnd())
            return;
        const QString identity = found->identity;
        present.erase(found);
        qCDebug(logDevice) << "player left" << identity;
        Q_EMIT q->playerLeft(identity);
    }

    SolidDeviceMonitor *q;
    QHash<QString, Solid::Device> watched; ///< by UDI
    QHash<QString, PlayerAddress> present; ///< by UDI
};

SolidDeviceMonitor::SolidDeviceMonitor(QObject *parent)
    : DeviceMonitor(parent), d(std::make_unique<Private>(this))
{
    auto *notifier = Solid::DeviceNotifier::instance();
    connect(notifier, &Solid::DeviceNotifier::deviceAdded, this,
            [this](const QString &udi) { d->watch(udi); });
    connect(notifier, &Solid::DeviceNotifier::deviceRemoved, this,
            [this](const QString &udi) { d->unwatch(udi); });
    const auto devices = Solid::Device::listFromType(Solid::DeviceInterface::StorageAccess);
    for (const Solid::Device &device : devices)
        d->watch(device.udi());
}

SolidDeviceMonitor::~SolidDeviceMonitor() = default;

QList<PlayerAddress> SolidDeviceMonitor::players() const
{
    return d->present.values();
}

} // namespace tandem::device

extern "C" Q_DECL_EXPORT tandem::device::DeviceMonitor *tandemCreateDeviceMonitor()
{
    return new tandem::device::SolidDeviceMonitor;
}
