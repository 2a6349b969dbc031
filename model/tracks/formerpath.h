// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QString>

namespace tandem::model {

/// In the database, the path of a track whose file is nowhere, while another track's file lies where it was,
/// is the one that it had, two slashes and its id: nothing on a disk is called that, and no path is two
/// tracks'. This is the path that it had; any other one stays as it is.
inline QByteArrayView pathOnceHad(QByteArrayView path)
{
    const qsizetype end = path.indexOf("//");
    return end < 0 ? path : path.first(end);
}

/// The same for text.
inline QString textOnceHad(QString path)
{
    if (const qsizetype end = path.indexOf(QLatin1StringView("//")); end >= 0)
        path.truncate(end);
    return path;
}

} // namespace tandem::model
