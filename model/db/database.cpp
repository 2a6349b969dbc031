// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "database.h"

#include "base/logging.h"
#include "model/db/samesqlite.h"

#include <QAtomicInteger>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlResult>
#include <QStorageInfo>
#include <QUuid>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

/// SQLite says so itself only when it writes; not when it makes or lengthens the files beside the database.
bool isDiskFull(const QString &database)
{
    constexpr qint64 leastFreeBytes = 64 * 1024;
    const QStorageInfo storage(QFileInfo(database).path());
    return storage.isValid() && storage.bytesAvailable() < leastFreeBytes;
}

/// @p resultCode: see https://www.sqlite.org/rescode.html
Error toError(int resultCode, const QString &subject, const QString &detail)
{
    switch (resultCode & 0xff) { // the rest is SQLite's extended code
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::DatabaseLocked, subject, detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorCode::DatabaseCorrupt, subject, detail};
    case SQLITE_INTERRUPT: // only StopScope does that
        return {ErrorCode::Cancelled, {}, {}};
    case SQLITE_FULL:
        return {ErrorCode::OutOfSpace, subject, detail};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return {isDiskFull(subject) ? ErrorCode::OutOfSpace : ErrorCode::DatabaseUnreadable, subject, detail};
    default:
        return {ErrorCode::DatabaseUnreadable, subject, detail};
    }
}

Error toError(const QSqlError &error, const QString &subject)
{
    const QString detail = error.databaseText().isEmpty() ? error.text() : error.databaseText();
    return toError(error.nativeErrorCode().toInt(), subject, detail);
}

/// A statement in the middle of its rows neither takes values nor runs again.
void endReading(sqlite3_stmt *statement)
{
    if (::sqlite3_stmt_busy(statement) != 0)
        ::sqlite3_reset(statement);
}

/// @p parameter: counted from 1.
void bindTo(sqlite3_stmt *statement, int parameter, const QVariant &value, bool isNullText)
{
    endReading(statement);
    if (value.isNull() && !isNullText) {
        ::sqlite3_bind_null(statement, parameter);
        return;
    }
    switch (value.typeId()) {
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
        ::sqlite3_bind_int64(statement, parameter, value.toLongLong());
        break;
    case QMetaType::Double:
        ::sqlite3_bind_double(statement, parameter, value.toDouble());
        break;
    case QMetaType::QByteArray: {
        const QByteArray bytes = value.toByteArray();
        ::sqlite3_bind_blob64(statement, parameter, bytes.constData(),
                              static_cast<sqlite3_uint64>(bytes.size()), SQLITE_TRANSIENT);
        break;
    }
    default: {
        const QByteArray text = value.toString().toUtf8();
        ::sqlite3_bind_text64(statement, parameter, text.constData(),
                              static_cast<sqlite3_uint64>(text.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
        break;
    }
    }
}

/// Null if there is none that could be used.
sqlite3_stmt *statementOf(const QSqlQuery &query)
{
    const QVariant handle = query.result()->handle();
    return qstrcmp(handle.typeName(), "sqlite3_stmt*") == 0
               ? *static_cast<sqlite3_stmt *const *>(handle.constData())
               : nullptr;
}

/// The files of :/migrations, in order; the number that a name starts with is the version it gives.
QStringList migrationFiles()
{
    return QDir(u":/migrations"_s).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
}

int versionOf(QStringView migrationFile)
{
    return migrationFile.left(3).toInt();
}

/// Statements end with a semicolon at the end of a line, which is a rule of our migration files.
QStringList statements(const QString &sql)
{
    QStringList found;
    QString statement;
    const QStringList lines = sql.split(u'\n');
    for (const QString &line : lines) {
        if (line.trimmed().startsWith("--"_L1) || line.trimmed().isEmpty())
            continue;
        statement += line + u'\n';
        if (line.trimmed().endsWith(u';')) {
            found += statement;
            statement.clear();
        }
    }
    return found;
}

Result<int> schemaVersion(const Connection &connection)
{
    return Query(connection, u"PRAGMA user_version"_s).number().transform([](qint64 version) {
        return static_cast<int>(version);
    });
}

/// Foreign keys are not looked at while this exists, and only outside of transactions it can be made: a table
/// that is made anew must not take with it what refers to its rows. See
/// https://www.sqlite.org/lang_altertable.html#otheralter
class WithoutForeignKeys
{
public:
    explicit WithoutForeignKeys(Connection &connection)
        : m_connection(connection), m_done(connection.execute(u"PRAGMA foreign_keys = OFF"_s))
    {
    }
    ~WithoutForeignKeys() { (void)m_connection.execute(u"PRAGMA foreign_keys = ON"_s); }
    WithoutForeignKeys(const WithoutForeignKeys &) = delete;
    WithoutForeignKeys &operator=(const WithoutForeignKeys &) = delete;

    Result<void> done() const { return m_done; }

private:
    Connection &m_connection;
    Result<void> m_done;
};

Result<void> checkForeignKeys(const Connection &connection, const QString &path)
{
    const auto broken =
        Query(connection, u"PRAGMA foreign_key_check"_s).first([](const Row &row) { return row.text(0); });
    if (!broken)
        return std::unexpected(broken.error());
    if (*broken)
        return failure(ErrorCode::DatabaseCorrupt, path, **broken);
    return {};
}

Result<void> migrate(Connection &connection, const QString &file)
{
    QFile source(u":/migrations/"_s + file);
    if (!source.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Internal, file, source.errorString());

    const WithoutForeignKeys withoutKeys(connection);
    if (!withoutKeys.done())
        return withoutKeys.done();
    Transaction transaction(connection);
    if (!transaction.begun())
        return transaction.begun();
    // Another process may have done it while this one waited for the lock.
    const auto version = schemaVersion(connection);
    if (!version)
        return std::unexpected(version.error());
    if (*version >= versionOf(file))
        return {};
    for (const QString &statement : statements(QString::fromUtf8(source.readAll()))) {
        if (auto done = connection.execute(statement); !done)
            return done;
    }
    if (auto done = checkForeignKeys(connection, connection.handle().databaseName()); !done)
        return done;
    if (auto done = connection.execute(u"PRAGMA user_version = %1"_s.arg(versionOf(file))); !done)
        return done;
    return transaction.commit();
}

constexpr auto ownerOnly = S_IRUSR | S_IWUSR;

/// Not by opening it: closing it again would give up the locks that SQLite has on it. A file of somebody
/// else's stays as it is.
void takeFromOthers(const QString &path)
{
    if (const QFileInfo info(path); info.isFile() && !info.isSymLink())
        (void)::chmod(QFile::encodeName(path).constData(), ownerOnly);
}

/// A file that is there afterwards, and that only its owner reads and writes: in the database is the secret
/// by which players know their library.
Result<void> makePrivate(const QString &path)
{
    const int file =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, ownerOnly);
    if (file < 0 && errno != EEXIST)
        return failure(ErrorCode::DatabaseUnreadable, path, qt_error_string(errno));
    if (file >= 0)
        ::close(file);
    else
        takeFromOthers(path);
    return {};
}

/// A folder that was there before is its owner's business; files that SQLite makes beside the database get
/// the rights that it has.
Result<void> keepPrivate(const QString &dataDir, const QString &database)
{
    const QDir folder(dataDir);
    if (!folder.exists()) {
        const QString path = QDir::cleanPath(folder.absolutePath());
        const bool isMade = QDir().mkpath(QFileInfo(path).path()) &&
                            QDir().mkdir(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        if (!isMade && !folder.exists()) // another process may have been quicker
            return failure(ErrorCode::DatabaseUnreadable, dataDir);
    }
    for (const QString &ending : {u"-wal"_s, u"-shm"_s}) // of a version that made them for all
        takeFromOthers(database + ending);
    return makePrivate(database);
}

Result<void> backUp(Connection &connection, const QString &path, int version)
{
    const QString backup = u"%1.v%2.backup"_s.arg(path).arg(version);
    QFile::remove(backup);
    if (auto made = makePrivate(backup); !made) // SQLite writes into a file that is empty
        return made;
    Query query(connection, u"VACUUM INTO ?"_s);
    query.bind(backup);
    return query.run();
}

Result<QString> setting(Connection &connection, const QString &name, const QString &initialValue)
{
    Query insert(connection, u"INSERT OR IGNORE INTO settings(name, value) VALUES(?, ?)"_s);
    Query select(connection, u"SELECT value FROM settings WHERE name = ?"_s);
    insert.bind(name, initialValue);
    select.bind(name);
    const auto text = [](const Row &row) { return row.text(0); };
    auto value = select.first(text);
    if (!value || *value)
        return value.transform([](const auto &known) { return *known; });
    if (auto done = insert.run(); !done)
        return std::unexpected(done.error());
    value = select.first(text); // another process may have been quicker
    return value.transform([&](const auto &known) { return known.value_or(initialValue); });
}

QString randomSecret()
{
    std::array<quint32, 8> words;
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words)).toHex());
}

} // namespace

bool isSameSqlite(const QSqlDatabase &database)
{
    static const bool isSame = [&database] {
        QSqlQuery query(u"SELECT sqlite_source_id()"_s, database);
        return query.next() && query.value(0).toString() == QLatin1StringView(::sqlite3_sourceid());
    }();
    return isSame;
}

int Database::currentVersion()
{
    const QStringList files = migrationFiles();
    return files.isEmpty() ? 0 : versionOf(files.last());
}

Result<Database> Database::open(const QString &dataDir)
{
    Database database;
    database.m_path = QDir(dataDir).filePath(u"tandem.db"_s);
    if (auto kept = keepPrivate(dataDir, database.m_path); !kept)
        return std::unexpected(kept.error());
    Connection connection(database);
    if (!connection.handle().isOpen())
        return std::unexpected(toError(connection.handle().lastError(), database.m_path));

    const auto version = schemaVersion(connection);
    if (!version)
        return std::unexpected(version.error());
    if (*version > currentVersion()) {
        return failure(ErrorCode::DatabaseTooNew, database.m_path, QString::number(*version));
    }
    if (*version > 0 && *version < currentVersion()) {
        if (auto done = backUp(connection, database.m_path, *version); !done)
            return std::unexpected(done.error());
    }
    for (const QString &file : migrationFiles()) {
        if (versionOf(file) <= *version)
            continue;
        if (auto done = migrate(connection, file); !done)
            return std::unexpected(done.error());
    }

    const auto id = setting(connection, u"libraryId"_s, QUuid::createUuid().toString(QUuid::WithoutBraces));
    if (!id)
        return std::unexpected(id.error());
    const auto secret = setting(connection, u"secret"_s, randomSecret());
    if (!secret)
        return std::unexpected(secret.error());
    database.m_libraryId = *id;
    database.m_secret = QByteArray::fromHex(secret->toLatin1());
    return database;
}

Connection::Connection(const Database &database) : Connection(database.path()) {}

Connection::Connection(const QString &path)
{
    static QAtomicInteger<quint64> counter;
    m_name = u"tandem-%1"_s.arg(counter.fetchAndAddRelaxed(1));
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    database.setDatabaseName(path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=10000"_s);
    if (!database.open()) {
        qCWarning(logModel) << "cannot open" << path << database.lastError().text();
        return;
    }
    // NORMAL in WAL mode loses at most the last transactions at a power cut, never the file's
    // integrity; what must not be lost is committed as Transaction::Kind::Durable.
    for (const QString &pragma : {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s,
                                  u"PRAGMA foreign_keys = ON"_s, u"PRAGMA temp_store = MEMORY"_s}) {
        // A file that is no database fails here; the first query then reports it.
        if (!execute(pragma))
            break;
    }
}

Connection::~Connection()
{
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

QSqlDatabase Connection::handle() const
{
    return QSqlDatabase::database(m_name, false);
}

Result<void> Connection::execute(const QString &sql)
{
    QSqlQuery query(handle());
    if (!query.exec(sql))
        return std::unexpected(toError(query.lastError(), handle().databaseName()));
    return {};
}

QString Row::text(int column) const
{
    if (!m_statement)
        return m_query.value(column).toString();
    const auto *text = reinterpret_cast<const char *>(::sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(text, ::sqlite3_column_bytes(m_statement, column));
}

QByteArray Row::bytes(int column) const
{
    if (!m_statement) {
        const QVariant value = m_query.value(column);
        return value.typeId() == QMetaType::QByteArray ? value.toByteArray() : value.toString().toUtf8();
    }
    // A text that is asked for as a blob comes in the form that it was last asked for in.
    const void *data = ::sqlite3_column_type(m_statement, column) == SQLITE_BLOB
                           ? ::sqlite3_column_blob(m_statement, column)
                           : ::sqlite3_column_text(m_statement, column);
    return {static_cast<const char *>(data), ::sqlite3_column_bytes(m_statement, column)};
}

qint64 Row::integer(int column) const
{
    return m_statement ? ::sqlite3_column_int64(m_statement, column) : m_query.value(column).toLongLong();
}

double Row::real(int column) const
{
    return m_statement ? ::sqlite3_column_double(m_statement, column) : m_query.value(column).toDouble();
}

bool Row::isNull(int column) const
{
    return m_statement ? ::sqlite3_column_type(m_statement, column) == SQLITE_NULL : m_query.isNull(column);
}

Query::Query(const Connection &connection, const QString &sql)
    : m_databasePath(connection.handle().databaseName()),
      m_query(std::make_unique<QSqlQuery>(connection.handle()))
{
    m_query->setForwardOnly(true);
    m_isPrepared = m_query->prepare(sql);
    if (!m_isPrepared) {
        m_prepareError = toError(m_query->lastError(), m_databasePath);
        m_prepareError.detail += u" ("_s + sql + u')';
    } else if (isSameSqlite(connection.handle())) {
        m_statement = statementOf(*m_query);
    }
}

Query::~Query() = default;

Query &Query::bindAt(int position, const QVariant &value)
{
    // Qt would make NULL of a null QString; our columns hold text, which at most is empty.
    const bool isNullText = value.typeId() == QMetaType::QString && value.toString().isNull();
    if (m_statement)
        bindTo(m_statement, position + 1, value, isNullText);
    else
        m_query->bindValue(position, isNullText ? QVariant(u""_s) : value);
    return *this;
}

Result<void> Query::run()
{
    return readFirst([](const Row &) {});
}

Result<void> Query::each(const std::function<void(const Row &)> &take)
{
    if (auto begun = begin(); !begun)
        return begun;
    const Row row(*m_query, m_statement);
    while (true) {
        const auto step = this->step();
        if (!step || *step == Step::End) {
            end();
            return step.transform([](Step) {});
        }
        take(row);
    }
}

Result<void> Query::readFirst(const std::function<void(const Row &)> &take)
{
    if (auto begun = begin(); !begun)
        return begun;
    const auto step = this->step();
    if (step && *step == Step::Row)
        take(Row(*m_query, m_statement));
    end();
    return step.transform([](Step) {});
}

Result<qint64> Query::number()
{
    const auto found = first([](const Row &row) { return row.integer(0); });
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return failure(ErrorCode::NotFound, m_databasePath);
    return **found;
}

Result<void> Query::begin()
{
    if (!m_isPrepared)
        return std::unexpected(m_prepareError);
    if (m_statement)
        endReading(m_statement);
    else if (!m_query->exec())
        return std::unexpected(toError(m_query->lastError(), m_databasePath));
    return {};
}

Result<Query::Step> Query::step()
{
    if (!m_statement) {
        if (m_query->next())
            return Step::Row;
        if (m_query->isSelect() && m_query->lastError().isValid())
            return std::unexpected(toError(m_query->lastError(), m_databasePath));
        return Step::End;
    }
    const int result = ::sqlite3_step(m_statement);
    if (result == SQLITE_ROW)
        return Step::Row;
    if (result == SQLITE_DONE)
        return Step::End;
    return std::unexpected(toError(result, m_databasePath,
                                   QString::fromUtf8(::sqlite3_errmsg(::sqlite3_db_handle(m_statement)))));
}

/// Lets go of the database: a statement that has not come to its end keeps reading an old state of it.
void Query::end()
{
    if (m_statement)
        ::sqlite3_reset(m_statement);
    else if (m_query->isSelect())
        m_query->finish();
}

qint64 Query::lastInsertId() const
{
    return m_statement ? ::sqlite3_last_insert_rowid(::sqlite3_db_handle(m_statement))
                       : m_query->lastInsertId().toLongLong();
}

int Query::rowsAffected() const
{
    return m_statement ? ::sqlite3_changes(::sqlite3_db_handle(m_statement)) : m_query->numRowsAffected();
}

Transaction::Transaction(Connection &connection, Kind kind) : m_connection(connection), m_kind(kind)
{
    if (m_kind == Kind::Durable)
        m_begun = connection.execute(u"PRAGMA synchronous = FULL"_s);
    if (m_begun)
        m_begun = connection.execute(u"BEGIN IMMEDIATE"_s);
    m_isOpen = m_begun.has_value();
    if (!m_isOpen)
        end();
}

Transaction::~Transaction()
{
    if (!m_isOpen)
        return;
    (void)m_connection.execute(u"ROLLBACK"_s);
    end();
}

Result<void> Transaction::commit()
{
    auto done = m_connection.execute(u"COMMIT"_s);
    if (done) {
        m_isOpen = false;
        end();
    }
    return done;
}

void Transaction::end()
{
    if (m_kind == Kind::Durable)
        (void)m_connection.execute(u"PRAGMA synchronous = NORMAL"_s);
}

} // namespace tandem::model
