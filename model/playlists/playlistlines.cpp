// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistlines.h"

#include <QSet>
#include <algorithm>

namespace tandem::model {

bool isSameLine(const PlaylistEntry &a, const PlaylistEntry &b)
{
    return (!a.path.isEmpty() && a.path == b.path) || (a.track.isValid() && a.track == b.track);
}

bool hasLines(const QList<PlaylistEntry> &entries, const QList<SeenLine> &lines)
{
    return std::ranges::all_of(lines, [&entries](const SeenLine &seen) {
        return seen.line >= 0 && seen.line < entries.size() && isSameLine(entries.at(seen.line), seen.entry);
    });
}

QList<int> numbersOf(const QList<SeenLine> &lines)
{
    QList<int> numbers;
    for (const SeenLine &seen : lines)
        numbers += seen.line;
    return numbers;
}

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
