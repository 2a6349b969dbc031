// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/mtp/framesocket.h"
#include "device/mtp/mtpprotocol.h"
#include "device/mtp/mtprules.h"
#include "device/mtp/usbdevice.h"
#include "device/mtp/usbholder.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <limits>
#include <sys/socket.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::device;

class MtpRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Sizes that cannot be are unknown rather than believed.
    void space_data()
    {
        QTest::addColumn<quint64>("total");
        QTest::addColumn<quint64>("free");
        QTest::addColumn<qint64>("believedTotal");
        QTest::addColumn<qint64>("believedFree");
        const auto all = std::numeric_limits<quint64>::max();
        QTest::newRow("usual") << quint64(1000) << quint64(400) << qint64(1000) << qint64(400);
        QTest::newRow("all free") << quint64(1000) << quint64(1000) << qint64(1000) << qint64(1000);
        QTest::newRow("more free than there is")
            << quint64(1000) << quint64(1001) << qint64(1000) << qint64(-1);
        QTest::newRow("no free") << quint64(1000) << quint64(0) << qint64(1000) << qint64(-1);
        QTest::newRow("no total") << quint64(0) << quint64(400) << qint64(-1) << qint64(-1);
        QTest::newRow("nothing") << quint64(0) << quint64(0) << qint64(-1) << qint64(-1);
        QTest::newRow("all bits set") << all << all << qint64(-1) << qint64(-1);
        QTest::newRow("free has all bits set") << quint64(1000) << all << qint64(1000) << qint64(-1);
    }
    void space()
    {
        QFETCH(quint64, total);
        QFETCH(quint64, free);
        QFETCH(qint64, believedTotal);
        QFETCH(qint64, believedFree);
        QCOMPARE(believableSpace(total, free), (Space{believedTotal, believedFree}));
    }

    // The chosen storage; without a choice, the largest that can be written to.
    void storageChoice()
    {
        const StorageChoice small{.id = storageIdText(0x00010001), .totalBytes = 10};
        const StorageChoice large{.id = storageIdText(0x00020001), .totalBytes = 20};
        const StorageChoice fixed{.id = storageIdText(0x00030001), .totalBytes = 30, .isReadOnly = true};
        const StorageChoice unknown{.id = storageIdText(0x00040001)};
        QCOMPARE(preferredStorage({small, large, fixed}, {}), 1);
        QCOMPARE(preferredStorage({small, large, fixed}, u"0x00010001"_s), 0);
        QCOMPARE(preferredStorage({small, large, fixed}, u"0x00030001"_s), 2);
        QCOMPARE(preferredStorage({small, large}, u"0x00090001"_s), std::nullopt);
        QCOMPARE(preferredStorage({fixed}, {}), 0);
        QCOMPARE(preferredStorage({fixed, unknown}, {}), 1);
        QCOMPARE(preferredStorage({}, {}), std::nullopt);
    }

    // A player is known by the serial number of its plug or its own; without one, by its make.
    void samePlayer_data()
    {
        QTest::addColumn<QString>("identity");
        QTest::addColumn<bool>("isSame");
        QTest::newRow("plug") << u"mtp:AB_12"_s << true;
        QTest::newRow("its own") << u"mtp:00ff"_s << true;
        QTest::newRow("make") << u"mtp:04e8-6860"_s << true;
        QTest::newRow("another") << u"mtp:AB13"_s << false;
        QTest::newRow("part of it") << u"mtp:AB1"_s << false;
        QTest::newRow("another make") << u"mtp:04e8-6861"_s << false;
        QTest::newRow("a volume with an MTP side") << u"volume:1234"_s << true;
    }
    void samePlayer()
    {
        QFETCH(QString, identity);
        QFETCH(bool, isSame);
        QCOMPARE(isSamePlayer(identity, {0x04e8, 0x6860, u"ab 12"_s, u"00FF"_s}), isSame);
    }

    // Names of unfinished files lead back to the file, and no other name does.
    void names()
    {
        QCOMPARE(nameOfPart(partName(u"a.mp3"_s)), u"a.mp3"_s);
        QCOMPARE(nameOfOld(oldName(u"a.mp3"_s)), u"a.mp3"_s);
        QCOMPARE(nameOfOld(partName(u"a.mp3"_s)), QString());
        QCOMPARE(nameOfPart(u".a.mp3.tandem-part"_s), u"a.mp3"_s); // of an earlier version
        QVERIFY(!partName(u"a"_s).startsWith(u'.') && !oldName(u"a"_s).startsWith(u'.'));
        QCOMPARE(nameOfPart(u"tandem-part"_s), QString());
        QCOMPARE(nameOfPart(u"a.mp3.tandem-part.txt"_s), QString());
        QCOMPARE(nameOfPart(u".tandem-part"_s), QString());
        QCOMPARE(nameOfPart(u".a.part"_s), QString());
        QVERIFY(isStorableName(QString(240, u'x')));
        QVERIFY(isStorableName(partName(QString(240, u'x'))));
        QVERIFY(!isStorableName(QString(255, u'x')));
        QVERIFY(!isStorableName(QString(200, u'ä')));
        QVERIFY(!isStorableName({}));
    }

    // Names of Tandem's folder have their numbers, and no other name has one.
    void plainOwnFolders()
    {
        for (const int number : {1, 2, 9, 10, 25, 9999})
            QCOMPARE(numberOfPlainOwnFolder(plainOwnFolder(number)), number);
        QCOMPARE(plainOwnFolder(1), u"Tandem"_s);
        QCOMPARE(numberOfPlainOwnFolder(u"TANDEM 3"_s), 3);
        for (const QString &name :
             {u""_s, u".tandem"_s, u"Tandems"_s, u"Tandem 0"_s, u"Tandem 1"_s, u"Tandem 02"_s,
              u"Tandem 99999"_s, u"Tandem2"_s, u"Tandem x"_s, u"My Tandem"_s, u"Tandem\n"_s})
            QCOMPARE(numberOfPlainOwnFolder(name), 0);
    }

    // Case and composition are no other name, nor is a very long one of which the end was not told.
    void keptNames()
    {
        QVERIFY(isKeptName(u"Ä.mp3"_s, u"Ä.mp3"_s.normalized(QString::NormalizationForm_D)));
        QVERIFY(isKeptName(u"readme.txt"_s, u"README.TXT"_s));
        QVERIFY(!isKeptName(u"A&B.mp3"_s, u"A_B.mp3"_s));
        QVERIFY(!isKeptName(u"Ä.mp3"_s, u"A.mp3"_s));
        // Cut in the answer, or on the player.
        QVERIFY(isKeptName(QString(240, u'x') + u".mp3"_s, QString(220, u'x')));
        QVERIFY(!isKeptName(QString(240, u'x') + u".mp3"_s, QString(64, u'x')));
        QVERIFY(!isKeptName(QString(240, u'x') + u".mp3"_s, QString(220, u'y')));
    }

    // Times as players write them; another form is none.
    void times_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("UTC") << u"20231114T221320Z"_s << qint64(1'700'000'000);
        QTest::newRow("tenths") << u"20231114T221320.0Z"_s << qint64(1'700'000'000);
        QTest::newRow("east") << u"20231115T034320+0530"_s << qint64(1'700'000'000);
        QTest::newRow("west") << u"20231114T171320.5-0500"_s << qint64(1'700'000'000);
        QTest::newRow("here") << u"20231114T221320"_s
                              << QDateTime({2023, 11, 14}, {22, 13, 20}).toSecsSinceEpoch();
        for (const char *text : {"", "20231114", "20231314T221320", "yesterday", "20231114T221320+5"})
            QTest::newRow(text) << QString::fromLatin1(text) << qint64(-1);
    }
    void times()
    {
        QFETCH(QString, text);
        QFETCH(qint64, seconds);
        constexpr qint64 nsPerSecond = 1'000'000'000;
        QCOMPARE(timeOf(text), seconds < 0 ? -1 : seconds * nsPerSecond);
    }

    // Whatever was encoded comes back the same.
    void roundTrip()
    {
        mtp::Request request{.operation = mtp::Operation::Send,
                             .path = u"Ä/b"_s,
                             .text = u"x"_s,
                             .paths = {u"1"_s, u"2"_s},
                             .sizeBytes = 1LL << 40,
                             .modifiedNs = 1LL << 60,
                             .expected = FileStamp{.sizeBytes = 3, .modifiedNs = 4, .hash = "h"},
                             .flag = true};
        request.tags.artist = u"A"_s;
        request.tags.channels = 2;
        const auto decoded = mtp::decodeToHelper(mtp::encode(mtp::ToHelper(request)));
        QVERIFY(decoded);
        const auto &back = std::get<mtp::Request>(*decoded);
        QVERIFY(back.operation == request.operation);
        QCOMPARE(back.path, request.path);
        QCOMPARE(back.paths, request.paths);
        QCOMPARE(back.sizeBytes, request.sizeBytes);
        QCOMPARE(back.modifiedNs, request.modifiedNs);
        QVERIFY(back.expected == request.expected);
        QCOMPARE(back.flag, true);
        QCOMPARE(back.tags.artist, u"A"_s);
        QCOMPARE(back.tags.channels, 2);

        PlayerFacts facts;
        facts.storages = {
            {.id = u"0x1"_s, .name = u"n"_s, .totalBytes = 5, .freeBytes = 4, .isReadOnly = true}};
        facts.fileTypes = {u"mp3"_s};
        const mtp::Reply reply{
            .error = Error{ErrorCode::DeviceHeld, u"s"_s, u"d"_s}, .isSessionLost = true, .payload = facts};
        const auto answer = mtp::decodeFromHelper(mtp::encode(mtp::FromHelper(reply)));
        QVERIFY(answer);
        const auto &replyBack = std::get<mtp::Reply>(*answer);
        QCOMPARE(*replyBack.error, *reply.error);
        QVERIFY(replyBack.isSessionLost);
        QCOMPARE(std::get<PlayerFacts>(replyBack.payload).storages, facts.storages);
        QCOMPARE(std::get<PlayerFacts>(replyBack.payload).fileTypes, facts.fileTypes);
    }

    // Bytes that are no message are none, and take no memory.
    void noMessage()
    {
        const QByteArray whole = mtp::encode(mtp::ToHelper(mtp::Request{.path = u"path"_s}));
        for (qsizetype length = 0; length < whole.size(); ++length)
            QVERIFY2(!mtp::decodeToHelper(whole.first(length)), qPrintable(QString::number(length)));
        QVERIFY(!mtp::decodeToHelper(whole + 'x'));
        QVERIFY(!mtp::decodeToHelper("\x07"));
        QVERIFY(!mtp::decodeToHelper(QByteArray("\x00\xff", 2)));
        QVERIFY(!mtp::decodeFromHelper(QByteArray(1000, '\xff')));
    }

    // Frames arrive whole, however they were cut up on the way, with the file that came along.
    void frames()
    {
        auto [left, right] = sockets();
        QFile file(u"/proc/self/status"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QFile other(u"/proc/self/comm"_s);
        QVERIFY(other.open(QIODevice::ReadOnly));
        QVERIFY(left.send("first", file.handle()));
        QVERIFY(left.send({}));
        QVERIFY(left.send(QByteArray(50'000, 'x'), other.handle()));
        QCOMPARE(right.fill(), mtp::FrameSocket::Filled::Something);
        const auto first = right.take();
        QCOMPARE(first->bytes, "first");
        QVERIFY(isSameFile(first->file.get(), file.handle()));
        const auto second = right.take();
        QCOMPARE(second->bytes, QByteArray());
        QVERIFY(!second->file.isOpen());
        const auto third = right.take();
        QCOMPARE(third->bytes, QByteArray(50'000, 'x'));
        QVERIFY(isSameFile(third->file.get(), other.handle()));
        QVERIFY(!right.take());
        QCOMPARE(right.fill(), mtp::FrameSocket::Filled::Nothing);
    }

    // A frame that claims to be too long is not waited for.
    void tooLong()
    {
        auto [left, right] = sockets();
        const quint32 length = mtp::maxFrameBytes + 1;
        QCOMPARE(::send(left.descriptor(), &length, sizeof length, 0), ssize_t(sizeof length));
        right.fill();
        QVERIFY(!right.take());
        QVERIFY(right.isDamaged());
        QVERIFY(!left.send(QByteArray(mtp::maxFrameBytes + 1, 'x')));
    }

    // The other end's end is noticed, after all that it had said.
    void theOtherEndLeaves()
    {
        auto [left, right] = sockets();
        QVERIFY(left.send("last words"));
        {
            const mtp::FrameSocket gone = std::move(left);
        }
        QCOMPARE(right.fill(), mtp::FrameSocket::Filled::Something);
        QCOMPARE(right.take()->bytes, "last words");
        QCOMPARE(right.fill(), mtp::FrameSocket::Filled::End);
        QVERIFY(!right.send("nobody"));
    }

    // Only "usb:BUS,DEVICE" is a place on the bus.
    void locations()
    {
        const auto device = UsbDevice::fromLocation(u"usb:001,024"_s);
        QVERIFY(device);
        QCOMPARE(device->nodePath(), u"/dev/bus/usb/001/024"_s);
        for (const QString &bad : {u""_s, u"usb:"_s, u"usb:1"_s, u"usb:1,x"_s, u"usb:1,0"_s, u"usb:1,256"_s,
                                   u"usb:-1,2"_s, u"usb:1,2,3"_s, u"/media/x"_s})
            QVERIFY2(!UsbDevice::fromLocation(bad), qPrintable(bad));
    }

    // Who holds the player is told by name; this process itself is nobody.
    void holder()
    {
        const QTemporaryDir root;
        const auto device = UsbDevice::fromLocation(u"usb:1,2"_s, root.path());
        QVERIFY(QDir().mkpath(root.filePath(u"proc/77/fd"_s)));
        QVERIFY(QDir().mkpath(root.filePath(u"proc/78/fd"_s)));
        QVERIFY(QDir().mkpath(root.filePath(u"dev/bus/usb/001"_s)));
        QFile node(device->nodePath());
        QVERIFY(node.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(u"/dev/null"_s, root.filePath(u"proc/77/fd/1"_s)));
        QVERIFY(!holderOf(*device).isSomebody());
        QVERIFY(QFile::link(device->nodePath(), root.filePath(u"proc/78/fd/9"_s)));
        QFile comm(root.filePath(u"proc/78/comm"_s));
        QVERIFY(comm.open(QIODevice::WriteOnly));
        comm.write("gvfsd-mtp\n");
        comm.close();
        QCOMPARE(holderOf(*device).process, 78);
        QCOMPARE(holderOf(*device).name, u"gvfsd-mtp"_s);
    }

private:
    /// Two descriptors of one file.
    static bool isSameFile(int one, int other)
    {
        struct stat first = {};
        struct stat second = {};
        return one != other && ::fstat(one, &first) == 0 && ::fstat(other, &second) == 0 &&
               first.st_dev == second.st_dev && first.st_ino == second.st_ino;
    }

    static std::pair<mtp::FrameSocket, mtp::FrameSocket> sockets()
    {
        std::array<int, 2> pair = {};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
            qFatal("no sockets");
        return {mtp::FrameSocket(FileDescriptor(pair[0])), mtp::FrameSocket(FileDescriptor(pair[1]))};
    }
};

QTEST_GUILESS_MAIN(MtpRulesTest)
#include "tst_mtprules.moc"
