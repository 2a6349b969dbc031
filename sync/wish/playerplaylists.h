// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/profiles/playerprofile.h"
#include "device/storage/devicestorage.h"
#include "sync/ledger/ledger.h"
#include "sync/ledger/listing.h"
#include "sync/wish/selection.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QStringList>

namespace tandem::sync {

/// What a player's playlists are: files in its profile's style, or objects of their own.
struct PlaylistForm {
    device::PlaylistStyle style;
    bool isObject = false;
    bool isBasicPlaneOnly = false; ///< see device::basicPlaneName()

    bool isNone() const { return style.format == device::PlaylistFormat::None; }
};

PlaylistForm playlistFormOf(const device::PlayerProfile &profile, const device::StorageInfo &storage);

/// Whether a playlist has this path because it is an object of the player. What such a one holds cannot be
/// read back as content.
bool isPlaylistObject(const QString &path);

/// A playlist as it should be on the player.
struct PlaylistFile {
    PlaylistId id;
    QString path;
    QByteArray content; ///< of an object: what stands for it, to see whether it changes
    bool isObject = false;
    QStringList tracks{}; ///< of an object: the paths of what it holds
};

/// A playlist that has another name by now, and is the same otherwise.
struct PlaylistMove {
    LedgerEntry from;
    PlaylistFile file;
};

/// What to write, rename and remove so that the player has these playlists.
struct PlaylistPlan {
    QList<PlaylistFile> write;
    QList<PlaylistMove> move;
    QList<LedgerEntry> remove;

    bool isEmpty() const { return write.isEmpty() && move.isEmpty() && remove.isEmpty(); }
};

/// A pure function. Each playlist becomes a file in the player's form, or an object, naming those of its
/// tracks that are on the player (@p trackPaths), in order.
/// @p ledger: the playlists that are there; those of another form go. @p listing must cover the playlist
/// folder. @p keepsOthers: those that are not among @p playlists stay. @p renewed: tracks of which there is
/// another file by now: an object knows them by what the player calls them, not by their names, and has lost
/// them.
PlaylistPlan planPlaylists(const QList<SelectedPlaylist> &playlists,
                           const QHash<TrackId, QString> &trackPaths, const QList<LedgerEntry> &ledger,
                           const Listing &listing, const PlaylistForm &form, bool keepsOthers,
                           const QSet<TrackId> &renewed = {});

/// Whether one of the playlists needs a name that the ledger does not know: then the folder has to be seen.
bool needsNewName(const QList<SelectedPlaylist> &playlists, const QList<LedgerEntry> &ledger,
                  const PlaylistForm &form);

/// What the ledger keeps of a playlist's content, to see whether it changed.
qint64 contentHash(const QByteArray &content);

/// The size of an object is what the player says: to be filled in when it is there.
LedgerEntry ledgerEntryFor(const PlaylistFile &file, LedgerState state, bool isManual);

} // namespace tandem::sync
