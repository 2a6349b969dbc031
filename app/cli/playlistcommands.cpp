// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/trackjson.h"
#include "model/playlists/playlistrepository.h"
#include "model/playlists/playlisttransfer.h"
#include "model/tracks/trackrepository.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

using model::PlaylistKind;

QString kindName(PlaylistKind kind)
{
    return kind == PlaylistKind::Auto ? u"auto"_s : u"static"_s;
}

/// What the list says of a playlist that is not shown among the library's.
QString kindText(const model::Playlist &playlist)
{
    const bool isAuto = playlist.kind == PlaylistKind::Auto;
    if (!playlist.isSyncOnly)
        return isAuto ? CommandLine::tr("auto") : CommandLine::tr("static");
    return isAuto ? CommandLine::tr("auto, for players only") : CommandLine::tr("static, for players only");
}

QStringList absolutePaths(const QStringList &files)
{
    QStringList paths;
    for (const QString &file : files)
        paths.append(QDir::cleanPath(QDir().absoluteFilePath(file)));
    return paths;
}

/// The lines that the library has no file for.
QList<Error> missingLines(const QList<model::PlaylistEntry> &entries)
{
    QList<Error> errors;
    for (const model::PlaylistEntry &entry : entries) {
        if (!entry.track.isValid())
            errors.append({ErrorCode::FileMissing, entry.path, {}});
    }
    return errors;
}

int list(CommandContext &context, model::Connection &connection)
{
    const model::PlaylistRepository repository(connection);
    const auto playlists = repository.all();
    if (!playlists)
        return context.output.fail(playlists.error());
    QJsonArray array;
    QList<QStringList> rows{{CommandLine::tr("Name"), CommandLine::tr("Kind"), CommandLine::tr("Items"),
                             CommandLine::tr("Query")}};
    for (const model::Playlist &playlist : *playlists) {
        const auto items = repository.itemCount(playlist.id);
        if (!items)
            return context.output.fail(items.error());
        QJsonObject object{{u"name"_s, playlist.name},
                           {u"kind"_s, kindName(playlist.kind)},
                           {u"items"_s, *items},
                           {u"syncOnly"_s, playlist.isSyncOnly},
                           {u"origin"_s, model::originName(playlist.origin)}};
        if (playlist.kind == PlaylistKind::Auto)
            object.insert(u"query"_s, playlist.rule.query);
        array.append(object);
        rows.append({playlist.name, kindText(playlist), QString::number(*items), playlist.rule.query});
    }
    if (playlists->isEmpty())
        context.output.line(CommandLine::tr("No playlist yet. Make one with: tandem playlist create NAME"));
    else
        context.output.table(rows);
    context.output.json({{u"playlists"_s, array}});
    return Done;
}

int show(CommandContext &context, model::Connection &connection, const QString &name)
{
    const model::PlaylistRepository repository(connection);
    const auto playlist = repository.byName(name);
    if (!playlist)
        return context.output.fail(playlist.error());
    const auto ids = repository.trackIds(playlist->id);
    const auto entries = repository.entries(playlist->id);
    if (!ids || !entries)
        return context.output.fail(ids ? entries.error() : ids.error());
    const auto tracks = model::TrackRepository(connection).tracks(*ids);
    if (!tracks)
        return context.output.fail(tracks.error());
    QHash<TrackId, model::Track> byId;
    for (const model::Track &track : *tracks)
        byId.insert(track.id, track);

    // An auto playlist has no lines of its own.
    QList<model::PlaylistEntry> lines = *entries;
    if (playlist->kind == PlaylistKind::Auto) {
        for (const TrackId id : *ids)
            lines.append({id, {}});
    }
    QJsonArray items;
    QList<QStringList> rows{trackTableHead()};
    for (const model::PlaylistEntry &line : std::as_const(lines)) {
        const auto track = byId.constFind(line.track);
        items.append(track == byId.constEnd() ? app::toJson(line) : app::toJson(*track));
        rows.append(track == byId.constEnd() ? trackTableRow(line) : trackTableRow(*track));
    }
    if (lines.isEmpty())
        context.output.line(CommandLine::tr("The playlist is empty."));
    else
        context.output.table(rows);
    context.output.json(
        {{u"name"_s, playlist->name}, {u"kind"_s, kindName(playlist->kind)}, {u"items"_s, items}});
    return Done;
}

Result<model::AutoRule> parseRule(const QCommandLineParser &parser)
{
    model::AutoRule rule;
    rule.query = parser.value(u"match"_s);
    QString sort = parser.value(u"sort"_s);
    if (!sort.isEmpty()) {
        rule.order.isDescending = sort.endsWith(u'-');
        if (rule.order.isDescending)
            sort.chop(1);
        const auto field = model::trackFieldFromName(sort);
        if (!field)
            return failure(ErrorCode::InvalidArgument, u"--sort"_s,
                           CommandLine::tr("Tracks cannot be sorted by “%1”.").arg(sort));
        rule.order.field = *field;
    }
    const auto limit = model::parseLimit(parser.value(u"limit"_s));
    if (!limit)
        return std::unexpected(limit.error());
    rule.limit = *limit;
    return rule;
}

int create(CommandContext &context, model::Connection &connection, const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser, {u"match"_s, u"sort"_s, u"limit"_s});
    if (auto parsed = parseArguments(parser, arguments, {.option = u"match"_s}); !parsed)
        return context.output.usage(parsed.error().detail);
    const QStringList positional = parser.positionalArguments();
    const bool isAuto = parser.isSet(u"match"_s);
    const bool hasRuleOptions = parser.isSet(u"sort"_s) || parser.isSet(u"limit"_s);
    if (positional.isEmpty() || (isAuto && positional.size() > 1) || (!isAuto && hasRuleOptions)) {
        return context.output.usage(usageOf(
            u"playlist create NAME [FILE...] | create NAME --match QUERY [--sort FIELD[-]] [--limit N | SIZE | TIME]"_s));
    }

    model::PlaylistRepository repository(connection);
    QList<Error> errors;
    Result<PlaylistId> created = PlaylistId{};
    if (isAuto) {
        const auto rule = parseRule(parser);
        if (!rule)
            return context.output.fail(rule.error());
        created = repository.createAuto(positional.first(), *rule);
    } else {
        const auto entries = repository.entriesForPaths(absolutePaths(positional.mid(1)));
        if (!entries)
            return context.output.fail(entries.error());
        errors = missingLines(*entries);
        created = repository.createStatic(positional.first(), *entries);
    }
    if (!created)
        return context.output.fail(created.error());
    const auto count = repository.itemCount(*created);
    if (!count)
        return context.output.fail(count.error());
    context.output.line(
        CommandLine::tr("Playlist “%1” made with %n item(s).", nullptr, static_cast<int>(*count))
            .arg(positional.first()));
    context.output.itemErrors(errors);
    context.output.json({{u"name"_s, positional.first()},
                         {u"kind"_s, kindName(isAuto ? PlaylistKind::Auto : PlaylistKind::Static)},
                         {u"items"_s, *count},
                         {u"errors"_s, app::toJson(errors)}});
    return errors.isEmpty() ? Done : DoneWithFailures;
}

int importFiles(CommandContext &context, model::Connection &connection, const QStringList &files)
{
    if (files.isEmpty())
        return context.output.usage(usageOf(u"playlist import FILE..."_s));
    const model::PlaylistRepository repository(connection);
    QJsonArray array;
    QList<Error> errors;
    for (const QString &file : files) {
        const auto created = model::importPlaylistFile(connection, QDir().absoluteFilePath(file));
        if (!created)
            return context.output.fail(created.error(), {{u"playlists"_s, array}});
        const auto playlist = repository.playlist(*created);
        const auto entries = repository.entries(*created);
        if (!playlist || !entries)
            return context.output.fail(playlist ? entries.error() : playlist.error());
        const QList<Error> missing = missingLines(*entries);
        errors += missing;
        array.append(QJsonObject{{u"name"_s, playlist->name},
                                 {u"kind"_s, u"static"_s},
                                 {u"items"_s, entries->size()},
                                 {u"missing"_s, missing.size()}});
        context.output.line(CommandLine::tr("Playlist “%1” imported with %n item(s).", nullptr,
                                            static_cast<int>(entries->size()))
                                .arg(playlist->name));
    }
    context.output.itemErrors(errors);
    context.output.json({{u"playlists"_s, array}, {u"errors"_s, app::toJson(errors)}});
    return errors.isEmpty() ? Done : DoneWithFailures;
}

int exportPlaylist(CommandContext &context, model::Connection &connection, const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser, {u"force"_s});
    if (auto parsed = parseArguments(parser, arguments); !parsed)
        return context.output.usage(parsed.error().detail);
    const QStringList positional = parser.positionalArguments();
    if (positional.size() != 2)
        return context.output.usage(usageOf(u"playlist export NAME FILE [--force]"_s));
    const model::PlaylistRepository repository(connection);
    const auto playlist = repository.byName(positional.first());
    if (!playlist)
        return context.output.fail(playlist.error());
    const QString path = QDir().absoluteFilePath(positional.last());
    const auto replaceable =
        parser.isSet(u"force"_s) ? model::Replaceable::AllButMusic : model::Replaceable::Playlists;
    if (auto written = model::exportPlaylistFile(connection, playlist->id, path, replaceable); !written)
        return context.output.fail(written.error());
    context.output.line(CommandLine::tr("Playlist “%1” written to %2.").arg(playlist->name, path));
    context.output.json({{u"name"_s, playlist->name}, {u"file"_s, path}});
    return Done;
}

int setSyncOnly(CommandContext &context, model::Connection &connection, const QString &name,
                const QString &value)
{
    model::PlaylistRepository repository(connection);
    const auto playlist = repository.byName(name);
    if (!playlist)
        return context.output.fail(playlist.error());
    const bool isOn = value == "on"_L1;
    if (auto set = repository.setSyncOnly(playlist->id, isOn); !set)
        return context.output.fail(set.error());
    context.output.line((isOn ? CommandLine::tr("Playlist “%1” is offered to players only.")
                              : CommandLine::tr("Playlist “%1” is shown among the library’s playlists."))
                            .arg(playlist->name));
    context.output.json({{u"name"_s, playlist->name}, {u"syncOnly"_s, isOn}});
    return Done;
}

int remove(CommandContext &context, model::Connection &connection, const QString &name)
{
    model::PlaylistRepository repository(connection);
    const auto playlist = repository.byName(name);
    if (!playlist)
        return context.output.fail(playlist.error());
    if (auto removed = repository.remove(playlist->id); !removed)
        return context.output.fail(removed.error());
    context.output.line(
        CommandLine::tr("Playlist “%1” deleted. Its songs are still there.").arg(playlist->name));
    context.output.json({{u"removed"_s, playlist->name}});
    return Done;
}

} // namespace

int runPlaylistCommand(CommandContext &context, const QStringList &arguments)
{
    model::Connection connection(context.database);
    const QString verb = arguments.value(0);
    if (verb == "create"_L1)
        return create(context, connection, arguments.mid(1));
    if (verb == "export"_L1)
        return exportPlaylist(context, connection, arguments.mid(1));
    const auto names = parseNames(arguments.mid(1));
    if (!names)
        return context.output.usage(names.error().detail);
    if (verb == "list"_L1 && names->isEmpty())
        return list(context, connection);
    if (verb == "show"_L1 && names->size() == 1)
        return show(context, connection, names->first());
    if (verb == "import"_L1)
        return importFiles(context, connection, *names);
    if (verb == "delete"_L1 && names->size() == 1)
        return remove(context, connection, names->first());
    if (verb == "set"_L1 && names->size() == 3 && names->at(1) == "sync-only"_L1 &&
        (names->at(2) == "on"_L1 || names->at(2) == "off"_L1))
        return setSyncOnly(context, connection, names->at(0), names->at(2));
    return context.output.usage(
        usageOf(u"playlist list | show NAME | create NAME ... | import FILE... |"
                " export NAME FILE [--force] | delete NAME | set NAME sync-only on|off"_s));
}

} // namespace tandem::app
