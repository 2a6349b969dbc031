// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/db/database.h"

#include <stop_token>

struct sqlite3;

namespace tandem::model {

/// As long as it lives, all that is read is of one state of the database, whatever others write meanwhile:
/// what several statements find fits together. Around reading, and outside of transactions.
class Snapshot
{
public:
    explicit Snapshot(Connection &connection);
    ~Snapshot();
    Snapshot(const Snapshot &) = delete;
    Snapshot &operator=(const Snapshot &) = delete;

    Result<void> begun() const { return m_begun; }

private:
    Connection &m_connection;
    Result<void> m_begun;
};

/// As long as it lives, a stop ends what the connection is doing, however long one statement takes: with
/// Cancelled, as does what is begun later. Around reading: a statement that writes would take its whole
/// transaction back. One for each connection at a time.
class StopScope
{
public:
    StopScope(const Connection &connection, std::stop_token stop);
    ~StopScope();
    StopScope(const StopScope &) = delete;
    StopScope &operator=(const StopScope &) = delete;

private:
    std::stop_token m_stop;
    sqlite3 *m_handle = nullptr; ///< null if that must not be touched
};

} // namespace tandem::model
