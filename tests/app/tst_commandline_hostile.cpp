// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "program.h"

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace tandem::tests {

class CommandLineHostileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void damagedMarker_data();
    void damagedMarker();
    void damagedLedgerIsRenewed_data();
    void damagedLedgerIsRenewed();
    void forgedLedgerRemovesNothing();
    void linksLeadNowhere_data();
    void linksLeadNowhere();
    void strangeThingsInTheWay();
};

void CommandLineHostileTest::damagedMarker_data()
{
    QTest::addColumn<QByteArray>("marker");
    QTest::newRow("garbage") << QByteArray("garbage");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("list") << QByteArray("[1,2,3]");
    QTest::newRow("no fields") << QByteArray("{}");
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("huge") << QByteArray(2 << 20, '{');
}

// A marker that cannot be read stops everything until the partnership is renewed.
void CommandLineHostileTest::damagedMarker()
{
    QFETCH(const QByteArray, marker);
    const World world;
    world.songs(3);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    writeFile(world.player(u".tandem/partner.json"_s), marker);
    const auto before = treeOf(world.player());
    const Run run = world.sync();
    QCOMPARE(run.status, 3);
    QVERIFY2(run.hasError(u"markerDamaged"_s), run.out.constData());
    QCOMPARE(treeOf(world.player()), before);
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--take-over"_s}).status, 0);
    const Run renewed = world.sync();
    QVERIFY2(renewed.status == 0, renewed.out.constData());
    QVERIFY(world.isMirror());
}

void CommandLineHostileTest::damagedLedgerIsRenewed_data()
{
    QTest::addColumn<QByteArray>("ledger");
    QTest::newRow("garbage") << QByteArray("garbage\n\0\xff");
    QTest::newRow("empty") << QByteArray();
}

// A ledger on the player that is damaged costs nothing: the library has its own.
void CommandLineHostileTest::damagedLedgerIsRenewed()
{
    QFETCH(const QByteArray, ledger);
    const World world;
    world.songs(3);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    writeFile(world.player(u".tandem/ledger.jsonl"_s), ledger);
    const auto before = contentsOf(world.player());
    const Run run = world.sync();
    QVERIFY2(run.status <= 1, run.out.constData());
    QCOMPARE(run.number("copied"), 0);
    QCOMPARE(run.number("removed"), 0);
    QCOMPARE(contentsOf(world.player()), before);
}

// A ledger that someone else wrote makes the program read, write or remove nothing.
void CommandLineHostileTest::forgedLedgerRemovesNothing()
{
    const World world;
    world.songs(3);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    writeFile(world.path("outside.wav"), "0123456789");
    writeFile(world.player(u"own.wav"_s), "0123456789");
    QByteArray lines = readFile(world.player(u".tandem/ledger.jsonl"_s)).split('\n').first() + '\n';
    for (const QString &path :
         {u"../outside.wav"_s, world.path("outside.wav"), u"own.wav"_s, u"Music/../../outside.wav"_s}) {
        lines += QJsonDocument(QJsonObject{{u"path"_s, path},
                                           {u"kind"_s, u"track"_s},
                                           {u"state"_s, u"placed"_s},
                                           {u"size"_s, 10},
                                           {u"source"_s, world.path("outside.wav")},
                                           {u"version"_s, 1}})
                     .toJson(QJsonDocument::Compact) +
                 '\n';
    }
    writeFile(world.player(u".tandem/ledger.jsonl"_s), lines);
    // The library's own ledger is lost, so that the player's would be needed.
    QVERIFY(QDir(world.tandem.dataDir()).removeRecursively());
    QVERIFY(world.partner() ||
            world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"All"_s, u"--take-over"_s})
                    .status == 0);
    const Run run = world.sync({u"--confirm"_s});
    QVERIFY2(run.status <= 1, run.out.constData());
    QCOMPARE(run.number("removed"), 0);
    QCOMPARE(readFile(world.path("outside.wav")), QByteArray("0123456789"));
    QCOMPARE(readFile(world.player(u"own.wav"_s)), QByteArray("0123456789"));
    QVERIFY(world.isMirror());
}

void CommandLineHostileTest::linksLeadNowhere_data()
{
    QTest::addColumn<QString>("link");
    for (const char *link : {"Music", "Music/Somebody", "Music/Somebody/Something", "Playlists", ".tandem",
                             ".tandem/partner.json", ".tandem/ledger.jsonl"})
        QTest::newRow(link) << QString::fromLatin1(link);
}

// Links on the player that lead out of it are never followed.
void CommandLineHostileTest::linksLeadNowhere()
{
    QFETCH(const QString, link);
    for (const bool isSynced : {false, true}) {
        const World world;
        world.songs(3);
        QVERIFY(world.partner());
        if (isSynced)
            QCOMPARE(world.sync().status, 0);
        // What the program placed lies outside now, under the same names, and a link leads there.
        const QString place = world.player(link);
        const QString outside = world.path("outside");
        if (QFileInfo::exists(place))
            QVERIFY(QDir().rename(place, outside));
        else
            QVERIFY(QDir().mkpath(outside));
        QVERIFY(QDir().mkpath(QFileInfo(place).path()));
        QVERIFY(QFile::link(outside, place));
        if (QFileInfo(outside).isDir())
            writeFile(outside + u"/private.wav"_s, "private");
        world.song(u"song 000.wav"_s, "Song 000", 300);
        QVERIFY(QFile::remove(world.music(u"song 001.wav"_s)));
        QCOMPARE(world.tandem.run({"library", "scan"}).status, 0);
        const auto before = treeOf(world.path());
        for (const QStringList &options : {QStringList{}, QStringList{u"--confirm"_s},
                                           QStringList{u"--confirm"_s, u"--include-skipped"_s}}) {
            const Run run = world.sync(options);
            QVERIFY2(run.status == 1 || run.status == 3 || run.status == 0, run.err.constData());
            QVERIFY(!run.json.isEmpty());
        }
        QVERIFY(world.tandem.run({u"partner"_s, world.player(), u"--take-over"_s}).status >= 0);
        QVERIFY(world.tandem.run({u"send"_s, world.player(), u"All"_s}).status >= 0);
        QVERIFY(world.tandem.run({u"unpartner"_s, world.player()}).status >= 0);
        const auto after = treeOf(world.path());
        for (auto file = before.cbegin(); file != before.cend(); ++file) {
            if (file.key().startsWith("outside"_L1))
                QVERIFY2(after.value(file.key()) == *file, qPrintable(file.key()));
        }
        qsizetype outsideFiles = 0;
        for (const QString &path : after.keys())
            outsideFiles += path.startsWith("outside"_L1) ? 1 : 0;
        for (const QString &path : before.keys())
            outsideFiles -= path.startsWith("outside"_L1) ? 1 : 0;
        QCOMPARE(outsideFiles, 0);
    }
}

// Folders, pipes and links that have the names of songs are the owner's; the songs find other names.
void CommandLineHostileTest::strangeThingsInTheWay()
{
    const World world;
    world.songs(3);
    QVERIFY(world.partner());
    const auto planned = world.sync({u"--dry-run"_s}).array("actions");
    QStringList paths;
    for (const QJsonValue &action : planned)
        paths.append(world.player(action["path"_L1].toString()));
    QVERIFY(QDir().mkpath(paths[0]));
    QCOMPARE(::mkfifo(QFile::encodeName(paths[1]).constData(), 0600), 0);
    QVERIFY(QFile::link(world.path("nowhere"), paths[2]));
    const Run run = world.sync();
    QVERIFY2(run.status == 0, run.out.constData());
    QCOMPARE(run.number("copied"), 3);
    QVERIFY(QFileInfo(paths[0]).isDir());
    QVERIFY(!QFileInfo(paths[1]).isFile());
    QVERIFY(QFileInfo(paths[2]).isSymLink());
    QVERIFY(!QFileInfo::exists(world.path("nowhere")));
    QCOMPARE(world.sync().number("copied"), 0);
}

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLineHostileTest)
#include "tst_commandline_hostile.moc"
