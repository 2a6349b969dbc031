// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "localfiles.h"

#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace tandem::ui {

QStringList localFiles(const QMimeData *mime)
{
    QStringList files;
    for (const QUrl &url : mime->urls()) {
        if (const QString path = url.toLocalFile(); !path.isEmpty() && QFileInfo(path).isFile())
            files += path;
    }
    return files;
}

} // namespace tandem::ui
