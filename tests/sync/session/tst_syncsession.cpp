// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "model/playlists/playlistrepository.h"
#include "sync/ledger/ledgerfile.h"
#include "sync/ledger/marker.h"
#include "sync/players/createpartnership.h"
#include "syncbench.h"

#include <QTest>
#include <thread>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

const QString markerFile = QString::fromLatin1(markerPath);
const QString ledgerFile = QString::fromLatin1(ledgerPath);

QString onPlayer(const QString &title, const QString &artist = u"A"_s)
{
    return u"Music/%1/Album/%2.mp3"_s.arg(artist, title);
}

} // namespace

class SyncSessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_storage = std::make_unique<FakeStorage>();
    }

    // A first sync copies each track once, byte for byte, and writes the playlists; a second one writes
    // nothing at all.
    void firstAndSecond()
    {
        const auto tracks = addTracks(5);
        const auto rock = m_bench->addPlaylist(u"Rock"_s, tracks);
        const auto best = m_bench->addPlaylist(u"Best"_s, {tracks[2], tracks[0], tracks[2]});
        m_bench->partner(*m_storage, {rock, best});

        const SyncResult first = m_bench->run(*m_storage);
        QCOMPARE(first.outcome, SyncOutcome::Completed);
        QCOMPARE(first.copied, 5);
        QCOMPARE(first.failed, 0);
        QCOMPARE(first.bytesCopied, 5 * 10'000);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(m_storage->content(onPlayer(titleOf(i))), m_bench->contentOf(tracks[i]));
        QCOMPARE(m_storage->content(u"Playlists/Best.m3u8"_s),
                 "#EXTM3U\n../Music/A/Album/t2.mp3\n../Music/A/Album/t0.mp3\n../Music/A/Album/t2.mp3\n");
        for (const LedgerEntry &entry : m_bench->ledger())
            QCOMPARE(entry.state, LedgerState::Placed);

        m_storage->resetCounters();
        const SyncResult second = m_bench->run(*m_storage);
        QCOMPARE(second.outcome, SyncOutcome::Completed);
        QCOMPARE(second.copied + second.removed + second.failed + second.noFit, 0);
        QCOMPARE(second.upToDate, 5);
        QCOMPARE(m_storage->changingCalls(), 0);
    }

    // A song brings its cover along to a player that takes covers; for others it is not even read.
    void covers_data()
    {
        QTest::addColumn<bool>("takesCovers");
        QTest::newRow("taken") << true;
        QTest::newRow("not taken") << false;
    }
    void covers()
    {
        QFETCH(bool, takesCovers);
        const QByteArray jpeg = "\xff\xd8\xff picture";
        const auto tracks = addTracks(2);
        // An ID3v2.3 tag with one APIC frame, then sound to the size that the library knows.
        const QByteArray picture = QByteArray("\0image/jpeg\0\3\0", 14) + jpeg;
        const QByteArray frame =
            QByteArray("APIC\0\0\0", 7) + static_cast<char>(picture.size()) + QByteArray(2, '\0') + picture;
        const QByteArray song = QByteArray("ID3\3\0\0\0\0\0", 9) + static_cast<char>(frame.size()) + frame;
        QFile file(m_bench->sourceOf(tracks[0]));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(song.leftJustified(10'000, 'x')), 10'000);
        file.close();

        m_storage->setTakesCovers(takesCovers);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, tracks)});
        QCOMPARE(m_bench->run(*m_storage).copied, 2);
        QCOMPARE(m_storage->coverOf(onPlayer(titleOf(0))), takesCovers ? jpeg : QByteArray());
        QCOMPARE(m_storage->coverOf(onPlayer(titleOf(1))), QByteArray()); // has none
    }

    // A dry run changes nothing, here or there, and names what a sync then does.
    void dryRunWritesNothing()
    {
        const auto tracks = addTracks(3);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, tracks)});
        m_storage->resetCounters();
        const auto plan = m_bench->plan(*m_storage);
        QVERIFY(plan);
        QCOMPARE(plan->copyItems, 3);
        QCOMPARE(m_storage->changingCalls(), 0);
        QVERIFY(m_bench->ledger().isEmpty());
        QCOMPARE(m_bench->run(*m_storage).copied, plan->copyItems);
    }

    // What no playlist wants any more is removed, with the folders that it leaves empty.
    void deselected()
    {
        const auto tracks = addTracks(3);
        const auto other = m_bench->addTrack(u"solo"_s, 5000, u"B"_s);
        const auto list = m_bench->addPlaylist(u"P"_s, tracks + QList{other});
        m_bench->partner(*m_storage, {list});
        m_bench->run(*m_storage);
        m_bench->setTracks(list, {tracks[0]});
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.removed, 3);
        QVERIFY(m_storage->has(onPlayer(titleOf(0))));
        QVERIFY(!m_storage->has(onPlayer(titleOf(1))));
        QVERIFY(!m_storage->folders().contains(u"Music/B"_s));
        QVERIFY(m_bench->ledgerEntry(onPlayer(titleOf(1))).path.isEmpty());
    }

    // A changed file replaces the old copy under the same name, or moves to its new one.
    void changedFile()
    {
        const auto tracks = addTracks(2);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, tracks)});
        m_bench->run(*m_storage);
        m_bench->changeTrack(tracks[0], 12'345);
        m_bench->changeTrack(tracks[1], 10'000, u"renamed"_s);
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.copied, 2);
        QCOMPARE(result.removed, 0);
        QCOMPARE(m_storage->content(onPlayer(titleOf(0))), m_bench->contentOf(tracks[0]));
        QCOMPARE(m_storage->content(onPlayer(u"renamed"_s)), m_bench->contentOf(tracks[1]));
        QVERIFY(!m_storage->has(onPlayer(titleOf(1))));
        verifyNothingToDo();
    }

    // Where old and new copy have no room beside each other, the old one goes first, and the new one is
    // the ledger's as before.
    void changedFileWithoutRoomForBoth()
    {
        const auto track = m_bench->addTrack(u"big"_s, 400'000);
        const auto list = m_bench->addPlaylist(u"P"_s, {track});
        m_storage->setCapacity(600'000);
        m_bench->partner(*m_storage, {list});
        m_bench->run(*m_storage);
        m_bench->changeTrack(track, 410'000);
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.copied, 1);
        QCOMPARE(result.failed, 0);
        QCOMPARE(m_storage->content(onPlayer(u"big"_s)), m_bench->contentOf(track));
        QCOMPARE(m_bench->ledgerEntry(onPlayer(u"big"_s)).state, LedgerState::Placed);
        verifyNothingToDo();
        m_bench->setTracks(list, {});
        QCOMPARE(m_bench->run(*m_storage).removed, 1);
    }

    // What the owner deleted on the player is not copied again, unless asked for.
    void deletedOnPlayer()
    {
        const auto tracks = addTracks(4);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, tracks)});
        m_bench->run(*m_storage);
        m_storage->erase(onPlayer(titleOf(1)));
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.skipped, 1);
        QCOMPARE(result.copied, 0);
        QVERIFY(!m_storage->has(onPlayer(titleOf(1))));
        QVERIFY(!m_storage->content(u"Playlists/P.m3u8"_s).contains("t1.mp3"));
        verifyNothingToDo();

        const SyncResult again = m_bench->run(*m_storage, {.options = {.includeSkipped = true}});
        QCOMPARE(again.copied, 1);
        QCOMPARE(again.skipped, 0);
        QCOMPARE(m_storage->content(onPlayer(titleOf(1))), m_bench->contentOf(tracks[1]));
        verifyNothingToDo();
    }

    // A skipped file that the owner put back himself is found, and counts as being there.
    void skippedAndPutBack_data()
    {
        QTest::addColumn<bool>("includeSkipped");
        QTest::newRow("as usual") << false;
        QTest::newRow("including skipped") << true;
    }
    void skippedAndPutBack()
    {
        QFETCH(bool, includeSkipped);
        const auto tracks = addTracks(4);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, tracks)});
        m_bench->run(*m_storage);
        m_storage->erase(onPlayer(titleOf(1)));
        m_bench->run(*m_storage);
        m_storage->put(onPlayer(titleOf(1)), m_bench->contentOf(tracks[1]));
        const SyncResult result = m_bench->run(*m_storage, {.options = {.includeSkipped = includeSkipped}});
        QCOMPARE(result.upToDate, 4);
        QCOMPARE(m_bench->ledgerEntry(onPlayer(titleOf(1))).state, LedgerState::Adopted);
        QVERIFY(m_storage->content(u"Playlists/P.m3u8"_s).contains("t1.mp3"));
        verifyNothingToDo();
    }

    // Files that the owner put there are never touched, even where Tandem wants their names.
    void foreignFiles()
    {
        const auto tracks = addTracks(2);
        m_storage->put(onPlayer(u"T0"_s), "mine");
        m_storage->put(onPlayer(titleOf(1)), "also mine");
        m_storage->put(u"Playlists/P.m3u8"_s, "my list");
        const auto list = m_bench->addPlaylist(u"P"_s, tracks);
        m_bench->partner(*m_storage, {list});
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.copied, 2);
        QCOMPARE(m_storage->content(onPlayer(u"T0"_s)), "mine");
        QCOMPARE(m_storage->content(onPlayer(titleOf(1))), "also mine");
        QCOMPARE(m_storage->content(u"Playlists/P.m3u8"_s), "my list");
        QCOMPARE(m_storage->content(onPlayer(u"t1 (2)"_s)), m_bench->contentOf(tracks[1]));
        QVERIFY(m_storage->content(u"Playlists/P (2).m3u8"_s).contains("t1 (2).mp3"));
        verifyNothingToDo();
        m_bench->setTracks(list, {});
        m_bench->run(*m_storage);
        QCOMPARE(m_storage->contents().value(onPlayer(titleOf(1))), "also mine");
        QVERIFY(!m_storage->has(onPlayer(u"t1 (2)"_s)));
    }

    // A file that the owner changed on the player is no longer Tandem's: neither removed nor replaced.
    void changedOnPlayer()
    {
        const auto tracks = addTracks(2);
        const auto list = m_bench->addPlaylist(u"P"_s, tracks);
        m_bench->partner(*m_storage, {list});
        m_bench->run(*m_storage);
        m_storage->put(onPlayer(titleOf(0)), "my own recording");
        m_bench->setTracks(list, {});
        m_bench->run(*m_storage);
        QCOMPARE(m_storage->content(onPlayer(titleOf(0))), "my own recording");
        QVERIFY(!m_storage->has(onPlayer(titleOf(1))));
    }

    // An identical file that was there already is adopted: not copied, and never removed or replaced.
    void adopted()
    {
        const auto tracks = addTracks(3);
        const QByteArray mine = m_bench->contentOf(tracks[0]);
        m_storage->put(onPlayer(titleOf(0)), mine);
        const auto list = m_bench->addPlaylist(u"P"_s, tracks);
        m_bench->partner(*m_storage, {list});
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.copied, 2);
        QCOMPARE(result.upToDate, 1);
        QCOMPARE(m_bench->ledgerEntry(onPlayer(titleOf(0))).state, LedgerState::Adopted);
        m_bench->changeTrack(tracks[0], 9'000);
        m_bench->run(*m_storage);
        QCOMPARE(m_storage->content(onPlayer(titleOf(0))), mine);
        m_bench->setTracks(list, {});
        m_bench->run(*m_storage);
        QCOMPARE(m_storage->content(onPlayer(titleOf(0))), mine);
        verifyNothingToDo();
    }

    // An adopted file stays the owner's whatever he does with it.
    void adoptedThenChangedByOwner_data()
    {
        QTest::addColumn<bool>("isCutShort");
        QTest::newRow("copied anew") << false;
        QTest::newRow("cut short") << true;
    }
    void adoptedThenChangedByOwner()
    {
        QFETCH(bool, isCutShort);
        const auto tracks = addTracks(2);
        m_storage->put(onPlayer(titleOf(0)), m_bench->contentOf(tracks[0]));
        const auto list = m_bench->addPlaylist(u"P"_s, tracks);
        m_bench->partner(*m_storage, {list});
        m_bench->run(*m_storage);
        m_bench->changeTrack(tracks[0], 12'000);
        const QByteArray mine =
            isCutShort ? m_bench->contentOf(tracks[0]).left(5000) : m_bench->contentOf(tracks[0]);
        m_storage->put(onPlayer(titleOf(0)), mine);
        m_bench->run(*m_storage);
        m_bench->setTracks(list, {});
        m_bench->run(*m_storage);
        QCOMPARE(m_storage->content(onPlayer(titleOf(0))), mine);
    }

    // A failing item is noted, with its cause, and the run goes on.
    void failingItems()
    {
        const auto tracks = addTracks(5);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, tracks)});
        m_bench->removeTrackFile(tracks[1]);
        m_storage->failPath(onPlayer(titleOf(3)), ErrorCode::DeviceFailed);
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.copied, 3);
        QCOMPARE(result.failed, 2);
        QCOMPARE(result.errors.size(), 2);
        QCOMPARE(result.errors[0].code, ErrorCode::FileMissing);
        QCOMPARE(result.errors[1].code, ErrorCode::DeviceFailed);
        QVERIFY(!m_storage->content(u"Playlists/P.m3u8"_s).contains("t3.mp3"));
        m_storage->repair();
        QCOMPARE(m_bench->run(*m_storage).copied, 1);
    }

    // A player that fails with everything ends the run.
    void brokenPlayer()
    {
        const auto tracks = addTracks(20);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, tracks)});
        m_storage->failAfterBytes(30'000);
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Failed);
        QCOMPARE(result.reason.code, ErrorCode::DeviceFailed);
        QCOMPARE(result.copied, 3);
        QVERIFY(m_storage->changingCalls() < 20);
    }

    // Lower priorities give way to higher ones, and what does not fit is counted.
    void priorities()
    {
        const auto high = m_bench->addTrack(u"high"_s, 300'000);
        const auto low = m_bench->addTrack(u"low"_s, 300'000);
        m_storage->setCapacity(400'000);
        const auto lowList = m_bench->addPlaylist(u"Low"_s, {low});
        const auto highList = m_bench->addPlaylist(u"High"_s, {high});
        m_bench->partner(*m_storage, {lowList});
        QCOMPARE(m_bench->run(*m_storage).copied, 1);
        QVERIFY(m_bench->players().setPlaylists(m_bench->player(), {highList, lowList}));
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.copied, 1);
        QCOMPARE(result.removed, 1);
        QCOMPARE(result.noFit, 1);
        QVERIFY(m_storage->has(onPlayer(u"high"_s)));
        verifyNothingToDo();
    }

    // The reserve stays free.
    void reserve()
    {
        QList<TrackId> tracks;
        for (int i = 0; i < 20; ++i)
            tracks.append(m_bench->addTrack(titleOf(i), 50'000));
        m_storage->setCapacity(1'000'000);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, tracks)}, 50);
        const SyncResult result = m_bench->run(*m_storage);
        QVERIFY(result.copied > 5);
        QCOMPARE(result.copied + result.noFit, 20);
        QVERIFY(m_storage->freeBytes() >= 500'000);
    }

    // Without its own ledger file the player's content is known from the library's ledger; nothing that
    // is missing counts as deleted by the owner, since nobody can say how the last session ended.
    void ledgerFileLost()
    {
        const auto tracks = prepare(4);
        m_storage->erase(ledgerFile);
        m_storage->erase(onPlayer(titleOf(2)));
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.copied, 1);
        QVERIFY(m_storage->has(ledgerFile));
        verifyNothingToDo();
    }

    // Where every object costs a question, a player with as much room as when it was left is not asked for
    // all of its ledger; verifying asks, and so does a session that finds another room.
    void ledgerOfSlowPlayer()
    {
        m_storage->setMtp(true);
        prepare(3);
        QByteArray damaged = m_storage->content(ledgerFile);
        damaged.back() = '#';
        m_storage->put(ledgerFile, damaged);
        QVERIFY(m_bench->run(*m_storage).errors.isEmpty());
        const SyncResult verified = m_bench->run(*m_storage, {.options = {.isVerifying = true}});
        QCOMPARE(verified.errors.size(), 1);
        QCOMPARE(verified.errors[0].code, ErrorCode::LedgerDamaged);
        m_storage->put(ledgerFile, damaged);
        m_storage->put(u"photo.jpg"_s, "dear to me");
        QCOMPARE(m_bench->run(*m_storage).errors.size(), 1);
    }

    // A forged ledger file is reported, not believed, and written anew.
    void ledgerFileForged()
    {
        const auto tracks = prepare(3);
        m_storage->put(u"photo.jpg"_s, "dear to me");
        m_storage->put(ledgerFile, formatLedgerFile({.generation = 99,
                                                     .entries = {{.path = u"photo.jpg"_s, .sizeBytes = 10}}},
                                                    {"another secret", {}}));
        m_bench->setTracks(m_list, {tracks[0]});
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.errors.size(), 1);
        QCOMPARE(result.errors[0].code, ErrorCode::LedgerDamaged);
        QCOMPARE(result.removed, 2);
        QCOMPARE(m_storage->content(u"photo.jpg"_s), "dear to me");
        verifyNothingToDo();
    }

    // Another player's ledger, copied over with all that was on it, says nothing of this one.
    void ledgerFileOfAnotherPlayer()
    {
        prepare(3);
        m_storage->put(u"photo.jpg"_s, "dear to me");
        m_storage->put(ledgerFile, formatLedgerFile({.generation = 99,
                                                     .entries = {{.path = u"photo.jpg"_s, .sizeBytes = 10}}},
                                                    {m_bench->database().secret(), u"another player"_s}));
        m_bench->execute(u"DELETE FROM ledger"_s);
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.errors.value(0).code, ErrorCode::LedgerDamaged);
        QCOMPARE(m_storage->content(u"photo.jpg"_s), "dear to me");
    }

    // A playlist that cannot be written is one of the errors; the others are, and it is tried again.
    void playlistFails_data()
    {
        QTest::addColumn<bool>("isObject");
        QTest::newRow("file") << false;
        QTest::newRow("object") << true;
    }
    void playlistFails()
    {
        QFETCH(bool, isObject);
        m_storage->setMtp(isObject);
        m_storage->setPlaylistObjects(isObject);
        const auto tracks = prepare(3);
        const auto ending = isObject ? u".pla"_s : u".m3u8"_s;
        QList<PlaylistId> playlists{m_list};
        for (const auto &name : {u"Bad"_s, u"Good"_s}) {
            playlists.append(m_bench->addPlaylist(name + u"One"_s, {tracks[0]}));
            QVERIFY(m_bench->players().setPlaylists(m_bench->player(), playlists));
        }
        m_storage->failPath(u"Playlists/BadOne"_s + ending, ErrorCode::DeviceFailed);
        for (int session = 0; session < 2; ++session) {
            const SyncResult result = m_bench->run(*m_storage);
            QCOMPARE(result.outcome, SyncOutcome::Completed);
            QCOMPARE(result.errors.size(), 1);
            QVERIFY(m_storage->has(u"Playlists/GoodOne"_s + ending));
            QVERIFY(!m_storage->has(u"Playlists/BadOne"_s + ending));
        }
        m_bench->setTracks(m_list, tracks.first(2)); // what comes later is not kept from coming
        QCOMPARE(m_bench->run(*m_storage).removed, 1);
        m_storage->repair();
        QCOMPARE(m_bench->run(*m_storage).errors.size(), 0);
        QVERIFY(m_storage->has(u"Playlists/BadOne"_s + ending));
        verifyNothingToDo();
    }

    // A library that lost its ledger rebuilds it from the player's, and knows again what is its own.
    void libraryLedgerLost()
    {
        const auto tracks = prepare(3);
        m_bench->execute(u"DELETE FROM ledger"_s);
        verifyNothingToDo();
        m_bench->setTracks(m_list, {tracks[0]});
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.removed, 2);
        QVERIFY(!m_storage->has(onPlayer(titleOf(1))));
        verifyNothingToDo();
    }

    // A library restored from a backup is behind the player, and takes the player's newer ledger over.
    void libraryBehind()
    {
        const auto tracks = prepare(2);
        SyncBench backup(*m_bench);
        const auto newer = m_bench->addTrack(u"newer"_s);
        m_bench->setTracks(m_list, tracks + QList{newer});
        m_bench->run(*m_storage);
        QVERIFY(m_storage->has(onPlayer(u"newer"_s)));

        QCOMPARE(backup.run(*m_storage).reason.code, ErrorCode::BrakeLibraryBehind);
        QVERIFY(m_storage->has(onPlayer(u"newer"_s)));
        const SyncResult result = backup.run(*m_storage, {.options = {.confirmBrake = true}});
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.removed, 1); // the backup does not know it, but the ledger says that it is Tandem's
        QVERIFY(!m_storage->has(onPlayer(u"newer"_s)));
        m_storage->resetCounters();
        QCOMPARE(backup.run(*m_storage).outcome, SyncOutcome::Completed);
        QCOMPARE(m_storage->changingCalls(), 0);
    }

    // A track that left the library and came back under another number is the same track: its file on
    // the player stays.
    void trackTakenInAgain()
    {
        const auto tracks = prepare(3);
        m_bench->execute(u"CREATE TEMP TABLE again AS SELECT * FROM tracks"_s);
        m_bench->execute(u"DELETE FROM tracks"_s);
        m_bench->execute(u"UPDATE again SET id = id + 1000"_s);
        m_bench->execute(u"INSERT INTO tracks SELECT * FROM again"_s);
        m_bench->setTracks(m_list, {TrackId{tracks[0].value + 1000}, TrackId{tracks[1].value + 1000},
                                    TrackId{tracks[2].value + 1000}});
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.upToDate, 3);
        QCOMPARE(result.copied, 0);
        QCOMPARE(result.removed, 0);
        verifyNothingToDo();
    }

    // A damaged marker stops a sync: nobody can say whose player it is.
    void markerDamaged()
    {
        prepare(2);
        m_storage->put(markerFile, "{ \"library\": ");
        m_storage->resetCounters();
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Failed);
        QCOMPARE(result.reason.code, ErrorCode::MarkerDamaged);
        QCOMPARE(m_storage->changingCalls(), 0);
    }

    // Another library's player is left alone.
    void partneredElsewhere()
    {
        prepare(2);
        SyncBench other;
        const auto track = other.addTrack(u"theirs"_s);
        QVERIFY(createPartnership(other.database(), other.connection(), *m_storage, other.player(),
                                  {.playlists = {other.addPlaylist(u"P"_s, {track})}, .takeOver = true}));
        m_storage->resetCounters();
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Failed);
        QCOMPARE(result.reason.code, ErrorCode::PartneredElsewhere);
        QCOMPARE(m_storage->changingCalls(), 0);
    }

    // A player that shows none of its many items stops the sync; confirmed, it is filled again.
    void brakeEmptyPlayer()
    {
        const auto tracks = prepare(12);
        const QByteArray marker = m_storage->content(markerFile);
        m_storage->format();
        m_storage->put(markerFile, marker);
        m_storage->resetCounters();
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Failed);
        QCOMPARE(result.reason.code, ErrorCode::BrakeEmptyListing);
        QCOMPARE(m_storage->writes(), 0);

        const SyncResult confirmed = m_bench->run(*m_storage, {.options = {.confirmBrake = true}});
        QCOMPARE(confirmed.outcome, SyncOutcome::Completed);
        QCOMPARE(confirmed.copied, 12);
        verifyNothingToDo();
    }

    // More than half deleted stops the sync until it is confirmed.
    void brakeManyDeletions()
    {
        const auto tracks = prepare(20);
        m_bench->setTracks(m_list, tracks.first(9));
        m_storage->resetCounters();
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.reason.code, ErrorCode::BrakeManyDeletions);
        QCOMPARE(m_storage->changingCalls(), 0);
        QCOMPARE(m_bench->run(*m_storage, {.options = {.confirmBrake = true}}).removed, 11);
        verifyNothingToDo();
    }

    // With a library folder not there, its tracks stay on the player, and nothing else is removed
    // without a word.
    void libraryFolderMissing()
    {
        const auto tracks = prepare(4);
        m_bench->execute(u"UPDATE folders SET is_available = 0"_s);
        verifyNothingToDo();
        m_bench->setTracks(m_list, tracks.first(2));
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Failed);
        QCOMPARE(result.reason.code, ErrorCode::BrakeLibraryMissing);
        QVERIFY(m_storage->has(onPlayer(titleOf(3))));
    }

    // A music folder that is elsewhere now, or that left the library and came back from elsewhere, copies
    // nothing and removes nothing.
    void musicFolderMoved()
    {
        const auto tracks = prepare(4);
        QVERIFY(QDir().rename(m_bench->path(u"music"_s), m_bench->path(u"moved"_s)));
        m_bench->execute(u"UPDATE folders SET path = '%1'"_s.arg(m_bench->path(u"moved"_s)));
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.upToDate, 4);
        QCOMPARE(result.copied + result.removed, 0);
        verifyNothingToDo();

        m_bench->execute(u"UPDATE tracks SET content = id"_s);
        m_bench->execute(u"CREATE TEMP TABLE again AS SELECT * FROM tracks"_s);
        m_bench->execute(u"DELETE FROM folders"_s);
        m_bench->execute(u"INSERT INTO folders(id, path) VALUES(1, '%1')"_s.arg(m_bench->path(u"third"_s)));
        QVERIFY(QDir().rename(m_bench->path(u"moved"_s), m_bench->path(u"third"_s)));
        m_bench->execute(u"UPDATE again SET id = id + 1000"_s);
        m_bench->execute(u"INSERT INTO tracks SELECT * FROM again"_s);
        QVERIFY(model::PlaylistRepository(m_bench->connection()).relinkEntries());
        const SyncResult again = m_bench->run(*m_storage);
        QCOMPARE(again.outcome, SyncOutcome::Completed);
        QCOMPARE(again.upToDate, 4);
        QCOMPARE(again.copied + again.removed, 0);
    }

    // Stopped, the player is left in order, and the next run does the rest.
    void stopped()
    {
        const auto tracks = addTracks(5);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, tracks)});
        std::stop_source stop;
        stop.request_stop();
        const SyncResult result = m_bench->run(*m_storage, {}, stop.get_token());
        QCOMPARE(result.outcome, SyncOutcome::Stopped);
        QCOMPARE(result.failed, 0);
        QCOMPARE(m_bench->run(*m_storage).copied, 5);
        verifyNothingToDo();
    }

    // A stop is heard however long the playlists take to be evaluated.
    void stoppedWhileSelecting()
    {
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, addTracks(1))});
        m_bench->execute(u"DROP TABLE playlist_entries"_s);
        m_bench->execute(u"CREATE VIEW playlist_entries(playlist_id, position, track_id, path) AS"
                         " WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n)"
                         " SELECT -i, i, i, '' FROM n"_s);
        std::stop_source stop;
        const auto before = m_storage->contents();
        const std::jthread stopper([&] { stop.request_stop(); });
        QCOMPARE(m_bench->run(*m_storage, {}, stop.get_token()).outcome, SyncOutcome::Stopped);
        QCOMPARE(m_storage->contents(), before);
    }

    // What is sent by hand stays when no playlist wants it, and a sync by hand removes nothing.
    void manual()
    {
        const auto tracks = prepare(3);
        const auto extra = m_bench->addTrack(u"extra"_s);
        m_bench->setTracks(m_list, tracks.first(2));
        const SyncResult sent = m_bench->run(*m_storage, {.isManual = true, .tracks = {extra, tracks[0]}});
        QCOMPARE(sent.outcome, SyncOutcome::Completed);
        QCOMPARE(sent.copied, 1);
        QCOMPARE(sent.removed, 0);
        QVERIFY(m_storage->has(onPlayer(titleOf(2))));
        m_bench->setTracks(m_list, {tracks[1]});
        QCOMPARE(m_bench->run(*m_storage).removed, 1); // only t2
        QVERIFY(m_storage->has(onPlayer(u"extra"_s)));
        QVERIFY(m_storage->has(onPlayer(titleOf(0))));
        verifyNothingToDo();
    }

    // A track that is sent by hand while its copy is out of date stays, too.
    void manualReplacement()
    {
        const auto tracks = prepare(2);
        m_bench->changeTrack(tracks[0], 11'000);
        QCOMPARE(m_bench->run(*m_storage, {.isManual = true, .tracks = {tracks[0]}}).copied, 1);
        QVERIFY(m_bench->ledgerEntry(onPlayer(titleOf(0))).isManual);
        m_bench->setTracks(m_list, {tracks[1]});
        QCOMPARE(m_bench->run(*m_storage).removed, 0);
        QVERIFY(m_storage->has(onPlayer(titleOf(0))));
    }

    // Sending by hand needs no partnership; a guest's ledger is not left on the player.
    void manualWithoutPartnership()
    {
        const auto track = m_bench->addTrack(u"gift"_s);
        QCOMPARE(m_bench->run(*m_storage).reason.code, ErrorCode::NotPartnered);
        const SyncResult sent = m_bench->run(*m_storage, {.isManual = true, .tracks = {track}});
        QCOMPARE(sent.copied, 1);
        QVERIFY(!m_storage->has(markerFile));
        QVERIFY(!m_storage->has(ledgerFile));
        QCOMPARE(m_bench->run(*m_storage, {.isManual = true, .tracks = {track}}).upToDate, 1);
    }

    // Whoever sends by hand while another, empty storage of the player is there is asked first, and what
    // Tandem knows of the right one stays as it is.
    void otherStorageByHand_data()
    {
        QTest::addColumn<int>("songs");
        QTest::newRow("many songs") << 12;
        QTest::newRow("few songs") << 3;
    }
    void otherStorageByHand()
    {
        QFETCH(int, songs);
        const auto tracks = prepare(songs);
        const auto before = m_bench->ledger();
        FakeStorage other;
        const SessionRequest request{.isManual = true, .tracks = {tracks[0]}};
        QCOMPARE(m_bench->run(other, request).reason.code, ErrorCode::BrakeEmptyListing);
        QVERIFY(other.contents().isEmpty());
        QCOMPARE(m_bench->ledger(), before);
        verifyNothingToDo();
    }

    // A storage that calls itself otherwise than the one that was used before is not written to, and nothing
    // is forgotten for its sake, unless it carries the last session's marker or somebody says to go on.
    void otherStorage()
    {
        const auto tracks = prepare(3);
        const SessionRequest inside{.storage = u"inside"_s};
        const SessionRequest card{.storage = u"card"_s};
        FakeStorage other = *m_storage; // both were used once, and each has its marker
        m_bench->setTracks(m_list, tracks + QList{m_bench->addTrack(u"newer"_s)});
        QCOMPARE(m_bench->run(*m_storage, inside).copied, 1);
        QCOMPARE(m_bench->players().player(m_bench->player())->partnership->storage, u"inside"_s);
        const auto before = m_bench->ledger();
        other.resetCounters();
        QCOMPARE(m_bench->run(other, card).reason.code, ErrorCode::BrakeOtherStorage);
        SessionRequest byHand = card;
        byHand.isManual = true;
        byHand.tracks = {tracks[0]};
        QCOMPARE(m_bench->run(other, byHand).reason.code, ErrorCode::BrakeOtherStorage);
        QCOMPARE(m_bench->plan(other, card).error().code, ErrorCode::BrakeOtherStorage);
        QCOMPARE(other.changingCalls(), 0);
        QCOMPARE(m_bench->ledger(), before);
        QCOMPARE(m_bench->run(*m_storage, inside).copied, 0);

        // The same one under another name.
        QCOMPARE(m_bench->run(*m_storage, {.storage = u"indoors"_s}).outcome, SyncOutcome::Completed);
        QCOMPARE(m_bench->players().player(m_bench->player())->partnership->storage, u"indoors"_s);

        SessionRequest goingOn = card;
        goingOn.options.confirmBrake = true;
        QCOMPARE(m_bench->run(other, goingOn).copied, 1);
        QCOMPARE(m_bench->players().player(m_bench->player())->partnership->storage, u"card"_s);
        QCOMPARE(m_bench->run(other, card).copied, 0);
    }

    // What a ledger on the player knows and the library does not is taken over before that is written anew.
    void unknownEntriesAreTakenOver()
    {
        const auto tracks = prepare(4);
        m_bench->execute(u"DELETE FROM ledger WHERE path NOT LIKE '%t0%'"_s);
        m_bench->execute(u"UPDATE partnerships SET generation = generation + 1"_s);
        QCOMPARE(m_bench->run(*m_storage).copied, 0);
        for (const LedgerEntry &entry : m_bench->ledger())
            QCOMPARE(entry.state, LedgerState::Placed);
        QCOMPARE(m_bench->ledger().size(), 5); // with the playlist
        m_bench->setTracks(m_list, {tracks[0]});
        QCOMPARE(m_bench->run(*m_storage, {.options = {.confirmBrake = true}}).removed, 3);
    }

    // While the marker is gone, what is not there is not forgotten: back again, it is Tandem's.
    void lostWithTheMarker()
    {
        const auto tracks = prepare(4);
        const QString song = onPlayer(titleOf(0));
        const FakeStorage before = *m_storage;
        m_bench->setTracks(m_list, tracks.mid(1));
        m_storage->erase(markerFile);
        m_storage->erase(ledgerFile);
        m_storage->erase(song);
        QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
        QCOMPARE(m_bench->ledgerEntry(song).state, LedgerState::Pending);
        FakeStorage right = before;
        QCOMPARE(m_bench->run(right).removed, 1);
        QVERIFY(!right.has(song));
    }

    // Renaming playlists, even to each other's names or only in case, ends in one run.
    void renamedPlaylists()
    {
        const auto tracks = addTracks(2);
        const auto one = m_bench->addPlaylist(u"one"_s, {tracks[0]});
        const auto two = m_bench->addPlaylist(u"two"_s, {tracks[1]});
        const auto three = m_bench->addPlaylist(u"three"_s, tracks);
        m_bench->partner(*m_storage, {one, two, three});
        m_bench->run(*m_storage);
        m_bench->execute(u"UPDATE playlists SET name = 'tmp' WHERE name = 'one'"_s);
        m_bench->execute(u"UPDATE playlists SET name = 'one' WHERE name = 'two'"_s);
        m_bench->execute(u"UPDATE playlists SET name = 'two' WHERE name = 'tmp'"_s);
        m_bench->execute(u"UPDATE playlists SET name = 'Three' WHERE name = 'three'"_s);
        QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
        int files = 0;
        for (const QString &path : m_storage->contents().keys())
            files += path.startsWith(u"Playlists/"_s) ? 1 : 0;
        QCOMPARE(files, 3);
        verifyNothingToDo();
    }

    // A playlist that has but another name is renamed on the player, not written again.
    void renamedPlaylistIsMoved()
    {
        prepare(2);
        const QByteArray content = m_storage->content(u"Playlists/P.m3u8"_s);
        m_bench->execute(u"UPDATE playlists SET name = 'Q' WHERE name = 'P'"_s);
        m_storage->failPath(u"Playlists/Q.m3u8"_s, ErrorCode::DeviceFailed); // it cannot be written
        QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
        QCOMPARE(m_storage->content(u"Playlists/Q.m3u8"_s), content);
        QVERIFY(!m_storage->has(u"Playlists/P.m3u8"_s));
        verifyNothingToDo();
    }

    // A move that was cut off is known for what it is even if the library's file changed or vanished since:
    // nothing is left behind.
    void moveCutOffThenChanged_data()
    {
        QTest::addColumn<bool>("isGone");
        QTest::newRow("changed") << false;
        QTest::newRow("gone from the library") << true;
    }
    void moveCutOffThenChanged()
    {
        QFETCH(bool, isGone);
        const auto tracks = prepare(3);
        LedgerEntry pending = m_bench->ledgerEntry(onPlayer(titleOf(0)));
        const QString elsewhere = onPlayer(u"elsewhere"_s);
        QVERIFY(m_storage->move(pending.path, elsewhere, {}));
        pending.path = elsewhere;
        pending.state = LedgerState::Pending;
        QVERIFY(LedgerRepository(m_bench->connection()).put(m_bench->player(), {&pending, 1}));
        m_bench->execute(u"UPDATE partnerships SET generation = generation + 1"_s);
        if (isGone) {
            m_bench->removeTrackFile(tracks[0]);
            m_bench->setTracks(m_list, {tracks[1], tracks[2]});
        } else {
            m_bench->changeTrack(tracks[0], 11'000);
        }
        QCOMPARE(m_bench->run(*m_storage).outcome, SyncOutcome::Completed);
        QVERIFY(!m_storage->has(elsewhere));
        QCOMPARE(m_storage->has(onPlayer(titleOf(0))), !isGone);
        verifyNothingToDo();
    }

    // On a player without case, names that differ only in case get numbers, and a track that is renamed
    // only in case stays one file.
    void withoutCase()
    {
        m_storage->setCaseSensitive(false);
        const auto lower = m_bench->addTrack(u"song"_s);
        const auto upper = m_bench->addTrack(u"SONG"_s);
        m_bench->partner(*m_storage, {m_bench->addPlaylist(u"P"_s, {lower, upper})});
        QCOMPARE(m_bench->run(*m_storage).copied, 2);
        QCOMPARE(m_storage->content(onPlayer(u"song"_s)), m_bench->contentOf(lower));
        QCOMPARE(m_storage->content(onPlayer(u"SONG (2)"_s)), m_bench->contentOf(upper));
        verifyNothingToDo();
        m_bench->changeTrack(lower, 11'000, u"Song"_s);
        QCOMPARE(m_bench->run(*m_storage).copied, 1);
        QCOMPARE(m_storage->content(onPlayer(u"song"_s)), m_bench->contentOf(lower));
        verifyNothingToDo();
    }

    // A player that another process forgets meanwhile ends the session with just that.
    void forgottenMeanwhile()
    {
        const auto tracks = prepare(3);
        m_bench->setTracks(m_list, tracks + QList{m_bench->addTrack(u"new"_s)});
        class Forgetting : public FakeStorage
        {
        public:
            Forgetting(const FakeStorage &other, SyncBench &bench) : FakeStorage(other), m_bench(bench) {}
            Result<void> flush() override
            {
                m_bench.execute(u"DELETE FROM players"_s);
                return FakeStorage::flush();
            }

        private:
            SyncBench &m_bench;
        };
        Forgetting storage(*m_storage, *m_bench);
        const SyncResult result = m_bench->run(storage);
        QCOMPARE(result.outcome, SyncOutcome::Failed);
        QCOMPARE(result.reason.code, ErrorCode::PlayerForgotten);
        QCOMPARE(m_bench->run(storage).reason.code, ErrorCode::PlayerForgotten);
        QCOMPARE(m_bench->plan(storage).error().code, ErrorCode::PlayerForgotten);
    }

    // A read-only player is refused before anything is recorded.
    void readOnly()
    {
        const auto tracks = prepare(2);
        m_storage->setReadOnly(true);
        verifyNothingToDo(); // nothing to do needs no writing
        m_bench->setTracks(m_list, {});
        const auto before = m_bench->ledger();
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Failed);
        QCOMPARE(result.reason.code, ErrorCode::DeviceReadOnly);
        QCOMPARE(m_bench->ledger(), before);
    }

private:
    static QString titleOf(qsizetype i) { return u"t%1"_s.arg(i); }

    QList<TrackId> addTracks(int count)
    {
        QList<TrackId> tracks;
        for (int i = 0; i < count; ++i)
            tracks.append(m_bench->addTrack(titleOf(i)));
        return tracks;
    }

    /// A player that was synchronized once.
    QList<TrackId> prepare(int count)
    {
        const auto tracks = addTracks(count);
        m_list = m_bench->addPlaylist(u"P"_s, tracks);
        m_bench->partner(*m_storage, {m_list});
        m_bench->run(*m_storage);
        return tracks;
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

QTEST_GUILESS_MAIN(SyncSessionTest)
#include "tst_syncsession.moc"
