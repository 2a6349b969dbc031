// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playergroups.h"

#include <algorithm>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

using Group = QList<SeenDevice>;

/// A serial number of zeros is what a maker leaves who has none.
bool hasSerial(const SeenDevice &device)
{
    return std::ranges::any_of(device.serial, [](QChar digit) { return digit != u'0'; });
}

QString tidied(const QString &text)
{
    return QString(text).replace(u'_', u' ').simplified();
}

bool isSameText(const QString &first, const QString &second)
{
    return first.compare(second, Qt::CaseInsensitive) == 0;
}

QList<Group> grouped(const QList<SeenDevice> &seen)
{
    QList<Group> groups;
    for (const SeenDevice &device : seen) {
        if (!mayBelongToPlayer(device))
            continue;
        const auto isItsGroup = [&device](const Group &group) {
            return std::ranges::any_of(
                group, [&device](const SeenDevice &other) { return isSamePlayer(device, other); });
        };
        const auto first = std::ranges::find_if(groups, isItsGroup);
        if (first == groups.end()) {
            groups.append(Group{device});
            continue;
        }
        // A device may be what shows that two groups are one.
        for (auto other = groups.end() - 1; other != first; --other) {
            if (isItsGroup(*other)) {
                first->append(*other);
                other->clear();
            }
        }
        first->append(device);
        groups.removeIf([](const Group &group) { return group.isEmpty(); });
    }
    return groups;
}

QList<SeenDevice> ofKind(const Group &group, SeenKind kind)
{
    QList<SeenDevice> found;
    std::ranges::copy_if(group, std::back_inserter(found),
                         [kind](const SeenDevice &d) { return d.kind == kind; });
    return found;
}

/// Volumes with the one that holds the music first. A known volume stays the preferred one when a card is put
/// in, unless the card was partnered by itself.
void sortByPreference(QList<SeenDevice> &volumes, const QStringList &knownIdentities)
{
    const auto rank = [&](const SeenDevice &volume) {
        const qsizetype known = knownIdentities.indexOf(volumeIdentity(volume));
        return std::tuple(!volume.marks.hasPartnership, known < 0 ? knownIdentities.size() : known,
                          !volume.marks.isAudioPlayer, !volume.marks.hasRockbox, -volume.sizeBytes,
                          volume.udi);
    };
    std::ranges::sort(volumes, {}, rank);
}

/// The side of the player that speaks MTP. The description of a player that knows both ways says "mtp" even
/// while the player is a drive.
const SeenDevice *mtpSide(const QList<SeenDevice> &players, bool hasVolumes)
{
    for (const SeenDevice &player : players) {
        const bool isDriveNow = hasVolumes && player.protocols.contains("storage"_L1);
        if (player.protocols.contains("mtp"_L1) && !isDriveNow)
            return &player;
    }
    return nullptr;
}

VolumeAddress volumeAddress(const SeenDevice &volume)
{
    return {.id = volume.uuid.isEmpty() ? volume.udi : volume.uuid,
            .name = volume.label.isEmpty() ? volume.description : volume.label,
            .location = volume.mountPoint};
}

/// Empty if nothing in the group is a player.
FoundPlayer playerOf(const Group &group, const QStringList &knownIdentities)
{
    auto volumes = ofKind(group, SeenKind::Volume);
    const auto players = ofKind(group, SeenKind::MediaPlayer);
    sortByPreference(volumes, knownIdentities);
    const SeenDevice *mtp = mtpSide(players, !volumes.isEmpty());
    if (!mtp && volumes.isEmpty())
        return {};
    const SeenDevice &main = mtp ? *mtp : volumes.first();

    FoundPlayer found;
    PlayerAddress &address = found.address;
    address.kind = mtp ? AddressKind::Mtp : AddressKind::Volume;
    address.identity = mtp ? mediaPlayerIdentity(main) : volumeIdentity(main);
    address.location = mtp ? usbLocation(main) : main.mountPoint;
    address.name = !main.label.isEmpty() ? main.label : makeName(main);
    if (address.name.isEmpty())
        address.name = main.description;
    address.make = {.vendor = tidied(main.vendor), .product = tidied(main.product)};
    for (const SeenDevice &volume : std::as_const(volumes))
        address.volumes.append(volumeAddress(volume));
    for (const SeenDevice &device : group) {
        found.devices.append(device.udi);
        if (address.make.mediaPlayerInfo.isEmpty())
            address.make.mediaPlayerInfo = device.mediaPlayerInfo;
    }
    return found;
}

} // namespace

bool mayBelongToPlayer(const SeenDevice &device)
{
    if (device.kind == SeenKind::MediaPlayer)
        return true;
    return device.isPortable && device.hasFileSystem && !device.isOptical && !device.isIgnored;
}

bool isSamePlayer(const SeenDevice &first, const SeenDevice &second)
{
    if (!first.drive.isEmpty() && first.drive == second.drive)
        return true;
    // Where both hang on the bus is certain; a serial number may be the same on all that a maker sold.
    if (!first.usbPath.isEmpty() && !second.usbPath.isEmpty())
        return first.usbPath == second.usbPath;
    return hasSerial(first) && first.serial == second.serial;
}

QString volumeIdentity(const SeenDevice &volume)
{
    return u"volume:"_s + (volume.uuid.isEmpty() ? volume.udi : volume.uuid);
}

QString mediaPlayerIdentity(const SeenDevice &player)
{
    if (hasSerial(player))
        return u"mtp:"_s + player.serial;
    if (!player.vendorId.isEmpty() && !player.productId.isEmpty())
        return u"mtp:%1-%2"_s.arg(player.vendorId, player.productId);
    return u"mtp:"_s + player.udi;
}

QString usbLocation(const SeenDevice &player)
{
    if (player.busNumber <= 0 || player.deviceNumber <= 0)
        return {};
    return u"usb:%1,%2"_s.arg(player.busNumber, 3, 10, '0'_L1).arg(player.deviceNumber, 3, 10, '0'_L1);
}

QString makeName(const SeenDevice &device)
{
    QString vendor = tidied(device.vendor);
    QString product = tidied(device.product);
    // Where the player does not say its name, udev writes the number instead.
    if (isSameText(vendor, device.vendorId) || isSameText(vendor, u"usb"_s))
        vendor.clear();
    if (isSameText(product, device.productId))
        product.clear();
    if (product.startsWith(vendor, Qt::CaseInsensitive))
        return product;
    return tidied(vendor + u' ' + product);
}

QList<FoundPlayer> findPlayers(const QList<SeenDevice> &seen, const QStringList &knownIdentities)
{
    QList<FoundPlayer> players;
    const auto groups = grouped(seen);
    for (const Group &group : groups) {
        FoundPlayer player = playerOf(group, knownIdentities);
        const bool isTaken = std::ranges::any_of(players, [&](const FoundPlayer &other) {
            return other.address.identity == player.address.identity;
        });
        if (!player.devices.isEmpty() && !isTaken)
            players.append(std::move(player));
    }
    return players;
}

} // namespace tandem::device
