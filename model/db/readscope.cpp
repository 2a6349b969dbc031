// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "readscope.h"

#include "model/db/samesqlite.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <sqlite3.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

/// Null if there is none that could be used.
sqlite3 *handleOf(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    return isSameSqlite(database) && qstrcmp(handle.typeName(), "sqlite3*") == 0
               ? *static_cast<sqlite3 *const *>(handle.constData())
               : nullptr;
}

} // namespace

Snapshot::Snapshot(Connection &connection) : m_connection(connection), m_begun(connection.execute(u"BEGIN"_s))
{
}

Snapshot::~Snapshot()
{
    if (m_begun)
        (void)m_connection.execute(u"ROLLBACK"_s);
}

StopScope::StopScope(const Connection &connection, std::stop_token stop)
    : m_stop(std::move(stop)), m_handle(handleOf(connection.handle()))
{
    // Of SQLite's smallest steps: some hundred microseconds.
    constexpr int stepsBetweenLooks = 10'000;
    const auto isStopped = [](void *token) {
        return static_cast<int>(static_cast<std::stop_token *>(token)->stop_requested());
    };
    if (m_handle)
        ::sqlite3_progress_handler(m_handle, stepsBetweenLooks, isStopped, &m_stop);
}

StopScope::~StopScope()
{
    if (m_handle)
        ::sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
}

} // namespace tandem::model
