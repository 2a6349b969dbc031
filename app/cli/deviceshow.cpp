// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/devicecommands.h"
#include "app/cli/playersession.h"
#include "base/text/errortext.h"
#include "base/text/format.h"
#include "device/storage/devicestorage.h"
#include "ui/players/devicetext.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

using model::DeviceState;

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
            storage.totalBytes < 0 ? CommandLine::tr("size unknown") : sizeText(storage.totalBytes);
        rows.append(
            {storage.id == facts.storage ? CommandLine::tr("Storage in use") : CommandLine::tr("Storage"),
             CommandLine::tr("%1 (%2), %3", "a storage's id, its name, its size")
                 .arg(storage.id, storage.name, room)});
    }
    return rows;
}

/// The errors of the last session, grouped by kind.
int showErrors(CommandContext &context, PlayerSession &session, PlayerId id)
{
    const sync::SyncResult last = session.service().lastResult(id);
    const bool hasFailed = last.outcome == sync::SyncOutcome::Failed;
    QMap<ErrorCode, int> counts;
    for (const Error &error : last.errors)
        ++counts[error.code];
    QJsonArray groups;
    for (const auto &[code, count] : counts.asKeyValueRange()) {
        groups.append(QJsonObject{
            {u"code"_s, errorCodeName(code)}, {u"count"_s, count}, {u"message"_s, groupText(code, count)}});
    }

    if (last.endedAt == 0)
        context.output.line(CommandLine::tr("This player was never synchronized."));
    else if (hasFailed)
        context.output.line(messageFor(last.reason));
    else if (last.errors.isEmpty() && last.noFit == 0)
        context.output.line(CommandLine::tr("The last synchronization had no errors."));
    context.output.itemErrors(last.errors);
    if (last.noFit > 0)
        context.output.line(
            CommandLine::tr("%n item(s) did not fit.", nullptr, static_cast<int>(last.noFit)));
    QJsonObject object{{u"lastSyncTime"_s, last.endedAt},
                       {u"result"_s, outcomeName(last.outcome)},
                       {u"errorGroups"_s, groups},
                       {u"errors"_s, app::toJson(last.errors)},
                       {u"noFit"_s, last.noFit}};
    if (hasFailed)
        object.insert(u"reason"_s, app::toJson(last.reason));
    context.output.json(object);
    return Done;
}

} // namespace

int showOverview(CommandContext &context, PlayerSession &session, PlayerId id)
{
    const DeviceState player = session.service().player(id);
    const sync::SyncResult last = session.service().lastResult(id);
    QJsonObject object = toJson(player);
    object.insert(u"lastSyncTime"_s, last.endedAt);
    object.insert(u"lastSyncErrorCount"_s, last.failed);
    object.insert(u"lastSyncNoFitCount"_s, last.noFit);
    const device::PlayerFacts facts = session.service().facts(id);
    const QJsonObject said = toJson(facts);
    for (auto fact = said.begin(); fact != said.end(); ++fact)
        object.insert(fact.key(), fact.value());
    const auto settings = session.service().settings(id);
    if (settings) {
        object.insert(u"reservePercent"_s, settings->reservePercent);
        object.insert(u"syncOnConnect"_s, session.service().isSyncOnConnect(id).value_or(false));
    }

    QList<QStringList> rows{
        {CommandLine::tr("Name"), player.friendlyName},
        {CommandLine::tr("Status"), partnershipText(player)},
        {CommandLine::tr("Place"), placeText(player)},
        {CommandLine::tr("Connected"), player.isConnected ? CommandLine::tr("yes") : CommandLine::tr("no")}};
    if (ui::isInTrouble(player))
        rows.append({CommandLine::tr("Problem"), errorText(player.problem)});
    rows += rowsOf(facts, player.batteryPercent);
    if (player.totalBytes >= 0 && player.freeBytes >= 0)
        rows.append(
            {CommandLine::tr("Room"),
             CommandLine::tr("%1 of %2 free").arg(sizeText(player.freeBytes), sizeText(player.totalBytes))});
    if (settings)
        rows.append({CommandLine::tr("Kept free"), CommandLine::tr("%1 %").arg(settings->reservePercent)});
    if (last.endedAt > 0)
        rows.append({CommandLine::tr("Last synchronized"),
                     QLocale().toString(QDateTime::fromSecsSinceEpoch(last.endedAt), QLocale::ShortFormat)});
    context.output.table(rows);
    context.output.json(object);
    return Done;
}

int showDevice(CommandContext &context, const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser, {u"attributes"_s, u"errors"_s});
    if (auto parsed = parseArguments(parser, arguments); !parsed)
        return context.output.usage(parsed.error().detail);
    const QStringList names = parser.positionalArguments();
    const bool showsAttributes = parser.isSet(u"attributes"_s);
    const bool showsErrors = parser.isSet(u"errors"_s);
    const bool showsAttribute = names.size() == 2;
    if (names.isEmpty() || names.size() > 2 || showsAttributes + showsErrors + showsAttribute > 1)
        return context.output.usage(usageOf(u"device show DEVICE [ATTRIBUTE | --attributes | --errors]"_s));
    PlayerSession session(context);
    const auto id = session.find(names.first());
    if (!id)
        return context.output.fail(id.error());
    if (showsAttribute)
        return showAttribute(context, session, *id, names.last());
    if (showsAttributes)
        return showAttributes(context, session, *id);
    if (showsErrors)
        return showErrors(context, session, *id);
    return showOverview(context, session, *id);
}

} // namespace tandem::app
