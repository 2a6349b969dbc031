// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/library/musicfolders.h"
#include "scanbench.h"

#include <QSet>
#include <QTest>
#include <cstdio>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;
using namespace tandem::tests;

namespace {

QByteArray bytes(const QString &text)
{
    return text.toUtf8();
}

const auto oneUnclear = u"0 added, 0 updated, 0 moved, 0 missing, 0 away"_s;

} // namespace

/// What is missing was looked for everywhere, in the very folder that it was in.
class CompletenessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench.emplace();
        QVERIFY(m_bench->add(u"album/a.wav"_s, "A"));
        QVERIFY(m_bench->add(u"album/longer.wav"_s, "A longer title"));
        QVERIFY(m_bench->add(u"stays.wav"_s, "S"));
    }
    void cleanup() { m_bench.reset(); }

    // An album got a name that is not UTF-8: what is in it is not deleted.
    void folderWithAnUnusableName()
    {
        m_bench->scan();
        const TrackId id = m_bench->idOf(u"album/a.wav"_s);
        const QByteArray odd = bytes(m_bench->path({})) + "/caf\xe9";
        if (::rename(bytes(m_bench->path(u"album"_s)).constData(), odd.constData()) != 0)
            QSKIP("the file system takes only UTF-8");
        const ScanReport report = m_bench->scan();
        const ScanReport again = m_bench->scan();
        QCOMPARE(::rename(odd.constData(), bytes(m_bench->path(u"album"_s)).constData()), 0);
        QCOMPARE(ScanBench::counts(report), oneUnclear);
        QCOMPARE(report.unclear, 2);
        QCOMPARE(again.unclear, 2);
        QCOMPARE(m_bench->stateOf(id), u"A away"_s);
        QCOMPARE(m_bench->scan().updated, 2);
        QCOMPARE(m_bench->stateOf(id), u"A album/a.wav"_s);
    }

    // A song got such a name; another one, which it cannot be, was deleted.
    void fileWithAnUnusableName()
    {
        m_bench->scan();
        const TrackId id = m_bench->idOf(u"album/a.wav"_s);
        const TrackId longer = m_bench->idOf(u"album/longer.wav"_s);
        const QByteArray odd = bytes(m_bench->path({})) + "/caf\xe9.wav";
        if (::rename(bytes(m_bench->path(u"album/a.wav"_s)).constData(), odd.constData()) != 0)
            QSKIP("the file system takes only UTF-8");
        QVERIFY(m_bench->remove(u"album/longer.wav"_s));
        const ScanReport report = m_bench->scan();
        ::unlink(odd.constData());
        QCOMPARE(report.missing, 1);
        QCOMPARE(report.unclear, 1);
        QCOMPARE(m_bench->stateOf(id), u"A away"_s);
        QCOMPARE(m_bench->stateOf(longer), u"A longer title missing"_s);
        QCOMPARE(m_bench->scan().missing, 1); // now it was deleted
    }

    // Something cannot be looked into: whatever is not found may be there, until a person says otherwise, or
    // it can be looked into.
    void closedPlace_data()
    {
        QTest::addColumn<bool>("isSaidDeleted");
        QTest::newRow("opened") << false;
        QTest::newRow("a word") << true;
    }

    void closedPlace()
    {
        QFETCH(const bool, isSaidDeleted);
        m_bench->scan();
        const TrackId id = m_bench->idOf(u"album/a.wav"_s);
        closePlace();
        QVERIFY(m_bench->remove(u"album/a.wav"_s));
        QCOMPARE(m_bench->scan().unclear, 1);
        QCOMPARE(m_bench->stateOf(id), u"A away"_s);
        if (isSaidDeleted) {
            const auto report =
                LibraryScanner(m_bench->database()).scan({}, {}, ScanDepth::Changes, NotFound::WasDeleted);
            QCOMPARE(report.value_or(ScanReport{}).missing, 1);
        } else {
            QVERIFY(m_bench->remove(u"closed"_s));
            QCOMPARE(m_bench->scan().missing, 1);
        }
        QCOMPARE(m_bench->stateOf(id), u"A missing"_s);
    }

    // A folder that nobody else may read is such a place.
    void closedFolder()
    {
        if (::geteuid() == 0)
            QSKIP("root may read everything");
        QVERIFY(m_bench->add(u"closed/b.wav"_s, "B"));
        m_bench->scan();
        const TrackId id = m_bench->idOf(u"album/a.wav"_s);
        QVERIFY(m_bench->move(u"album/a.wav"_s, u"closed/a.wav"_s));
        QVERIFY(QFile::setPermissions(m_bench->path(u"closed"_s), QFile::WriteOwner));
        const ScanReport report = m_bench->scan();
        QVERIFY(QFile::setPermissions(m_bench->path(u"closed"_s),
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QCOMPARE(report.unclear, 1);
        QCOMPARE(m_bench->scan().moved, 1);
        QCOMPARE(m_bench->stateOf(id), u"A closed/a.wav"_s);
    }

    // A new file that cannot be opened may be the one that is not found, if it is as large.
    void closedFile()
    {
        if (::geteuid() == 0)
            QSKIP("root may read everything");
        m_bench->scan();
        const TrackId id = m_bench->idOf(u"album/a.wav"_s);
        QVERIFY(m_bench->move(u"album/a.wav"_s, u"album/b.wav"_s));
        QVERIFY(QFile::setPermissions(m_bench->path(u"album/b.wav"_s), QFile::WriteOwner));
        QVERIFY(m_bench->remove(u"album/longer.wav"_s));
        const ScanReport report = m_bench->scan();
        QVERIFY(QFile::setPermissions(m_bench->path(u"album/b.wav"_s), QFile::ReadOwner | QFile::WriteOwner));
        QCOMPARE(report.unclear, 1);
        QCOMPARE(report.missing, 1);
        QCOMPARE(m_bench->scan().moved, 1);
        QCOMPARE(m_bench->stateOf(id), u"A album/b.wav"_s);
    }

    // A song was moved onto a drive of the library, which was unmounted before the scan. Were it not said to
    // be missing, nothing would be while a drive is not there; it is itself again when the drive is.
    void movedOntoADrive()
    {
        bool isMounted = true;
        const auto fileSystemOf = [&](int, const QByteArray &folder) -> QByteArray {
            return isMounted && folder.contains("/usb") ? "stick" : "disk";
        };
        QVERIFY(m_bench->add(u"usb/b.wav"_s, "B"));
        QCOMPARE(m_bench->scan(fileSystemOf).added, 4);
        const TrackId id = m_bench->idOf(u"album/a.wav"_s);
        QVERIFY(m_bench->move(u"album/a.wav"_s, u"usb/a.wav"_s));
        isMounted = false;
        QVERIFY(QDir().rename(m_bench->path(u"usb"_s), m_bench->outside(u"stick"_s)));
        QVERIFY(QDir().mkpath(m_bench->path(u"usb"_s)));
        const ScanReport report = m_bench->scan(fileSystemOf);
        QCOMPARE(report.missing, 1);
        QCOMPARE(report.away, 1);
        QCOMPARE(report.unclear, 0);

        isMounted = true;
        QVERIFY(QDir().rmdir(m_bench->path(u"usb"_s)));
        QVERIFY(QDir().rename(m_bench->outside(u"stick"_s), m_bench->path(u"usb"_s)));
        QCOMPARE(m_bench->scan(fileSystemOf).moved, 1);
        QCOMPARE(m_bench->stateOf(id), u"A usb/a.wav"_s);
    }

    // The same with another music folder, which is not there.
    void movedIntoAFolderThatIsAway()
    {
        const QString other = m_bench->outside(u"other"_s);
        QVERIFY(writeFile(other + u"/b.wav"_s, wavData("B")));
        m_bench->addFolder(other);
        m_bench->scan();
        const TrackId id = m_bench->idOf(u"album/a.wav"_s);
        QVERIFY(QFile::rename(m_bench->path(u"album/a.wav"_s), other + u"/a.wav"_s));
        QVERIFY(QDir().rename(other, m_bench->outside(u"unplugged"_s)));
        QCOMPARE(m_bench->scan().missing, 1);
        QVERIFY(QDir().rename(m_bench->outside(u"unplugged"_s), other));
        QCOMPARE(m_bench->scan().moved, 1);
        QCOMPARE(m_bench->track(id).path, other + u"/a.wav"_s);
    }

    // A song was moved while the walk went on: from a folder that it came to later into one that it had been
    // in.
    void movedDuringTheWalk()
    {
        QVERIFY(m_bench->add(u"x/x.wav"_s, "X"));
        QVERIFY(m_bench->add(u"y/y.wav"_s, "Y"));
        m_bench->scan();
        const QList<TrackId> ids{m_bench->idOf(u"x/x.wav"_s), m_bench->idOf(u"y/y.wav"_s)};
        std::mutex mutex;
        QString first; // of x and y
        const auto fileSystemOf = [&](int descriptor, const QByteArray &folder) -> QByteArray {
            const std::scoped_lock lock(mutex);
            const QString name = QString::fromUtf8(folder).section(u'/', -1);
            if (name == "x"_L1 || name == "y"_L1) {
                if (first.isEmpty())
                    first = name;
                else
                    m_bench->move(u"%1/%1.wav"_s.arg(name), u"%1/moved.wav"_s.arg(first));
            }
            return systemFileSystems()(descriptor, folder);
        };
        QCOMPARE(m_bench->scan(fileSystemOf).missing, 0);
        QCOMPARE(m_bench->scan().missing, 0);
        const QStringList states{m_bench->stateOf(ids[0]), m_bench->stateOf(ids[1])};
        QVERIFY2(states.contains(u"X y/moved.wav"_s) || states.contains(u"Y x/moved.wav"_s),
                 qPrintable(states.join(u'\n')));
    }

    // A part of a music folder went elsewhere, and the folder is said to be there: the rest was not deleted.
    void halfOfAFolderMoved()
    {
        m_bench->scan();
        const TrackId id = m_bench->idOf(u"album/a.wav"_s);
        QVERIFY(QDir().mkpath(m_bench->outside(u"Sound"_s)));
        QVERIFY(QFile::rename(m_bench->path(u"stays.wav"_s), m_bench->outside(u"Sound/stays.wav"_s)));
        QVERIFY(QDir().rename(m_bench->path({}), m_bench->outside(u"Archive"_s)));
        QVERIFY(moveMusicFolder(m_bench->connection(), m_bench->path({}), m_bench->outside(u"Sound"_s)));
        const ScanReport report = m_bench->scan();
        QCOMPARE(ScanBench::counts(report), oneUnclear);
        QCOMPARE(report.unclear, 2);
        QVERIFY(QDir().rename(m_bench->outside(u"Archive/album"_s), m_bench->outside(u"Sound/album"_s)));
        QCOMPARE(m_bench->scan().unclear, 0);
        QCOMPARE(m_bench->track(id).path, m_bench->outside(u"Sound/album/a.wav"_s));
        QVERIFY(m_bench->track(id).isAvailable);
    }

    // A whole folder that moved is the same one: what is not found there was deleted.
    void wholeFolderMoved()
    {
        m_bench->scan();
        QVERIFY(QDir().rename(m_bench->path({}), m_bench->outside(u"Sound"_s)));
        QVERIFY(QFile::remove(m_bench->outside(u"Sound/album/a.wav"_s)));
        QVERIFY(moveMusicFolder(m_bench->connection(), m_bench->path({}), m_bench->outside(u"Sound"_s)));
        QCOMPARE(m_bench->scan().missing, 1);
    }

    // Another folder has the name of the music folder.
    void folderReplaced()
    {
        m_bench->scan();
        const TrackId id = m_bench->idOf(u"album/a.wav"_s);
        QVERIFY(QDir().rename(m_bench->path({}), m_bench->outside(u"Music.old"_s)));
        QVERIFY(QDir().mkpath(m_bench->path({})));
        QVERIFY(QFile::copy(m_bench->outside(u"Music.old/stays.wav"_s), m_bench->path(u"stays.wav"_s)));
        const ScanReport report = m_bench->scan();
        QCOMPARE(report.missing, 0);
        QCOMPARE(report.unclear, 2);
        QCOMPARE(m_bench->stateOf(id), u"A away"_s);
        QVERIFY(QDir(m_bench->path({})).removeRecursively());
        QVERIFY(QDir().rename(m_bench->outside(u"Music.old"_s), m_bench->path({})));
        QCOMPARE(m_bench->scan().unclear, 0);
        QCOMPARE(m_bench->stateOf(id), u"A album/a.wav"_s);
        QVERIFY(m_bench->remove(u"album/a.wav"_s)); // in the folder that it was in
        QCOMPARE(m_bench->scan().missing, 1);
    }

    // A link in the music folder leads elsewhere now, or is gone.
    void linkLeadsElsewhere()
    {
        QVERIFY(writeFile(m_bench->outside(u"2023/b.wav"_s), wavData("B")));
        QVERIFY(writeFile(m_bench->outside(u"2024/c.wav"_s), wavData("C")));
        const QString link = m_bench->path(u"Current"_s);
        QVERIFY(QFile::link(m_bench->outside(u"2023"_s), link));
        m_bench->scan();
        const TrackId id = m_bench->idOf(u"Current/b.wav"_s);
        QVERIFY(QFile::remove(link));
        QVERIFY(QFile::link(m_bench->outside(u"2024"_s), link));
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"1 added, 0 updated, 0 moved, 0 missing, 0 away"_s);
        QCOMPARE(m_bench->stateOf(id), u"B away"_s);
        QVERIFY(QFile::remove(link));
        QCOMPARE(m_bench->scan().unclear, 2);
        QVERIFY(QFile::link(m_bench->outside(u"2023"_s), link));
        QCOMPARE(m_bench->scan().unclear, 1);
        QCOMPARE(m_bench->stateOf(id), u"B Current/b.wav"_s);
    }

    // What an earlier version saw, it saw on a file system; from the next sight on it is known where.
    void earlierVersions()
    {
        m_bench->scan();
        m_bench->execute(u"INSERT INTO file_systems(name) SELECT substr(name, 1, instr(name, ' #') - 1) FROM "
                         "file_systems"_s);
        m_bench->execute(u"UPDATE tracks SET file_system = (SELECT max(id) FROM file_systems)"_s);
        QVERIFY(m_bench->remove(u"album/a.wav"_s));
        QCOMPARE(m_bench->scan().missing, 1);
        QCOMPARE(m_bench->number(u"SELECT count(*) FROM tracks t JOIN file_systems f ON f.id = t.file_system "
                                 "WHERE instr(f.name, ' #') > 0"_s),
                 2);
    }

private:
    /// Makes a link into something that not even root can look at.
    void closePlace()
    {
        QCOMPARE(::symlink(QByteArray(300, 'x').constData(), bytes(m_bench->path(u"closed"_s)).constData()),
                 0);
    }

    std::optional<ScanBench> m_bench;
};

QTEST_GUILESS_MAIN(CompletenessTest)
#include "tst_completeness.moc"
