// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "program.h"

#include <array>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tandem::tests {

class CommandLineOutputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cannotBeWritten_data();
    void cannotBeWritten();
    void closedStreamsHurtNoFile();
    void readerThatStops();
    void optionsAsNames();
};

namespace {

/// Runs the program by a shell, with its streams as @p redirection has them.
Run runRedirected(const World &world, const QString &redirection, const QStringList &arguments)
{
    QProcess shell;
    shell.start(u"sh"_s,
                QStringList{u"-c"_s, u"\"$0\" \"$@\" "_s + redirection, QStringLiteral(TANDEM_PROGRAM),
                            u"--data-dir"_s, world.tandem.dataDir()} +
                    arguments);
    return Program::finish(shell);
}

} // namespace

void CommandLineOutputTest::cannotBeWritten_data()
{
    QTest::addColumn<QString>("redirection");
    QTest::addColumn<QStringList>("arguments");
    for (const QString &redirection : {u">/dev/full"_s, u">&-"_s, u"<&- >&-"_s}) {
        for (const char *line : {"library status", "--json library status", "--json library frob", "--help",
                                 "--version", "playlist list", "profile list"})
            QTest::addRow("%s %s", line, qPrintable(redirection))
                << redirection << QString::fromUtf8(line).split(u' ');
    }
}

// Who cannot be told what they asked for learns that from the exit status, and from a sentence.
void CommandLineOutputTest::cannotBeWritten()
{
    QFETCH(const QString, redirection);
    QFETCH(const QStringList, arguments);
    const World world;
    const Run run = runRedirected(world, redirection, arguments);
    QCOMPARE(run.status, arguments.contains(u"frob"_s) ? 2 : 3);
    QVERIFY2(run.err.startsWith("tandem: The output could not be written: "), run.err.constData());
    QCOMPARE(run.err.count('\n'), 1);
}

// With its standard streams closed, the program writes into no file what it says.
void CommandLineOutputTest::closedStreamsHurtNoFile()
{
    const World world;
    world.songs(3);
    QCOMPARE(runRedirected(world, u"<&- >&- 2>&-"_s, {u"library"_s, u"add"_s, world.music()}).status, 3);
    QCOMPARE(world.tandem.run({"library", "status"}).number("tracks"), 3);
}

// Who reads no further, as "head" does, is told nothing.
void CommandLineOutputTest::readerThatStops()
{
    const World world;
    std::array<int, 2> pipe = {-1, -1};
    QCOMPARE(::pipe2(pipe.data(), O_CLOEXEC), 0);
    ::close(pipe[0]);
    QProcess process;
    process.setChildProcessModifier([&pipe] { ::dup2(pipe[1], STDOUT_FILENO); });
    process.start(u"sh"_s, {u"-c"_s, u"trap '' PIPE; exec \"$0\" --help"_s, QStringLiteral(TANDEM_PROGRAM)});
    const Run run = Program::finish(process);
    ::close(pipe[1]);
    QCOMPARE(run.status, 3);
    QCOMPARE(run.err, QByteArray());
}

// The value of an option is taken as it is, whatever it looks like.
void CommandLineOutputTest::optionsAsNames()
{
    const World world;
    world.songs(1);
    for (const char *name : {"-h", "--help", "--json", "--quiet", "--", "--data-dir"}) {
        QCOMPARE(
            world.tandem
                .run({u"playlist"_s, u"create"_s, u"--match"_s, QString(), u"--"_s, QString::fromUtf8(name)})
                .status,
            0);
        QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
        const Run partnered =
            world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, QString::fromUtf8(name),
                              u"--name"_s, QString::fromUtf8(name)});
        QCOMPARE(partnered.status, 0);
        QCOMPARE(partnered.text("friendlyName"), QString::fromUtf8(name));
        QCOMPARE(partnered.number("playlists"), 1);
    }
}

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLineOutputTest)
#include "tst_commandline_output.moc"
