// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "sync/session/removalcauses.h"
#include "syncbench.h"

#include <QFile>
#include <QTest>
#include <functional>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

QString onPlayer(const QString &title)
{
    return u"Music/A/Album/%1.mp3"_s.arg(title);
}

/// A file system that takes less for folders than is reckoned with, as one in memory does.
class LightFolders : public FakeStorage
{
public:
    using FakeStorage::FakeStorage;

    Result<device::StorageInfo> info() override
    {
        return FakeStorage::info().transform([this](device::StorageInfo info) {
            info.freeBytes += std::min<qint64>(m_hiddenBytes, folders().size() * m_lightBytes);
            return info;
        });
    }
    void setLight(qint64 bytesEach, qint64 hiddenBytes)
    {
        m_lightBytes = bytesEach;
        m_hiddenBytes = hiddenBytes;
    }

private:
    qint64 m_lightBytes = 0;
    qint64 m_hiddenBytes = 0;
};

/// Tells whoever wants to know when a folder is looked at.
class Noticing : public FakeStorage
{
public:
    std::function<void(const QString &)> onListing;

    Result<QList<device::StoredObject>> list(const QString &folder) override
    {
        if (onListing)
            onListing(folder);
        return FakeStorage::list(folder);
    }
};

} // namespace

// A sync takes a song away only because a person chose so; all else waits for a word.
class RemovalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_storage = std::make_unique<FakeStorage>();
    }

    // The rule: from what the library says of a song to the cause of its removal.
    void causes_data()
    {
        using Presence = RemovalFacts::Presence;
        QTest::addColumn<bool>("isKnown");
        QTest::addColumn<Presence>("presence");
        QTest::addColumn<bool>("isInGap");
        QTest::addColumn<bool>("isBehind");
        QTest::addColumn<ActionReason>("cause");
        const auto row = [](const char *name, bool isKnown, Presence presence, bool isInGap, bool isBehind,
                            ActionReason cause) {
            QTest::newRow(name) << isKnown << presence << isInGap << isBehind << cause;
        };
        row("taken out", true, Presence::There, false, false, ActionReason::NotSelected);
        row("file deleted", true, Presence::Deleted, false, false, ActionReason::FileDeleted);
        row("deleted, still in a playlist", true, Presence::Deleted, true, false, ActionReason::FileDeleted);
        row("left out", true, Presence::LeftOut, false, false, ActionReason::LeftLibrary);
        row("drive away", true, Presence::Away, false, false, ActionReason::FolderAway);
        row("folder removed", false, Presence::There, false, false, ActionReason::LeftLibrary);
        row("folder removed, in a playlist", false, Presence::There, true, false, ActionReason::LeftLibrary);
        row("line without a track", true, Presence::There, true, false, ActionReason::PlaylistGap);
        row("restored", true, Presence::There, false, true, ActionReason::LibraryBehind);
        row("restored, unknown", false, Presence::There, false, true, ActionReason::LibraryBehind);
    }
    void causes()
    {
        QFETCH(bool, isKnown);
        QFETCH(RemovalFacts::Presence, presence);
        QFETCH(bool, isInGap);
        QFETCH(bool, isBehind);
        QFETCH(ActionReason, cause);
        PlanAction removal{.kind = ActionKind::Remove,
                           .reason = ActionReason::NotSelected,
                           .path = u"Music/x.mp3"_s,
                           .track = isKnown ? TrackId{7} : TrackId{}};
        RemovalFacts facts{.sources = {{removal.path, u"/music/x.mp3"_s}}, .isLibraryBehind = isBehind};
        if (isKnown)
            facts.tracks.insert(removal.track, presence);
        if (isInGap)
            facts.gaps.insert(u"/music/x.mp3"_s);
        QCOMPARE(causeOf(removal, facts), cause);
        // What goes for its room, or for another copy, is explained already.
        removal.reason = ActionReason::MakeRoom;
        QCOMPARE(causeOf(removal, facts), ActionReason::MakeRoom);
        removal.reason = ActionReason::NotSelected;
        if (isKnown) {
            facts.wanted.insert(removal.track);
            QCOMPARE(causeOf(removal, facts), ActionReason::NotSelected);
        }
    }

    // A music folder that is taken out of the library takes no song, not even one, off a player without a
    // word.
    void folderRemoved()
    {
        const auto tracks = prepare(3);
        m_bench->execute(u"DELETE FROM tracks WHERE id = %1"_s.arg(tracks[2].value));
        verifyBraked(ErrorCode::BrakeLeftLibrary, 1);
        QCOMPARE(m_bench->run(*m_storage, {.options = {.confirmBrake = true}}).removed, 1);
        QVERIFY(!m_storage->has(onPlayer(u"t2"_s)));
    }

    // A track that a drive which is away holds; the other folder is there.
    void driveAway()
    {
        const auto tracks = prepare(3);
        m_bench->execute(u"INSERT INTO folders(id, path, is_available) VALUES(2, '/away', 0)"_s);
        m_bench->execute(u"UPDATE tracks SET folder_id = 2 WHERE id = %1"_s.arg(tracks[2].value));
        verifyNothingToDo();
        m_bench->setTracks(m_list, tracks.first(2));
        verifyBraked(ErrorCode::BrakeLibraryMissing, 1);
    }

    // The folder is there, but not the drive that a part of it lies on.
    void partAway()
    {
        const auto tracks = prepare(3);
        m_bench->execute(u"UPDATE tracks SET is_away = 1 WHERE id = %1"_s.arg(tracks[2].value));
        verifyNothingToDo();
        m_bench->setTracks(m_list, tracks.first(2));
        verifyBraked(ErrorCode::BrakeLibraryMissing, 1);
    }

    // A line that the library has no track for is no song taken out.
    void lineWithoutTrack()
    {
        const auto tracks = prepare(3);
        m_bench->execute(u"UPDATE playlist_entries SET path = (SELECT path FROM songs WHERE id = track_id),"
                         " track_id = NULL WHERE track_id = %1"_s.arg(tracks[1].value));
        verifyBraked(ErrorCode::BrakePlaylistGap, 1);
        QVERIFY(m_storage->has(onPlayer(u"t1"_s)));
    }

    // What was deleted in a folder that is there, goes.
    void fileDeleted()
    {
        const auto tracks = prepare(3);
        m_bench->removeTrackFile(tracks[1]);
        m_bench->execute(u"UPDATE tracks SET is_missing = 1 WHERE id = %1"_s.arg(tracks[1].value));
        const auto plan = m_bench->plan(*m_storage);
        QVERIFY(plan);
        QCOMPARE(plan->actions.size(), 1);
        QCOMPARE(plan->actions.first().reason, ActionReason::FileDeleted);
        QCOMPARE(m_bench->run(*m_storage).removed, 1);
    }

    // A file that is there was not deleted: its folder was hidden, or it is left out now.
    void leftOut()
    {
        const auto tracks = prepare(3);
        m_bench->execute(u"UPDATE tracks SET is_missing = 1 WHERE id = %1"_s.arg(tracks[1].value));
        verifyBraked(ErrorCode::BrakeLeftLibrary, 1);
        QCOMPARE(m_bench->run(*m_storage, {.options = {.confirmBrake = true}}).removed, 1);
    }

    // What a scan met no more, for its folder was hidden, say, was not deleted because it cannot be found
    // now, with its drive gone: deleted is only what can be seen not to be there.
    void leftOutThenAway_data()
    {
        QTest::addColumn<QString>("change"); // of the song's row
        QTest::newRow("with its music folder") << QString();
        QTest::newRow("another file system is there") << u"file_system = 2"_s;
        QTest::newRow("nobody knows what it lay on") << u"file_system = NULL"_s;
    }
    void leftOutThenAway()
    {
        QFETCH(QString, change);
        const auto tracks = prepare(3);
        m_bench->execute(u"UPDATE tracks SET is_missing = 1 WHERE id = %1"_s.arg(tracks[1].value));
        verifyBraked(ErrorCode::BrakeLeftLibrary, 1);
        if (change.isEmpty()) {
            QVERIFY(QFile::rename(m_bench->path(u"music"_s), m_bench->path(u"away"_s)));
        } else {
            m_bench->removeTrackFile(tracks[1]);
            m_bench->execute(u"INSERT INTO file_systems(id, name) VALUES(2, 'of a drive')"_s);
            m_bench->execute(u"UPDATE tracks SET %1 WHERE id = %2"_s.arg(change).arg(tracks[1].value));
        }
        verifyBraked(ErrorCode::BrakeLibraryMissing, 1);
        QVERIFY(m_storage->has(onPlayer(u"t1"_s)));
    }

    // What a scan finds again after the playlists were evaluated was not taken out of them.
    void foundMeanwhile_data()
    {
        QTest::addColumn<QString>("before"); // of the song's row
        QTest::addColumn<QString>("meanwhile");
        QTest::newRow("left out") << u"UPDATE tracks SET is_missing = 1 WHERE id = %1"_s
                                  << u"UPDATE tracks SET is_missing = 0 WHERE id = %1"_s;
        QTest::newRow("away") << u"UPDATE tracks SET is_away = 1, year = 1 WHERE id = %1"_s
                              << u"UPDATE tracks SET is_away = 0, year = 0 WHERE id = %1"_s;
    }
    void foundMeanwhile()
    {
        QFETCH(QString, before);
        QFETCH(QString, meanwhile);
        Noticing storage;
        QList<TrackId> tracks;
        for (int i = 0; i < 3; ++i)
            tracks.append(m_bench->addTrack(u"t%1"_s.arg(i)));
        const auto list =
            model::PlaylistRepository(m_bench->connection()).createAuto(u"P"_s, {.query = u"year=0"_s});
        QVERIFY(list);
        m_bench->partner(storage, {*list});
        QCOMPARE(m_bench->run(storage).copied, 3);
        m_bench->execute(before.arg(tracks[1].value));
        m_bench->addTrack(u"new"_s, 10'000, u"B"_s);
        bool isDone = false;
        storage.onListing = [&](const QString &folder) {
            if (isDone || folder != "Music/B/Album"_L1)
                return;
            isDone = true;
            m_bench->execute(meanwhile.arg(tracks[1].value));
        };
        const SyncResult result = m_bench->run(storage);
        QVERIFY(isDone);
        QVERIFY(isBrake(result));
        QVERIFY(storage.has(onPlayer(u"t1"_s)));
    }

    // A folder that moves, or is taken out of the library and added again, takes nothing out of an auto
    // playlist, and off no player.
    void autoPlaylistOutlivesFolders_data()
    {
        QTest::addColumn<QString>("query");
        QTest::newRow("by its place") << u"path:\"%1/A\""_s;
        QTest::newRow("by a part of its place") << u"path:music"_s;
        QTest::newRow("not by another") << u"-path:elsewhere"_s;
        QTest::newRow("added long ago") << u"added>30d"_s;
        QTest::newRow("rated") << u"rating>=4"_s;
    }
    void autoPlaylistOutlivesFolders()
    {
        QFETCH(QString, query);
        for (int i = 0; i < 3; ++i)
            m_bench->addTrack(u"t%1"_s.arg(i));
        m_bench->execute(u"UPDATE tracks SET added_at = 1000, rating = 4"_s);
        query = query.replace(u"%1"_s, m_bench->path(u"music"_s));
        const auto list =
            model::PlaylistRepository(m_bench->connection()).createAuto(u"P"_s, {.query = query});
        QVERIFY(list);
        m_bench->partner(*m_storage, {*list});
        QCOMPARE(m_bench->run(*m_storage).copied, 3);
        m_bench->moveMusic();
        verifyNothingToDo();
        m_bench->execute(u"CREATE TEMP TABLE before AS SELECT * FROM tracks"_s);
        m_bench->execute(u"CREATE TEMP TABLE place AS SELECT * FROM folders"_s);
        m_bench->execute(u"DELETE FROM folders"_s);
        verifyBraked(ErrorCode::BrakeLeftLibrary, 3);
        m_bench->execute(u"INSERT INTO folders(path) SELECT path FROM place"_s);
        m_bench->execute(
            u"INSERT INTO tracks(folder_id, path, size_bytes, modified_ns, added_at, format, title, artist,"
            " album, album_artist, genre, composer, year, track_number, disc_number, duration_ms,"
            " bitrate_kbps, sample_rate_hz, channels) SELECT (SELECT id FROM folders), path, size_bytes,"
            " modified_ns, unixepoch(), format, title, artist, album, album_artist, genre, composer, year,"
            " track_number, disc_number, duration_ms, bitrate_kbps, sample_rate_hz, channels FROM before"_s);
        verifyNothingToDo();
    }

    // A song that came into the library after that could be in none of them.
    void cameLater()
    {
        const auto tracks = prepare(2);
        SyncPlan plan;
        for (const TrackId track : tracks)
            plan.actions.append({.kind = ActionKind::Remove,
                                 .reason = ActionReason::NotSelected,
                                 .path = onPlayer(u"t"_s),
                                 .track = track});
        QVERIFY(
            findRemovalCauses(m_bench->connection(), {.absent = {.isMissing = {}, .last = tracks[0]}}, plan));
        QCOMPARE(plan.actions[0].reason, ActionReason::NotSelected);
        QCOMPARE(plan.actions[1].reason, ActionReason::LeftLibrary);
    }

    // A library that was restored from a backup does not undo what came later, and does not forget that it
    // was asked for nothing in between.
    void libraryRestored()
    {
        const auto tracks = prepare(4);
        m_bench->setTracks(m_list, tracks.first(2));
        m_bench->run(*m_storage);
        m_bench->backUp();
        m_bench->setTracks(m_list, tracks);
        QCOMPARE(m_bench->run(*m_storage).copied, 2);
        m_bench->restore();
        verifyBraked(ErrorCode::BrakeLibraryBehind, 2);
        // Something sent by hand is no answer.
        const auto extra = m_bench->addTrack(u"extra"_s);
        QCOMPARE(m_bench->run(*m_storage, {.isManual = true, .tracks = {extra}}).copied, 1);
        verifyBraked(ErrorCode::BrakeLibraryBehind, 2);
        m_bench->setTracks(m_list, tracks); // nothing would go: answered
        QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
        m_bench->setTracks(m_list, tracks.first(3));
        QCOMPARE(m_bench->run(*m_storage).removed, 1);
    }

    // Emptied on purpose and told so: all comes again, whatever is left beside the songs.
    void emptiedOnPurpose()
    {
        const auto tracks = prepare(12);
        for (int i = 0; i < 12; ++i)
            m_storage->erase(onPlayer(u"t%1"_s.arg(i)));
        QVERIFY(m_storage->has(u"Playlists/P.m3u8"_s));
        QCOMPARE(m_bench->run(*m_storage).reason.code, ErrorCode::BrakeEmptyListing);
        QCOMPARE(m_bench->run(*m_storage, {.options = {.confirmBrake = true}}).copied, 12);
        verifyNothingToDo();
    }

    // What is there and wanted stays on a player that its owner filled to the last byte.
    void filledByOwner()
    {
        prepare(12);
        m_storage->put(u"film.avi"_s, QByteArray(m_storage->freeBytes(), 'x'));
        QCOMPARE(m_storage->freeBytes(), 0);
        verifyNothingToDo();
        verifyNothingToDo();
    }

    // What was carried out is stable, however else the player reckons its room.
    void fullAndSettled_data()
    {
        QTest::addColumn<qint64>("lightBytes");
        QTest::addColumn<qint64>("capacity");
        for (const qint64 light : {0, 2048, 4096}) {
            for (qint64 capacity = 150'000; capacity < 260'000; capacity += 9'000)
                QTest::addRow("%lld, %lld", light, capacity) << light << capacity;
        }
    }
    void fullAndSettled()
    {
        QFETCH(qint64, lightBytes);
        QFETCH(qint64, capacity);
        LightFolders storage(capacity);
        storage.setLight(lightBytes, 60'000);
        QList<TrackId> tracks;
        for (int i = 0; i < 16; ++i)
            tracks.append(
                m_bench->addTrack(u"t%1"_s.arg(i), 5'000 + i * 7'919 % 23'000, u"A%1"_s.arg(i % 7)));
        m_list = m_bench->addPlaylist(u"P"_s, tracks);
        m_bench->partner(storage, {m_list});
        m_bench->run(storage);
        int session = 1;
        for (; session < 6; ++session) {
            storage.resetCounters();
            QCOMPARE(m_bench->run(storage).outcome, SyncOutcome::Completed);
            if (storage.changingCalls() == 0)
                break;
        }
        QVERIFY2(session <= 2, "not stable");
        // With room made, what did not fit comes.
        if (!m_bench->plan(storage)->noFit.isEmpty()) {
            storage.setCapacity(1 << 30);
            QVERIFY(m_bench->run(storage).copied > 0);
            QVERIFY(m_bench->plan(storage)->noFit.isEmpty());
        }
    }

private:
    QList<TrackId> prepare(int count)
    {
        QList<TrackId> tracks;
        for (int i = 0; i < count; ++i)
            tracks.append(m_bench->addTrack(u"t%1"_s.arg(i)));
        m_list = m_bench->addPlaylist(u"P"_s, tracks);
        m_bench->partner(*m_storage, {m_list});
        m_bench->run(*m_storage);
        return tracks;
    }

    void verifyBraked(ErrorCode code, int songs)
    {
        m_storage->resetCounters();
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Failed);
        QCOMPARE(result.reason.code, code);
        QCOMPARE(result.reason.detail, QString::number(songs));
        QVERIFY(isBrake(result));
        QCOMPARE(m_storage->changingCalls(), 0);
    }

    void verifyNothingToDo()
    {
        m_storage->resetCounters();
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.copied + result.removed + result.failed, 0);
        QCOMPARE(m_storage->changingCalls(), 0);
    }

    std::unique_ptr<SyncBench> m_bench;
    std::unique_ptr<FakeStorage> m_storage;
    PlaylistId m_list;
};

QTEST_GUILESS_MAIN(RemovalsTest)
#include "tst_removals.moc"
