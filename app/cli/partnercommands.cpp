// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/playersession.h"
#include "model/playlists/playlistrepository.h"

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

Result<sync::Fill> parseFill(const QString &name)
{
    const auto fill = name == "nothing"_L1 ? std::optional(sync::Fill::None) : sync::fillFromName(name);
    if (!fill || name.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"--fill"_s,
                       CommandLine::tr("Room can be filled with: random, rating, nothing."));
    return *fill;
}

} // namespace

int runPartnerCommand(CommandContext &context, const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser,
               {u"name"_s, u"playlist"_s, u"reserve"_s, u"fill"_s, u"default-rules"_s, u"take-over"_s});
    if (auto parsed = parseArguments(parser, arguments); !parsed)
        return context.output.usage(parsed.error().detail);
    if (parser.positionalArguments().size() != 1 ||
        (parser.isSet(u"default-rules"_s) && parser.isSet(u"playlist"_s))) {
        return context.output.usage(
            usageOf(u"partner DEVICE [--name TEXT] [--playlist NAME]... | [--default-rules]"
                    " [--reserve PERCENT] [--fill random|rating|nothing] [--take-over]"_s));
    }
    PlayerSession session(context);
    const auto id = session.findMounted(parser.positionalArguments().first());
    if (!id)
        return context.output.fail(id.error());
    const auto playlists = findPlaylists(context, parser.values(u"playlist"_s));
    if (!playlists)
        return context.output.fail(playlists.error());

    // Partnering again changes only what is said; at first, who chooses nothing has the default rules.
    sync::PartnershipSettings settings =
        session.service().settings(*id).value_or(sync::PartnershipSettings{.hasDefaultRules = true});
    settings.friendlyName = parser.value(u"name"_s);
    settings.takeOver = parser.isSet(u"take-over"_s);
    if (parser.isSet(u"playlist"_s)) {
        settings.playlists = *playlists;
        settings.hasDefaultRules = false;
    }
    if (parser.isSet(u"default-rules"_s))
        settings.hasDefaultRules = true;
    if (parser.isSet(u"fill"_s)) {
        const auto fill = parseFill(parser.value(u"fill"_s));
        if (!fill)
            return context.output.fail(fill.error());
        settings.fill = *fill;
    }
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
    const auto result = session.service().settings(*id);
    if (!result)
        return context.output.fail(result.error());
    context.output.line(
        CommandLine::tr(
            "“%1” is partnered with this library, with number %2. %n playlist(s) will be kept on it.",
            nullptr, static_cast<int>(result->playlists.size()))
            .arg(player.friendlyName)
            .arg(player.partnershipIndex));
    if (result->hasDefaultRules) {
        context.output.line(
            CommandLine::tr("These are the default playlists: yours, then the best rated, the "
                            "newest, the most played and all other music."));
    }
    context.output.json({{u"id"_s, QString::number(id->value)},
                         {u"friendlyName"_s, player.friendlyName},
                         {u"status"_s, u"partnershipExists"_s},
                         {u"partnershipIndex"_s, player.partnershipIndex},
                         {u"playlists"_s, result->playlists.size()},
                         {u"defaultRules"_s, result->hasDefaultRules},
                         {u"fill"_s, sync::fillName(result->fill)},
                         {u"reservePercent"_s, result->reservePercent}});
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
    if (const auto ended = answerOf(session.service().deletePartnership(*id)); !ended)
        return context.output.fail(ended.error());
    session.inspect(*id);
    const model::DeviceState player = session.service().player(*id);
    context.output.line(CommandLine::tr("The partnership with “%1” has ended. Its files are still on it.")
                            .arg(player.friendlyName));
    context.output.json({{u"id"_s, QString::number(id->value)}, {u"status"_s, u"partnershipDeclined"_s}});
    return Done;
}

} // namespace tandem::app
