// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakemonitor.h"
#include "sync/service/syncservice.h"
#include "syncbench.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <functional>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

bool waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, 30'000);
}

} // namespace

/// The service with players that a monitor reports: what happens by itself when they come and go.
class PlayerPresenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<PlayerId>();
        qRegisterMetaType<SyncResult>();
    }
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_bench->execute(u"DELETE FROM players"_s);
        m_monitor = std::make_unique<FakeMonitor>();
        m_service = std::make_unique<SyncService>(m_bench->database(), m_monitor.get());
        m_list = m_bench->addPlaylist(u"P"_s, {m_bench->addTrack(u"song"_s)});
        m_stick = {.kind = device::AddressKind::Volume,
                   .identity = u"volume:ABCD"_s,
                   .name = u"STICK"_s,
                   .location = m_folder.filePath(u"stick"_s)};
        QVERIFY(QDir(m_folder.path()).mkpath(u"stick"_s));
    }
    void cleanup()
    {
        m_service.reset();
        m_monitor.reset();
        m_bench.reset();
        QVERIFY(QDir(m_folder.filePath(u"stick"_s)).removeRecursively());
    }

    // A player that is plugged in is remembered, looked at, and offered to its owner; unplugged, it is
    // still known.
    void comesAndGoes()
    {
        m_service->start();
        QSignalSpy offered(m_service.get(), &SyncService::newPlayerConnected);
        m_monitor->plug(m_stick);
        QVERIFY(waitFor([&] { return offered.size() == 1; }));
        const PlayerId id = only();
        QVERIFY(m_service->player(id).isConnected);
        QCOMPARE(m_service->player(id).kind, model::PlayerKind::Volume);
        m_monitor->unplug(m_stick.identity);
        QVERIFY(!m_service->player(id).isConnected);
        QCOMPARE(only(), id);
    }

    // A partner whose owner wants it is brought up to date whenever it comes.
    void synchronizesOnConnection()
    {
        partner();
        m_monitor->unplug(m_stick.identity);
        m_service->start();
        QSignalSpy finished(m_service.get(), &SyncService::syncFinished);
        m_monitor->plug(m_stick);
        QVERIFY(waitFor([&] { return finished.size() == 1; }));
        QCOMPARE(finished.first().at(1).value<SyncResult>().copied, 1);
        QVERIFY(QFile::exists(m_stick.location + u"/Music/A/Album/song.mp3"_s));
    }

    // A partner that comes unmounted is mounted for that; a player nobody has decided about is not.
    void mountsOnlyPartners()
    {
        device::PlayerAddress unmounted = m_stick;
        unmounted.location.clear();
        m_monitor->mountPoint = m_stick.location;
        m_service->start();
        m_monitor->plug(unmounted);
        QVERIFY(waitFor([&] { return problem() == ErrorCode::NotMounted; }));
        QVERIFY(!m_service->player(only()).isConnected);
        QCOMPARE(m_monitor->mounts, 0);
        m_monitor->unplug(m_stick.identity);

        partner();
        m_monitor->unplug(m_stick.identity);
        QSignalSpy finished(m_service.get(), &SyncService::syncFinished);
        m_monitor->plug(unmounted);
        QVERIFY(waitFor([&] { return finished.size() == 1; }));
        QCOMPARE(m_monitor->mounts, 1);
        // Its owner has unmounted it, and leaves it plugged in: that is to stay so.
        m_monitor->plug(unmounted);
        QVERIFY(waitFor([&] { return problem() == ErrorCode::NotMounted; }));
        QCOMPARE(m_monitor->mounts, 1);
    }

    // Mounting on request makes the player usable, or says why not.
    void mountsOnRequest()
    {
        device::PlayerAddress unmounted = m_stick;
        unmounted.location.clear();
        m_monitor->plug(unmounted);
        const PlayerId id = only();
        m_service->mount(id);
        QVERIFY(waitFor([&] { return problem() == ErrorCode::MountFailed; }));
        QVERIFY(!m_service->player(id).isConnected);
        m_monitor->mountPoint = m_stick.location;
        m_service->mount(id);
        QVERIFY(waitFor([&] { return m_service->player(id).isConnected; }));
        QCOMPARE(m_service->player(id).problem, Error{});
    }

    // What is asked of a player that cannot be used names the reason.
    void namesTheReason()
    {
        device::PlayerAddress unmounted = m_stick;
        unmounted.location.clear();
        m_monitor->plug(unmounted);
        QVERIFY(waitFor([&] { return problem() == ErrorCode::NotMounted; }));
        QSignalSpy failed(m_service.get(), &SyncService::operationFailed);
        m_service->startSync(only());
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.first().at(1).value<Error>().code, ErrorCode::NotMounted);
    }

    // Ejecting waits until the player is let go of; what stands in its way is told.
    void ejects()
    {
        m_monitor->plug(m_stick);
        const PlayerId id = only();
        QVERIFY(waitFor([&] { return m_service->player(id).isConnected; }));
        QSignalSpy ejected(m_service.get(), &SyncService::ejected);
        QSignalSpy failed(m_service.get(), &SyncService::operationFailed);
        m_monitor->ejectError = {ErrorCode::MountFailed, u"STICK"_s, u"busy"_s};
        m_service->eject(id);
        QVERIFY(waitFor([&] { return failed.size() == 1; }));
        QVERIFY(m_service->player(id).isConnected);
        m_monitor->ejectError = {};
        m_service->eject(id);
        QVERIFY(waitFor([&] { return ejected.size() == 1; }));
        QCOMPARE(m_monitor->ejects, 2);
        QVERIFY(!m_service->player(id).isConnected);
    }

    // A folder is not ejected, and neither is what is not there.
    void ejectsOnlyWhatIsThere()
    {
        QSignalSpy failed(m_service.get(), &SyncService::operationFailed);
        const auto folder = m_service->addFolder(m_stick.location);
        QVERIFY(folder);
        m_service->eject(*folder);
        QVERIFY(waitFor([&] { return failed.size() == 1; }));
        QCOMPARE(failed.last().at(1).value<Error>().code, ErrorCode::NotSupported);
        QVERIFY(answerOf(m_service->forget(*folder)));
        m_monitor->plug(m_stick);
        m_monitor->unplug(m_stick.identity);
        m_service->eject(only());
        QVERIFY(waitFor([&] { return failed.size() == 2; }));
        QCOMPARE(failed.last().at(1).value<Error>().code, ErrorCode::NotConnected);
    }

    // Taken away in the middle of a synchronization, it is gone: nobody stopped anything.
    void leavesWhileSynchronizing()
    {
        QList<TrackId> tracks;
        for (int i = 0; i < 200; ++i)
            tracks.append(m_bench->addTrack(u"more %1"_s.arg(i)));
        m_bench->setTracks(m_list, tracks);
        partner();
        QSignalSpy finished(m_service.get(), &SyncService::syncFinished);
        m_service->startSync(only());
        m_monitor->unplug(m_stick.identity);
        QVERIFY(waitFor([&] { return finished.size() == 1; }));
        const auto result = finished.first().at(1).value<SyncResult>();
        QCOMPARE(result.outcome, SyncOutcome::Failed);
        QCOMPARE(result.reason.code, ErrorCode::DeviceGone);
        QCOMPARE(m_service->lastResult(only()).reason.code, ErrorCode::DeviceGone);
        QVERIFY(!m_service->player(only()).isConnected);
    }

    // Back at another place before anybody was told that it had left, the player is the same, there.
    void comesBackElsewhere()
    {
        m_monitor->plug(m_stick);
        const PlayerId id = only();
        QVERIFY(waitFor([&] { return m_service->player(id).isConnected; }));
        QVERIFY(QDir(m_folder.path()).mkpath(u"elsewhere"_s));
        device::PlayerAddress moved = m_stick;
        moved.location = m_folder.filePath(u"elsewhere"_s);
        m_monitor->plug(moved);
        QCOMPARE(only(), id);
        QVERIFY(waitFor([&] { return m_service->player(id).isConnected; }));
        QCOMPARE(m_service->player(id).location, moved.location);
    }

    // Which storage and which profile the owner chose is remembered.
    void remembersChoices()
    {
        m_monitor->plug(m_stick);
        QVERIFY(m_service->setStorage(only(), u"card"_s));
        QVERIFY(m_service->setProfile(only(), u"rockbox"_s));
        const auto record = m_bench->players().player(only());
        QVERIFY(record);
        QCOMPARE(record->address.storage, u"card"_s);
        QCOMPARE(record->profile, u"rockbox"_s);
    }

private:
    /// The id of the one player that there is.
    PlayerId only() const
    {
        const auto players = m_service->players();
        return players.size() == 1 ? players.first().id : PlayerId{};
    }
    ErrorCode problem() const { return m_service->player(only()).problem.code; }

    void partner()
    {
        m_monitor->plug(m_stick);
        const PlayerId id = only();
        QVERIFY(waitFor([&] { return m_service->player(id).isConnected; }));
        QSignalSpy created(m_service.get(), &SyncService::partnershipCreated);
        m_service->createPartnership(id, {.playlists = {m_list}});
        QVERIFY(waitFor([&] { return created.size() == 1; }));
        QVERIFY(m_service->setSyncOnConnect(id, true));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<SyncBench> m_bench;
    std::unique_ptr<FakeMonitor> m_monitor;
    std::unique_ptr<SyncService> m_service;
    device::PlayerAddress m_stick;
    PlaylistId m_list;
};

QTEST_GUILESS_MAIN(PlayerPresenceTest)
#include "tst_playerpresence.moc"
