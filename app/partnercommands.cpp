// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "command.h"
#include "model/playlistrepository.h"
#include "playersession.h"

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

using sync::SyncService;

Result<QList<PlaylistId>> findPlaylists(CommandContext &context, const QStringList &names)
{
    model::Connection connection(context.database);
    const model::PlaylistRepository repository(connection);
    QList<PlaylistId> ids;
    for (const QString &name : names) {
        const auto playlist = repository.byName(name);
        if (!playlist)
            return std::unexpected(playlist.error());
        ids.append(playlist->id);
    }
    return ids;
}

} // namespace

int runPartnerCommand(CommandContext &context, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{u"name"_s, {}, u"text"_s},
                       {u"playlist"_s, {}, u"name"_s},
                       {u"reserve"_s, {}, u"percent"_s},
                       QCommandLineOption(u"take-over"_s)});
    if (auto parsed = parseArguments(parser, arguments); !parsed)
        return context.output.usage(parsed.error().detail);
    if (parser.positionalArguments().size() != 1) {
        return context.output.usage(usageOf(
            u"partner DEVICE [--name TEXT] [--playlist NAME]... [--reserve PERCENT] [--take-over]"_s));
    }
    PlayerSession session(context);
    const auto id = session.findMounted(parser.positionalArguments().first());
    if (!id)
        return context.output.fail(id.error());
    const auto playlists = findPlaylists(context, parser.values(u"playlist"_s));
    if (!playlists)
        return context.output.fail(playlists.error());

    // Partnering again changes only what is said.
    sync::PartnershipSettings settings =
        session.service().settings(*id).value_or(sync::PartnershipSettings{});
    settings.friendlyName = parser.value(u"name"_s);
    settings.takeOver = parser.isSet(u"take-over"_s);
    if (parser.isSet(u"playlist"_s))
        settings.playlists = *playlists;
    if (parser.isSet(u"reserve"_s)) {
        bool isNumber = false;
        settings.reservePercent = parser.value(u"reserve"_s).toInt(&isNumber);
        if (!isNumber || settings.reservePercent < 0 || settings.reservePercent > sync::maxReservePercent) {
            return context.output.fail({ErrorCode::InvalidArgument, u"--reserve"_s,
                                        CommandLine::tr("A whole number from 0 to 95 is needed.")});
        }
    }
    const auto created = session.waitFor(
        *id, [&] { session.service().createPartnership(*id, settings); }, &SyncService::partnershipCreated);
    if (!created)
        return context.output.fail(created.error());
    const model::DeviceState player = session.service().player(*id);
    context.output.line(
        CommandLine::tr(
            "“%1” is partnered with this library, with number %2. %n playlist(s) will be kept on it.",
            nullptr, static_cast<int>(settings.playlists.size()))
            .arg(player.friendlyName)
            .arg(player.partnershipIndex));
    context.output.json({{u"id"_s, QString::number(id->value)},
                         {u"friendlyName"_s, player.friendlyName},
                         {u"status"_s, u"partnershipExists"_s},
                         {u"partnershipIndex"_s, player.partnershipIndex},
                         {u"playlists"_s, settings.playlists.size()},
                         {u"reservePercent"_s, settings.reservePercent}});
    return Done;
}

int runUnpartnerCommand(CommandContext &context, const QStringList &arguments)
{
    const auto names = parseNames(arguments);
    if (!names)
        return context.output.usage(names.error().detail);
    if (names->size() != 1)
        return context.output.usage(usageOf(u"unpartner DEVICE"_s));
    PlayerSession session(context);
    const auto id = session.findMounted(names->first());
    if (!id)
        return context.output.fail(id.error());
    if (auto ended = session.service().deletePartnership(*id); !ended)
        return context.output.fail(ended.error());
    session.inspect(*id);
    const model::DeviceState player = session.service().player(*id);
    context.output.line(CommandLine::tr("The partnership with “%1” has ended. Its files are still on it.")
                            .arg(player.friendlyName));
    context.output.json({{u"id"_s, QString::number(id->value)}, {u"status"_s, u"partnershipDeclined"_s}});
    return Done;
}

} // namespace tandem::app
