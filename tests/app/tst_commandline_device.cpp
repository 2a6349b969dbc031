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
    void attributesOfNewPlayer();
    void attributesOfPartner();
    void settingAttributes_data();
    void settingAttributes();
    void refusedAttributes_data();
    void refusedAttributes();
    void attributesOfPlayerThatIsAway();
    void attributesForPeople();
    void manualPlayer();
    void itemsTellWhereTheyAre();
    void errorsOfLastSession();
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

// Of a player that nobody decided about, all can be asked but what is about a partnership.
void CommandLineDeviceTest::attributesOfNewPlayer()
{
    const World world;
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
    const Run shown = world.tandem.run({u"device"_s, u"show"_s, world.player(), u"--attributes"_s});
    QCOMPARE(shown.status, 0);
    const QJsonObject attributes = shown.json["attributes"_L1].toObject();
    QCOMPARE(attributes["Connected"_L1].toString(), u"True"_s);
    QCOMPARE(attributes["SyncRelationship"_L1].toString(), u"0"_s);
    QCOMPARE(attributes["SyncIndex"_L1].toString(), u"0"_s);
    QCOMPARE(attributes["LastSyncTime"_L1].toString(), QString());
    QVERIFY(attributes["TotalSpace"_L1].toString().toLongLong() > 0);
    const QJsonObject unreadable = shown.json["unreadable"_L1].toObject();
    for (const char *name : {"PercentSpaceReserved", "SyncOnConnect", "AutoSyncDefaultRules", "SyncFilter",
                             "BackgroundSyncState", "SkippedFiles"}) {
        const QLatin1StringView key(name);
        QVERIFY2(!attributes.contains(key), name);
        QCOMPARE(unreadable[key]["code"_L1].toString(), u"notPartnered"_s);
        const Run one = world.tandem.run({u"device"_s, u"show"_s, world.player(), key});
        QCOMPARE(one.status, 3);
        QVERIFY(one.hasError(u"notPartnered"_s));
    }
    for (const char *name : {"IncludeSkippedFiles"})
        QVERIFY(!attributes.contains(QLatin1StringView(name)) &&
                !unreadable.contains(QLatin1StringView(name)));
}

// A partner's attributes tell what a synchronization did; one alone has the same value as in the list.
void CommandLineDeviceTest::attributesOfPartner()
{
    const World world;
    world.songs(3);
    QVERIFY(world.partner());
    QCOMPARE(world.sync().status, 0);
    const qint64 before = QDateTime::currentSecsSinceEpoch();
    const Run shown = world.tandem.run({u"device"_s, u"show"_s, world.player(), u"--attributes"_s});
    const QJsonObject attributes = shown.json["attributes"_L1].toObject();
    QCOMPARE(attributes.size(), 25);
    QCOMPARE(attributes["SyncRelationship"_L1].toString(), u"2"_s);
    QCOMPARE(attributes["SyncIndex"_L1].toString(), u"1"_s);
    QCOMPARE(attributes["SyncItemCount"_L1].toString(), u"3"_s);
    QCOMPARE(attributes["LastSyncErrorCount"_L1].toString(), u"0"_s);
    QCOMPARE(attributes["SkippedFiles"_L1].toString(), u"0"_s);
    QCOMPARE(attributes["AutoSyncDefaultRules"_L1].toString(), u"False"_s);
    QCOMPARE(attributes["SyncFilter"_L1].toString(), u"0xFF"_s);
    QCOMPARE(attributes["BackgroundSyncState"_L1].toString(), u"255"_s);
    QCOMPARE(attributes["Name"_L1].toString(), u"player"_s);
    const QDateTime last = QDateTime::fromString(attributes["LastSyncTime"_L1].toString(), Qt::ISODate);
    QVERIFY(last.isValid());
    QVERIFY(last.toSecsSinceEpoch() <= before && last.toSecsSinceEpoch() > before - 600);
    for (auto attribute = attributes.begin(); attribute != attributes.end(); ++attribute) {
        if (attribute.key() == "FreeSpace"_L1) // others write to this disk, too
            continue;
        const Run one = world.tandem.run({u"device"_s, u"show"_s, world.player(), attribute.key().toLower()});
        QCOMPARE(one.status, 0);
        QCOMPARE(one.text("attribute"), attribute.key());
        QCOMPARE(one.text("value"), attribute.value().toString());
    }

    QVERIFY(QFile::remove(world.player(contentsOf(world.player()).firstKey())));
    QCOMPARE(world.sync().number("skipped"), 1);
    const auto value = [&world](const QString &name) {
        return world.tandem.run({u"device"_s, u"show"_s, world.player(), name}).text("value");
    };
    QCOMPARE(value(u"SkippedFiles"_s), u"1"_s);
    QCOMPARE(value(u"SyncItemCount"_s), u"2"_s);
    // Asked for once, the next synchronization brings them back, and the wish is gone.
    QCOMPARE(
        world.tandem.run({u"device"_s, u"set"_s, world.player(), u"IncludeSkippedFiles"_s, QString()}).status,
        0);
    QCOMPARE(world.sync().number("copied"), 1);
    QCOMPARE(value(u"SkippedFiles"_s), u"0"_s);
    QVERIFY(QFile::remove(world.player(contentsOf(world.player()).firstKey())));
    QCOMPARE(world.sync().number("copied"), 0);
}

void CommandLineDeviceTest::settingAttributes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("later"); // by the next run of the program
    const auto row = [](const char *name, const char *value, const char *shown, const char *later) {
        QTest::addRow("%s %s", name, value) << QString::fromLatin1(name) << QString::fromLatin1(value)
                                            << QString::fromLatin1(shown) << QString::fromLatin1(later);
    };
    row("PercentSpaceReserved", "95", "95", "95");
    row("percentspacereserved", "0", "0", "0");
    row("SyncOnConnect", "false", "False", "False");
    row("SyncOnConnect", "True", "True", "True");
    row("AutoSyncDefaultRules", "True", "True", "True");
    row("SyncFilter", "7", "0x07", "0x07");
    row("SyncFilter", "0x0F", "0x0F", "0x0F");
    row("BackgroundSyncState", "0", "0", "255");
}

// What is set is kept, but for what lasts as long as the program.
void CommandLineDeviceTest::settingAttributes()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    QFETCH(const QString, shown);
    QFETCH(const QString, later);
    const World world;
    QVERIFY(world.partner());
    const Run set = world.tandem.run({u"device"_s, u"set"_s, world.player(), name, value});
    QCOMPARE(set.status, 0);
    QCOMPARE(set.text("attribute").compare(name, Qt::CaseInsensitive), 0);
    QCOMPARE(set.text("value"), shown);
    QCOMPARE(world.tandem.run({u"device"_s, u"show"_s, world.player(), name}).text("value"), later);
}

void CommandLineDeviceTest::refusedAttributes_data()
{
    QTest::addColumn<QStringList>("arguments"); // without the player
    QTest::newRow("unknown to show") << Program::list({"show", "FreeSpac"});
    QTest::newRow("unknown to set") << Program::list({"set", "Volume", "11"});
    QTest::newRow("too much") << Program::list({"set", "PercentSpaceReserved", "96"});
    QTest::newRow("no number") << Program::list({"set", "PercentSpaceReserved", "much"});
    QTest::newRow("no truth") << Program::list({"set", "SyncOnConnect", "perhaps"});
    QTest::newRow("unknown bits") << Program::list({"set", "SyncFilter", "16"});
    QTest::newRow("unknown background") << Program::list({"set", "BackgroundSyncState", "4"});
    QTest::newRow("only to be read") << Program::list({"set", "FreeSpace", "1"});
    QTest::newRow("only to be set") << Program::list({"show", "IncludeSkippedFiles"});
    QTest::newRow("not empty") << Program::list({"set", "IncludeSkippedFiles", "yes"});
    QTest::newRow("unknown mode") << Program::list({"set", "mode", "sometimes"});
    QTest::newRow("declined partner") << Program::list({"set", "mode", "declined"});
}

// What cannot be meant is wrong usage, and changes nothing.
void CommandLineDeviceTest::refusedAttributes()
{
    QFETCH(QStringList, arguments);
    const World world;
    QVERIFY(world.partner());
    const QStringList all{u"device"_s, u"show"_s, world.player(), u"--attributes"_s};
    const QJsonObject before = world.tandem.run(all).json["attributes"_L1].toObject();
    arguments.insert(1, world.player());
    const Run run = world.tandem.run(QStringList{u"device"_s} + arguments);
    QCOMPARE(run.status, 2);
    QVERIFY2(run.hasError(u"invalidArgument"_s), run.out.constData());
    const QJsonObject after = world.tandem.run(all).json["attributes"_L1].toObject();
    for (auto attribute = before.begin(); attribute != before.end(); ++attribute) {
        if (attribute.key() != "FreeSpace"_L1)
            QCOMPARE(after[attribute.key()], attribute.value());
    }
}

// A player that is away can be asked for what is remembered, and be set up for its next visit.
void CommandLineDeviceTest::attributesOfPlayerThatIsAway()
{
    const World world;
    QVERIFY(world.partner());
    const QString id = world.tandem.run({u"device"_s, u"show"_s, world.player()}).text("id");
    QVERIFY(QDir().rename(world.player(), world.path("away")));
    const auto value = [&](const QString &name) {
        return world.tandem.run({u"device"_s, u"show"_s, id, name}).text("value");
    };
    QCOMPARE(value(u"Connected"_s), u"False"_s);
    QVERIFY(value(u"TotalSpace"_s).toLongLong() > 0);
    QCOMPARE(world.tandem.run({u"device"_s, u"set"_s, id, u"PercentSpaceReserved"_s, u"10"_s}).status, 0);
    QCOMPARE(value(u"PercentSpaceReserved"_s), u"10"_s);
    const Run storage = world.tandem.run({u"device"_s, u"show"_s, id, u"PreferredAudio"_s});
    QCOMPARE(storage.status, 3);
    QVERIFY(storage.hasError(u"notConnected"_s));
    QVERIFY(!QDir(world.player()).exists());
}

// For people, one attribute is its value and nothing else, and the list has a line for each.
void CommandLineDeviceTest::attributesForPeople()
{
    const World world;
    QVERIFY(world.partner());
    const QStringList show{u"device"_s, u"show"_s, world.player()};
    QCOMPARE(world.tandem.plain(show + QStringList{u"SyncIndex"_s}).out, "1\n");
    const QByteArray list = world.tandem.plain(show + QStringList{u"--attributes"_s}).out;
    QCOMPARE(list.count('\n'), 1 + 25); // with a head, without what can only be set
    QVERIFY(list.contains("PercentSpaceReserved  0\n"));
    const Run usage = world.tandem.plain(show + QStringList{u"SyncIndex"_s, u"--attributes"_s});
    QCOMPARE(usage.status, 2);
    QVERIFY(usage.out.isEmpty());
}

// A player that only takes what is sent by hand has no settings of a partnership until it is automatic again;
// then they are as before.
void CommandLineDeviceTest::manualPlayer()
{
    const World world;
    world.songs(1);
    QVERIFY(world.partner());
    const auto mode = [&world](const QString &value) {
        return world.tandem.run({u"device"_s, u"set"_s, world.player(), u"mode"_s, value}).text("status");
    };
    const auto reserve = [&world](const QString &value) {
        return world.tandem.run({u"device"_s, u"set"_s, world.player(), u"PercentSpaceReserved"_s, value});
    };
    QCOMPARE(reserve(u"7"_s).status, 0);
    QCOMPARE(mode(u"manual"_s), u"manualDevice"_s);
    QCOMPARE(world.tandem.run({u"device"_s, u"show"_s, world.player(), u"SyncRelationship"_s}).text("value"),
             u"1"_s);
    QCOMPARE(reserve(u"8"_s).status, 3);
    QVERIFY(reserve(u"8"_s).hasError(u"manualDevice"_s));
    QVERIFY(world.sync().hasError(u"manualDevice"_s));
    QCOMPARE(mode(u"automatic"_s), u"partnershipExists"_s);
    QCOMPARE(
        world.tandem.run({u"device"_s, u"show"_s, world.player(), u"PercentSpaceReserved"_s}).text("value"),
        u"7"_s);
    QCOMPARE(world.sync().number("copied"), 1);

    const QString other = world.path("other");
    QVERIFY(QDir().mkpath(other));
    QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, other}).status, 0);
    QCOMPARE(world.tandem.run({u"device"_s, u"set"_s, other, u"mode"_s, u"declined"_s}).text("status"),
             u"partnershipDeclined"_s);
}

// Every song of the rules tells whether it is on the player, did not fit, or is not there for another reason;
// of one playlist only its songs.
void CommandLineDeviceTest::itemsTellWhereTheyAre()
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
    const auto states = [&world](const QStringList &playlist = {}) {
        QMap<QString, QString> found;
        const Run run = world.tandem.run(QStringList{u"device"_s, u"items"_s, world.player()} + playlist);
        for (const QJsonValue &item : run.array("items")) {
            const QString state = item["state"_L1].toString();
            found.insert(item["title"_L1].toString(), state);
            const int bits = item["syncState"_L1].toInt(-1);
            const int expected = state == "onPlayer"_L1 ? 2 : state == "didNotFit"_L1 ? 1 : 0;
            if (bits != expected)
                found.insert(u"wrong bits"_s, QString::number(bits));
        }
        return found;
    };
    const auto before = states();
    QCOMPARE(before.size(), 10);
    QCOMPARE(before.values().count(u"other"_s), 10);

    const Run sync = world.sync();
    QVERIFY(sync.number("noFit") > 0);
    const auto after = states();
    QCOMPARE(after.size(), 10);
    QCOMPARE(after[u"Song 008"_s], u"onPlayer"_s);
    QCOMPARE(after[u"Song 009"_s], u"onPlayer"_s);
    QCOMPARE(after.values().count(u"onPlayer"_s), sync.number("copied"));
    QCOMPARE(after.values().count(u"didNotFit"_s), sync.number("noFit"));
    QCOMPARE(states({u"First"_s}).keys(), (QStringList{u"Song 008"_s, u"Song 009"_s}));

    const Run unknown = world.tandem.run({u"device"_s, u"items"_s, world.player(), u"nope"_s});
    QCOMPARE(unknown.status, 3);
    QVERIFY(unknown.hasError(u"notFound"_s));
}

// The errors of the last synchronization can be seen again, counted by kind.
void CommandLineDeviceTest::errorsOfLastSession()
{
    const World world;
    world.songs(4);
    QVERIFY(world.partner());
    const QStringList show{u"device"_s, u"show"_s, world.player(), u"--errors"_s};
    QCOMPARE(world.tandem.run(show).number("lastSyncTime"), 0);
    QVERIFY(QFile::remove(world.music(u"song 000.wav"_s)));
    QVERIFY(QFile::remove(world.music(u"song 002.wav"_s)));
    const Run sync = world.sync();
    QCOMPARE(sync.number("failed"), 2);

    const Run shown = world.tandem.run(show);
    QCOMPARE(shown.status, 0);
    QVERIFY(shown.number("lastSyncTime") > 0);
    QCOMPARE(shown.text("result"), u"completed"_s);
    QCOMPARE(shown.array("errors"), sync.array("errors"));
    QCOMPARE(shown.array("errorGroups").size(), 1);
    const QJsonObject group = shown.array("errorGroups")[0].toObject();
    QCOMPARE(group["code"_L1].toString(), u"fileMissing"_s);
    QCOMPARE(group["count"_L1].toInt(), 2);
    QVERIFY(group["message"_L1].toString().contains(u'2'));
    QVERIFY(world.tandem.plain(show).out.contains("song 002.wav"));
}

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLineDeviceTest)
#include "tst_commandline_device.moc"
