// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/devicecommands.h"
#include "app/cli/playersession.h"
#include "sync/service/attributes.h"

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

/// What somebody who sets this should know besides.
QString noteOn(sync::AttributeId attribute)
{
    switch (attribute) {
    case sync::AttributeId::SyncFilter:
        return CommandLine::tr("This counts for the next synchronization only.");
    case sync::AttributeId::IncludeSkippedFiles:
        return CommandLine::tr("The next synchronization copies again what was deleted on the player.");
    case sync::AttributeId::BackgroundSyncState:
        return CommandLine::tr(
            "This is not stored: it lasts until the program ends, and so it has ended already.");
    default:
        return {};
    }
}

/// What is set in the same way, without being an attribute of the list.
bool isChoice(const QString &name)
{
    return name == "storage"_L1 || name == "profile"_L1 || name == "mode"_L1;
}

/// Whether rules or hands decide what goes onto the player, or nobody wants to be asked.
Result<void> setMode(sync::SyncService &service, PlayerId id, const QString &mode)
{
    if (mode == "manual"_L1)
        return service.setManual(id, true);
    if (mode == "automatic"_L1)
        return service.setManual(id, false);
    if (mode != "declined"_L1)
        return failure(ErrorCode::InvalidArgument, mode,
                       CommandLine::tr("automatic, manual or declined is needed"));
    if (service.player(id).partnershipIndex > 0)
        return failure(ErrorCode::InvalidArgument, mode,
                       CommandLine::tr("the player is partnered, which “tandem unpartner DEVICE” ends"));
    return service.decline(id);
}

Result<void> choose(sync::SyncService &service, PlayerId id, const QString &name, const QString &value)
{
    if (name == "storage"_L1)
        return service.setStorage(id, value);
    return name == "profile"_L1 ? service.setProfile(id, value) : setMode(service, id, value);
}

/// Names what there is if it is the name that is wrong.
Error explained(Error error)
{
    if (error.code != ErrorCode::InvalidArgument || sync::findAttribute(error.subject))
        return error;
    error.detail += u". "_s + CommandLine::tr("“tandem device show DEVICE --attributes” lists them");
    return error;
}

int setChoice(CommandContext &context, PlayerSession &session, PlayerId id, const QString &name,
              const QString &value)
{
    if (const auto done = choose(session.service(), id, name, value); !done)
        return context.output.fail(done.error());
    session.inspect(id);
    return showOverview(context, session, id);
}

} // namespace

int showAttribute(CommandContext &context, PlayerSession &session, PlayerId id, const QString &name)
{
    const auto value = session.service().attribute(id, name);
    if (!value)
        return context.output.fail(explained(value.error()));
    context.output.line(*value);
    context.output.json({{u"attribute"_s, QString(sync::findAttribute(name)->name)}, {u"value"_s, *value}});
    return Done;
}

int showAttributes(CommandContext &context, PlayerSession &session, PlayerId id)
{
    const auto values = session.service().attributes(id);
    if (!values)
        return context.output.fail(values.error());
    QJsonObject attributes;
    QJsonObject unreadable;
    QList<QStringList> rows{{CommandLine::tr("Attribute"), CommandLine::tr("Value")}};
    QStringList reasons;
    for (const sync::AttributeValue &value : *values) {
        const QString name = value.attribute.name;
        if (value.text) {
            attributes.insert(name, *value.text);
            rows.append({name, *value.text});
            continue;
        }
        unreadable.insert(name, app::toJson(value.text.error()));
        const QString reason = messageFor(value.text.error());
        if (!reasons.contains(reason))
            reasons.append(reason);
        rows.append({name, CommandLine::tr("(cannot be read)")});
    }
    context.output.table(rows);
    for (const QString &reason : std::as_const(reasons))
        context.output.line(reason);
    context.output.json({{u"attributes"_s, attributes}, {u"unreadable"_s, unreadable}});
    return Done;
}

int setDeviceAttribute(CommandContext &context, const QStringList &arguments)
{
    const auto names = parseNames(arguments, {.argument = 2});
    if (!names)
        return context.output.usage(names.error().detail);
    if (names->size() != 3)
        return context.output.usage(usageOf(u"device set DEVICE ATTRIBUTE|storage|profile|mode VALUE"_s));
    PlayerSession session(context);
    const auto id = session.find(names->at(0));
    if (!id)
        return context.output.fail(id.error());
    const QString &name = names->at(1);
    if (isChoice(name))
        return setChoice(context, session, *id, name, names->at(2));
    if (const auto done = session.service().setAttribute(*id, name, names->at(2)); !done)
        return context.output.fail(explained(done.error()));

    const auto attribute = sync::findAttribute(name);
    QJsonObject object{{u"attribute"_s, QString(attribute->name)}};
    if (const auto value = session.service().attribute(*id, name)) {
        context.output.line(u"%1: %2"_s.arg(attribute->name, *value));
        object.insert(u"value"_s, *value);
    }
    if (const QString note = noteOn(attribute->id); !note.isEmpty())
        context.output.line(note);
    context.output.json(object);
    return Done;
}

} // namespace tandem::app
