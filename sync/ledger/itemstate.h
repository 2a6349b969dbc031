// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "model/db/database.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace tandem::sync {

/// What became of a track on one player. The numbers are stored in the database.
enum class ItemState {
    Other = 0,     ///< not on it: not chosen, failed, not available, deleted there by the owner
    DidNotFit = 1, ///< not on it: there was no room
    OnPlayer = 2,  ///< never stored: the ledger says it
};

/// A track and its state on the player that was asked for.
struct ItemStateRow {
    TrackId track;
    ItemState state = ItemState::Other;

    friend bool operator==(const ItemStateRow &, const ItemStateRow &) = default;
};

/// The states of one track on all partnered players in one number, as the field's players and programs show
/// it: of the two bits from 2 * (index - 1) on, the higher one says "on the player", the lower one "did not
/// fit". @p partnershipIndex: 1 to maxPartnerships; 0 for any other.
quint32 syncStateBits(int partnershipIndex, ItemState state);

/// The wanted tracks that the last sessions did not bring onto their players. All errors are of the database.
class ItemStateRepository
{
public:
    explicit ItemStateRepository(model::Connection &connection) : m_connection(connection) {}

    /// Instead of all that was stored for this player; writes nothing if that is the same. What is on the
    /// player, and tracks that the library does not have, are left out. @p failed: to be tried again, be an
    /// older copy of it on the player or not; each of them counts as Other.
    Result<void> store(PlayerId player, const QHash<TrackId, ItemState> &notOnPlayer,
                       const QSet<TrackId> &failed = {});

    /// One row for each of @p tracks, in their order.
    Result<QList<ItemStateRow>> states(PlayerId player, const QList<TrackId> &tracks) const;

    Result<QSet<TrackId>> failed(PlayerId player) const;
    Result<QSet<TrackId>> didNotFit(PlayerId player) const;

    /// syncStateBits() of all partnerships together.
    Result<quint32> syncStateBits(TrackId track) const;

private:
    Result<QHash<TrackId, int>> stored(PlayerId player) const;
    Result<QSet<TrackId>> withNumber(PlayerId player, int wanted) const;

    model::Connection &m_connection;
};

} // namespace tandem::sync
