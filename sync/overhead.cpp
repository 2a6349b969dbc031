// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "overhead.h"

#include <QHash>
#include <algorithm>

namespace tandem::sync {

namespace {

constexpr qint64 ledgerLineBytes = 200;   ///< without the texts in it
constexpr qint64 playlistLineBytes = 48;  ///< "File12345=", "../../..", the line's end, numbers in brackets
constexpr qint64 playlistFrameBytes = 80; ///< what stands before and behind the lines
constexpr qint64 markerBytes = 1024;
constexpr qint64 folderCount = 3; ///< Playlists, .tandem, .tandem/incoming

/// What a text takes in JSON, where some characters are written as two.
qint64 jsonBytes(const QString &text)
{
    return text.toUtf8().size() * 5 / 4;
}

qint64 bytesAtMost(const Survey &survey)
{
    const device::StorageInfo &storage = survey.storage;
    QHash<TrackId, qint64> pathBytes;
    qint64 ledger = ledgerLineBytes * (1 + survey.selection.playlists.size());
    for (const WantedItem &item : survey.selection.wanted) {
        pathBytes.insert(item.track, item.path.toUtf8().size());
        ledger += ledgerLineBytes + jsonBytes(item.path) + jsonBytes(item.source);
    }
    qint64 total = 0;
    for (const SelectedPlaylist &playlist : survey.selection.playlists) {
        qint64 content = playlistFrameBytes;
        for (const TrackId track : playlist.tracks)
            content += playlistLineBytes + pathBytes.value(track);
        total += storage.occupiedBytes(content);
    }
    // The new ledger is written beside the old one.
    return total + 2 * storage.occupiedBytes(ledger) + 2 * storage.occupiedBytes(markerBytes) +
           (folderCount + survey.profile.playlist.folder.count(u'/')) * storage.clusterBytes;
}

qint64 bytesNow(const Survey &survey)
{
    const device::StorageInfo &storage = survey.storage;
    qint64 total = 0;
    for (const LedgerEntry &entry : survey.found.present) {
        if (entry.kind == LedgerKind::Playlist)
            total += storage.occupiedBytes(entry.sizeBytes);
    }
    if (survey.marker)
        total += storage.occupiedBytes(markerBytes) + storage.clusterBytes;
    return total + storage.occupiedBytes(survey.ledgerFileBytes);
}

} // namespace

qint64 overheadBytes(const Survey &survey)
{
    return std::max<qint64>(0, bytesAtMost(survey) - bytesNow(survey));
}

} // namespace tandem::sync
