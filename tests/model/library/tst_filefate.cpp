// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/library/filefate.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <functional>

using namespace Qt::StringLiterals;
using namespace tandem::model;

namespace {

using Change = std::function<bool(const QDir &)>;

bool write(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly);
}

} // namespace

Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(tandem::model::FileFate)

class FileFateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Of "music/a/b/song.mp3", after something happened to it: deleted is only what can be seen not to be
    // there.
    void fates_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QByteArray>("fileSystem");
        QTest::addColumn<FileFate>("fate");
        const auto row = [](const char *name, FileFate fate, const Change &change,
                            const QByteArray &fileSystem = "disk") {
            QTest::newRow(name) << change << fileSystem << fate;
        };
        const Change nothing = [](const QDir &) { return true; };
        const Change deleted = [](const QDir &place) {
            return QFile::remove(place.filePath(u"a/b/song.mp3"_s));
        };
        const Change folderDeleted = [](const QDir &place) {
            return QDir(place.filePath(u"a"_s)).removeRecursively();
        };
        row("there", FileFate::There, nothing);
        row("there, as a link that leads nowhere", FileFate::There, [deleted](const QDir &place) {
            return deleted(place) && QFile::link(u"/nowhere/x"_s, place.filePath(u"a/b/song.mp3"_s));
        });
        row("deleted", FileFate::Deleted, deleted);
        row("deleted with its folders", FileFate::Deleted, folderDeleted);
        row("another file system", FileFate::Unsaid, deleted, "other");
        row("another file system, folders gone", FileFate::Unsaid, folderDeleted, "other");
        row("file system not known", FileFate::Unsaid, deleted, {});
        row("deleted in the directory of a place", FileFate::Deleted, deleted, "disk #12");
        row("deleted in one on another file system", FileFate::Unsaid, deleted, "other #12");
        row("music folder not there", FileFate::Unsaid,
            [](const QDir &place) { return QDir(place.path()).removeRecursively(); });
        row("below a link that leads nowhere", FileFate::Unsaid, [folderDeleted](const QDir &place) {
            return folderDeleted(place) && QFile::link(u"/nowhere"_s, place.filePath(u"a"_s));
        });
        row("below what is no folder any more", FileFate::Unsaid, [folderDeleted](const QDir &place) {
            return folderDeleted(place) && write(place.filePath(u"a"_s));
        });
        row("below a link to itself", FileFate::Unsaid, [folderDeleted](const QDir &place) {
            return folderDeleted(place) && QFile::link(place.filePath(u"a"_s), place.filePath(u"a"_s));
        });
    }
    void fates()
    {
        QFETCH(Change, change);
        QFETCH(QByteArray, fileSystem);
        QFETCH(FileFate, fate);
        const QTemporaryDir directory;
        const QDir place(directory.filePath(u"music"_s));
        QVERIFY(place.mkpath(u"a/b"_s) && write(place.filePath(u"a/b/song.mp3"_s)) && change(place));
        FileFates fates([](int, const QByteArray &) { return QByteArray("disk"); });
        const QByteArray folder = QFile::encodeName(place.path());
        const MissingFile file{.path = folder + "/a/b/song.mp3", .folder = folder, .place = fileSystem};
        QCOMPARE(fates.of(file), fate);
        QCOMPARE(fates.of(file), fate);
    }

    // Another song's file lies there now.
    void replaced()
    {
        const QTemporaryDir directory;
        const QDir place(directory.filePath(u"music"_s));
        QVERIFY(place.mkpath(u"a"_s) && write(place.filePath(u"a/song.mp3"_s)));
        FileFates fates([](int, const QByteArray &) { return QByteArray("disk"); });
        const QByteArray folder = QFile::encodeName(place.path());
        MissingFile file{.path = folder + "/a/song.mp3", .folder = folder, .place = "disk"};
        QCOMPARE(fates.of(file), FileFate::There);
        file.isReplaced = true;
        QCOMPARE(fates.of(file), FileFate::Deleted);
        file.place = "other";
        QCOMPARE(fates.of(file), FileFate::Unsaid);
    }

    // What is asked of each folder is asked of the one that is open.
    void nearestFolderCounts()
    {
        const QTemporaryDir directory;
        const QDir place(directory.filePath(u"music"_s));
        QVERIFY(place.mkpath(u"drive"_s));
        const QByteArray folder = QFile::encodeName(place.path());
        // The drive is there; then it is not, and the folder that it was mounted at lies on the disk.
        QByteArray atDrive = "drive";
        FileFates fates(
            [&](int, const QByteArray &path) { return path == folder + "/drive" ? atDrive : "disk"; });
        const MissingFile file{.path = folder + "/drive/song.mp3", .folder = folder, .place = "drive"};
        QCOMPARE(fates.of(file), FileFate::Deleted);
        atDrive = "disk";
        QCOMPARE(fates.of(file), FileFate::Unsaid);
        QVERIFY(place.rmdir(u"drive"_s));
        QCOMPARE(fates.of(file), FileFate::Unsaid);
    }
};

QTEST_GUILESS_MAIN(FileFateTest)
#include "tst_filefate.moc"
