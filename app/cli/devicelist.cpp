// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/devicecommands.h"
#include "app/cli/playersession.h"
#include "base/text/format.h"
#include "model/items/devicemodel.h"
#include "ui/players/devicetext.h"

using namespace Qt::StringLiterals;

namespace tandem::app {

using model::DeviceState;
using model::PartnershipStatus;
using model::PlayerKind;

namespace {

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

} // namespace

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

int listDevices(CommandContext &context)
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
                     player.freeBytes < 0 ? u"?"_s : sizeText(player.freeBytes),
                     player.totalBytes < 0 ? u"?"_s : sizeText(player.totalBytes), placeText(player)});
    }
    if (players.isEmpty())
        context.output.line(
            CommandLine::tr("No player yet. Connect one, or name a folder with: tandem device add DIR"));
    else
        context.output.table(rows);
    context.output.json({{u"devices"_s, array}});
    return Done;
}

} // namespace tandem::app
