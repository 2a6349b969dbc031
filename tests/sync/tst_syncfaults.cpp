// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "syncbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

using Fault = FakeStorage::Fault;
using Contents = QMap<QString, QByteArray>;

QString onPlayer(const QString &title)
{
    return u"Music/A/Album/%1.mp3"_s.arg(title);
}

/// Without what carries the number of sessions.
Contents music(const FakeStorage &storage)
{
    Contents contents = storage.contents();
    contents.removeIf([](const auto &file) { return file.key().startsWith(u".tandem/"_s); });
    return contents;
}

enum class Player {
    Roomy,
    Tight, ///< something must give way
    Mtp,
};

/// A player that was synchronized, and a library that has changed in every way since.
class Scenario
{
public:
    explicit Scenario(Player player)
    {
        storage.setMtp(player == Player::Mtp);
        QList<TrackId> kept;
        for (int i = 0; i < 3; ++i)
            kept.append(bench.addTrack(u"kept%1"_s.arg(i), 9000));
        const auto longer = bench.addTrack(u"longer"_s, 8000);
        const auto sameSize = bench.addTrack(u"same size"_s, 12'000);
        const auto renamed = bench.addTrack(u"renamed"_s, 9000);
        const auto big = bench.addTrack(u"big"_s, 200'000);
        const auto dropped = bench.addTrack(u"dropped"_s, 20'000);
        const auto low = bench.addTrack(u"low"_s, 60'000);
        const auto main = bench.addPlaylist(u"main"_s, kept + QList{longer, sameSize, renamed, big, dropped});
        const auto gone = bench.addPlaylist(u"gone"_s, {dropped});
        const auto lowest = bench.addPlaylist(u"lowest"_s, {low});

        storage.put(onPlayer(u"clash"_s), "the owner's own");
        storage.put(u"Playlists/mine.m3u8"_s, "the owner's own list");
        storage.put(u"photo.jpg"_s, QByteArray(5000, 'p'));
        bench.partner(storage, {main, gone, lowest});
        if (player == Player::Tight)
            storage.setCapacity(470'000);
        const SyncResult first = bench.run(storage);
        if (first.outcome != SyncOutcome::Completed || first.failed + first.noFit > 0)
            qFatal("preparing");

        bench.changeTrack(longer, 30'000);
        bench.changeTrack(sameSize, 12'000);
        bench.changeTrack(renamed, 15'000, u"renamed since"_s);
        bench.changeTrack(big, 210'000);
        const auto fresh = bench.addTrack(u"fresh"_s, 40'000);
        const auto clash = bench.addTrack(u"clash"_s, 7000);
        bench.setTracks(main, kept + QList{fresh, clash, longer, sameSize, renamed, big});
        if (!bench.players().setPlaylists(bench.player(), {main, lowest}))
            qFatal("preparing");
        bench.execute(u"UPDATE playlists SET name = 'lowest of all' WHERE name = 'lowest'"_s);
        storage.resetCounters();
        files = bench.musicFiles();
        foreign = {{onPlayer(u"clash"_s), "the owner's own"},
                   {u"Playlists/mine.m3u8"_s, "the owner's own list"},
                   {u"photo.jpg"_s, QByteArray(5000, 'p')}};
    }

    SyncBench bench;
    FakeStorage storage{2'000'000};
    Contents files;
    Contents foreign;
};

} // namespace

class SyncFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const Player player : {Player::Roomy, Player::Tight, Player::Mtp}) {
            auto &prepared = m_prepared[player];
            prepared.scenario = std::make_shared<Scenario>(player);
            SyncBench bench(prepared.scenario->bench);
            FakeStorage storage = prepared.scenario->storage;
            const SyncResult result = bench.run(storage);
            QCOMPARE(result.outcome, SyncOutcome::Completed);
            QCOMPARE(result.failed, 0);
            prepared.calls = storage.changingCalls();
            prepared.end = music(storage);
            // The tight player is one: something gave way, and old copies went before new ones came.
            QCOMPARE(result.noFit > 0, player == Player::Tight);
        }
    }

    // Whatever happens at whatever step: the next session ends with the same content as one that was
    // never interrupted, what Tandem did not place is untouched, each name holds its old or its complete
    // new content, the library's files are as before, and the session after that writes nothing.
    void everyFaultAtEveryStep_data()
    {
        QTest::addColumn<Player>("player");
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<quint32>("seed");
        const QList<std::pair<const char *, Fault>> faults = {
            {"killed before", Fault::KillBefore},
            {"killed after", Fault::KillAfter},
            {"full", Fault::Full},
            {"failed", Fault::Failed},
            {"stalled", Fault::Stalled},
            {"locked", Fault::Locked},
            {"power cut", Fault::PowerCut},
            {"power cut, other loss", Fault::PowerCut},
            {"unplugged", Fault::Unplug},
            {"unplugged, other loss", Fault::Unplug},
        };
        const QList<std::pair<const char *, Player>> players = {
            {"roomy", Player::Roomy}, {"tight", Player::Tight}, {"MTP", Player::Mtp}};
        for (const auto &[playerName, player] : players) {
            quint32 seed = 0;
            for (const auto &[name, fault] : faults)
                QTest::addRow("%s, %s player", name, playerName) << player << fault << ++seed;
        }
    }
    void everyFaultAtEveryStep()
    {
        QFETCH(Player, player);
        QFETCH(Fault, fault);
        QFETCH(quint32, seed);
        const int calls = m_prepared[player].calls;
        QVERIFY(calls > 10);
        for (int call = 1; call <= calls; ++call) {
            verifyOne(player, call, fault, seed + static_cast<quint32>(call));
            if (QTest::currentTestFailed()) {
                qWarning("... at step %d of %d", call, calls);
                return;
            }
        }
    }

    // The same for a session that is interrupted again and again.
    void interruptedAgainAndAgain_data()
    {
        QTest::addColumn<Player>("player");
        QTest::newRow("tight") << Player::Tight;
        QTest::newRow("MTP") << Player::Mtp;
    }
    void interruptedAgainAndAgain()
    {
        QFETCH(Player, player);
        const Prepared &prepared = m_prepared[player];
        SyncBench bench(prepared.scenario->bench);
        FakeStorage storage = prepared.scenario->storage;
        for (int call = 1; call <= prepared.calls; ++call) {
            storage.failAt(call, call % 2 ? Fault::KillAfter : Fault::KillBefore);
            try {
                (void)bench.run(storage);
            } catch (const Killed &) {
            }
            storage.repair();
        }
        verifyConverges(bench, storage, prepared);
    }

private:
    struct Prepared {
        std::shared_ptr<Scenario> scenario;
        Contents end; ///< after a session that nothing interrupts
        int calls = 0;
    };

    void verifyOne(Player player, int call, Fault fault, quint32 seed)
    {
        const Prepared &prepared = m_prepared[player];
        const Contents &end = prepared.end;
        const Contents start = music(prepared.scenario->storage);
        SyncBench bench(prepared.scenario->bench);
        FakeStorage storage = prepared.scenario->storage;
        storage.failAt(call, fault, seed);
        try {
            (void)bench.run(storage);
        } catch (const Killed &) {
        }
        storage.repair();
        if (fault != Fault::PowerCut && fault != Fault::Unplug) {
            const Contents now = music(storage);
            for (auto file = now.constBegin(); file != now.constEnd(); ++file) {
                const bool isWhole = file.value() == start.value(file.key()) ||
                                     file.value() == end.value(file.key()) ||
                                     file.key().endsWith(u".m3u8"_s) || // lists what is there so far
                                     // To an MTP player, a file that is not complete is none.
                                     (player == Player::Mtp && !start.contains(file.key())) ||
                                     bench.musicFiles().values().contains(file.value());
                QVERIFY2(isWhole, qPrintable(file.key()));
            }
        }
        verifyConverges(bench, storage, prepared);
    }

    void verifyConverges(SyncBench &bench, FakeStorage &storage, const Prepared &prepared)
    {
        const Scenario &scenario = *prepared.scenario;
        const Contents &end = prepared.end;
        const SyncResult again = bench.run(storage);
        QCOMPARE(again.outcome, SyncOutcome::Completed);
        const Contents now = music(storage);
        QStringList surplus = now.keys();
        QStringList lacking = end.keys();
        surplus.removeIf([&](const QString &path) { return end.contains(path); });
        lacking.removeIf([&](const QString &path) { return now.contains(path); });
        QCOMPARE(surplus.join(u' '), QString());
        QCOMPARE(lacking.join(u' '), QString());
        for (auto file = end.constBegin(); file != end.constEnd(); ++file)
            QVERIFY2(now.value(file.key()) == file.value(), qPrintable(file.key()));
        for (auto file = scenario.foreign.constBegin(); file != scenario.foreign.constEnd(); ++file)
            QVERIFY2(now.value(file.key()) == file.value(), qPrintable(file.key()));
        QCOMPARE(storage.leftovers(), 0);
        for (const LedgerEntry &entry : bench.ledger()) {
            QVERIFY2(entry.state == LedgerState::Placed, qPrintable(entry.path));
            QCOMPARE(storage.content(entry.path).size(), entry.sizeBytes);
        }
        QCOMPARE(bench.ledger().size() + scenario.foreign.size(), end.size());
        QVERIFY(bench.musicFiles() == scenario.files);

        storage.resetCounters();
        QCOMPARE(bench.run(storage).outcome, SyncOutcome::Completed);
        QCOMPARE(storage.changingCalls(), 0);
        // What lists slowly is not listed when nothing has changed.
        QCOMPARE(storage.listings() == 0, storage.info()->isListingSlow);
    }

    QMap<Player, Prepared> m_prepared;
};

QTEST_GUILESS_MAIN(SyncFaultsTest)
#include "tst_syncfaults.moc"
