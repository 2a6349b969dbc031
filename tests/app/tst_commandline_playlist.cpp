// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "program.h"

using namespace Qt::StringLiterals;

namespace tandem::tests {

class CommandLinePlaylistTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createListShowDelete();
    void autoPlaylistFollowsTheLibrary();
    void autoPlaylistSortsAndLimits();
    void importKeepsMissingLines();
    void importManyStopsAtTheBadOne();
    void exportIsReadAgain();
    void exportRefusesBadPlaces();
    void exportReplacesOnlyPlaylists();
    void syncOnly();
    void oddNames();
    void unknownName_data();
    void unknownName();
};

// A playlist keeps its order and its repeats; deleting it deletes no song.
void CommandLinePlaylistTest::createListShowDelete()
{
    const World world;
    world.songs(2);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    const QString first = world.music(u"song 000.wav"_s);
    const QString second = world.music(u"song 001.wav"_s);
    const Run made = world.tandem.run({u"playlist"_s, u"create"_s, u"Mix"_s, second, first, second});
    QCOMPARE(made.status, 0);
    QCOMPARE(made.text("name"), u"Mix"_s);
    QCOMPARE(made.text("kind"), u"static"_s);
    QCOMPARE(made.number("items"), 3);

    const Run shown = world.tandem.run({"playlist", "show", "Mix"});
    QStringList paths;
    for (const QJsonValue &item : shown.array("items"))
        paths.append(item["path"_L1].toString());
    QCOMPARE(paths, (QStringList{second, first, second}));

    const Run twice = world.tandem.run({"playlist", "create", "mix"});
    QCOMPARE(twice.status, 3);
    QVERIFY(twice.hasError(u"alreadyExists"_s));

    const QJsonArray all = world.tandem.run({"playlist", "list"}).array("playlists");
    QCOMPARE(all.size(), 1);
    QCOMPARE(all[0]["name"_L1].toString(), u"Mix"_s);
    QCOMPARE(all[0]["kind"_L1].toString(), u"static"_s);
    QCOMPARE(all[0]["items"_L1].toInt(), 3);
    QCOMPARE(world.tandem.run({"playlist", "delete", "Mix"}).status, 0);
    QVERIFY(world.tandem.run({"playlist", "list"}).array("playlists").isEmpty());
    QCOMPARE(world.tandem.run({"library", "status"}).number("tracks"), 2);
}

// A playlist can be for players only, and is listed as such; it can still be chosen and shown.
void CommandLinePlaylistTest::syncOnly()
{
    const World world;
    world.songs(1);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    QCOMPARE(world.tandem.run({"playlist", "create", "Mix", "--match", ""}).status, 0);
    const auto isSyncOnly = [&world] {
        return world.tandem.run({"playlist", "list"}).array("playlists")[0]["syncOnly"_L1].toBool();
    };
    QVERIFY(!isSyncOnly());
    QCOMPARE(world.tandem.run({"playlist", "set", "Mix", "sync-only", "on"}).status, 0);
    QVERIFY(isSyncOnly());
    QCOMPARE(world.tandem.run({"playlist", "show", "Mix"}).array("items").size(), 1);
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"Mix"_s}).number("playlists"),
             1);
    QCOMPARE(world.tandem.run({"playlist", "set", "Mix", "sync-only", "off"}).status, 0);
    QVERIFY(!isSyncOnly());
    QCOMPARE(world.tandem.run({"playlist", "set", "Mix", "sync-only", "maybe"}).status, 2);
    QCOMPARE(world.tandem.run({"playlist", "set", "Mix", "colour", "on"}).status, 2);
    QVERIFY(world.tandem.run({"playlist", "set", "Other", "sync-only", "on"}).hasError(u"notFound"_s));
}

// An auto playlist is evaluated each time it is shown.
void CommandLinePlaylistTest::autoPlaylistFollowsTheLibrary()
{
    const World world;
    world.songs(2);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    const Run made = world.tandem.run({"playlist", "create", "Songs", "--match", "title:song"});
    QCOMPARE(made.status, 0);
    QCOMPARE(made.text("kind"), u"auto"_s);
    QCOMPARE(made.number("items"), 2);
    world.song(u"later.wav"_s, "A later song");
    QCOMPARE(world.tandem.run({"library", "scan"}).status, 0);
    QCOMPARE(world.tandem.run({"playlist", "show", "Songs"}).array("items").size(), 3);
}

// --sort and --limit choose the order and how many.
void CommandLinePlaylistTest::autoPlaylistSortsAndLimits()
{
    const World world;
    world.songs(5);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    QCOMPARE(world.tandem
                 .run({"playlist", "create", "Last", "--match", "song", "--sort", "title-", "--limit", "2"})
                 .number("items"),
             2);
    const QJsonArray items = world.tandem.run({"playlist", "show", "Last"}).array("items");
    QCOMPARE(items[0]["title"_L1].toString(), u"Song 004"_s);
    QCOMPARE(items[1]["title"_L1].toString(), u"Song 003"_s);
}

// Lines that name no file of the library are kept, shown and reported.
void CommandLinePlaylistTest::importKeepsMissingLines()
{
    const World world;
    world.songs(2);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    const QString file = world.path("Old mix.m3u8");
    writeFile(file, "#EXTM3U\nmusic/song 000.wav\nmusic/gone.mp3\n" +
                        world.music(u"song 001.wav"_s).toUtf8() + "\n");
    const Run imported = world.tandem.run({u"playlist"_s, u"import"_s, file});
    QCOMPARE(imported.status, 1);
    QCOMPARE(imported.array("playlists")[0]["name"_L1].toString(), u"Old mix"_s);
    QCOMPARE(imported.array("playlists")[0]["items"_L1].toInt(), 3);
    QCOMPARE(imported.array("playlists")[0]["missing"_L1].toInt(), 1);
    QCOMPARE(imported.errorCodes(), QStringList{u"fileMissing"_s});
    QCOMPARE(imported.array("errors")[0]["subject"_L1].toString(), world.music(u"gone.mp3"_s));

    const QJsonArray items = world.tandem.run({"playlist", "show", "Old mix"}).array("items");
    QCOMPARE(items.size(), 3);
    QCOMPARE(items[1]["path"_L1].toString(), world.music(u"gone.mp3"_s));
    QCOMPARE(items[1]["missing"_L1].toBool(), true);
}

// A file that is no playlist is an error; what came before it is there.
void CommandLinePlaylistTest::importManyStopsAtTheBadOne()
{
    const World world;
    writeFile(world.path("one.m3u"), "#EXTM3U\n");
    const Run missing =
        world.tandem.run({u"playlist"_s, u"import"_s, world.path("one.m3u"), world.path("two.m3u")});
    QCOMPARE(missing.status, 3);
    QVERIFY(missing.hasError(u"fileMissing"_s));
    QCOMPARE(missing.array("playlists").size(), 1);
    writeFile(world.path("three.txt"), "no playlist");
    const Run wrong = world.tandem.run({u"playlist"_s, u"import"_s, world.path("three.txt")});
    QCOMPARE(wrong.status, 3);
    QVERIFY(wrong.hasError(u"playlistUnreadable"_s));
    QCOMPARE(world.tandem.run({"playlist", "list"}).array("playlists").size(), 1);
}

// What is exported comes back the same, missing lines included.
void CommandLinePlaylistTest::exportIsReadAgain()
{
    const World world;
    world.songs(2);
    world.song(u"odd\n#name %41.wav"_s, "Odd");
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    QCOMPARE(world.tandem
                 .run({u"playlist"_s, u"create"_s, u"A"_s, world.music(u"song 001.wav"_s),
                       world.music(u"gone.wav"_s), world.music(u"song 000.wav"_s)})
                 .status,
             1);
    const QString file = world.path("B.m3u8");
    QCOMPARE(world.tandem.run({u"playlist"_s, u"export"_s, u"A"_s, file}).status, 0);
    QCOMPARE(world.tandem.run({u"playlist"_s, u"import"_s, file}).status, 1);
    QCOMPARE(world.tandem.run({"playlist", "show", "B"}).array("items"),
             world.tandem.run({"playlist", "show", "A"}).array("items"));
}

// A place that cannot be written to is an error, and nothing is left half written.
void CommandLinePlaylistTest::exportRefusesBadPlaces()
{
    const World world;
    QCOMPARE(world.tandem.run({"playlist", "create", "A"}).status, 0);
    const Run run = world.tandem.run({u"playlist"_s, u"export"_s, u"A"_s, world.path("nowhere/a.m3u8")});
    QCOMPARE(run.status, 3);
    QVERIFY(run.hasError(u"fileNotWritable"_s));
    const Run folder = world.tandem.run({u"playlist"_s, u"export"_s, u"A"_s, world.player()});
    QCOMPARE(folder.status, 3);
    QVERIFY(!folder.errorCode().isEmpty());
}

// Export writes over playlists, with --force over other things, and over a song never.
void CommandLinePlaylistTest::exportReplacesOnlyPlaylists()
{
    const World world;
    world.songs(2);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    const QString song = world.music(u"song 000.wav"_s);
    QCOMPARE(world.tandem.run({u"playlist"_s, u"create"_s, u"A"_s, song}).status, 0);
    QVERIFY(QFile::copy(song, world.path("song.m3u8")));
    QVERIFY(QFile::link(song, world.path("link.m3u8")));
    writeFile(world.path("notes.m3u8"), "Buy bread. Then practise.\n");
    const auto before = contentsOf(world.path());
    const auto exportTo = [&world](const QString &file, const QStringList &options = {}) {
        return world.tandem.run(QStringList{u"playlist"_s, u"export"_s, u"A"_s, file} + options);
    };

    for (const QString &file : {song, world.path("link.m3u8"), world.path("song.m3u8"), world.path("A"),
                                world.path("A.txt"), world.path("A.pls")}) {
        for (const QStringList &options : {QStringList{}, QStringList{u"--force"_s}}) {
            const Run run = exportTo(file, options);
            QCOMPARE(run.status, 2);
            QVERIFY2(run.hasError(u"invalidArgument"_s), run.out.constData());
            QCOMPARE(run.errorSubject(), file == world.path("link.m3u8") ? song : file);
        }
    }
    const Run inTheWay = exportTo(world.path("notes.m3u8"));
    QCOMPARE(inTheWay.status, 3);
    QVERIFY2(inTheWay.hasError(u"alreadyExists"_s), inTheWay.out.constData());
    auto after = contentsOf(world.path());
    for (const auto &[path, content] : before.asKeyValueRange()) {
        if (!path.startsWith("data/"_L1))
            QCOMPARE(after[path], content);
    }

    QCOMPARE(exportTo(world.path("notes.m3u8"), {u"--force"_s}).status, 0);
    QVERIFY(readFile(world.path("notes.m3u8")).startsWith("#EXTM3U"));
    QCOMPARE(exportTo(world.path("notes.m3u8")).status, 0);
    QCOMPARE(exportTo(world.path("new.M3U")).status, 0);
}

// Playlists may be called almost anything; "--" ends the options.
void CommandLinePlaylistTest::oddNames()
{
    const World world;
    for (const QString &name : {u"It's \"mine\" 🎧"_s, u"-x"_s, u"--match"_s, u"100%1 %n"_s, u"a/b:c?"_s}) {
        QCOMPARE(world.tandem.run({u"playlist"_s, u"create"_s, u"--"_s, name}).status, 0);
        const Run shown = world.tandem.run({u"playlist"_s, u"show"_s, u"--"_s, name});
        QCOMPARE(shown.status, 0);
        QCOMPARE(shown.text("name"), name);
        QCOMPARE(
            world.tandem.run({u"playlist"_s, u"export"_s, u"--"_s, name, world.path("-out.m3u8")}).status, 0);
        QCOMPARE(world.tandem.run({u"playlist"_s, u"delete"_s, u"--"_s, name}).status, 0);
    }
    for (const QString &name : {u""_s, u"   "_s, u"line\nbreak"_s, QString(1000, u'x')}) {
        const Run run = world.tandem.run({u"playlist"_s, u"create"_s, name});
        QCOMPARE(run.status, 2);
        QVERIFY(run.hasError(u"invalidArgument"_s));
    }
}

void CommandLinePlaylistTest::unknownName_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("show") << Program::list({"playlist", "show", "nope"});
    QTest::newRow("delete") << Program::list({"playlist", "delete", "nope"});
    QTest::newRow("export") << Program::list({"playlist", "export", "nope", "/nowhere"});
}

// A name that no playlist has is not found.
void CommandLinePlaylistTest::unknownName()
{
    QFETCH(const QStringList, arguments);
    const World world;
    const Run run = world.tandem.run(arguments);
    QCOMPARE(run.status, 3);
    QVERIFY(run.hasError(u"notFound"_s));
    QCOMPARE(run.errorSubject(), u"nope"_s);
}

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLinePlaylistTest)
#include "tst_commandline_playlist.moc"
