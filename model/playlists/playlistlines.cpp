// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistlines.h"

#include <QSet>

namespace tandem::model {

QList<PlaylistEntry> withLinesMoved(const QList<PlaylistEntry> &entries, const QList<int> &lines, int target)
{
    const QSet<int> moving(lines.begin(), lines.end());
    QList<PlaylistEntry> before, moved, after;
    for (int line = 0; line < entries.size(); ++line) {
        auto &part = moving.contains(line) ? moved : line < target ? before : after;
        part += entries.at(line);
    }
    return before + moved + after;
}

QList<PlaylistEntry> withoutLines(const QList<PlaylistEntry> &entries, const QList<int> &lines)
{
    const QSet<int> leaving(lines.begin(), lines.end());
    QList<PlaylistEntry> left;
    for (int line = 0; line < entries.size(); ++line) {
        if (!leaving.contains(line))
            left += entries.at(line);
    }
    return left;
}

} // namespace tandem::model
