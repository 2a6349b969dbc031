// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QStringList>

namespace tandem::model {
struct PlaylistEntry;
struct Track;
} // namespace tandem::model

namespace tandem::app {

QJsonObject toJson(const model::Track &track);
QJsonObject toJson(const model::PlaylistEntry &entry); ///< a playlist's line without a track

QStringList trackTableHead();
QStringList trackTableRow(const model::Track &track);
QStringList trackTableRow(const model::PlaylistEntry &entry);

} // namespace tandem::app
