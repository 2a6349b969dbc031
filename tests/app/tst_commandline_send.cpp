// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "program.h"

using namespace Qt::StringLiterals;

namespace tandem::tests {

class CommandLineSendTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsWithoutPartnership();
    void automaticSyncLeavesItAlone();
    void oddNames();
    void reportsWhatCannotBeSent();
    void unknownParcel();
};

// Songs, playlists and other files are sent to a player that nobody partnered with.
void CommandLineSendTest::sendsWithoutPartnership()
{
    const World world;
    world.songs(3);
    writeFile(world.path("foreign.wav"), wavData("Foreign"));
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    QCOMPARE(world.tandem.run({u"playlist"_s, u"create"_s, u"Mix"_s, world.music(u"song 001.wav"_s)}).status,
             0);
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    const Run run = world.tandem.run(
        {u"send"_s, world.player(), world.music(u"song 000.wav"_s), u"Mix"_s, world.path("foreign.wav")});
    QCOMPARE(run.status, 0);
    QCOMPARE(run.text("result"), u"completed"_s);
    QCOMPARE(run.number("copied"), 3);
    const auto found = contentsOf(world.player()).values();
    for (const QString &source :
         {world.music(u"song 000.wav"_s), world.music(u"song 001.wav"_s), world.path("foreign.wav")})
        QVERIFY(found.contains(QCryptographicHash::hash(readFile(source), QCryptographicHash::Sha1)));
    const auto before = treeOf(world.player());
    QCOMPARE(world.tandem.run({u"send"_s, world.player(), u"Mix"_s}).number("copied"), 0);
    QCOMPARE(treeOf(world.player()), before);
    QCOMPARE(world.leftovers(), QStringList());
}

// What was sent by hand stays when no playlist wants it.
void CommandLineSendTest::automaticSyncLeavesItAlone()
{
    const World world;
    world.songs(3);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    QCOMPARE(world.tandem.run({"playlist", "create", "None"}).status, 0);
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"None"_s}).status, 0);
    QCOMPARE(world.tandem.run({u"send"_s, world.player(), world.music(u"song 000.wav"_s)}).number("copied"),
             1);
    const Run run = world.sync();
    QCOMPARE(run.status, 0);
    QCOMPARE(run.number("removed"), 0);
    QCOMPARE(contentsOf(world.player()).keys().filter(u"Song 000"_s).size(), 1);
}

// Files with odd names are sent as well; after "--" also those with leading dashes.
void CommandLineSendTest::oddNames()
{
    const World world;
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    QStringList command{u"--json"_s, u"--data-dir"_s, world.tandem.dataDir(),
                        u"send"_s,   u"--"_s,         world.player()};
    for (const QString &name : {u"-rf.wav"_s, u"a\nb.wav"_s, u"it's \"🎵\".wav"_s, u"--json"_s + u".wav"_s}) {
        world.song(name, name.toUtf8());
        command.append(name);
    }
    QProcess process;
    process.setWorkingDirectory(world.music());
    process.start(QStringLiteral(TANDEM_PROGRAM), command);
    const Run run = Program::finish(process);
    QVERIFY2(run.status == 0, run.out.constData());
    QCOMPARE(run.number("copied"), 4);
    QVERIFY(world.isMirror());
}

// What is no music is one failure each; the rest is sent.
void CommandLineSendTest::reportsWhatCannotBeSent()
{
    const World world;
    writeFile(world.path("text.txt"), "text");
    writeFile(world.path("empty.mp3"), {});
    writeFile(world.path("good.wav"), wavData("Good"));
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    const Run run = world.tandem.run(
        {u"send"_s, world.player(), world.path("text.txt"), world.path("good.wav"), world.path("empty.mp3")});
    QCOMPARE(run.status, 1);
    QCOMPARE(run.number("copied"), 1);
    QStringList codes = run.errorCodes();
    codes.sort();
    QCOMPARE(codes, (QStringList{u"fileEmpty"_s, u"formatUnsupported"_s}));
}

// What is neither a file nor a playlist is not found, and nothing is sent.
void CommandLineSendTest::unknownParcel()
{
    const World world;
    writeFile(world.path("good.wav"), wavData("Good"));
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    const Run run = world.tandem.run({u"send"_s, world.player(), world.path("good.wav"), u"nope"_s});
    QCOMPARE(run.status, 3);
    QVERIFY(run.hasError(u"notFound"_s));
    QVERIFY(treeOf(world.player()).isEmpty());
}

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLineSendTest)
#include "tst_commandline_send.moc"
