// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/devicestorage.h"
#include "model/items/devicestate.h"
#include "sync/players/partnership.h"
#include "sync/players/playerrepository.h"
#include "sync/players/syncresult.h"

#include <QLatin1StringView>
#include <QList>
#include <QString>
#include <optional>
#include <span>

namespace tandem::sync {

/// Kinds of media that a session is about; the bits of the attribute SyncFilter. Tandem synchronizes music
/// only: the others are taken and change nothing.
enum FilterBit {
    MusicFilter = 1,
    VideoFilter = 2,
    PictureFilter = 4,
    WriteOnlyFilter = 8, ///< nothing is taken from the player
};

/// What may run by itself; the bits of the attribute BackgroundSyncState.
enum BackgroundBit { BackgroundSync = 1, BackgroundTranscode = 2 };
inline constexpr int allBackground = 255;

/// What can be asked of a player, and set, by name. In the order in which lists show them.
enum class AttributeId {
    Connected,
    FriendlyName,
    Name,
    SerialNumber,
    FreeSpace,
    TotalSpace,
    SupportsAudio,
    SupportsPhoto,
    SupportsVideo,
    PreferredAudio,
    PreferredPhoto,
    PreferredVideo,
    SyncRelationship,
    SyncIndex,
    SyncItemCount,
    SyncPercentComplete,
    LastSyncTime,
    LastSyncErrorCount,
    LastSyncNoFitCount,
    PercentSpaceReserved,
    SyncOnConnect,
    AutoSyncDefaultRules,
    SyncFilter,
    BackgroundSyncState,
    SkippedFiles,
    IncludeSkippedFiles,
};

/// One row of the table of attributes.
struct Attribute {
    AttributeId id;
    QLatin1StringView name;
    bool isReadable = true;
    bool isWritable = false;
    bool needsPartnership = false; ///< with this library
};

/// All of them.
std::span<const Attribute> attributeTable();

/// By its name; capital and small letters are the same. Errors: InvalidArgument.
Result<Attribute> findAttribute(const QString &name);

/// All that attributes are read from; see SyncService::attribute().
struct AttributeSource {
    model::DeviceState state;
    QString identity; ///< device::PlayerAddress::identity
    device::PlayerFacts facts;
    std::optional<Partnership> partnership;
    qint64 syncedItems = 0;  ///< songs on the player that synchronizations look after
    qint64 skippedItems = 0; ///< songs that its owner deleted on the player
    SyncResult lastSession;
    int backgroundBits = allBackground;
};

/// An attribute's value as text: "True" and "False", whole numbers (sizes in bytes), times as ISO 8601 in
/// UTC. Some are empty: the time of the last session if there was none, a storage that has no id.
/// Errors: InvalidArgument if it can only be set; of those that need a partnership ManualDevice,
/// PartneredElsewhere and NotPartnered; NotConnected if only the player could tell and it is not there,
/// NotSupported if it is there and does not.
Result<QString> readAttribute(const AttributeSource &source, const Attribute &attribute);

/// An attribute of a player, with its value or why it cannot be read.
struct AttributeValue {
    Attribute attribute;
    Result<QString> text;
};

/// All that can be read, if only with an error.
QList<AttributeValue> readAttributes(const AttributeSource &source);

/// What an attribute is to become.
struct AttributeChange {
    AttributeId id;
    int number = 0; ///< percent, bits; 1 and 0 for "True" and "False"

    bool isOn() const { return number != 0; }
    friend bool operator==(const AttributeChange &, const AttributeChange &) = default;
};

/// Bits of a filter, as the attribute SyncFilter takes them. Errors: InvalidArgument.
Result<int> filterFromText(const QString &value);

/// Checks a value before it is set. Changes nothing. Errors: InvalidArgument, with what is allowed, if the
/// attribute can only be read or the value is none of its values; ManualDevice, PartneredElsewhere,
/// NotPartnered.
Result<AttributeChange> checkAttribute(const AttributeSource &source, const Attribute &attribute,
                                       const QString &value);

} // namespace tandem::sync
