// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "command.h"
#include "device/devicestorage.h"
#include "model/devicemodel.h"
#include "model/playlist.h"
#include "output.h"
#include "playersession.h"
#include "ui/devicetext.h"
#include "ui/errortext.h"
#include "ui/format.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

using model::DeviceState;
using model::PartnershipStatus;
using model::PlayerKind;

QString kindName(PlayerKind kind)
{
    switch (kind) {
    case PlayerKind::Folder:
        return u"folder"_s;
    case PlayerKind::Volume:
        return u"volume"_s;
    case PlayerKind::Mtp:
        return u"mtp"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString statusName(PartnershipStatus status)
{
    switch (status) {
    case PartnershipStatus::NewDevice:
        return u"newDevice"_s;
    case PartnershipStatus::PartnershipExists:
        return u"partnershipExists"_s;
    case PartnershipStatus::PartnershipDeclined:
        return u"partnershipDeclined"_s;
    case PartnershipStatus::PartnershipAnother:
        return u"partnershipAnother"_s;
    case PartnershipStatus::ManualDevice:
        return u"manualDevice"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString partnershipText(const DeviceState &player)
{
    switch (player.status) {
    case PartnershipStatus::NewDevice:
        return CommandLine::tr("new");
    case PartnershipStatus::PartnershipExists:
        return CommandLine::tr("partnered (%1)").arg(player.partnershipIndex);
    case PartnershipStatus::PartnershipDeclined:
        return CommandLine::tr("declined");
    case PartnershipStatus::PartnershipAnother:
        return CommandLine::tr("partnered with %1").arg(player.partnerName);
    case PartnershipStatus::ManualDevice:
        return CommandLine::tr("by hand");
    }
    Q_UNREACHABLE_RETURN({});
}

/// Where the player is, or why it cannot be used in a few words.
QString placeText(const DeviceState &player)
{
    return player.isConnected ? player.location : model::statusText(player);
}

QJsonObject toJson(const DeviceState &player)
{
    QJsonObject object{{u"id"_s, QString::number(player.id.value)},
                       {u"name"_s, player.name},
                       {u"friendlyName"_s, player.friendlyName},
                       {u"kind"_s, kindName(player.kind)},
                       {u"location"_s, player.location},
                       {u"connected"_s, player.isConnected},
                       {u"status"_s, statusName(player.status)},
                       {u"partnershipIndex"_s, player.partnershipIndex},
                       {u"partner"_s, player.partnerName},
                       {u"freeBytes"_s, player.freeBytes},
                       {u"totalBytes"_s, player.totalBytes}};
    if (player.batteryPercent >= 0)
        object.insert(u"batteryPercent"_s, player.batteryPercent);
    if (ui::isInTrouble(player))
        object.insert(u"problem"_s, app::toJson(player.problem));
    return object;
}

QJsonObject toJson(const device::PlayerFacts &facts)
{
    QJsonArray storages;
    for (const device::StorageChoice &storage : facts.storages) {
        storages.append(QJsonObject{{u"id"_s, storage.id},
                                    {u"name"_s, storage.name},
                                    {u"totalBytes"_s, storage.totalBytes},
                                    {u"freeBytes"_s, storage.freeBytes},
                                    {u"readOnly"_s, storage.isReadOnly},
                                    {u"used"_s, storage.id == facts.storage}});
    }
    return {{u"manufacturer"_s, facts.manufacturer},
            {u"model"_s, facts.model},
            {u"serialNumber"_s, facts.serialNumber},
            {u"firmware"_s, facts.firmware},
            {u"ownName"_s, facts.friendlyName},
            {u"synchronizationPartner"_s, facts.synchronizationPartner},
            {u"fileTypes"_s, QJsonArray::fromStringList(facts.fileTypes)},
            {u"storages"_s, storages}};
}

/// What a player says of itself, as far as it does.
QList<QStringList> rowsOf(const device::PlayerFacts &facts, int batteryPercent)
{
    QList<QStringList> rows;
    const QString make = u"%1 %2"_s.arg(facts.manufacturer, facts.model).simplified();
    if (!make.isEmpty())
        rows.append({CommandLine::tr("Make"), make});
    if (!facts.firmware.isEmpty())
        rows.append({CommandLine::tr("Firmware"), facts.firmware});
    if (batteryPercent >= 0)
        rows.append({CommandLine::tr("Battery"), CommandLine::tr("%1 %").arg(batteryPercent)});
    for (const device::StorageChoice &storage : facts.storages) {
        const QString room =
            storage.totalBytes < 0 ? CommandLine::tr("size unknown") : ui::sizeText(storage.totalBytes);
        rows.append(
            {storage.id == facts.storage ? CommandLine::tr("Storage in use") : CommandLine::tr("Storage"),
             CommandLine::tr("%1 (%2), %3", "a storage's id, its name, its size")
                 .arg(storage.id, storage.name, room)});
    }
    return rows;
}

int list(CommandContext &context)
{
    PlayerSession session(context);
    session.refresh();
    QJsonArray array;
    QList<QStringList> rows{{CommandLine::tr("Id"), CommandLine::tr("Name"), CommandLine::tr("Status"),
                             CommandLine::tr("Free"), CommandLine::tr("Total"), CommandLine::tr("Place")}};
    const auto players = session.service().players();
    for (const DeviceState &player : players) {
        array.append(toJson(player));
        rows.append({QString::number(player.id.value), player.friendlyName, partnershipText(player),
                     player.freeBytes < 0 ? u"?"_s : ui::sizeText(player.freeBytes),
                     player.totalBytes < 0 ? u"?"_s : ui::sizeText(player.totalBytes), placeText(player)});
    }
    if (players.isEmpty())
        context.output.line(
            CommandLine::tr("No player yet. Connect one, or name a folder with: tandem device add DIR"));
    else
        context.output.table(rows);
    context.output.json({{u"devices"_s, array}});
    return Done;
}

int show(CommandContext &context, const QString &name)
{
    PlayerSession session(context);
    const auto id = session.find(name);
    if (!id)
        return context.output.fail(id.error());
    const DeviceState player = session.service().player(*id);
    const sync::SyncResult last = session.service().lastResult(*id);
    QJsonObject object = toJson(player);
    object.insert(u"lastSyncTime"_s, last.endedAt);
    object.insert(u"lastSyncErrorCount"_s, last.failed);
    object.insert(u"lastSyncNoFitCount"_s, last.noFit);
    const device::PlayerFacts facts = session.service().facts(*id);
    const QJsonObject said = toJson(facts);
    for (auto fact = said.begin(); fact != said.end(); ++fact)
        object.insert(fact.key(), fact.value());
    const auto settings = session.service().settings(*id);
    if (settings) {
        object.insert(u"reservePercent"_s, settings->reservePercent);
        object.insert(u"syncOnConnect"_s, session.service().isSyncOnConnect(*id).value_or(false));
    }

    QList<QStringList> rows{
        {CommandLine::tr("Name"), player.friendlyName},
        {CommandLine::tr("Status"), partnershipText(player)},
        {CommandLine::tr("Place"), placeText(player)},
        {CommandLine::tr("Connected"), player.isConnected ? CommandLine::tr("yes") : CommandLine::tr("no")}};
    if (ui::isInTrouble(player))
        rows.append({CommandLine::tr("Problem"), ui::errorText(player.problem)});
    rows += rowsOf(facts, player.batteryPercent);
    if (player.totalBytes >= 0 && player.freeBytes >= 0)
        rows.append({CommandLine::tr("Room"),
                     CommandLine::tr("%1 of %2 free")
                         .arg(ui::sizeText(player.freeBytes), ui::sizeText(player.totalBytes))});
    if (settings)
        rows.append({CommandLine::tr("Kept free"), CommandLine::tr("%1 %").arg(settings->reservePercent)});
    if (last.endedAt > 0)
        rows.append({CommandLine::tr("Last synchronized"),
                     QLocale().toString(QDateTime::fromSecsSinceEpoch(last.endedAt), QLocale::ShortFormat)});
    context.output.table(rows);
    context.output.json(object);
    return Done;
}

int add(CommandContext &context, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"limit"_s, {}, u"size"_s});
    if (auto parsed = parseArguments(parser, arguments); !parsed)
        return context.output.usage(parsed.error().detail);
    if (parser.positionalArguments().size() != 1)
        return context.output.usage(usageOf(u"device add DIR [--limit SIZE]"_s));
    const auto limit = model::parseLimit(parser.value(u"limit"_s));
    if (!limit || (limit->unit != model::LimitUnit::None && limit->unit != model::LimitUnit::Bytes)) {
        return context.output.fail(
            {ErrorCode::InvalidArgument, u"--limit"_s, CommandLine::tr("A size is needed, like 100MB.")});
    }

    PlayerSession session(context);
    const QString folder = QDir().absoluteFilePath(parser.positionalArguments().first());
    const auto id = session.service().addFolder(folder, limit->amount);
    if (!id)
        return context.output.fail(id.error());
    session.inspect(*id);
    const DeviceState player = session.service().player(*id);
    context.output.line(
        CommandLine::tr("“%1” is player number %2.").arg(player.friendlyName).arg(player.id.value));
    context.output.json(toJson(player));
    return Done;
}

int rename(CommandContext &context, const QString &device, const QString &name)
{
    if (name.trimmed().isEmpty())
        return context.output.usage(CommandLine::tr("A player needs a name."));
    PlayerSession session(context);
    const auto id = session.find(device);
    if (!id)
        return context.output.fail(id.error());
    if (auto renamed = session.service().rename(*id, name); !renamed)
        return context.output.fail(renamed.error());
    const DeviceState player = session.service().player(*id);
    context.output.line(CommandLine::tr("The player is called “%1” from now on.").arg(player.friendlyName));
    context.output.json(toJson(player));
    return Done;
}

/// What the command was to bring about did not come: says why.
int failUnlessConnected(CommandContext &context, PlayerSession &session, PlayerId id)
{
    const DeviceState player = session.service().player(id);
    if (!player.isConnected) {
        return context.output.fail(ui::isInTrouble(player)
                                       ? player.problem
                                       : Error{ErrorCode::NotConnected, player.friendlyName, {}});
    }
    context.output.line(
        CommandLine::tr("“%1” can be used now: %2").arg(player.friendlyName, player.location));
    context.output.json(toJson(player));
    return Done;
}

int mount(CommandContext &context, const QString &device)
{
    PlayerSession session(context);
    const auto id = session.findMounted(device);
    return id ? failUnlessConnected(context, session, *id) : context.output.fail(id.error());
}

int release(CommandContext &context, const QString &device)
{
    PlayerSession session(context);
    const auto id = session.find(device);
    if (!id)
        return context.output.fail(id.error());
    session.inspectAfter(*id, [&] { session.service().releaseHolder(*id); });
    return failUnlessConnected(context, session, *id);
}

int eject(CommandContext &context, const QString &device)
{
    PlayerSession session(context);
    const auto id = session.find(device);
    if (!id)
        return context.output.fail(id.error());
    const QString name = session.service().player(*id).friendlyName;
    const auto ejected =
        session.waitFor(*id, [&] { session.service().eject(*id); }, &sync::SyncService::ejected);
    if (!ejected)
        return context.output.fail(ejected.error());
    context.output.line(CommandLine::tr("“%1” can be taken away now.").arg(name));
    context.output.json({{u"ejected"_s, name}});
    return Done;
}

int files(CommandContext &context, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption(QCommandLineOption(u"all"_s));
    if (auto parsed = parseArguments(parser, arguments); !parsed)
        return context.output.usage(parsed.error().detail);
    const QStringList names = parser.positionalArguments();
    if (names.isEmpty() || names.size() > 2)
        return context.output.usage(usageOf(u"device files DEVICE [FOLDER] [--all]"_s));
    PlayerSession session(context);
    const auto id = session.findMounted(names.first());
    if (!id)
        return context.output.fail(id.error());
    const sync::BrowseRequest request{.folder = names.value(1), .isRecursive = parser.isSet(u"all"_s)};
    const auto found = session.wait<sync::BrowseResult>(
        *id, [&] { session.service().browse(*id, request); }, &sync::SyncService::browsed);
    if (!found)
        return context.output.fail(found.error());
    QJsonArray items;
    for (const sync::BrowsedObject &object : found->objects) {
        items.append(QJsonObject{
            {u"path"_s, object.path}, {u"folder"_s, object.isFolder}, {u"sizeBytes"_s, object.sizeBytes}});
        context.output.line(object.isFolder ? object.path + u'/' : object.path);
    }
    if (found->isCutShort)
        context.output.line(CommandLine::tr("There is more; name a folder to see less of it."));
    context.output.json({{u"items"_s, items}, {u"cutShort"_s, found->isCutShort}});
    return Done;
}

int set(CommandContext &context, const QString &device, const QString &attribute, const QString &value)
{
    PlayerSession session(context);
    const auto id = session.find(device);
    if (!id)
        return context.output.fail(id.error());
    sync::SyncService &service = session.service();
    Result<void> done =
        failure(ErrorCode::InvalidArgument, attribute, CommandLine::tr("What can be set: storage, profile."));
    if (attribute == "storage"_L1)
        done = service.setStorage(*id, value);
    else if (attribute == "profile"_L1)
        done = service.setProfile(*id, value);
    if (!done)
        return context.output.fail(done.error());
    session.inspect(*id);
    return show(context, QString::number(id->value));
}

int forget(CommandContext &context, const QString &device)
{
    PlayerSession session(context);
    const auto id = session.find(device);
    if (!id)
        return context.output.fail(id.error());
    const DeviceState player = session.service().player(*id);
    if (auto forgotten = session.service().forget(*id); !forgotten)
        return context.output.fail(forgotten.error());
    context.output.line(
        CommandLine::tr("“%1” is forgotten. Its files are still on it.").arg(player.friendlyName));
    context.output.json({{u"forgotten"_s, player.friendlyName}});
    return Done;
}

} // namespace

int runDeviceCommand(CommandContext &context, const QStringList &arguments)
{
    const QString verb = arguments.value(0);
    if (verb == "add"_L1)
        return add(context, arguments.mid(1));
    if (verb == "files"_L1)
        return files(context, arguments.mid(1));
    const auto names = parseNames(arguments.mid(1));
    if (!names)
        return context.output.usage(names.error().detail);
    if (verb == "list"_L1 && names->isEmpty())
        return list(context);
    if (verb == "show"_L1 && names->size() == 1)
        return show(context, names->first());
    if (verb == "rename"_L1 && names->size() == 2)
        return rename(context, names->at(0), names->at(1));
    if (verb == "forget"_L1 && names->size() == 1)
        return forget(context, names->first());
    if (verb == "mount"_L1 && names->size() == 1)
        return mount(context, names->first());
    if (verb == "eject"_L1 && names->size() == 1)
        return eject(context, names->first());
    if (verb == "release"_L1 && names->size() == 1)
        return release(context, names->first());
    if (verb == "set"_L1 && names->size() == 3)
        return set(context, names->at(0), names->at(1), names->at(2));
    return context.output.usage(usageOf(
        u"device list | show DEVICE | add DIR [--limit SIZE] | rename DEVICE NAME | set DEVICE "
        "storage|profile VALUE | files DEVICE [FOLDER] [--all] | mount DEVICE | eject DEVICE | release DEVICE | forget DEVICE"_s));
}

} // namespace tandem::app
