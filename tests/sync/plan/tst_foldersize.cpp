// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/plan/foldersize.h"
#include "sync/plan/foldertree.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;
using device::FolderFormat;

class FolderSizeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A name takes as many entries as FAT's and exFAT's specifications and Linux have it.
    void entries_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("vfat");
        QTest::addColumn<int>("exfat");

        const auto row = [](const char *what, const QString &name, int vfat, int exfat) {
            QTest::newRow(what) << name << vfat << exfat;
        };
        row("upper case", u"SONG.MP3"_s, 1, 3);
        row("lower case", u"song.mp3"_s, 1, 3);
        row("each part in one case", u"SONG.mp3"_s, 1, 3);
        row("mixed case", u"Song.mp3"_s, 2, 3);
        row("mixed case in the ending", u"song.Mp3"_s, 2, 3);
        row("no ending", u"music"_s, 1, 3);
        row("a folder as people write it", u"Music"_s, 2, 3);
        row("digits and signs", u"01-a_b~1.mp3"_s, 1, 3);
        row("only digits", u"0123.456"_s, 1, 3);
        row("just short enough", u"abcdefgh.ijk"_s, 1, 3);
        row("stem too long", u"abcdefghi.mp3"_s, 2, 3);
        row("ending too long", u"song.flac"_s, 2, 3);
        row("a blank", u"a b.mp3"_s, 2, 3);
        row("two dots", u"a.b.mp3"_s, 2, 3);
        row("dot in front", u".tandem"_s, 2, 3);
        row("dot at the end", u"song."_s, 2, 3);
        row("signs that short names lack", u"a+b,c;d.mp3"_s, 2, 3);
        row("brackets", u"a[1].mp3"_s, 2, 3);
        row("letters beyond ASCII", u"für.mp3"_s, 2, 3);
        row("13 units", u"123456789.flac"_s.left(13), 2, 3);
        row("14 units", u"123456789.flac"_s, 3, 3);
        row("15 units", u"1234567890.flac"_s, 3, 3);
        row("16 units", u"12345678901.flac"_s, 3, 4);
        row("26 units", u"a"_s.repeated(26), 3, 4);
        row("27 units", u"a"_s.repeated(27), 4, 4);
        row("an emoji is two units", u"\U0001F3B5"_s.repeated(7), 3, 3);
        row("255 units", u"a"_s.repeated(255), 21, 19);
    }
    void entries()
    {
        QFETCH(QString, name);
        QFETCH(int, vfat);
        QFETCH(int, exfat);
        QCOMPARE(entriesFor(FolderFormat::Vfat, name), vfat);
        QCOMPARE(entriesFor(FolderFormat::Exfat, name), exfat);
        QCOMPARE(entriesFor(FolderFormat::Unknown, name), 0);
    }

    // Folders take whole clusters, the first one at once.
    void clusters_data()
    {
        QTest::addColumn<int>("entries");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("none") << 0 << qint64(512);
        QTest::newRow("full") << 16 << qint64(512);
        QTest::newRow("one more") << 17 << qint64(1024);
    }
    void clusters()
    {
        QFETCH(int, entries);
        QFETCH(qint64, bytes);
        QCOMPARE(folderBytes(entries, 512), bytes);
    }

    // A folder comes with its first file, with those above it; grows when it is full; keeps its clusters,
    // and its free entries are used again; goes with its last file, save the topmost.
    void comingAndGoing()
    {
        Listing listing(false);
        listing.add(u""_s, {});
        const device::StorageInfo storage{
            .clusterBytes = 512, .isCaseSensitive = false, .folderFormat = FolderFormat::Vfat};
        FolderMap map(listing, storage);
        FolderUse use(map);
        const auto song = [&map](int number) {
            return map.placeOf(u"Music/A/A song, number %1.mp3"_s.arg(number, 2)); // 3 entries of 16
        };
        QCOMPARE(use.costOf(song(0)), 1024);
        QCOMPARE(use.add(song(0)), 1024);
        for (int i = 1; i < 4; ++i)
            QCOMPARE(use.add(song(i)), 0);
        QCOMPARE(use.growthOf(song(4)), 512);
        QCOMPARE(use.add(song(4)), 512);
        QCOMPARE(use.add(map.placeOf(u"music/a/x.mp3"_s)), 0); // the same folder
        QCOMPARE(use.remove(song(0)), 0);
        QCOMPARE(use.add(song(0)), 0);
        QCOMPARE(use.remove(map.placeOf(u"Music/A/x.mp3"_s)), 0);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(use.remove(song(i)), 0);
        FolderUse other = use;
        QCOMPARE(use.remove(song(4)), 1024);
        QCOMPARE(use.costOf(song(0)), 512);
        QCOMPARE(other.remove(song(4), true), 1536);
        QCOMPARE(other.costOf(song(0)), 1024);
    }

    // What the player says of a folder's size counts, and what lies in it that is not ours keeps it.
    void listed()
    {
        Listing listing(false);
        listing.add(u""_s, {{u"Music"_s, 512, true}});
        listing.add(u"Music"_s, {{u"A"_s, 4096, true}, {u"B"_s, 512, true}});
        listing.add(u"Music/A"_s, {{u"x.mp3"_s, 1, false}});
        listing.add(u"Music/B"_s, {{u"x.mp3"_s, 1, false}, {u"cover.jpg"_s, 1, false}});
        const device::StorageInfo storage{
            .clusterBytes = 512, .isCaseSensitive = false, .folderFormat = FolderFormat::Exfat};
        FolderMap map(listing, storage);
        FolderUse use(map);
        for (int i = 0; i < 30; ++i)
            QCOMPARE(use.add(map.placeOf(u"Music/A/%1.mp3"_s.arg(i))), 0);
        for (int i = 0; i < 30; ++i)
            QCOMPARE(use.remove(map.placeOf(u"Music/A/%1.mp3"_s.arg(i))), 0);
        QCOMPARE(use.remove(map.placeOf(u"Music/A/x.mp3"_s)), 4096);
        QCOMPARE(use.remove(map.placeOf(u"Music/B/x.mp3"_s)), 0);
        // What it once took, it may take again.
        FolderUse keeping(map);
        keeping.keepSizes();
        QCOMPARE(keeping.remove(map.placeOf(u"Music/A/x.mp3"_s)), 4096);
        QCOMPARE(keeping.costOf(map.placeOf(u"Music/A/x.mp3"_s)), 4096);
    }

    // Of a folder whose content is only presumed nobody says that it goes.
    void presumed()
    {
        Listing listing(false);
        listing.presume(u"Music/A"_s, {{u"Music/A/x.mp3"_s, 1}});
        FolderMap map(listing, {.clusterBytes = 512, .isCaseSensitive = false});
        FolderUse use(map);
        QCOMPARE(use.add(map.placeOf(u"Music/A/y.mp3"_s)), 0);
        QCOMPARE(use.remove(map.placeOf(u"Music/A/x.mp3"_s)), 0);
        QCOMPARE(use.remove(map.placeOf(u"Music/A/y.mp3"_s)), 0);
    }
};

QTEST_GUILESS_MAIN(FolderSizeTest)
#include "tst_foldersize.moc"
