// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "program.h"

using namespace Qt::StringLiterals;

namespace tandem::tests {

namespace {

/// The names of the library's playlists of this origin.
QStringList playlistsOf(const World &world, const QString &origin)
{
    QStringList names;
    const QJsonArray all = world.tandem.run({"playlist", "list"}).array("playlists");
    for (const QJsonValue &playlist : all) {
        if (playlist["origin"_L1].toString() == origin)
            names += playlist["name"_L1].toString();
    }
    return names;
}

} // namespace

class CommandLinePartnerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultRules();
    void chosenInstead();
    void fill();
    void endedAndMadeAgain();
    void takeOver();
    void wrongUsage();
};

// Who chooses nothing has the default playlists: all music reaches the player, and each song once.
void CommandLinePartnerTest::defaultRules()
{
    const World world;
    world.songs(3);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    QVERIFY(playlistsOf(world, u"stock"_s).isEmpty());
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    const Run partnered = world.tandem.run({u"partner"_s, world.player()});
    QCOMPARE(partnered.status, 0);
    QVERIFY(partnered.json["defaultRules"_L1].toBool());
    const QStringList stock = playlistsOf(world, u"stock"_s);
    QCOMPARE(partnered.number("playlists"), stock.size());
    QVERIFY(!stock.isEmpty());
    QCOMPARE(world.sync().number("copied"), 3);
    QVERIFY(world.isMirror());
    QCOMPARE(world.sync().number("copied"), 0);

    // A playlist of one's own joins them.
    QCOMPARE(world.tandem.run({"playlist", "create", "Mine", "--match", "song"}).status, 0);
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--reserve"_s, u"1"_s}).number("playlists"),
             stock.size() + 1);
}

// Chosen playlists end the default rules; --default-rules brings them back.
void CommandLinePartnerTest::chosenInstead()
{
    const World world;
    world.songs(2);
    QVERIFY(world.partner());
    const Run chosen = world.tandem.run({u"partner"_s, world.player(), u"--name"_s, u"Pocket"_s});
    QVERIFY(!chosen.json["defaultRules"_L1].toBool());
    QCOMPARE(chosen.number("playlists"), 1);
    const Run again = world.tandem.run({u"partner"_s, world.player(), u"--default-rules"_s});
    QVERIFY(again.json["defaultRules"_L1].toBool());
    QCOMPARE(again.number("playlists"), 1 + playlistsOf(world, u"stock"_s).size());
    const Run ended = world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"All"_s});
    QVERIFY(!ended.json["defaultRules"_L1].toBool());
    QCOMPARE(ended.number("playlists"), 1);
}

// What the chosen playlists leave free is filled, and emptied again.
void CommandLinePartnerTest::fill()
{
    const World world;
    world.songs(4);
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    QCOMPARE(world.tandem.run({"playlist", "create", "One", "--match", "title:000"}).status, 0);
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    QCOMPARE(
        world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"One"_s, u"--fill"_s, u"random"_s})
            .text("fill"),
        u"random"_s);
    QCOMPARE(world.sync().number("copied"), 4);
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--name"_s, u"Pocket"_s}).text("fill"),
             u"random"_s);
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--fill"_s, u"nothing"_s}).text("fill"), u""_s);
    QCOMPARE(world.sync().number("removed"), 3);
}

// A partnership that ended leaves the files. Made again, nothing is copied a second time, what Tandem
// placed can be removed again, and what its owner put there meanwhile stays.
void CommandLinePartnerTest::endedAndMadeAgain()
{
    const World world;
    world.songs(3);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().number("copied"), 3);
    QCOMPARE(world.tandem.run({u"unpartner"_s, world.player()}).status, 0);
    const Run shown = world.tandem.run({u"device"_s, u"show"_s, world.player()});
    QCOMPARE(shown.text("status"), u"partnershipDeclined"_s);
    QVERIFY(world.isMirror());
    writeFile(world.player(u"own.mp3"_s), "mine");

    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"All"_s})
                 .number("partnershipIndex"),
             1);
    const Run again = world.sync();
    QCOMPARE(again.number("copied"), 0);
    QCOMPARE(again.number("upToDate"), 3);
    QVERIFY(world.isMirror());
    QCOMPARE(world.tandem.run({"playlist", "create", "None", "--match", "title:nothing"}).status, 0);
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"None"_s}).status, 0);
    QCOMPARE(world.sync({u"--confirm"_s}).number("removed"), 3);
    QCOMPARE(readFile(world.player(u"own.mp3"_s)), "mine");
}

// Taken over, the player's identical files are kept and not copied, and the other library's own songs are
// not Tandem's to remove.
void CommandLinePartnerTest::takeOver()
{
    const World world;
    world.songs(3);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().number("copied"), 3);
    const Program other(world.path("other data"));
    world.song(u"song 003.wav"_s, "Song 003");
    QVERIFY(QFile::remove(world.music(u"song 000.wav"_s)));
    QCOMPARE(other.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    QCOMPARE(other.run({"playlist", "create", "All", "--match", ""}).status, 0);
    QCOMPARE(other.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    QCOMPARE(other.run({u"partner"_s, world.player(), u"--playlist"_s, u"All"_s, u"--take-over"_s}).status,
             0);
    const Run taken = other.run({u"sync"_s, world.player()});
    QCOMPARE(taken.number("copied"), 1);
    QCOMPARE(taken.number("upToDate"), 2);
    QCOMPARE(taken.number("removed"), 0);
    QCOMPARE(other.run({"playlist", "create", "None", "--match", "title:nothing"}).status, 0);
    QCOMPARE(other.run({u"partner"_s, world.player(), u"--playlist"_s, u"None"_s}).status, 0);
    QCOMPARE(other.run({u"sync"_s, world.player(), u"--confirm"_s}).number("removed"), 1);
    QCOMPARE(contentsOf(world.player(u"Music"_s)).size(), 3);
}

// Playlists and the default ones at once, and ways of filling that are none, are refused.
void CommandLinePartnerTest::wrongUsage()
{
    const World world;
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--default-rules"_s, u"--playlist"_s, u"x"_s})
                 .status,
             2);
    for (const QString &how : {u"all"_s, u""_s, u"Random"_s})
        QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--fill"_s, how}).status, 2);
    QCOMPARE(world.tandem.run({u"device"_s, u"show"_s, world.player()}).text("status"), u"newDevice"_s);
}

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLinePartnerTest)
#include "tst_commandline_partner.moc"
