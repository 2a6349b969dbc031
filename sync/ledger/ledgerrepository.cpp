// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ledgerrepository.h"

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

const QString selectEntries =
    u"SELECT path, kind, state, is_manual, track_id, size_bytes, source, source_version, modified_ns, hash,"
    " old_size_bytes, old_modified_ns FROM ledger"_s;

LedgerEntry entryFrom(const model::Row &row)
{
    return LedgerEntry{
        .path = row.text(0),
        .kind = static_cast<LedgerKind>(row.integer(1)),
        .state = static_cast<LedgerState>(row.integer(2)),
        .isManual = row.boolean(3),
        .track = TrackId{row.integer(4)},
        .sizeBytes = row.integer(5),
        .source = row.text(6),
        .sourceVersion = row.integer(7),
        .modifiedNs = row.integer(8),
        .hash = row.bytes(9),
        .oldSizeBytes = row.integer(10),
        .oldModifiedNs = row.integer(11),
    };
}

} // namespace

Result<QList<LedgerEntry>> LedgerRepository::entries(PlayerId player) const
{
    model::Query query(m_connection, selectEntries + u" WHERE player_id = ?"_s);
    return query.bind(player.value).rows(entryFrom);
}

Result<std::optional<LedgerEntry>> LedgerRepository::entry(PlayerId player, const QString &path) const
{
    model::Query query(m_connection, selectEntries + u" WHERE player_id = ? AND path = ?"_s);
    return query.bind(player.value, path).first(entryFrom);
}

Result<LedgerCounts> LedgerRepository::counts(PlayerId player) const
{
    model::Query query(m_connection, u"SELECT state, COUNT(*) FROM ledger WHERE player_id = ? AND kind = ?"
                                     " AND is_manual = 0 GROUP BY state"_s);
    LedgerCounts counts;
    query.bind(player.value, static_cast<int>(LedgerKind::Track));
    const auto done = query.each([&](const model::Row &row) {
        switch (static_cast<LedgerState>(row.integer(0))) {
        case LedgerState::Placed:
        case LedgerState::Adopted:
            counts.synchronized += row.integer(1);
            break;
        case LedgerState::Skipped:
            counts.skipped += row.integer(1);
            break;
        case LedgerState::Pending:
            break;
        }
    });
    return done.transform([&] { return counts; });
}

Result<void> LedgerRepository::put(PlayerId player, std::span<const LedgerEntry> entries)
{
    return write(player, entries, {}, model::Transaction::Kind::Usual);
}

Result<void> LedgerRepository::remove(PlayerId player, std::span<const QString> paths)
{
    return write(player, {}, paths, model::Transaction::Kind::Usual);
}

Result<void> LedgerRepository::intend(PlayerId player, std::span<const LedgerEntry> pending)
{
    return write(player, pending, {}, model::Transaction::Kind::Durable);
}

Result<void> LedgerRepository::settle(PlayerId player, std::span<const LedgerEntry> placed,
                                      std::span<const QString> gone)
{
    return write(player, placed, gone, model::Transaction::Kind::Durable);
}

/// What is gone comes last: a path may be both.
Result<void> LedgerRepository::write(PlayerId player, std::span<const LedgerEntry> entries,
                                     std::span<const QString> gone, model::Transaction::Kind kind)
{
    if (entries.empty() && gone.empty())
        return {};
    model::Transaction transaction(m_connection, kind);
    if (!transaction.begun())
        return transaction.begun();
    // A track that a scan took out of the library meanwhile leaves an entry without one.
    model::Query query(m_connection,
                       u"INSERT OR REPLACE INTO ledger(player_id, path, kind, state, is_manual, track_id,"
                       " size_bytes, source, source_version, modified_ns, hash,"
                       " old_size_bytes, old_modified_ns)"
                       " VALUES(?, ?, ?, ?, ?, (SELECT id FROM tracks WHERE id = ?), ?, ?, ?, ?, ?, ?, ?)"_s);
    for (const LedgerEntry &entry : entries) {
        query.bind(player.value, entry.path, static_cast<int>(entry.kind), static_cast<int>(entry.state),
                   entry.isManual, entry.track.value, entry.sizeBytes, entry.source, entry.sourceVersion,
                   entry.modifiedNs, entry.hash.isNull() ? QByteArray("") : entry.hash, entry.oldSizeBytes,
                   entry.oldModifiedNs);
        if (auto done = query.run(); !done)
            return done;
    }
    model::Query removal(m_connection, u"DELETE FROM ledger WHERE player_id = ? AND path = ?"_s);
    for (const QString &path : gone) {
        if (auto done = removal.bind(player.value, path).run(); !done)
            return done;
    }
    return transaction.commit();
}

Result<void> LedgerRepository::clear(PlayerId player)
{
    model::Query query(m_connection, u"DELETE FROM ledger WHERE player_id = ?"_s);
    return query.bind(player.value).run();
}

Result<FolderCounts> LedgerRepository::folderCounts(PlayerId player) const
{
    model::Query query(m_connection, u"SELECT path, objects FROM player_folders WHERE player_id = ?"_s);
    FolderCounts counts;
    return query.bind(player.value)
        .each([&](const model::Row &row) { counts.insert(row.text(0), row.integer(1)); })
        .transform([&] { return std::move(counts); });
}

Result<void> LedgerRepository::setFolderCounts(PlayerId player, const FolderCounts &counts)
{
    model::Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    model::Query remove(m_connection, u"DELETE FROM player_folders WHERE player_id = ?"_s);
    if (auto done = remove.bind(player.value).run(); !done)
        return done;
    model::Query insert(m_connection,
                        u"INSERT INTO player_folders(player_id, path, objects) VALUES(?, ?, ?)"_s);
    for (const auto &[path, objects] : counts.asKeyValueRange()) {
        if (auto done = insert.bind(player.value, path, objects).run(); !done)
            return done;
    }
    return transaction.commit();
}

} // namespace tandem::sync
