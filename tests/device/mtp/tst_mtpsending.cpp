// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mtpbench.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <optional>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tandem;
using namespace tandem::device;

/// What MtpStorage brings to the player, whatever happens on the way.
class MtpSendingTest : public MtpBench
{
    Q_OBJECT

private Q_SLOTS:
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
        QVERIFY(m_storage->send({outside(u"song"_s), u"Music/Ä 🎵/song.mp3"_s, size}, {},
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
        makeFile(onPlayer(u".tandem/a.tandem-part"_s), "new a");
        makeFile(onPlayer(u".tandem/b.tandem-old"_s), "old b");
        makeFile(onPlayer(u".tandem/b"_s), "new b");
        makeFile(onPlayer(u".tandem/mine.part"_s), "mine");
        makeFile(onPlayer(u"Music/.c.tandem-part"_s), "half c");
        QVERIFY(m_storage->removeLeftovers());
        QCOMPARE(read(onPlayer(u".tandem/a"_s)), "old a");
        QCOMPARE(read(onPlayer(u".tandem/b"_s)), "new b");
        QCOMPARE(read(onPlayer(u".tandem/mine.part"_s)), "mine");
        // Other folders are cleaned when they are named, seen to hold such, or written to: looking through
        // all of them would take long.
        makeFile(outside(u"song"_s), "song");
        QVERIFY(sendSong(u"Music/d"_s));
        QCOMPARE(filesOnPlayer(),
                 (QStringList{u".tandem/a"_s, u".tandem/b"_s, u".tandem/mine.part"_s, u"Music/d"_s}));
    }

    // A folder that was left in the midst of a replacement looks as if it had been put right, and is that
    // before anything in it is removed, moved or replaced: nothing stays behind, and nothing is taken for
    // another's.
    void leftoversOfASong_data()
    {
        QTest::addColumn<QStringList>("left");
        QTest::addColumn<QByteArray>("content");
        const QString song = u"Music/1.mp3"_s;
        const QString old = song + u".tandem-old"_s;
        const QString part = song + u".tandem-part"_s;
        QTest::newRow("sending") << QStringList{song, part} << "song"_ba;
        QTest::newRow("between the renamings") << QStringList{old, part} << "old"_ba;
        QTest::newRow("before the old one goes") << QStringList{song, old} << "song"_ba;
        QTest::newRow("as of an earlier version")
            << QStringList{u"Music/.1.mp3.tandem-old"_s, part} << "old"_ba;
    }
    void leftoversOfASong()
    {
        QFETCH(QStringList, left);
        QFETCH(QByteArray, content);
        const auto leave = [&] {
            for (const QString &path : left) {
                const bool isOld = path.endsWith(u".tandem-old"_s);
                makeFile(onPlayer(path), isOld ? "old"_ba : path.endsWith(u"3"_s) ? "song"_ba : "ne"_ba);
            }
            openAgain();
        };
        const QString song = u"Music/1.mp3"_s;
        const FileStamp stamp{.sizeBytes = content.size()};
        leave();
        const auto listed = m_storage->list(u"Music"_s);
        QVERIFY(listed);
        QCOMPARE(listed->size(), 1);
        QCOMPARE(listed->first().name, u"1.mp3"_s);
        QCOMPARE(listed->first().sizeBytes, content.size());
        makeFile(outside(u"song"_s), content);
        QCOMPARE(*m_storage->compare(song, outside(u"song"_s), Reading::Anywhere, {}), Likeness::Identical);
        QCOMPARE(filesOnPlayer().size(), 2);   // who looks changes nothing
        QVERIFY(m_storage->removeLeftovers()); // it was seen
        QCOMPARE(filesOnPlayer(), QStringList{song});
        QCOMPARE(read(onPlayer(song)), content);

        leave();
        QVERIFY(m_storage->removeLeftovers({u"Music"_s, u"None"_s}));
        QCOMPARE(filesOnPlayer(), QStringList{song});
        leave();
        QVERIFY(m_storage->move(song, u"Music/2.mp3"_s, stamp));
        QCOMPARE(filesOnPlayer(), QStringList{u"Music/2.mp3"_s});
        QVERIFY(m_storage->remove(u"Music/2.mp3"_s, stamp));
        leave();
        QVERIFY(m_storage->move(song, u"Other/1.mp3"_s, stamp));
        QCOMPARE(filesOnPlayer(), QStringList{u"Other/1.mp3"_s});
        leave();
        const Parcel parcel{
            .sourceFile = outside(u"song"_s), .path = song, .sizeBytes = content.size(), .replaces = stamp};
        QVERIFY(m_storage->send(parcel, {}, {}));
        QVERIFY(m_storage->remove(u"Other/1.mp3"_s, stamp));
        QCOMPARE(filesOnPlayer(), QStringList{song});
        leave();
        QVERIFY(m_storage->remove(song, stamp));
        QCOMPARE(filesOnPlayer(), QStringList());
    }

    // A player that refuses to give a name once can do it all the same: the old content or the new one has
    // its name, and the next replacement goes as ever.
    void renamingRefused_data()
    {
        QTest::addColumn<QByteArray>("renamings");
        QTest::addColumn<bool>("isReplaced");
        QTest::newRow("the second") << "2"_ba << true;
        QTest::newRow("and when tried again") << "23"_ba << false;
        QTest::newRow("and when undone") << "234"_ba << false;
    }
    void renamingRefused()
    {
        QFETCH(QByteArray, renamings);
        QFETCH(bool, isReplaced);
        makeFile(outside(u"song"_s), "song");
        const auto ours = sendSong(u"Music/1.mp3"_s);
        QVERIFY(ours);
        makeFile(outside(u"song"_s), "new song");
        control("refuseRename=" + renamings);
        const Parcel parcel{
            .sourceFile = outside(u"song"_s), .path = u"Music/1.mp3"_s, .sizeBytes = 8, .replaces = *ours};
        const auto sent = m_storage->send(parcel, {}, {});
        QCOMPARE(sent.has_value(), isReplaced);
        QCOMPARE(sent ? ErrorCode::DeviceFailed : sent.error().code, ErrorCode::DeviceFailed);
        const auto content = m_storage->read(u"Music/1.mp3"_s, 100);
        QVERIFY(content);
        QCOMPARE(*content, isReplaced ? "new song"_ba : "song"_ba);
        control({});
        const qsizetype before = transactionsOf("Rename");
        if (!isReplaced)
            QVERIFY(m_storage->send(parcel, {}, {}));
        QVERIFY(isReplaced || transactionsOf("Rename") > before);
        QCOMPARE(read(onPlayer(u"Music/1.mp3"_s)), "new song");
        QCOMPARE(filesOnPlayer(), QStringList{u"Music/1.mp3"_s});
    }

    // What its owner put in place of a file of Tandem's stays, whatever was to be done with that: also if it
    // has the same size, but another time and content. Nothing is left of what was to replace it.
    void changedByOwner_data()
    {
        QTest::addColumn<QByteArray>("traits");
        QTest::addColumn<QByteArray>("owners");
        for (const char *traits : {"", "noRename", "noProperties", "wildTimes", "32bit"}) {
            QTest::addRow("longer, %s", traits) << QByteArray(traits) << "the owner's"_ba;
            QTest::addRow("as long, %s", traits) << QByteArray(traits) << "mine"_ba;
        }
    }
    void changedByOwner()
    {
        QFETCH(QByteArray, traits);
        QFETCH(QByteArray, owners);
        control(traits);
        openAgain();
        const QString path = u"Music/1.mp3"_s;
        makeFile(outside(u"song"_s), "song");
        const auto ours = sendSong(path);
        QVERIFY(ours);
        QCOMPARE(ours->sizeBytes, 4);
        QVERIFY(!ours->hash.isEmpty());
        makeFile(onPlayer(path), owners);
        setTime(onPlayer(path), 1'000'000'000);
        openAgain();

        makeFile(outside(u"song"_s), "new song");
        const Parcel parcel{
            .sourceFile = outside(u"song"_s), .path = path, .sizeBytes = 8, .replaces = *ours};
        const auto sent = m_storage->send(parcel, {}, {});
        QCOMPARE(codeOf(sent), ErrorCode::FileChanged);
        QCOMPARE(sent.error().subject, path); // not the song at home
        QCOMPARE(codeOf(m_storage->write(path, "list", *ours)), ErrorCode::FileChanged);
        QCOMPARE(codeOf(m_storage->write(path, "list", std::nullopt)), ErrorCode::NameTaken);
        if (traits != "noRename")
            QCOMPARE(codeOf(m_storage->move(path, u"Music/2.mp3"_s, *ours)), ErrorCode::FileChanged);
        QCOMPARE(codeOf(m_storage->remove(path, *ours)), ErrorCode::FileChanged);
        QCOMPARE(read(onPlayer(path)), owners);
        QCOMPARE(filesOnPlayer(), QStringList{path});
    }

    // A file that is what was sent is replaced, moved and removed, whatever the player makes of its time.
    void stillOurs_data()
    {
        QTest::addColumn<QByteArray>("traits");
        for (const char *traits : {"", "noProperties", "wildTimes", "32bit"})
            QTest::newRow(traits) << QByteArray(traits);
    }
    void stillOurs()
    {
        QFETCH(QByteArray, traits);
        control(traits);
        openAgain();
        makeFile(outside(u"song"_s), "song");
        const auto first = sendSong(u"Music/1.mp3"_s);
        QVERIFY(first);
        openAgain();
        makeFile(outside(u"song"_s), "new song");
        Parcel parcel{
            .sourceFile = outside(u"song"_s), .path = u"Music/1.mp3"_s, .sizeBytes = 8, .replaces = *first};
        const auto second = m_storage->send(parcel, {}, {});
        QVERIFY(second);
        openAgain();
        QVERIFY(m_storage->move(parcel.path, u"Music/2.mp3"_s, *second));
        openAgain();
        QVERIFY(m_storage->remove(u"Music/2.mp3"_s, *second));
        QCOMPARE(filesOnPlayer(), QStringList());
    }

    // What was done and not answered for is not done once more, nor taken for somebody else's.
    void lostReplies_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QString>("to");
        for (const QString &to : {u"Music/2.mp3"_s, u"Other/1.mp3"_s, u"Other/2.mp3"_s}) {
            for (const char *fault : {"crashAfter=Rename", "crashAfter=MoveObject", "crashIn=DeleteObject"})
                QTest::addRow("%s, %s", fault, qPrintable(to)) << QByteArray(fault) << to;
        }
    }
    void lostReplies()
    {
        QFETCH(QByteArray, fault);
        QFETCH(QString, to);
        makeFile(outside(u"song"_s), "song");
        const auto ours = sendSong(u"Music/1.mp3"_s);
        QVERIFY(ours);
        control(fault);
        QVERIFY(m_storage->move(u"Music/1.mp3"_s, to, *ours));
        QCOMPARE(filesOnPlayer(), QStringList{to});
        control(fault);
        makeFile(outside(u"song"_s), "new song");
        const Parcel parcel{.sourceFile = outside(u"song"_s), .path = to, .sizeBytes = 8, .replaces = *ours};
        QVERIFY(m_storage->send(parcel, {}, {}));
        QCOMPARE(read(onPlayer(to)), "new song");
        QCOMPARE(filesOnPlayer(), QStringList{to});
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
        QCOMPARE(codeOf(m_storage->remove(u"song.mp3"_s, {0})), ErrorCode::FileChanged);
        QCOMPARE(filesOnPlayer(), (QStringList{u"Music"_s, u"song.mp3/precious"_s}));
    }

    // A source that is not as it should be leaves nothing on the player.
    void badSource()
    {
        makeFile(outside(u"song"_s), "12345");
        const auto send = [&](const QString &source, qint64 size) {
            return codeOf(m_storage->send({source, u"x.mp3"_s, size}, {}, {}));
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
        const auto sent = m_storage->send({outside(u"song"_s), u"x.mp3"_s, 3 << 20}, {}, [&](qint64) {
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
        QVERIFY(m_storage->remove(u"a.mp3"_s, {60'000}));
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
        QCOMPARE(codeOf(m_storage->remove(u"Music/a.mp3"_s, {3})), ErrorCode::DeviceReadOnly);
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
        const auto sent = m_storage->send({outside(u"song"_s), u"A/x.mp3"_s, 20 << 20}, stop.get_token(), {});
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
        QCOMPARE(codeOf(m_storage->send({outside(u"song"_s), u"x"_s, 4}, stop.get_token(), {})),
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
        QVERIFY(m_storage->send({outside(u"song"_s), u"A/x.mp3"_s, 200'000}, {},
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
        QVERIFY(m_storage->send({outside(u"song"_s), u"A/x.mp3"_s, 1000, std::nullopt, tags}, {}, {}));
        QVERIFY(read(onPlayer(u"A/x.mp3"_s)) == content(1000));
        QCOMPARE(read(m_directory->filePath(u"tags"_s)), "x.mp3|Title|Artist|0\n");
        QCOMPARE(filesOnPlayer(), QStringList{u"A/x.mp3"_s});
    }

    // A player that is taken away in the middle of a file is gone, at once and for good.
    void unplugged()
    {
        makeFile(outside(u"song"_s), content(1 << 20));
        control("crashIn=SendMiddle\nslow\nalways");
        const auto sent = m_storage->send({outside(u"song"_s), u"x.mp3"_s, 1 << 20}, {}, [&](qint64) {});
        QCOMPARE(codeOf(sent), ErrorCode::DeviceFailed); // still plugged in
        QVERIFY(QFile::remove(node()));
        QCOMPARE(codeOf(m_storage->list({})), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(m_storage->info()), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(sendSong(u"x.mp3"_s)), ErrorCode::DeviceGone);
        QCOMPARE(codeOf(MtpStorage::open(address(), m_settings)), ErrorCode::NotConnected);
    }

    // A song costs little beside the transfer itself.
    void costOfSending()
    {
        makeFile(outside(u"song"_s), "song");
        QVERIFY(sendSong(u"Music/A/0.mp3"_s));
        const qsizetype before = transactions();
        for (int i = 1; i <= 10; ++i)
            QVERIFY(sendSong(u"Music/A/%1.mp3"_s.arg(i)));
        // Its facts, its content, its size; its name and time, which libmtp brings along where there are
        // property lists.
        QCOMPARE(transactions() - before, 10 * 5);
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

    // Only players that look at tags are told them, and one that refuses is not asked again.
    void tags()
    {
        makeFile(outside(u"song"_s), "song");
        const auto send = [&](const QString &path) {
            const MediaTags tags{.title = u"Title"_s, .artist = u"Ärtist"_s, .durationMs = 5000};
            return m_storage->send({outside(u"song"_s), path, 4, std::nullopt, tags}, {}, {}).has_value();
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
        QVERIFY(m_storage->send({outside(u"song"_s), u"1.mp3"_s, 4, FileStamp{}, tags}, {}, {}));
        QVERIFY(m_storage->write(u"1.txt"_s, "text"));
        QCOMPARE(read(m_directory->filePath(u"types"_s)),
                 "1.mp3.tandem-part|music\n1.txt.tandem-part|other\n");
        QCOMPARE(read(m_directory->filePath(u"tags"_s)), "1.mp3.tandem-part|Title|Artist|5000\n");
        QCOMPARE(filesOnPlayer(), (QStringList{u"1.mp3"_s, u"1.txt"_s}));
    }

private:
    /// Tells the storage that this comes after the file that is on its way.
    void foresee(const QString &source, const QString &path)
    {
        m_foreseen = {.sourceFile = outside(source),
                      .path = path,
                      .sizeBytes = QFileInfo(outside(source)).size(),
                      .tags = {.title = path}};
        m_storage->setNext([this] { return m_foreseen; });
    }

    std::optional<Parcel> m_foreseen;
};

QTEST_GUILESS_MAIN(MtpSendingTest)
#include "tst_mtpsending.moc"
