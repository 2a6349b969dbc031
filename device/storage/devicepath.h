// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace tandem::device {

// Paths on a player are names joined by '/', relative to its storage: "Music/Artist/Song.mp3". They are
// the player's own, never a path of this computer.

/// The longest name that Tandem gives to anything on a player, in bytes of UTF-8 and in UTF-16 units:
/// less than the 255 that file systems take, so that " (2)" and the like still fit, and less than the 220 or
/// so at which some MTP players cut names when they list them, also while it is called ".tandem-part".
inline constexpr int maxNameLength = 200;

/// The nearest name to @p name that FAT, exFAT and every Linux file system can store and that players
/// show: NFC; control characters and "*/:<>?\| become '_'; no dot or space at the end, no dot or space
/// at the start; no DOS device name (CON, NUL ...); shortened to @p maxLength, keeping the ending if
/// @p keepEnding. Never empty. See Microsoft, "Naming Files, Paths, and Namespaces".
QString safeName(const QString &name, bool keepEnding = false, int maxLength = maxNameLength);

/// The name with '_' for every character beyond Unicode's Basic Multilingual Plane (emoji, old scripts), for
/// players that store UCS-2.
QString basicPlaneName(const QString &name);

/// Whether @p path may be used on a player at all: relative, without empty, "." or ".." parts, control
/// characters or backslashes, each name at most 255 bytes and the whole at most 4096.
/// What a player's own files name is checked with this before anything else is done with it.
bool isConfinedPath(const QString &path);

/// Two paths for which this is the same are the same file to a FAT file system: NFC, case folded.
QString foldedPath(QStringView path);

QString parentPath(const QString &path); ///< "" at the top
QString fileNameOf(const QString &path);
QString joinPath(const QString &folder, const QString &name);

/// "Song.mp3" with 2 is "Song (2).mp3".
QString numberedPath(const QString &path, int number);

/// Whether @p path is @p wanted or one of its numberedPath()s, without regard to case.
bool isNamesakeOf(const QString &path, const QString &wanted);

} // namespace tandem::device
