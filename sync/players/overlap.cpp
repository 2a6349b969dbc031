// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overlap.h"

#include <QDir>
#include <QFileInfo>

namespace tandem::sync {

namespace {

QString canonical(const QString &path)
{
    const QString real = QFileInfo(path).canonicalFilePath();
    return real.isEmpty() ? QDir::cleanPath(path) : real; // not there now: as it was written
}

bool isInside(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder.endsWith(u'/') ? folder : folder + u'/');
}

} // namespace

Result<void> checkOverlap(const QStringList &musicFolders, const QString &playerLocation)
{
    if (QDir::isRelativePath(playerLocation))
        return {}; // not mounted, or an MTP player: apart from every folder
    const QString player = canonical(playerLocation);
    for (const QString &folder : musicFolders) {
        const QString music = canonical(folder);
        if (isInside(player, music))
            return failure(ErrorCode::PlayerInsideMusic, folder, playerLocation);
        if (isInside(music, player))
            return failure(ErrorCode::MusicInsidePlayer, folder, playerLocation);
    }
    return {};
}

} // namespace tandem::sync
