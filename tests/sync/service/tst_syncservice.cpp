// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/ledger/marker.h"
#include "sync/service/syncservice.h"
#include "syncbench.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>
#include <QUuid>
#include <functional>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

/// QTRY_COMPARE would do but for a narrowing in it.
bool waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, 30'000);
}

bool waitFor(const QSignalSpy &spy, qsizetype count)
{
    return waitFor([&] { return spy.size() >= count; }) && spy.size() == count;
}

} // namespace

class SyncServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<PlayerId>();
        qRegisterMetaType<SyncResult>();
        qRegisterMetaType<SyncPlan>();
    }
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_bench->execute(u"DELETE FROM players"_s);
        m_service = std::make_unique<SyncService>(m_bench->database(), nullptr);
        m_tracks.clear();
        for (int i = 0; i < 5; ++i)
            m_tracks.append(m_bench->addTrack(u"t%1"_s.arg(i)));
        m_list = m_bench->addPlaylist(u"P"_s, m_tracks);
    }
    void cleanup()
    {
        m_service.reset();
        m_bench.reset();
    }

    // From a new folder to a synchronized player: each step ends in its signal.
    void wholeWay()
    {
        const PlayerId id = addPlayer(u"player"_s);
        QCOMPARE(m_service->player(id).status, model::PartnershipStatus::NewDevice);
        QVERIFY(m_service->player(id).totalBytes > 0);
        partner(id);
        QCOMPARE(m_service->player(id).status, model::PartnershipStatus::PartnershipExists);
        QCOMPARE(m_service->player(id).partnershipIndex, 1);

        QSignalSpy states(m_service.get(), &SyncService::syncStateChanged);
        QSignalSpy progress(m_service.get(), &SyncService::progressChanged);
        const SyncResult result = synchronize(id);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.copied, 5);
        QCOMPARE(states.first().at(1).value<model::SyncState>(), model::SyncState::Synchronizing);
        QCOMPARE(states.last().at(1).value<model::SyncState>(), model::SyncState::Idle);
        int last = 0;
        for (const auto &signal : std::as_const(progress)) {
            const int percent = signal.at(1).value<SyncProgress>().percent;
            QVERIFY(percent >= last);
            last = percent;
        }
        QCOMPARE(last, 100);
        QCOMPARE(m_service->lastResult(id).copied, 5);
        QVERIFY(QFile::exists(location(u"player"_s) + u"/Music/A/Album/t4.mp3"_s));
        QCOMPARE(synchronize(id).copied, 0);
    }

    // A player that is not there cannot be worked with.
    void notConnected()
    {
        const PlayerId id = addPlayer(u"player"_s);
        partner(id);
        QVERIFY(QDir(location(u"player"_s)).removeRecursively());
        inspect(id);
        QVERIFY(!m_service->player(id).isConnected);
        QSignalSpy failed(m_service.get(), &SyncService::operationFailed);
        m_service->startSync(id);
        m_service->estimate(id);
        m_service->dryRun(id);
        m_service->createPartnership(id, {});
        m_service->startSync(PlayerId{999});
        QCOMPARE(failed.size(), 5);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(failed[i].at(1).value<Error>().code, ErrorCode::NotConnected);
        QCOMPARE(failed[4].at(1).value<Error>().code, ErrorCode::NotFound);
    }

    // Whoever asks after a player that another process has forgotten is answered, too.
    void forgottenElsewhere()
    {
        const PlayerId id = addPlayer(u"player"_s);
        m_bench->execute(u"DELETE FROM players"_s);
        QSignalSpy inspected(m_service.get(), &SyncService::playerInspected);
        m_service->inspect(id);
        QVERIFY(waitFor(inspected, 1));
        QVERIFY(!m_service->player(id).isConnected);
    }

    // A marker that cannot be read leaves what is known of the player as it is.
    void markerUnreadable()
    {
        const PlayerId id = addPlayer(u"player"_s);
        QDir(location(u"player"_s)).mkpath(u".tandem"_s);
        const QString path = location(u"player"_s) + u'/' + QString::fromLatin1(markerPath);
        const auto leave = [&path](const QByteArray &data) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(data) == data.size();
        };
        const auto uuid = QUuid::createUuid().toString(QUuid::WithoutBraces);
        QVERIFY(leave(formatMarker(
            {.libraryId = uuid, .libraryName = u"another"_s, .playerUuid = uuid, .partnershipIndex = 1})));
        inspect(id);
        QCOMPARE(m_service->player(id).status, model::PartnershipStatus::PartnershipAnother);
        QVERIFY(leave("{ half a marker"));
        inspect(id);
        QCOMPARE(m_service->player(id).status, model::PartnershipStatus::PartnershipAnother);
        QVERIFY(QFile::remove(path));
        inspect(id);
        QCOMPARE(m_service->player(id).status, model::PartnershipStatus::NewDevice);
    }

    // One thing at a time with one player.
    void busy()
    {
        const PlayerId id = addPlayer(u"player"_s);
        partner(id);
        QSignalSpy finished(m_service.get(), &SyncService::syncFinished);
        QSignalSpy failed(m_service.get(), &SyncService::operationFailed);
        m_service->startSync(id);
        m_service->startSync(id);
        m_service->estimate(id);
        m_service->createPartnership(id, {});
        QCOMPARE(failed.size(), 3);
        for (const auto &signal : std::as_const(failed))
            QCOMPARE(signal.at(1).value<Error>().code, ErrorCode::Busy);
        QVERIFY(waitFor(finished, 1));
        QCOMPARE(finished[0].at(1).value<SyncResult>().outcome, SyncOutcome::Completed);
    }

    // Of two estimates only the second is answered; it says what a sync then does.
    void estimates()
    {
        const PlayerId id = addPlayer(u"player"_s);
        partner(id);
        const auto other = m_bench->addPlaylist(u"other"_s, {m_bench->addTrack(u"x"_s)});
        QSignalSpy estimated(m_service.get(), &SyncService::estimateFinished);
        m_service->estimate(id);
        m_service->estimate(id, {other});
        QVERIFY(waitFor(estimated, 1));
        QCOMPARE(estimated[0].at(1).value<SyncEstimate>().copyItems, 1);
        m_service->estimate(id);
        QVERIFY(waitFor(estimated, 2));
        const auto estimate = estimated[1].at(1).value<SyncEstimate>();
        QCOMPARE(estimate.items, 5);
        QCOMPARE(synchronize(id).copied, estimate.copyItems);
        QCOMPARE(estimated.size(), 2);
    }

    // A dry run ends in its own signal.
    void dryRun()
    {
        const PlayerId id = addPlayer(u"player"_s);
        partner(id);
        QSignalSpy planned(m_service.get(), &SyncService::planReady);
        QSignalSpy estimated(m_service.get(), &SyncService::estimateFinished);
        m_service->dryRun(id);
        QVERIFY(waitFor(planned, 1));
        QCOMPARE(planned[0].at(1).value<SyncPlan>().copyItems, 5);
        m_service->estimate(id);
        QVERIFY(waitFor(estimated, 1));
        QCOMPARE(planned.size(), 1);
    }

    // Two players are synchronized at once, each with its own result.
    void twoPlayers()
    {
        const PlayerId first = addPlayer(u"first"_s);
        const PlayerId second = addPlayer(u"second"_s);
        partner(first);
        partner(second);
        QSignalSpy finished(m_service.get(), &SyncService::syncFinished);
        m_service->startSync(first);
        m_service->startSync(second);
        QVERIFY(waitFor(finished, 2));
        QSet<PlayerId> ids;
        for (const auto &signal : std::as_const(finished)) {
            QCOMPARE(signal.at(1).value<SyncResult>().copied, 5);
            ids.insert(signal.at(0).value<PlayerId>());
        }
        QCOMPARE(ids, (QSet{first, second}));
    }

    // Stopped, it says so, and the next sync does the rest.
    void stop()
    {
        const PlayerId id = addPlayer(u"player"_s);
        partner(id);
        QSignalSpy finished(m_service.get(), &SyncService::syncFinished);
        {
            // Without the write lock the worker cannot come to an end before it is told to stop.
            const model::Transaction writeLock(m_bench->connection());
            m_service->startSync(id);
            m_service->stop(id);
        }
        QCOMPARE(m_service->player(id).syncState, model::SyncState::Stopping);
        QVERIFY(waitFor(finished, 1));
        QCOMPARE(finished[0].at(1).value<SyncResult>().outcome, SyncOutcome::Stopped);
        QCOMPARE(m_service->player(id).syncState, model::SyncState::Idle);
        QCOMPARE(synchronize(id).outcome, SyncOutcome::Completed);
        QVERIFY(QFile::exists(location(u"player"_s) + u"/Music/A/Album/t4.mp3"_s));
    }

    // A service that is destroyed stops what runs and waits for it.
    void destroyedWhileSynchronizing()
    {
        const PlayerId id = addPlayer(u"player"_s);
        partner(id);
        m_service->startSync(id);
        m_service.reset();
        const QDir incoming(location(u"player"_s) + u"/.tandem/incoming"_s);
        QVERIFY(incoming.entryList(QDir::Files).isEmpty());
        m_service = std::make_unique<SyncService>(m_bench->database(), nullptr);
        inspect(id);
        QCOMPARE(synchronize(id).outcome, SyncOutcome::Completed);
        QVERIFY(QFile::exists(location(u"player"_s) + u"/Music/A/Album/t4.mp3"_s));
    }

    // Once started: a partnered player is synchronized when it is connected, for a new one the wizard is
    // asked for, and a declined or manual one is left in peace.
    void onConnect()
    {
        const PlayerId partnered = addPlayer(u"partnered"_s);
        const PlayerId byHand = addPlayer(u"by hand"_s);
        const PlayerId declined = addPlayer(u"declined"_s);
        const PlayerId switchedOff = addPlayer(u"switched off"_s);
        const PlayerId fresh = addPlayer(u"fresh"_s);
        partner(partnered);
        partner(switchedOff);
        QVERIFY(m_service->setSyncOnConnect(switchedOff, false));
        QVERIFY(m_service->setManual(byHand, true));
        QVERIFY(m_service->decline(declined));

        m_service = std::make_unique<SyncService>(m_bench->database(), nullptr);
        QSignalSpy finished(m_service.get(), &SyncService::syncFinished);
        QSignalSpy asked(m_service.get(), &SyncService::newPlayerConnected);
        QSignalSpy refreshed(m_service.get(), &SyncService::refreshed);
        m_service->start();
        QVERIFY(waitFor(refreshed, 1));
        QVERIFY(waitFor(finished, 1));
        QCOMPARE(finished[0].at(0).value<PlayerId>(), partnered);
        QCOMPARE(finished[0].at(1).value<SyncResult>().copied, 5);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0].at(0).value<PlayerId>(), fresh);
    }

    // A folder that goes away and comes back is connected anew.
    void comesBack()
    {
        const PlayerId id = addPlayer(u"player"_s);
        QSignalSpy asked(m_service.get(), &SyncService::newPlayerConnected);
        QSignalSpy refreshed(m_service.get(), &SyncService::refreshed);
        m_service->start();
        QVERIFY(waitFor(refreshed, 1));
        QVERIFY(m_service->player(id).isConnected);
        QVERIFY(QDir().rename(location(u"player"_s), location(u"away"_s)));
        inspect(id);
        QVERIFY(!m_service->player(id).isConnected);
        QVERIFY(QDir().rename(location(u"away"_s), location(u"player"_s)));
        const auto before = asked.size();
        inspect(id);
        QVERIFY(m_service->player(id).isConnected);
        QCOMPARE(asked.size(), before + 1);
    }

    // Between two operations nothing on the player is held open, so that it can be unmounted.
    void nothingHeldOpen()
    {
        const PlayerId id = addPlayer(u"player"_s);
        partner(id);
        QCOMPARE(synchronize(id).copied, 5);
        const auto descriptors =
            QDir(u"/proc/self/fd"_s).entryInfoList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System);
        QVERIFY(!descriptors.isEmpty());
        for (const QFileInfo &descriptor : descriptors)
            QVERIFY2(!descriptor.symLinkTarget().startsWith(location(u"player"_s)),
                     qPrintable(descriptor.symLinkTarget()));
    }

    // Ending a partnership, or forgetting the player, takes the marker off it and leaves the music.
    void ending()
    {
        const PlayerId id = addPlayer(u"player"_s);
        const QString marker = location(u"player"_s) + u'/' + QString::fromLatin1(markerPath);
        partner(id);
        synchronize(id);
        QVERIFY(QFile::exists(marker));
        QVERIFY(answerOf(m_service->deletePartnership(id)));
        QCOMPARE(m_service->player(id).status, model::PartnershipStatus::PartnershipDeclined);
        QVERIFY(waitFor([&] { return !QFile::exists(marker); }));
        partner(id);
        QVERIFY(answerOf(m_service->forget(id)));
        QVERIFY(!QFile::exists(marker));
        QVERIFY(!m_service->player(id).id.isValid());
        QVERIFY(QFile::exists(location(u"player"_s) + u"/Music/A/Album/t0.mp3"_s));
        QVERIFY(!answerOf(m_service->deletePartnership(id)));
    }

    // A player is found by its number, its names and its place.
    void find()
    {
        const PlayerId id = addPlayer(u"player"_s);
        QVERIFY(m_service->rename(id, u"  Kitchen  "_s));
        QVERIFY(!m_service->rename(id, u"  "_s));
        for (const QString &text : {QString::number(id.value), u"Kitchen"_s, u"player"_s,
                                    location(u"player"_s), location(u"player"_s) + u'/'})
            QCOMPARE(m_service->find(text), id);
        QCOMPARE(m_service->find(u"nobody"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(m_service->find({}).error().code, ErrorCode::NotFound);
    }

    // Music and players lie apart.
    void apart()
    {
        QCOMPARE(m_service->addFolder(m_bench->path(u"music/A"_s)).error().code,
                 ErrorCode::PlayerInsideMusic);
        QCOMPARE(m_service->addFolder(m_bench->path(u"."_s)).error().code, ErrorCode::MusicInsidePlayer);
        QCOMPARE(m_service->addFolder(m_bench->path(u"none"_s)).error().code, ErrorCode::FileMissing);
        addPlayer(u"player"_s);
        QCOMPARE(m_service->checkMusicFolder(location(u"player"_s)).error().code,
                 ErrorCode::PlayerInsideMusic);
        QVERIFY(m_service->checkMusicFolder(m_bench->path(u"elsewhere"_s)));
    }

    // Files of this computer can be sent without a partnership.
    void send()
    {
        const PlayerId id = addPlayer(u"player"_s);
        QSignalSpy finished(m_service.get(), &SyncService::syncFinished);
        const auto track = m_bench->addTrack(u"gift"_s);
        m_service->send(id, {track}, {m_list});
        QVERIFY(waitFor(finished, 1));
        QCOMPARE(finished[0].at(1).value<SyncResult>().copied, 6);
        QVERIFY(QFile::exists(location(u"player"_s) + u"/Playlists/P.m3u8"_s));
        QVERIFY(!QFile::exists(location(u"player"_s) + u'/' + QString::fromLatin1(markerPath)));
    }

    // Single songs that are sent to a partner stay on it with later synchronizations, which keep them up to
    // date and take them away once they are taken out of the playlist of what was sent. Sent while it is not
    // there, nothing is noted.
    void sentToPartner()
    {
        const PlayerId id = addPlayer(u"player"_s);
        partner(id);
        const auto gift = m_bench->addTrack(u"gift"_s);
        QSignalSpy finished(m_service.get(), &SyncService::syncFinished);
        m_service->send(id, {gift}, {});
        QVERIFY(waitFor(finished, 1));
        QCOMPARE(finished[0].at(1).value<SyncResult>().copied, 1);
        const auto sent = m_bench->players().sentPlaylist(id);
        QVERIFY(sent && sent->has_value());
        QCOMPARE(m_service->settings(id)->playlists, (QList{**sent, m_list}));
        QCOMPARE(synchronize(id).copied, 5);
        const QString path = location(u"player"_s) + u"/Music/A/Album/gift.mp3"_s;
        m_bench->changeTrack(gift, 12'345);
        QCOMPARE(synchronize(id).copied, 1);
        QCOMPARE(QFileInfo(path).size(), 12'345);
        m_bench->setTracks(**sent, {});
        QCOMPARE(synchronize(id).removed, 1);
        QVERIFY(!QFile::exists(path));

        QVERIFY(QDir(location(u"player"_s)).removeRecursively());
        inspect(id);
        QSignalSpy failed(m_service.get(), &SyncService::operationFailed);
        m_service->send(id, {gift}, {});
        QCOMPARE(failed.size(), 1);
        QCOMPARE(model::PlaylistRepository(m_bench->connection()).itemCount(**sent).value_or(-1), 0);
    }

    // Every estimate ends in one signal: the one that is replaced, cancelled or overtaken by a session as
    // cancelled, the last one with its answer.
    void cancelledEstimates()
    {
        const PlayerId id = addPlayer(u"player"_s);
        partner(id);
        QSignalSpy estimated(m_service.get(), &SyncService::estimateFinished);
        QSignalSpy cancelled(m_service.get(), &SyncService::estimateCancelled);
        QSignalSpy failed(m_service.get(), &SyncService::operationFailed);
        QSignalSpy finished(m_service.get(), &SyncService::syncFinished);
        m_service->cancelEstimate(id);
        QCOMPARE(cancelled.size(), 0);
        m_service->estimate(id);
        QCOMPARE(m_service->player(id).syncState, model::SyncState::Estimating);
        m_service->estimate(id, {});
        QCOMPARE(cancelled.size(), 1);
        m_service->cancelEstimate(id);
        QCOMPARE(cancelled.size(), 2);
        QCOMPARE(m_service->player(id).syncState, model::SyncState::Idle);
        m_service->estimate(id);
        m_service->stop(id);
        QCOMPARE(cancelled.size(), 3);
        m_service->estimate(id);
        m_service->dryRun(id);
        QCOMPARE(cancelled.size(), 4);
        m_service->estimate(id);
        QCOMPARE(failed.size(), 1); // the dry run
        QCOMPARE(failed[0].at(1).value<Error>().code, ErrorCode::Cancelled);
        m_service->startSync(id);
        QCOMPARE(cancelled.size(), 5);
        QVERIFY(waitFor(finished, 1));
        m_service->estimate(id);
        QVERIFY(waitFor(estimated, 1));
        QCOMPARE(cancelled.size(), 5);
        QCOMPARE(failed.size(), 1);
    }

    // What became of each song can be asked for one playlist, or for all that the player's choose, each once.
    void itemStates()
    {
        const PlayerId id = addPlayer(u"player"_s);
        QCOMPARE(m_service->itemStates(id).error().code, ErrorCode::NotPartnered);
        partner(id);
        const auto away = m_bench->addTrack(u"away"_s);
        const auto mixed = m_bench->addPlaylist(u"Mixed"_s, {away, m_tracks.last()});
        const auto unused = m_bench->addPlaylist(u"Unused"_s, {m_bench->addTrack(u"unused"_s)});
        QVERIFY(m_service->setPlaylists(id, {m_list, mixed}));
        QVERIFY(QFile::remove(m_bench->sourceOf(away)));
        QCOMPARE(synchronize(id).copied, 5);
        const auto all = m_service->itemStates(id);
        QVERIFY(all);
        QCOMPARE(all->size(), 6);
        for (qsizetype i = 0; i < 5; ++i)
            QCOMPARE(all->at(i), (ItemStateRow{m_tracks.at(i), ItemState::OnPlayer}));
        QCOMPARE(all->at(5), (ItemStateRow{away, ItemState::Other}));
        QCOMPARE(*m_service->itemStates(id, mixed),
                 (QList<ItemStateRow>{{away, ItemState::Other}, {m_tracks.last(), ItemState::OnPlayer}}));
        QCOMPARE(m_service->itemStates(id, unused)->first().state, ItemState::Other);
        QVERIFY(!m_service->itemStates(id, PlaylistId{999}));
    }

private:
    QString location(const QString &name) const
    {
        return QFileInfo(m_bench->path(u"."_s)).canonicalFilePath() + u'/' + name;
    }

    void inspect(PlayerId id)
    {
        QSignalSpy inspected(m_service.get(), &SyncService::playerInspected);
        m_service->inspect(id);
        QVERIFY(waitFor(inspected, 1));
    }

    PlayerId addPlayer(const QString &name)
    {
        QDir().mkpath(location(name));
        QSignalSpy inspected(m_service.get(), &SyncService::playerInspected);
        const auto id = m_service->addFolder(location(name));
        return id && waitFor(inspected, 1) ? *id : PlayerId{};
    }

    void partner(PlayerId id)
    {
        QSignalSpy created(m_service.get(), &SyncService::partnershipCreated);
        m_service->createPartnership(id, {.playlists = {m_list}});
        QVERIFY(waitFor(created, 1));
    }

    SyncResult synchronize(PlayerId id)
    {
        QSignalSpy finished(m_service.get(), &SyncService::syncFinished);
        m_service->startSync(id);
        return waitFor(finished, 1) ? finished[0].at(1).value<SyncResult>()
                                    : SyncResult{.outcome = SyncOutcome::Failed, .copied = -1};
    }

    std::unique_ptr<SyncBench> m_bench;
    std::unique_ptr<SyncService> m_service;
    QList<TrackId> m_tracks;
    PlaylistId m_list;
};

QTEST_GUILESS_MAIN(SyncServiceTest)
#include "tst_syncservice.moc"
