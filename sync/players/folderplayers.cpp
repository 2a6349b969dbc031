// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "folderplayers.h"

#include "model/tracks/folderrepository.h"
#include "sync/players/overlap.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace tandem::sync {

Result<device::PlayerAddress> folderPlayer(model::Connection &connection, const QString &path,
                                           qint64 limitBytes)
{
    const QFileInfo info(path);
    if (!info.isDir())
        return failure(ErrorCode::FileMissing, path);
    const QString folder = info.canonicalFilePath();
    const auto folders = model::FolderRepository(connection).all();
    if (!folders)
        return std::unexpected(folders.error());
    QStringList music;
    for (const model::LibraryFolder &musicFolder : *folders)
        music.append(musicFolder.path);
    if (auto apart = checkOverlap(music, folder); !apart)
        return std::unexpected(apart.error());
    const QString name = QDir(folder).isRoot() ? folder : QDir(folder).dirName();
    return device::PlayerAddress{.kind = device::AddressKind::Folder,
                                 .identity = u"folder:"_s + folder,
                                 .name = name,
                                 .location = folder,
                                 .limitBytes = limitBytes};
}

Result<void> checkMusicFolder(const QList<PlayerRecord> &players, const QString &path)
{
    for (const PlayerRecord &record : players) {
        if (auto apart = checkOverlap({path}, record.address.location); !apart)
            return apart;
    }
    return {};
}

} // namespace tandem::sync
