// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakeffmpeg.h"
#include "fakestorage.h"
#include "model/tracks/trackrepository.h"
#include "sync/conversion/conversions.h"
#include "sync/session/syncsession.h"
#include "syncbench.h"
#include "tornlibrary.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tandem;
using namespace tandem::sync;
using Mode = FakeFfmpeg::Mode;

namespace {

// The library says of the songs that their sample rate is higher than the player plays.
constexpr auto playsFew = R"("formats": [{"endings": ["wav"], "maxSampleRateHz": 8000}])";
constexpr int tooHigh = 44'100;
constexpr int playable = 8'000;

} // namespace

class ConversionSyncTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(TornLibrary::watch()); }
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_storage = std::make_unique<FakeStorage>();
        m_fake = std::make_unique<FakeFfmpeg>();
        m_conversions = std::make_unique<Conversions>(m_bench->path({}), m_fake->program());
        m_stop = {};
        choose(playsFew);
    }

    // What the player does not play is converted for it, and only that; the originals stay as they are. Then
    // there is nothing to do, whatever the size turned out to be.
    void onlyWhatIsNeeded()
    {
        partner({addSong(u"plain"_s, playable), addSong(u"high"_s), addSong(u"higher"_s, 96'000)});
        const auto before = m_bench->musicFiles();
        const auto plan = session().plan({});
        QVERIFY(plan);
        QCOMPARE(plan->errors, QList<Error>());
        QCOMPARE(plan->copyItems, 3);

        const SyncResult result = run();
        QCOMPARE(result.errors, QList<Error>());
        QCOMPARE(result.copied, 3);
        QCOMPARE(result.converted, 2);
        QCOMPARE(result.noFit, 0);
        QCOMPARE(m_bench->musicFiles(), before);
        QCOMPARE(m_fake->begun().size(), 2);
        verifyPlayer({u"plain"_s, u"high"_s, u"higher"_s});
        verifyNothingToDo();
        QCOMPARE(m_fake->begun().size(), 2);
    }

    // How large a converted song is has been noted for good before anything of it is on the player: after a
    // power cut of the computer it is known again, whatever became of the song meanwhile.
    void powerCutAfterwards()
    {
        m_storage->setMtp(true); // which has times of its own
        const auto track = addSong(u"high"_s);
        partner({track});
        m_bench->execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        m_storage->failAt(3, FakeStorage::Fault::KillAfter); // the first two clear away leftovers
        QVERIFY_THROWS_EXCEPTION(Killed, run());
        QVERIFY(m_storage->has(u"Music/A/Album/high.wav"_s));
        m_storage->repair();
        m_bench->losePower();
        m_bench->retagTrack(track);
        QCOMPARE(run().errors, QList<Error>());
        QCOMPARE(m_storage->contents().size(), 4); // with marker, ledger and playlist
        verifyPlayer({u"high"_s});
    }

    // The new file has the ending of what it has become, and playlists name it.
    void newEnding()
    {
        const auto track = m_bench->addTrack(u"a"_s);
        partner({track});
        // Only the plan: the fake program makes nothing but copies.
        choose(R"("formats": [{"endings": ["ogg"]}])");
        m_fake->setEncoders(" A....D libvorbis  Vorbis\n");
        const auto plan = session().plan({});
        QVERIFY(plan);
        QCOMPARE(plan->actions.size(), 1);
        QCOMPARE(plan->actions[0].path, u"Music/A/Album/a.ogg"_s);
        QCOMPARE(plan->actions[0].conversion->format, ConvertedFormat::Ogg);
        QCOMPARE(plan->actions[0].source, m_bench->sourceOf(track));
    }

    // A song that cannot be converted is its own error; the others come, and it is tried again.
    void oneFails()
    {
        partner({addSong(u"plain"_s, playable), addSong(u"high"_s), addSong(u"other"_s, playable)});
        m_fake->setMode(Mode::Failing);
        SyncResult result = run();
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.copied, 2);
        QCOMPARE(result.converted, 0);
        QCOMPARE(result.errors,
                 (QList{Error{ErrorCode::ConversionFailed, songPath(u"high"_s), u"ffmpeg: no such luck"_s}}));
        verifyPlayer({u"plain"_s, u"other"_s});
        m_fake->setMode(Mode::Good);
        result = run();
        QCOMPARE(result.errors, QList<Error>());
        QCOMPARE(result.converted, 1);
        verifyPlayer({u"plain"_s, u"high"_s, u"other"_s});
        verifyNothingToDo();
    }

    // A changed song is converted anew, and takes the place of its old copy.
    void changedSong()
    {
        const auto track = addSong(u"high"_s);
        partner({track});
        run();
        writeSong(u"high"_s, 20);
        m_bench->execute(u"UPDATE tracks SET size_bytes = %1, modified_ns = 99 WHERE id = %2"_s
                             .arg(QFileInfo(songPath(u"high"_s)).size())
                             .arg(track.value));
        const SyncResult result = run();
        QCOMPARE(result.converted, 1);
        verifyPlayer({u"high"_s});
        verifyNothingToDo();
    }

    // Another profile: what would be converted differently is written anew; what may go as it is, too.
    void changedProfile()
    {
        partner({addSong(u"high"_s)});
        run();
        choose(R"("formats": [{"endings": ["wav"], "maxSampleRateHz": 11025}])");
        QCOMPARE(run().converted, 1);
        verifyNothingToDo();
        choose(R"("formats": [{"endings": ["wav"]}])");
        const SyncResult result = run();
        QCOMPARE(result.copied, 1);
        QCOMPARE(result.converted, 0);
        verifyNothingToDo();
    }

    // Where nothing can be converted, the song is not playable, with the reason; copies that were converted
    // before stay and are no error.
    void cannotConvert_data()
    {
        QTest::addColumn<QByteArray>("profile");
        QTest::addColumn<bool>("mayConvert");
        QTest::addColumn<bool>("isInstalled");
        QTest::addColumn<QByteArray>("encoders");
        QTest::addColumn<QString>("detail");
        const QByteArray encoders = " A....D pcm_s16le\n";
        QTest::newRow("not installed") << QByteArray(playsFew) << true << false << encoders
                                       << u"44100 Hz; ffmpeg, which would convert it, is not installed"_s;
        QTest::newRow("lacks the encoder")
            << QByteArray(playsFew) << true << true << QByteArray(" A....D flac\n")
            << u"44100 Hz; this ffmpeg cannot make wav of it"_s;
        QTest::newRow("switched off")
            << QByteArray(playsFew) << false << true << encoders << u"44100 Hz; conversion is switched off"_s;
        QTest::newRow("not by the profile") << QByteArray(playsFew) + R"(, "conversion": {"enabled": false})"
                                            << true << true << encoders << u"44100 Hz"_s;
        QTest::newRow("no kind that it plays")
            << QByteArray(R"("formats": [{"endings": ["wma"]}])") << true << true << encoders << u"wav"_s;
    }
    void cannotConvert()
    {
        QFETCH(QByteArray, profile);
        QFETCH(bool, mayConvert);
        QFETCH(bool, isInstalled);
        QFETCH(QByteArray, encoders);
        QFETCH(QString, detail);
        const auto old = addSong(u"old"_s);
        const PlaylistId list = partner({old});
        QCOMPARE(run().converted, 1);

        m_bench->setTracks(list, {old, addSong(u"new"_s)});
        m_fake->setEncoders(encoders);
        m_conversions =
            std::make_unique<Conversions>(m_bench->path({}), isInstalled ? m_fake->program() : QString());
        choose(profile);
        const QByteArray before = m_storage->content(u"Music/A/Album/old.wav"_s);
        const SyncResult result = run({.mayConvert = mayConvert});
        QVERIFY(!result.errors.isEmpty());
        QCOMPARE(result.errors.last(), (Error{ErrorCode::NotPlayable, songPath(u"new"_s), detail}));
        QCOMPARE(result.converted, 0);
        QCOMPARE(m_storage->content(u"Music/A/Album/old.wav"_s), before);
        const bool isAsBefore = profile == playsFew;
        QCOMPARE(result.errors.size(), isAsBefore ? 1 : 2);
        QVERIFY(!m_storage->has(u"Music/A/Album/new.wav"_s));
    }

    // A conversion that turns out larger than was estimated, and than there is room, did not fit.
    void largerThanEstimated()
    {
        const auto track = addSong(u"high"_s);
        m_bench->execute(u"UPDATE tracks SET duration_ms = 1000 WHERE id = %1"_s.arg(track.value));
        partner({track});
        m_storage->setCapacity(70'000);
        SyncResult result = run();
        QCOMPARE(result.errors, QList<Error>());
        QCOMPARE(result.noFit, 1);
        QCOMPARE(result.converted, 0);
        verifyPlayer({});
        // By then it is known.
        const auto plan = session().plan({});
        QVERIFY(plan);
        QCOMPARE(plan->noFit.size(), 1);
        m_storage->setCapacity(1 << 20);
        QCOMPARE(run().converted, 1);
        verifyPlayer({u"high"_s});
    }

    // Killed at any step, with or without the cache: the next run finds what came of it, and nothing is there
    // twice.
    void killed_data()
    {
        QTest::addColumn<FakeStorage::Fault>("fault");
        QTest::addColumn<bool>("isCacheLost");
        QTest::newRow("killed before") << FakeStorage::Fault::KillBefore << false;
        QTest::newRow("killed after") << FakeStorage::Fault::KillAfter << false;
        QTest::newRow("power cut") << FakeStorage::Fault::PowerCut << false;
        QTest::newRow("unplugged") << FakeStorage::Fault::Unplug << false;
        QTest::newRow("killed, cache lost") << FakeStorage::Fault::KillAfter << true;
        QTest::newRow("power cut, cache lost") << FakeStorage::Fault::PowerCut << true;
    }
    void killed()
    {
        QFETCH(FakeStorage::Fault, fault);
        QFETCH(bool, isCacheLost);
        for (int call = 1;; ++call) {
            init();
            partner({addSong(u"one"_s), addSong(u"plain"_s, playable), addSong(u"two"_s)});
            const auto before = m_bench->musicFiles();
            m_storage->failAt(call, fault);
            m_storage->resetCounters();
            try {
                run();
            } catch (const Killed &) {
            }
            const bool hasFailed = m_storage->changingCalls() >= call;
            m_storage->repair();
            if (isCacheLost)
                m_conversions->cache().clear();
            const SyncResult result = run();
            QCOMPARE(result.outcome, SyncOutcome::Completed);
            QCOMPARE(result.errors, QList<Error>());
            verifyPlayer({u"one"_s, u"plain"_s, u"two"_s});
            verifyNothingToDo();
            QCOMPARE(m_bench->musicFiles(), before);
            if (!hasFailed) {
                QVERIFY(call > 5);
                break;
            }
        }
    }

    // Both records lost: what is there and can be known again is adopted, not written once more.
    void recordsLost()
    {
        partner({addSong(u"one"_s), addSong(u"two"_s)});
        run();
        m_bench->execute(u"DELETE FROM ledger"_s);
        m_storage->erase(u".tandem/ledger.jsonl"_s);
        const SyncResult result = run();
        QCOMPARE(result.copied, 0);
        QCOMPARE(result.upToDate, 2);
        verifyPlayer({u"one"_s, u"two"_s});
    }

    // A stop while a song is being converted ends the session, and leaves nothing behind.
    void stopped()
    {
        partner({addSong(u"plain"_s, playable), addSong(u"high"_s)});
        m_fake->setMode(Mode::Hanging);
        std::jthread stopper([this] {
            while (m_fake->begun().isEmpty() || m_fake->process() == 0)
                std::this_thread::sleep_for(5ms);
            m_stop.request_stop();
        });
        const SyncResult result = run();
        stopper.join();
        QCOMPARE(result.outcome, SyncOutcome::Stopped);
        QCOMPARE(result.errors, QList<Error>());
        QVERIFY(!QFile::exists(u"/proc/%1"_s.arg(m_fake->process())));
        QCOMPARE(m_conversions->cache().status().bytes, 0);
        m_stop = {};
        m_fake->setMode(Mode::Good);
        run();
        verifyPlayer({u"plain"_s, u"high"_s});
        verifyNothingToDo();
    }

    // What is sent by hand obeys the same profile.
    void byHand()
    {
        const QString file = m_fake->makeSong(u"extra.wav"_s);
        choose(
            R"("formats": [{"endings": ["wav"], "maxSampleRateHz": 4000}])"); // nothing is made with so few
        QCOMPARE(run({.isManual = true, .files = {file}}).errors,
                 (QList{Error{ErrorCode::NotPlayable, file, u"8000 Hz"_s}}));
    }

    // The other player of the same kind need not wait for the same songs again.
    void secondPlayer()
    {
        const QList<TrackId> tracks{addSong(u"one"_s), addSong(u"two"_s)};
        partner(tracks);
        run();
        m_bench->execute(u"DELETE FROM ledger"_s);
        m_storage = std::make_unique<FakeStorage>();
        QCOMPARE(run({.options = {.confirmBrake = true}}).converted, 2);
        QCOMPARE(m_fake->begun().size(), 2);
        verifyPlayer({u"one"_s, u"two"_s});
    }

    // Cut off, and then the song cannot be converted again: what was sent stays Tandem's.
    void cannotBeMadeAgain()
    {
        partner({addSong(u"one"_s), addSong(u"two"_s)});
        m_storage->failAt(2, FakeStorage::Fault::KillAfter);
        try {
            run();
            QFAIL("not killed");
        } catch (const Killed &) {
        }
        m_storage->repair();
        m_conversions->cache().clear();
        m_fake->setMode(Mode::Failing);
        (void)run();
        m_fake->setMode(Mode::Good);
        QCOMPARE(run().outcome, SyncOutcome::Completed);
        verifyPlayer({u"one"_s, u"two"_s});
        for (const LedgerEntry &entry : m_bench->ledger())
            QCOMPARE(entry.state, LedgerState::Placed);
        verifyNothingToDo();
    }

    // How long a song is, decoding it tells better than what its file says of itself.
    void lengthLearned()
    {
        const TrackId track = addSong(u"high"_s);
        m_bench->execute(u"UPDATE tracks SET duration_ms = 4000"_s);
        partner({track});
        run();
        QCOMPARE(model::TrackRepository(m_bench->connection()).track(track).value().tags.duration, 10s);
        verifyNothingToDo();
    }

private:
    QString songPath(const QString &title) const { return m_bench->path(u"music/A/%1.wav"_s.arg(title)); }

    void writeSong(const QString &title, int seconds)
    {
        QDir().mkpath(m_bench->path(u"music/A"_s));
        QFile file(songPath(title));
        const QByteArray song = FakeFfmpeg::silence(seconds);
        if (!file.open(QIODevice::WriteOnly) || file.write(song) != song.size())
            qFatal("writing %s", qPrintable(file.fileName()));
    }

    /// @p sampleRateHz: as the library says.
    TrackId addSong(const QString &title, int sampleRateHz = tooHigh)
    {
        const TrackId track = m_bench->addTrack(title, 1);
        m_bench->removeTrackFile(track);
        writeSong(title, 10);
        m_bench->execute(
            u"UPDATE tracks SET path = 'A/%1.wav', size_bytes = %2, format = 7, duration_ms = 10000,"
            " bitrate_kbps = 64, sample_rate_hz = %3, channels = 1 WHERE id = %4"_s.arg(title)
                .arg(QFileInfo(songPath(title)).size())
                .arg(sampleRateHz)
                .arg(track.value));
        return track;
    }

    PlaylistId partner(const QList<TrackId> &tracks)
    {
        const PlaylistId list = m_bench->addPlaylist(u"P"_s, tracks);
        m_bench->partner(*m_storage, {list});
        return list;
    }

    void choose(const QByteArray &fields)
    {
        QDir().mkpath(m_bench->path(u"profiles"_s));
        QFile file(m_bench->path(u"profiles/mine.json"_s));
        const QByteArray json = R"({"version": 1, "id": "mine", "name": "Mine", )" + fields + '}';
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(json) == json.size());
        QVERIFY(m_bench->players().setProfile(m_bench->player(), u"mine"_s));
    }

    SyncSession session()
    {
        SyncSession session(m_bench->database(), m_bench->connection(), *m_storage, m_bench->player(),
                            m_meter, m_stop.get_token());
        session.setConversions(m_conversions.get());
        return session;
    }

    SyncResult run(const SessionRequest &request = {}) { return session().run(request); }

    /// These songs are in the music folder on the player, whole, and no others.
    void verifyPlayer(QStringList titles)
    {
        QStringList found;
        const auto contents = m_storage->contents();
        for (const auto &[path, content] : contents.asKeyValueRange()) {
            if (!path.startsWith("Music/"_L1))
                continue;
            found.append(QFileInfo(path).completeBaseName());
            QFile song(songPath(found.last()));
            QVERIFY2(song.open(QIODevice::ReadOnly), qPrintable(path));
            QCOMPARE(content, song.readAll());
            QCOMPARE(m_bench->ledgerEntry(path).sizeBytes, content.size());
        }
        titles.sort();
        found.sort();
        QCOMPARE(found, titles);
    }

    void verifyNothingToDo()
    {
        m_storage->resetCounters();
        const SyncResult result = run();
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.errors, QList<Error>());
        QCOMPARE(result.copied, 0);
        QCOMPARE(m_storage->changingCalls(), 0);
    }

    std::unique_ptr<SyncBench> m_bench;
    std::unique_ptr<FakeStorage> m_storage;
    std::unique_ptr<FakeFfmpeg> m_fake;
    std::unique_ptr<Conversions> m_conversions;
    ProgressMeter m_meter;
    std::stop_source m_stop;
};

QTEST_GUILESS_MAIN(ConversionSyncTest)
#include "tst_conversionsync.moc"
