// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "program.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <sys/file.h>

using namespace Qt::StringLiterals;

namespace tandem::tests {

namespace {

constexpr int songCount = 150;
constexpr int kills = 20;

/// As wavData(), with noise instead of silence.
QByteArray noise(const QByteArray &title, qsizetype bytes, QRandomGenerator &random)
{
    QByteArray data = wavData(title, static_cast<int>(bytes / 8));
    QByteArray samples(bytes, Qt::Uninitialized);
    random.fillRange(reinterpret_cast<quint32 *>(samples.data()), bytes / 4);
    return data.replace(data.size() - bytes, bytes, samples);
}

} // namespace

/// All of these work on one library of large files: the playlists Left and Right hold two thirds of it
/// each, so that going from one to the other copies and removes a third.
class CommandLineKilledTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void killedAtAnyMoment();
    void interrupted();
    void oneAtATime();
    void cleanupTestCase();

private:
    QString freshPlayer(const QString &name);
    bool choose(const QString &player, const QString &playlist);

    std::unique_ptr<World> m_world;
    quint32 m_seed = 0;
    QRandomGenerator m_random;
    QMap<QString, FileState> m_library;
    QMap<QString, QMap<QString, QByteArray>> m_wanted; ///< what the player holds, by playlist
    qint64 m_syncMs = 0;
};

QString CommandLineKilledTest::freshPlayer(const QString &name)
{
    const QString folder = m_world->path(name);
    QDir().mkpath(folder);
    const bool isAdded = m_world->tandem.run({u"device"_s, u"add"_s, folder}).status == 0;
    return isAdded ? folder : QString();
}

bool CommandLineKilledTest::choose(const QString &player, const QString &playlist)
{
    return m_world->tandem.run({u"partner"_s, player, u"--playlist"_s, playlist}).status == 0;
}

void CommandLineKilledTest::initTestCase()
{
    bool isNumber = false;
    m_seed = qEnvironmentVariable("TANDEM_TEST_SEED").toUInt(&isNumber);
    if (!isNumber)
        m_seed = QRandomGenerator::global()->generate();
    m_random.seed(m_seed);
    qInfo("seed: TANDEM_TEST_SEED=%u", m_seed);

    m_world = std::make_unique<World>();
    const World &world = *m_world;
    QStringList left{u"playlist"_s, u"create"_s, u"Left"_s};
    QStringList right{u"playlist"_s, u"create"_s, u"Right"_s};
    for (int i = 0; i < songCount; ++i) {
        const QString name = u"song %1.wav"_s.arg(i);
        const qsizetype bytes = 8 * m_random.bounded(10'000, 100'000);
        writeFile(world.music(name), noise("Song " + QByteArray::number(i), bytes, m_random));
        if (i < songCount * 2 / 3)
            left.append(world.music(name));
        if (i >= songCount / 3)
            right.append(world.music(name));
    }
    QCOMPARE(world.tandem.run({u"library"_s, u"add"_s, world.music()}).status, 0);
    QCOMPARE(world.tandem.run(left).status, 0);
    QCOMPARE(world.tandem.run(right).status, 0);
    m_library = treeOf(world.music());
    for (const QString &playlist : {u"Left"_s, u"Right"_s}) {
        const QString player = freshPlayer(u"fresh "_s + playlist);
        QVERIFY(choose(player, playlist));
        QElapsedTimer timer;
        timer.start();
        const Run run = world.tandem.run({u"sync"_s, player});
        m_syncMs = timer.elapsed();
        QCOMPARE(run.status, 0);
        QCOMPARE(run.number("copied"), songCount * 2 / 3);
        m_wanted.insert(playlist, contentsOf(player));
    }
}

// Killed at any moment, the next run brings the player to where an uninterrupted one would have.
void CommandLineKilledTest::killedAtAnyMoment()
{
    const World &world = *m_world;
    const QString player = freshPlayer(u"player"_s);
    int killed = 0;
    int halfWay = 0; // of those, how many neither had nothing done nor all
    for (int i = 0; i < kills; ++i) {
        const QString playlist = i % 2 ? u"Right"_s : u"Left"_s;
        QVERIFY(choose(player, playlist));
        const int moment = m_random.bounded(1, static_cast<int>(m_syncMs) + 2);
        const auto before = contentsOf(player);
        const auto process = world.tandem.start({u"--json"_s, u"sync"_s, player, u"--confirm"_s});
        if (!process->waitForFinished(moment)) {
            process->kill();
            ++killed;
        }
        process->waitForFinished();
        const auto left = contentsOf(player);
        halfWay += left != before && left != m_wanted[playlist] ? 1 : 0;

        const Run run = world.tandem.run({u"sync"_s, player, u"--confirm"_s});
        QVERIFY2(run.status == 0, run.out.constData());
        QCOMPARE(contentsOf(player).keys(), m_wanted[playlist].keys());
        QCOMPARE(contentsOf(player), m_wanted[playlist]);
        QCOMPARE(world.leftovers(), QStringList());
    }
    qInfo("%d of %d killed before their end, %d of them half way (uninterrupted: %lld ms)", killed, kills,
          halfWay, static_cast<long long>(m_syncMs));
    QVERIFY(killed > 0);
    const auto before = treeOf(player);
    const Run idle = world.tandem.run({u"sync"_s, player});
    QCOMPARE(idle.number("copied"), 0);
    QCOMPARE(idle.number("removed"), 0);
    QCOMPARE(treeOf(player), before);
    QCOMPARE(treeOf(world.music()), m_library);
}

// Ctrl-C ends a sync with 130 and the player in order; the next run does the rest.
void CommandLineKilledTest::interrupted()
{
    const World &world = *m_world;
    const QString player = freshPlayer(u"interrupted"_s);
    QVERIFY(choose(player, u"Left"_s));
    const auto process = world.tandem.start({u"--json"_s, u"sync"_s, player});
    // Once the first song has its final name there are many to go.
    QVERIFY(QTest::qWaitFor([&] { return QFileInfo::exists(player + u"/Music"_s); }, 30'000));
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    const Run run = Program::finish(*process);
    QVERIFY2(run.status == 130, run.out.constData());
    QCOMPARE(run.text("result"), u"stopped"_s);
    QVERIFY(run.number("copied") < songCount * 2 / 3);
    QVERIFY(!run.json.contains("error"_L1));
    const auto wanted = m_wanted[u"Left"_s];
    const auto partly = contentsOf(player);
    for (auto file = partly.cbegin(); file != partly.cend(); ++file) {
        if (file.key().startsWith("Music/"_L1))
            QCOMPARE(*file, wanted.value(file.key()));
    }
    const Run rest = world.tandem.run({u"sync"_s, player});
    QCOMPARE(rest.status, 0);
    QCOMPARE(rest.number("copied") + run.number("copied"), songCount * 2 / 3);
    QCOMPARE(contentsOf(player), wanted);
    QCOMPARE(treeOf(world.music()), m_library);
}

// Two runs do not work on one player at once; what a killed one left behind keeps no other out.
void CommandLineKilledTest::oneAtATime()
{
    const World world;
    world.songs(1);
    QVERIFY(world.partner());
    QFile lock(QDir(world.tandem.dataDir()).filePath(u"player-1.lock"_s));
    QVERIFY(lock.open(QIODevice::WriteOnly)); // empty, as after a kill between making and filling it
    QCOMPARE(::flock(lock.handle(), LOCK_EX), 0);
    const Run busy = world.sync();
    QCOMPARE(busy.status, 3);
    QVERIFY2(busy.hasError(u"busy"_s), busy.out.constData());
    QCOMPARE(::flock(lock.handle(), LOCK_UN), 0);
    const Run run = world.sync();
    QVERIFY2(run.status == 0, run.out.constData());
}

void CommandLineKilledTest::cleanupTestCase()
{
    m_world.reset();
}

} // namespace tandem::tests

QTEST_GUILESS_MAIN(tandem::tests::CommandLineKilledTest)
#include "tst_commandline_killed.moc"
