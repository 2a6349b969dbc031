// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "device/profiles/profilestore.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

device::ProfileStore storeOf(const CommandContext &context)
{
    return device::ProfileStore(QFileInfo(context.database.path()).path());
}

/// What a profile plays, in a few words.
QString formatsText(const device::PlayerProfile &profile)
{
    if (profile.formats.isEmpty())
        return CommandLine::tr("everything");
    QStringList endings;
    for (const device::PlayableFormat &format : profile.formats)
        endings += format.endings;
    return endings.join(u' ');
}

int list(CommandContext &context)
{
    const device::ProfileStore store = storeOf(context);
    QJsonArray array;
    QList<QStringList> rows{
        {CommandLine::tr("Id"), CommandLine::tr("Name"), CommandLine::tr("Plays"), CommandLine::tr("From")}};
    for (const device::StoredProfile &stored : store.stored()) {
        array.append(QJsonObject{{u"id"_s, stored.profile.id},
                                 {u"name"_s, stored.profile.name},
                                 {u"builtIn"_s, stored.file.isEmpty()},
                                 {u"file"_s, stored.file}});
        rows.append({stored.profile.id, stored.profile.name, formatsText(stored.profile),
                     stored.file.isEmpty() ? CommandLine::tr("Tandem") : stored.file});
    }
    context.output.table(rows);
    context.output.itemErrors(store.warnings());
    context.output.json({{u"profiles"_s, array}, {u"errors"_s, toJson(store.warnings())}});
    return store.warnings().isEmpty() ? Done : DoneWithFailures;
}

/// Prints what a file of the person's own would hold: redirected, it is the beginning of one.
int show(CommandContext &context, const QString &id)
{
    const auto stored = storeOf(context).find(id);
    if (!stored)
        return context.output.fail(stored.error());
    const QJsonObject object = device::profileToJson(stored->profile);
    context.output.line(QString::fromUtf8(QJsonDocument(object).toJson()).trimmed());
    context.output.json(object);
    return Done;
}

} // namespace

int runProfileCommand(CommandContext &context, const QStringList &arguments)
{
    const auto names = parseNames(arguments.mid(1));
    if (!names)
        return context.output.usage(names.error().detail);
    const QString verb = arguments.value(0);
    if (verb == "list"_L1 && names->isEmpty())
        return list(context);
    if (verb == "show"_L1 && names->size() == 1)
        return show(context, names->first());
    return context.output.usage(usageOf(u"profile list | show ID"_s));
}

} // namespace tandem::app
