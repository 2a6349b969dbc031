// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/mtp/mtpstorage.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tandem;
using namespace tandem::device;

namespace {

template <class T>
ErrorCode codeOf(const Result<T> &result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

} // namespace

/// MtpStorage and the real helper program, with fakemtp.cpp in place of libmtp.
class MtpStorageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        qputenv("TANDEM_FAKE_MTP", QFile::encodeName(m_directory->path()));
        makeFile(inRoot(u"sys/bus/usb/devices/1-1/busnum"_s), "1\n");
        makeFile(inRoot(u"sys/bus/usb/devices/1-1/devnum"_s), "2\n");
        makeFile(inRoot(u"sys/bus/usb/devices/1-1/idVendor"_s), "04e8\n");
        makeFile(inRoot(u"sys/bus/usb/devices/1-1/idProduct"_s), "6860\n");
        makeFile(inRoot(u"sys/bus/usb/devices/1-1/serial"_s), "SERIAL\n");
        makeFile(node(), {});
        QVERIFY(QDir().mkpath(inRoot(u"proc"_s)));
        QVERIFY(QDir().mkpath(onPlayer({})));
        m_settings = {};
        m_settings.program = QStringLiteral(FAKE_HELPER);
        m_settings.unpluggingTime = 20ms;
        m_settings.systemRoot = m_directory->filePath(u"root"_s);
        openAgain();
    }
    void cleanup()
    {
        m_storage.reset();
        m_directory.reset();
    }

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
            QCOMPARE(codeOf(MtpStorage::open(address(), settings)), ErrorCode::Internal);
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

    // The storage that was chosen is used, as long as it is there.
    void storages()
    {
        QVERIFY(m_storage->facts()->storages.isEmpty());
        QVERIFY(QDir().mkpath(m_directory->filePath(u"card"_s)));
        PlayerAddress card = address();
        card.storage = u"0x00020001"_s;
        const auto opened = MtpStorage::open(card, m_settings);
        QVERIFY(opened);
        QVERIFY((*opened)->write(u"x/y"_s, "on the card"));
        QCOMPARE(read(m_directory->filePath(u"card/x/y"_s)), "on the card");
        const auto facts = (*opened)->facts();
        QVERIFY(facts);
        QCOMPARE(facts->storages.size(), 2);
        QCOMPARE(facts->storage, u"0x00020001"_s);
        QCOMPARE(facts->storages[1].name, u"Card"_s);
    }

    // What the player says of itself, and what it is told.
    void facts()
    {
        QVERIFY(m_storage->setFriendlyName(u"Jogging"_s));
        QVERIFY(m_storage->setSynchronizationPartner(u"Tandem"_s));
        const auto facts = m_storage->facts();
        QVERIFY(facts);
        QCOMPARE(facts->manufacturer, u"Maker"_s);
        QCOMPARE(facts->friendlyName, u"Jogging"_s);
        QCOMPARE(facts->synchronizationPartner, u"Tandem"_s);
        QCOMPARE(facts->batteryPercent, 75);
        QCOMPARE(facts->fileTypes, (QStringList{u"mp3"_s, u"flac"_s}));
        control("noNames");
        QCOMPARE(codeOf(m_storage->setFriendlyName(u"x"_s)), ErrorCode::NotSupported);
        QCOMPARE(codeOf(m_storage->setSynchronizationPartner(u"x"_s)), ErrorCode::NotSupported);
        QVERIFY(m_storage->info()); // and all else still works
    }

    // A file arrives byte by byte the same, with progress that adds up, and nothing else is left.
    void send_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::newRow("empty") << qint64(0);
        QTest::newRow("one byte") << qint64(1);
        QTest::newRow("blocks and some") << qint64((3 << 20) + 123);
    }
    void send()
    {
        QFETCH(qint64, size);
        makeFile(outside(u"song"_s), content(size));
        qint64 written = 0;
        QVERIFY(m_storage->send({outside(u"song"_s), u"Music/Ä 🎵/song.mp3"_s, size, false, {}}, {},
                                [&written](qint64 bytes) { written += bytes; }));
        QCOMPARE(written, size);
        QVERIFY(read(onPlayer(u"Music/Ä 🎵/song.mp3"_s)) == content(size));
        QCOMPARE(filesOnPlayer(), QStringList{u"Music/Ä 🎵/song.mp3"_s});
    }

    // Another's file is never overwritten; Tandem's own only when it may be. Case makes no difference.
    void nameTaken()
    {
        makeFile(outside(u"song"_s), "new");
        makeFile(onPlayer(u"Song.mp3"_s), "old");
        QCOMPARE(codeOf(sendSong(u"Song.mp3"_s)), ErrorCode::NameTaken);
        QCOMPARE(codeOf(sendSong(u"song.MP3"_s)), ErrorCode::NameTaken);
        QCOMPARE(read(onPlayer(u"Song.mp3"_s)), "old");
        QVERIFY(sendSong(u"Song.mp3"_s, true));
        QCOMPARE(read(onPlayer(u"Song.mp3"_s)), "new");
        QCOMPARE(filesOnPlayer(), QStringList{u"Song.mp3"_s});
    }

    // Replacing works with players that cannot rename, too.
    void replaceWithoutRenaming()
    {
        control("noRename");
        for (const QByteArray &data : {"one"_ba, "two"_ba, "three"_ba}) {
            QVERIFY(m_storage->write(u".tandem/x"_s, data));
            QCOMPARE(*m_storage->read(u".tandem/x"_s, 100), data);
        }
        QCOMPARE(filesOnPlayer(), QStringList{u".tandem/x"_s});
    }

    // Wherever replacing is interrupted, the name has its old or its new content afterwards.
    void replacingInterrupted_data()
    {
        QTest::addColumn<QByteArray>("place");
        for (const char *place : {"SendObjectInfo", "SendObject", "SendMiddle", "Rename", "DeleteObject"})
            QTest::newRow(place) << QByteArray(place);
    }
    void replacingInterrupted()
    {
        QFETCH(QByteArray, place);
        const QByteArray old = content(200'000);
        const QByteArray now = content(200'001);
        makeFile(onPlayer(u".tandem/x"_s), old);
        control("crashIn=" + place + "\nalways");
        QCOMPARE(codeOf(m_storage->write(u".tandem/x"_s, now)), ErrorCode::DeviceFailed);
        m_storage.reset();
        control({});
        openAgain();
        QVERIFY(m_storage->removeLeftovers());
        const auto data = m_storage->read(u".tandem/x"_s, 1 << 20);
        QVERIFY(data);
        QVERIFY(*data == old || *data == now);
        QCOMPARE(filesOnPlayer(), QStringList{u".tandem/x"_s});
    }

    // The old content comes back under its name when nothing else has it.
    void leftovers()
    {
        makeFile(onPlayer(u".tandem/.a.tandem-old"_s), "old a");
        makeFile(onPlayer(u".tandem/.a.tandem-part"_s), "new a");
        makeFile(onPlayer(u".tandem/.b.tandem-old"_s), "old b");
        makeFile(onPlayer(u".tandem/b"_s), "new b");
        makeFile(onPlayer(u".tandem/mine.part"_s), "mine");
        makeFile(onPlayer(u"Music/.c.tandem-part"_s), "half c");
        QVERIFY(m_storage->removeLeftovers());
        QCOMPARE(read(onPlayer(u".tandem/a"_s)), "old a");
        QCOMPARE(read(onPlayer(u".tandem/b"_s)), "new b");
        QCOMPARE(read(onPlayer(u".tandem/mine.part"_s)), "mine");
        // Other folders are cleaned when they are written to: looking through all of them would take long.
        makeFile(outside(u"song"_s), "song");
        QVERIFY(sendSong(u"Music/d"_s));
        QCOMPARE(filesOnPlayer(),
                 (QStringList{u".tandem/a"_s, u".tandem/b"_s, u".tandem/mine.part"_s, u"Music/d"_s}));
    }

    // A folder of that name is never replaced by a file, nor a file by a folder.
    void foldersInTheWay()
    {
        makeFile(outside(u"song"_s), "new");
        makeFile(onPlayer(u"song.mp3/precious"_s), "x");
        makeFile(onPlayer(u"Music"_s), "a file");
        QCOMPARE(codeOf(sendSong(u"song.mp3"_s)), ErrorCode::NameTaken);
        QCOMPARE(codeOf(sendSong(u"song.mp3"_s, true)), ErrorCode::NameTaken);
        QCOMPARE(codeOf(sendSong(u"Music/A/song.mp3"_s)), ErrorCode::NameTaken);
        QCOMPARE(codeOf(m_storage->remove(u"song.mp3"_s, 0)), ErrorCode::FileChanged);
        QCOMPARE(filesOnPlayer(), (QStringList{u"Music"_s, u"song.mp3/precious"_s}));
    }

    // A source that is not as it should be leaves nothing on the player.
    void badSource()
    {
        makeFile(outside(u"song"_s), "12345");
        const auto send = [&](const QString &source, qint64 size) {
            return codeOf(m_storage->send({source, u"x.mp3"_s, size, false, {}}, {}, {}));
        };
        QCOMPARE(send(outside(u"song"_s), 4), ErrorCode::FileChanged);
        QCOMPARE(send(outside(u"none"_s), 5), ErrorCode::FileMissing);
        QCOMPARE(send(outside({}), 5), ErrorCode::FileUnreadable);
        QCOMPARE(filesOnPlayer(), QStringList());
    }

    // A file that changes while it is being sent does not arrive, and does not hang anything.
    void sourceChangesMeanwhile_data()
    {
        QTest::addColumn<qint64>("newSize");
        QTest::newRow("grows") << qint64(5 << 20);
        QTest::newRow("shrinks") << qint64(1 << 20);
        QTest::newRow("is emptied") << qint64(0);
    }
    void sourceChangesMeanwhile()
    {
        QFETCH(qint64, newSize);
        control("slow");
        makeFile(outside(u"song"_s), content(3 << 20));
        bool isFirst = true;
        const auto sent =
            m_storage->send({outside(u"song"_s), u"x.mp3"_s, 3 << 20, false, {}}, {}, [&](qint64) {
                if (std::exchange(isFirst, false))
                    QVERIFY(QFile::resize(outside(u"song"_s), newSize));
            });
        QCOMPARE(codeOf(sent), ErrorCode::FileChanged);
        QVERIFY(!isFirst);
        QCOMPARE(filesOnPlayer(), QStringList());
    }

    // A full player says so, also one that pretends that all went well; nothing of the file remains.
    void full_data()
    {
        QTest::addColumn<QByteArray>("how");
        QTest::newRow("honest") << QByteArray("capacity=100000");
        QTest::newRow("lying") << QByteArray("capacity=100000\nlyingFull");
    }
    void full()
    {
        QFETCH(QByteArray, how);
        control(how);
        makeFile(outside(u"song"_s), content(60'000));
        QVERIFY(sendSong(u"a.mp3"_s));
        QCOMPARE(codeOf(sendSong(u"b.mp3"_s)), ErrorCode::DeviceFull);
        QCOMPARE(codeOf(m_storage->write(u"list"_s, content(60'000))), ErrorCode::DeviceFull);
        QCOMPARE(filesOnPlayer(), QStringList{u"a.mp3"_s});
        QVERIFY(m_storage->remove(u"a.mp3"_s, 60'000));
        QVERIFY(sendSong(u"b.mp3"_s));
    }

    // A player that takes nothing says so.
    void readOnly()
    {
        makeFile(onPlayer(u"Music/a.mp3"_s), "123");
        makeFile(outside(u"song"_s), "song");
        control("readOnly");
        QCOMPARE(codeOf(sendSong(u"b.mp3"_s)), ErrorCode::DeviceReadOnly);
        QCOMPARE(codeOf(sendSong(u"New/b.mp3"_s)), ErrorCode::DeviceReadOnly);
        QCOMPARE(codeOf(m_storage->remove(u"Music/a.mp3"_s, 3)), ErrorCode::DeviceReadOnly);
        QCOMPARE(filesOnPlayer(), QStringList{u"Music/a.mp3"_s});
    }

    // A stop takes effect in the middle of a file and leaves nothing, whatever the player makes of it.
    void cancel_data()
    {
        QTest::addColumn<QByteArray>("how");
        QTest::newRow("in good order") << QByteArray("slow");
        QTest::newRow("then it hangs") << QByteArray("slow\nstuckAfterCancel");
        QTest::newRow("it hangs already") << QByteArray("stallIn=SendMiddle");
    }
    void cancel()
    {
        QFETCH(QByteArray, how);
        control(how);
        makeFile(outside(u"song"_s), content(20 << 20));
        std::stop_source stop;
        std::jthread stopper([&] {
            while (transactionsOf("SendMiddle") == 0)
                std::this_thread::sleep_for(1ms);
            stop.request_stop();
        });
        const auto sent =
            m_storage->send({outside(u"song"_s), u"A/x.mp3"_s, 20 << 20, false, {}}, stop.get_token(), {});
        QCOMPARE(codeOf(sent), ErrorCode::Cancelled);
        control({});
        QVERIFY(m_storage->flush());
        QCOMPARE(filesOnPlayer(), QStringList());
        makeFile(outside(u"song"_s), "song");
        QVERIFY(sendSong(u"A/x.mp3"_s));
        QCOMPARE(read(onPlayer(u"A/x.mp3"_s)), "song");
    }

    // After a stop request, a player that does not answer is given up without the patience that it would have
    // otherwise (here: until the test fails); one that answers still does what it is asked.
    void stopEndsPatience()
    {
        makeFile(onPlayer(u"A/x.mp3"_s), "song");
        m_settings.operationTime = 1h;
        m_settings.openingTime = 1h;
        openAgain();
        std::stop_source stop;
        m_storage->setStop(stop.get_token());
        control("stallIn=GetChildren");
        std::jthread stopper([&] {
            while (transactionsOf("GetChildren") == 0)
                std::this_thread::sleep_for(1ms);
            stop.request_stop();
        });
        QCOMPARE(codeOf(m_storage->list(u"A"_s)), ErrorCode::Cancelled);
        control({});

        openAgain();
        m_storage->setStop(stop.get_token());
        QVERIFY(m_storage->write(u"A/y.m3u8"_s, "list"));
        QCOMPARE(read(onPlayer(u"A/y.m3u8"_s)), "list");

        m_storage.reset();
        control("stallIn=Open\nalways");
        QCOMPARE(codeOf(MtpStorage::open(address(), m_settings, stop.get_token())), ErrorCode::Cancelled);
    }

    // What was stopped beforehand does not begin.
    void cancelledBefore()
    {
        makeFile(outside(u"song"_s), "song");
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(codeOf(m_storage->send({outside(u"song"_s), u"x"_s, 4, false, {}}, stop.get_token(), {})),
                 ErrorCode::Cancelled);
        QCOMPARE(filesOnPlayer(), QStringList());
    }

    // A stall or a crash is survived once, with the half file removed and sent again; twice is too often.
    void trouble_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("place");
        for (const char *kind : {"stallIn", "crashIn"}) {
            for (const char *place :
                 {"GetChildren", "CreateFolder", "SendObjectInfo", "SendObject", "SendMiddle", "GetProperty"})
                QTest::addRow("%s %s", kind, place) << QByteArray(kind) << QByteArray(place);
        }
    }
    void trouble()
    {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, place);
        makeFile(outside(u"song"_s), content(200'000));
        makeFile(onPlayer(u"other"_s), "x");
        const QByteArray fault = kind + '=' + place;
        m_settings.operationTime = 300ms;
        openAgain();
        control(fault);
        qint64 written = 0;
        QVERIFY(m_storage->send({outside(u"song"_s), u"A/x.mp3"_s, 200'000, false, {}}, {},
                                [&](qint64 bytes) { written += bytes; }));
        QCOMPARE(written, 200'000);
        QVERIFY(QFile::exists(m_directory->filePath(u"failed"_s))); // it did go wrong
        QVERIFY(read(onPlayer(u"A/x.mp3"_s)) == content(200'000));
        QCOMPARE(filesOnPlayer(), (QStringList{u"A/x.mp3"_s, u"other"_s}));

        openAgain();
        control(fault + "\nalways");
        QCOMPARE(codeOf(sendSong(u"B/x.mp3"_s)),
                 kind == "stallIn" ? ErrorCode::DeviceStalled : ErrorCode::DeviceFailed);
        control({});
        QVERIFY(m_storage->flush());
        QCOMPARE(filesOnPlayer(), (QStringList{u"A/x.mp3"_s, u"other"_s}));
    }

    // A file that has arrived is never taken for a half one, whatever happens next.
    void sentIsKept_data()
    {
        QTest::addColumn<QByteArray>("kind");
        for (const char *kind : {"stallIn", "crashIn"})
            QTest::newRow(kind) << QByteArray(kind);
    }
    void sentIsKept()
    {
        QFETCH(QByteArray, kind);
        makeFile(outside(u"song"_s), content(1000));
        m_settings.operationTime = 300ms;
        openAgain();
        QVERIFY(sendSong(u"A/x.mp3"_s));
        QVERIFY(sendSong(u"A/y.mp3"_s, true));
        control(kind + "=GetStorage");
        QVERIFY(m_storage->flush());
        QVERIFY(QFile::exists(m_directory->filePath(u"failed"_s))); // it did go wrong
        QCOMPARE(filesOnPlayer(), (QStringList{u"A/x.mp3"_s, u"A/y.mp3"_s}));
        QCOMPARE(transactionsOf("DeleteObject"), 0);
    }

    // What was foreseen is open already, and sent although its name has gone since.
    void foreseen()
    {
        makeFile(outside(u"song"_s), content(1000));
        makeFile(outside(u"other"_s), content(2000));
        foresee(u"other"_s, u"A/y.mp3"_s);
        QVERIFY(sendSong(u"A/x.mp3"_s));
        QVERIFY(QFile::remove(outside(u"other"_s)));
        QVERIFY(m_storage->send(*m_foreseen, {}, {}));
        QVERIFY(read(onPlayer(u"A/y.mp3"_s)) == content(2000));
        QCOMPARE(filesOnPlayer(), (QStringList{u"A/x.mp3"_s, u"A/y.mp3"_s}));
    }

    // What was foreseen and does not come is not sent, whatever comes instead.
    void foreseenInVain()
    {
        makeFile(outside(u"song"_s), content(1000));
        makeFile(outside(u"other"_s), content(2000));
        foresee(u"other"_s, u"A/y.mp3"_s);
        QVERIFY(sendSong(u"A/x.mp3"_s));
        QVERIFY(sendSong(u"A/z.mp3"_s));
        QVERIFY(m_storage->flush());
        QVERIFY(m_storage->send(*m_foreseen, {}, {}));
        QVERIFY(read(onPlayer(u"A/y.mp3"_s)) == content(2000));
        QVERIFY(read(onPlayer(u"A/z.mp3"_s)) == content(1000));
        foresee(u"nothing"_s, u"B/b.mp3"_s);
        QVERIFY(sendSong(u"B/a.mp3"_s)); // the one that is foreseen cannot be opened
        QCOMPARE(codeOf(m_storage->send(*m_foreseen, {}, {})), ErrorCode::FileMissing);
        QCOMPARE(filesOnPlayer(), (QStringList{u"A/x.mp3"_s, u"A/y.mp3"_s, u"A/z.mp3"_s, u"B/a.mp3"_s}));
    }

    // A helper that ends takes with it what it was told; the next one is told anew.
    void foreseenInTrouble_data()
    {
        QTest::addColumn<QByteArray>("fault");
        for (const char *fault :
             {"stallIn=SendObject", "crashIn=SendObject", "crashIn=SendObjectInfo", "stallIn=GetProperty"})
            QTest::newRow(fault) << QByteArray(fault);
    }
    void foreseenInTrouble()
    {
        QFETCH(QByteArray, fault);
        makeFile(outside(u"song"_s), content(1000));
        makeFile(outside(u"other"_s), content(2000));
        m_settings.operationTime = 300ms;
        openAgain();
        for (const bool isFirst : {true, false}) {
            const QString folder = isFirst ? u"A/"_s : u"B/"_s;
            foresee(u"other"_s, folder + u"y.mp3"_s);
            if (isFirst)
                control(fault);
            QVERIFY(sendSong(folder + u"x.mp3"_s));
            if (!isFirst)
                control(fault);
            QVERIFY(m_storage->send(*m_foreseen, {}, {}));
            QVERIFY(QFile::exists(m_directory->filePath(u"failed"_s))); // it did go wrong
            QVERIFY(read(onPlayer(folder + u"y.mp3"_s)) == content(2000));
        }
        QCOMPARE(filesOnPlayer(), (QStringList{u"A/x.mp3"_s, u"A/y.mp3"_s, u"B/x.mp3"_s, u"B/y.mp3"_s}));
    }

    // A song is not done before its tags are: when the player gives up over them, all is done again.
    void tagsInterrupted()
    {
        makeFile(outside(u"song"_s), content(1000));
        control("tags\ncrashIn=SetTags");
        const MediaTags tags{.title = u"Title"_s, .artist = u"Artist"_s};
        QVERIFY(m_storage->send({outside(u"song"_s), u"A/x.mp3"_s, 1000, false, tags}, {}, {}));
        QVERIFY(read(onPlayer(u"A/x.mp3"_s)) == content(1000));
        QCOMPARE(read(m_directory->filePath(u"tags"_s)), "x.mp3|Title|Artist|0\n");
        QCOMPARE(filesOnPlayer(), QStringList{u"A/x.mp3"_s});
    }

    // A player that is taken away in the middle of a file is gone, at once and for good.
    void unplugged()
    {
        makeFile(outside(u"song"_s), content(1 << 20));
        control("crashIn=SendMiddle\nslow\nalways");
        const auto sent =
            m_storage->send({outside(u"song"_s), u"x.mp3"_s, 1 << 20, false, {}}, {}, [&](qint64) {});
        QCOMPARE(codeOf(sent), ErrorCode::DeviceFailed); // still plugged in
        QVERIFY(QFile::remove(node()));
        QCOMPARE(codeOf(m_storage->list({})), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(m_storage->info()), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(sendSong(u"x.mp3"_s)), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(MtpStorage::open(address(), m_settings)), ErrorCode::NotConnected);
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

    // What the player's owner does meanwhile is seen.
    void changedByOthers()
    {
        makeFile(onPlayer(u"Music/a.mp3"_s), "123");
        makeFile(outside(u"song"_s), "song");
        QCOMPARE(*m_storage->count(u"Music"_s), 1);
        makeFile(onPlayer(u"Music/b.mp3"_s), "12");
        QCOMPARE(*m_storage->count(u"Music"_s), 2);
        QVERIFY(m_storage->remove(u"Music/b.mp3"_s, 2));
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

    // A song costs little beside the transfer itself.
    void costOfSending()
    {
        makeFile(outside(u"song"_s), "song");
        QVERIFY(sendSong(u"Music/A/0.mp3"_s));
        const qsizetype before = transactions();
        for (int i = 1; i <= 10; ++i)
            QVERIFY(sendSong(u"Music/A/%1.mp3"_s.arg(i)));
        QCOMPARE(transactions() - before, 10 * 3); // its facts, its content, its size
    }

    // A player that tells of something, and does not go on until that was heard, is heard.
    void events()
    {
        makeFile(outside(u"song"_s), content(200'000));
        control("tellIn=SendObject");
        const qsizetype opened = transactionsOf("Open");
        for (int i = 0; i < 3; ++i)
            QVERIFY(sendSong(u"Music/A/%1.mp3"_s.arg(i)));
        QCOMPARE(filesOnPlayer().size(), 3);
        QCOMPARE(transactionsOf("Open"), opened);
    }

    // A small file is replaced whole; reading is bounded.
    void smallFiles()
    {
        QVERIFY(m_storage->write(u"Playlists/a.m3u8"_s, "first"));
        QVERIFY(m_storage->write(u"Playlists/a.m3u8"_s, "second one"));
        QCOMPARE(*m_storage->read(u"Playlists/a.m3u8"_s, 10), "second one");
        QCOMPARE(codeOf(m_storage->read(u"Playlists/a.m3u8"_s, 9)), ErrorCode::FileTooLarge);
        QCOMPARE(codeOf(m_storage->read(u"Playlists/b.m3u8"_s, 9)), ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->read(u"Playlists"_s, 9)), ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->read(u"Playlists/a.m3u8/x"_s, 9)), ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->read(u"../x"_s, 9)), ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->write(u"../x"_s, {})), ErrorCode::NameTaken);
        QCOMPARE(codeOf(m_storage->write(QString(300, u'x'), {})), ErrorCode::NameTooLong);
        QVERIFY(m_storage->write(u"empty"_s, {}));
        QCOMPARE(*m_storage->read(u"empty"_s, 0), QByteArray());
        QVERIFY(m_storage->write(u"large"_s, content(3'000'000)));
        QCOMPARE(*m_storage->read(u"large"_s, 3'000'000), content(3'000'000));
    }

    // A file goes only while its size is the known one; folders that became empty go with it, save the
    // topmost and any that still holds something.
    void removal()
    {
        makeFile(onPlayer(u"Music/A/B/1.mp3"_s), "1234");
        makeFile(onPlayer(u"Music/A/2.mp3"_s), "12");
        QCOMPARE(codeOf(m_storage->remove(u"Music/A/B/1.mp3"_s, 3)), ErrorCode::FileChanged);
        QCOMPARE(codeOf(m_storage->remove(u"Music/A/B/0.mp3"_s, 3)), ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->remove(u"Music/A/B"_s, 0)), ErrorCode::FileChanged);
        QVERIFY(m_storage->remove(u"Music/A/B/1.mp3"_s, 4));
        QVERIFY(!QFile::exists(onPlayer(u"Music/A/B"_s)));
        QVERIFY(m_storage->remove(u"Music/A/2.mp3"_s, 2));
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
        QVERIFY(m_storage->remove(u"Music/A/1.mp3"_s, 4));
        QCOMPARE(filesOnPlayer(), QStringList());
    }

    // Moving neither overwrites nor leaves empty folders.
    void moving()
    {
        makeFile(onPlayer(u"Music/A/1.mp3"_s), "one");
        makeFile(onPlayer(u"Music/2.mp3"_s), "two");
        QCOMPARE(codeOf(m_storage->move(u"Music/A/1.mp3"_s, u"Music/2.mp3"_s)), ErrorCode::NameTaken);
        QCOMPARE(codeOf(m_storage->move(u"Music/3.mp3"_s, u"Music/4.mp3"_s)), ErrorCode::FileMissing);
        QVERIFY(m_storage->move(u"Music/A/1.mp3"_s, u"Music/B/C/3.mp3"_s));
        QCOMPARE(filesOnPlayer(), (QStringList{u"Music/2.mp3"_s, u"Music/B/C/3.mp3"_s}));
        QVERIFY(!QFile::exists(onPlayer(u"Music/A"_s)));
        QVERIFY(m_storage->move(u"Music/B/C/3.mp3"_s, u"Music/B/C/4.mp3"_s));
        QCOMPARE(*m_storage->read(u"Music/B/C/4.mp3"_s, 10), "one");
        QVERIFY(m_storage->move(u"Music/B/C/4.mp3"_s, u"Music/4.mp3"_s));
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
        QCOMPARE(codeOf(m_storage->move(u"Music/A/1.mp3"_s, u"Music/B/2.mp3"_s)), ErrorCode::NotSupported);
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
        const auto result = m_storage->compare(u"song"_s, outside(u"song"_s), {});
        QVERIFY(result);
        QCOMPARE(int(*result), likeness);
    }

    // A comparison tells which side is missing, and can be stopped in the middle.
    void compareFailures()
    {
        makeFile(outside(u"song"_s), content(20 << 20));
        QVERIFY(QDir().mkpath(onPlayer(u"folder"_s)));
        QCOMPARE(codeOf(m_storage->compare(u"none"_s, outside(u"song"_s), {})), ErrorCode::FileMissing);
        makeFile(onPlayer(u"song"_s), content(20 << 20));
        openAgain();
        QCOMPARE(codeOf(m_storage->compare(u"song"_s, outside(u"none"_s), {})), ErrorCode::FileMissing);
        QCOMPARE(*m_storage->compare(u"folder"_s, outside(u"song"_s), {}), Likeness::Different);
        control("slow");
        std::stop_source stop;
        std::jthread stopper([&] {
            while (transactionsOf("GetObject") == 0)
                std::this_thread::sleep_for(1ms);
            stop.request_stop();
        });
        QCOMPARE(codeOf(m_storage->compare(u"song"_s, outside(u"song"_s), stop.get_token())),
                 ErrorCode::Cancelled);
        QVERIFY(m_storage->info());
    }

    // Only players that look at tags are told them, and one that refuses is not asked again.
    void tags()
    {
        makeFile(outside(u"song"_s), "song");
        const auto send = [&](const QString &path) {
            const MediaTags tags{.title = u"Title"_s, .artist = u"Ärtist"_s, .durationMs = 5000};
            return m_storage->send({outside(u"song"_s), path, 4, false, tags}, {}, {}).has_value();
        };
        QVERIFY(send(u"1.mp3"_s));
        QVERIFY(!QFile::exists(m_directory->filePath(u"tags"_s)));
        control("tags");
        openAgain();
        QVERIFY(send(u"2.mp3"_s));
        QVERIFY(send(u"2.txt"_s));
        QCOMPARE(read(m_directory->filePath(u"tags"_s)), QByteArray("2.mp3|Title|Ärtist|5000\n"));
        control("tags=refused");
        openAgain();
        QVERIFY(send(u"3.mp3"_s));
        QVERIFY(send(u"4.mp3"_s));
        QCOMPARE(transactionsOf("SetTags"), 2);
    }

    // The player is told what a file is by its own name, also while it replaces another under a name for the
    // time being: such songs are music, too, and have tags.
    void typeOfReplacement()
    {
        makeFile(outside(u"song"_s), "song");
        makeFile(onPlayer(u"1.mp3"_s), "old");
        control("tags");
        openAgain();
        const MediaTags tags{.title = u"Title"_s, .artist = u"Artist"_s, .durationMs = 5000};
        QVERIFY(m_storage->send({outside(u"song"_s), u"1.mp3"_s, 4, true, tags}, {}, {}));
        QVERIFY(m_storage->write(u"1.txt"_s, "text"));
        QCOMPARE(read(m_directory->filePath(u"types"_s)),
                 ".1.mp3.tandem-part|music\n.1.txt.tandem-part|other\n");
        QCOMPARE(read(m_directory->filePath(u"tags"_s)), ".1.mp3.tandem-part|Title|Artist|5000\n");
        QCOMPARE(filesOnPlayer(), (QStringList{u"1.mp3"_s, u"1.txt"_s}));
    }

    // A cover arrives, byte for byte and with its size in pixels, where the player takes such pictures.
    void covers()
    {
        makeFile(outside(u"song"_s), "song");
        control("covers");
        openAgain();
        QVERIFY(m_storage->info()->takesCovers);
        const QByteArray cover = jpeg(400, 300, 40'000);
        QVERIFY(sendWithCover(u"Music/1.mp3"_s, cover));
        const QByteArray line = "1.mp3|400x300|jpeg\n";
        QCOMPARE(read(m_directory->filePath(u"covers"_s)), line);
        QCOMPARE(read(m_directory->filePath(u"cover"_s)), cover);
        QVERIFY(sendSong(u"Music/2.mp3"_s));             // has none
        QVERIFY(sendWithCover(u"Music/3.txt"_s, cover)); // is no music
        QCOMPARE(transactionsOf("SendCover"), 1);
        makeFile(outside(u"song"_s), "another song");
        QVERIFY(sendWithCover(u"Music/1.mp3"_s, cover, true));
        QCOMPARE(transactionsOf("SendCover"), 2);
        QCOMPARE(read(onPlayer(u"Music/1.mp3"_s)), "another song");
    }

    // A large picture without limits goes over as well.
    void largeCover()
    {
        makeFile(outside(u"song"_s), "song");
        control("covers=unlimited");
        openAgain();
        const QByteArray cover = jpeg(3000, 2000, 2 << 20);
        QVERIFY(sendWithCover(u"1.mp3"_s, cover));
        QCOMPARE(read(m_directory->filePath(u"cover"_s)), cover);
    }

    // No picture where the player takes none, none of this kind, or none so large.
    void noCovers_data()
    {
        QTest::addColumn<QByteArray>("behaviour");
        QTest::addColumn<bool>("takesCovers");
        QTest::addColumn<QByteArray>("cover");
        const QByteArray fits = jpeg(400, 300, 40'000);
        QTest::newRow("none") << QByteArray("tags") << false << fits;
        QTest::newRow("other formats") << QByteArray("covers=png") << false << fits;
        QTest::newRow("sounds") << QByteArray("covers=sounds") << false << fits;
        QTest::newRow("too wide") << QByteArray("covers") << true << jpeg(401, 300, 40'000);
        QTest::newRow("too high") << QByteArray("covers") << true << jpeg(400, 301, 40'000);
        QTest::newRow("too many bytes") << QByteArray("covers") << true << jpeg(400, 300, 50'001);
        QTest::newRow("no JPEG") << QByteArray("covers") << true << QByteArray("\x89PNG");
    }
    void noCovers()
    {
        QFETCH(QByteArray, behaviour);
        QFETCH(bool, takesCovers);
        QFETCH(QByteArray, cover);
        makeFile(outside(u"song"_s), "song");
        control(behaviour);
        openAgain();
        QCOMPARE(m_storage->info()->takesCovers, takesCovers);
        QVERIFY(sendWithCover(u"1.mp3"_s, cover));
        QCOMPARE(transactionsOf("SendCover"), 0);
        QCOMPARE(filesOnPlayer(), QStringList{u"1.mp3"_s});
    }

    // A player without covers is asked one question about them in a session.
    void costOfNoCovers()
    {
        openAgain();
        qsizetype before = transactions();
        QVERIFY(m_storage->info());
        QCOMPARE(transactions() - before, 2); // the storage, and the properties
        before = transactions();
        QVERIFY(m_storage->info());
        QCOMPARE(transactions() - before, 1);
    }

    // A picture that is refused costs the song nothing; none as large is tried again.
    void refusedCover()
    {
        makeFile(outside(u"song"_s), "song");
        control("covers=refused");
        openAgain();
        QVERIFY(sendWithCover(u"1.mp3"_s, jpeg(100, 100, 30'000)));
        QVERIFY(sendWithCover(u"2.mp3"_s, jpeg(100, 100, 30'000)));
        QCOMPARE(transactionsOf("SendCover"), 1);
        QVERIFY(sendWithCover(u"3.mp3"_s, jpeg(100, 100, 20'000)));
        QCOMPARE(transactionsOf("SendCover"), 2);
        QCOMPARE(transactionsOf("Open"), 2); // the first session and this one
        QCOMPARE(filesOnPlayer(), (QStringList{u"1.mp3"_s, u"2.mp3"_s, u"3.mp3"_s}));
    }

    // A player that gives up over a picture gets the song without it, and no further pictures.
    void fatalCover_data()
    {
        QTest::addColumn<QByteArray>("behaviour");
        QTest::newRow("stalls") << QByteArray("stallIn=SendCover\nalways\ncovers");
        QTest::newRow("crashes") << QByteArray("crashIn=SendCover\nalways\ncovers");
    }
    void fatalCover()
    {
        QFETCH(QByteArray, behaviour);
        makeFile(outside(u"song"_s), "song");
        m_settings.operationTime = 300ms;
        control(behaviour);
        openAgain();
        QVERIFY(sendWithCover(u"Music/1.mp3"_s, jpeg(100, 100, 1000)));
        QVERIFY(sendWithCover(u"Music/2.mp3"_s, jpeg(100, 100, 1000)));
        QCOMPARE(transactionsOf("SendCover"), 1);
        QCOMPARE(filesOnPlayer(), (QStringList{u"Music/1.mp3"_s, u"Music/2.mp3"_s}));
        QCOMPARE(read(onPlayer(u"Music/1.mp3"_s)), "song");
    }

    // Playlists are objects only where the player has such; an older one is updated in its place.
    void playlists()
    {
        makeFile(onPlayer(u"Music/1.mp3"_s), "1");
        makeFile(onPlayer(u"Music/2.mp3"_s), "2");
        const QStringList tracks{u"Music/2.mp3"_s, u"Music/1.mp3"_s, u"Music/2.mp3"_s};
        QCOMPARE(codeOf(m_storage->writePlaylist(u"Playlists/P.pla"_s, tracks)), ErrorCode::NotSupported);
        control("playlists");
        openAgain();
        QVERIFY(m_storage->info()->hasPlaylistObjects);
        QCOMPARE(codeOf(m_storage->writePlaylist(u"Playlists/P.pla"_s, {u"Music/3.mp3"_s})),
                 ErrorCode::FileMissing);
        QVERIFY(m_storage->writePlaylist(u"Playlists/P.pla"_s, tracks));
        QCOMPARE(read(onPlayer(u"Playlists/P.pla"_s)), "Music/2.mp3\nMusic/1.mp3\nMusic/2.mp3\n");
        QVERIFY(m_storage->writePlaylist(u"Playlists/P.pla"_s, {u"Music/1.mp3"_s}));
        QCOMPARE(read(onPlayer(u"Playlists/P.pla"_s)), "Music/1.mp3\n");
        QCOMPARE(transactionsOf("CreatePlaylist"), 1);
    }

    // The helper closes the player and ends with the storage.
    void theEnd()
    {
        m_storage.reset();
        QCOMPARE(transactionsOf("Close"), 1);
    }

private:
    QString inRoot(const QString &path) const { return m_directory->filePath(u"root/"_s + path); }
    QString node() const { return inRoot(u"dev/bus/usb/001/002"_s); }
    QString onPlayer(const QString &path) const { return m_directory->filePath(u"store/"_s + path); }
    QString outside(const QString &path) const { return m_directory->filePath(u"outside/"_s + path); }

    static PlayerAddress address()
    {
        PlayerAddress address;
        address.kind = AddressKind::Mtp;
        address.identity = u"mtp:SERIAL"_s;
        address.name = u"Player"_s;
        address.location = u"usb:001,002"_s;
        return address;
    }

    void openAgain()
    {
        m_storage.reset();
        auto storage = MtpStorage::open(address(), m_settings);
        QVERIFY2(storage, storage ? "" : qPrintable(errorCodeName(storage.error().code)));
        m_storage = std::move(*storage);
    }

    void control(const QByteArray &lines)
    {
        QFile::remove(m_directory->filePath(u"failed"_s));
        makeFile(m_directory->filePath(u"control"_s), lines + '\n');
    }

    qsizetype transactions() const { return read(m_directory->filePath(u"log"_s)).count('\n'); }
    qsizetype transactionsOf(const QByteArray &name) const
    {
        return read(m_directory->filePath(u"log"_s)).split('\n').count(name);
    }

    /// Bytes without a zero, so that no block of them looks torn.
    static QByteArray content(qint64 size)
    {
        QByteArray data(size, Qt::Uninitialized);
        for (qsizetype i = 0; i < data.size(); ++i)
            data[i] = static_cast<char>(1 + i * 7 % 251);
        return data;
    }

    static void makeFile(const QString &path, const QByteArray &data)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(data), data.size());
    }

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Result<void> sendSong(const QString &path, bool mayReplace = false)
    {
        const QString source = outside(u"song"_s);
        return m_storage->send({source, path, QFileInfo(source).size(), mayReplace, {}}, {}, {});
    }

    /// Tells the storage that this comes after the file that is on its way.
    void foresee(const QString &source, const QString &path)
    {
        m_foreseen = {.sourceFile = outside(source),
                      .path = path,
                      .sizeBytes = QFileInfo(outside(source)).size(),
                      .tags = {.title = path}};
        m_storage->setNext([this] { return m_foreseen; });
    }

    Result<void> sendWithCover(const QString &path, const QByteArray &cover, bool mayReplace = false)
    {
        const QString source = outside(u"song"_s);
        return m_storage->send({source, path, QFileInfo(source).size(), mayReplace, {.cover = cover}}, {},
                               {});
    }

    /// So many bytes that begin as a JPEG of that size does.
    static QByteArray jpeg(quint16 width, quint16 height, qsizetype sizeBytes)
    {
        QByteArray data("\xff\xd8\xff\xc0\x00\x11\x08", 7);
        for (const int number : {height >> 8, height & 0xff, width >> 8, width & 0xff})
            data += static_cast<char>(number);
        return data.leftJustified(sizeBytes, 'x');
    }

    QStringList filesOnPlayer() const
    {
        QStringList files;
        QDirIterator walk(onPlayer({}), QDir::Files | QDir::Hidden | QDir::System,
                          QDirIterator::Subdirectories);
        while (walk.hasNext())
            files += QDir(onPlayer({})).relativeFilePath(walk.next());
        files.sort();
        return files;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    MtpSettings m_settings;
    std::unique_ptr<DeviceStorage> m_storage;
    std::optional<Parcel> m_foreseen;
};

QTEST_GUILESS_MAIN(MtpStorageTest)
#include "tst_mtpstorage.moc"
