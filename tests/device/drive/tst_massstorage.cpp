// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/drive/massstorage.h"
#include "device/drive/sectordifference.h"
#include "device/openstorage.h"
#include "device/storage/playeraddress.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::device;

namespace {

template <class T>
ErrorCode codeOf(const Result<T> &result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

} // namespace

class MassStorageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_directory->path()).mkpath(u"player"_s));
        QVERIFY(QDir(m_directory->path()).mkpath(u"outside"_s));
        openAgain();
    }
    void cleanup()
    {
        m_storage.reset();
        m_directory.reset();
    }

    // What cannot be opened is not connected.
    void opening()
    {
        QCOMPARE(codeOf(MassStorage::open(outside(u"nothing"_s))), ErrorCode::NotConnected);
        makeFile(outside(u"file"_s), "x");
        QCOMPARE(codeOf(MassStorage::open(outside(u"file"_s))), ErrorCode::NotConnected);
        QCOMPARE(codeOf(MassStorage::open(QString())), ErrorCode::NotConnected);
        QCOMPARE(codeOf(openStorage({.kind = AddressKind::Mtp, .name = u"x"_s})), ErrorCode::NotConnected);
        QVERIFY(openStorage({.location = onPlayer({})}));
    }

    // A file arrives byte by byte the same, with its modification time, and nothing else is left.
    void send_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::newRow("empty") << qint64(0);
        QTest::newRow("one byte") << qint64(1);
        QTest::newRow("a block") << qint64(4 << 20);
        QTest::newRow("blocks and some") << qint64((9 << 20) + 123);
    }
    void send()
    {
        QFETCH(qint64, size);
        const QByteArray data = content(size);
        makeFile(outside(u"song"_s), data);
        const timespec times[2] = {{1'000'000'000, 123'456'789}, {1'000'000'000, 123'456'789}};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(outside(u"song"_s)).constData(), times, 0), 0);
        qint64 written = 0;
        QVERIFY(m_storage->send({outside(u"song"_s), u"Music/A/song.mp3"_s, size}, {},
                                [&written](qint64 bytes) { written += bytes; }));
        QCOMPARE(written, size);
        QVERIFY(read(onPlayer(u"Music/A/song.mp3"_s)) == data);
        struct stat status = {};
        QCOMPARE(::stat(QFile::encodeName(onPlayer(u"Music/A/song.mp3"_s)).constData(), &status), 0);
        QCOMPARE(status.st_mtim.tv_sec, 1'000'000'000);
        verifyNoLeftovers();
    }

    // Another's file is never overwritten; Tandem's own only when it may be.
    void nameTaken()
    {
        makeFile(outside(u"song"_s), "new");
        makeFile(onPlayer(u"song.mp3"_s), "old");
        QCOMPARE(codeOf(send(u"song.mp3"_s)), ErrorCode::NameTaken);
        QCOMPARE(read(onPlayer(u"song.mp3"_s)), "old");
        verifyNoLeftovers();
        QVERIFY(send(u"song.mp3"_s, true));
        QCOMPARE(read(onPlayer(u"song.mp3"_s)), "new");
        verifyNoLeftovers();
    }

    // A folder of that name is never replaced by a file, nor a file by a folder.
    void foldersInTheWay()
    {
        makeFile(outside(u"song"_s), "new");
        QVERIFY(QDir().mkpath(onPlayer(u"song.mp3"_s)));
        QCOMPARE(codeOf(send(u"song.mp3"_s)), ErrorCode::NameTaken);
        QCOMPARE(codeOf(send(u"song.mp3"_s, true)), ErrorCode::NameTaken);
        QVERIFY(QFileInfo(onPlayer(u"song.mp3"_s)).isDir());
        makeFile(onPlayer(u"Music"_s), "a file");
        QCOMPARE(codeOf(send(u"Music/A/song.mp3"_s)), ErrorCode::NameTaken);
        QCOMPARE(read(onPlayer(u"Music"_s)), "a file");
        verifyNoLeftovers();
    }

    // A source that is not as it should be leaves nothing on the player.
    void badSource()
    {
        makeFile(outside(u"song"_s), "12345");
        QCOMPARE(codeOf(m_storage->send({outside(u"song"_s), u"x.mp3"_s, 4}, {}, {})),
                 ErrorCode::FileChanged);
        QCOMPARE(codeOf(m_storage->send({outside(u"song"_s), u"x.mp3"_s, 6}, {}, {})),
                 ErrorCode::FileChanged);
        QCOMPARE(codeOf(m_storage->send({outside(u"none"_s), u"x.mp3"_s, 5}, {}, {})),
                 ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->send({outside(u"song/none"_s), u"x.mp3"_s, 5}, {}, {})),
                 ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->send({outside({}), u"x.mp3"_s, 5}, {}, {})), ErrorCode::FileUnreadable);
        QCOMPARE(::mkfifo(QFile::encodeName(outside(u"fifo"_s)).constData(), 0600), 0);
        QCOMPARE(codeOf(m_storage->send({outside(u"fifo"_s), u"x.mp3"_s, 5}, {}, {})),
                 ErrorCode::FileUnreadable);
        verifyEmpty();
    }

    // A file that changes while it is being copied does not arrive.
    void sourceChangesMeanwhile_data()
    {
        QTest::addColumn<qint64>("newSize");
        QTest::newRow("grows") << qint64(10 << 20);
        QTest::newRow("shrinks") << qint64(5 << 20);
        QTest::newRow("is emptied") << qint64(0);
    }
    void sourceChangesMeanwhile()
    {
        QFETCH(qint64, newSize);
        makeFile(outside(u"song"_s), content(9 << 20));
        bool isFirst = true;
        const auto sent = m_storage->send({outside(u"song"_s), u"x.mp3"_s, 9 << 20}, {}, [&](qint64) {
            if (std::exchange(isFirst, false))
                QVERIFY(QFile::resize(outside(u"song"_s), newSize));
        });
        QCOMPARE(codeOf(sent), ErrorCode::FileChanged);
        verifyEmpty();
    }

    // A stop takes effect between two blocks and leaves nothing.
    void cancel()
    {
        makeFile(outside(u"song"_s), content(20 << 20));
        std::stop_source stop;
        qint64 written = 0;
        const auto sent =
            m_storage->send({outside(u"song"_s), u"x.mp3"_s, 20 << 20}, stop.get_token(), [&](qint64 bytes) {
                written += bytes;
                stop.request_stop();
            });
        QCOMPARE(codeOf(sent), ErrorCode::Cancelled);
        QVERIFY(written < 20 << 20);
        verifyEmpty();
    }

    // Under a limit the player is full when the limit is reached, in whole clusters; what is removed
    // makes room again.
    void limit()
    {
        openAgain(100'000);
        const auto info = m_storage->info();
        QVERIFY(info);
        QCOMPARE(info->totalBytes, 100'000);
        QVERIFY(info->clusterBytes >= 512);
        makeFile(outside(u"song"_s), content(30'000));
        QVERIFY(send(u"a.mp3"_s));
        QVERIFY(send(u"b.mp3"_s));
        QCOMPARE(codeOf(send(u"c.mp3"_s)), ErrorCode::DeviceFull);
        QCOMPARE(codeOf(m_storage->write(u"list"_s, content(40'000))), ErrorCode::DeviceFull);
        QVERIFY(!QFile::exists(onPlayer(u"c.mp3"_s)));
        const qint64 free = m_storage->info()->freeBytes;
        QVERIFY(free < 100'000 - 60'000);
        QVERIFY(m_storage->remove(u"a.mp3"_s, {30'000}));
        QCOMPARE(m_storage->info()->freeBytes, free + info->occupiedBytes(30'000));
        QVERIFY(send(u"c.mp3"_s));
        verifyNoLeftovers();
    }

    // What lay there before counts towards the limit.
    void limitCountsWhatIsThere()
    {
        makeFile(onPlayer(u"mine/film"_s), content(90'000));
        openAgain(100'000);
        makeFile(outside(u"song"_s), content(10'000));
        QCOMPARE(codeOf(send(u"a.mp3"_s)), ErrorCode::DeviceFull);
    }

    // Links inside the player are never followed: not to list, read, write, compare or remove.
    void linksAreNotFollowed()
    {
        makeFile(outside(u"precious/file"_s), "precious");
        makeFile(outside(u"song"_s), "song");
        QVERIFY(QFile::link(outside(u"precious"_s), onPlayer(u"Music"_s)));
        QVERIFY(QFile::link(outside(u"precious/file"_s), onPlayer(u"link"_s)));

        QCOMPARE(codeOf(m_storage->list(u"Music"_s)), ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->read(u"Music/file"_s, 100)), ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->read(u"link"_s, 100)), ErrorCode::FileMissing);
        QCOMPARE(codeOf(send(u"Music/new"_s)), ErrorCode::LinkOnPlayer);
        QCOMPARE(codeOf(send(u"Music/file"_s, true)), ErrorCode::LinkOnPlayer);
        QCOMPARE(codeOf(m_storage->write(u"Music/file"_s, "x")), ErrorCode::LinkOnPlayer);
        QVERIFY(!m_storage->compare(u"Music/file"_s, outside(u"precious/file"_s), Reading::Anywhere, {}));
        QVERIFY(!m_storage->compare(u"link"_s, outside(u"precious/file"_s), Reading::Anywhere, {}));
        QVERIFY(!m_storage->remove(u"Music/file"_s, {8}));
        QCOMPARE(codeOf(m_storage->remove(u"link"_s, {8})), ErrorCode::FileChanged);
        QVERIFY(!m_storage->move(u"Music/file"_s, u"stolen"_s, {}));
        QVERIFY(!m_storage->move(u"nothing"_s, u"Music/x"_s, {}));

        const auto objects = m_storage->list({});
        QVERIFY(objects);
        for (const StoredObject &object : *objects) {
            if (object.name == "link"_L1 || object.name == "Music"_L1) {
                QVERIFY(!object.isFolder);
                QCOMPARE(object.sizeBytes, -1);
            }
        }
        QCOMPARE(QDir(outside(u"precious"_s)).entryList(QDir::Files), QStringList{u"file"_s});
        QCOMPARE(read(outside(u"precious/file"_s)), "precious");
    }

    // Whatever is to be written below a link, it is the link that is named as the reason; what is in the way
    // and is none is a file of the player's own.
    void linkInTheWay_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("path");
        QTest::newRow("its folder") << u"Music"_s << u"Music/1.mp3"_s;
        QTest::newRow("far above") << u"Music"_s << u"Music/A/B/1.mp3"_s;
        QTest::newRow("below others") << u"Music/A"_s << u"Music/A/B/1.mp3"_s;
        QTest::newRow("to nowhere") << u"Music/gone"_s << u"Music/gone/1.mp3"_s;
        QTest::newRow("Tandem's own") << u".tandem"_s << u"1.mp3"_s;
        QTest::newRow("incoming") << u".tandem/incoming"_s << u"1.mp3"_s;
    }
    void linkInTheWay()
    {
        QFETCH(QString, link);
        QFETCH(QString, path);
        makeFile(outside(u"song"_s), "song");
        makeFile(outside(u"precious/B/file"_s), "precious");
        makeFile(onPlayer(u"source.mp3"_s), "song");
        QVERIFY(QDir().mkpath(QFileInfo(onPlayer(link)).path()));
        QVERIFY(
            QFile::link(outside(link.endsWith("gone"_L1) ? u"nothing"_s : u"precious"_s), onPlayer(link)));
        const auto check = [&link](const auto &result) {
            QVERIFY(!result);
            QCOMPARE(result.error().code, ErrorCode::LinkOnPlayer);
            QCOMPARE(result.error().subject, link);
        };
        check(send(path));
        check(send(path, true));
        check(m_storage->write(path, "list"));
        if (path.contains(u'/'))
            check(m_storage->move(u"source.mp3"_s, path, {}));
        QCOMPARE(QDir(outside({})).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 (QStringList{u"precious"_s, u"song"_s}));
        QCOMPARE(QDir(outside(u"precious"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList{u"B"_s});
        QVERIFY(QFile::remove(onPlayer(link)));
        makeFile(onPlayer(link), "the owner's");
        QCOMPARE(codeOf(send(path)), ErrorCode::NameTaken);
    }

    // A link in place of a file is replaced itself, not what it points to.
    void writingOverALink()
    {
        makeFile(outside(u"precious"_s), "precious");
        QVERIFY(QFile::link(outside(u"precious"_s), onPlayer(u"list.m3u8"_s)));
        QVERIFY(m_storage->write(u"list.m3u8"_s, "list"));
        QCOMPARE(read(outside(u"precious"_s)), "precious");
        QCOMPARE(read(onPlayer(u"list.m3u8"_s)), "list");
    }

    // Nor is Tandem's own folder followed when it is a link.
    void ownFolderIsALink_data()
    {
        QTest::addColumn<QString>("link");
        QTest::newRow(".tandem") << u".tandem"_s;
        QTest::newRow("incoming") << u".tandem/incoming"_s;
    }
    void ownFolderIsALink()
    {
        QFETCH(QString, link);
        makeFile(outside(u"target/incoming/1.part"_s), "precious");
        makeFile(outside(u"target/1.part"_s), "precious");
        makeFile(outside(u"song"_s), "song");
        QVERIFY(QDir().mkpath(QFileInfo(onPlayer(link)).path()));
        QVERIFY(QFile::link(outside(u"target"_s), onPlayer(link)));
        QCOMPARE(codeOf(send(u"x.mp3"_s)), ErrorCode::LinkOnPlayer);
        QVERIFY(m_storage->removeLeftovers());
        m_storage.reset();
        QCOMPARE(QDir(outside(u"target"_s)).entryList(QDir::Files), QStringList{u"1.part"_s});
        QCOMPARE(QDir(outside(u"target/incoming"_s)).entryList(QDir::Files), QStringList{u"1.part"_s});
        QVERIFY(!QFile::exists(onPlayer(u"x.mp3"_s)));
    }

    // No path leads out of the player.
    void pathsOut_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("up") << u"../outside/precious"_s;
        QTest::newRow("absolute") << outside(u"precious"_s);
        QTest::newRow("up inside") << u"Music/../../outside/precious"_s;
        QTest::newRow("up at the end") << u"Music/.."_s;
        QTest::newRow("only up") << u".."_s;
        QTest::newRow("here") << u"."_s;
        QTest::newRow("empty") << QString();
    }
    void pathsOut()
    {
        QFETCH(QString, path);
        makeFile(outside(u"precious"_s), "precious");
        makeFile(outside(u"song"_s), "song");
        QCOMPARE(codeOf(send(path)), ErrorCode::NameTaken);
        QCOMPARE(codeOf(send(path, true)), ErrorCode::NameTaken);
        QCOMPARE(codeOf(m_storage->write(path, "x")), ErrorCode::NameTaken);
        QCOMPARE(codeOf(m_storage->read(path, 100)), ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->remove(path, {8})), ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->compare(path, outside(u"precious"_s), Reading::Anywhere, {})),
                 ErrorCode::FileMissing);
        makeFile(onPlayer(u"a"_s), "a");
        QCOMPARE(codeOf(m_storage->move(u"a"_s, path, {})), ErrorCode::NameTaken);
        QVERIFY(QFile::exists(onPlayer(u"a"_s)));
        QCOMPARE(QDir(outside({})).entryList(QDir::Files, QDir::Name),
                 (QStringList{u"precious"_s, u"song"_s}));
        verifyNoLeftovers();
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
        QVERIFY(QFile::exists(onPlayer(u"Music/A/2.mp3"_s)));
        QVERIFY(m_storage->remove(u"Music/A/2.mp3"_s, {2}));
        QVERIFY(!QFile::exists(onPlayer(u"Music/A"_s)));
        QVERIFY(QFile::exists(onPlayer(u"Music"_s)));
    }

    // What its owner put in place of a file of Tandem's stays, whatever was to be done with that: also if it
    // has the same size, but another time. Nothing is left of what was to replace it.
    void changedByOwner_data()
    {
        QTest::addColumn<QByteArray>("owners");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("longer") << "the owner's"_ba << qint64(1'000'000'000);
        QTest::newRow("as long, another time") << "own"_ba << qint64(1'000'000'100);
    }
    void changedByOwner()
    {
        QFETCH(QByteArray, owners);
        QFETCH(qint64, seconds);
        constexpr qint64 nsPerSecond = 1'000'000'000;
        const FileStamp ours{.sizeBytes = 3, .modifiedNs = 1'000'000'000 * nsPerSecond};
        const QString path = u"Music/1.mp3"_s;
        makeFile(outside(u"song"_s), "new");
        makeFile(onPlayer(path), owners);
        setTime(onPlayer(path), seconds);

        const Parcel parcel{.sourceFile = outside(u"song"_s), .path = path, .sizeBytes = 3, .replaces = ours};
        QCOMPARE(codeOf(m_storage->send(parcel, {}, {})), ErrorCode::FileChanged);
        const auto patched = m_storage->patch(parcel, {});
        QVERIFY(patched && !*patched);
        QCOMPARE(codeOf(m_storage->write(path, "list", ours)), ErrorCode::FileChanged);
        QCOMPARE(codeOf(m_storage->write(path, "list", std::nullopt)), ErrorCode::NameTaken);
        QCOMPARE(codeOf(m_storage->move(path, u"Music/2.mp3"_s, ours)), ErrorCode::FileChanged);
        QCOMPARE(codeOf(m_storage->remove(path, ours)), ErrorCode::FileChanged);
        QCOMPARE(read(onPlayer(path)), owners);
        m_storage.reset();
        QCOMPARE(QDir(onPlayer(u"Music"_s)).entryList(QDir::Files), QStringList{u"1.mp3"_s});
        verifyNoLeftovers();
    }

    // What is told of a file that was sent is what a look at it shows; its time is the one that was asked
    // for, or else the source's.
    void stampsOfWhatWasSent()
    {
        constexpr qint64 nsPerSecond = 1'000'000'000;
        makeFile(outside(u"song"_s), "song");
        setTime(outside(u"song"_s), 1'200'000'000);
        const auto asIs = send(u"Music/1.mp3"_s);
        QVERIFY(asIs);
        QCOMPARE(*asIs, (FileStamp{.sizeBytes = 4, .modifiedNs = 1'200'000'000 * nsPerSecond}));
        Parcel parcel{.sourceFile = outside(u"song"_s), .path = u"Music/2.mp3"_s, .sizeBytes = 4};
        parcel.modifiedNs = 1'300'000'000 * nsPerSecond + 5;
        const auto asAsked = m_storage->send(parcel, {}, {});
        QVERIFY(asAsked);
        QCOMPARE(*asAsked, (FileStamp{.sizeBytes = 4, .modifiedNs = parcel.modifiedNs}));
        const auto objects = m_storage->list(u"Music"_s);
        QVERIFY(objects && objects->size() == 2);
        for (const StoredObject &object : *objects)
            QCOMPARE(object.stamp(), object.name == "1.mp3"_L1 ? *asIs : *asAsked);

        parcel.replaces = *asAsked;
        parcel.modifiedNs += 10 * nsPerSecond;
        makeFile(outside(u"song"_s), "Song");
        const auto patched = m_storage->patch(parcel, {});
        QVERIFY(patched && *patched);
        QCOMPARE((*patched)->modifiedNs, parcel.modifiedNs);
        parcel.replaces = **patched;
        QVERIFY(m_storage->send(parcel, {}, {}));
        QVERIFY(m_storage->move(parcel.path, u"Music/3.mp3"_s, **patched));
        QVERIFY(m_storage->remove(u"Music/3.mp3"_s, **patched));
        const auto written = m_storage->write(u"list"_s, "list");
        QVERIFY(written);
        QVERIFY(m_storage->write(u"list"_s, "other", *written));
    }

    // Read from the medium, a file is what it is.
    void comparingFromMedium()
    {
        makeFile(outside(u"song"_s), content(3 << 20));
        QVERIFY(send(u"song"_s));
        const auto compare = [&] {
            return m_storage->compare(u"song"_s, outside(u"song"_s), Reading::FromMedium, {});
        };
        QCOMPARE(*compare(), Likeness::Identical);
        makeFile(onPlayer(u"song"_s), content(3 << 20).replace(5, 1, "x"));
        QCOMPARE(*compare(), Likeness::Different);
    }

    // The folder that was just emptied and removed is made again for the next file.
    void sendAfterRemovingTheFolder()
    {
        makeFile(outside(u"song"_s), "song");
        QVERIFY(send(u"Music/A/1.mp3"_s));
        QVERIFY(m_storage->remove(u"Music/A/1.mp3"_s, {4}));
        QVERIFY(send(u"Music/A/2.mp3"_s));
        QCOMPARE(read(onPlayer(u"Music/A/2.mp3"_s)), "song");
    }

    // Folders that somebody else removed meanwhile are made again, too.
    void foldersRemovedByOthers()
    {
        makeFile(outside(u"song"_s), "song");
        QVERIFY(send(u"Music/A/1.mp3"_s));
        QVERIFY(QDir(onPlayer(u"Music"_s)).removeRecursively());
        QVERIFY(QDir(onPlayer(u".tandem"_s)).removeRecursively());
        QVERIFY(send(u"Music/A/1.mp3"_s));
        QCOMPARE(read(onPlayer(u"Music/A/1.mp3"_s)), "song");
    }

    // Moving neither overwrites nor leaves empty folders.
    void moving()
    {
        makeFile(onPlayer(u"Music/A/1.mp3"_s), "one");
        makeFile(onPlayer(u"Music/2.mp3"_s), "two");
        QCOMPARE(codeOf(m_storage->move(u"Music/A/1.mp3"_s, u"Music/2.mp3"_s, {})), ErrorCode::NameTaken);
        QCOMPARE(codeOf(m_storage->move(u"Music/3.mp3"_s, u"Music/4.mp3"_s, {})), ErrorCode::FileMissing);
        QVERIFY(m_storage->move(u"Music/A/1.mp3"_s, u"Music/B/C/1.mp3"_s, {}));
        QCOMPARE(read(onPlayer(u"Music/B/C/1.mp3"_s)), "one");
        QCOMPARE(read(onPlayer(u"Music/2.mp3"_s)), "two");
        QVERIFY(!QFile::exists(onPlayer(u"Music/A"_s)));
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
        QTest::newRow("all zero") << QByteArray(3'000'000, '\0') << int(Likeness::Torn);
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

    // A copy that differs from its file in one sector, wherever, is brought up to date in its place, with the
    // file's time; anything else is left to send(), as it was.
    void patching_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QList<qint64>>("changes");
        QTest::addColumn<bool>("isPatched");
        constexpr qint64 size = (3 << 20) + 700;
        QTest::newRow("nothing but the time") << size << QList<qint64>{} << true;
        QTest::newRow("the first byte") << size << QList<qint64>{0} << true;
        QTest::newRow("both ends of a sector") << size << QList<qint64>{1024, 1535} << true;
        QTest::newRow("the last byte") << size << QList<qint64>{size - 1} << true;
        QTest::newRow("in the middle") << size << QList<qint64>{1 << 20} << true;
        QTest::newRow("a small file") << qint64(10) << QList<qint64>{3, 9} << true;
        QTest::newRow("an empty file") << qint64(0) << QList<qint64>{} << true;
        QTest::newRow("neighbouring sectors") << size << QList<qint64>{511, 512} << false;
        QTest::newRow("neighbouring blocks") << size << QList<qint64>{(1 << 17) - 1, 1 << 17} << false;
        QTest::newRow("both ends") << size << QList<qint64>{0, size - 1} << false;
    }
    void patching()
    {
        QFETCH(qint64, size);
        QFETCH(QList<qint64>, changes);
        QFETCH(bool, isPatched);
        const QByteArray old = content(size);
        QByteArray data = old;
        for (const qint64 at : changes)
            data[at] = static_cast<char>(~data[at]);
        makeFile(outside(u"song"_s), data);
        const timespec times[2] = {{1'000'000'000, 0}, {1'000'000'000, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(outside(u"song"_s)).constData(), times, 0), 0);
        makeFile(onPlayer(u"song"_s), old);
        struct stat before = {};
        QCOMPARE(::stat(QFile::encodeName(onPlayer(u"song"_s)).constData(), &before), 0);

        const auto patched = patch(u"song"_s, u"song"_s);
        QVERIFY(patched);
        QCOMPARE(patched->has_value(), isPatched);
        QCOMPARE(read(onPlayer(u"song"_s)), isPatched ? data : old);
        struct stat after = {};
        QCOMPARE(::stat(QFile::encodeName(onPlayer(u"song"_s)).constData(), &after), 0);
        QCOMPARE(after.st_ino, before.st_ino);
        QCOMPARE(after.st_mtim.tv_sec == times[1].tv_sec, isPatched);
        QVERIFY(m_storage->flush());
        verifyNoLeftovers();
    }

    // What is not a copy of Tandem's alone is not written into: another length, a second name, a link, a path
    // out, nothing at all. A stop ends the comparing.
    void notPatched()
    {
        makeFile(outside(u"song"_s), "new song");
        makeFile(onPlayer(u"longer"_s), "old songs");
        makeFile(onPlayer(u"twice"_s), "old song");
        makeFile(onPlayer(u"ours"_s), "old song");
        makeFile(outside(u"theirs"_s), "old song");
        QCOMPARE(::link(QFile::encodeName(onPlayer(u"twice"_s)).constData(),
                        QFile::encodeName(outside(u"second name"_s)).constData()),
                 0);
        QVERIFY(QFile::link(outside(u"theirs"_s), onPlayer(u"link"_s)));
        for (const QString &path : {u"longer"_s, u"twice"_s, u"link"_s, u"../outside/theirs"_s,
                                    outside(u"theirs"_s), u"nothing"_s}) {
            const auto patched = patch(path, u"song"_s);
            QVERIFY2(patched && !*patched, qPrintable(path));
        }
        QVERIFY(!patch(u"ours"_s, u"no source"_s).value());
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(codeOf(patch(u"ours"_s, u"song"_s, stop.get_token())), ErrorCode::Cancelled);
        QCOMPARE(read(onPlayer(u"ours"_s)), "old song");
        QCOMPARE(read(outside(u"theirs"_s)), "old song");
        QCOMPARE(read(outside(u"second name"_s)), "old song");
    }

    // A file of the library that becomes shorter while it is compared has changed.
    void patchingFromAChangingFile()
    {
        makeFile(outside(u"song"_s), content(5000));
        makeFile(onPlayer(u"song"_s), content(5000));
        const auto source = SourceFile::open(outside(u"song"_s));
        QVERIFY(source);
        makeFile(outside(u"song"_s), content(3000));
        const FileDescriptor stored(
            ::open(QFile::encodeName(onPlayer(u"song"_s)).constData(), O_RDONLY | O_CLOEXEC));
        QCOMPARE(codeOf(findDifference(stored.get(), *source, {})), ErrorCode::FileChanged);
    }

    // A comparison tells which side is missing, and can be stopped.
    void compareFailures()
    {
        makeFile(outside(u"song"_s), "song");
        QCOMPARE(codeOf(m_storage->compare(u"none"_s, outside(u"song"_s), Reading::Anywhere, {})),
                 ErrorCode::FileMissing);
        makeFile(onPlayer(u"song"_s), "song");
        QVERIFY(!m_storage->compare(u"song"_s, outside(u"none"_s), Reading::Anywhere, {}));
        QVERIFY(QDir().mkpath(onPlayer(u"folder"_s)));
        QCOMPARE(*m_storage->compare(u"folder"_s, outside(u"song"_s), Reading::Anywhere, {}),
                 Likeness::Different);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(
            codeOf(m_storage->compare(u"song"_s, outside(u"song"_s), Reading::Anywhere, stop.get_token())),
            ErrorCode::Cancelled);
    }

    // Only half-written files of Tandem's own go, nothing else.
    void leftovers()
    {
        makeFile(onPlayer(u".tandem/incoming/1.part"_s), "half");
        makeFile(onPlayer(u".tandem/incoming/keep.txt"_s), "mine");
        makeFile(onPlayer(u".tandem/2.part"_s), "mine");
        makeFile(onPlayer(u"Music/3.part"_s), "mine");
        QVERIFY(QDir().mkpath(onPlayer(u".tandem/incoming/4.part"_s)));
        QVERIFY(m_storage->removeLeftovers());
        QVERIFY(!QFile::exists(onPlayer(u".tandem/incoming/1.part"_s)));
        for (const QString &kept : {u".tandem/incoming/keep.txt"_s, u".tandem/2.part"_s, u"Music/3.part"_s,
                                    u".tandem/incoming/4.part"_s})
            QVERIFY2(QFile::exists(onPlayer(kept)), qPrintable(kept));
    }

    // What a killed session left does not stand in the way of writing.
    void writingBesideLeftovers()
    {
        for (int i = 1; i < 4; ++i)
            makeFile(onPlayer(u".tandem/incoming/%1.part"_s.arg(i)), "half");
        QVERIFY(m_storage->write(u".tandem/partner.json"_s, "marker"));
        QCOMPARE(read(onPlayer(u".tandem/partner.json"_s)), "marker");
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
        QVERIFY(m_storage->write(u"empty"_s, {}));
        QCOMPARE(*m_storage->read(u"empty"_s, 0), QByteArray());
        QVERIFY(m_storage->flush());
        verifyNoLeftovers();
    }

    // What is no file where one should be neither blocks anything, nor is it a player that is gone.
    void specialFiles_data()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("FIFO") << S_IFIFO;
        QTest::newRow("socket") << S_IFSOCK;
    }
    void specialFiles()
    {
        QFETCH(int, type);
        const QByteArray pipe = QFile::encodeName(onPlayer(u"pipe"_s));
        QCOMPARE(::mknod(pipe.constData(), static_cast<mode_t>(type) | 0600, 0), 0);
        makeFile(outside(u"song"_s), "song");
        QCOMPARE(codeOf(m_storage->read(u"pipe"_s, 9)), ErrorCode::FileTooLarge);
        QCOMPARE(*m_storage->compare(u"pipe"_s, outside(u"song"_s), Reading::Anywhere, {}),
                 Likeness::Different);
        QCOMPARE(codeOf(m_storage->remove(u"pipe"_s, {0})), ErrorCode::FileChanged);
        QCOMPARE(codeOf(send(u"pipe"_s)), ErrorCode::NameTaken);
    }

    // What is there and cannot be looked at is not gone: the folder cannot be listed.
    void unreadableFolder()
    {
        if (!becomeNobody())
            QSKIP("another user is needed");
        const auto isBack = qScopeGuard([] { static_cast<void>(::seteuid(0)); });
        const QTemporaryDir player(QDir::tempPath() + u"/tandem-player"_s);
        const QString album = player.filePath(u"Music/A"_s);
        makeFile(album + u"/1.mp3"_s, "song");
        QCOMPARE(::chmod(QFile::encodeName(album).constData(), 0444), 0);
        const auto storage = MassStorage::open(player.path());
        QVERIFY(storage);
        const auto objects = (*storage)->list(u"Music/A"_s);
        QCOMPARE(::chmod(QFile::encodeName(album).constData(), 0755), 0);
        QVERIFY(!objects);
        QCOMPARE(objects.error().code, ErrorCode::FileUnreadable);
        QCOMPARE(objects.error().subject, u"Music/A/1.mp3"_s);
    }

    // What goes wrong is told of the song, not of the name that it has for the time being.
    void errorsNameTheSong()
    {
        if (!becomeNobody())
            QSKIP("another user is needed");
        const auto isBack = qScopeGuard([] { static_cast<void>(::seteuid(0)); });
        const QTemporaryDir player(QDir::tempPath() + u"/tandem-player"_s);
        const QString song = player.filePath(u"song"_s);
        makeFile(song, "song");
        makeFile(player.filePath(u".tandem/incoming/1.part"_s), "left");
        const QByteArray incoming = QFile::encodeName(player.filePath(u".tandem/incoming"_s));
        QCOMPARE(::chmod(incoming.constData(), 0555), 0);
        const auto storage = MassStorage::open(player.path());
        QVERIFY(storage);
        const auto sent =
            (*storage)->send({.sourceFile = song, .path = u"Music/1.mp3"_s, .sizeBytes = 4}, {}, {});
        QCOMPARE(::chmod(incoming.constData(), 0755), 0);
        QVERIFY(!sent);
        QCOMPARE(sent.error().code, ErrorCode::DeviceReadOnly);
        QCOMPARE(sent.error().subject, u"Music/1.mp3"_s);
    }

    // Tandem's own folder is not followed even when it has become a link to where a folder of that name is.
    void removingTheOwnFolder()
    {
        QVERIFY(QDir().mkpath(outside(u"elsewhere/incoming"_s)));
        QVERIFY(QFile::link(outside(u"elsewhere"_s), onPlayer(u".tandem"_s)));
        static_cast<void>(m_storage->removeLeftovers());
        m_storage.reset();
        QVERIFY(QFile::exists(outside(u"elsewhere/incoming"_s)));
    }

    // It may also become one while it is used.
    void ownFolderBecomesALink()
    {
        makeFile(outside(u"song"_s), "song");
        QVERIFY(send(u"Music/1.mp3"_s));
        QVERIFY(QDir().mkpath(outside(u"elsewhere/incoming"_s)));
        QVERIFY(QDir(onPlayer(u".tandem"_s)).removeRecursively());
        QVERIFY(QFile::link(outside(u"elsewhere"_s), onPlayer(u".tandem"_s)));
        m_storage.reset();
        QVERIFY(QFile::exists(outside(u"elsewhere/incoming"_s)));
    }

    // Many folders are listed in the order asked for, each as by itself; a stop ends it.
    void listingEach()
    {
        QStringList folders;
        for (int i = 0; i < 99; ++i) {
            folders.append(u"Music/%1"_s.arg(i));
            if (i % 7 != 0)
                makeFile(onPlayer(u"Music/%1/%2.mp3"_s.arg(i).arg(i + 1000)), QByteArray(i, 'x'));
        }
        const auto found = m_storage->listEach(folders, {});
        QCOMPARE(found.size(), 99U);
        for (int i = 0; i < 99; ++i) {
            const auto &objects = found[static_cast<size_t>(i)];
            if (i % 7 == 0) {
                QCOMPARE(codeOf(objects), ErrorCode::FileMissing);
                continue;
            }
            QVERIFY(objects);
            QCOMPARE(objects->size(), 1);
            QCOMPARE(objects->first().name, u"%1.mp3"_s.arg(i + 1000));
            QCOMPARE(objects->first().sizeBytes, i);
        }
        QVERIFY(m_storage->listEach({}, {}).empty());
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = m_storage->listEach(folders, stop.get_token());
        QCOMPARE(stopped.size(), 1U);
        QVERIFY(stopped.front().error().isCancelled());
    }

    // A listing names files with sizes and folders; a folder that is not there is missing.
    void listing()
    {
        makeFile(onPlayer(u"Music/a.mp3"_s), "123");
        makeFile(onPlayer(u"Music/.hidden"_s), "1");
        QVERIFY(QDir().mkpath(onPlayer(u"Music/B"_s)));
        auto objects = m_storage->list(u"Music"_s);
        QVERIFY(objects);
        std::ranges::sort(*objects, {}, &StoredObject::name);
        QCOMPARE(objects->size(), 3);
        QCOMPARE((*objects)[0].name, u".hidden"_s);
        QVERIFY((*objects)[1].isFolder);
        QCOMPARE((*objects)[2].name, u"a.mp3"_s);
        QCOMPARE((*objects)[2].sizeBytes, 3);
        QCOMPARE(codeOf(m_storage->list(u"None"_s)), ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->list(u"Music/a.mp3"_s)), ErrorCode::FileMissing);
        QCOMPARE(codeOf(m_storage->list(u".."_s)), ErrorCode::FileMissing);
    }

    // Names too long for the file system say so.
    void longNames()
    {
        makeFile(outside(u"song"_s), "song");
        QCOMPARE(codeOf(send(u"Music/"_s + QString(300, u'x'))), ErrorCode::NameTooLong);
        QCOMPARE(codeOf(send(QString(300, u'x') + u"/a.mp3"_s)), ErrorCode::NameTooLong);
        verifyNoLeftovers();
    }

    // A player that is taken away is gone, whatever is asked of it: never an empty one.
    void rootGone_data()
    {
        QTest::addColumn<bool>("isReplaced");
        QTest::newRow("removed") << false;
        QTest::newRow("another in its place") << true;
    }
    void rootGone()
    {
        QFETCH(bool, isReplaced);
        makeFile(outside(u"song"_s), "song");
        makeFile(onPlayer(u"Music/a.mp3"_s), "123");
        QVERIFY(m_storage->list(u"Music"_s));
        QVERIFY(QDir(onPlayer({})).removeRecursively());
        if (isReplaced)
            QVERIFY(QDir().mkpath(onPlayer({})));
        QCOMPARE(codeOf(m_storage->list({})), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(m_storage->list(u"Music"_s)), ErrorCode::DeviceGone);
        const auto each = m_storage->listEach({u"None"_s, {}, u"Music"_s}, {});
        QCOMPARE(each.size(), 1U);
        QCOMPARE(codeOf(each.front()), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(m_storage->read(u"Music/a.mp3"_s, 9)), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(m_storage->info()), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(m_storage->write(u"x"_s, "x")), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(send(u"Music/b.mp3"_s)), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(m_storage->remove(u"Music/a.mp3"_s, {3})), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(m_storage->compare(u"Music/a.mp3"_s, outside(u"song"_s), Reading::Anywhere, {})),
                 ErrorCode::DeviceGone);
    }

    // A folder without write permission is read-only.
    void readOnly()
    {
        if (::geteuid() == 0)
            QSKIP("root may write everywhere");
        makeFile(outside(u"song"_s), "song");
        makeFile(onPlayer(u"Music/a.mp3"_s), "123");
        const auto mode = QFile::ReadOwner | QFile::ExeOwner;
        QVERIFY(QFile::setPermissions(onPlayer({}), mode));
        QVERIFY(QFile::setPermissions(onPlayer(u"Music"_s), mode));
        QVERIFY(m_storage->info()->isReadOnly);
        QCOMPARE(codeOf(send(u"b.mp3"_s)), ErrorCode::DeviceReadOnly);
        QCOMPARE(codeOf(m_storage->remove(u"Music/a.mp3"_s, {3})), ErrorCode::DeviceReadOnly);
        QCOMPARE(codeOf(m_storage->write(u"x"_s, "x")), ErrorCode::DeviceReadOnly);
        QVERIFY(QFile::setPermissions(onPlayer({}), mode | QFile::WriteOwner));
        QVERIFY(QFile::setPermissions(onPlayer(u"Music"_s), mode | QFile::WriteOwner));
    }

private:
    QString onPlayer(const QString &path) const { return m_directory->filePath(u"player/"_s + path); }
    QString outside(const QString &path) const
    {
        return m_directory ? m_directory->filePath(u"outside/"_s + path) : u"/outside/"_s + path;
    }

    void openAgain(qint64 limitBytes = 0)
    {
        auto storage = MassStorage::open(m_directory->filePath(u"player"_s), limitBytes);
        QVERIFY(storage);
        m_storage = std::move(*storage);
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

    static void setTime(const QString &path, qint64 seconds)
    {
        const timespec times[2] = {{seconds, 0}, {seconds, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), times, 0), 0);
    }

    /// root may do everything.
    static bool becomeNobody()
    {
        constexpr uid_t nobody = 65534;
        return ::geteuid() != 0 || ::seteuid(nobody) == 0;
    }

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : "unreadable";
    }

    Result<FileStamp> send(const QString &path, bool mayReplace = false)
    {
        const QString source = outside(u"song"_s);
        return m_storage->send(
            {source, path, QFileInfo(source).size(), mayReplace ? std::optional(FileStamp{}) : std::nullopt},
            {}, {});
    }

    Result<std::optional<FileStamp>> patch(const QString &path, const QString &source,
                                           std::stop_token stop = {})
    {
        const QString file = outside(source);
        return m_storage->patch({file, path, QFileInfo(file).size(), FileStamp{}}, std::move(stop));
    }

    void verifyNoLeftovers() const
    {
        QDirIterator walk(onPlayer({}), QDir::Files | QDir::Hidden | QDir::System,
                          QDirIterator::Subdirectories);
        while (walk.hasNext())
            QVERIFY2(!walk.next().endsWith(u".part"_s), qPrintable(walk.filePath()));
    }

    void verifyEmpty()
    {
        m_storage.reset();
        QDirIterator walk(onPlayer({}), QDir::Files | QDir::Hidden | QDir::System,
                          QDirIterator::Subdirectories);
        QVERIFY2(!walk.hasNext(), qPrintable(walk.next()));
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<DeviceStorage> m_storage;
};

QTEST_GUILESS_MAIN(MassStorageTest)
#include "tst_massstorage.moc"
