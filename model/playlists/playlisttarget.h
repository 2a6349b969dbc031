// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

namespace tandem::model {

// Where a playlist may be written: a name typed in a hurry must not cost a song.

/// What may be there already and be replaced.
enum class Replaceable {
    Playlists,
    AllButMusic, ///< the person said so
};

/// Whether a file with this content can only be a playlist: empty, with the header of an extended M3U, or
/// with nothing but comments and lines that end like names of files.
bool isPlaylistContent(const QByteArray &content);

/// Whether a file that begins so is music, by the mark of its container.
bool isMusicContent(const QByteArray &head);

/// Whether a playlist may be written to @p file, and to where it leads if it is a link. Errors:
/// InvalidArgument (the ending names no format that Tandem writes, or it is music), AlreadyExists (no
/// playlist), FileUnreadable.
Result<void> checkPlaylistTarget(const QString &file, Replaceable replaceable);

} // namespace tandem::model
