// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "program.h"

#include <QScopeGuard>

using namespace Qt::StringLiterals;

namespace tandem::tests {

class CommandLineDeviceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addListShow();
    void mountedVolume();
    void byIdNameAndPath();
    void renameAndForget();
    void partnerAndUnpartner();
    void partneringAgainChangesWhatIsSaid();
    void partnerRefusesBadValues();
    void musicAndPlayerStayApart();
    void seventeenthPartnership();
    void anotherLibrarysPlayer();
    void unknownDevice_data();
    void unknownDevice();
};

// A folder becomes a player once, however often it is added.
void CommandLineDeviceTest::addListShow()
{
    const World world;
    const Run added = world.tandem.run({u"device"_s, u"add"_s, world.player()});
    QCOMPARE(added.status, 0);
    QCOMPARE(added.text("kind"), u"folder"_s);
    QCOMPARE(added.text("status"), u"newDevice"_s);
    QCOMPARE(added.json["connected"_L1].toBool(), true);
    QCOMPARE(added.number("partnershipIndex"), 0);
    QVERIFY(added.number("totalBytes") > 0);
    QVERIFY(added.number("freeBytes") <= added.number("totalBytes"));
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player() + u'/'}).text("id"), added.text("id"));

    const QJsonArray devices = world.tandem.run({"device", "list"}).array("devices");
    QCOMPARE(devices.size(), 1);
    for (const char *field : {"id", "name", "friendlyName", "kind", "connected", "status", "partnershipIndex",
                              "freeBytes", "totalBytes"})
        QVERIFY2(devices[0].toObject().contains(QLatin1StringView(field)), field);
    QVERIFY(treeOf(world.player()).isEmpty());

    const Run missing = world.tandem.run({u"device"_s, u"add"_s, world.path("nowhere")});
    QCOMPARE(missing.status, 3);
    QVERIFY(!missing.errorCode().isEmpty());
    writeFile(world.path("file"), "a file");
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.path("file")}).status, 3);
}

// A mounted stick is found without being added, by what KDE Solid (here with fake hardware) says of it,
// and can be partnered and synchronized by its path and by its label.
void CommandLineDeviceTest::mountedVolume()
{
    const World world;
    QTemporaryDir hardware;
    const QString stick = hardware.filePath(u"stick"_s);
    QVERIFY(QDir().mkpath(stick));
    QFile machine(hardware.filePath(u"machine.xml"_s));
    QVERIFY(machine.open(QIODevice::WriteOnly));
    machine.write(u"<machine>"
                  "<device udi=\"/org/kde/solid/fakehw/drive\">"
                  "<property key=\"interfaces\">StorageDrive,Block</property>"
                  "<property key=\"isRemovable\">true</property></device>"
                  "<device udi=\"/org/kde/solid/fakehw/volume\">"
                  "<property key=\"interfaces\">StorageVolume,StorageAccess,Block</property>"
                  "<property key=\"parent\">/org/kde/solid/fakehw/drive</property>"
                  "<property key=\"accessible\">true</property><property key=\"isMounted\">true</property>"
                  "<property key=\"usage\">filesystem</property><property "
                  "key=\"uuid\">ABCD-1234</property><property key=\"label\">WALKMAN</property>"
                  "<property key=\"mountPoint\">%1</property></device></machine>"_s.arg(stick)
                      .toUtf8());
    machine.close();
    qputenv("SOLID_FAKEHW", QFile::encodeName(machine.fileName()));
    const auto restore = qScopeGuard([] { qunsetenv("SOLID_FAKEHW"); });

    const Run listed = world.tandem.run({u"device"_s, u"list"_s});
    QCOMPARE(listed.array("devices").size(), 1);
    const QJsonObject device = listed.array("devices")[0].toObject();
    QCOMPARE(device["kind"_L1].toString(), u"volume"_s);
    QCOMPARE(device["name"_L1].toString(), u"WALKMAN"_s);
    QCOMPARE(device["connected"_L1].toBool(), true);
    QCOMPARE(device["status"_L1].toString(), u"newDevice"_s);
    QCOMPARE(world.tandem.run({u"partner"_s, u"WALKMAN"_s}).status, 0);
    const Run synchronized = world.tandem.run({u"sync"_s, stick});
    QCOMPARE(synchronized.status, 0);
    QVERIFY(QFile::exists(stick + u"/.tandem/partner.json"_s));
}

// DEVICE is an id, a name or a path.
void CommandLineDeviceTest::byIdNameAndPath()
{
    const World world;
    const QString id = world.tandem.run({u"device"_s, u"add"_s, world.player()}).text("id");
    QCOMPARE(world.tandem.run({u"device"_s, u"rename"_s, id, u"My \"Player\" 🎧"_s}).status, 0);
    for (const QString &device : {id, u"My \"Player\" 🎧"_s, world.player(), world.player() + u"/."_s}) {
        const Run shown = world.tandem.run({u"device"_s, u"show"_s, device});
        QCOMPARE(shown.status, 0);
        QCOMPARE(shown.text("id"), id);
    }
}

// A new name is used from then on; a forgotten player is gone from the list, its files are not.
void CommandLineDeviceTest::renameAndForget()
{
    const World world;
    world.songs(1);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    QCOMPARE(
        world.tandem.run({u"device"_s, u"rename"_s, u"--"_s, world.player(), u"-x"_s}).text("friendlyName"),
        u"-x"_s);
    QCOMPARE(world.tandem.run({"device", "show", "--", "-x"}).status, 0);
    QCOMPARE(world.tandem.run({u"device"_s, u"rename"_s, world.player(), u" "_s}).status, 2);
    const auto before = contentsOf(world.player());
    QVERIFY(!before.isEmpty());
    QCOMPARE(world.tandem.run({"device", "forget", "--", "-x"}).status, 0);
    QVERIFY(world.tandem.run({"device", "list"}).array("devices").isEmpty());
    QCOMPARE(contentsOf(world.player()), before);
}

// A partnership has the first free number; ending it leaves the player's files.
void CommandLineDeviceTest::partnerAndUnpartner()
{
    const World world;
    world.songs(2);
    QVERIFY(world.partner());
    const Run shown = world.tandem.run({u"device"_s, u"show"_s, world.player()});
    QCOMPARE(shown.text("status"), u"partnershipExists"_s);
    QCOMPARE(shown.number("partnershipIndex"), 1);
    QCOMPARE(world.sync().status, 0);
    const auto before = contentsOf(world.player());

    QCOMPARE(world.tandem.run({u"unpartner"_s, world.player()}).status, 0);
    QCOMPARE(contentsOf(world.player()), before);
    const Run again = world.tandem.run({u"unpartner"_s, world.player()});
    QCOMPARE(again.status, 3);
    QVERIFY(again.hasError(u"notPartnered"_s));
    for (const char *command : {"sync", "estimate"}) {
        const Run run = world.tandem.run({QString::fromLatin1(command), world.player()});
        QCOMPARE(run.status, 3);
        QVERIFY(run.hasError(u"notPartnered"_s));
    }
}

// Partnering again changes only what is named.
void CommandLineDeviceTest::partneringAgainChangesWhatIsSaid()
{
    const World world;
    world.songs(2);
    QVERIFY(world.partner());
    QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--name"_s, u"Pocket"_s}).number("playlists"),
             1);
    const Run reserved = world.tandem.run({"partner", "Pocket", "--reserve", "10"});
    QCOMPARE(reserved.status, 0);
    QCOMPARE(reserved.number("playlists"), 1);
    QCOMPARE(reserved.number("reservePercent"), 10);
    QCOMPARE(reserved.number("partnershipIndex"), 1);
    QCOMPARE(reserved.text("friendlyName"), u"Pocket"_s);
}

// Nothing is partnered on values that cannot be.
void CommandLineDeviceTest::partnerRefusesBadValues()
{
    const World world;
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    for (const QString &percent : {u"-1"_s, u"96"_s, u"many"_s, u""_s})
        QCOMPARE(world.tandem.run({u"partner"_s, world.player(), u"--reserve"_s, percent}).status, 2);
    const Run unknown = world.tandem.run({u"partner"_s, world.player(), u"--playlist"_s, u"nope"_s});
    QCOMPARE(unknown.status, 3);
    QVERIFY(unknown.hasError(u"notFound"_s));
    for (const QString &size : {u"much"_s, u"90min"_s, u"-5MB"_s})
        QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player(), u"--limit"_s, size}).status, 2);
    QCOMPARE(world.tandem.run({u"device"_s, u"show"_s, world.player()}).text("status"), u"newDevice"_s);
    QVERIFY(treeOf(world.player()).isEmpty());
}

// Neither may the music lie on the player, nor the player in the music; links are seen through.
void CommandLineDeviceTest::musicAndPlayerStayApart()
{
    const World world;
    world.songs(1);
    QVERIFY(QDir(world.music()).mkdir(u"inner"_s));
    QVERIFY(QFile::link(world.music(u"inner"_s), world.path("link")));
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    for (const QString &place : {world.music(), world.music(u"inner"_s), world.path("link")}) {
        const Run run = world.tandem.run({u"device"_s, u"add"_s, place});
        QCOMPARE(run.status, 3);
        QVERIFY2(run.hasError(u"playerInsideMusic"_s), run.out.constData());
    }
    const Run around = world.tandem.run({u"device"_s, u"add"_s, world.path()});
    QCOMPARE(around.status, 3);
    QVERIFY(around.hasError(u"musicInsidePlayer"_s));

    QVERIFY(QDir(world.player()).mkdir(u"own music"_s));
    QVERIFY(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status == 0);
    const Run inside = world.tandem.run({u"library"_s, u"add"_s, world.player(u"own music"_s)});
    QCOMPARE(inside.status, 3);
    QVERIFY(inside.hasError(u"musicInsidePlayer"_s));
    const Run outside = world.tandem.run({u"library"_s, u"add"_s, world.path()});
    QCOMPARE(outside.status, 3);
    QVERIFY(outside.hasError(u"playerInsideMusic"_s));

    // A link may be turned around after both were added.
    QCOMPARE(world.tandem.run({u"partner"_s, world.player()}).status, 0);
    QVERIFY(QDir().rename(world.player(), world.music(u"inner/player"_s)));
    QVERIFY(QFile::link(world.music(u"inner/player"_s), world.player()));
    for (const char *command : {"partner", "sync", "estimate"}) {
        const Run run = world.tandem.run({QString::fromLatin1(command), world.player()});
        QCOMPARE(run.status, 3);
        QVERIFY2(run.hasError(u"playerInsideMusic"_s), run.out.constData());
    }
}

// There are 16 partnerships; the 17th is refused until one has ended, and takes its number.
void CommandLineDeviceTest::seventeenthPartnership()
{
    const World world;
    for (int i = 1; i <= 17; ++i) {
        const QString folder = world.path(u"player %1"_s.arg(i));
        QVERIFY(QDir().mkpath(folder));
        QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, folder}).status, 0);
        const Run run = world.tandem.run({u"partner"_s, folder});
        QCOMPARE(run.status, i <= 16 ? 0 : 3);
        if (i <= 16)
            QCOMPARE(run.number("partnershipIndex"), i);
        else
            QVERIFY(run.hasError(u"tooManyPartnerships"_s));
    }
    QVERIFY(treeOf(world.path("player 17")).isEmpty());
    QCOMPARE(world.tandem.run({u"unpartner"_s, world.path("player 5")}).status, 0);
    QCOMPARE(world.tandem.run({u"partner"_s, world.path("player 17")}).number("partnershipIndex"), 5);
}

// Another library's player is recognised and left alone until it is taken over.
void CommandLineDeviceTest::anotherLibrarysPlayer()
{
    const World world;
    world.songs(2);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    const auto before = treeOf(world.player());

    const Program other(world.path("other data"));
    QCOMPARE(other.run({u"device"_s, u"add"_s, world.player()}).text("status"), u"partnershipAnother"_s);
    const Run refused = other.run({u"partner"_s, world.player()});
    QCOMPARE(refused.status, 3);
    QVERIFY(refused.hasError(u"partneredElsewhere"_s));
    QCOMPARE(treeOf(world.player()), before);

    QCOMPARE(other.run({u"partner"_s, world.player(), u"--take-over"_s}).status, 0);
    QCOMPARE(other.run({u"device"_s, u"show"_s, world.player()}).text("status"), u"partnershipExists"_s);
    const Run lost = world.sync();
    QCOMPARE(lost.status, 3);
    QVERIFY(lost.hasError(u"partneredElsewhere"_s));
    QCOMPARE(world.tandem.run({u"device"_s, u"show"_s, world.player()}).text("status"),
             u"partnershipAnother"_s);
    // The files of the first library are foreign to the second one.
    QCOMPARE(other.run({u"sync"_s, world.player(), u"--confirm"_s}).number("removed"), 0);
    QVERIFY(world.isMirror());
}

void CommandLineDeviceTest::unknownDevice_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("show") << Program::list({"device", "show", "nope"});
    QTest::newRow("rename") << Program::list({"device", "rename", "nope", "x"});
    QTest::newRow("forget") << Program::list({"device", "forget", "nope"});
    QTest::newRow("partner") << Program::list({"partner", "nope"});
    QTest::newRow("unpartner") << Program::list({"unpartner", "nope"});
    QTest::newRow("estimate") << Program::list({"estimate", "nope"});
    QTest::newRow("sync") << Program::list({"sync", "nope"});
    QTest::newRow("dry run") << Program::list({"sync", "nope", "--dry-run"});
    QTest::newRow("send") << Program::list({"send", "nope", "x"});
}

// A player that nobody knows is not found.
void CommandLineDeviceTest::unknownDevice()
{
    QFETCH(const QStringList, arguments);
    const World world;
    const Run run = world.tandem.run(arguments);
    QCOMPARE(run.status, 3);
    QVERIFY(run.hasError(u"notFound"_s));
    QCOMPARE(run.errorSubject(), u"nope"_s);
}

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLineDeviceTest)
#include "tst_commandline_device.moc"
