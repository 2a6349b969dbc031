// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "savefile.h"

#include <QFileInfo>
#include <QSaveFile>
#include <QStorageInfo>
#include <cerrno>
#include <cstring>

namespace tandem {

Result<void> saveFile(const QString &file, const QByteArray &content)
{
    // QSaveFile would put a file in the place of a device or a pipe.
    const QFileInfo info(file);
    if (info.exists() && !info.isFile())
        return failure(ErrorCode::FileNotWritable, file, QString::fromLocal8Bit(std::strerror(EEXIST)));

    QSaveFile target(file);
    if (target.open(QIODevice::WriteOnly) && target.write(content) == content.size() && target.commit())
        return {};
    const QStorageInfo storage(info.absolutePath());
    const bool isFull = storage.isValid() && storage.bytesAvailable() < content.size();
    const bool isCannotOpen = target.error() == QFileDevice::OpenError;
    return failure(isFull && !isCannotOpen ? ErrorCode::OutOfSpace : ErrorCode::FileNotWritable, file,
                   target.errorString());
}

} // namespace tandem
