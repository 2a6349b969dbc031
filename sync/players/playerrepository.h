// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "device/storage/playeraddress.h"
#include "model/db/database.h"
#include "sync/players/partnership.h"
#include "sync/players/syncresult.h"

#include <QList>
#include <optional>

namespace tandem::sync {

/// The tie between this library and one player.
struct Partnership {
    int index = 0; ///< 1 to maxPartnerships
    QString playerUuid;
    int reservePercent = 0;
    bool syncOnConnect = true;
    qint64 generation = 0; ///< counts the sessions that wrote; the player's ledger carries it, too
    Fill fill = Fill::None;
    bool hasDefaultRules = false; ///< the playlists are the stock ones until somebody chooses others
    bool isBehind = false;        ///< the player knew of later sessions, and no word was given since
    qint64 settledWish = 0; ///< what a session was left with for which there was no room; see settledwish.h
    qint64 settledFreeBytes = -1; ///< the room that it left
    QString storage{}; ///< the storage, or file system, that the last session was closed on; empty: unknown
    // Wishes for the next session only.
    int nextFilter = noFilter;        ///< kinds of media, see sync/service/attributes.h
    bool nextIncludesSkipped = false; ///< copies again what the owner deleted on the player
};

/// What the library remembers of a player.
struct PlayerRecord {
    PlayerId id;
    device::PlayerAddress address; ///< where it was last
    QString friendlyName;          ///< empty: the address's name
    QString profile;               ///< the id of the one its owner chose; empty: whatever suits best
    bool isDeclined = false;
    bool isManual = false;
    QString partnerName;    ///< the other library's name if the player is partnered elsewhere, else empty
    qint64 totalBytes = -1; ///< as last seen
    qint64 freeBytes = -1;
    qint64 freeBytesAtClose = -1; ///< when the last session closed, if anybody looked
    std::optional<Partnership> partnership;

    QString displayName() const { return friendlyName.isEmpty() ? address.name : friendlyName; }
};

/// Players, partnerships, what synchronizes with them, and how their last sessions ended.
/// Errors besides those of the database: NotFound, NotPartnered, TooManyPartnerships, InvalidArgument.
class PlayerRepository
{
public:
    explicit PlayerRepository(model::Connection &connection) : m_connection(connection) {}

    Result<QList<PlayerRecord>> all() const;
    Result<PlayerRecord> player(PlayerId id) const;

    /// Remembers the player, or where it is now if it is known by its identity already.
    Result<PlayerId> remember(const device::PlayerAddress &address);
    /// What was sent to it goes with it, unless another player has that playlist, too. Has a transaction of
    /// its own: call it outside of others.
    Result<void> forget(PlayerId id);
    Result<void> setFriendlyName(PlayerId id, const QString &name);
    /// Empty: the preferred one. A partnership no longer expects the one that was used until now. Several
    /// statements: call it within a transaction, or before anything else.
    Result<void> setStorage(PlayerId id, const QString &storage);
    Result<void> setProfile(PlayerId id, const QString &profile); ///< empty: whatever suits best
    Result<void> setDeclined(PlayerId id, bool isDeclined);
    Result<void> setManual(PlayerId id, bool isManual);
    Result<void> setSpace(PlayerId id, qint64 totalBytes, qint64 freeBytes);
    Result<void> setFreeBytesAtClose(PlayerId id, qint64 bytes); ///< -1: unknown
    Result<void> setPartnerName(PlayerId id, const QString &name);

    /// Makes the partnership with the lowest free index, or changes the one that exists. In a new one, what
    /// was sent to the player earlier synchronizes again, before all else. Several statements: call it within
    /// a transaction.
    Result<Partnership> putPartnership(PlayerId id, const QString &playerUuid,
                                       const PartnershipSettings &settings);
    /// The player's status becomes declined; its index is free, its playlists have no priority with it any
    /// more. What Tandem placed stays on record, so that a new partnership finds it again. Has a transaction
    /// of its own: call it outside of others.
    Result<void> removePartnership(PlayerId id);
    Result<void> setReservePercent(PlayerId id, int percent);
    Result<void> setSyncOnConnect(PlayerId id, bool isOn);
    Result<void> setGeneration(PlayerId id, qint64 generation); ///< outlives a power cut of the computer
    Result<void> setBehind(PlayerId id, bool isBehind);
    Result<void> setSettled(PlayerId id, qint64 wish, qint64 freeBytes);
    Result<void> setStorageInUse(PlayerId id, const QString &storage);
    Result<void> setFill(PlayerId id, Fill fill);
    /// On: what was sent to the player, the person's own playlists and the stock ones
    /// (sync/players/stockrules.h), and from now on whatever own ones there are. Off: those that it has now.
    /// Has a transaction of its own: call it outside of others.
    Result<void> setDefaultRules(PlayerId id, bool isOn);
    Result<void> setNextFilter(PlayerId id, int bits); ///< 0 to noFilter
    Result<void> setNextIncludesSkipped(PlayerId id, bool isOn);

    /// By priority; with the default rules, together with the person's playlists that are new since.
    Result<QList<PlaylistId>> playlists(PlayerId id) const;
    /// Clears hasDefaultRules. Has a transaction of its own: call it outside of others. All or none of
    /// them are set.
    Result<void> setPlaylists(PlayerId id, const QList<PlaylistId> &playlists);

    /// The playlist of the single songs that were sent to this player; see sync/players/sentplaylist.h.
    Result<std::optional<PlaylistId>> sentPlaylist(PlayerId id) const;
    /// It becomes the first of those that synchronize, if it is none of them; the default rules stay what
    /// they are. Several statements: call it within a transaction.
    Result<void> setSentPlaylist(PlayerId id, PlaylistId playlist);

    Result<void> addSession(PlayerId id, const SyncResult &result); ///< keeps the last twenty
    Result<SyncResult> lastSession(PlayerId id) const;              ///< endedAt is 0 if there was none

private:
    Result<QList<PlaylistId>> defaultPlaylists(PlayerId id);
    Result<QList<PlaylistId>> withSentFirst(PlayerId id, QList<PlaylistId> playlists) const;
    Result<void> writePlaylists(PlayerId id, const QList<PlaylistId> &playlists);
    Result<void> update(PlayerId id, const QString &table, const QString &column, const QVariant &value);

    model::Connection &m_connection;
};

} // namespace tandem::sync
