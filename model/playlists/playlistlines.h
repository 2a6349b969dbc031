// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/playlists/playlist.h"

#include <QList>

namespace tandem::model {

// Changes of a static playlist's lines, which are counted from 0. Lines that it does not have are passed
// over.

/// @p entries with those at @p lines moved to before the line @p target, in their order.
QList<PlaylistEntry> withLinesMoved(const QList<PlaylistEntry> &entries, const QList<int> &lines, int target);

QList<PlaylistEntry> withoutLines(const QList<PlaylistEntry> &entries, const QList<int> &lines);

} // namespace tandem::model
