// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overlap.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <optional>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

QString canonical(const QString &path)
{
    const QString real = QFileInfo(path).canonicalFilePath();
    return real.isEmpty() ? QDir::cleanPath(path) : real; // not there now: as it was written
}

struct FolderId {
    dev_t device = 0;
    ino_t number = 0;

    friend bool operator==(const FolderId &, const FolderId &) = default;
};

std::optional<FolderId> idOf(const QString &folder)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(folder).constData(), &status) != 0)
        return {};
    return FolderId{status.st_dev, status.st_ino};
}

/// Also where a folder can be seen under two paths, as with mount --bind.
bool isInside(const QString &path, const QString &folder)
{
    if (path == folder || path.startsWith(folder.endsWith(u'/') ? folder : folder + u'/'))
        return true;
    const auto wanted = idOf(folder);
    for (QString above = path; wanted && !above.isEmpty(); above = above.left(above.lastIndexOf(u'/'))) {
        if (idOf(above) == wanted)
            return true;
    }
    return wanted && idOf(u"/"_s) == wanted;
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
