// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "program.h"

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tandem::tests {

class CommandLineSyncTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondSyncChangesNothing();
    void estimateAndDryRunTellTheSame();
    void changesAreCarriedOver();
    void deletedOnThePlayerStaysDeleted();
    void usersFilesAreNeverTouched();
    void collidingNamesAllArrive();
    void fullPlayerKeepsPriorities();
    void reserveIsKeptFree();
    void missingLinesAreReported();
    void vanishedSourceIsReported();
    void retriesOnlyWhatFailed();
    void filterCountsOnce();
    void movesAreShown();
    void brakeManyDeletions();
    void brakeEmptyListing();
    void brakeLibraryMissing();
    void leftOutIsNotDeleted();
    void autoPlaylistsOutliveFolders();
    void notConnected();
    void readOnlyPlayer();
    void progressAsJsonLines();
};

// The main job: everything arrives byte for byte, and a second sync changes no file at all.
void CommandLineSyncTest::secondSyncChangesNothing()
{
    const World world;
    world.songs(5);
    for (const char *ending : {"mp3", "flac", "ogg", "m4a", "opus"}) {
        const QString name = u"sample."_s + QLatin1StringView(ending);
        QVERIFY(QFile::copy(samplePath(QLatin1StringView(ending)), world.music(name)));
    }
    writeFile(world.path("mix.m3u8"), "music/song 003.wav\nmusic/sample.mp3\nmusic/song 003.wav\n");
    const auto before = treeOf(world.music());
    QVERIFY(world.partner());
    QCOMPARE(world.tandem.run({u"playlist"_s, u"import"_s, world.path("mix.m3u8")}).status, 0);
    QCOMPARE(
        world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"mix"_s, u"--playlist"_s, u"All"_s})
            .status,
        0);

    const Run first = world.sync();
    QCOMPARE(first.status, 0);
    QCOMPARE(first.text("result"), u"completed"_s);
    QCOMPARE(first.number("copied"), 10);
    for (const char *field : {"converted", "removed", "upToDate", "skipped", "noFit", "failed"})
        QCOMPARE(first.number(field), 0);
    QVERIFY(first.number("bytesCopied") > 0);
    QVERIFY(first.json["seconds"_L1].isDouble());
    QVERIFY(first.array("errors").isEmpty());
    QVERIFY(world.isMirror());
    QCOMPARE(treeOf(world.music()), before);
    QCOMPARE(world.leftovers(), QStringList());

    const auto player = treeOf(world.player());
    const Run second = world.sync();
    QCOMPARE(second.status, 0);
    QCOMPARE(second.number("copied"), 0);
    QCOMPARE(second.number("removed"), 0);
    QCOMPARE(second.number("upToDate"), 10);
    QCOMPARE(treeOf(world.player()), player);
}

// An estimate, a dry run and the sync that follows agree; the first two write nothing.
void CommandLineSyncTest::estimateAndDryRunTellTheSame()
{
    const World world;
    world.songs(4);
    QVERIFY(world.partner());
    const auto before = treeOf(world.player());
    const Run estimate = world.tandem.run({u"estimate"_s, world.player()});
    QCOMPARE(estimate.status, 0);
    QCOMPARE(estimate.number("items"), 4);
    QCOMPARE(estimate.number("copyItems"), 4);
    QCOMPARE(estimate.number("removeItems"), 0);
    QCOMPARE(estimate.number("noFitItems"), 0);
    QVERIFY(estimate.number("dataBytes") > 0);
    QVERIFY(estimate.number("deviceBytes") >= estimate.number("dataBytes"));
    QVERIFY(estimate.number("freeAfterBytes") > 0);
    const Run dry = world.sync({u"--dry-run"_s});
    QCOMPARE(dry.status, 0);
    for (const char *field : {"items", "copyItems", "removeItems", "noFitItems", "dataBytes", "deviceBytes"})
        QCOMPARE(dry.number(field), estimate.number(field));
    QStringList planned;
    for (const QJsonValue &action : dry.array("actions")) {
        QCOMPARE(action["kind"_L1].toString(), u"copy"_s);
        QCOMPARE(action["reason"_L1].toString(), u"new"_s);
        planned.append(action["path"_L1].toString());
    }
    QCOMPARE(treeOf(world.player()), before);

    const Run sync = world.sync();
    QCOMPARE(sync.number("copied"), 4);
    QCOMPARE(sync.number("bytesCopied"), estimate.number("dataBytes"));
    for (const QString &path : std::as_const(planned))
        QVERIFY2(QFileInfo::exists(world.player(path)), qPrintable(path));
}

// New songs arrive, changed ones are replaced, those no longer wanted go; the rest is left alone.
void CommandLineSyncTest::changesAreCarriedOver()
{
    const World world;
    world.songs(6);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    world.song(u"new.wav"_s, "New");
    world.song(u"song 000.wav"_s, "Song 000", 300);
    QVERIFY(QFile::remove(world.music(u"song 001.wav"_s)));
    QCOMPARE(world.tandem.run({"library", "scan"}).status, 0);
    const Run run = world.sync();
    QCOMPARE(run.number("copied"), 2);
    QCOMPARE(run.number("removed"), 1);
    QVERIFY(world.isMirror());
    QCOMPARE(world.sync().number("copied"), 0);
}

// What its owner deleted on the player is not copied again, unless asked for.
void CommandLineSyncTest::deletedOnThePlayerStaysDeleted()
{
    const World world;
    world.songs(5);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    const QString song = world.player(contentsOf(world.player()).keys().first());
    QVERIFY(QFile::remove(song));
    for (int i = 0; i < 2; ++i) {
        const Run run = world.sync();
        QCOMPARE(run.number("copied"), 0);
        QCOMPARE(run.number("skipped"), 1);
        QVERIFY(!QFileInfo::exists(song));
    }
    QCOMPARE(world.sync({u"--include-skipped"_s}).number("copied"), 1);
    QVERIFY(world.isMirror());
}

// The owner's own files stay as they are, also where Tandem wants to write the very same name.
void CommandLineSyncTest::usersFilesAreNeverTouched()
{
    const World world;
    world.songs(3);
    // Where everything will go is learnt from a player without any files.
    QVERIFY(world.partner());
    const auto planned = world.sync({u"--dry-run"_s}).array("actions");
    const QString taken = planned[0]["path"_L1].toString();
    writeFile(world.player(taken), "mine");
    writeFile(world.player(planned[1]["path"_L1].toString().toUpper()), "mine, in capitals");
    writeFile(world.player(u"Playlists/All.m3u8"_s), "my list");
    writeFile(world.player(u"photos/me.jpg"_s), "me");
    writeFile(world.player(u".hidden/own.part"_s), "own");
    writeFile(world.player(u"Music/Somebody/Something/my own.mp3"_s), "mine as well");
    QMap<QString, FileState> mine = treeOf(world.player());
    mine.removeIf([](auto file) { return file.key().startsWith(".tandem/"_L1); });
    QCOMPARE(mine.size(), 6);
    const auto isUntouched = [&] {
        const auto now = treeOf(world.player());
        return std::ranges::all_of(mine.keys(), [&](const QString &path) { return now[path] == mine[path]; });
    };

    const Run first = world.sync();
    QCOMPARE(first.number("copied"), 3);
    QVERIFY(isUntouched());
    QCOMPARE(world.sync().number("copied"), 0);
    // A file of Tandem's that its owner has changed is the owner's.
    const auto copies = treeOf(world.player());
    for (auto file = copies.cbegin(); file != copies.cend(); ++file) {
        if (file.key().contains("Song 002"_L1) && !mine.contains(file.key())) {
            writeFile(world.player(file.key()), "changed by its owner");
            mine.insert(file.key(), treeOf(world.player())[file.key()]);
            break;
        }
    }
    QCOMPARE(mine.size(), 7);
    QVERIFY(world.sync().status <= 1);
    QVERIFY(isUntouched());
    QCOMPARE(world.tandem.run({"playlist", "create", "None"}).status, 0);
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"None"_s}).status, 0);
    QVERIFY(world.sync({u"--confirm"_s}).status <= 1);
    QVERIFY(isUntouched());
}

// Names that are one name on the player, by case or by what FAT cannot store, are kept apart.
void CommandLineSyncTest::collidingNamesAllArrive()
{
    const World world;
    int length = 100; // all of another content
    for (const char *title : {"Same", "SAME", "same", "A:B", "A?B", "A*B", "A/B", "dots...", "dots", "NUL",
                              "con", "  spaces  ", "spaces", "e\xcc\x81", "\xc3\xa9", "..", "."}) {
        ++length;
        world.song(u"%1.wav"_s.arg(length), title, length);
    }
    QVERIFY(world.partner());
    const Run run = world.sync();
    QCOMPARE(run.status, 0);
    QCOMPARE(run.number("copied"), 17);
    QVERIFY(world.isMirror());
    QSet<QString> folded;
    const auto names = contentsOf(world.player()).keys();
    for (const QString &name : names) {
        folded.insert(name.normalized(QString::NormalizationForm_C).toCaseFolded());
        QVERIFY2(!name.contains(QRegularExpression(u"[:*?\"<>|\\\\]|[ .](/|$)"_s)), qPrintable(name));
    }
    QCOMPARE(folded.size(), names.size());
    QCOMPARE(world.sync().number("copied"), 0);
}

// What does not fit is counted; playlists that come first win.
void CommandLineSyncTest::fullPlayerKeepsPriorities()
{
    const World world;
    world.songs(10, 10'000); // some 80 kB each
    QVERIFY(world.partner({u"--limit"_s, u"500kB"_s}));
    QCOMPARE(world.tandem
                 .run({u"playlist"_s, u"create"_s, u"First"_s, world.music(u"song 008.wav"_s),
                       world.music(u"song 009.wav"_s)})
                 .status,
             0);
    QCOMPARE(world.tandem
                 .run({u"partner"_s, world.player(), u"--playlist"_s, u"First"_s, u"--playlist"_s, u"All"_s})
                 .status,
             0);
    const Run estimate = world.tandem.run({u"estimate"_s, world.player()});
    QVERIFY(estimate.number("noFitItems") > 0);
    const Run run = world.sync();
    QCOMPARE(run.status, 1);
    QCOMPARE(run.text("result"), u"completed"_s);
    QCOMPARE(run.number("noFit"), estimate.number("noFitItems"));
    QCOMPARE(run.number("copied") + run.number("noFit"), 10);
    QVERIFY(run.number("copied") >= 4);
    const QStringList names = contentsOf(world.player()).keys();
    for (const char *title : {"Song 008", "Song 009"})
        QVERIFY(!names.filter(QLatin1StringView(title)).isEmpty());
    const auto before = treeOf(world.player());
    QCOMPARE(world.sync().number("copied"), 0);
    QCOMPARE(treeOf(world.player()), before);
}

// The share that the owner wants free stays free.
void CommandLineSyncTest::reserveIsKeptFree()
{
    const World world;
    world.songs(10, 10'000);
    QVERIFY(world.partner({u"--limit"_s, u"1MB"_s}));
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--reserve"_s, u"50"_s}).status, 0);
    const Run run = world.sync();
    QCOMPARE(run.status, 1);
    QVERIFY(run.number("noFit") > 0);
    QVERIFY(world.tandem.run({u"device"_s, u"show"_s, world.player()}).number("freeBytes") >= 500'000);
}

// A playlist's missing files are reported by each sync, which does the rest.
void CommandLineSyncTest::missingLinesAreReported()
{
    const World world;
    world.songs(1);
    QVERIFY(world.partner());
    writeFile(world.path("mix.m3u8"), "music/song 000.wav\nmusic/gone.mp3\n");
    QCOMPARE(world.tandem.run({u"playlist"_s, u"import"_s, world.path("mix.m3u8")}).status, 1);
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"mix"_s}).status, 0);
    const Run run = world.sync();
    QCOMPARE(run.status, 1);
    QCOMPARE(run.text("result"), u"completed"_s);
    QCOMPARE(run.number("copied"), 1);
    QCOMPARE(run.number("failed"), 1);
    QCOMPARE(run.errorCodes(), QStringList{u"fileMissing"_s});
}

// A file that went away or changed since the last scan is one failure, not the end.
void CommandLineSyncTest::vanishedSourceIsReported()
{
    const World world;
    world.songs(3);
    QVERIFY(world.partner());
    QVERIFY(QFile::remove(world.music(u"song 001.wav"_s)));
    const Run run = world.sync();
    QCOMPARE(run.status, 1);
    QCOMPARE(run.number("copied"), 2);
    QCOMPARE(run.errorCodes(), QStringList{u"fileMissing"_s});
    QCOMPARE(run.array("errors")[0]["subject"_L1].toString(), world.music(u"song 001.wav"_s));
    QVERIFY(world.isMirror());
}

// “Retry failed” brings just the songs that failed the last time; what else changed waits.
void CommandLineSyncTest::retriesOnlyWhatFailed()
{
    const World world;
    world.songs(4);
    QVERIFY(world.partner());
    const QString song = world.music(u"song 001.wav"_s);
    QVERIFY(QFile::rename(song, world.path("kept.wav")));
    QCOMPARE(world.sync().number("failed"), 1);
    QVERIFY(QFile::rename(world.path("kept.wav"), song));
    world.song(u"new.wav"_s, "New");
    QVERIFY(QFile::remove(world.music(u"song 003.wav"_s)));
    QCOMPARE(world.tandem.run({"library", "scan"}).status, 0);

    const Run retried = world.sync({u"--retry-failed"_s});
    QCOMPARE(retried.status, 0);
    QCOMPARE(retried.number("copied"), 1);
    QCOMPARE(retried.number("removed"), 0);
    QCOMPARE(contentsOf(world.player()).keys().filter(u"Song 001"_s).size(), 1);
    QCOMPARE(world.sync({u"--retry-failed"_s}).number("copied"), 0);
    const Run rest = world.sync();
    QCOMPARE(rest.number("copied"), 1);
    QCOMPARE(rest.number("removed"), 1);
    QVERIFY(world.isMirror());
    QCOMPARE(world.sync({u"--retry-failed"_s, u"--dry-run"_s}).status, 2);
}

// A filter without music keeps songs from being copied and removed, for one synchronization; one that did
// not come to anything leaves none behind.
void CommandLineSyncTest::filterCountsOnce()
{
    const World world;
    world.songs(2);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().number("copied"), 2);
    world.song(u"new.wav"_s, "New");
    QVERIFY(QFile::remove(world.music(u"song 001.wav"_s)));
    QCOMPARE(world.tandem.run({"library", "scan"}).status, 0);
    const auto filter = [&world] {
        return world.tandem.run({u"device"_s, u"show"_s, world.player(), u"SyncFilter"_s}).text("value");
    };

    const Run dry = world.sync({u"--dry-run"_s, u"--filter"_s, u"0x06"_s});
    QCOMPARE(dry.status, 0);
    QVERIFY(dry.array("actions").isEmpty());
    QCOMPARE(filter(), u"0xFF"_s);
    QCOMPARE(world.sync({u"--filter"_s, u"16"_s}).status, 2);
    QCOMPARE(filter(), u"0xFF"_s);
    const Run filtered = world.sync({u"--filter"_s, u"6"_s});
    QCOMPARE(filtered.status, 0);
    QCOMPARE(filtered.number("copied"), 0);
    QCOMPARE(filtered.number("removed"), 0);
    QCOMPARE(filter(), u"0xFF"_s);
    const Run all = world.sync();
    QCOMPARE(all.number("copied"), 1);
    QCOMPARE(all.number("removed"), 1);
}

// A song that only has another place by now is moved on the player; a dry run tells from where to where.
void CommandLineSyncTest::movesAreShown()
{
    const World world;
    world.song(u"old name.wav"_s, ""); // without a title, its file's name is its name on the player
    QVERIFY(world.partner());
    QCOMPARE(world.sync().number("copied"), 1);
    const QString from = contentsOf(world.player()).keys().filter(u"old name"_s).value(0);
    QVERIFY(!from.isEmpty());
    QVERIFY(QFile::rename(world.music(u"old name.wav"_s), world.music(u"new name.wav"_s)));
    QCOMPARE(world.tandem.run({"library", "scan"}).number("moved"), 1);

    const Run dry = world.sync({u"--dry-run"_s});
    QCOMPARE(dry.array("actions").size(), 1);
    const QJsonObject action = dry.array("actions")[0].toObject();
    QCOMPARE(action["kind"_L1].toString(), u"move"_s);
    QCOMPARE(action["reason"_L1].toString(), u"moved"_s);
    QCOMPARE(action["from"_L1].toString(), from);
    const QString to = action["path"_L1].toString();
    QVERIFY(to.contains("new name"_L1));
    const QByteArray text = world.tandem.plain({u"sync"_s, world.player(), u"--dry-run"_s}).out;
    QVERIFY2(text.contains("move " + from.toUtf8() + " to " + to.toUtf8()), text.constData());

    const Run sync = world.sync();
    QCOMPARE(sync.number("moved"), 1);
    QCOMPARE(sync.number("copied"), 0);
    QVERIFY(QFileInfo::exists(world.player(to)));
    QVERIFY(!QFileInfo::exists(world.player(from)));
}

// More than half is not removed without a question.
void CommandLineSyncTest::brakeManyDeletions()
{
    const World world;
    world.songs(20);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    const auto before = treeOf(world.player());
    QCOMPARE(world.tandem.run({u"playlist"_s, u"create"_s, u"One"_s, world.music(u"song 003.wav"_s)}).status,
             0);
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"One"_s}).status, 0);
    const Run braked = world.sync();
    QCOMPARE(braked.status, 3);
    QVERIFY(braked.hasError(u"brakeManyDeletions"_s));
    QVERIFY(braked.json["error"_L1]["message"_L1].toString().contains("--confirm"_L1));
    QCOMPARE(braked.text("result"), u"failed"_s);
    const auto after = treeOf(world.player());
    for (auto file = before.cbegin(); file != before.cend(); ++file) {
        if (!file.key().startsWith(".tandem/"_L1))
            QCOMPARE(after[file.key()], *file);
    }
    const Run confirmed = world.sync({u"--confirm"_s});
    QCOMPARE(confirmed.status, 0);
    QCOMPARE(confirmed.number("removed"), 19);
}

// A player that suddenly looks empty is not taken for one that its owner emptied.
void CommandLineSyncTest::brakeEmptyListing()
{
    const World world;
    world.songs(20);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    QVERIFY(QDir().rename(world.player(u"Music"_s), world.path("taken away")));
    const Run braked = world.sync();
    QCOMPARE(braked.status, 3);
    QVERIFY2(braked.hasError(u"brakeEmptyListing"_s), braked.out.constData());
    QVERIFY(QDir().rename(world.path("taken away"), world.player(u"Music"_s)));
    const Run back = world.sync();
    QCOMPARE(back.status, 0);
    QCOMPARE(back.number("upToDate"), 20);

    QVERIFY(QDir(world.player(u"Music"_s)).removeRecursively());
    const Run confirmed = world.sync({u"--confirm"_s});
    QCOMPARE(confirmed.status, 0);
    QCOMPARE(confirmed.number("copied"), 20);
}

// While a music folder is not there nothing is removed for its sake.
void CommandLineSyncTest::brakeLibraryMissing()
{
    const World world;
    world.songs(4);
    QVERIFY(QDir().mkpath(world.path("drive")));
    writeFile(world.path("drive/other.wav"), wavData("Other"));
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.path("drive")}).status, 0);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    const auto before = contentsOf(world.player());
    QVERIFY(QDir().rename(world.path("drive"), world.path("unplugged")));
    QVERIFY(world.tandem.run({"library", "scan"}).status <= 1);
    QVERIFY(world.sync().status <= 1);
    QCOMPARE(contentsOf(world.player()), before);

    QVERIFY(QFile::remove(world.music(u"song 000.wav"_s)));
    QVERIFY(world.tandem.run({"library", "scan"}).status <= 1);
    const Run braked = world.sync();
    QCOMPARE(braked.status, 3);
    QVERIFY2(braked.hasError(u"brakeLibraryMissing"_s), braked.out.constData());
    QCOMPARE(contentsOf(world.player()), before);
}

// A song that is left out waits for a word, and does so still when its folder is not there any more.
void CommandLineSyncTest::leftOutIsNotDeleted()
{
    const World world;
    world.songs(3);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    const auto before = contentsOf(world.player());
    QCOMPARE(world.tandem.run({"library", "exclude", "song 001*"}).status, 0);
    QCOMPARE(world.tandem.run({"library", "scan"}).status, 0);
    const Run leftOut = world.sync();
    QCOMPARE(leftOut.status, 3);
    QVERIFY2(leftOut.hasError(u"brakeLeftLibrary"_s), leftOut.out.constData());
    QVERIFY(QDir().rename(world.music(), world.path("unplugged")));
    const Run away = world.sync();
    QCOMPARE(away.status, 3);
    QVERIFY2(away.hasError(u"brakeLibraryMissing"_s), away.out.constData());
    QCOMPARE(contentsOf(world.player()), before);
}

// A music folder that moves, or is removed and added elsewhere, takes nothing out of auto playlists that ask
// for its place.
void CommandLineSyncTest::autoPlaylistsOutliveFolders()
{
    const World world;
    world.songs(3);
    QVERIFY(world.partner());
    const QString moved = world.path("moved"), elsewhere = world.path("elsewhere");
    QCOMPARE(
        world.tandem
            .run({u"playlist"_s, u"create"_s, u"Here"_s, u"--match"_s, u"path:\"%1\""_s.arg(world.music())})
            .status,
        0);
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"Here"_s}).status, 0);
    QCOMPARE(world.sync().number("copied"), 3);
    const auto isAsBefore = [&] {
        const Run run = world.sync();
        return run.status == 0 && run.number("upToDate") == 3 && run.number("copied") == 0 &&
               run.number("removed") == 0;
    };
    QVERIFY(QDir().rename(world.music(), moved));
    QCOMPARE(world.tandem.run({u"library"_s, u"move"_s, world.music(), moved}).status, 0);
    QVERIFY(isAsBefore());
    QCOMPARE(world.tandem.run({u"library"_s, u"remove"_s, moved}).status, 0);
    const Run removed = world.sync();
    QCOMPARE(removed.status, 3);
    QVERIFY2(removed.hasError(u"brakeLeftLibrary"_s), removed.out.constData());
    QVERIFY(QDir().rename(moved, elsewhere));
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, elsewhere}).status, 0);
    QVERIFY(isAsBefore());
}

// A player that is not there is said so, with status 3, and is there again when it returns.
void CommandLineSyncTest::notConnected()
{
    const World world;
    world.songs(2);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    QVERIFY(QDir().rename(world.player(), world.path("unplugged")));
    for (const QStringList &command :
         {QStringList{u"sync"_s, world.player()}, QStringList{u"sync"_s, world.player(), u"--dry-run"_s},
          QStringList{u"estimate"_s, world.player()}, QStringList{u"partner"_s, world.player()},
          QStringList{u"send"_s, world.player(), u"All"_s}}) {
        const Run run = world.tandem.run(command);
        QCOMPARE(run.status, 3);
        QVERIFY2(run.hasError(u"notConnected"_s), run.out.constData());
        QVERIFY(!QFileInfo::exists(world.player()));
    }
    const Run shown = world.tandem.run({u"device"_s, u"show"_s, world.player()});
    QCOMPARE(shown.status, 0);
    QCOMPARE(shown.json["connected"_L1].toBool(true), false);
    QVERIFY(QDir().rename(world.path("unplugged"), world.player()));
    QCOMPARE(world.sync().number("upToDate"), 2);
}

// A player that cannot be written to is reported, and the library as it was.
void CommandLineSyncTest::readOnlyPlayer()
{
    if (::geteuid() == 0)
        QSKIP("root may write everywhere");
    const World world;
    world.songs(2);
    QVERIFY(world.partner());
    const auto readOnly = QFile::ReadOwner | QFile::ExeOwner;
    const auto writable = readOnly | QFile::WriteOwner;
    QVERIFY(QFile::setPermissions(world.player(), readOnly));
    const Run run = world.sync();
    QVERIFY(QFile::setPermissions(world.player(), writable));
    QCOMPARE(run.status, 3);
    QVERIFY(run.hasError(u"deviceReadOnly"_s));
    QCOMPARE(world.sync().status, 0);
}

// --progress json writes one object per line to standard error, ending at 100; --quiet nothing.
void CommandLineSyncTest::progressAsJsonLines()
{
    const World world;
    world.songs(3);
    QVERIFY(world.partner());
    const Run run = world.sync({u"--progress"_s, u"json"_s});
    QCOMPARE(run.status, 0);
    QCOMPARE(run.number("copied"), 3);
    const QList<QByteArray> lines = run.err.trimmed().split('\n');
    for (const QByteArray &line : lines)
        QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
    QCOMPARE(QJsonDocument::fromJson(lines.last())["percent"_L1].toInt(), 100);
    QCOMPARE(world.sync({u"--quiet"_s}).err, QByteArray());
}

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLineSyncTest)
#include "tst_commandline_sync.moc"
