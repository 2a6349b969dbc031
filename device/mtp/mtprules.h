// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/storage/devicestorage.h"

#include <QList>
#include <QString>
#include <optional>

namespace tandem::device {

// What Tandem makes of what MTP players say. Pure functions.

/// Total and free bytes as far as they can be believed; -1 is unknown. Players answer with zero, with all
/// bits set, or with more free space than they have altogether.
struct Space {
    qint64 totalBytes = -1;
    qint64 freeBytes = -1;

    friend bool operator==(const Space &, const Space &) = default;
};
Space believableSpace(quint64 totalBytes, quint64 freeBytes);

/// Nanoseconds since 1970 of a time as MTP writes it (MTP 1.1, 3.2.5): "20240229T235959", perhaps with tenths
/// and "Z" or an offset; the player's own time of day without these, taken for this computer's. -1 for
/// anything else.
qint64 timeOf(const QString &text);

/// How a storage is named to the rest of Tandem: "0x00010001".
QString storageIdText(quint32 id);

/// Index of the storage to use: the one whose id is @p wanted, and no other; if it is empty, the largest that
/// can be written to, else the largest. Nothing if there is none.
std::optional<qsizetype> preferredStorage(const QList<StorageChoice> &storages, const QString &wanted);

/// What is known of a USB device that answers MTP.
struct UsbIdentity {
    quint16 vendorId = 0;
    quint16 productId = 0;
    QString serial;    ///< of the USB descriptor
    QString mtpSerial; ///< what the player itself answers; not always the same
};

/// Whether the player at hand is the one of this PlayerAddress::identity: "mtp:SERIAL", or
/// "mtp:VENDOR-PRODUCT" in hexadecimal digits for those without a serial number. udev writes underscores
/// for what it does not like in a serial number, so only letters and digits count.
bool isSamePlayer(const QString &identity, const UsbIdentity &player);

/// MTP knows no replacing: the new file is sent under partName(), the old one is renamed to oldName(),
/// the new one gets the name, the old one is deleted. Whatever interrupts this, one of them is whole. Neither
/// begins with a dot, which some players do not show, or do not take.
QString partName(const QString &name);
QString oldName(const QString &name);

/// The name that a partName() or oldName() stands for, also with a dot in front, as earlier versions had
/// them; empty for any other name.
QString nameOfPart(const QString &name);
QString nameOfOld(const QString &name);

/// Where Tandem keeps its own files, for all who do not know the player at hand.
inline constexpr QLatin1StringView ownFolder(".tandem");

/// Its name on players that do not show it or take nothing into it: "Tandem", "Tandem 2" and so on, from 1
/// on.
QString plainOwnFolder(int number);

/// The number of a name that plainOwnFolder() gives, in whatever case; 0 for any other name.
int numberOfPlainOwnFolder(const QString &name);

/// A folder's content as it will be once what interrupted replacements left is cleared away: an old file
/// whose name is free has that again.
QList<StoredObject> withoutLeftovers(const QList<StoredObject> &objects);

/// Whether a player that was given a name and shows another has kept it all the same: it may have composed
/// its characters in another way, or prefer another case; and a very long one may be cut in the answer only
/// (umtp-responder: to what goes into one USB packet).
bool isKeptName(const QString &given, const QString &shown);

/// Whether MTP can carry it (255 units with the terminating zero, MTP 1.1 section 3.2.3) and file systems can
/// store it.
bool isStorableName(const QString &name);

} // namespace tandem::device
