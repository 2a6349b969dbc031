// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QVariant>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

class QSqlDatabase;
class QSqlQuery;
struct sqlite3_stmt;

namespace tandem::model {

/// The library's SQLite file: knows where it is and brings its schema up to date. A value; pass it
/// to whatever thread works on the library and open a Connection there.
class Database
{
public:
    /// Opens or creates `tandem.db` in @p dataDir, checks it, and runs the migrations that it lacks,
    /// each in one transaction, after a backup of the file.
    /// Errors: DatabaseUnreadable, DatabaseCorrupt, DatabaseLocked, DatabaseTooNew, OutOfSpace.
    static Result<Database> open(const QString &dataDir);

    /// The schema version that this program works with.
    static int currentVersion();

    QString path() const { return m_path; }

    /// A stable id of this library, made with the database.
    QString libraryId() const { return m_libraryId; }

    /// What only this library knows; signs what it leaves on players.
    QByteArray secret() const { return m_secret; }

private:
    QString m_path;
    QString m_libraryId;
    QByteArray m_secret;
};

/// One thread's connection to the database. Lives on the stack (or as a member of a worker) of the
/// thread that uses it, so that it cannot outlive it. WAL, foreign keys, a busy timeout of 10 s.
class Connection
{
public:
    explicit Connection(const Database &database);
    explicit Connection(const QString &path);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    QSqlDatabase handle() const;
    Result<void> execute(const QString &sql);

private:
    QString m_name;
};

/// A row that a statement is at; valid only in the function that it is handed to.
class Row
{
public:
    QString text(int column) const;
    QByteArray bytes(int column) const; ///< the column's text as UTF-8, or its blob
    qint64 integer(int column) const;
    double real(int column) const;
    bool boolean(int column) const { return integer(column) != 0; }
    bool isNull(int column) const;

private:
    friend class Query;
    Row(const QSqlQuery &query, sqlite3_stmt *statement) : m_query(query), m_statement(statement) {}

    const QSqlQuery &m_query;
    sqlite3_stmt *m_statement; ///< of m_query; null if that must not be touched
};

/// A prepared, bound, forward-only statement, carried out by SQLite without a way through Qt for each value;
/// see docs/architecture/decisions/009-statements-of-sqlite.md. Rows are handed to a function, and whoever
/// asks for them gets a Result: rows that could not be read are never taken for the last ones.
///
///     Query query(connection, u"SELECT id FROM tracks WHERE path = ?"_s);
///     query.bind(path);
///     const Result<QList<TrackId>> ids = query.rows([](const Row &row) { return TrackId{row.integer(0)}; });
class Query
{
public:
    Query(const Connection &connection, const QString &sql);
    ~Query();
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;

    /// Binds the values to the placeholders in order; replaces all earlier bindings. A null QString is
    /// an empty text; for NULL, bind QVariant().
    template <class... Values>
    Query &bind(Values &&...values)
    {
        int position = 0;
        (bindAt(position++, QVariant(std::forward<Values>(values))), ...);
        return *this;
    }
    Query &bindAt(int position, const QVariant &value);

    // Each of these runs the statement, can be called again after binding anew, and leaves it at its end.

    /// For statements whose rows, if any, do not matter.
    Result<void> run();

    /// Calls @p take(row) for each row, up to the first that fails.
    Result<void> each(const std::function<void(const Row &)> &take);

    /// All rows, as @p read(row) gives them.
    template <class Read>
    auto rows(const Read &read) -> Result<QList<decltype(read(std::declval<const Row &>()))>>
    {
        QList<decltype(read(std::declval<const Row &>()))> found;
        return each([&](const Row &row) { found.append(read(row)); }).transform([&] {
            return std::move(found);
        });
    }

    /// The first row, as @p read(row) gives it; nullopt if there is none. Reads no further.
    template <class Read>
    auto first(const Read &read) -> Result<std::optional<decltype(read(std::declval<const Row &>()))>>
    {
        std::optional<decltype(read(std::declval<const Row &>()))> found;
        return readFirst([&](const Row &row) { found = read(row); }).transform([&] {
            return std::move(found);
        });
    }

    /// The number in the only column of the only row, as of COUNT(*). Errors: also NotFound without a row.
    Result<qint64> number();

    qint64 lastInsertId() const;
    int rowsAffected() const;

private:
    enum class Step { Row, End };

    Result<void> begin();
    Result<Step> step();
    void end();
    Result<void> readFirst(const std::function<void(const Row &)> &take);

    QString m_databasePath;
    std::unique_ptr<QSqlQuery> m_query;
    sqlite3_stmt *m_statement = nullptr; ///< of m_query; null if that must not be touched
    Error m_prepareError;
    bool m_isPrepared = false;
};

/// Begins at construction and rolls back at destruction unless committed.
class Transaction
{
public:
    enum class Kind {
        Usual, ///< a power cut may take back the last ones
        /// Once it is committed, it and all that was committed before it outlive a power cut. Waits for the
        /// medium: for where something else is about to count on it.
        Durable,
    };

    /// Takes the write lock at once, so that no later statement of it fails for a lock.
    explicit Transaction(Connection &connection, Kind kind = Kind::Usual);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    Result<void> begun() const { return m_begun; }
    Result<void> commit();

private:
    void end();

    Connection &m_connection;
    Kind m_kind;
    Result<void> m_begun;
    bool m_isOpen = false;
};

} // namespace tandem::model
