// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "program.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

using namespace Qt::StringLiterals;

namespace tandem::tests {

namespace {

/// Runs SQL in another program's place, on a connection that lives as long as this.
class OtherConnection
{
public:
    explicit OtherConnection(const QString &file)
        : m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s))
    {
        m_database.setDatabaseName(file);
        if (!m_database.open())
            qFatal("%s", qPrintable(m_database.lastError().text()));
    }
    ~OtherConnection()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(u"other"_s);
    }
    OtherConnection(const OtherConnection &) = delete;
    OtherConnection &operator=(const OtherConnection &) = delete;

    bool execute(const QString &sql)
    {
        QSqlQuery query(m_database);
        return query.exec(sql);
    }

private:
    QSqlDatabase m_database;
};

/// The one database file in the data directory.
QString databaseFile(const World &world)
{
    return QDir(world.tandem.dataDir()).filePath(u"tandem.db"_s);
}

} // namespace

class CommandLineLibraryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongUsage_data();
    void wrongUsage();
    void help();
    void plainOutputHasNoJson();
    void addScansAndReports();
    void scanReportsWhatCannotBeRead();
    void scanNoticesChanges();
    void leavesOut();
    void missingFolderKeepsTracks();
    void movedCollection();
    void saidDeleted();
    void removeKeepsFiles();
    void emptyArguments_data();
    void emptyArguments();
    void addsAllOrNone();
    void oddNames();
    void searchFinds();
    void searchRefusesNonsense();
    void corruptDatabaseIsKept();
    void lockedDatabase();
    void newerDatabaseIsKept();
    void dataDirThatCannotBe();
    void interruptedScanIsResumed();
};

void CommandLineLibraryTest::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    for (const char *line : {"frobnicate",
                             "library",
                             "library frob",
                             "library add",
                             "library remove",
                             "library scan now",
                             "library include",
                             "library status now",
                             "playlist",
                             "playlist show",
                             "playlist show a b",
                             "playlist create",
                             "playlist create a --sort title",
                             "playlist create a --limit 3",
                             "playlist create a --match",
                             "playlist create a --match x --sort colour",
                             "playlist create a --match x --limit lots",
                             "playlist create a --match year>=",
                             "playlist create a --frob",
                             "playlist import",
                             "playlist export a",
                             "playlist delete",
                             "device",
                             "device show",
                             "device add",
                             "device add a b",
                             "device rename a",
                             "device forget",
                             "partner",
                             "partner a b",
                             "partner a --frob",
                             "unpartner",
                             "unpartner a b",
                             "estimate",
                             "estimate --frob",
                             "sync",
                             "sync a b",
                             "sync a --frob",
                             "send",
                             "send a",
                             "library search (",
                             "library status --progress",
                             "library status --progress loud",
                             "device show --frob",
                             "playlist show --frob",
                             "library add --frob"}) {
        QTest::newRow(line) << QString::fromUtf8(line).split(u' ');
    }
}

// Wrong usage ends with status 2, and with one object or one sentence that says so.
void CommandLineLibraryTest::wrongUsage()
{
    QFETCH(const QStringList, arguments);
    const World world;
    const Run json = world.tandem.run(arguments);
    QCOMPARE(json.status, 2);
    QVERIFY2(json.hasError(u"invalidArgument"_s) || json.hasError(u"invalidQuery"_s), json.out.constData());
    QCOMPARE(json.err, QByteArray());

    const Run plain = world.tandem.plain(arguments);
    QCOMPARE(plain.status, 2);
    QCOMPARE(plain.out, QByteArray());
    QVERIFY(plain.err.startsWith("tandem: "));
}

// --help tells all commands, on standard output, and makes no library.
void CommandLineLibraryTest::help()
{
    const World world;
    const Run run = world.tandem.plain({u"--help"_s});
    QCOMPARE(run.status, 0);
    for (const char *command :
         {"library", "playlist", "device", "partner", "unpartner", "estimate", "sync", "send"})
        QVERIFY2(run.out.contains(QByteArray("tandem ") + command), command);
    QVERIFY(!QFileInfo::exists(world.tandem.dataDir()));
    QCOMPARE(world.tandem.plain({u"--version"_s}).status, 0);
}

// Without --json people read sentences, and failures go to standard error.
void CommandLineLibraryTest::plainOutputHasNoJson()
{
    const World world;
    world.songs(2);
    const Run added = world.tandem.plain({u"library"_s, u"add"_s, world.music()});
    QCOMPARE(added.status, 0);
    QVERIFY2(added.out.startsWith("2 audio files found: 2 added"), added.out.constData());
    QVERIFY(!added.out.contains('{'));
    const Run failed = world.tandem.plain({u"library"_s, u"add"_s, world.path("nowhere")});
    QCOMPARE(failed.status, 3);
    QCOMPARE(failed.out, QByteArray());
    QVERIFY(failed.err.contains("nowhere"));
}

// A folder that is added is scanned; adding it again adds nothing.
void CommandLineLibraryTest::addScansAndReports()
{
    const World world;
    world.songs(3);
    const Run first = world.tandem.run({u"library"_s, u"add"_s, world.music()});
    QCOMPARE(first.status, 0);
    QCOMPARE(first.number("found"), 3);
    QCOMPARE(first.number("added"), 3);
    for (const char *field : {"updated", "moved", "missing", "failed"})
        QCOMPARE(first.number(field), 0);
    QVERIFY(first.json["seconds"_L1].isDouble());
    QVERIFY(first.json["errors"_L1].isArray());

    const Run second = world.tandem.run({u"library"_s, u"add"_s, world.music()});
    QCOMPARE(second.status, 0);
    QCOMPARE(second.number("added"), 0);
    const Run status = world.tandem.run({"library", "status"});
    QCOMPARE(status.number("tracks"), 3);
    QCOMPARE(status.array("folders").size(), 1);
    QCOMPARE(status.array("folders")[0]["path"_L1].toString(), world.music());
    QCOMPARE(status.array("folders")[0]["available"_L1].toBool(), true);
    QVERIFY(status.number("databaseVersion") > 0);
}

// Files that are no music are one entry each, and all others are found.
void CommandLineLibraryTest::scanReportsWhatCannotBeRead()
{
    const World world;
    world.songs(2);
    writeFile(world.music(u"empty.mp3"_s), {});
    writeFile(world.music(u"garbage.flac"_s), "garbage");
    const Run run = world.tandem.run({u"library"_s, u"add"_s, world.music()});
    QCOMPARE(run.status, 1);
    QCOMPARE(run.number("added"), 2);
    QCOMPARE(run.number("failed"), 2);
    QStringList codes = run.errorCodes();
    codes.sort();
    QCOMPARE(codes, (QStringList{u"fileCorrupt"_s, u"fileEmpty"_s}));
    for (const QJsonValue &error : run.array("errors")) {
        QVERIFY(error["subject"_L1].toString().startsWith(world.music()));
        QVERIFY(error["message"_L1].toString().contains(error["subject"_L1].toString()));
    }
}

// What is excluded is left out from the next scan on, counted, and comes back; sound of unknown kinds is
// counted.
void CommandLineLibraryTest::leavesOut()
{
    const World world;
    world.song(u"a.wav"_s, "A");
    world.song(u"Demos/b.wav"_s, "B");
    writeFile(world.music(u"c.dsf"_s), "sound");
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).number("found"), 2);
    const Run excluded = world.tandem.run({"library", "exclude", "demos", "*.tmp"});
    QCOMPARE(excluded.status, 0);
    QCOMPARE(excluded.array("excluded"), (QJsonArray{u"demos"_s, u"*.tmp"_s}));
    const Run without = world.tandem.run({"library", "scan"});
    QCOMPARE(without.number("found"), 1);
    QCOMPARE(without.number("leftOut"), 1);
    QCOMPARE(without.json["otherAudio"_L1].toObject(), (QJsonObject{{u"dsf"_s, 1}}));
    QCOMPARE(world.tandem.run({"library", "include", "frob"}).status, 3);
    QCOMPARE(world.tandem.run({"library", "include", "demos"}).array("excluded"), QJsonArray{u"*.tmp"_s});
    QCOMPARE(world.tandem.run({"library", "scan"}).number("found"), 2);
}

// A rescan counts what was added, changed, moved and lost.
void CommandLineLibraryTest::scanNoticesChanges()
{
    const World world;
    world.songs(4);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    world.song(u"new.wav"_s, "New");
    world.song(u"song 000.wav"_s, "Song with another title");
    QVERIFY(QFile::rename(world.music(u"song 001.wav"_s), world.music(u"renamed.wav"_s)));
    QVERIFY(QFile::remove(world.music(u"song 002.wav"_s)));
    const Run run = world.tandem.run({"library", "scan"});
    QCOMPARE(run.status, 0);
    QCOMPARE(run.number("added"), 1);
    QCOMPARE(run.number("updated"), 1);
    QCOMPARE(run.number("moved"), 1);
    QCOMPARE(run.number("missing"), 1);
}

// A folder that is not there makes its tracks unavailable, not deleted.
void CommandLineLibraryTest::missingFolderKeepsTracks()
{
    const World world;
    world.songs(2);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    QVERIFY(QDir().rename(world.music(), world.path("unplugged")));
    QCOMPARE(world.tandem.run({"library", "scan"}).status, 1);
    const Run status = world.tandem.run({"library", "status"});
    QCOMPARE(status.number("tracks"), 2);
    QCOMPARE(status.array("folders")[0]["available"_L1].toBool(true), false);
    QVERIFY(QDir().rename(world.path("unplugged"), world.music()));
    const Run back = world.tandem.run({"library", "scan"});
    QCOMPARE(back.status, 0);
    QCOMPARE(back.number("added"), 0);
}

// A collection in another place is asked about, and nothing is done; then it is the same one, or a further
// one.
void CommandLineLibraryTest::movedCollection()
{
    const World world;
    world.songs(3);
    const auto run = [&](const QStringList &arguments) { return world.tandem.run(arguments); };
    QCOMPARE(run({u"library"_s, u"add"_s, world.music()}).status, 0);
    QCOMPARE(run({u"playlist"_s, u"create"_s, u"Fav"_s, world.music(u"song 001.wav"_s)}).status, 0);
    const auto songs = [&] { return run({u"playlist"_s, u"show"_s, u"Fav"_s}).array("items"); };
    const auto id = songs()[0]["id"_L1].toInteger();
    const QString moved = world.path("moved");
    QVERIFY(QDir().rename(world.music(), moved));

    const Run asked = run({u"library"_s, u"add"_s, moved});
    QCOMPARE(asked.status, 2);
    QCOMPARE(run({u"library"_s, u"status"_s}).array("folders").size(), 1);
    const Run replaced = run({u"library"_s, u"add"_s, moved, u"--replaces"_s, world.music()});
    QCOMPARE(replaced.status, 0);
    QCOMPARE(replaced.number("added") + replaced.number("moved") + replaced.number("updated"), 0);
    QCOMPARE(songs()[0]["id"_L1].toInteger(), id);
    QCOMPARE(songs()[0]["path"_L1].toString(), moved + u"/song 001.wav"_s);

    QVERIFY(QDir().rename(moved, world.music()));
    QCOMPARE(run({u"library"_s, u"move"_s, moved, world.music()}).status, 0);
    QCOMPARE(songs()[0]["id"_L1].toInteger(), id);

    QVERIFY(QDir().rename(world.music(), moved));
    QCOMPARE(run({u"library"_s, u"add"_s, u"--new"_s, moved}).number("moved"), 3);
    QCOMPARE(run({u"library"_s, u"status"_s}).array("folders").size(), 2);
    QCOMPARE(songs()[0]["id"_L1].toInteger(), id);
    QCOMPARE(run({u"library"_s, u"remove"_s, world.music()}).status, 0);
    QCOMPARE(songs()[0]["id"_L1].toInteger(), id);
    QCOMPARE(run({u"library"_s, u"scan"_s, u"--full"_s}).status, 0);
}

// What is not found while a folder cannot be looked into waits, which is said, until a person says that it
// was deleted.
void CommandLineLibraryTest::saidDeleted()
{
    const World world;
    world.songs(2);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    // Not even root can look at what has so long a name.
    QVERIFY(QFile::link(QString(300, u'x'), world.music(u"closed"_s)));
    QVERIFY(QFile::remove(world.music(u"song 001.wav"_s)));
    const Run scanned = world.tandem.run({"library", "scan"});
    QCOMPARE(scanned.number("missing"), 0);
    QCOMPARE(scanned.number("unclear"), 1);
    QCOMPARE(world.tandem.run({"library", "status"}).number("tracks"), 2);
    const Run said = world.tandem.run({"library", "scan", "--deleted"});
    QCOMPARE(said.number("missing"), 1);
    QCOMPARE(said.number("unclear"), 0);
    QCOMPARE(world.tandem.run({"library", "status"}).number("tracks"), 1);
}

// A removed folder leaves the library, its files stay; an unknown one is an error.
void CommandLineLibraryTest::removeKeepsFiles()
{
    const World world;
    world.songs(2);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    const auto before = treeOf(world.music());
    QCOMPARE(world.tandem.run({u"library"_s, u"remove"_s, world.music()}).status, 0);
    QCOMPARE(treeOf(world.music()), before);
    QCOMPARE(world.tandem.run({"library", "status"}).number("tracks"), 0);
    const Run unknown = world.tandem.run({u"library"_s, u"remove"_s, world.music()});
    QCOMPARE(unknown.status, 3);
    QVERIFY(unknown.hasError(u"notFound"_s));
}

void CommandLineLibraryTest::emptyArguments_data()
{
    QTest::addColumn<QStringList>("arguments");
    for (const char *line : {
             "library add _",
             "library remove _",
             "playlist show _",
             "playlist create _",
             "playlist create a _",
             "playlist create _ --match jazz",
             "playlist import _",
             "playlist export a _",
             "playlist export _ a.m3u8",
             "playlist delete _",
             "playlist set _ sync-only on",
             "device add _",
             "device add . --limit _",
             "device add . --limit=",
             "device show _",
             "device show a _",
             "device set _ mode manual",
             "device set a _ manual",
             "device items _",
             "device items a _",
             "device files _",
             "device files a _",
             "device rename _ a",
             "device rename a _",
             "device forget _",
             "device mount _",
             "device eject _",
             "device release _",
             "profile show _",
             "partner _",
             "partner . --name _",
             "partner . --playlist _",
             "partner . --reserve _",
             "partner . --fill _",
             "unpartner _",
             "estimate _",
             "sync _",
             "sync . --filter _",
             "send _ a",
             "send . _",
             "--data-dir _ library status",
         }) {
        QStringList arguments = QString::fromUtf8(line).split(u' ');
        arguments.replaceInStrings(u"_"_s, QString());
        QTest::newRow(line) << arguments;
    }
}

// An empty name, path or number is wrong usage everywhere: it is not the current folder, nor "none".
void CommandLineLibraryTest::emptyArguments()
{
    QFETCH(const QStringList, arguments);
    const World world;
    const Run run = world.tandem.run(arguments);
    QCOMPARE(run.status, 2);
    QVERIFY2(run.hasError(u"invalidArgument"_s), run.out.constData());
    QVERIFY(world.tandem.run({"library", "status"}).array("folders").isEmpty());
    QVERIFY(world.tandem.run({"device", "list"}).array("devices").isEmpty());
}

// Of several folders all are added, or none if one of them cannot be.
void CommandLineLibraryTest::addsAllOrNone()
{
    const World world;
    world.songs(1);
    QVERIFY(QDir().mkpath(world.music(u"below"_s)));
    for (const QString &bad : {world.path("nowhere"), world.music(u"below"_s)}) {
        const Run run = world.tandem.run({u"library"_s, u"add"_s, world.music(), bad});
        QCOMPARE(run.status, 3);
        QVERIFY(world.tandem.run({"library", "status"}).array("folders").isEmpty());
    }
    const Run both = world.tandem.run({u"library"_s, u"add"_s, world.music(), world.player(), world.music()});
    QCOMPARE(both.status, 0);
    QCOMPARE(world.tandem.run({"library", "status"}).array("folders").size(), 2);
}

// Names with spaces, quotes, line breaks, other scripts and leading dashes are names like any other.
void CommandLineLibraryTest::oddNames()
{
    const World world;
    const QStringList names{u"a 'b' \"c\".wav"_s, u"line\nbreak.wav"_s, u"🎵 Ünïcödé.wav"_s,
                            u"-rf.wav"_s,         u"100%1 %n.wav"_s,    u" .hidden .wav"_s};
    for (qsizetype i = 0; i < names.size(); ++i)
        world.song(u"--folder\n'x'/"_s + names[i], "Odd " + QByteArray::number(i));
    const QString folder = world.music(u"--folder\n'x'"_s);
    const Run added = world.tandem.run({u"library"_s, u"add"_s, folder});
    QCOMPARE(added.status, 0);
    QCOMPARE(added.number("added"), names.size());
    QStringList paths;
    const auto items = world.tandem.run({"library", "search", "Odd"}).array("items");
    for (const QJsonValue &item : items)
        paths.append(item["path"_L1].toString().mid(folder.size() + 1));
    paths.sort();
    QStringList wanted = names;
    wanted.sort();
    QCOMPARE(paths, wanted);

    auto process = std::make_unique<QProcess>();
    process->setWorkingDirectory(world.music());
    process->start(QStringLiteral(TANDEM_PROGRAM), {u"--json"_s, u"--data-dir"_s, world.tandem.dataDir(),
                                                    u"library"_s, u"remove"_s, u"--"_s, u"--folder\n'x'"_s});
    QCOMPARE(Program::finish(*process).status, 0);
}

// A search answers with the tracks' fields; none found is an answer, too.
void CommandLineLibraryTest::searchFinds()
{
    const World world;
    QVERIFY(QFile::copy(samplePath(u"flac"_s), world.music(u"sample.flac"_s)));
    world.songs(2, 1000);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    const Run run = world.tandem.run({"library", "search", "Song", "001"});
    QCOMPARE(run.status, 0);
    QCOMPARE(run.array("items").size(), 1);
    const QJsonObject item = run.array("items")[0].toObject();
    QCOMPARE(item["title"_L1].toString(), u"Song 001"_s);
    QCOMPARE(item["artist"_L1].toString(), u"Somebody"_s);
    QCOMPARE(item["album"_L1].toString(), u"Something"_s);
    QCOMPARE(item["path"_L1].toString(), world.music(u"song 001.wav"_s));
    QCOMPARE(item["duration"_L1].toDouble(), 1.0);
    QVERIFY(item["id"_L1].toInteger() > 0);
    const Run none = world.tandem.run({"library", "search", "--", "-title:song", "artist:somebody"});
    QCOMPARE(none.status, 0);
    QVERIFY(none.array("items").isEmpty());
    const Run plain = world.tandem.plain({u"library"_s, u"search"_s, u"nothing at all"_s});
    QCOMPARE(plain.status, 0);
    QCOMPARE(plain.out, QByteArray("0 tracks\n"));
}

// What cannot be understood is said with its place.
void CommandLineLibraryTest::searchRefusesNonsense()
{
    const World world;
    const Run run = world.tandem.run({"library", "search", "genre:"});
    QCOMPARE(run.status, 2);
    QVERIFY(run.hasError(u"invalidQuery"_s));
}

// A file that is no database is reported and left as it is.
void CommandLineLibraryTest::corruptDatabaseIsKept()
{
    const World world;
    world.songs(1);
    const QByteArray garbage(100'000, 'x');
    writeFile(databaseFile(world), garbage);
    for (const auto &command : {Program::list({"library", "status"}), Program::list({"library", "scan"}),
                                Program::list({"device", "list"}), Program::list({"sync", "1"})}) {
        const Run run = world.tandem.run(command);
        QCOMPARE(run.status, 3);
        QVERIFY2(run.hasError(u"databaseCorrupt"_s), run.out.constData());
    }
    QCOMPARE(readFile(databaseFile(world)), garbage);
}

// A library that another program holds is reported after a while of patience.
void CommandLineLibraryTest::lockedDatabase()
{
    const World world;
    world.songs(1);
    QCOMPARE(world.tandem.run({"library", "status"}).status, 0);
    OtherConnection other(databaseFile(world));
    QVERIFY(other.execute(u"BEGIN EXCLUSIVE"_s));
    const Run run = world.tandem.run({u"library"_s, u"add"_s, world.music()});
    QCOMPARE(run.status, 3);
    QVERIFY2(run.hasError(u"databaseLocked"_s), run.out.constData());
    QVERIFY(other.execute(u"ROLLBACK"_s));
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
}

// A library of a newer Tandem is not touched.
void CommandLineLibraryTest::newerDatabaseIsKept()
{
    const World world;
    QCOMPARE(world.tandem.run({"library", "status"}).status, 0);
    {
        OtherConnection other(databaseFile(world));
        QVERIFY(other.execute(u"PRAGMA user_version = 999"_s));
        QVERIFY(other.execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    }
    const QByteArray before = readFile(databaseFile(world));
    const Run run = world.tandem.run({"library", "status"});
    QCOMPARE(run.status, 3);
    QVERIFY2(run.hasError(u"databaseTooNew"_s), run.out.constData());
    QCOMPARE(readFile(databaseFile(world)), before);
}

// A file in the data directory's place is an error that names it, and stays.
void CommandLineLibraryTest::dataDirThatCannotBe()
{
    const World world;
    writeFile(world.path("data"), "a file");
    const Run run = world.tandem.run({"library", "status"});
    QCOMPARE(run.status, 3);
    QVERIFY2(run.hasError(u"databaseUnreadable"_s), run.out.constData());
    QVERIFY(run.errorSubject().contains("data"_L1));
    QCOMPARE(readFile(world.path("data")), QByteArray("a file"));
    const Run below = Program(world.path("data/below")).run({"library", "status"});
    QCOMPARE(below.status, 3);
    QVERIFY(below.hasError(u"databaseUnreadable"_s));
}

// Ctrl-C during a scan ends it cleanly with 130; the next one finishes the job.
void CommandLineLibraryTest::interruptedScanIsResumed()
{
    const World world;
    world.songs(50);
    QCOMPARE(world.tandem.run({"library", "status"}).status, 0);
    // While the database is held, the scan cannot come to its end.
    OtherConnection other(databaseFile(world));
    {
        const Run added = world.tandem.run({u"library"_s, u"add"_s, world.path("player")});
        QCOMPARE(added.status, 0);
    }
    QVERIFY(other.execute(u"INSERT INTO folders(path) VALUES('%1')"_s.arg(world.music())));
    QVERIFY(other.execute(u"BEGIN IMMEDIATE"_s));
    const auto process =
        world.tandem.start({u"--json"_s, u"--progress"_s, u"json"_s, u"library"_s, u"scan"_s});
    QVERIFY(!process->waitForFinished(500));
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    QTest::qWait(50);
    QVERIFY(other.execute(u"ROLLBACK"_s));
    const Run run = Program::finish(*process);
    QCOMPARE(run.status, 130);
    QVERIFY2(run.errorCode() == u"cancelled"_s, run.out.constData());

    const Run again = world.tandem.run({"library", "scan"});
    QCOMPARE(again.status, 0);
    QCOMPARE(world.tandem.run({"library", "status"}).number("tracks"), 50);
}

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLineLibraryTest)
#include "tst_commandline_library.moc"
