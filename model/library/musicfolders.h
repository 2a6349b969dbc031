// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"

#include <QList>
#include <QString>

namespace tandem::model {

class Connection;

// Where the library's music is: one function for each use, called by window and command line alike. Scan
// afterwards. All errors of FolderRepository.

/// The music folder that is not there now, and of whose files most are in @p path: ask whether it moved there
/// before adding @p path as another one. Empty if there is none. Looks at some hundred files.
Result<QString> folderMovedTo(Connection &connection, const QString &path);

/// The music folders that are not there now, or empty, as a mount point without its drive is.
Result<QList<FolderId>> goneFolders(Connection &connection);

/// How many of a music folder's songs are in another folder.
enum class Likeness { None, Some, Most };

/// How many songs of the music folder @p from are in @p to, by the same names and with the same contents: ask
/// before moveMusicFolder() if not most of them are. A folder without songs is like every other. Looks at
/// some hundred files. Errors: also NotFound.
Result<Likeness> likenessOf(Connection &connection, const QString &from, const QString &to);

/// The folder at @p from is at @p to now: its tracks, with playlists, ratings and what players hold of them,
/// stay what they are. Errors: also InvalidArgument if none of its songs is there.
Result<void> moveMusicFolder(Connection &connection, const QString &from, const QString &to);

} // namespace tandem::model
