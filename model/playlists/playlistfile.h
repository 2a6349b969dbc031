// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace tandem::model {

/// One line of a playlist file.
struct PlaylistFileItem {
    QString path;    ///< absolute, or relative to the file's folder
    QString title{}; ///< for #EXTINF; may be empty
    int seconds = -1;
};

/// The paths that M3U or M3U8 @p data names, absolute and clean, in order; relative ones are resolved
/// against @p folder. Comments and URLs are passed over, except file:// ones; UTF-8, or else Latin-1; a
/// byte order mark and all kinds of line ends are understood. A backslash is a separator of Windows, and
/// a space at the end of a line nothing, unless a file has just that name.
QStringList parseM3u(const QByteArray &data, const QString &folder);

/// An extended M3U8 in UTF-8, in which parseM3u() finds the same paths. Absolute ones that a line cannot
/// hold (line breaks) or that could be misread (backslashes) become file:// URLs; a relative path with a
/// line break has no form and is left out.
QByteArray formatM3u(const QList<PlaylistFileItem> &items);

/// No list has more lines, and none of its lines more bytes: as many as a path has when each of them is
/// written as in a URL.
inline constexpr qsizetype mostPlaylistLines = 500'000;
inline constexpr qsizetype longestPlaylistLine = 3 * 4096;

/// Reads a playlist file. Errors: FileMissing, FileUnreadable, PlaylistUnreadable (larger than 16 MB or than
/// the limits above, binary, or not .m3u or .m3u8).
Result<QStringList> readPlaylistFile(const QString &file);

/// Writes @p items to @p file; paths become relative to the file's folder where they lie below it and need
/// no URL. Errors: those of saveFile().
Result<void> writePlaylistFile(const QString &file, const QList<PlaylistFileItem> &items);

} // namespace tandem::model
