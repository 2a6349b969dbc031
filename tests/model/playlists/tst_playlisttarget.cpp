// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "../audiofiles.h"
#include "model/playlists/playlisttarget.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

class PlaylistTargetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void playlists_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("isPlaylist");
        QTest::newRow("empty") << QByteArray() << true;
        QTest::newRow("header") << QByteArray("#EXTM3U\nanything at all") << true;
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf#EXTM3U\r\n") << true;
        QTest::newRow("plain paths") << QByteArray("/a/b.mp3\r\nc d.flac\r\n\r\n# said\r\n") << true;
        QTest::newRow("stream") << QByteArray("http://somewhere/stream\n") << true;
        QTest::newRow("prose") << QByteArray("Buy bread. Then practise.\n") << false;
        QTest::newRow("one line of prose") << QByteArray("a.mp3\nnot this one\n") << false;
        QTest::newRow("binary") << QByteArray("#EXTM3U\n\0", 9) << false;
    }

    // What is a playlist already may be replaced by one; nothing else looks like one.
    void playlists()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const bool, isPlaylist);
        QCOMPARE(isPlaylistContent(content), isPlaylist);
    }

    // Music of every kind that Tandem knows is told from the beginning of its file.
    void music()
    {
        const QDir folder = QFileInfo(tests::samplePath(u"flac"_s)).dir();
        const QStringList samples = folder.entryList({u"sample.*"_s}, QDir::Files);
        QVERIFY(samples.size() > 5);
        for (const QString &sample : samples)
            QVERIFY2(isMusicContent(tests::readFile(folder.filePath(sample))), qPrintable(sample));
        QVERIFY(!isMusicContent("#EXTM3U\na.mp3\n"));
        QVERIFY(!isMusicContent("\xff\xfe#\0E\0"));
        QVERIFY(!isMusicContent({}));
    }

    // The ending counts where a link leads to, too.
    void links()
    {
        QTemporaryDir directory;
        const QString link = directory.filePath(u"list.m3u8"_s);
        const QString place = directory.filePath(u"somewhere.txt"_s);
        QVERIFY(QFile::link(place, link));
        QCOMPARE(checkPlaylistTarget(link, Replaceable::AllButMusic).error().code,
                 ErrorCode::InvalidArgument);
        tests::writeFile(place, {});
        QCOMPARE(checkPlaylistTarget(link, Replaceable::AllButMusic).error().code,
                 ErrorCode::InvalidArgument);
        QVERIFY(checkPlaylistTarget(directory.filePath(u"new.m3u"_s), Replaceable::Playlists));
    }
};

QTEST_GUILESS_MAIN(PlaylistTargetTest)
#include "tst_playlisttarget.moc"
