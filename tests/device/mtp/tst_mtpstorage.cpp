// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mtpbench.h"

#include "device/openstorage.h"
#include "device/storage/devicepath.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tandem;
using namespace tandem::device;

/// MtpStorage but for sending: opening, looking, reading, moving, removing.
class MtpStorageTest : public MtpBench
{
    Q_OBJECT

private Q_SLOTS:
    // What is not there, another player in its place, or an odd place is not connected.
    void notConnected()
    {
        PlayerAddress other = address();
        other.identity = u"mtp:OTHER"_s;
        QCOMPARE(codeOf(MtpStorage::open(other, m_settings)), ErrorCode::NotConnected);
        other = address();
        other.location = u"usb:001,003"_s;
        QCOMPARE(codeOf(MtpStorage::open(other, m_settings)), ErrorCode::NotConnected);
        other.location = u"/media/x"_s;
        QCOMPARE(codeOf(MtpStorage::open(other, m_settings)), ErrorCode::NotConnected);
        other.location.clear();
        QCOMPARE(codeOf(MtpStorage::open(other, m_settings)), ErrorCode::NotConnected);
        QCOMPARE(codeOf(openStorage(other)), ErrorCode::NotConnected);
    }

    // A helper that is missing or is no program is a fault of the installation, not of the player.
    void noHelper()
    {
        for (const QString &program : {u"/nonexistent/tandem-mtp"_s, u"/dev/null"_s}) {
            MtpSettings settings = m_settings;
            settings.program = program;
            QCOMPARE(codeOf(MtpStorage::open(address(), settings)), ErrorCode::HelperMissing);
        }
    }

    // Without a storage the phone is locked.
    void locked()
    {
        control("locked");
        QCOMPARE(codeOf(MtpStorage::open(address(), m_settings)), ErrorCode::DeviceLocked);
    }

    // A player that another program holds is held, by its name.
    void held()
    {
        control("held");
        QVERIFY(QDir().mkpath(inRoot(u"proc/42/fd"_s)));
        QVERIFY(QFile::link(node(), inRoot(u"proc/42/fd/7"_s)));
        makeFile(inRoot(u"proc/42/comm"_s), "gvfsd-mtp\n");
        const auto opened = MtpStorage::open(address(), m_settings);
        QCOMPARE(codeOf(opened), ErrorCode::DeviceHeld);
        QCOMPARE(opened.error().detail, u"gvfsd-mtp"_s);
    }

    // A player that merely fails to open is tried once more with a new helper.
    void openingFails()
    {
        m_storage.reset();
        control("crashIn=Open");
        QVERIFY(MtpStorage::open(address(), m_settings));
        control("held\nalways");
        QCOMPARE(codeOf(MtpStorage::open(address(), m_settings)), ErrorCode::DeviceFailed);
    }

    // An opening that does not end is given up.
    void openingStalls()
    {
        m_storage.reset();
        control("stallIn=Open\nalways");
        MtpSettings settings = m_settings;
        settings.openingTime = 200ms;
        QCOMPARE(codeOf(MtpStorage::open(address(), settings)), ErrorCode::DeviceStalled);
    }

    // What the player says of its storage, as far as it can be believed.
    void info()
    {
        makeFile(onPlayer(u"a"_s), content(1000));
        const auto info = m_storage->info();
        QVERIFY(info);
        QCOMPARE(info->totalBytes, 1'000'000'000);
        QCOMPARE(info->freeBytes, 1'000'000'000 - 1000);
        QVERIFY(info->isListingSlow);
        QVERIFY(!info->isCaseSensitive);
        QVERIFY(!info->isReadOnly);
        QVERIFY(!info->hasPlaylistObjects);
        QCOMPARE(info->maxFileBytes, std::numeric_limits<qint64>::max());
        control("lyingSpace=2000000000");
        QCOMPARE(m_storage->info()->freeBytes, -1);
        control("locked");
        QCOMPARE(codeOf(m_storage->info()), ErrorCode::DeviceLocked);
        control("32bit\nreadOnly");
        openAgain();
        QVERIFY(m_storage->info()->isReadOnly);
        QVERIFY(m_storage->info()->maxFileBytes < 1LL << 32);
    }

    // Instead of a storage that was chosen no other is used, nor, once one is open, instead of that.
    void storageMissing()
    {
        PlayerAddress card = address();
        card.storage = u"0x00020001"_s;
        const auto opened = MtpStorage::open(card, m_settings);
        QCOMPARE(codeOf(opened), ErrorCode::StorageMissing);
        QCOMPARE(opened.error().subject, u"Player"_s);

        QVERIFY(QDir().mkpath(m_directory->filePath(u"card"_s)));
        control("readOnly");
        openAgain();
        QCOMPARE(m_storage->info()->storage, card.storage);
        QVERIFY(QDir(m_directory->filePath(u"card"_s)).removeRecursively());
        control("crashIn=GetStorage");
        QCOMPARE(codeOf(m_storage->info()), ErrorCode::StorageMissing);
        QCOMPARE(codeOf(m_storage->write(u"x"_s, "not on the other one")), ErrorCode::StorageMissing);
        QCOMPARE(filesOnPlayer(), QStringList());

        const QString mounted = m_directory->filePath(u"root"_s);
        const PlayerAddress drive{.kind = AddressKind::Volume,
                                  .name = u"Drive"_s,
                                  .location = mounted,
                                  .storage = u"B"_s,
                                  .volumes = {{.id = u"A"_s, .name = u"A"_s, .location = mounted}}};
        QCOMPARE(codeOf(openStorage(drive)), ErrorCode::StorageMissing);
    }

    // The storage that was chosen is used.
    void storages()
    {
        QVERIFY(m_storage->playerSelf()->facts()->storages.isEmpty());
        QVERIFY(QDir().mkpath(m_directory->filePath(u"card"_s)));
        PlayerAddress card = address();
        card.storage = u"0x00020001"_s;
        const auto opened = MtpStorage::open(card, m_settings);
        QVERIFY(opened);
        QVERIFY((*opened)->write(u"x/y"_s, "on the card"));
        QCOMPARE(read(m_directory->filePath(u"card/x/y"_s)), "on the card");
        const auto facts = (*opened)->playerSelf()->facts();
        QVERIFY(facts);
        QCOMPARE(facts->storages.size(), 2);
        QCOMPARE(facts->storage, u"0x00020001"_s);
        QCOMPARE(facts->storages[1].name, u"Card"_s);
    }

    // What the player says of itself, and what it is told.
    void facts()
    {
        QVERIFY(m_storage->playerSelf()->setFriendlyName(u"Jogging"_s));
        QVERIFY(m_storage->playerSelf()->setSynchronizationPartner(u"Tandem"_s));
        const auto facts = m_storage->playerSelf()->facts();
        QVERIFY(facts);
        QCOMPARE(facts->manufacturer, u"Maker"_s);
        QCOMPARE(facts->friendlyName, u"Jogging"_s);
        QCOMPARE(facts->synchronizationPartner, u"Tandem"_s);
        QCOMPARE(facts->batteryPercent, 75);
        QCOMPARE(facts->fileTypes, (QStringList{u"mp3"_s, u"flac"_s}));
        control("noNames");
        QCOMPARE(codeOf(m_storage->playerSelf()->setFriendlyName(u"x"_s)), ErrorCode::NotSupported);
        QCOMPARE(codeOf(m_storage->playerSelf()->setSynchronizationPartner(u"x"_s)), ErrorCode::NotSupported);
        QVERIFY(m_storage->info()); // and all else still works
    }

    // A listing names files with sizes and folders; a folder that is not there is missing.
    void listing_data()
    {
        QTest::addColumn<QByteArray>("how");
        QTest::newRow("usual") << QByteArray();
        QTest::newRow("without properties") << QByteArray("noProperties");
    }
    void listing()
    {
        QFETCH(QByteArray, how);
        control(how);
        makeFile(onPlayer(u"Music/a.mp3"_s), "123");
        makeFile(onPlayer(u"Music/.hidden"_s), "1");
        QVERIFY(QDir().mkpath(onPlayer(u"Music/B"_s)));
        auto objects = m_storage->list(u"music"_s);
        QVERIFY(objects);
        std::ranges::sort(*objects, {}, &StoredObject::name);
        QCOMPARE(objects->size(), 3);
        QCOMPARE((*objects)[0].name, u".hidden"_s);
        QVERIFY((*objects)[1].isFolder);
        QCOMPARE((*objects)[2].sizeBytes, 3);
        QCOMPARE(*m_storage->count(u"Music"_s), 3);
        QCOMPARE(*m_storage->count(u"Music/B"_s), 0);
        QCOMPARE(*m_storage->count({}), 1);
        for (const QString &none : {u"None"_s, u"Music/a.mp3"_s, u"Music/.."_s, u"Music/B/C"_s}) {
            QCOMPARE(codeOf(m_storage->list(none)), ErrorCode::FileMissing);
            QCOMPARE(codeOf(m_storage->count(none)), ErrorCode::FileMissing);
        }
    }

    // A player that says nothing of an object, for it is busy, has it all the same: it is not gone, and no
    // name of its folder is free. What is asked for by a name that was seen is found as ever.
    void silentObject()
    {
        makeFile(onPlayer(u"Music/a.mp3"_s), "123");
        makeFile(onPlayer(u"Music/b.mp3"_s), "12");
        makeFile(outside(u"song"_s), "song");
        control("silent=a.mp3");
        openAgain();
        const auto listed = m_storage->list(u"Music"_s);
        QCOMPARE(codeOf(listed), ErrorCode::DeviceFailed);
        QCOMPARE(listed.error().subject, u"Music"_s);
        QCOMPARE(*m_storage->count(u"Music"_s), 2);
        const QString song = outside(u"song"_s);
        for (const QString &path : {u"Music/a.mp3"_s, u"Music/c.mp3"_s}) {
            QCOMPARE(codeOf(m_storage->read(path, 10)), ErrorCode::DeviceFailed);
            const auto likeness = m_storage->compare(path, song, Reading::Anywhere, {});
            QCOMPARE(codeOf(likeness), ErrorCode::DeviceFailed);
            QCOMPARE(likeness.error().subject, path);
            QCOMPARE(codeOf(m_storage->remove(path, {3})), ErrorCode::DeviceFailed);
            QCOMPARE(codeOf(m_storage->move(path, u"Music/d.mp3"_s, {3})), ErrorCode::DeviceFailed);
            const auto sent = sendSong(path);
            QCOMPARE(codeOf(sent), ErrorCode::DeviceFailed);
            QCOMPARE(sent.error().subject, path);
        }
        QCOMPARE(*m_storage->read(u"Music/b.mp3"_s, 10), "12");
        QCOMPARE(filesOnPlayer(), (QStringList{u"Music/a.mp3"_s, u"Music/b.mp3"_s}));

        control({}); // it speaks again
        QCOMPARE(m_storage->list(u"Music"_s)->size(), 2);
        QVERIFY(sendSong(u"Music/c.mp3"_s));
        QVERIFY(m_storage->remove(u"Music/a.mp3"_s, {3}));
    }

    // A folder of which nothing is said is not another one's name: neither Tandem's own nor of music.
    void silentFolder()
    {
        QVERIFY(m_storage->write(u".tandem/partner.json"_s, "marker"));
        makeFile(outside(u"song"_s), "song");
        control("silent=.tandem");
        openAgain();
        QCOMPARE(codeOf(m_storage->read(u".tandem/partner.json"_s, 10)), ErrorCode::DeviceFailed);
        QCOMPARE(codeOf(m_storage->list(u".tandem"_s)), ErrorCode::DeviceFailed);
        QCOMPARE(codeOf(m_storage->write(u".tandem/partner.json"_s, "new")), ErrorCode::DeviceFailed);
        QCOMPARE(codeOf(sendSong(u"Music/a.mp3"_s)), ErrorCode::DeviceFailed);
        QCOMPARE(filesOnPlayer(), QStringList{u".tandem/partner.json"_s});
        QCOMPARE(read(onPlayer(u".tandem/partner.json"_s)), "marker");
    }

    // One that says nothing for a moment is asked again.
    void silentForAMoment()
    {
        makeFile(onPlayer(u"Music/a.mp3"_s), "123");
        control("silent=a.mp3\nsilentTimes=2");
        openAgain();
        QCOMPARE(m_storage->list(u"Music"_s)->size(), 1);
    }

    // The longest name that Tandem gives is listed whole by a player that cuts names.
    void longNames()
    {
        control("cuts=220");
        openAgain();
        makeFile(outside(u"song"_s), "song");
        const QString name = safeName(QString(235, u'x') + u".mp3"_s, true);
        QCOMPARE(name.size(), maxNameLength);
        QVERIFY(sendSong(u"Music/"_s + name));
        openAgain();
        const auto objects = m_storage->list(u"Music"_s);
        QVERIFY(objects);
        QCOMPARE(objects->size(), 1);
        QCOMPARE(objects->first().name, name);
        QCOMPARE(m_storage->list(u"Music"_s)->first().name, name); // once more, in the same session
        QVERIFY(m_storage->read(u"Music/"_s + name, 10));
    }

    // What the player's owner does meanwhile is seen.
    void changedByOthers()
    {
        makeFile(onPlayer(u"Music/a.mp3"_s), "123");
        makeFile(outside(u"song"_s), "song");
        QCOMPARE(*m_storage->count(u"Music"_s), 1);
        makeFile(onPlayer(u"Music/b.mp3"_s), "12");
        QCOMPARE(*m_storage->count(u"Music"_s), 2);
        QVERIFY(m_storage->remove(u"Music/b.mp3"_s, {2}));
        QVERIFY(QDir(onPlayer(u"Music"_s)).removeRecursively());
        QCOMPARE(codeOf(m_storage->read(u"Music/a.mp3"_s, 10)), ErrorCode::FileMissing);
        QVERIFY(sendSong(u"Music/c.mp3"_s));
        QCOMPARE(filesOnPlayer(), QStringList{u"Music/c.mp3"_s});
    }

    // Counting all albums asks about as much as there are folders, and nothing of the songs.
    void cost()
    {
        constexpr int artists = 20;
        constexpr int albums = 5;
        for (int artist = 0; artist < artists; ++artist) {
            for (int album = 0; album < albums; ++album) {
                for (int track = 0; track < 10; ++track)
                    makeFile(onPlayer(u"Music/%1/%2/%3.mp3"_s.arg(artist).arg(album).arg(track)), {});
            }
        }
        const qsizetype before = transactions();
        for (int artist = 0; artist < artists; ++artist) {
            for (int album = 0; album < albums; ++album)
                QCOMPARE(*m_storage->count(u"Music/%1/%2"_s.arg(artist).arg(album)), 10);
        }
        // Names of the artists and the albums, children of each of them, once more for each count.
        constexpr int folders = artists + artists * albums;
        QVERIFY2(transactions() - before <= 2 * folders + artists * albums + 10,
                 qPrintable(QString::number(transactions() - before)));
    }

    // A file goes only while its size is the known one; folders that became empty go with it, save the
    // topmost and any that still holds something.
    void removal()
    {
        makeFile(onPlayer(u"Music/A/B/1.mp3"_s), "1234");
        makeFile(onPlayer(u"Music/A/2.mp3"_s), "12");
        QCOMPARE(codeOf(m_storage->remove(u"Music/A/B/1.mp3"_s, {3})), ErrorCode::FileChanged);
        QCOMPARE(codeOf(m_storage->remove(u"Music/A/B/0.mp3"_s, {3})), ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->remove(u"Music/A/B"_s, {0})), ErrorCode::FileChanged);
        QVERIFY(m_storage->remove(u"Music/A/B/1.mp3"_s, {4}));
        QVERIFY(!QFile::exists(onPlayer(u"Music/A/B"_s)));
        QVERIFY(m_storage->remove(u"Music/A/2.mp3"_s, {2}));
        QVERIFY(!QFile::exists(onPlayer(u"Music/A"_s)));
        QVERIFY(QFile::exists(onPlayer(u"Music"_s)));
        makeFile(outside(u"song"_s), "song");
        QVERIFY(sendSong(u"Music/A/3.mp3"_s)); // into the folder that was just removed
    }

    // The answer to a removal may be lost; the file is removed all the same.
    void removalWithoutAnswer()
    {
        makeFile(onPlayer(u"Music/A/1.mp3"_s), "1234");
        QVERIFY(m_storage->count(u"Music/A"_s));
        QVERIFY(m_storage->read(u"Music/A/1.mp3"_s, 10));
        control("crashIn=GetChildren"); // when looking whether the folder is empty now
        QVERIFY(m_storage->remove(u"Music/A/1.mp3"_s, {4}));
        QCOMPARE(filesOnPlayer(), QStringList());
    }

    // Moving neither overwrites nor leaves empty folders.
    void moving()
    {
        makeFile(onPlayer(u"Music/A/1.mp3"_s), "one");
        makeFile(onPlayer(u"Music/2.mp3"_s), "two");
        QCOMPARE(codeOf(m_storage->move(u"Music/A/1.mp3"_s, u"Music/2.mp3"_s, {})), ErrorCode::NameTaken);
        QCOMPARE(codeOf(m_storage->move(u"Music/3.mp3"_s, u"Music/4.mp3"_s, {})), ErrorCode::FileMissing);
        QVERIFY(m_storage->move(u"Music/A/1.mp3"_s, u"Music/B/C/3.mp3"_s, {}));
        QCOMPARE(filesOnPlayer(), (QStringList{u"Music/2.mp3"_s, u"Music/B/C/3.mp3"_s}));
        QVERIFY(!QFile::exists(onPlayer(u"Music/A"_s)));
        QVERIFY(m_storage->move(u"Music/B/C/3.mp3"_s, u"Music/B/C/4.mp3"_s, {}));
        QCOMPARE(*m_storage->read(u"Music/B/C/4.mp3"_s, 10), "one");
        QVERIFY(m_storage->move(u"Music/B/C/4.mp3"_s, u"Music/4.mp3"_s, {}));
        QCOMPARE(filesOnPlayer(), (QStringList{u"Music/2.mp3"_s, u"Music/4.mp3"_s}));
    }

    // What the player cannot do leaves everything where it was.
    void movingNotSupported_data()
    {
        QTest::addColumn<QByteArray>("lack");
        QTest::newRow("no moving") << QByteArray("noMove");
        QTest::newRow("no renaming") << QByteArray("noRename");
    }
    void movingNotSupported()
    {
        QFETCH(QByteArray, lack);
        control(lack);
        makeFile(onPlayer(u"Music/A/1.mp3"_s), "one");
        QCOMPARE(codeOf(m_storage->move(u"Music/A/1.mp3"_s, u"Music/B/2.mp3"_s, {})),
                 ErrorCode::NotSupported);
        QCOMPARE(filesOnPlayer(), QStringList{u"Music/A/1.mp3"_s});
        QVERIFY(!QFile::exists(onPlayer(u"Music/B"_s)));
    }

    // Identical, unfinished or another: told by content.
    void likeness_data()
    {
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<int>("likeness");
        const QByteArray whole = content(3'000'000);
        QByteArray holes = whole;
        holes.replace(4096, 8192, QByteArray(8192, '\0'));
        QByteArray other = whole;
        other[2'500'000] = other[2'500'000] == 'x' ? 'y' : 'x';
        QByteArray halfBlock = whole;
        halfBlock.replace(4096, 100, QByteArray(100, '\0'));
        QTest::newRow("same") << whole << int(Likeness::Identical);
        QTest::newRow("empty") << QByteArray() << int(Likeness::Torn);
        QTest::newRow("short") << whole.first(1'234'567) << int(Likeness::Torn);
        QTest::newRow("holes") << holes << int(Likeness::Torn);
        QTest::newRow("short with holes") << holes.first(50'000) << int(Likeness::Torn);
        QTest::newRow("one byte other") << other << int(Likeness::Different);
        QTest::newRow("half a block zero") << halfBlock << int(Likeness::Different);
        QTest::newRow("longer") << whole + 'x' << int(Likeness::Different);
        QTest::newRow("short and other") << other.first(2'500'001) << int(Likeness::Different);
    }
    void likeness()
    {
        QFETCH(QByteArray, stored);
        QFETCH(int, likeness);
        makeFile(outside(u"song"_s), content(3'000'000));
        makeFile(onPlayer(u"song"_s), stored);
        const auto result = m_storage->compare(u"song"_s, outside(u"song"_s), Reading::Anywhere, {});
        QVERIFY(result);
        QCOMPARE(int(*result), likeness);
    }

    // A comparison tells which side is missing, and can be stopped in the middle.
    void compareFailures()
    {
        makeFile(outside(u"song"_s), content(20 << 20));
        QVERIFY(QDir().mkpath(onPlayer(u"folder"_s)));
        QCOMPARE(codeOf(m_storage->compare(u"none"_s, outside(u"song"_s), Reading::Anywhere, {})),
                 ErrorCode::FileMissing);
        makeFile(onPlayer(u"song"_s), content(20 << 20));
        openAgain();
        QCOMPARE(codeOf(m_storage->compare(u"song"_s, outside(u"none"_s), Reading::Anywhere, {})),
                 ErrorCode::FileMissing);
        QCOMPARE(*m_storage->compare(u"folder"_s, outside(u"song"_s), Reading::Anywhere, {}),
                 Likeness::Different);
        control("slow");
        std::stop_source stop;
        std::jthread stopper([&] {
            while (transactionsOf("GetObject") == 0)
                std::this_thread::sleep_for(1ms);
            stop.request_stop();
        });
        QCOMPARE(
            codeOf(m_storage->compare(u"song"_s, outside(u"song"_s), Reading::Anywhere, stop.get_token())),
            ErrorCode::Cancelled);
        QVERIFY(m_storage->info());
    }

    // Playlists are objects only where the player has such; an older one is updated in its place.
    void playlists()
    {
        makeFile(onPlayer(u"Music/1.mp3"_s), "1");
        makeFile(onPlayer(u"Music/2.mp3"_s), "2");
        const QStringList tracks{u"Music/2.mp3"_s, u"Music/1.mp3"_s, u"Music/2.mp3"_s};
        QCOMPARE(
            codeOf(m_storage->playlistObjects()->writePlaylist(u"Playlists/P.pla"_s, tracks, FileStamp{})),
            ErrorCode::NotSupported);
        control("playlists");
        openAgain();
        QVERIFY(m_storage->info()->hasPlaylistObjects);
        QCOMPARE(codeOf(m_storage->playlistObjects()->writePlaylist(u"Playlists/P.pla"_s, {u"Music/3.mp3"_s},
                                                                    FileStamp{})),
                 ErrorCode::FileMissing);
        QVERIFY(m_storage->playlistObjects()->writePlaylist(u"Playlists/P.pla"_s, tracks, FileStamp{}));
        QCOMPARE(read(onPlayer(u"Playlists/P.pla"_s)), "Music/2.mp3\nMusic/1.mp3\nMusic/2.mp3\n");
        QVERIFY(m_storage->playlistObjects()->writePlaylist(u"Playlists/P.pla"_s, {u"Music/1.mp3"_s},
                                                            FileStamp{}));
        QCOMPARE(read(onPlayer(u"Playlists/P.pla"_s)), "Music/1.mp3\n");
        QCOMPARE(transactionsOf("CreatePlaylist"), 1);
    }

    // The helper closes the player and ends with the storage.
    void theEnd()
    {
        m_storage.reset();
        QCOMPARE(transactionsOf("Close"), 1);
    }
};

QTEST_GUILESS_MAIN(MtpStorageTest)
#include "tst_mtpstorage.moc"
