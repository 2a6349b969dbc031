// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "itemstate.h"

#include "sync/ledger/ledger.h"
#include "sync/ledger/partnershipindex.h"

#include <QStringList>
#include <algorithm>
#include <span>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

constexpr size_t batchSize = 500; ///< tracks asked for in one statement

/// What is stored for a track that failed, beside the numbers of ItemState.
constexpr int failedNumber = 3;

ItemState stateOf(qint64 number)
{
    return number == failedNumber ? ItemState::Other : static_cast<ItemState>(number);
}

/// Of entries that say that a track is on the player, as a condition for SQL.
QString isOnPlayer()
{
    return u"kind = %1 AND state IN (%2, %3)"_s.arg(static_cast<int>(LedgerKind::Track))
        .arg(static_cast<int>(LedgerState::Placed))
        .arg(static_cast<int>(LedgerState::Adopted));
}

QString listOf(std::span<const TrackId> tracks)
{
    QStringList numbers;
    for (const TrackId track : tracks)
        numbers.append(QString::number(track.value));
    return numbers.join(u',');
}

} // namespace

quint32 syncStateBits(int partnershipIndex, ItemState state)
{
    if (partnershipIndex < 1 || partnershipIndex > maxPartnerships)
        return 0;
    const quint32 pair = state == ItemState::OnPlayer ? 2 : state == ItemState::DidNotFit ? 1 : 0;
    return pair << (2 * (partnershipIndex - 1));
}

Result<QHash<TrackId, int>> ItemStateRepository::stored(PlayerId player) const
{
    model::Query query(m_connection, u"SELECT track_id, state FROM player_items WHERE player_id = ?"_s);
    QHash<TrackId, int> numbers;
    return query.bind(player.value)
        .each([&](const model::Row &row) {
            numbers.insert(TrackId{row.integer(0)}, static_cast<int>(row.integer(1)));
        })
        .transform([&] { return std::move(numbers); });
}

Result<void> ItemStateRepository::store(PlayerId player, const QHash<TrackId, ItemState> &notOnPlayer,
                                        const QSet<TrackId> &failed)
{
    QHash<TrackId, int> wanted;
    for (const auto &[track, state] : notOnPlayer.asKeyValueRange()) {
        if (track.isValid() && state != ItemState::OnPlayer)
            wanted.insert(track, static_cast<int>(state));
    }
    for (const TrackId track : failed) {
        if (track.isValid())
            wanted.insert(track, failedNumber);
    }
    const auto before = stored(player);
    if (!before)
        return std::unexpected(before.error());
    if (*before == wanted)
        return {};

    model::Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    // Another process may have ended the partnership meanwhile: then there is nothing to be known any more.
    model::Query partnership(m_connection, u"SELECT count(*) FROM partnerships WHERE player_id = ?"_s);
    const auto partnerships = partnership.bind(player.value).number();
    if (!partnerships || *partnerships == 0)
        return partnerships.transform([](qint64) {});
    model::Query remove(m_connection, u"DELETE FROM player_items WHERE player_id = ?"_s);
    if (auto done = remove.bind(player.value).run(); !done)
        return done;
    // A scan may have taken a track out of the library meanwhile.
    model::Query insert(m_connection, u"INSERT INTO player_items(player_id, track_id, state)"
                                      " SELECT ?, id, ? FROM tracks WHERE id = ?"_s);
    for (const auto &[track, number] : wanted.asKeyValueRange()) {
        if (auto done = insert.bind(player.value, number, track.value).run(); !done)
            return done;
    }
    return transaction.commit();
}

Result<QList<ItemStateRow>> ItemStateRepository::states(PlayerId player, const QList<TrackId> &tracks) const
{
    QHash<TrackId, ItemState> known;
    for (std::span<const TrackId> rest(tracks); !rest.empty();) {
        const auto part = rest.first(std::min(rest.size(), batchSize));
        rest = rest.subspan(part.size());
        // What the ledger says has the highest number and counts.
        model::Query query(
            m_connection,
            u"SELECT track_id, state FROM player_items WHERE player_id = ?"
            " AND track_id IN (%1) UNION ALL SELECT track_id, %2 FROM ledger"
            " WHERE player_id = ? AND track_id IN (%1) AND %3"_s.arg(
                listOf(part), QString::number(static_cast<int>(ItemState::OnPlayer)), isOnPlayer()));
        const auto done = query.bind(player.value, player.value).each([&](const model::Row &row) {
            ItemState &state = known[TrackId{row.integer(0)}];
            state = std::max(state, stateOf(row.integer(1)));
        });
        if (!done)
            return std::unexpected(done.error());
    }
    QList<ItemStateRow> rows;
    rows.reserve(tracks.size());
    for (const TrackId track : tracks)
        rows.append({track, known.value(track, ItemState::Other)});
    return rows;
}

Result<QSet<TrackId>> ItemStateRepository::failed(PlayerId player) const
{
    return withNumber(player, failedNumber);
}

Result<QSet<TrackId>> ItemStateRepository::didNotFit(PlayerId player) const
{
    return withNumber(player, static_cast<int>(ItemState::DidNotFit));
}

Result<QSet<TrackId>> ItemStateRepository::withNumber(PlayerId player, int wanted) const
{
    const auto numbers = stored(player);
    if (!numbers)
        return std::unexpected(numbers.error());
    QSet<TrackId> tracks;
    for (const auto &[track, number] : numbers->asKeyValueRange()) {
        if (number == wanted)
            tracks.insert(track);
    }
    return tracks;
}

Result<quint32> ItemStateRepository::syncStateBits(TrackId track) const
{
    model::Query query(
        m_connection,
        u"SELECT partner_index, EXISTS (SELECT 1 FROM ledger WHERE player_id ="
        " partnerships.player_id AND track_id = ? AND %1), (SELECT state FROM player_items"
        " WHERE player_id = partnerships.player_id AND track_id = ?) FROM partnerships"_s.arg(isOnPlayer()));
    quint32 bits = 0;
    return query.bind(track.value, track.value)
        .each([&](const model::Row &row) {
            const ItemState state = row.boolean(1) ? ItemState::OnPlayer : stateOf(row.integer(2));
            bits |= sync::syncStateBits(static_cast<int>(row.integer(0)), state);
        })
        .transform([&] { return bits; });
}

} // namespace tandem::sync
