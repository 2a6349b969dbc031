// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playerplaylists.h"

#include "device/devicepath.h"
#include "sync/pathtemplate.h"

#include <QCryptographicHash>
#include <QSet>
#include <QtEndian>

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
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
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
    QHash<QString, LedgerEntry> bySource;
    for (const LedgerEntry &entry : ledger)
        bySource.insert(entry.source, entry);

    PlaylistPlan plan;
    QSet<QString> taken;
    QSet<QString> keptPaths;
    for (const SelectedPlaylist &playlist : playlists) {
        PlaylistFile file{.id = playlist.id, .content = content(playlist, trackPaths)};
        const QString wanted = device::joinPath(QString::fromLatin1(playlistFolder),
                                                device::safeName(playlist.name + u".m3u8"_s, true));
        const auto old = bySource.constFind(QString::number(playlist.id.value));
        const bool hasOld = old != bySource.constEnd();
        file.path = wanted;
        for (int number = 2; !(hasOld && file.path == old->path) &&
                             (listing.isTaken(file.path) || taken.contains(device::foldedPath(file.path)));
             ++number)
            file.path = device::numberedPath(wanted, number);
        taken.insert(device::foldedPath(file.path));
        keptPaths.insert(file.path);
        const bool isCurrent = hasOld && old->path == file.path && old->state == LedgerState::Placed &&
                               old->sourceVersion == contentHash(file.content);
        if (!isCurrent)
            plan.write.append(file);
        if (hasOld && !keptPaths.contains(old->path))
            plan.remove.append(*old); // it has another name by now
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
