// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "app/cli/playersession.h"
#include "base/text/format.h"
#include "model/playlists/playlistrepository.h"
#include "model/tracks/trackrepository.h"
#include "sync/service/attributes.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

using sync::ActionKind;
using sync::ActionReason;
using sync::SyncOutcome;
using sync::SyncService;

QString kindName(ActionKind kind)
{
    switch (kind) {
    case ActionKind::Copy:
        return u"copy"_s;
    case ActionKind::Replace:
        return u"replace"_s;
    case ActionKind::Move:
        return u"move"_s;
    case ActionKind::Remove:
        return u"remove"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString reasonName(ActionReason reason)
{
    switch (reason) {
    case ActionReason::New:
        return u"new"_s;
    case ActionReason::Changed:
        return u"changed"_s;
    case ActionReason::Moved:
        return u"moved"_s;
    case ActionReason::NotSelected:
        return u"notSelected"_s;
    case ActionReason::FileDeleted:
        return u"fileDeleted"_s;
    case ActionReason::MakeRoom:
        return u"makeRoom"_s;
    case ActionReason::Superseded:
        return u"superseded"_s;
    case ActionReason::LeftLibrary:
        return u"leftLibrary"_s;
    case ActionReason::FolderAway:
        return u"folderAway"_s;
    case ActionReason::PlaylistGap:
        return u"playlistGap"_s;
    case ActionReason::LibraryBehind:
        return u"libraryBehind"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString reasonText(ActionReason reason)
{
    switch (reason) {
    case ActionReason::New:
        return CommandLine::tr("new");
    case ActionReason::Changed:
        return CommandLine::tr("changed");
    case ActionReason::Moved:
        return CommandLine::tr("moved");
    case ActionReason::NotSelected:
        return CommandLine::tr("no longer selected");
    case ActionReason::FileDeleted:
        return CommandLine::tr("deleted in the library");
    case ActionReason::MakeRoom:
        return CommandLine::tr("to make room");
    case ActionReason::Superseded:
        return CommandLine::tr("old copy");
    case ActionReason::LeftLibrary:
        return CommandLine::tr("no longer in the library");
    case ActionReason::FolderAway:
        return CommandLine::tr("music folder not there");
    case ActionReason::PlaylistGap:
        return CommandLine::tr("no file for a playlist’s line");
    case ActionReason::LibraryBehind:
        return CommandLine::tr("library older than player");
    }
    Q_UNREACHABLE_RETURN({});
}

QJsonObject toJson(const sync::SyncResult &result)
{
    return {{u"result"_s, outcomeName(result.outcome)},
            {u"copied"_s, result.copied},
            {u"moved"_s, result.moved},
            {u"converted"_s, result.converted},
            {u"removed"_s, result.removed},
            {u"upToDate"_s, result.upToDate},
            {u"skipped"_s, result.skipped},
            {u"noFit"_s, result.noFit},
            {u"failed"_s, result.failed},
            {u"bytesCopied"_s, result.bytesCopied},
            {u"seconds"_s, result.seconds},
            {u"errors"_s, app::toJson(result.errors)}};
}

/// Short times are of interest to the tenth of a second.
QString tookText(double seconds)
{
    constexpr double shortSeconds = 10;
    return seconds < shortSeconds
               ? CommandLine::tr("%1 s", "seconds").arg(QLocale().toString(seconds, 'f', 1))
               : durationText(seconds);
}

void printResult(Output &output, const sync::SyncResult &result)
{
    if (result.outcome == SyncOutcome::Stopped)
        output.line(CommandLine::tr("Stopped. What was copied stays; the rest follows next time."));
    output.line(CommandLine::tr("%1 copied (%2), %3 removed, %4 already there, in %5.")
                    .arg(result.copied)
                    .arg(sizeText(result.bytesCopied))
                    .arg(result.removed)
                    .arg(result.upToDate)
                    .arg(tookText(result.seconds)));
    if (result.moved > 0) {
        output.line(CommandLine::tr("%n item(s) moved to another place on the player.", nullptr,
                                    static_cast<int>(result.moved)));
    }
    if (result.noFit > 0)
        output.line(CommandLine::tr("%n item(s) did not fit.", nullptr, static_cast<int>(result.noFit)));
    if (result.skipped > 0) {
        output.line(CommandLine::tr("%n item(s) left out, because they were deleted on the player "
                                    "(--include-skipped copies them again).",
                                    nullptr, static_cast<int>(result.skipped)));
    }
    output.itemErrors(result.errors);
}

QString actionText(const sync::PlanAction &action)
{
    switch (action.kind) {
    case ActionKind::Copy:
        return CommandLine::tr("copy %1 (%2)").arg(action.path, reasonText(action.reason));
    case ActionKind::Replace:
        return CommandLine::tr("replace %1 (%2)").arg(action.path, reasonText(action.reason));
    case ActionKind::Move:
        return CommandLine::tr("move %1 to %2", "a file on the player").arg(action.from, action.path);
    case ActionKind::Remove:
        return CommandLine::tr("remove %1 (%2)").arg(action.path, reasonText(action.reason));
    }
    Q_UNREACHABLE_RETURN({});
}

QJsonObject toJson(const sync::PlanAction &action)
{
    QJsonObject object{{u"kind"_s, kindName(action.kind)},
                       {u"path"_s, action.path},
                       {u"reason"_s, reasonName(action.reason)}};
    if (action.kind == ActionKind::Move)
        object.insert(u"from"_s, action.from);
    return object;
}

/// Says how a session ended, and returns the exit status.
int finish(CommandContext &context, const Result<sync::SyncResult> &result)
{
    if (!result)
        return context.output.fail(result.error());
    if (result->outcome == SyncOutcome::Failed) {
        const bool hasBegun = result->copied > 0 || result->removed > 0 || !result->errors.isEmpty();
        if (hasBegun)
            printResult(context.output, *result);
        return context.output.fail(result->reason, toJson(*result));
    }
    printResult(context.output, *result);
    context.output.json(toJson(*result));
    if (result->outcome == SyncOutcome::Stopped)
        return Interrupted;
    return result->errors.isEmpty() && result->noFit == 0 ? Done : DoneWithFailures;
}

void showProgress(CommandContext &context, PlayerSession &session)
{
    QObject::connect(
        &session.service(), &SyncService::progressChanged, &session.service(),
        [&context](PlayerId, const sync::SyncProgress &progress) { context.output.progress(progress); });
}

QJsonObject toJson(const sync::SyncEstimate &estimate)
{
    return {{u"items"_s, estimate.items},
            {u"copyItems"_s, estimate.copyItems},
            {u"removeItems"_s, estimate.removeItems},
            {u"noFitItems"_s, estimate.noFitItems},
            {u"dataBytes"_s, estimate.dataBytes},
            {u"deviceBytes"_s, estimate.deviceBytes},
            {u"freeAfterBytes"_s, estimate.freeAfterBytes}};
}

void printEstimate(Output &output, const sync::SyncEstimate &estimate)
{
    output.line(
        CommandLine::tr("%n item(s) in the chosen playlists.", nullptr, static_cast<int>(estimate.items)));
    output.line(CommandLine::tr("%1 to copy (%2), %3 to remove, %4 do not fit.")
                    .arg(estimate.copyItems)
                    .arg(sizeText(estimate.dataBytes))
                    .arg(estimate.removeItems)
                    .arg(estimate.noFitItems));
    if (estimate.freeAfterBytes >= 0)
        output.line(CommandLine::tr("%1 free afterwards.").arg(sizeText(estimate.freeAfterBytes)));
}

int dryRun(CommandContext &context, PlayerSession &session, PlayerId player,
           const sync::SessionOptions &options)
{
    const auto plan = session.wait<sync::SyncPlan>(
        player, [&] { session.service().dryRun(player, options); }, &SyncService::planReady);
    if (!plan)
        return context.output.fail(plan.error());
    const sync::SyncEstimate estimate = sync::toEstimate(*plan);
    QJsonArray actions;
    for (const sync::PlanAction &action : plan->actions) {
        actions.append(toJson(action));
        context.output.line(actionText(action));
    }
    printEstimate(context.output, estimate);
    context.output.itemErrors(plan->errors);
    QJsonObject object = toJson(estimate);
    object.insert(u"actions"_s, actions);
    object.insert(u"errors"_s, app::toJson(plan->errors));
    context.output.json(object);
    return plan->errors.isEmpty() && plan->noFit.isEmpty() ? Done : DoneWithFailures;
}

/// What is sent by hand: playlists by name, files of the library, and other files.
struct Parcels {
    QList<TrackId> tracks;
    QList<PlaylistId> playlists;
    QStringList files;
};

Result<Parcels> findParcels(CommandContext &context, const QStringList &names)
{
    model::Connection connection(context.database);
    const model::PlaylistRepository playlists(connection);
    const model::TrackRepository tracks(connection);
    Parcels parcels;
    for (const QString &name : names) {
        const QFileInfo file(name);
        if (file.isFile()) {
            if (const auto track = tracks.idOfPath(file.canonicalFilePath()))
                parcels.tracks.append(*track);
            else
                parcels.files.append(file.canonicalFilePath());
            continue;
        }
        const auto playlist = playlists.byName(name);
        if (!playlist)
            return std::unexpected(playlist.error());
        parcels.playlists.append(playlist->id);
    }
    return parcels;
}

} // namespace

int runEstimateCommand(CommandContext &context, const QStringList &arguments)
{
    const auto names = parseNames(arguments);
    if (!names)
        return context.output.usage(names.error().detail);
    if (names->size() != 1)
        return context.output.usage(usageOf(u"estimate DEVICE"_s));
    PlayerSession session(context);
    const auto id = session.findMounted(names->first());
    if (!id)
        return context.output.fail(id.error());
    const auto estimate = session.wait<sync::SyncEstimate>(
        *id, [&] { session.service().estimate(*id); }, &SyncService::estimateFinished);
    if (!estimate)
        return context.output.fail(estimate.error());
    printEstimate(context.output, *estimate);
    context.output.json(toJson(*estimate));
    return Done;
}

int runSyncCommand(CommandContext &context, const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser, {u"dry-run"_s, u"confirm"_s, u"include-skipped"_s, u"verify"_s, u"retry-failed"_s,
                        u"filter"_s});
    if (auto parsed = parseArguments(parser, arguments); !parsed)
        return context.output.usage(parsed.error().detail);
    const bool retriesInVain = parser.isSet(u"retry-failed"_s) && parser.isSet(u"dry-run"_s);
    if (parser.positionalArguments().size() != 1 || retriesInVain)
        return context.output.usage(usageOf(u"sync DEVICE [--dry-run | --retry-failed] [--confirm] "
                                            "[--include-skipped] [--verify] [--filter BITS]"_s));
    sync::SessionOptions options{.confirmBrake = parser.isSet(u"confirm"_s),
                                 .includeSkipped = parser.isSet(u"include-skipped"_s),
                                 .isVerifying = parser.isSet(u"verify"_s),
                                 .retriesFailed = parser.isSet(u"retry-failed"_s)};
    if (parser.isSet(u"filter"_s)) {
        const auto filter = sync::filterFromText(parser.value(u"filter"_s));
        if (!filter)
            return context.output.fail(filter.error());
        options.filter = *filter;
    }
    PlayerSession session(context);
    const auto id = session.findMounted(parser.positionalArguments().first());
    if (!id)
        return context.output.fail(id.error());
    if (parser.isSet(u"dry-run"_s))
        return dryRun(context, session, *id, options);
    showProgress(context, session);
    return finish(context,
                  session.wait<sync::SyncResult>(
                      *id, [&] { session.service().startSync(*id, options); }, &SyncService::syncFinished));
}

int runSendCommand(CommandContext &context, const QStringList &arguments)
{
    QCommandLineParser parser;
    if (auto parsed = parseArguments(parser, arguments); !parsed)
        return context.output.usage(parsed.error().detail);
    const QStringList positional = parser.positionalArguments();
    if (positional.size() < 2)
        return context.output.usage(usageOf(u"send DEVICE FILE|PLAYLIST..."_s));
    PlayerSession session(context);
    const auto id = session.findMounted(positional.first());
    if (!id)
        return context.output.fail(id.error());
    const auto parcels = findParcels(context, positional.mid(1));
    if (!parcels)
        return context.output.fail(parcels.error());
    showProgress(context, session);
    return finish(
        context,
        session.wait<sync::SyncResult>(
            *id, [&] { session.service().send(*id, parcels->tracks, parcels->playlists, parcels->files); },
            &SyncService::syncFinished));
}

} // namespace tandem::app
