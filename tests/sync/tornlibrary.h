// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace tandem::sync {

/// What a power cut of the computer leaves of the library: each of the database's files as it was when SQLite
/// last had it written to the medium. It is SQLite that is watched, not what this program believes of it.
class TornLibrary
{
public:
    /// From now on, connections that are opened are watched. False if the program's SQLite is not the one
    /// that can be watched from here.
    static bool watch();

    /// What would be left now.
    static TornLibrary now(const QString &databasePath);

    /// Puts it in the place of the files; nobody may have them open.
    void restore() const;

private:
    QHash<QString, QByteArray> m_files;
    QString m_databasePath;
};

} // namespace tandem::sync
