// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"

#include <QList>
#include <QString>

namespace tandem::model {

class Connection;

/// A folder whose music the library shows.
struct LibraryFolder {
    FolderId id;
    QString path; ///< absolute, where it is now; what was added as a link stays the link
    bool isAvailable = true;

    QString name() const; ///< the last part of the path
    bool operator==(const LibraryFolder &) const = default;
};

/// The folders of the library. Tracks know their paths within them only, so that a folder can be said to be
/// elsewhere. Errors besides those of the database: NotFound, AlreadyExists (the folder, or one above or
/// below it, is in the library), FolderMissing (there is no such folder), FileUnreadable.
class FolderRepository
{
public:
    explicit FolderRepository(Connection &connection) : m_connection(connection) {}

    Result<QList<LibraryFolder>> all() const;
    Result<FolderId> add(const QString &path);
    Result<LibraryFolder> byPath(const QString &path) const; ///< as it was added, or what a link leads to
    Result<void> remove(const QString &path);                ///< with its tracks; their files stay
    /// Says that the folder @p id, with all that is known of its tracks, is at @p path.
    Result<void> setPath(FolderId id, const QString &path);
    Result<void> setAvailable(FolderId id, bool isAvailable);

private:
    Connection &m_connection;
};

} // namespace tandem::model
