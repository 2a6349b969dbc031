// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/conversion/childprocess.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tandem;
using namespace tandem::sync;

namespace {

Result<ProgramEnd> runScript(const QString &script, std::stop_token stop = {},
                             std::chrono::milliseconds patience = 60s, const OutputWatcher &watch = {})
{
    return runProgram(u"/bin/sh"_s, {u"-c"_s, script}, std::move(stop), patience, watch);
}

bool isRunning(qint64 process)
{
    // One that has ended and was not waited for is still known, as a zombie.
    QFile file(u"/proc/%1/stat"_s.arg(process));
    return file.open(QIODevice::ReadOnly) && !file.readAll().contains(") Z ");
}

} // namespace

class ChildProcessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // How it ended is told: by its status, or the signal's number.
    void status_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("status");
        QTest::newRow("well") << u"exit 0"_s << 0;
        QTest::newRow("badly") << u"exit 7"_s << 7;
        QTest::newRow("signal") << u"kill -KILL $$"_s << 128 + SIGKILL;
    }
    void status()
    {
        QFETCH(QString, script);
        QFETCH(int, status);
        const auto end = runScript(script);
        QVERIFY(end);
        QCOMPARE(end->status, status);
        QVERIFY(!end->isStuck);
    }

    // A program that is not there, or none at all, is one error, wherever that is noticed.
    void notThere()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"text"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("#!/no/such/interpreter\n") > 0);
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        for (const QString &program : {u"/no/such/program"_s, file.fileName()}) {
            const auto end = runProgram(program, {}, {}, 60s);
            QVERIFY(!end);
            QCOMPARE(end.error().code, ErrorCode::FileMissing);
            QCOMPARE(end.error().subject, program);
        }
    }

    // Arguments arrive as they are: no shell looks at them.
    void arguments()
    {
        const QString odd = u"a b; $HOME \"'*\n ü"_s;
        QByteArray output;
        const auto end = runProgram(u"/bin/echo"_s, {odd}, {}, 60s, [&output](const QByteArray &piece) {
            output += piece;
            return true;
        });
        QVERIFY(end);
        QCOMPARE(output, odd.toUtf8() + '\n');
    }

    // Of what it complains about the last line is kept, and no more of a line than is of use.
    void lastMessage()
    {
        QCOMPARE(runScript(u"echo one >&2; printf 'two\\n\\n' >&2"_s)->lastMessage, "two");
        QCOMPARE(runScript(u"echo one >&2; sleep 0.1; printf two >&2"_s)->lastMessage, "two");
        QCOMPARE(runScript(u"exit 1"_s)->lastMessage, "");
        const auto noisy = runScript(u"head -c 1000000 /dev/zero | tr '\\0' x >&2"_s);
        QVERIFY(!noisy->lastMessage.isEmpty());
        QVERIFY(noisy->lastMessage.size() < 1000);
    }

    // It has nothing to read, and no file that this program has open.
    void inherits()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"open"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto end = runScript(u"cat; test ! -e /proc/$$/fd/%1"_s.arg(file.handle()));
        QVERIFY(end);
        QCOMPARE(end->status, 0);
    }

    // A stop ends it and all that it has started, at once.
    void stopped()
    {
        QTemporaryDir folder;
        const QString note = folder.filePath(u"note"_s);
        std::stop_source stop;
        Result<ProgramEnd> end = failure(ErrorCode::Internal);
        std::jthread thread([&] {
            end = runScript(u"sleep 1000 & echo $! > '%1.new' && mv '%1.new' '%1'; wait"_s.arg(note),
                            stop.get_token());
        });
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(note); }, 30s));
        stop.request_stop();
        thread.join();
        QVERIFY(!end);
        QVERIFY(end.error().isCancelled());
        QFile file(note);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const qint64 process = file.readAll().trimmed().toLongLong();
        QVERIFY(process > 0);
        QVERIFY(QTest::qWaitFor([&] { return !isRunning(process); }, 30s));
    }

    // Stopped before, nothing is started.
    void stoppedBefore()
    {
        std::stop_source stop;
        stop.request_stop();
        QTemporaryDir folder;
        const QString note = folder.filePath(u"note"_s);
        QVERIFY(runScript(u"touch '%1'"_s.arg(note), stop.get_token()).error().isCancelled());
        QVERIFY(!QFile::exists(note));
    }

    // One that shows no sign of life is ended; one that does is waited for.
    void patience()
    {
        const auto hanging = runScript(u"sleep 1000"_s, {}, 50ms);
        QVERIFY(hanging && hanging->isStuck);
        const auto talking = runScript(u"while :; do echo same; sleep 0.01; done"_s, {}, 200ms,
                                       [](const QByteArray &) { return false; });
        QVERIFY(talking && talking->isStuck);
        int pieces = 0;
        const auto going = runScript(u"for i in 1 2 3 4 5 6 7 8 9 10; do echo $i; sleep 0.1; done; exit 3"_s,
                                     {}, 60s, [&pieces](const QByteArray &) { return ++pieces > 0; });
        QVERIFY(going && !going->isStuck);
        QCOMPARE(going->status, 3);
        QVERIFY(pieces > 1);
    }
};

QTEST_GUILESS_MAIN(ChildProcessTest)
#include "tst_childprocess.moc"
