// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/playlists/playlistfile.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

namespace {

void write(const QString &path, const QByteArray &data)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(data) != data.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<PlaylistFileItem> itemsOf(const QStringList &paths)
{
    QList<PlaylistFileItem> items;
    for (const QString &path : paths)
        items.append({path, u"Title\nof "_s + path, 7});
    return items;
}

} // namespace

class PlaylistFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Every way of naming a file leads to its absolute, clean path; all else is passed over.
    void parses_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QByteArray &data, const QStringList &expected) {
            QTest::newRow(name) << data << expected;
        };
        row("empty", "", {});
        row("relative", "a.mp3\nsub/b.mp3\n", {u"/lists/a.mp3"_s, u"/lists/sub/b.mp3"_s});
        row("absolute", "/m/a.mp3", {u"/m/a.mp3"_s});
        row("clean", "../m/./x/../a.mp3\n/m//b.mp3\n", {u"/m/a.mp3"_s, u"/m/b.mp3"_s});
        row("above the root", "/../../a.mp3\n../../../b.mp3\n//c.mp3\n/..",
            {u"/a.mp3"_s, u"/b.mp3"_s, u"/c.mp3"_s, u"/"_s});
        row("repeats", "a.mp3\na.mp3\n", {u"/lists/a.mp3"_s, u"/lists/a.mp3"_s});
        row("extended", "#EXTM3U\n#EXTINF:1,T\na.mp3\n# b\n", {u"/lists/a.mp3"_s});
        row("CRLF", "#EXTM3U\r\na.mp3\r\n\r\nb.mp3\r\n", {u"/lists/a.mp3"_s, u"/lists/b.mp3"_s});
        row("CR", "a.mp3\rb.mp3", {u"/lists/a.mp3"_s, u"/lists/b.mp3"_s});
        row("indented", "  a.mp3\n\t#x\n   \n", {u"/lists/a.mp3"_s});
        row("BOM",
            "\xef\xbb\xbf"
            "a.mp3\n",
            {u"/lists/a.mp3"_s});
        row("BOM and comment", "\xef\xbb\xbf#EXTM3U\na.mp3\n", {u"/lists/a.mp3"_s});
        row("UTF-16",
            QByteArray("\xff\xfe"
                       "a\0.\0f\0\n\0",
                       10),
            {u"/lists/a.f"_s});
        row("UTF-8", "Bj\xc3\xb6rk.mp3", {u"/lists/Björk.mp3"_s});
        row("Latin-1", "Bj\xf6rk.mp3", {u"/lists/Björk.mp3"_s});
        row("backslashes", "sub\\b.mp3\n..\\c.mp3\n", {u"/lists/sub/b.mp3"_s, u"/c.mp3"_s});
        row("file URL", "file:///m/a%20b%23.mp3", {u"/m/a b#.mp3"_s});
        row("file URL of localhost", "FILE://localhost/m/Bj%C3%B6rk.mp3", {u"/m/Björk.mp3"_s});
        row("careless file URL", "file:///m/a #1?.mp3", {u"/m/a #1?.mp3"_s});
        row("file URL with ..", "file:///m/x/../a.mp3", {u"/m/a.mp3"_s});
        row("file URL of another host", "file://server/m/a.mp3", {});
        row("file URL with NUL", "file:///m/a%00.mp3", {});
        row("file URL without path", "file://\nfile://x", {});
        row("other URLs", "http://radio/x.mp3\nHTTPS://radio/y.mp3\nmms://z/\na.mp3", {u"/lists/a.mp3"_s});
        row("not a scheme", "a b://c.mp3", {u"/lists/a b:/c.mp3"_s});
        row("percent signs of names stay", "100%20.mp3", {u"/lists/100%20.mp3"_s});
    }
    void parses()
    {
        QFETCH(QByteArray, data);
        QFETCH(QStringList, expected);
        QCOMPARE(parseM3u(data, u"/lists"_s), expected);
    }

    // Where a line can be read in two ways, the file that exists decides.
    void existingFilesDecide()
    {
        QTemporaryDir directory;
        const QString folder = directory.path();
        write(folder + u"/a\\b.mp3"_s, "x");
        write(folder + u"/space.mp3 "_s, "x");
        QVERIFY(QDir(folder).mkdir(u"sub"_s));
        write(folder + u"/sub/c.mp3"_s, "x");
        write(folder + u"/d.mp3"_s, "x");
        const QStringList expected{folder + u"/a\\b.mp3"_s, folder + u"/sub/c.mp3"_s,
                                   folder + u"/space.mp3 "_s, folder + u"/d.mp3"_s};
        QCOMPARE(parseM3u("a\\b.mp3\nsub\\c.mp3\nspace.mp3 \nd.mp3  \n", folder), expected);
    }

    // What is written is found again, whatever characters the names have.
    void roundTrip()
    {
        const QString alphabet = u"ab#%./ \\:?&\"'\n\r\t,;~ëж\u00a0\u2028\ufeff[]*-"_s;
        QRandomGenerator random(7);
        for (int round = 0; round < 300; ++round) {
            QStringList paths;
            for (int i = 0; i < 10; ++i) {
                QString path = u"/"_s;
                const int length = random.bounded(1, 16);
                for (int c = 0; c < length; ++c)
                    path += alphabet[random.bounded(static_cast<int>(alphabet.size()))];
                path = QDir::cleanPath(path);
                if (!path.startsWith("//"_L1) && !path.startsWith("/.."_L1)) // made clean when read
                    paths += path;
            }
            const QByteArray data = formatM3u(itemsOf(paths));
            QCOMPARE(parseM3u(data, u"/elsewhere"_s), paths);
        }
    }

    // Relative paths are found again too, also those that look like comments, URLs or indentation.
    void relativeRoundTrip()
    {
        const QStringList paths{u"a.mp3"_s,    u"#1.mp3"_s,   u" b.mp3"_s,
                                u"http://c"_s, u"file://d"_s, u"sub/#2.mp3"_s};
        QStringList expected;
        for (const QString &path : paths)
            expected += QDir::cleanPath(u"/lists/"_s + path);
        QCOMPARE(parseM3u(formatM3u(itemsOf(paths)), u"/lists"_s), expected);
        QCOMPARE(formatM3u({{u"broken\nname.mp3"_s, {}}, {{}, u"nothing"_s}}), QByteArray("#EXTM3U\n"));
    }

    // Length and title stand before the path where they are known.
    void extendedInformation()
    {
        QCOMPARE(formatM3u({{u"a.mp3"_s, u"Björk - Jóga"_s, 305}, {u"b.mp3"_s, {}}, {u"c.mp3"_s, u"x\ny"_s}}),
                 QByteArray("#EXTM3U\n#EXTINF:305,Bj\xc3\xb6rk - J\xc3\xb3ga\na.mp3\nb.mp3\n"
                            "#EXTINF:-1,x y\nc.mp3\n"));
    }

    // Files below the playlist's folder are named relatively, so that both can move together.
    void writesRelativePaths()
    {
        QTemporaryDir directory;
        const QString folder = directory.path();
        const QString file = folder + u"/list.m3u8"_s;
        const QStringList paths{folder + u"/a.mp3"_s, folder + u"/sub/#b.mp3"_s, folder + u"/#c.mp3"_s,
                                folder + u"-other/d.mp3"_s, folder + u"/e\n.mp3"_s};
        QList<PlaylistFileItem> items;
        for (const QString &path : paths)
            items.append({path, {}});
        QVERIFY(writePlaylistFile(file, items));
        QCOMPARE(read(file), QByteArray("#EXTM3U\na.mp3\nsub/#b.mp3\n./#c.mp3\n") + folder.toUtf8() +
                                 "-other/d.mp3\nfile://" + folder.toUtf8() + "/e%0A.mp3\n");
        QCOMPARE(readPlaylistFile(file).value(), paths);
        QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{u"list.m3u8"_s});
    }

    // A playlist that cannot be written is an error, and the old one stays.
    void writeErrors()
    {
        QTemporaryDir directory;
        QCOMPARE(writePlaylistFile(directory.filePath(u"none/list.m3u"_s), {}).error().code,
                 ErrorCode::FileNotWritable);
        QVERIFY(QDir(directory.path()).mkdir(u"folder.m3u"_s));
        QCOMPARE(writePlaylistFile(directory.filePath(u"folder.m3u"_s), {}).error().code,
                 ErrorCode::FileNotWritable);
    }

    // A device or a pipe is not replaced by a playlist.
    void writesOnlyFiles()
    {
        QTemporaryDir directory;
        const QString pipe = directory.filePath(u"pipe.m3u"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QCOMPARE(writePlaylistFile(pipe, {}).error().code, ErrorCode::FileNotWritable);
        struct stat status{};
        QCOMPARE(::lstat(QFile::encodeName(pipe).constData(), &status), 0);
        QVERIFY(S_ISFIFO(status.st_mode));
    }

    // What is no playlist is refused with its reason.
    void readErrors()
    {
        QTemporaryDir directory;
        const auto codeOf = [&](const QString &name) {
            const auto paths = readPlaylistFile(directory.filePath(name));
            return paths ? ErrorCode::Internal : paths.error().code;
        };
        QCOMPARE(codeOf(u"none.m3u"_s), ErrorCode::FileMissing);
        write(directory.filePath(u"list.txt"_s), "a.mp3");
        QCOMPARE(codeOf(u"list.txt"_s), ErrorCode::PlaylistUnreadable);
        write(directory.filePath(u"binary.m3u"_s), QByteArray("a\0b", 3));
        QCOMPARE(codeOf(u"binary.m3u"_s), ErrorCode::PlaylistUnreadable);
        QFile large(directory.filePath(u"large.m3u"_s));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(16'000'001));
        large.close();
        QCOMPARE(codeOf(u"large.m3u"_s), ErrorCode::PlaylistUnreadable);
        QVERIFY(QDir(directory.path()).mkdir(u"folder.m3u"_s));
        QCOMPARE(codeOf(u"folder.m3u"_s), ErrorCode::PlaylistUnreadable);
        QCOMPARE(::mkfifo(QFile::encodeName(directory.filePath(u"pipe.m3u"_s)).constData(), 0600), 0);
        QCOMPARE(codeOf(u"pipe.m3u"_s), ErrorCode::PlaylistUnreadable);
    }

    // A list of more lines than any, or with a line that is longer than any path, is refused before it is
    // taken apart.
    void bounded_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<bool>("isRead");
        QTest::newRow("as many lines as there may be")
            << QByteArray("a\n").repeated(mostPlaylistLines) << true;
        QTest::newRow("one more") << QByteArray("a\n").repeated(mostPlaylistLines + 1) << false;
        QTest::newRow("millions of empty lines") << QByteArray(15'000'000, '\n') << false;
        QTest::newRow("of old Macs") << QByteArray(15'000'000, '\r') << false;
        QTest::newRow("a long line") << QByteArray(longestPlaylistLine, 'a') << true;
        QTest::newRow("longer than any path") << "a\n" + QByteArray(longestPlaylistLine + 1, 'a') << false;
        QTest::newRow("one line of megabytes") << QByteArray(15'000'000, 'a') << false;
    }

    void bounded()
    {
        QFETCH(QByteArray, data);
        QFETCH(bool, isRead);
        QTemporaryDir directory;
        const QString file = directory.filePath(u"list.m3u"_s);
        write(file, data);
        const auto paths = readPlaylistFile(file);
        QCOMPARE(paths.has_value(), isRead);
        if (!paths) {
            QCOMPARE(paths.error().code, ErrorCode::PlaylistUnreadable);
            QVERIFY(!paths.error().detail.isEmpty());
        }
    }

    // Paths are resolved against the folder of the playlist file; the ending's case does not matter.
    void readsFiles()
    {
        QTemporaryDir directory;
        write(directory.filePath(u"LIST.M3U"_s), "a.mp3\r\n../b.mp3\r\n");
        const QStringList expected{directory.filePath(u"a.mp3"_s),
                                   QDir::cleanPath(directory.filePath(u"../b.mp3"_s))};
        QCOMPARE(readPlaylistFile(directory.filePath(u"LIST.M3U"_s)).value(), expected);
    }
};

QTEST_GUILESS_MAIN(PlaylistFileTest)
#include "tst_playlistfile.moc"
