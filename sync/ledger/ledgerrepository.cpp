// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ledgerrepository.h"

using namespace Qt::StringLiterals;

namespace tandem::sync {

Result<QList<LedgerEntry>> LedgerRepository::entries(PlayerId player) const
{
    model::Query query(
        m_connection,
        u"SELECT path, kind, state, is_manual, track_id, size_bytes, source, source_version FROM ledger WHERE player_id = ?"_s);
    query.bind(player.value);
    if (auto done = query.run(); !done)
        return std::unexpected(done.error());
    QList<LedgerEntry> entries;
    while (query.next()) {
        entries.append({
            .path = query.text(0),
            .kind = static_cast<LedgerKind>(query.integer(1)),
            .state = static_cast<LedgerState>(query.integer(2)),
            .isManual = query.boolean(3),
            .track = TrackId{query.integer(4)},
            .sizeBytes = query.integer(5),
            .source = query.text(6),
            .sourceVersion = query.integer(7),
        });
    }
    return query.ended().transform([&entries] { return std::move(entries); });
}

Result<LedgerCounts> LedgerRepository::counts(PlayerId player) const
{
    model::Query query(m_connection, u"SELECT state, COUNT(*) FROM ledger WHERE player_id = ? AND kind = ?"
                                     " AND is_manual = 0 GROUP BY state"_s);
    if (auto done = query.bind(player.value, static_cast<int>(LedgerKind::Track)).run(); !done)
        return std::unexpected(done.error());
    LedgerCounts counts;
    while (query.next()) {
        switch (static_cast<LedgerState>(query.integer(0))) {
        case LedgerState::Placed:
        case LedgerState::Adopted:
            counts.synchronized += query.integer(1);
            break;
        case LedgerState::Skipped:
            counts.skipped += query.integer(1);
            break;
        case LedgerState::Pending:
            break;
        }
    }
    return counts;
}

Result<void> LedgerRepository::put(PlayerId player, std::span<const LedgerEntry> entries)
{
    if (entries.empty())
        return {};
    model::Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    // A track that a scan took out of the library meanwhile leaves an entry without one.
    model::Query query(m_connection,
                       u"INSERT OR REPLACE INTO ledger(player_id, path, kind, state, is_manual, track_id,"
                       " size_bytes, source, source_version)"
                       " VALUES(?, ?, ?, ?, ?, (SELECT id FROM tracks WHERE id = ?), ?, ?, ?)"_s);
    for (const LedgerEntry &entry : entries) {
        query.bind(player.value, entry.path, static_cast<int>(entry.kind), static_cast<int>(entry.state),
                   entry.isManual, entry.track.value, entry.sizeBytes, entry.source, entry.sourceVersion);
        if (auto done = query.run(); !done)
            return done;
    }
    return transaction.commit();
}

Result<void> LedgerRepository::remove(PlayerId player, std::span<const QString> paths)
{
    if (paths.empty())
        return {};
    model::Transaction transaction(m_connection);
    if (!transaction.begun())
        return transaction.begun();
    model::Query query(m_connection, u"DELETE FROM ledger WHERE player_id = ? AND path = ?"_s);
    for (const QString &path : paths) {
        if (auto done = query.bind(player.value, path).run(); !done)
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
    if (auto done = query.bind(player.value).run(); !done)
        return std::unexpected(done.error());
    FolderCounts counts;
    while (query.next())
        counts.insert(query.text(0), query.integer(1));
    return counts;
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
