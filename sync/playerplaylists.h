// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/devicestorage.h"
#include "sync/ledger.h"
#include "sync/listing.h"
#include "sync/selection.h"

#include <QHash>
#include <QList>

namespace tandem::sync {

/// A playlist file as it should be on the player.
struct PlaylistFile {
    PlaylistId id;
    QString path;
    QByteArray content;
};

/// What to write and what to remove so that the player has these playlists.
struct PlaylistPlan {
    QList<PlaylistFile> write;
    QList<LedgerEntry> remove;

    bool isEmpty() const { return write.isEmpty() && remove.isEmpty(); }
};

/// A pure function. Each playlist becomes an .m3u8 file with paths relative to itself, naming those of
/// its tracks that are on the player (@p trackPaths), in order.
/// @p ledger: the playlist files that are there. @p listing must cover the playlist folder.
/// @p isManual: sent by hand, so that others stay.
PlaylistPlan planPlaylists(const QList<SelectedPlaylist> &playlists,
                           const QHash<TrackId, QString> &trackPaths, const QList<LedgerEntry> &ledger,
                           const Listing &listing, bool isManual);

/// What the ledger keeps of a playlist's content, to see whether it changed.
qint64 contentHash(const QByteArray &content);

LedgerEntry ledgerEntryFor(const PlaylistFile &file, LedgerState state, bool isManual);

} // namespace tandem::sync
