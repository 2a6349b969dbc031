// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "program.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace tandem::tests {

class CommandLineProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void list();
    void showMakesAFile();
    void damaged();
    void unknown();
    void describedPlayer();
};

namespace {

QJsonObject profileWithId(const Run &list, const QString &id)
{
    for (const QJsonValue &profile : list.array("profiles")) {
        if (profile["id"_L1].toString() == id)
            return profile.toObject();
    }
    return {};
}

QString profileFile(const World &world, const QString &name)
{
    QDir(world.tandem.dataDir()).mkpath(u"profiles"_s);
    return world.tandem.dataDir() + u"/profiles/"_s + name;
}

} // namespace

// All profiles are listed, each with where it comes from.
void CommandLineProfileTest::list()
{
    const World world;
    const Run run = world.tandem.run({"profile", "list"});
    QCOMPARE(run.status, 0);
    QVERIFY(run.array("errors").isEmpty());
    QVERIFY(profileWithId(run, u"rockbox"_s)["builtIn"_L1].toBool());
    const Run plain = world.tandem.plain({u"profile"_s, u"list"_s});
    QVERIFY(plain.out.contains("rockbox") && plain.out.contains("mp3"));
}

// What show prints is a profile file: put into the data directory and changed, it is one's own.
void CommandLineProfileTest::showMakesAFile()
{
    const World world;
    for (const Run &shown : {world.tandem.run({"profile", "show", "simple"}),
                             world.tandem.plain({u"profile"_s, u"show"_s, u"simple"_s})}) {
        QCOMPARE(shown.status, 0);
        QJsonObject profile = shown.json;
        QCOMPARE(profile["id"_L1].toString(), u"simple"_s);
        profile["name"_L1] = u"Kitchen radio"_s;
        const QString file = profileFile(world, u"radio.json"_s);
        writeFile(file, QJsonDocument(profile).toJson());
        const QJsonObject listed = profileWithId(world.tandem.run({"profile", "list"}), u"simple"_s);
        QCOMPARE(listed["name"_L1].toString(), u"Kitchen radio"_s);
        QCOMPARE(listed["builtIn"_L1].toBool(), false);
        QCOMPARE(listed["file"_L1].toString(), file);
        QVERIFY(QFile::remove(file));
    }
}

// A damaged file is named with its field; everything else is there.
void CommandLineProfileTest::damaged()
{
    const World world;
    const QString file = profileFile(world, u"bad.json"_s);
    writeFile(file, R"({"version": 1, "id": "bad", "name": "Bad", "colour": "red"})");
    const Run run = world.tandem.run({"profile", "list"});
    QCOMPARE(run.status, 1);
    QCOMPARE(run.errorCodes(), QStringList{u"invalidArgument"_s});
    const QJsonObject error = run.array("errors")[0].toObject();
    QCOMPARE(error["subject"_L1].toString(), file);
    QVERIFY(error["message"_L1].toString().contains("colour"_L1));
    QVERIFY(!profileWithId(run, u"drive"_s).isEmpty());
    QVERIFY(profileWithId(run, u"bad"_s).isEmpty());
}

// What does not exist is said so, and so is what makes no sense.
void CommandLineProfileTest::unknown()
{
    const World world;
    const Run run = world.tandem.run({"profile", "show", "nonsense"});
    QCOMPARE(run.status, 3);
    QVERIFY(run.hasError(u"notFound"_s));
    QCOMPARE(world.tandem.run({"profile"}).status, 2);
    QCOMPARE(world.tandem.run({"profile", "show"}).status, 2);
    QCOMPARE(world.tandem.run({"profile", "list", "x"}).status, 2);
}

// A player with .is_audio_player gets its files as that says, in dry run and sync alike; what it does not
// play is named.
void CommandLineProfileTest::describedPlayer()
{
    const World world;
    world.song(u"a.wav"_s, "Alpha");
    writeFile(world.player(u".is_audio_player"_s),
              "audio_folders=SOUND/\nfolder_depth=0\noutput_formats=audio/x-wav\n"
              "playlist_format=audio/x-scpls\nplaylist_path=LISTS/\n");
    QVERIFY(world.partner());
    const Run dry = world.sync({u"--dry-run"_s});
    const QString path = dry.array("actions")[0]["path"_L1].toString();
    QVERIFY2(path.startsWith("SOUND/"_L1) && path.count(u'/') == 1, qPrintable(path));
    QCOMPARE(world.sync().number("copied"), 1);
    QCOMPARE(readFile(world.player(path)), readFile(world.music(u"a.wav"_s)));
    const QByteArray list = readFile(world.player(u"LISTS/All.pls"_s));
    QVERIFY2(list.contains("File1=../" + path.toUtf8()), list.constData());

    world.song(u"b.wav"_s, "Beta");
    writeFile(world.player(u".is_audio_player"_s), "output_formats=audio/x-ms-wma\n");
    QCOMPARE(world.tandem.run({"library", "scan"}).status, 0);
    for (const Run &run : {world.sync({u"--dry-run"_s}), world.sync()}) {
        QCOMPARE(run.status, 1);
        QCOMPARE(run.errorCodes(), QStringList{u"notPlayable"_s});
    }
}

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLineProfileTest)
#include "tst_commandline_profile.moc"
