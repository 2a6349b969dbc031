// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"
#include "device/storage/filestamp.h"

#include <QByteArray>
#include <QString>

namespace tandem::sync {

// The numbers are stored in the database.

enum class LedgerKind { Track = 0, Playlist = 1 };

enum class LedgerState {
    Pending = 0, ///< about to be placed, or placed but not yet sure to survive a power cut
    Placed = 1,  ///< Tandem placed it: may be replaced and removed while its size matches
    Adopted = 2, ///< was there already, identical; counts as being on the player, never touched
    Skipped = 3, ///< was placed; the player's owner deleted it, so it is not copied again
};

/// One line of the ledger: the record of what Tandem placed on a player.
struct LedgerEntry {
    QString path; ///< on the player
    LedgerKind kind = LedgerKind::Track;
    LedgerState state = LedgerState::Placed;
    bool isManual = false; ///< sent by hand: an automatic sync leaves it alone
    TrackId track;         ///< 0 if the library no longer has it, and for playlists
    qint64 sizeBytes = 0;
    QString source;           ///< the library's file; for a playlist its id as a number
    qint64 sourceVersion = 0; ///< the file's modification time in ns; for a playlist a hash of its content
    // What tells it from another file of the same name and size, from the moment of sending.
    qint64 modifiedNs = -1; ///< the time that Tandem gave it; -1 is unknown
    QByteArray hash{};      ///< of what was sent, where it was to be had without reading it again
    // Of one that is pending: the copy that it is to replace.
    qint64 oldSizeBytes = -1;
    qint64 oldModifiedNs = -1;

    friend bool operator==(const LedgerEntry &, const LedgerEntry &) = default;

    /// Whether its file is there, whole, as far as is known.
    bool isOnPlayer() const { return state == LedgerState::Placed || state == LedgerState::Adopted; }
    /// What is expected at its path.
    device::FileStamp stamp() const { return {sizeBytes, modifiedNs, hash}; }
    /// What is there as long as nothing has become of a pending one.
    device::FileStamp oldStamp() const { return {oldSizeBytes, oldModifiedNs, {}}; }
};

} // namespace tandem::sync
