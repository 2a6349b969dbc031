// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/db/database.h"
#include "model/db/readscope.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <stop_token>
#include <thread>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

namespace {

qint64 integerOf(Connection &connection, const QString &sql)
{
    return Query(connection, sql).number().value_or(-1);
}

/// Makes a database as it was before the last migration, which this test adds (tests/data/migrations),
/// with one folder in it. The path that its backup will have; empty if that failed.
QString makeOlder(const QString &folder)
{
    if (!Database::open(folder))
        return {};
    const QStringList migrations = QDir(u":/migrations"_s).entryList(QDir::Files, QDir::Name);
    const int version = migrations.at(migrations.size() - 2).left(3).toInt();
    const QString path = QDir(folder).filePath(u"tandem.db"_s);
    Connection connection(path);
    for (const QString &sql :
         {u"DROP TABLE upgrade_first"_s, u"DROP TABLE upgrade_second"_s,
          u"INSERT INTO folders(path) VALUES('/music')"_s, u"PRAGMA user_version = %1"_s.arg(version)}) {
        if (!connection.execute(sql))
            return {};
    }
    return u"%1.v%2.backup"_s.arg(path).arg(version);
}

/// Makes a database as a released version has left it, from the SQL in @p file.
bool load(const QString &file, const QString &folder)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return false;
    Connection connection(QDir(folder).filePath(u"tandem.db"_s));
    const auto statements = QString::fromUtf8(source.readAll()).split(u";\n"_s, Qt::SkipEmptyParts);
    return std::ranges::all_of(
        statements, [&](const QString &statement) { return connection.execute(statement).has_value(); });
}

} // namespace

class DatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesSchemaFromNothing();
    void keepsToItself_data();
    void keepsToItself();
    void keepsIdentity();
    void opensThroughAFileThatIsNone();
    void refusesNewerVersion();
    void refusesCorruptFile_data();
    void refusesCorruptFile();
    void refusesUnwritablePlace();
    void backsUpBeforeUpgrade();
    void upgradesEveryReleasedSchema();
    void numbersAreGivenOnce();
    void undoesFailedUpgrade();
    void reportsLock();
    void rollsBackUnlessCommitted();
    void endsTransactionWhenCommitFails();
    void stops();
    void readsOneState();
    void cascadesToTracks();
    void bindsNullTextAsEmpty();
    void readsRows();
    void saysWhenReadingFails();
    void reportsBrokenStatement();
};

// A first start makes the whole schema, in a folder that need not be there.
void DatabaseTest::makesSchemaFromNothing()
{
    const QTemporaryDir folder;
    const auto database = Database::open(folder.filePath(u"new/deep"_s));
    QVERIFY(database);
    QVERIFY(Database::currentVersion() > 0);
    QCOMPARE(database->path(), folder.filePath(u"new/deep/tandem.db"_s));
    QVERIFY(!database->libraryId().isEmpty());
    QCOMPARE(database->secret().size(), 32);

    Connection connection(*database);
    QCOMPARE(integerOf(connection, u"PRAGMA user_version"_s), Database::currentVersion());
    QCOMPARE(integerOf(connection, u"PRAGMA foreign_keys"_s), 1);
    for (const QString &table : {u"folders"_s, u"tracks"_s, u"playlists"_s, u"playlist_entries"_s,
                                 u"players"_s, u"partnerships"_s, u"ledger"_s, u"sync_sessions"_s})
        QCOMPARE(integerOf(connection, u"SELECT count(*) FROM "_s + table), 0);
}

// The secret in it is nobody else's business: not in the folder, the file, its log, nor a backup of it.
void DatabaseTest::keepsToItself_data()
{
    QTest::addColumn<bool>("isOld");
    QTest::newRow("made anew") << false;
    QTest::newRow("of a version that made it for all") << true;
}

void DatabaseTest::keepsToItself()
{
    QFETCH(bool, isOld);
    const QTemporaryDir folder;
    const QString dataDir = isOld ? folder.path() : folder.filePath(u"new"_s);
    QString backup;
    if (isOld) {
        backup = makeOlder(dataDir);
        QVERIFY(QFile::setPermissions(dataDir + u"/tandem.db"_s,
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    }
    const auto database = Database::open(dataDir);
    QVERIFY(database);
    Connection connection(*database);
    QVERIFY(connection.execute(u"UPDATE settings SET value = value"_s));
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFileInfo(dataDir).permissions() & others, QFile::Permissions());
    for (const QString &path :
         {database->path(), database->path() + u"-wal"_s, database->path() + u"-shm"_s}) {
        QVERIFY2(QFile::exists(path), qPrintable(path));
        QCOMPARE(QFileInfo(path).permissions() & others, QFile::Permissions());
    }
    QCOMPARE(QFile::exists(backup), isOld);
    if (isOld)
        QCOMPARE(QFileInfo(backup).permissions() & others, QFile::Permissions());
}

// The library's id and secret are made once, and differ from another library's.
void DatabaseTest::keepsIdentity()
{
    const QTemporaryDir folder;
    const auto first = Database::open(folder.path());
    const auto again = Database::open(folder.path());
    const auto other = Database::open(folder.filePath(u"other"_s));
    QVERIFY(first && again && other);
    QCOMPARE(again->libraryId(), first->libraryId());
    QCOMPARE(again->secret(), first->secret());
    QVERIFY(other->libraryId() != first->libraryId());
    QVERIFY(other->secret() != first->secret());
}

// A folder in the database's place is an error, not a crash.
void DatabaseTest::opensThroughAFileThatIsNone()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"tandem.db"_s));
    QCOMPARE(Database::open(folder.path()).error_or(Error{}).code, ErrorCode::DatabaseUnreadable);
}

// A newer program's database is left alone, and its version is told.
void DatabaseTest::refusesNewerVersion()
{
    const QTemporaryDir folder;
    QVERIFY(Database::open(folder.path()));
    {
        Connection connection(folder.filePath(u"tandem.db"_s));
        QVERIFY(connection.execute(u"PRAGMA user_version = 999"_s));
    }
    const auto database = Database::open(folder.path());
    QCOMPARE(database.error_or(Error{}).code, ErrorCode::DatabaseTooNew);
    QCOMPARE(database.error().detail, u"999"_s);
    Connection connection(folder.filePath(u"tandem.db"_s));
    QCOMPARE(integerOf(connection, u"PRAGMA user_version"_s), 999);
}

void DatabaseTest::refusesCorruptFile_data()
{
    QTest::addColumn<qint64>("from");
    QTest::newRow("not a database") << qint64(0);
    QTest::newRow("damaged schema") << qint64(100);
}

// A file that is damaged is reported, and not touched.
void DatabaseTest::refusesCorruptFile()
{
    QFETCH(qint64, from);
    const QTemporaryDir folder;
    QVERIFY(Database::open(folder.path()));
    QFile file(folder.filePath(u"tandem.db"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(from));
    QVERIFY(file.write(QByteArray(4096, '\xa5')) == 4096);
    QVERIFY(file.seek(0));
    const QByteArray before = file.readAll();
    file.close();

    const auto database = Database::open(folder.path());
    QCOMPARE(database.error_or(Error{}).code, ErrorCode::DatabaseCorrupt);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() == before);
}

// A folder that cannot be made is reported.
void DatabaseTest::refusesUnwritablePlace()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(Database::open(folder.filePath(u"file/below"_s)).error_or(Error{}).code,
             ErrorCode::DatabaseUnreadable);
}

// Before an older database is upgraded, a copy of it is put beside it; what it held stays.
void DatabaseTest::backsUpBeforeUpgrade()
{
    const QTemporaryDir folder;
    const QString backup = makeOlder(folder.path());
    QVERIFY(!backup.isEmpty());
    QVERIFY(!QFile::exists(backup));
    const auto database = Database::open(folder.path());
    QVERIFY(database);

    Connection upgraded(*database);
    QCOMPARE(integerOf(upgraded, u"PRAGMA user_version"_s), Database::currentVersion());
    QCOMPARE(integerOf(upgraded, u"SELECT count(*) FROM upgrade_second"_s), 0);
    QCOMPARE(integerOf(upgraded, u"SELECT count(*) FROM folders"_s), 1);
    Connection copy(backup);
    QCOMPARE(integerOf(copy, u"SELECT count(*) FROM folders"_s), 1);
    QCOMPARE(integerOf(copy, u"SELECT count(*) FROM upgrade_second"_s), -1);
}

// What a library of any released version holds is there after the upgrade, and the schema is today's.
void DatabaseTest::upgradesEveryReleasedSchema()
{
    const QDir schemas(QFINDTESTDATA("../data/schemas"));
    const QStringList files = schemas.entryList({u"v*.sql"_s}, QDir::Files);
    QVERIFY(!files.isEmpty());
    for (const QString &name : files) {
        const QTemporaryDir folder;
        QVERIFY2(load(schemas.filePath(name), folder.path()), qPrintable(name));
        const auto database = Database::open(folder.path());
        QVERIFY2(database, qPrintable(name));
        Connection upgraded(*database);
        QCOMPARE(integerOf(upgraded, u"PRAGMA user_version"_s), Database::currentVersion());
        QCOMPARE(integerOf(upgraded, u"SELECT count(*) FROM ledger WHERE track_id = 7"_s), 1);
        QCOMPARE(integerOf(upgraded, u"SELECT count(*) FROM songs WHERE id = 7 AND path = '/music/a.mp3'"_s),
                 1);
        QCOMPARE(integerOf(upgraded, u"SELECT count(*) FROM tracks WHERE path = 'a.mp3' AND is_away = 0 AND"
                                     " seen_modified_ns = modified_ns AND content = 0"_s),
                 1);
        QCOMPARE(integerOf(upgraded, u"SELECT count(*) FROM playlist_entries WHERE track_id = 7"_s), 1);
        QCOMPARE(integerOf(upgraded, u"PRAGMA foreign_keys"_s), 1);
        QCOMPARE(integerOf(upgraded, u"SELECT generation FROM partnerships WHERE player_id = 5"_s), 4);
        QCOMPARE(integerOf(upgraded, u"SELECT count(*) FROM players WHERE storage = '' AND profile = ''"_s),
                 1);
        QCOMPARE(integerOf(upgraded, u"SELECT count(*) FROM player_folders WHERE objects = 1"_s),
                 name == "v1.sql"_L1 ? 0 : 1);
        // What nobody could choose then has the value that changes nothing.
        QCOMPARE(integerOf(upgraded, u"SELECT count(*) FROM partnerships WHERE has_default_rules = 0 AND fill"
                                     " = '' AND next_filter = 255 AND next_includes_skipped = 0"_s),
                 1);
        QCOMPARE(
            integerOf(upgraded, u"SELECT count(*) FROM playlists WHERE is_sync_only = 0 AND origin = ''"_s),
            1);
        QCOMPARE(integerOf(upgraded, u"SELECT count(*) FROM players WHERE sent_playlist_id IS NULL"_s), 1);
        QCOMPARE(integerOf(upgraded,
                           u"SELECT count(*) FROM partnerships WHERE is_behind = 0 AND settled_wish ="
                           " 0 AND settled_free_bytes = -1"_s),
                 1);
        QCOMPARE(integerOf(upgraded, u"SELECT count(*) FROM ledger WHERE modified_ns = -1 AND hash = x''"_s),
                 integerOf(upgraded, u"SELECT count(*) FROM ledger"_s));
    }
}

// A number leads to what it was given to, or to nothing, in a new library as in one that was upgraded:
// whoever kept it (an edit to be undone, a window, a session, another process) never finds something else.
void DatabaseTest::numbersAreGivenOnce()
{
    const QDir schemas(QFINDTESTDATA("../data/schemas"));
    const QStringList files = QStringList{QString()} + schemas.entryList({u"v*.sql"_s}, QDir::Files);
    for (const QString &name : files) {
        const QTemporaryDir folder;
        QVERIFY(name.isEmpty() || load(schemas.filePath(name), folder.path()));
        const auto database = Database::open(folder.path());
        QVERIFY2(database, qPrintable(name));
        Connection connection(*database);
        if (name.isEmpty())
            QVERIFY(connection.execute(u"INSERT INTO folders(path) VALUES('/music')"_s));
        const QHash<QString, QString> inserts{
            {u"folders"_s, u"(path) VALUES('/b')"_s},
            {u"tracks"_s,
             u"(folder_id, path, size_bytes, modified_ns, added_at, format, title, artist, album,"
             " album_artist, genre, composer, year, track_number, disc_number, duration_ms,"
             " bitrate_kbps, sample_rate_hz, channels) SELECT min(id), 'b', 1, 1, 1, 1, '', '',"
             " '', '', '', '', 0, 0, 0, 0, 0, 0, 0 FROM folders"_s},
            {u"playlists"_s, u"(name, kind) VALUES('b', 'static')"_s},
            {u"players"_s, u"(identity, kind, name) VALUES('b', 'folder', 'b')"_s}};
        // What was there before the upgrade counts, too; nothing was added since.
        const qint64 oldFolder = integerOf(connection, u"SELECT max(id) FROM folders"_s);
        const qint64 oldTrack = integerOf(connection, u"SELECT coalesce(max(id), 0) FROM tracks"_s);
        QVERIFY(connection.execute(u"DELETE FROM folders"_s));
        QVERIFY(connection.execute(u"INSERT INTO folders(path) VALUES('/music')"_s));
        QVERIFY2(integerOf(connection, u"SELECT max(id) FROM folders"_s) > oldFolder, qPrintable(name));
        QVERIFY(connection.execute(u"INSERT INTO tracks"_s + inserts.value(u"tracks"_s)));
        QVERIFY2(integerOf(connection, u"SELECT max(id) FROM tracks"_s) > oldTrack, qPrintable(name));
        QVERIFY(connection.execute(u"DELETE FROM tracks"_s));
        for (const auto &[table, values] : inserts.asKeyValueRange()) {
            const QString last = u"SELECT max(id) FROM "_s + table;
            QVERIFY2(connection.execute(u"INSERT INTO "_s + table + values), qPrintable(table));
            const qint64 first = integerOf(connection, last);
            QVERIFY(connection.execute(u"DELETE FROM %1 WHERE id = %2"_s.arg(table).arg(first)));
            QVERIFY(connection.execute(u"INSERT INTO "_s + table + values));
            QVERIFY2(integerOf(connection, last) > first, qPrintable(name + u' ' + table));
        }
    }
}

// A migration that fails in its middle leaves the old schema and version.
void DatabaseTest::undoesFailedUpgrade()
{
    const QTemporaryDir folder;
    QVERIFY(!makeOlder(folder.path()).isEmpty());
    Connection connection(folder.filePath(u"tandem.db"_s));
    const qint64 version = integerOf(connection, u"PRAGMA user_version"_s);
    QVERIFY(connection.execute(u"CREATE TABLE upgrade_second(id INTEGER PRIMARY KEY)"_s)); // is in the way

    QVERIFY(!Database::open(folder.path()));
    QCOMPARE(integerOf(connection, u"PRAGMA user_version"_s), version);
    QCOMPARE(integerOf(connection, u"SELECT count(*) FROM upgrade_first"_s), -1);
    QCOMPARE(integerOf(connection, u"SELECT count(*) FROM folders"_s), 1);
}

// Who has to wait too long for another writer is told that the database is locked.
void DatabaseTest::reportsLock()
{
    const QTemporaryDir folder;
    const auto database = Database::open(folder.path());
    QVERIFY(database);
    Connection first(*database);
    Connection second(*database);
    QVERIFY(second.execute(u"PRAGMA busy_timeout = 50"_s));
    Transaction holder(first);
    QVERIFY(holder.begun());
    Transaction waiting(second);
    QCOMPARE(waiting.begun().error_or(Error{}).code, ErrorCode::DatabaseLocked);
    QCOMPARE(integerOf(second, u"SELECT count(*) FROM tracks"_s), 0); // reading goes on
}

// What is not committed has not happened.
void DatabaseTest::rollsBackUnlessCommitted()
{
    const QTemporaryDir folder;
    const auto database = Database::open(folder.path());
    QVERIFY(database);
    Connection connection(*database);
    {
        Transaction transaction(connection);
        QVERIFY(transaction.begun());
        QVERIFY(connection.execute(u"INSERT INTO folders(path) VALUES('/a')"_s));
    }
    QCOMPARE(integerOf(connection, u"SELECT count(*) FROM folders"_s), 0);
    {
        Transaction transaction(connection);
        QVERIFY(connection.execute(u"INSERT INTO folders(path) VALUES('/a')"_s));
        QVERIFY(transaction.commit());
    }
    QCOMPARE(integerOf(connection, u"SELECT count(*) FROM folders"_s), 1);
}

// After a failed commit the connection is usable again.
void DatabaseTest::endsTransactionWhenCommitFails()
{
    const QTemporaryDir folder;
    const auto database = Database::open(folder.path());
    QVERIFY(database);
    Connection connection(*database);
    {
        Transaction transaction(connection);
        QVERIFY(connection.execute(u"PRAGMA defer_foreign_keys = ON"_s));
        QVERIFY(connection.execute(u"INSERT INTO scan_errors VALUES(99, 'a', 'b', 'c', 0, 0, 0)"_s));
        QVERIFY(!transaction.commit());
    }
    Transaction next(connection);
    QVERIFY(next.begun());
}

// Within a snapshot nothing changes, and nobody who writes is kept waiting.
void DatabaseTest::readsOneState()
{
    const QTemporaryDir folder;
    const auto database = Database::open(folder.path());
    QVERIFY(database);
    Connection connection(*database);
    const auto folders = u"SELECT count(*) FROM folders"_s;
    {
        const Snapshot snapshot(connection);
        QVERIFY(snapshot.begun());
        QCOMPARE(integerOf(connection, folders), 0);
        Connection other(*database);
        QVERIFY(other.execute(u"INSERT INTO folders(path) VALUES('/music')"_s));
        QCOMPARE(integerOf(connection, folders), 0);
    }
    QCOMPARE(integerOf(connection, folders), 1);
}

// A stop ends a statement that would take for ever, and whatever is begun behind it, but nothing after the
// scope.
void DatabaseTest::stops()
{
    const QTemporaryDir folder;
    const auto database = Database::open(folder.path());
    QVERIFY(database);
    Connection connection(*database);
    const auto endless = u"WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n) "
                         "SELECT count(*) FROM n"_s;
    std::stop_source stop;
    {
        const StopScope scope(connection, stop.get_token());
        const std::jthread stopper([&] { stop.request_stop(); });
        const auto stopped = Query(connection, endless).number();
        QVERIFY(!stopped);
        QVERIFY(stopped.error().isCancelled());
        QVERIFY(!Query(connection, endless).number());
    }
    QCOMPARE(integerOf(connection, u"WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n "
                                   "LIMIT 100000) SELECT count(*) FROM n"_s),
             100'000);
}

// Foreign keys hold on every connection.
void DatabaseTest::cascadesToTracks()
{
    const QTemporaryDir folder;
    const auto database = Database::open(folder.path());
    QVERIFY(database);
    Connection connection(*database);
    QVERIFY(connection.execute(u"INSERT INTO folders(id, path) VALUES(1, '/a')"_s));
    QVERIFY(connection.execute(u"INSERT INTO scan_errors VALUES(1, 'a', 'b', 'c', 0, 0, 0)"_s));
    QVERIFY(connection.execute(u"DELETE FROM folders"_s));
    QCOMPARE(integerOf(connection, u"SELECT count(*) FROM scan_errors"_s), 0);
}

// A QString that is null is an empty text, a QVariant that is null is NULL.
void DatabaseTest::bindsNullTextAsEmpty()
{
    const QTemporaryDir folder;
    const auto database = Database::open(folder.path());
    QVERIFY(database);
    Connection connection(*database);
    Query query(connection, u"SELECT ? IS NULL, ? IS NULL, ? IS NULL"_s);
    const auto nulls = query.bind(QString(), QVariant(), u"text"_s).first([](const Row &row) {
        return QList{row.boolean(0), row.boolean(1), row.boolean(2)};
    });
    QCOMPARE(nulls, (QList{false, true, false}));
}

// Every row once, each value as it was stored; the same when run again, also when only the first was read.
void DatabaseTest::readsRows()
{
    const QTemporaryDir folder;
    const auto database = Database::open(folder.path());
    QVERIFY(database);
    Connection connection(*database);
    Query query(connection,
                u"SELECT value, 9007199254740993, 0.5, 'ä🎸', x'00ff', NULL, '' FROM json_each(?)"_s);
    for (const int wanted : {3, 1, 3}) {
        query.bind(u"[10, 20, 30]"_s);
        qint64 count = 0;
        const auto check = [&](const Row &row) {
            QCOMPARE(row.integer(0), ++count * 10);
            QCOMPARE(row.integer(1), 9007199254740993);
            QCOMPARE(row.real(2), 0.5);
            QCOMPARE(row.bytes(3), "ä🎸"); // first: no other call may have to come before
            QCOMPARE(row.text(3), u"ä🎸"_s);
            QCOMPARE(row.bytes(4), QByteArray("\x00\xff", 2));
            QVERIFY(row.isNull(5));
            QVERIFY(row.text(5).isEmpty());
            QCOMPARE(row.integer(5), 0);
            QVERIFY(!row.isNull(6));
        };
        if (wanted == 1)
            QCOMPARE(query.number(), 10);
        else
            QVERIFY(query.each(check) && count == wanted);
    }
    const auto text = [](const Row &row) { return row.text(0); };
    QCOMPARE(query.bind(u"[1, 2]"_s).rows(text), (QList{u"1"_s, u"2"_s}));
    QCOMPARE(query.first(text), u"1"_s);
    QCOMPARE(query.bind(u"[]"_s).rows(text), QList<QString>());
    QCOMPARE(query.first(text), std::nullopt);
    QCOMPARE(query.number().error().code, ErrorCode::NotFound);
}

// A row that cannot be read is not taken for the end, and the next run begins anew.
void DatabaseTest::saysWhenReadingFails()
{
    const QTemporaryDir folder;
    const auto database = Database::open(folder.path());
    QVERIFY(database);
    Connection connection(*database);
    Query query(connection, u"SELECT abs(value) FROM json_each(?)"_s);
    const auto integer = [](const Row &row) { return row.integer(0); };
    const auto rows = query.bind(u"[1, 2, -9223372036854775808, 4]"_s).rows(integer);
    QVERIFY(!rows);
    QCOMPARE(rows.error().code, ErrorCode::DatabaseUnreadable);
    QCOMPARE(rows.error().subject, database->path());
    QCOMPARE(query.first(integer), 1); // it did not come to the bad one
    QVERIFY(!query.bind(u"[-9223372036854775808]"_s).first(integer));
    QVERIFY(!query.number());
    QVERIFY(!query.run());
    QCOMPARE(query.bind(u"[5]"_s).rows(integer), QList<qint64>{5});
}

// SQL that does not compile is an error with the statement in it.
void DatabaseTest::reportsBrokenStatement()
{
    const QTemporaryDir folder;
    const auto database = Database::open(folder.path());
    QVERIFY(database);
    Connection connection(*database);
    Query query(connection, u"SELECT nothing FROM nowhere"_s);
    const auto done = query.run();
    QVERIFY(!done);
    QVERIFY(done.error().detail.contains(u"nowhere"_s));
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
