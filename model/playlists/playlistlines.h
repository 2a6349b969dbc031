// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/playlists/playlist.h"

#include <QList>

namespace tandem::model {

/// A line as the person saw it who changes it: by what stands there, not by its number alone, for somebody
/// else may have changed the playlist since.
struct SeenLine {
    int line = 0;        ///< from 0
    PlaylistEntry entry; ///< with a track, the path may be left out

    friend bool operator==(const SeenLine &, const SeenLine &) = default;
};

/// Whether a person would call them the same: its song may be at another place by now, or have come into the
/// library or left it.
bool isSameLine(const PlaylistEntry &a, const PlaylistEntry &b);

/// Whether @p entries has all of these lines, as they were seen.
bool hasLines(const QList<PlaylistEntry> &entries, const QList<SeenLine> &lines);

QList<int> numbersOf(const QList<SeenLine> &lines);

// Changes of a static playlist's lines, which are counted from 0. Lines that it does not have are passed
// over.

/// @p entries with those at @p lines moved to before the line @p target, in their order.
QList<PlaylistEntry> withLinesMoved(const QList<PlaylistEntry> &entries, const QList<int> &lines, int target);

QList<PlaylistEntry> withoutLines(const QList<PlaylistEntry> &entries, const QList<int> &lines);

} // namespace tandem::model
