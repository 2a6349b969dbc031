// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "attributes.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tandem::sync {

using model::PartnershipStatus;

namespace {

struct AttributeText {
    Q_DECLARE_TR_FUNCTIONS(AttributeText)
};

constexpr Attribute readable(AttributeId id, QLatin1StringView name)
{
    return {.id = id, .name = name};
}

constexpr Attribute ofPartner(AttributeId id, QLatin1StringView name, bool isReadable, bool isWritable)
{
    return {
        .id = id, .name = name, .isReadable = isReadable, .isWritable = isWritable, .needsPartnership = true};
}

constexpr std::array table = {
    readable(AttributeId::Connected, "Connected"_L1),
    readable(AttributeId::FriendlyName, "FriendlyName"_L1),
    readable(AttributeId::Name, "Name"_L1),
    readable(AttributeId::SerialNumber, "SerialNumber"_L1),
    readable(AttributeId::FreeSpace, "FreeSpace"_L1),
    readable(AttributeId::TotalSpace, "TotalSpace"_L1),
    readable(AttributeId::SupportsAudio, "SupportsAudio"_L1),
    readable(AttributeId::SupportsPhoto, "SupportsPhoto"_L1),
    readable(AttributeId::SupportsVideo, "SupportsVideo"_L1),
    readable(AttributeId::PreferredAudio, "PreferredAudio"_L1),
    readable(AttributeId::PreferredPhoto, "PreferredPhoto"_L1),
    readable(AttributeId::PreferredVideo, "PreferredVideo"_L1),
    readable(AttributeId::SyncRelationship, "SyncRelationship"_L1),
    readable(AttributeId::SyncIndex, "SyncIndex"_L1),
    readable(AttributeId::SyncItemCount, "SyncItemCount"_L1),
    readable(AttributeId::SyncPercentComplete, "SyncPercentComplete"_L1),
    readable(AttributeId::LastSyncTime, "LastSyncTime"_L1),
    readable(AttributeId::LastSyncErrorCount, "LastSyncErrorCount"_L1),
    readable(AttributeId::LastSyncNoFitCount, "LastSyncNoFitCount"_L1),
    ofPartner(AttributeId::PercentSpaceReserved, "PercentSpaceReserved"_L1, true, true),
    ofPartner(AttributeId::SyncOnConnect, "SyncOnConnect"_L1, true, true),
    ofPartner(AttributeId::AutoSyncDefaultRules, "AutoSyncDefaultRules"_L1, true, true),
    ofPartner(AttributeId::SyncFilter, "SyncFilter"_L1, true, true),
    ofPartner(AttributeId::BackgroundSyncState, "BackgroundSyncState"_L1, true, true),
    ofPartner(AttributeId::SkippedFiles, "SkippedFiles"_L1, true, false),
    ofPartner(AttributeId::IncludeSkippedFiles, "IncludeSkippedFiles"_L1, false, true),
};

constexpr int maxMediaFilter = MusicFilter | VideoFilter | PictureFilter | WriteOnlyFilter;

std::unexpected<Error> refused(const Attribute &attribute, const QString &why)
{
    return failure(ErrorCode::InvalidArgument, attribute.name, why);
}

QString truth(bool isTrue)
{
    return isTrue ? u"True"_s : u"False"_s;
}

/// The player says nothing, or is not there to say it.
std::unexpected<Error> unknown(const AttributeSource &source, const Attribute &attribute)
{
    if (!source.state.isConnected)
        return failure(ErrorCode::NotConnected, source.state.friendlyName);
    return failure(ErrorCode::NotSupported, attribute.name);
}

Result<void> checkPartnership(const AttributeSource &source, const Attribute &attribute)
{
    if (!attribute.needsPartnership)
        return {};
    switch (source.state.status) {
    case PartnershipStatus::PartnershipExists:
        if (source.partnership)
            return {};
        break;
    case PartnershipStatus::ManualDevice:
        return failure(ErrorCode::ManualDevice, source.state.friendlyName);
    case PartnershipStatus::PartnershipAnother:
        return failure(ErrorCode::PartneredElsewhere, source.state.friendlyName);
    case PartnershipStatus::NewDevice:
    case PartnershipStatus::PartnershipDeclined:
        break;
    }
    return failure(ErrorCode::NotPartnered, source.state.friendlyName);
}

Result<QString> bytesText(const AttributeSource &source, const Attribute &attribute, qint64 bytes)
{
    if (bytes < 0)
        return unknown(source, attribute);
    return QString::number(bytes);
}

/// What the player says; else what it is recognised by. A folder has neither, but the mark of its
/// partnership.
Result<QString> serialNumber(const AttributeSource &source, const Attribute &attribute)
{
    if (!source.facts.serialNumber.isEmpty())
        return source.facts.serialNumber;
    if (source.state.kind != model::PlayerKind::Folder)
        return source.identity.section(u':', 1);
    if (source.partnership)
        return source.partnership->playerUuid;
    return failure(ErrorCode::NotSupported, attribute.name);
}

/// No player tells Tandem which storage it would like for this; the music goes to the one in use.
Result<QString> preferredStorage(const AttributeSource &source, AttributeId id)
{
    const device::PlayerFacts &facts = source.facts;
    if (!source.state.isConnected && facts.storage.isEmpty())
        return failure(ErrorCode::NotConnected, source.state.friendlyName);
    if (id == AttributeId::PreferredAudio || facts.storages.isEmpty())
        return facts.storage;
    const auto largest = std::ranges::max_element(facts.storages, {}, [](const auto &storage) {
        return storage.isReadOnly ? qint64(-2) : storage.totalBytes; // -1 is unknown
    });
    return largest->totalBytes < 0 ? facts.storage : largest->id;
}

QString relationship(PartnershipStatus status)
{
    switch (status) {
    case PartnershipStatus::NewDevice:
    case PartnershipStatus::PartnershipDeclined:
        return u"0"_s;
    case PartnershipStatus::ManualDevice:
        return u"1"_s;
    case PartnershipStatus::PartnershipExists:
        return u"2"_s;
    case PartnershipStatus::PartnershipAnother:
        return u"3"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString timeText(qint64 seconds)
{
    return seconds > 0 ? QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::UTC).toString(Qt::ISODate)
                       : QString();
}

Result<AttributeChange> checkTruth(const Attribute &attribute, const QString &value)
{
    for (const bool isTrue : {true, false}) {
        if (value.compare(truth(isTrue), Qt::CaseInsensitive) == 0)
            return AttributeChange{attribute.id, isTrue ? 1 : 0};
    }
    return refused(attribute, AttributeText::tr("True or False is needed, not “%1”").arg(value));
}

/// Without sign and spaces.
std::optional<int> wholeNumber(const QString &digits, int base = 10)
{
    const bool isPlain =
        std::ranges::all_of(digits, [](QChar c) { return c.unicode() < 0x80 && c.isLetterOrNumber(); });
    bool isNumber = false;
    const int number = digits.toInt(&isNumber, base);
    return isPlain && isNumber ? std::optional(number) : std::nullopt;
}

/// Decimal, or hexadecimal behind "0x".
std::optional<int> bitsOf(const QString &value)
{
    constexpr auto prefix = "0x"_L1;
    return value.startsWith(prefix, Qt::CaseInsensitive) ? wholeNumber(value.sliced(prefix.size()), 16)
                                                         : wholeNumber(value);
}

Result<AttributeChange> checkPercent(const Attribute &attribute, const QString &value)
{
    const auto percent = wholeNumber(value);
    if (percent && *percent <= maxReservePercent)
        return AttributeChange{attribute.id, *percent};
    return refused(attribute, AttributeText::tr("a whole number from 0 to %1 is needed, not “%2”")
                                  .arg(maxReservePercent)
                                  .arg(value));
}

Result<AttributeChange> checkFilter(const Attribute &attribute, const QString &value)
{
    return filterFromText(value).transform(
        [&attribute](int bits) { return AttributeChange{attribute.id, bits}; });
}

Result<AttributeChange> checkBackground(const Attribute &attribute, const QString &value)
{
    const auto bits = bitsOf(value);
    if (bits && (*bits <= (BackgroundSync | BackgroundTranscode) || *bits == allBackground))
        return AttributeChange{attribute.id, *bits};
    return refused(attribute, AttributeText::tr("a sum of 1 (synchronize) and 2 (convert) is needed, 0 for "
                                                "nothing or 255 for all, not “%1”")
                                  .arg(value));
}

Result<AttributeChange> checkIncludeSkipped(const Attribute &attribute, const QString &value)
{
    if (value.isEmpty())
        return AttributeChange{attribute.id, 1};
    return refused(attribute, AttributeText::tr("it is set to an empty text, not to “%1”").arg(value));
}

} // namespace

Result<int> filterFromText(const QString &value)
{
    const auto bits = bitsOf(value);
    if (bits && (*bits <= maxMediaFilter || *bits == noFilter))
        return *bits;
    return failure(ErrorCode::InvalidArgument, u"SyncFilter"_s,
                   AttributeText::tr("a sum of 1 (music), 2 (video), 4 (pictures) and 8 (take nothing from "
                                     "the player) is needed, or 255 for no filter, not “%1”")
                       .arg(value));
}

std::span<const Attribute> attributeTable()
{
    return table;
}

Result<Attribute> findAttribute(const QString &name)
{
    const auto found = std::ranges::find_if(table, [&name](const Attribute &attribute) {
        return name.compare(attribute.name, Qt::CaseInsensitive) == 0;
    });
    if (found == table.end())
        return failure(ErrorCode::InvalidArgument, name, AttributeText::tr("there is no such attribute"));
    return *found;
}

Result<QString> readAttribute(const AttributeSource &source, const Attribute &attribute)
{
    if (!attribute.isReadable)
        return refused(attribute, AttributeText::tr("it can only be set, not read"));
    if (const auto allowed = checkPartnership(source, attribute); !allowed)
        return std::unexpected(allowed.error());
    const model::DeviceState &state = source.state;
    switch (attribute.id) {
    case AttributeId::Connected:
        return truth(state.isConnected);
    case AttributeId::FriendlyName:
        return state.friendlyName;
    case AttributeId::Name:
        return state.name;
    case AttributeId::SerialNumber:
        return serialNumber(source, attribute);
    case AttributeId::FreeSpace:
        return bytesText(source, attribute, state.freeBytes);
    case AttributeId::TotalSpace:
        return bytesText(source, attribute, state.totalBytes);
    // What a partnership can bring onto it, not what else it can show.
    case AttributeId::SupportsAudio:
        return truth(true);
    case AttributeId::SupportsPhoto:
    case AttributeId::SupportsVideo:
        return truth(false);
    case AttributeId::PreferredAudio:
    case AttributeId::PreferredPhoto:
    case AttributeId::PreferredVideo:
        return preferredStorage(source, attribute.id);
    case AttributeId::SyncRelationship:
        return relationship(state.status);
    case AttributeId::SyncIndex:
        return QString::number(state.partnershipIndex);
    case AttributeId::SyncItemCount:
        return QString::number(source.syncedItems);
    case AttributeId::SyncPercentComplete:
        return QString::number(state.progressPercent);
    case AttributeId::LastSyncTime:
        return timeText(source.lastSession.endedAt);
    case AttributeId::LastSyncErrorCount:
        return QString::number(source.lastSession.failed);
    case AttributeId::LastSyncNoFitCount:
        return QString::number(source.lastSession.noFit);
    case AttributeId::PercentSpaceReserved:
        return QString::number(source.partnership->reservePercent);
    case AttributeId::SyncOnConnect:
        return truth(source.partnership->syncOnConnect);
    case AttributeId::AutoSyncDefaultRules:
        return truth(source.partnership->hasDefaultRules);
    case AttributeId::SyncFilter:
        return u"0x"_s +
               QString::number(source.partnership->nextFilter, 16).toUpper().rightJustified(2, u'0');
    case AttributeId::BackgroundSyncState:
        return QString::number(source.backgroundBits);
    case AttributeId::SkippedFiles:
        return source.skippedItems > 0 ? u"1"_s : u"0"_s;
    case AttributeId::IncludeSkippedFiles:
        break; // not readable
    }
    Q_UNREACHABLE_RETURN({});
}

QList<AttributeValue> readAttributes(const AttributeSource &source)
{
    QList<AttributeValue> values;
    for (const Attribute &attribute : table) {
        if (attribute.isReadable)
            values.append({attribute, readAttribute(source, attribute)});
    }
    return values;
}

Result<AttributeChange> checkAttribute(const AttributeSource &source, const Attribute &attribute,
                                       const QString &value)
{
    if (!attribute.isWritable)
        return refused(attribute, AttributeText::tr("it can only be read, not set"));
    if (const auto allowed = checkPartnership(source, attribute); !allowed)
        return std::unexpected(allowed.error());
    switch (attribute.id) {
    case AttributeId::PercentSpaceReserved:
        return checkPercent(attribute, value);
    case AttributeId::SyncOnConnect:
    case AttributeId::AutoSyncDefaultRules:
        return checkTruth(attribute, value);
    case AttributeId::SyncFilter:
        return checkFilter(attribute, value);
    case AttributeId::BackgroundSyncState:
        return checkBackground(attribute, value);
    case AttributeId::IncludeSkippedFiles:
        return checkIncludeSkipped(attribute, value);
    default:
        Q_UNREACHABLE_RETURN({});
    }
}

} // namespace tandem::sync
