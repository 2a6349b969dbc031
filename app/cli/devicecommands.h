// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/command.h"
#include "base/ids.h"

#include <QJsonObject>

namespace tandem::model {
struct DeviceState;
}

namespace tandem::app {

// What “tandem device” consists of besides devicecommands.cpp; each takes the arguments behind its verb and
// returns the exit status.

int listDevices(CommandContext &context);                                      ///< devicelist.cpp
int showDevice(CommandContext &context, const QStringList &arguments);         ///< deviceshow.cpp
int setDeviceAttribute(CommandContext &context, const QStringList &arguments); ///< deviceattributes.cpp
int listDeviceItems(CommandContext &context, const QStringList &arguments);    ///< deviceitems.cpp

class PlayerSession;

/// All that is known of a player at a glance; see showDevice().
int showOverview(CommandContext &context, PlayerSession &session, PlayerId id);
/// The value of one attribute (sync/service/attributes.h).
int showAttribute(CommandContext &context, PlayerSession &session, PlayerId id, const QString &name);
int showAttributes(CommandContext &context, PlayerSession &session, PlayerId id);

QJsonObject toJson(const model::DeviceState &player);
/// "partnered (3)", "by hand" ...
QString partnershipText(const model::DeviceState &player);
/// Where the player is, or why it cannot be used in a few words.
QString placeText(const model::DeviceState &player);

} // namespace tandem::app
