// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/scan/absence.h"
#include "model/scan/filesystems.h"
#include "model/tracks/content.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem::model;

Q_DECLARE_METATYPE(tandem::model::AbsentFile)
Q_DECLARE_METATYPE(tandem::model::Absence)
Q_DECLARE_METATYPE(tandem::model::Mount)

class AbsenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Only a file whose place could be looked at is missing.
    void rules_data()
    {
        QTest::addColumn<AbsentFile>("file");
        QTest::addColumn<Absence>("absence");
        QTest::newRow("deleted") << AbsentFile{} << Absence::Missing;
        QTest::newRow("file system not known") << AbsentFile{.isFileSystemKnown = false} << Absence::Away;
        QTest::newRow("other file system") << AbsentFile{.isOnSameFileSystem = false} << Absence::Away;
        QTest::newRow("dead link") << AbsentFile{.isBehindDeadLink = true} << Absence::Away;
        QTest::newRow("dead link, not known")
            << AbsentFile{.isBehindDeadLink = true, .isFileSystemKnown = false} << Absence::Away;
        QTest::newRow("folder not there") << AbsentFile{.isFolderThere = false} << Absence::Unsaid;
        QTest::newRow("folder not there, dead link")
            << AbsentFile{.isFolderThere = false, .isBehindDeadLink = true} << Absence::Unsaid;
        QTest::newRow("unreadable") << AbsentFile{.isAboveReadable = false} << Absence::Unsaid;
        QTest::newRow("other directory") << AbsentFile{.isInSameDirectory = false} << Absence::Unclear;
        QTest::newRow("other directory, a word")
            << AbsentFile{.isInSameDirectory = false, .isSaidDeleted = true} << Absence::Missing;
        QTest::newRow("closed places") << AbsentFile{.wasLookedEverywhere = false} << Absence::Unclear;
        QTest::newRow("closed places, a word")
            << AbsentFile{.wasLookedEverywhere = false, .isSaidDeleted = true} << Absence::Missing;
        QTest::newRow("other file system, a word")
            << AbsentFile{.isOnSameFileSystem = false, .isSaidDeleted = true} << Absence::Away;
        QTest::newRow("folder not there, a word")
            << AbsentFile{.isFolderThere = false, .isSaidDeleted = true} << Absence::Unsaid;
        QTest::newRow("moving") << AbsentFile{.isStill = false} << Absence::Unclear;
        QTest::newRow("moving, a word")
            << AbsentFile{.isStill = false, .isSaidDeleted = true} << Absence::Unclear;
        QTest::newRow("unreadable, other file system")
            << AbsentFile{.isAboveReadable = false, .isOnSameFileSystem = false} << Absence::Unsaid;
    }

    void rules()
    {
        QFETCH(AbsentFile, file);
        QFETCH(Absence, absence);
        QCOMPARE(absenceOf(file), absence);
    }

    // The system's list of mounts is read, whatever optional fields its lines have.
    void mounts()
    {
        const auto mounts =
            parseMounts("36 35 98:0 / / rw,noatime master:1 propagate_from:2 - ext4 /dev/sda1 rw\n"
                        "40 36 0:40 /music /home/me/Music/nas rw - nfs4 server:/export rw,vers=4\n"
                        "41 36 0:41 / /x rw -\n"
                        "nonsense\n");
        QCOMPARE(mounts.size(), 2);
        QCOMPARE(mounts.value(36).type, "ext4");
        QCOMPARE(mounts.value(36).source, "/dev/sda1");
        QCOMPARE(mounts.value(40).root, "/music");
    }

    // A name is what stays when a file system is mounted again, and says which part of it is mounted.
    void names_data()
    {
        QTest::addColumn<Mount>("mount");
        QTest::addColumn<QByteArray>("uuid");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("device") << Mount{1, "/", "ext4", "/dev/sda1"} << QByteArray("12-AB")
                                << QByteArray("uuid 12-AB /");
        QTest::newRow("part of it") << Mount{1, "/music", "ext4", "/dev/sda1"} << QByteArray("12-AB")
                                    << QByteArray("uuid 12-AB /music");
        QTest::newRow("network") << Mount{1, "/", "nfs4", "server:/export"} << QByteArray()
                                 << QByteArray("nfs4 server:/export /");
        QTest::newRow("share") << Mount{1, "/", "cifs", "//server/share"} << QByteArray()
                               << QByteArray("cifs //server/share /");
        QTest::newRow("nothing else")
            << Mount{1, "/", "tmpfs", "tmpfs"} << QByteArray() << QByteArray("tmpfs tmpfs 2a /");
        QTest::newRow("unknown") << Mount{} << QByteArray() << QByteArray();
    }

    void names()
    {
        QFETCH(Mount, mount);
        QFETCH(QByteArray, uuid);
        QFETCH(QByteArray, name);
        QCOMPARE(fileSystemName(mount, uuid, 42), name);
    }

    // A copy has the same content; another size, or a change at either end or in the middle, makes another
    // one.
    void contents()
    {
        const QTemporaryDir folder;
        const QByteArray path = folder.filePath(u"a"_s).toUtf8();
        const auto contentOfBytes = [&](const QByteArray &bytes) {
            QFile file(QString::fromUtf8(path));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() &&
                           (file.close(), true)
                       ? contentOf(path)
                       : -1;
        };
        QCOMPARE(contentOfBytes("0123456789"), 3515262026615779728); // libraries keep it
        QSet<qint64> known;
        for (const qsizetype size : {0, 1, 7, 31, 4096, 5000, 12'288, 100'000}) {
            const QByteArray bytes(size, 'x');
            const qint64 content = contentOfBytes(bytes);
            QVERIFY(content > 0);
            QCOMPARE(contentOfBytes(bytes), content);
            known.insert(content);
            for (const qsizetype at : {qsizetype(0), size / 2, size - 1}) {
                if (at < 0 || at >= size)
                    continue;
                QByteArray changed = bytes;
                changed[at] = 'y';
                QVERIFY(contentOfBytes(changed) != content);
            }
        }
        QCOMPARE(known.size(), 8);
        QCOMPARE(contentOf(folder.filePath(u"none"_s).toUtf8()), 0);
        QCOMPARE(contentOf(folder.path().toUtf8()), 0);
    }
};

QTEST_GUILESS_MAIN(AbsenceTest)
#include "tst_absence.moc"
