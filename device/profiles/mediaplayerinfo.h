// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/profiles/playerdescription.h"

#include <QByteArray>

namespace tandem::device {

/// Where the package media-player-info keeps its descriptions of known players (*.mpi).
inline constexpr auto mediaPlayerInfoFolder = "/usr/share/media-player-info";

/// What an .mpi file says: sections in brackets, lines KEY=VALUE, lists with semicolons.
/// Errors: FormatUnsupported if it describes no player that appears as a drive.
Result<PlayerDescription> parseMediaPlayerInfo(const QByteArray &data);

/// The description @p name ("sony_psp", without ending) in @p folder. Errors: NotFound; FileTooLarge;
/// FormatUnsupported.
Result<PlayerDescription>
readMediaPlayerInfo(const QString &name, const QString &folder = QString::fromLatin1(mediaPlayerInfoFolder));

} // namespace tandem::device
