// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playerrepository.h"

#include "model/playlists/playlistrepository.h"
#include "sync/players/stockrules.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

QString kindName(device::AddressKind kind)
{
    switch (kind) {
    case device::AddressKind::Folder:
        return u"folder"_s;
    case device::AddressKind::Volume:
        return u"volume"_s;
    case device::AddressKind::Mtp:
        return u"mtp"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

device::AddressKind kindFromName(QStringView name)
{
    if (name == "volume"_L1)
        return device::AddressKind::Volume;
    return name == "mtp"_L1 ? device::AddressKind::Mtp : device::AddressKind::Folder;
}

const QString selectPlayers =
    u"SELECT p.id, identity, kind, name, friendly_name, location, limit_bytes, is_declined, is_manual,"
    " total_bytes, free_bytes, partner, partner_index, player_uuid, reserve_percent, sync_on_connect,"
    " generation, storage, profile, free_bytes_at_close, fill, has_default_rules, next_filter,"
    " next_includes_skipped, is_behind, settled_wish, settled_free_bytes, storage_id FROM players p LEFT JOIN partnerships s ON s.player_id = p.id"_s;

PlayerRecord recordFrom(const model::Row &row)
{
    PlayerRecord record;
    record.id = PlayerId{row.integer(0)};
    record.address = {.kind = kindFromName(row.text(2)),
                      .identity = row.text(1),
                      .name = row.text(3),
                      .location = row.text(5),
                      .limitBytes = row.integer(6),
                      .storage = row.text(17)};
    record.profile = row.text(18);
    record.freeBytesAtClose = row.integer(19);
    record.friendlyName = row.text(4);
    record.isDeclined = row.boolean(7);
    record.isManual = row.boolean(8);
    record.totalBytes = row.integer(9);
    record.freeBytes = row.integer(10);
    record.partnerName = row.text(11);
    if (!row.isNull(12)) {
        record.partnership = Partnership{.index = static_cast<int>(row.integer(12)),
                                         .playerUuid = row.text(13),
                                         .reservePercent = static_cast<int>(row.integer(14)),
                                         .syncOnConnect = row.boolean(15),
                                         .generation = row.integer(16),
                                         .fill = fillFromName(row.text(20)).value_or(Fill::None),
                                         .hasDefaultRules = row.boolean(21),
                                         .isBehind = row.boolean(24),
                                         .settledWish = row.integer(25),
                                         .settledFreeBytes = row.integer(26),
                                         .storage = row.text(27),
                                         .nextFilter = static_cast<int>(row.integer(22)),
                                         .nextIncludesSkipped = row.boolean(23)};
    }
    return record;
}

SyncOutcome outcomeFromName(QStringView name)
{
    if (name == "completed"_L1)
        return SyncOutcome::Completed;
    return name == "stopped"_L1 ? SyncOutcome::Stopped : SyncOutcome::Failed;
}

QJsonObject toJson(const Error &error)
{
    return {
        {u"code"_s, errorCodeName(error.code)}, {u"subject"_s, error.subject}, {u"detail"_s, error.detail}};
}

Error errorFromJson(const QJsonObject &object)
{
    return {errorCodeFromName(object.value("code"_L1).toString()), object.value("subject"_L1).toString(),
            object.value("detail"_L1).toString()};
}

SyncResult resultFrom(const model::Row &row)
{
    SyncResult result;
    result.endedAt = row.integer(0);
    result.outcome = outcomeFromName(row.text(1));
    result.copied = row.integer(2);
    result.removed = row.integer(3);
    result.upToDate = row.integer(4);
    result.skipped = row.integer(5);
    result.noFit = row.integer(6);
    result.failed = row.integer(7);
    result.bytesCopied = row.integer(8);
    result.seconds = row.real(9);
    const QJsonArray errors = QJsonDocument::fromJson(row.text(10).toUtf8()).array();
    for (const auto &error : errors)
        result.errors.append(errorFromJson(error.toObject()));
    if (result.outcome == SyncOutcome::Failed && !result.errors.isEmpty())
        result.reason = result.errors.takeFirst();
    result.options = optionsFromText(row.text(11));
    return result;
}

Result<void> checkReserve(int percent)
{
    if (percent < 0 || percent > maxReservePercent)
        return failure(ErrorCode::InvalidArgument, u"reserve"_s, QString::number(percent));
    return {};
}

} // namespace

Result<QList<PlayerRecord>> PlayerRepository::all() const
{
    model::Query query(m_connection, selectPlayers + u" ORDER BY p.id"_s);
    return query.rows(recordFrom);
}

Result<PlayerRecord> PlayerRepository::player(PlayerId id) const
{
    model::Query query(m_connection, selectPlayers + u" WHERE p.id = ?"_s);
    auto found = query.bind(id.value).first(recordFrom);
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return failure(ErrorCode::NotFound, QString::number(id.value));
    return std::move(**found);
}

Result<PlayerId> PlayerRepository::remember(const device::PlayerAddress &address)
{
    model::Query query(
        m_connection,
        u"INSERT INTO players(identity, kind, name, location, limit_bytes, last_seen_at)"
        " VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(identity) DO UPDATE SET"
        " name = excluded.name, location = excluded.location, last_seen_at = excluded.last_seen_at,"
        " limit_bytes = CASE WHEN excluded.limit_bytes > 0 THEN excluded.limit_bytes"
        " ELSE limit_bytes END RETURNING id"_s);
    query.bind(address.identity, kindName(address.kind), address.name, address.location, address.limitBytes,
               QDateTime::currentSecsSinceEpoch());
    return query.number().transform([](qint64 id) { return PlayerId{id}; });
}

Result<void> PlayerRepository::forget(PlayerId id)
{
    model::Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    model::Query sent(m_connection, u"DELETE FROM playlists WHERE origin = 'sent'"
                                    " AND id = (SELECT sent_playlist_id FROM players WHERE id = ?)"
                                    " AND id NOT IN (SELECT playlist_id FROM partnership_playlists"
                                    " WHERE player_id <> ?)"_s);
    if (auto done = sent.bind(id.value, id.value).run(); !done)
        return done;
    model::Query query(m_connection, u"DELETE FROM players WHERE id = ?"_s);
    if (auto done = query.bind(id.value).run(); !done)
        return done;
    return transaction.commit();
}

Result<void> PlayerRepository::update(PlayerId id, const QString &table, const QString &column,
                                      const QVariant &value)
{
    const bool isPartnership = table == "partnerships"_L1;
    model::Query query(m_connection, u"UPDATE %1 SET %2 = ? WHERE %3 = ?"_s.arg(
                                         table, column, isPartnership ? u"player_id"_s : u"id"_s));
    if (auto done = query.bind(value, id.value).run(); !done)
        return done;
    if (query.rowsAffected() == 0)
        return failure(isPartnership ? ErrorCode::NotPartnered : ErrorCode::NotFound,
                       QString::number(id.value));
    return {};
}

Result<void> PlayerRepository::setFriendlyName(PlayerId id, const QString &name)
{
    return update(id, u"players"_s, u"friendly_name"_s, name.isNull() ? u""_s : name);
}

Result<void> PlayerRepository::setStorage(PlayerId id, const QString &storage)
{
    model::Query query(m_connection, u"UPDATE partnerships SET storage_id = '' WHERE player_id = ?"_s);
    if (auto done = query.bind(id.value).run(); !done)
        return done;
    return update(id, u"players"_s, u"storage"_s, storage.isNull() ? u""_s : storage);
}

Result<void> PlayerRepository::setStorageInUse(PlayerId id, const QString &storage)
{
    return update(id, u"partnerships"_s, u"storage_id"_s, storage.isNull() ? u""_s : storage);
}

Result<void> PlayerRepository::setProfile(PlayerId id, const QString &profile)
{
    return update(id, u"players"_s, u"profile"_s, profile.isNull() ? u""_s : profile);
}

Result<void> PlayerRepository::setDeclined(PlayerId id, bool isDeclined)
{
    return update(id, u"players"_s, u"is_declined"_s, isDeclined);
}

Result<void> PlayerRepository::setManual(PlayerId id, bool isManual)
{
    return update(id, u"players"_s, u"is_manual"_s, isManual);
}

Result<void> PlayerRepository::setSpace(PlayerId id, qint64 totalBytes, qint64 freeBytes)
{
    model::Query query(m_connection, u"UPDATE players SET total_bytes = ?, free_bytes = ? WHERE id = ?"_s);
    return query.bind(totalBytes, freeBytes, id.value).run();
}

Result<void> PlayerRepository::setFreeBytesAtClose(PlayerId id, qint64 bytes)
{
    return update(id, u"players"_s, u"free_bytes_at_close"_s, bytes);
}

Result<void> PlayerRepository::setPartnerName(PlayerId id, const QString &name)
{
    return update(id, u"players"_s, u"partner"_s, name.isNull() ? u""_s : name);
}

Result<Partnership> PlayerRepository::putPartnership(PlayerId id, const QString &playerUuid,
                                                     const PartnershipSettings &settings)
{
    if (auto valid = checkReserve(settings.reservePercent); !valid)
        return std::unexpected(valid.error());
    const auto records = all();
    if (!records)
        return std::unexpected(records.error());
    Partnership partnership;
    QList<bool> isUsed(maxPartnerships + 1, false);
    for (const PlayerRecord &record : *records) {
        if (!record.partnership)
            continue;
        isUsed[record.partnership->index] = true;
        if (record.id == id)
            partnership = *record.partnership;
    }
    partnership.playerUuid = playerUuid;
    partnership.reservePercent = settings.reservePercent;
    partnership.fill = settings.fill;
    partnership.hasDefaultRules = settings.hasDefaultRules;
    const bool isNew = partnership.index == 0;
    if (isNew) {
        const qsizetype index = isUsed.indexOf(false, 1);
        if (index < 0)
            return failure(ErrorCode::TooManyPartnerships, QString::number(maxPartnerships));
        partnership.index = static_cast<int>(index);
    }

    model::Query query(m_connection,
                       u"INSERT INTO partnerships(player_id, partner_index, player_uuid, reserve_percent,"
                       " sync_on_connect, generation, fill, has_default_rules, created_at)"
                       " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT(player_id) DO UPDATE SET player_uuid = excluded.player_uuid,"
                       " reserve_percent = excluded.reserve_percent, fill = excluded.fill,"
                       " has_default_rules = excluded.has_default_rules"_s);
    query.bind(id.value, partnership.index, partnership.playerUuid, partnership.reservePercent,
               partnership.syncOnConnect, partnership.generation, fillName(partnership.fill),
               partnership.hasDefaultRules, QDateTime::currentSecsSinceEpoch());
    if (auto done = query.run(); !done)
        return std::unexpected(done.error());
    for (const auto &done : {setDeclined(id, false), setPartnerName(id, {}), setManual(id, false)}) {
        if (!done)
            return std::unexpected(done.error());
    }
    const auto playlists = settings.hasDefaultRules ? defaultPlaylists(id)
                           : isNew                  ? withSentFirst(id, settings.playlists)
                                                    : settings.playlists;
    if (!playlists)
        return std::unexpected(playlists.error());
    if (auto written = writePlaylists(id, *playlists); !written)
        return std::unexpected(written.error());
    return partnership;
}

Result<void> PlayerRepository::removePartnership(PlayerId id)
{
    model::Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    model::Query query(m_connection, u"DELETE FROM partnerships WHERE player_id = ?"_s);
    if (auto done = query.bind(id.value).run(); !done)
        return done;
    if (query.rowsAffected() == 0)
        return failure(ErrorCode::NotPartnered, QString::number(id.value));
    model::Query items(m_connection, u"DELETE FROM player_items WHERE player_id = ?"_s);
    if (auto done = items.bind(id.value).run(); !done)
        return done;
    if (auto declined = setDeclined(id, true); !declined)
        return declined;
    return transaction.commit();
}

Result<void> PlayerRepository::setReservePercent(PlayerId id, int percent)
{
    if (auto valid = checkReserve(percent); !valid)
        return valid;
    return update(id, u"partnerships"_s, u"reserve_percent"_s, percent);
}

Result<void> PlayerRepository::setSyncOnConnect(PlayerId id, bool isOn)
{
    return update(id, u"partnerships"_s, u"sync_on_connect"_s, isOn);
}

Result<void> PlayerRepository::setGeneration(PlayerId id, qint64 generation)
{
    model::Transaction transaction(m_connection, model::Transaction::Kind::Durable);
    if (!transaction.begun())
        return transaction.begun();
    return update(id, u"partnerships"_s, u"generation"_s, generation).and_then([&] {
        return transaction.commit();
    });
}

Result<void> PlayerRepository::setBehind(PlayerId id, bool isBehind)
{
    return update(id, u"partnerships"_s, u"is_behind"_s, isBehind);
}

Result<void> PlayerRepository::setSettled(PlayerId id, qint64 wish, qint64 freeBytes)
{
    model::Query query(m_connection, u"UPDATE partnerships SET settled_wish = ?, settled_free_bytes = ?"
                                     " WHERE player_id = ?"_s);
    return query.bind(wish, freeBytes, id.value).run();
}

Result<void> PlayerRepository::setFill(PlayerId id, Fill fill)
{
    return update(id, u"partnerships"_s, u"fill"_s, fillName(fill));
}

Result<void> PlayerRepository::setDefaultRules(PlayerId id, bool isOn)
{
    model::Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    const auto wanted = isOn ? defaultPlaylists(id) : playlists(id);
    if (!wanted)
        return std::unexpected(wanted.error());
    if (auto set = update(id, u"partnerships"_s, u"has_default_rules"_s, isOn); !set)
        return set;
    if (auto written = writePlaylists(id, *wanted); !written)
        return written;
    return transaction.commit();
}

Result<void> PlayerRepository::setNextFilter(PlayerId id, int bits)
{
    if (bits < 0 || bits > noFilter)
        return failure(ErrorCode::InvalidArgument, u"filter"_s, QString::number(bits));
    return update(id, u"partnerships"_s, u"next_filter"_s, bits);
}

Result<void> PlayerRepository::setNextIncludesSkipped(PlayerId id, bool isOn)
{
    return update(id, u"partnerships"_s, u"next_includes_skipped"_s, isOn);
}

Result<QList<PlaylistId>> PlayerRepository::playlists(PlayerId id) const
{
    model::Query query(m_connection, u"SELECT playlist_id FROM partnership_playlists WHERE player_id = ?"
                                     " ORDER BY priority, playlist_id"_s);
    auto playlists =
        query.bind(id.value).rows([](const model::Row &row) { return PlaylistId{row.integer(0)}; });
    if (!playlists)
        return playlists;

    model::Query rules(m_connection, u"SELECT has_default_rules FROM partnerships WHERE player_id = ?"_s);
    const auto hasDefaultRules =
        rules.bind(id.value).first([](const model::Row &row) { return row.boolean(0); });
    if (!hasDefaultRules)
        return std::unexpected(hasDefaultRules.error());
    if (!hasDefaultRules->value_or(false))
        return playlists;
    const auto library = model::PlaylistRepository(m_connection).all();
    if (!library)
        return std::unexpected(library.error());
    return withNewPlaylists(*playlists, *library);
}

Result<void> PlayerRepository::setPlaylists(PlayerId id, const QList<PlaylistId> &playlists)
{
    const auto record = player(id);
    if (!record)
        return std::unexpected(record.error());
    if (!record->partnership)
        return failure(ErrorCode::NotPartnered, record->displayName());
    model::Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    if (auto written = writePlaylists(id, playlists); !written)
        return written;
    if (auto custom = update(id, u"partnerships"_s, u"has_default_rules"_s, false); !custom)
        return custom;
    return transaction.commit();
}

Result<std::optional<PlaylistId>> PlayerRepository::sentPlaylist(PlayerId id) const
{
    model::Query query(m_connection, u"SELECT sent_playlist_id FROM players WHERE id = ?"_s);
    const auto found = query.bind(id.value).first([](const model::Row &row) {
        return row.isNull(0) ? std::nullopt : std::optional(PlaylistId{row.integer(0)});
    });
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return failure(ErrorCode::NotFound, QString::number(id.value));
    return **found;
}

Result<void> PlayerRepository::setSentPlaylist(PlayerId id, PlaylistId playlist)
{
    if (auto set = update(id, u"players"_s, u"sent_playlist_id"_s, playlist.value); !set)
        return set;
    const auto record = player(id);
    if (!record)
        return std::unexpected(record.error());
    if (!record->partnership)
        return {}; // synchronizes as soon as there is a partnership
    const auto chosen = playlists(id);
    if (!chosen)
        return std::unexpected(chosen.error());
    const auto withSent = withSentFirst(id, *chosen);
    if (!withSent)
        return std::unexpected(withSent.error());
    return writePlaylists(id, *withSent);
}

Result<QList<PlaylistId>> PlayerRepository::defaultPlaylists(PlayerId id)
{
    const auto stock = ensureStockPlaylists(m_connection);
    if (!stock)
        return stock;
    const auto chosen = withSentFirst(id, *stock);
    if (!chosen)
        return chosen;
    const auto library = model::PlaylistRepository(m_connection).all();
    if (!library)
        return std::unexpected(library.error());
    return withNewPlaylists(*chosen, *library);
}

Result<QList<PlaylistId>> PlayerRepository::withSentFirst(PlayerId id, QList<PlaylistId> playlists) const
{
    const auto sent = sentPlaylist(id);
    if (!sent)
        return std::unexpected(sent.error());
    if (*sent && !playlists.contains(**sent))
        playlists.prepend(**sent);
    return playlists;
}

Result<void> PlayerRepository::writePlaylists(PlayerId id, const QList<PlaylistId> &playlists)
{
    model::Query clear(m_connection, u"DELETE FROM partnership_playlists WHERE player_id = ?"_s);
    if (auto done = clear.bind(id.value).run(); !done)
        return done;
    model::Query insert(m_connection, u"INSERT INTO partnership_playlists(player_id, playlist_id, priority)"
                                      " SELECT ?, id, ? FROM playlists WHERE id = ?"_s);
    QSet<PlaylistId> seen;
    for (const PlaylistId playlist : playlists) {
        if (seen.contains(playlist))
            continue;
        seen.insert(playlist);
        if (auto done = insert.bind(id.value, seen.size(), playlist.value).run(); !done)
            return done;
        if (insert.rowsAffected() == 0)
            return failure(ErrorCode::NotFound, QString::number(playlist.value));
    }
    return {};
}

Result<void> PlayerRepository::addSession(PlayerId id, const SyncResult &result)
{
    QJsonArray errors;
    if (result.outcome == SyncOutcome::Failed)
        errors.append(toJson(result.reason)); // the first is the reason; see lastSession()
    for (const Error &error : result.errors)
        errors.append(toJson(error));
    model::Query insert(m_connection,
                        u"INSERT INTO sync_sessions(player_id, ended_at, result, copied, removed, up_to_date,"
                        " skipped, no_fit, failed, bytes_copied, seconds, errors, options)"
                        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
    insert.bind(id.value, result.endedAt, outcomeName(result.outcome), result.copied, result.removed,
                result.upToDate, result.skipped, result.noFit, result.failed, result.bytesCopied,
                result.seconds, QString::fromUtf8(QJsonDocument(errors).toJson(QJsonDocument::Compact)),
                optionsText(result.options));
    if (auto done = insert.run(); !done)
        return done;
    model::Query prune(m_connection, u"DELETE FROM sync_sessions WHERE player_id = ? AND id NOT IN (SELECT id"
                                     " FROM sync_sessions WHERE player_id = ? ORDER BY id DESC LIMIT 20)"_s);
    return prune.bind(id.value, id.value).run();
}

Result<SyncResult> PlayerRepository::lastSession(PlayerId id) const
{
    model::Query query(m_connection, u"SELECT ended_at, result, copied, removed, up_to_date, skipped, no_fit,"
                                     " failed, bytes_copied, seconds, errors, options FROM sync_sessions"
                                     " WHERE player_id = ? ORDER BY id DESC LIMIT 1"_s);
    return query.bind(id.value).first(resultFrom).transform([](const auto &found) {
        return found.value_or(SyncResult());
    });
}

} // namespace tandem::sync
