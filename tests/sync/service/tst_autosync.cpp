// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "servicebench.h"
#include "sync/service/attributes.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

/// What has players synchronized without being asked to. Two players: one that something happens to, and a
/// witness whose turn comes later: what has not happened by then does not happen.
class AutoSyncTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<ServiceBench>();
        m_song = addTrack(u"a"_s);
        m_list = m_bench->library().addPlaylist(u"P"_s, {m_song});
        m_other = m_bench->library().addPlaylist(u"Other"_s, {addTrack(u"b"_s)});
        m_unused = m_bench->library().addPlaylist(u"Unused"_s, {addTrack(u"c"_s)});
        m_player = m_bench->addFolder(u"player"_s);
        m_witness = m_bench->addFolder(u"witness"_s);
        QVERIFY(m_bench->partner(m_player, {.playlists = {m_list}}));
        QVERIFY(m_bench->partner(m_witness, {.playlists = {m_other}}));
        m_bench->restartService();
        m_finished = std::make_unique<QSignalSpy>(&service(), &SyncService::syncFinished);
        service().start();
        QVERIFY(waitFor(*m_finished, 2)); // both are connected
        m_finished->clear();
    }
    void cleanup()
    {
        m_finished.reset();
        m_bench.reset();
    }

    // A playlist that changes has those players synchronized that use it, and no others.
    void playlistContent()
    {
        m_bench->library().setTracks(m_list, {addTrack(u"new"_s)});
        service().notePlaylistChanged(m_list);
        service().notePlaylistChanged(m_unused);
        QCOMPARE(untilWitness(), 1);
        QVERIFY(m_bench->has(u"player"_s, u"Music/A/Album/new.mp3"_s));
        m_bench->library().setTracks(m_unused, {addTrack(u"newer"_s)});
        service().notePlaylistChanged(m_unused);
        QCOMPARE(untilWitness(), 0);
    }

    // A playlist that is renamed or removed concerns the players that use it.
    void listOfPlaylists()
    {
        m_bench->library().execute(u"UPDATE playlists SET name = 'Renamed' WHERE name = 'P'"_s);
        service().notePlaylistsChanged();
        QCOMPARE(untilWitness(), 1);
        QVERIFY(m_bench->has(u"player"_s, u"Playlists/Renamed.m3u8"_s));
        m_bench->library().addPlaylist(u"New"_s, {});
        m_bench->library().execute(u"UPDATE playlists SET name = 'Elsewhere' WHERE name = 'Unused'"_s);
        service().notePlaylistsChanged();
        QCOMPARE(untilWitness(), 0);
        m_bench->library().execute(u"DELETE FROM playlists WHERE name = 'Renamed'"_s);
        service().notePlaylistsChanged();
        QCOMPARE(untilWitness(), 1);
        QVERIFY(!m_bench->has(u"player"_s, u"Music/A/Album/a.mp3"_s));
    }

    // Songs that change concern the players that they are on, and no others.
    void library()
    {
        service().noteLibraryChanged();
        QCOMPARE(untilWitness(), 0);
        m_bench->library().changeTrack(m_song, 20'000);
        service().noteLibraryChanged();
        QVERIFY(waitFor(*m_finished, 1));
        QCOMPARE(m_finished->first().first().value<PlayerId>(), m_player);
        m_finished->clear();
        service().noteLibraryChanged();
        QCOMPARE(untilWitness(), 0);
    }

    // A song that comes concerns a player whose room is filled with whatever there is.
    void libraryOfAFilledPlayer()
    {
        QVERIFY(service().setFill(m_player, Fill::Random));
        QVERIFY(waitFor(*m_finished, 1));
        m_finished->clear();
        addTrack(u"fresh"_s);
        service().noteLibraryChanged();
        QVERIFY(waitFor(*m_finished, 1));
        QVERIFY(m_bench->has(u"player"_s, u"Music/A/Album/fresh.mp3"_s));
    }

    // A player's rules that change have it synchronized; a name is no rule.
    void rules()
    {
        QVERIFY(service().setPlaylists(m_player, {m_list, m_unused}));
        QVERIFY(service().setReservePercent(m_player, 1));
        QCOMPARE(untilWitness(), 1);
        QVERIFY(m_bench->has(u"player"_s, u"Music/A/Album/c.mp3"_s));
        service().notePlaylistsChanged(); // of these the change is known
        QVERIFY(service().rename(m_player, u"Kitchen"_s));
        QCOMPARE(untilWitness(), 0);
    }

    // A new partnership is brought up to date.
    void newPartner()
    {
        QSignalSpy asked(&service(), &SyncService::newPlayerConnected);
        const PlayerId fresh = m_bench->addFolder(u"fresh"_s);
        QVERIFY(waitFor(asked, 1));
        QVERIFY(m_bench->partner(fresh, {.playlists = {m_list}}));
        QVERIFY(waitFor(*m_finished, 1));
        QCOMPARE(m_finished->first().first().value<PlayerId>(), fresh);
        QVERIFY(m_bench->has(u"fresh"_s, u"Music/A/Album/a.mp3"_s));
    }

    // Nothing starts for a player whose owner has switched it off, by any of the ways to do so.
    void switchedOff_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("start when connected") << 0;
        QTest::newRow("manual") << 1;
        QTest::newRow("partnership ended") << 2;
        QTest::newRow("background bit") << 3;
        QTest::newRow("not there") << 4;
    }
    void switchedOff()
    {
        QFETCH(int, way);
        if (way == 0)
            QVERIFY(service().setSyncOnConnect(m_player, false));
        else if (way == 1)
            QVERIFY(service().setManual(m_player, true));
        else if (way == 2)
            QVERIFY(answerOf(service().deletePartnership(m_player)));
        else if (way == 3)
            service().setBackgroundBits(m_player, allBackground & ~BackgroundSync);
        else
            QVERIFY(QDir(m_bench->location(u"player"_s)).removeRecursively() && m_bench->inspect(m_player));
        service().notePlaylistChanged(m_list);
        QCOMPARE(untilWitness(), 0);
    }

    // A paused session stays paused; what changed meanwhile is brought up to date after it.
    void paused()
    {
        QVERIFY(m_bench->library().players().setPlaylists(m_player, {m_unused}));
        QVERIFY(m_bench->startPaused(m_player));
        service().notePlaylistChanged(m_unused);
        QCOMPARE(untilWitness(), 0);
        QCOMPARE(service().player(m_player).syncState, model::SyncState::Paused);
        service().resume(m_player);
        QVERIFY(waitFor([&] { return m_finished->size() == 2; }));
        QCOMPARE(m_finished->at(0).first().value<PlayerId>(), m_player);
        QCOMPARE(m_finished->at(1).first().value<PlayerId>(), m_player);
    }

    // A session that the person stopped is not started again by what changed during it, but by what does
    // later.
    void stopped()
    {
        QVERIFY(m_bench->library().players().setPlaylists(m_player, {m_unused}));
        QVERIFY(m_bench->startPaused(m_player));
        service().notePlaylistChanged(m_unused);
        service().stop(m_player);
        QVERIFY(waitFor(*m_finished, 1));
        m_finished->clear();
        QCOMPARE(untilWitness(), 0);
        service().notePlaylistChanged(m_unused);
        QCOMPARE(untilWitness(), 1);
        QVERIFY(m_bench->has(u"player"_s, u"Music/A/Album/c.mp3"_s));
    }

    // What a brake stopped is not tried again by itself; its owner's word takes the brake off.
    void braked()
    {
        QList<TrackId> many;
        for (int i = 0; i < 12; ++i)
            many.append(addTrack(u"m%1"_s.arg(i)));
        m_bench->library().setTracks(m_list, many);
        service().notePlaylistChanged(m_list);
        QCOMPARE(untilWitness(), 1);
        m_bench->library().setTracks(m_list, {many.first()});
        service().notePlaylistChanged(m_list);
        QCOMPARE(untilWitness(), 1);
        QCOMPARE(service().lastResult(m_player).reason.code, ErrorCode::BrakeManyDeletions);
        service().notePlaylistChanged(m_list);
        QCOMPARE(untilWitness(), 0);
        QCOMPARE(m_bench->synchronize(m_player, {.confirmBrake = true}).removed, 11);
        m_finished->clear();
        m_bench->library().setTracks(m_list, {many.last()});
        service().notePlaylistChanged(m_list);
        QCOMPARE(untilWitness(), 1);
        QVERIFY(m_bench->has(u"player"_s, u"Music/A/Album/m11.mp3"_s));
    }

    // Going on after a brake goes on with what was asked of the session, even after the program was started
    // anew.
    void goesOn()
    {
        QList<TrackId> many;
        for (int i = 0; i < 12; ++i)
            many.append(addTrack(u"m%1"_s.arg(i)));
        m_bench->library().setTracks(m_list, many);
        QCOMPARE(m_bench->synchronize(m_player).copied, 12);
        QVERIFY(QFile::remove(m_bench->location(u"player"_s) + u"/Music/A/Album/m0.mp3"_s));
        QCOMPARE(m_bench->synchronize(m_player).skipped, 1);
        m_bench->library().setTracks(m_list, many.first(2));
        QVERIFY(isBrake(m_bench->synchronize(m_player, {.includeSkipped = true})));
        m_finished.reset();
        m_bench->restartService();
        QVERIFY(m_bench->inspect(m_player));
        const QSignalSpy finished(&service(), &SyncService::syncFinished);
        service().goOn(m_player);
        QVERIFY(waitFor(finished, 1));
        QVERIFY(m_bench->has(u"player"_s, u"Music/A/Album/m0.mp3"_s));
        QCOMPARE(service().lastResult(m_player).removed, 10);
    }

private:
    SyncService &service() { return m_bench->service(); }
    TrackId addTrack(const QString &title) { return m_bench->library().addTrack(title); }

    /// Has the witness synchronized, and says how many sessions of the player ended; -1 if the witness was
    /// not.
    qsizetype untilWitness()
    {
        const auto countOf = [this](PlayerId id) {
            return std::ranges::count_if(*m_finished, [&](const auto &signal) {
                return signal.at(0).template value<PlayerId>() == id;
            });
        };
        // The player's turn comes first, but its session may take longer.
        const auto isPlayerBusy = [this] {
            const auto state = service().player(m_player).syncState;
            return state == model::SyncState::Synchronizing || state == model::SyncState::Stopping;
        };
        service().notePlaylistChanged(m_other);
        if (!waitFor([&] { return countOf(m_witness) > 0 && !isPlayerBusy(); }))
            return -1;
        const auto count = countOf(m_player);
        m_finished->clear();
        return count;
    }

    std::unique_ptr<ServiceBench> m_bench;
    std::unique_ptr<QSignalSpy> m_finished;
    PlaylistId m_list, m_other, m_unused;
    TrackId m_song;
    PlayerId m_player, m_witness;
};

QTEST_GUILESS_MAIN(AutoSyncTest)
#include "tst_autosync.moc"
