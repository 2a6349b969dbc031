// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "servicebench.h"
#include "sync/ledger/marker.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;
using model::PartnershipStatus;

/// What players become to the library, and the signals that say so.
class PartnershipStatusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<ServiceBench>();
        QList<TrackId> tracks;
        for (int i = 0; i < 3; ++i)
            tracks.append(m_bench->library().addTrack(u"t%1"_s.arg(i)));
        m_list = m_bench->library().addPlaylist(u"P"_s, tracks);
    }
    void cleanup() { m_bench.reset(); }

    // Each change is said once, when it happens, and what changes nothing is not said.
    void saysEachChangeOnce()
    {
        const PlayerId id = m_bench->addFolder(u"player"_s);
        QSignalSpy changes(&service(), &SyncService::statusChanged);
        QList<PartnershipStatus> expected;
        const auto compare = [&] {
            QList<PartnershipStatus> seen;
            for (const auto &signal : std::as_const(changes)) {
                QCOMPARE(signal.at(0).value<PlayerId>(), id);
                seen.append(signal.at(1).value<PartnershipStatus>());
            }
            QCOMPARE(seen, expected);
            if (!expected.isEmpty())
                QCOMPARE(service().player(id).status, expected.last());
        };
        QVERIFY(m_bench->inspect(id));
        compare();
        QVERIFY(m_bench->partner(id, {.playlists = {m_list}}));
        expected += PartnershipStatus::PartnershipExists;
        compare();
        m_bench->synchronize(id);
        QVERIFY(service().setReservePercent(id, 5));
        compare();
        QVERIFY(service().setManual(id, true));
        QVERIFY(service().setManual(id, true));
        expected += PartnershipStatus::ManualDevice;
        compare();
        QVERIFY(service().setManual(id, false));
        expected += PartnershipStatus::PartnershipExists;
        compare();
        QVERIFY(answerOf(service().deletePartnership(id)));
        expected += PartnershipStatus::PartnershipDeclined;
        compare();
        QVERIFY(service().decline(id));
        QVERIFY(m_bench->inspect(id));
        compare();
    }

    // A player that another library has taken over is that library's from the next look on.
    void takenOverElsewhere()
    {
        const PlayerId id = m_bench->addFolder(u"player"_s);
        QVERIFY(m_bench->partner(id, {.playlists = {m_list}}));
        QSignalSpy changes(&service(), &SyncService::statusChanged);
        const QString path = m_bench->location(u"player"_s) + u'/' + QString::fromLatin1(markerPath);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto marker = parseMarker(file.readAll());
        QVERIFY(marker);
        file.close();
        marker->libraryId = u"11111111-2222-3333-4444-555555555555"_s;
        marker->libraryName = u"Elsewhere"_s;
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(formatMarker(*marker));
        file.close();
        QVERIFY(m_bench->inspect(id));
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes[0].at(1).value<PartnershipStatus>(), PartnershipStatus::PartnershipAnother);
        // Taken back, it is a partner again, with the index that it had.
        QVERIFY(m_bench->partner(id, {.playlists = {m_list}, .takeOver = true}));
        QCOMPARE(changes.size(), 2);
        QCOMPARE(service().player(id).status, PartnershipStatus::PartnershipExists);
        QCOMPARE(service().player(id).partnershipIndex, 1);
    }

    // To be partnered already is no error: the settings are changed, the index and the status stay.
    void alreadyPartnered()
    {
        const PlayerId first = m_bench->addFolder(u"first"_s);
        const PlayerId second = m_bench->addFolder(u"second"_s);
        QVERIFY(m_bench->partner(first, {.playlists = {m_list}}));
        QVERIFY(m_bench->partner(second, {.playlists = {m_list}}));
        QVERIFY(answerOf(service().deletePartnership(first)));
        QSignalSpy changes(&service(), &SyncService::statusChanged);
        QSignalSpy failed(&service(), &SyncService::operationFailed);
        QVERIFY(m_bench->partner(second, {.playlists = {m_list}, .reservePercent = 10}));
        QCOMPARE(failed.size(), 0);
        QCOMPARE(changes.size(), 0);
        QCOMPARE(service().player(second).partnershipIndex, 2);
        QCOMPARE(service().settings(second)->reservePercent, 10);
    }

    // An ended partnership frees its index and leaves the files; the player is not offered to its owner
    // again.
    void ended()
    {
        const PlayerId first = m_bench->addFolder(u"first"_s);
        const PlayerId second = m_bench->addFolder(u"second"_s);
        QVERIFY(m_bench->partner(first, {.playlists = {m_list}}));
        QCOMPARE(m_bench->synchronize(first).copied, 3);
        QVERIFY(answerOf(service().deletePartnership(first)));
        QCOMPARE(answerOf(service().deletePartnership(first)).error().code, ErrorCode::NotPartnered);
        QVERIFY(waitFor([&] { return !m_bench->has(u"first"_s, QString::fromLatin1(markerPath)); }));
        QVERIFY(m_bench->has(u"first"_s, u"Music/A/Album/t2.mp3"_s));
        QVERIFY(m_bench->partner(second, {.playlists = {m_list}}));
        QCOMPARE(service().player(second).partnershipIndex, 1);

        m_bench->restartService();
        QSignalSpy asked(&service(), &SyncService::newPlayerConnected);
        QSignalSpy refreshed(&service(), &SyncService::refreshed);
        service().start();
        QVERIFY(waitFor(refreshed, 1));
        QVERIFY(service().player(first).isConnected);
        QCOMPARE(service().player(first).status, PartnershipStatus::PartnershipDeclined);
        QCOMPARE(asked.size(), 0);
    }

    // A partnership that ends during a session stops it first; what was copied before stays.
    void endedDuringSession()
    {
        const PlayerId id = m_bench->addFolder(u"player"_s);
        QVERIFY(m_bench->partner(id, {.playlists = {m_list}}));
        QCOMPARE(m_bench->synchronize(id).copied, 3);
        m_bench->library().setTracks(m_list, {m_bench->library().addTrack(u"late"_s)});
        QSignalSpy finished(&service(), &SyncService::syncFinished);
        QVERIFY(m_bench->startPaused(id));
        QVERIFY(answerOf(service().deletePartnership(id)));
        QCOMPARE(service().player(id).status, PartnershipStatus::PartnershipDeclined);
        QVERIFY(waitFor(finished, 1));
        QVERIFY(finished[0].at(1).value<SyncResult>().outcome != SyncOutcome::Completed);
        QVERIFY(waitFor([&] { return !m_bench->has(u"player"_s, QString::fromLatin1(markerPath)); }));
        QVERIFY(m_bench->has(u"player"_s, u"Music/A/Album/t2.mp3"_s));
        QVERIFY(!m_bench->has(u"player"_s, u"Music/A/Album/late.mp3"_s));
        QCOMPARE(service().player(id).syncState, model::SyncState::Idle);
    }

    // The same when the player is forgotten: nobody waits for the session, and nothing of it comes later.
    void forgottenDuringSession()
    {
        const PlayerId id = m_bench->addFolder(u"player"_s);
        QVERIFY(m_bench->partner(id, {.playlists = {m_list}}));
        m_bench->library().setTracks(m_list, {m_bench->library().addTrack(u"late"_s)});
        QVERIFY(m_bench->startPaused(id));
        const auto forgotten = service().forget(id);
        QCOMPARE(service().player(id).syncState, model::SyncState::Stopping);
        QVERIFY(answerOf(forgotten));
        QVERIFY(!service().player(id).id.isValid());
        QVERIFY(!m_bench->has(u"player"_s, QString::fromLatin1(markerPath)));
        for (const QString &table : {u"players"_s, u"player_items"_s, u"sync_sessions"_s, u"ledger"_s}) {
            model::Query rows(m_bench->library().connection(), u"SELECT count(*) FROM "_s + table);
            QCOMPARE(rows.number(), 0);
        }
    }

    // A manual player takes no partnership, and is not even looked at for that.
    void manualTakesNone()
    {
        const PlayerId id = m_bench->addFolder(u"player"_s);
        QVERIFY(service().setManual(id, true));
        QSignalSpy states(&service(), &SyncService::syncStateChanged);
        QSignalSpy failed(&service(), &SyncService::operationFailed);
        service().createPartnership(id, {.playlists = {m_list}});
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0].at(1).value<Error>().code, ErrorCode::ManualDevice);
        QCOMPARE(states.size(), 0);
        QVERIFY(!m_bench->has(u"player"_s, QString::fromLatin1(markerPath)));
        QVERIFY(service().setManual(id, false));
        QVERIFY(m_bench->partner(id, {.playlists = {m_list}}));
    }

    // Sixteen partnerships and no more; one that ends makes room for the seventeenth, with its index.
    void sixteen()
    {
        QList<PlayerId> ids;
        for (int i = 0; i <= maxPartnerships; ++i)
            ids.append(m_bench->addFolder(u"p%1"_s.arg(i)));
        for (int i = 0; i < maxPartnerships; ++i)
            QVERIFY(m_bench->partner(ids[i], {.playlists = {m_list}}));
        QSignalSpy failed(&service(), &SyncService::operationFailed);
        service().createPartnership(ids.last(), {.playlists = {m_list}});
        QVERIFY(waitFor(failed, 1));
        QCOMPARE(failed[0].at(1).value<Error>().code, ErrorCode::TooManyPartnerships);
        QCOMPARE(service().player(ids.last()).status, PartnershipStatus::NewDevice);
        QVERIFY(!m_bench->has(u"p16"_s, QString::fromLatin1(markerPath)));
        QVERIFY(answerOf(service().deletePartnership(ids[6])));
        QVERIFY(m_bench->partner(ids.last(), {.playlists = {m_list}}));
        QCOMPARE(service().player(ids.last()).partnershipIndex, 7);
    }

private:
    SyncService &service() { return m_bench->service(); }

    std::unique_ptr<ServiceBench> m_bench;
    PlaylistId m_list;
};

QTEST_GUILESS_MAIN(PartnershipStatusTest)
#include "tst_partnershipstatus.moc"
