// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

namespace tandem::device {

/// What somebody else wrote down about a player: its owner in .is_audio_player, or the package
/// media-player-info. All of it is optional, and none of it is to be trusted: see adapted().
struct PlayerDescription {
    QString name;
    QStringList audioFolders;      ///< as written; music goes into the first
    int folderDepth = -1;          ///< folders that the player looks into below that one; -1 is any
    QStringList mimeTypes;         ///< that it plays
    QStringList playlistMimeTypes; ///< that it reads
    QString playlistFolder;        ///< as written
    bool hasDosSeparators = false; ///< playlists with backslashes
    QString coverFileName;
    QString coverType; ///< "jpeg" and the like
    int coverPixels = 0;

    friend bool operator==(const PlayerDescription &, const PlayerDescription &) = default;
};

} // namespace tandem::device
