// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "devicecommands.h"
#include "app/cli/output.h"
#include "app/cli/playersession.h"
#include "model/playlists/playlist.h"
#include "ui/players/devicetext.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

using model::DeviceState;

int add(CommandContext &context, const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser, {u"limit"_s});
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
    addOptions(parser, {u"all"_s});
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

int forget(CommandContext &context, const QString &device)
{
    PlayerSession session(context);
    const auto id = session.find(device);
    if (!id)
        return context.output.fail(id.error());
    const DeviceState player = session.service().player(*id);
    if (const auto forgotten = answerOf(session.service().forget(*id)); !forgotten)
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
    if (verb == "show"_L1)
        return showDevice(context, arguments.mid(1));
    if (verb == "set"_L1)
        return setDeviceAttribute(context, arguments.mid(1));
    if (verb == "items"_L1)
        return listDeviceItems(context, arguments.mid(1));
    const auto names = parseNames(arguments.mid(1));
    if (!names)
        return context.output.usage(names.error().detail);
    if (verb == "list"_L1 && names->isEmpty())
        return listDevices(context);
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
    return context.output.usage(usageOf(
        u"device list | show DEVICE [ATTRIBUTE | --attributes | --errors] | set DEVICE ATTRIBUTE VALUE | "
        "items DEVICE [PLAYLIST] | add DIR [--limit SIZE] | rename DEVICE NAME | files DEVICE [FOLDER] "
        "[--all] | mount DEVICE | "
        "eject DEVICE | release DEVICE | forget DEVICE"_s));
}

} // namespace tandem::app
