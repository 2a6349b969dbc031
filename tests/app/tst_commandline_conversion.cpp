// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/tags/tagreaders.h"
#include "program.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tandem::tests {

class CommandLineConversionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usage();
    void synchronizes();
    void byHand();
    void notInstalled();
};

namespace {

constexpr int milliseconds = 3000;

bool hasFfmpeg()
{
    return !QStandardPaths::findExecutable(u"ffmpeg"_s).isEmpty();
}

/// Makes the player one that plays MP3 only.
void describePlayer(const World &world)
{
    writeFile(world.player(u".is_audio_player"_s), "output_formats=audio/mpeg\n");
}

QString onlyMp3On(const World &world)
{
    const QStringList files = treeOf(world.player()).keys().filter(u".mp3"_s);
    return files.size() == 1 ? world.player(files.first()) : QString();
}

} // namespace

// There is "status" and "clear", and nothing else.
void CommandLineConversionTest::usage()
{
    const World world;
    QCOMPARE(world.tandem.run({"conversion"}).status, 2);
    QCOMPARE(world.tandem.run({"conversion", "status", "x"}).status, 2);
    const Run status = world.tandem.run({"conversion", "status"});
    QCOMPARE(status.status, 0);
    QCOMPARE(status.number("files"), 0);
    QCOMPARE(status.number("bytes"), 0);
    QCOMPARE(status.number("maxBytes"), 2'000'000'000);
    QCOMPARE(status.json["isInstalled"_L1].toBool(), hasFfmpeg());
    QCOMPARE(world.tandem.run({"conversion", "clear"}).number("removedBytes"), 0);
    QVERIFY(!world.tandem.plain({u"conversion"_s, u"status"_s}).out.isEmpty());
}

// What the player does not play is converted for it: announced by estimate and dry run, a song with its tags
// on the player, the original as it was. Once there it stays, also when what was converted is cleared.
void CommandLineConversionTest::synchronizes()
{
    if (!hasFfmpeg())
        QSKIP("ffmpeg is not installed");
    const World world;
    world.song(u"a.wav"_s, "Alpha", milliseconds);
    describePlayer(world);
    QVERIFY(world.partner());
    const auto before = treeOf(world.music());

    const Run dry = world.sync({u"--dry-run"_s});
    QCOMPARE(dry.status, 0);
    QVERIFY(dry.array("actions")[0]["path"_L1].toString().endsWith(".mp3"_L1));
    const Run sync = world.sync();
    QCOMPARE(sync.status, 0);
    QCOMPARE(sync.number("copied"), 1);
    QCOMPARE(sync.number("converted"), 1);
    QCOMPARE(treeOf(world.music()), before);

    const QString file = onlyMp3On(world);
    const auto tags = model::TagReaders().readTags(QFile::encodeName(file));
    QVERIFY(tags);
    QCOMPARE(tags->title, u"Alpha"_s);
    QVERIFY(std::abs(tags->duration.count() - milliseconds) < 200);
    const qint64 size = QFileInfo(file).size();
    QCOMPARE(sync.number("bytesCopied"), size);
    QVERIFY2(dry.number("dataBytes") >= size, qPrintable(QString::number(size)));

    QCOMPARE(world.tandem.run({"conversion", "status"}).number("bytes"), size);
    QCOMPARE(world.tandem.run({"conversion", "clear"}).number("removedBytes"), size);
    QCOMPARE(world.tandem.run({"conversion", "status"}).number("files"), 0);
    const auto onPlayer = treeOf(world.player());
    const Run again = world.sync();
    QCOMPARE(again.status, 0);
    QCOMPARE(again.number("copied"), 0);
    QCOMPARE(again.number("upToDate"), 1);
    QCOMPARE(treeOf(world.player()), onPlayer);
}

// What is sent by hand is converted, too, and not sent twice.
void CommandLineConversionTest::byHand()
{
    if (!hasFfmpeg())
        QSKIP("ffmpeg is not installed");
    const World world;
    describePlayer(world);
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    const QString file = world.path("extra.wav");
    writeFile(file, wavData("Extra", milliseconds));
    for (const int copied : {1, 0}) {
        const Run sent = world.tandem.run({u"send"_s, world.player(), file});
        QCOMPARE(sent.status, 0);
        QCOMPARE(sent.number("copied"), copied);
        QCOMPARE(sent.number("converted"), copied);
    }
    QVERIFY(!onlyMp3On(world).isEmpty());
}

// Without ffmpeg such songs are not playable, and why is said.
void CommandLineConversionTest::notInstalled()
{
    const World world;
    world.song(u"a.wav"_s, "Alpha", milliseconds);
    describePlayer(world);
    QVERIFY(world.partner());
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", QFile::encodeName(world.path("nothing")));
    const Run status = world.tandem.run({"conversion", "status"});
    const Run sync = world.sync();
    qputenv("PATH", before);
    QVERIFY(!status.json["isInstalled"_L1].toBool(true));
    QCOMPARE(sync.status, 1);
    QCOMPARE(sync.errorCodes(), QStringList{u"notPlayable"_s});
    const QString message = sync.array("errors")[0]["message"_L1].toString();
    QVERIFY2(message.contains("ffmpeg"_L1), qPrintable(message));
    QVERIFY(onlyMp3On(world).isEmpty());
}

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLineConversionTest)
#include "tst_commandline_conversion.moc"
