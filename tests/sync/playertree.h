// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/storage/devicestorage.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

namespace tandem::sync {

/// What lies on a player, in words that people can read and compare: one line per file, sorted, with what its
/// content is; playlists with their lines. Tandem's own files are left out.
class PlayerTree
{
public:
    /// Files with this content will be shown by this name.
    void know(const QByteArray &content, const QString &name) { m_names.insert(content, name); }

    /// Errors: of the storage.
    Result<QString> describe(device::DeviceStorage &storage) const;

private:
    Result<void> addFolder(device::DeviceStorage &storage, const QString &folder, QStringList &lines) const;
    QString contentOf(const QString &path, const QByteArray &data) const;

    QHash<QByteArray, QString> m_names;
};

/// With everything spelled out that looks alike or cannot be seen: combining marks, spaces at the end,
/// control characters; and long runs of one character cut short to their number.
QString readable(const QString &text);

} // namespace tandem::sync
