// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mtpbench.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tandem;
using namespace tandem::device;

/// Pictures that MtpStorage sends along with songs.
class MtpCoversTest : public MtpBench
{
    Q_OBJECT

private Q_SLOTS:
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

private:
    Result<FileStamp> sendWithCover(const QString &path, const QByteArray &cover, bool mayReplace = false)
    {
        const QString source = outside(u"song"_s);
        return m_storage->send({source,
                                path,
                                QFileInfo(source).size(),
                                mayReplace ? std::optional(FileStamp{}) : std::nullopt,
                                {.cover = cover}},
                               {}, {});
    }

    /// So many bytes that begin as a JPEG of that size does.
    static QByteArray jpeg(quint16 width, quint16 height, qsizetype sizeBytes)
    {
        QByteArray data("\xff\xd8\xff\xc0\x00\x11\x08", 7);
        for (const int number : {height >> 8, height & 0xff, width >> 8, width & 0xff})
            data += static_cast<char>(number);
        return data.leftJustified(sizeBytes, 'x');
    }
};

QTEST_GUILESS_MAIN(MtpCoversTest)
#include "tst_mtpcovers.moc"
