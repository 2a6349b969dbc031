// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/playeraddress.h"
#include "model/db/database.h"
#include "sync/players/playerrepository.h"

#include <QList>
#include <QString>

namespace tandem::sync {

/// The address of a folder that is to be a player. @p limitBytes > 0: no more than so much of it is used.
/// Errors: FileMissing, MusicInsidePlayer, PlayerInsideMusic; of the database.
Result<device::PlayerAddress> folderPlayer(model::Connection &connection, const QString &path,
                                           qint64 limitBytes);

/// Whether a music folder may lie at @p path. Errors: MusicInsidePlayer, PlayerInsideMusic.
Result<void> checkMusicFolder(const QList<PlayerRecord> &players, const QString &path);

} // namespace tandem::sync
