// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "servicebench.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

/// As many players as a library can have partners, all at once.
class ManyPlayersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<ServiceBench>();
        m_players.clear();
        QList<TrackId> tracks;
        for (int i = 0; i < maxPartnerships; ++i) {
            tracks.append(m_bench->library().addTrack(u"t%1"_s.arg(i)));
            const auto list = m_bench->library().addPlaylist(u"P%1"_s.arg(i), tracks);
            const PlayerId player = m_bench->addFolder(u"player%1"_s.arg(i));
            QVERIFY(m_bench->partner(player, {.playlists = {list}}));
            m_players.append(player);
        }
    }
    void cleanup() { m_bench.reset(); }

    // Sixteen players synchronize at once, and each gets what it is to have and nothing else.
    void allAtOnce()
    {
        QSignalSpy finished(&service(), &SyncService::syncFinished);
        for (const PlayerId player : std::as_const(m_players))
            service().startSync(player);
        for (const PlayerId player : std::as_const(m_players))
            QVERIFY(service().player(player).syncState == model::SyncState::Synchronizing);
        QVERIFY(waitFor(finished, maxPartnerships));
        for (int i = 0; i < maxPartnerships; ++i) {
            const SyncResult result = service().lastResult(m_players.at(i));
            QCOMPARE(result.outcome, SyncOutcome::Completed);
            QCOMPARE(result.failed, 0);
            QCOMPARE(result.copied, i + 1);
            QCOMPARE(songsOn(i), i + 1);
        }
    }

    // One that gets no further, in the middle of its session, holds nobody up.
    void oneStandsStill()
    {
        QVERIFY(m_bench->startPaused(m_players.first()));
        QSignalSpy finished(&service(), &SyncService::syncFinished);
        for (const PlayerId player : std::as_const(m_players)) {
            if (player != m_players.first())
                service().startSync(player);
        }
        QVERIFY(waitFor(finished, maxPartnerships - 1));
        for (int i = 1; i < maxPartnerships; ++i)
            QCOMPARE(songsOn(i), i + 1);
        QCOMPARE(songsOn(0), 0);
        service().resume(m_players.first());
        QVERIFY(waitFor(finished, maxPartnerships));
        QCOMPARE(songsOn(0), 1);
    }

private:
    SyncService &service() { return m_bench->service(); }

    qsizetype songsOn(int number) const
    {
        const QDir album(m_bench->location(u"player%1/Music/A/Album"_s.arg(number)));
        return album.entryList(QDir::Files).size();
    }

    std::unique_ptr<ServiceBench> m_bench;
    QList<PlayerId> m_players;
};

QTEST_GUILESS_MAIN(ManyPlayersTest)
#include "tst_manyplayers.moc"
