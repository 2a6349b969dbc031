// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "program.h"

#include <QDirIterator>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace tandem::tests {

namespace {

constexpr int worlds = 12;
constexpr int rounds = 5;
constexpr int songCount = 8;
constexpr int chosenCount = 5;
constexpr int longestScanMs = 40;

/// Two music folders whose songs are moved about at random. What is in a file says which song it is; no file
/// is written over.
class MovingMusic
{
public:
    MovingMusic(const World &world, QRandomGenerator &random) : m_world(world), m_random(random)
    {
        m_folders = {world.path("one/a"), world.path("one/b"), world.path("two/c")};
        for (const QString &folder : std::as_const(m_folders))
            QDir().mkpath(folder);
        for (int i = 0; i < songCount; ++i)
            writeFile(folder() + u"/0%1.wav"_s.arg(i), wavData("Song " + QByteArray::number(i), 100));
    }

    QStringList folders() const { return {m_world.path("one"), m_world.path("two")}; }

    /// Paths, by the song that is there.
    QMultiMap<QString, QString> files() const
    {
        QMultiMap<QString, QString> found;
        for (const QString &folder : folders()) {
            QDirIterator each(folder, QDir::Files, QDirIterator::Subdirectories);
            while (each.hasNext()) {
                const QString path = each.next();
                found.insert(songAt(path), path);
            }
        }
        return found;
    }

    static QString songAt(const QString &path)
    {
        QFile file(path);
        const QByteArray data = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        const qsizetype at = data.indexOf("Song ");
        return at < 0 ? QString() : QString::fromLatin1(data.mid(at, 6));
    }

    /// What a person, or a tagging program, does; told in one line.
    QString change()
    {
        const QStringList paths = files().values();
        const QString one = paths.value(m_random.bounded(static_cast<int>(paths.size())));
        const QString other = paths.value(m_random.bounded(static_cast<int>(paths.size())));
        const QString fresh = folder() + u"/%1.wav"_s.arg(m_random.bounded(10, 30));
        switch (m_random.bounded(5)) {
        case 0:
            return QFile::rename(one, fresh) ? u"%1 to %2"_s.arg(one, fresh) : QString();
        case 1:
            return QFile::copy(one, fresh) ? u"%1 copied to %2"_s.arg(one, fresh) : QString();
        case 2:
            return paths.size() > 3 && QFile::remove(one) ? u"%1 deleted"_s.arg(one) : QString();
        case 3:
            return one != other && QFile::rename(one, one + u"~"_s) && QFile::rename(other, one) &&
                           QFile::rename(one + u"~"_s, other)
                       ? u"%1 and %2 exchanged"_s.arg(one, other)
                       : QString();
        default: {
            QString &old = m_folders[m_random.bounded(static_cast<int>(m_folders.size()))];
            const QString name = old + u"_"_s;
            return QDir().rename(old, name) ? u"%1 is now %2"_s.arg(std::exchange(old, name), name)
                                            : QString();
        }
        }
    }

private:
    QString folder() { return m_folders.at(m_random.bounded(static_cast<int>(m_folders.size()))); }

    const World &m_world;
    QRandomGenerator &m_random;
    QStringList m_folders;
};

} // namespace

class CommandLineMovesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Whatever is moved, exchanged, copied and deleted, and whenever a scan is killed: a line of a playlist
    // stays its song as long as a file of that is anywhere, and the player holds just these.
    void songsStayThemselves()
    {
        bool isNumber = false;
        quint32 seed = qEnvironmentVariable("TANDEM_TEST_SEED").toUInt(&isNumber);
        if (!isNumber)
            seed = QRandomGenerator::global()->generate();
        for (int i = 0; i < worlds; ++i) {
            verifyWorld(seed + static_cast<quint32>(i));
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(u"TANDEM_TEST_SEED=%1\n%2"_s.arg(seed + static_cast<quint32>(i))
                                     .arg(m_story.join(u'\n'))));
        }
    }

private:
    void verifyWorld(quint32 seed)
    {
        m_story.clear();
        QRandomGenerator random(seed);
        const World world;
        MovingMusic music(world, random);
        QCOMPARE(world.tandem.run(QStringList{u"library"_s, u"add"_s} + music.folders()).status, 0);
        const QStringList chosen = music.files().values().first(chosenCount);
        QCOMPARE(world.tandem.run(QStringList{u"playlist"_s, u"create"_s, u"Mine"_s} + chosen).status, 0);
        QStringList songs;
        for (const QString &path : chosen)
            songs.append(MovingMusic::songAt(path));
        QCOMPARE(world.tandem.run({u"device"_s, u"add"_s, world.player()}).status, 0);
        QCOMPARE(
            world.tandem
                .run({u"partner"_s, world.player(), u"--playlist"_s, u"Mine"_s, u"--fill"_s, u"nothing"_s})
                .status,
            0);
        QCOMPARE(world.sync().status, 0);
        for (int round = 0; round < rounds; ++round) {
            for (int i = random.bounded(1, 5); i > 0; --i)
                m_story.append(music.change());
            if (random.bounded(2) == 0) {
                const auto scan = world.tandem.start({u"library"_s, u"scan"_s});
                if (!scan->waitForFinished(random.bounded(1, longestScanMs)))
                    scan->kill();
                scan->waitForFinished();
                m_story.append(u"a scan, killed"_s);
            }
            QCOMPARE(world.tandem.run({"library", "scan"}).status, 0);
            m_story.append(u"a scan"_s);
            verifyLines(world, music, songs);
            const Run sync = world.sync();
            QVERIFY2(sync.status <= 1, sync.out.constData()); // 1: a line without a file
            verifyPlayer(world, music, songs);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void verifyLines(const World &world, const MovingMusic &music, const QStringList &songs)
    {
        const QMultiMap<QString, QString> files = music.files();
        const QJsonArray lines = world.tandem.run({"playlist", "show", "Mine"}).json[u"items"_s].toArray();
        QCOMPARE(lines.size(), songs.size());
        for (qsizetype i = 0; i < songs.size(); ++i) {
            const QJsonObject line = lines.at(i).toObject();
            QCOMPARE(line[u"title"_s].toString(), songs.at(i));
            QCOMPARE(line[u"available"_s].toBool(), files.contains(songs.at(i)));
            QVERIFY(!files.contains(songs.at(i)) ||
                    files.values(songs.at(i)).contains(line[u"path"_s].toString()));
        }
    }

    void verifyPlayer(const World &world, const MovingMusic &music, const QStringList &songs)
    {
        const QMultiMap<QString, QString> files = music.files();
        QStringList wanted;
        for (const QString &song : songs) {
            if (files.contains(song))
                wanted.append(song);
        }
        QStringList found;
        QDirIterator each(world.player(u"Music"_s), {u"*.wav"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (each.hasNext())
            found.append(MovingMusic::songAt(each.next()));
        wanted.sort();
        found.sort();
        QCOMPARE(found, wanted);
    }

    QStringList m_story;
};

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLineMovesTest)
#include "tst_commandline_moves.moc"
