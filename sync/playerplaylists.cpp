// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playerplaylists.h"

#include "device/devicepath.h"
#include "sync/pathtemplate.h"

#include <QCryptographicHash>
#include <QSet>
#include <QtEndian>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

QByteArray content(const SelectedPlaylist &playlist, const QHash<TrackId, QString> &trackPaths)
{
    QByteArray lines("#EXTM3U\n");
    for (const TrackId track : playlist.tracks) {
        const auto path = trackPaths.constFind(track);
        if (path != trackPaths.constEnd())
            lines += "../" + path->toUtf8() + '\n';
    }
    return lines;
}

} // namespace

qint64 contentHash(const QByteArray &content)
{
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Blake2b_256);
    return qFromLittleEndian<qint64>(hash.constData());
}

LedgerEntry ledgerEntryFor(const PlaylistFile &file, LedgerState state, bool isManual)
{
    return {.path = file.path,
            .kind = LedgerKind::Playlist,
            .state = state,
            .isManual = isManual,
            .sizeBytes = file.content.size(),
            .source = QString::number(file.id.value),
            .sourceVersion = contentHash(file.content)};
}

PlaylistPlan planPlaylists(const QList<SelectedPlaylist> &playlists,
                           const QHash<TrackId, QString> &trackPaths, const QList<LedgerEntry> &ledger,
                           const Listing &listing, bool isManual)
{
    QHash<QString, QList<LedgerEntry>> bySource;
    for (const LedgerEntry &entry : ledger)
        bySource[entry.source].append(entry);

    PlaylistPlan plan;
    QSet<QString> taken;
    for (const SelectedPlaylist &playlist : playlists) {
        PlaylistFile file{.id = playlist.id, .content = content(playlist, trackPaths)};
        const QString wanted = device::joinPath(QString::fromLatin1(playlistFolder),
                                                device::safeName(playlist.name + u".m3u8"_s, true));
        // More than one if it has another name by now, or a renaming was interrupted.
        const QList<LedgerEntry> known = bySource.value(QString::number(playlist.id.value));
        const auto old = std::ranges::find_if(
            known, [&](const LedgerEntry &entry) { return device::isNamesakeOf(entry.path, wanted); });
        file.path = old == known.end() ? wanted : old->path;
        if (old == known.end()) {
            for (int number = 2; listing.isTaken(file.path) || taken.contains(device::foldedPath(file.path));
                 ++number)
                file.path = device::numberedPath(wanted, number);
        }
        taken.insert(device::foldedPath(file.path));
        const bool isCurrent = old != known.end() && old->state == LedgerState::Placed &&
                               old->sourceVersion == contentHash(file.content);
        if (!isCurrent)
            plan.write.append(file);
        for (const LedgerEntry &entry : known) {
            if (entry.path != file.path)
                plan.remove.append(entry);
        }
    }
    if (isManual)
        return plan;
    QSet<QString> selected;
    for (const SelectedPlaylist &playlist : playlists)
        selected.insert(QString::number(playlist.id.value));
    for (const LedgerEntry &entry : ledger) {
        if (!entry.isManual && !selected.contains(entry.source))
            plan.remove.append(entry);
    }
    return plan;
}

} // namespace tandem::sync
