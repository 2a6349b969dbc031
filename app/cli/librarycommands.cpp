// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/libraryexclude.h"
#include "app/cli/trackjson.h"
#include "base/text/format.h"
#include "model/library/musicfolders.h"
#include "model/query/query.h"
#include "model/scan/libraryscanner.h"
#include "model/tracks/folderrepository.h"
#include "model/tracks/trackrepository.h"
#include "sync/service/syncservice.h"

#include <QCommandLineParser>
#include <QDateTime>
#include <QDir>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

void printReport(Output &output, const model::ScanReport &report)
{
    output.line(CommandLine::tr(
                    "%n audio file(s) found: %1 added, %2 updated, %3 moved, %4 missing, %5 failed, in %6 s.",
                    nullptr, static_cast<int>(report.found))
                    .arg(report.added)
                    .arg(report.updated)
                    .arg(report.moved)
                    .arg(report.missing)
                    .arg(report.failed)
                    .arg(QLocale().toString(report.seconds, 'f', 1)));
    if (report.away > 0)
        output.line(
            CommandLine::tr("%n song(s) lie on a drive, or behind a link, that is not there now. They stay "
                            "in the library, and on players.",
                            nullptr, static_cast<int>(report.away)));
    if (report.unclear > 0)
        output.line(CommandLine::tr(
            "%n song(s) were not found, and may be where Tandem could not look: in what it could not read, "
            "or "
            "in a folder whose place another one has taken. They stay in the library, and on players. Scan "
            "again when all can be read; leave out what never can be (tandem library exclude); if they were "
            "deleted, say so: tandem library scan --deleted",
            nullptr, static_cast<int>(report.unclear)));
    QStringList kinds;
    for (const auto &[ending, count] : report.otherAudio.asKeyValueRange())
        kinds += u"%1 .%2"_s.arg(QLocale().toString(count), ending);
    if (!kinds.isEmpty())
        output.line(CommandLine::tr("Audio files of kinds that Tandem does not know were passed over: %1.")
                        .arg(QLocale().createSeparatedList(kinds)));
    if (report.leftOut > 0)
        output.line(CommandLine::tr("%n file(s) and folder(s) are left out, as you wish.", nullptr,
                                    static_cast<int>(report.leftOut)));
    output.itemErrors(report.errors);
}

QJsonObject toJson(const model::ScanReport &report)
{
    QJsonObject otherAudio;
    for (const auto &[ending, count] : report.otherAudio.asKeyValueRange())
        otherAudio.insert(ending, count);
    return {{u"found"_s, report.found},     {u"added"_s, report.added},
            {u"updated"_s, report.updated}, {u"moved"_s, report.moved},
            {u"missing"_s, report.missing}, {u"away"_s, report.away},
            {u"unclear"_s, report.unclear}, {u"failed"_s, report.failed},
            {u"otherAudio"_s, otherAudio},  {u"leftOut"_s, report.leftOut},
            {u"seconds"_s, report.seconds}, {u"errors"_s, app::toJson(report.errors)}};
}

int scan(CommandContext &context, model::ScanDepth depth = model::ScanDepth::Changes,
         model::NotFound notFound = model::NotFound::MayBeElsewhere)
{
    model::LibraryScanner scanner(context.database);
    const auto report = scanner.scan(
        context.interrupt.token(),
        [&](const model::ScanProgress &progress) { context.output.progress(progress); }, depth, notFound);
    if (!report)
        return context.output.fail(report.error());
    printReport(context.output, *report);
    context.output.json(toJson(*report));
    return report->errors.isEmpty() ? Done : DoneWithFailures;
}

int move(CommandContext &context, const QStringList &folders)
{
    if (folders.size() != 2)
        return context.output.usage(usageOf(u"library move OLD NEW"_s));
    model::Connection connection(context.database);
    const QString to = QDir().absoluteFilePath(folders.last());
    const sync::SyncService service(context.database, nullptr);
    const auto moved = service.checkMusicFolder(to).and_then(
        [&] { return model::moveMusicFolder(connection, folders.first(), to); });
    if (!moved)
        return context.output.fail(moved.error());
    return scan(context);
}

int scanAsAsked(CommandContext &context, const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser, {u"full"_s, u"deleted"_s});
    if (auto parsed = parseArguments(parser, arguments); !parsed)
        return context.output.usage(parsed.error().detail);
    if (!parser.positionalArguments().isEmpty())
        return context.output.usage(usageOf(u"library scan [--full] [--deleted]"_s));
    return scan(context, parser.isSet(u"full"_s) ? model::ScanDepth::Everything : model::ScanDepth::Changes,
                parser.isSet(u"deleted"_s) ? model::NotFound::WasDeleted : model::NotFound::MayBeElsewhere);
}

/// Whether a new folder may be added as such: not where it seems to be what is missing elsewhere.
Result<void> checkNotMoved(model::Connection &connection, const QString &folder)
{
    const auto old = model::folderMovedTo(connection, folder);
    if (!old)
        return std::unexpected(old.error());
    if (old->isEmpty())
        return {};
    return failure(ErrorCode::InvalidArgument, folder,
                   CommandLine::tr("most of the music of “%1”, which is not there now, is in it. Add it with "
                                   "--replaces \"%1\" if the music moved, so that playlists and players keep "
                                   "it, or with --new if it is a further folder")
                       .arg(*old));
}

/// Registers all of the folders or none: what came before one that cannot be is taken back, while it has no
/// songs.
Result<void> registerFolders(CommandContext &context, const QStringList &folders, bool areNewForSure)
{
    model::Connection connection(context.database);
    model::FolderRepository repository(connection);
    const sync::SyncService service(context.database, nullptr);
    QStringList added;
    for (const QString &folder : folders) {
        const QString path = QDir().absoluteFilePath(folder);
        if (repository.byPath(path))
            continue; // it is simply scanned again
        auto done = service.checkMusicFolder(path);
        if (done && !areNewForSure)
            done = checkNotMoved(connection, path);
        if (done)
            done = repository.add(path).transform([](FolderId) {});
        if (done) {
            added.append(path);
            continue;
        }
        for (const QString &earlier : std::as_const(added)) {
            if (auto removed = repository.remove(earlier); !removed)
                return removed;
        }
        return done;
    }
    return {};
}

int add(CommandContext &context, const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser, {u"new"_s, u"replaces"_s});
    if (auto parsed = parseArguments(parser, arguments); !parsed)
        return context.output.usage(parsed.error().detail);
    const QStringList folders = parser.positionalArguments();
    const QString replaces = u"replaces"_s;
    const QString isNew = u"new"_s;
    if (folders.isEmpty() || (parser.isSet(replaces) && (folders.size() != 1 || parser.isSet(isNew))))
        return context.output.usage(usageOf(u"library add [--new | --replaces OLD] DIR..."_s));
    if (parser.isSet(replaces))
        return move(context, {parser.value(replaces), folders.first()});
    if (auto registered = registerFolders(context, folders, parser.isSet(isNew)); !registered)
        return context.output.fail(registered.error());
    return scan(context);
}

int remove(CommandContext &context, const QStringList &folders)
{
    if (folders.size() != 1)
        return context.output.usage(usageOf(u"library remove DIR"_s));
    model::Connection connection(context.database);
    const QString path = QDir::cleanPath(QDir().absoluteFilePath(folders.first()));
    if (auto removed = model::FolderRepository(connection).remove(path); !removed)
        return context.output.fail(removed.error());
    context.output.line(
        CommandLine::tr("%1 no longer belongs to the library. Its files are still there.").arg(path));
    context.output.json({{u"removed"_s, path}});
    return Done;
}

int status(CommandContext &context)
{
    model::Connection connection(context.database);
    const auto count = model::TrackRepository(connection).count();
    if (!count)
        return context.output.fail(count.error());
    const auto folders = model::FolderRepository(connection).all();
    if (!folders)
        return context.output.fail(folders.error());

    QJsonArray array;
    context.output.line(CommandLine::tr("%n track(s)", nullptr, static_cast<int>(*count)));
    for (const model::LibraryFolder &folder : *folders) {
        array.append(QJsonObject{{u"path"_s, folder.path}, {u"available"_s, folder.isAvailable}});
        context.output.line(folder.isAvailable ? folder.path
                                               : CommandLine::tr("%1 (not there now)").arg(folder.path));
    }
    context.output.json({{u"tracks"_s, *count},
                         {u"folders"_s, array},
                         {u"databaseVersion"_s, model::Database::currentVersion()}});
    return Done;
}

int search(CommandContext &context, QStringList words)
{
    if (words.value(0) == "--"_L1)
        words.removeFirst();
    const auto condition = model::compileQuery(words.join(u' '), QDateTime::currentSecsSinceEpoch());
    if (!condition)
        return context.output.fail(condition.error());
    model::Connection connection(context.database);
    const model::TrackRepository repository(connection);
    const auto ids = repository.ids(*condition, {});
    if (!ids)
        return context.output.fail(ids.error());
    const auto tracks = repository.tracks(*ids);
    if (!tracks)
        return context.output.fail(tracks.error());

    QJsonArray items;
    QList<QStringList> rows{trackTableHead()};
    for (const model::Track &track : *tracks) {
        if (context.output.isJson())
            items.append(app::toJson(track));
        else
            rows.append(trackTableRow(track));
    }
    if (!tracks->isEmpty())
        context.output.table(rows);
    context.output.line(CommandLine::tr("%n track(s)", nullptr, static_cast<int>(tracks->size())));
    context.output.json({{u"items"_s, items}});
    return Done;
}

} // namespace

int runLibraryCommand(CommandContext &context, const QStringList &arguments)
{
    const QString verb = arguments.value(0);
    if (verb == "search"_L1)
        return search(context, arguments.mid(1)); // a query may begin with a dash
    if (verb == "add"_L1)
        return add(context, arguments.mid(1));
    if (verb == "scan"_L1)
        return scanAsAsked(context, arguments.mid(1));
    const auto names = parseNames(arguments.mid(1));
    if (!names)
        return context.output.usage(names.error().detail);
    if (verb == "move"_L1)
        return move(context, *names);
    if (verb == "remove"_L1)
        return remove(context, *names);
    if (verb == "exclude"_L1)
        return exclude(context, *names);
    if (verb == "include"_L1)
        return include(context, *names);
    if (verb == "status"_L1 && names->isEmpty())
        return status(context);
    return context.output.usage(
        usageOf(u"library add DIR... | move OLD NEW | remove DIR | scan [--full] [--deleted] | status | "
                "search QUERY | exclude [PATTERN...] | include PATTERN..."_s));
}

} // namespace tandem::app
