// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncbench.h"
#include "tornlibrary.h"

#include <QTest>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

class LedgerRepositoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<SyncBench>(); }

    // What is put in is there, each path once, for its own player only.
    void roundTrip()
    {
        const auto track = m_bench->addTrack(u"a"_s);
        const auto other = m_bench->addPlayer(u"other"_s);
        QList<LedgerEntry> entries;
        for (const auto state :
             {LedgerState::Pending, LedgerState::Placed, LedgerState::Adopted, LedgerState::Skipped})
            entries.append({.path = u"Music/%1"_s.arg(static_cast<int>(state)),
                            .state = state,
                            .isManual = state == LedgerState::Adopted,
                            .track = track,
                            .sizeBytes = 5'000'000'000,
                            .source = u"/music/a"_s,
                            .sourceVersion = -7,
                            .modifiedNs = state == LedgerState::Placed ? 1'234'567'890'123'456'789 : -1,
                            .hash = state == LedgerState::Placed ? QByteArray("\0\1\xff", 3) : QByteArray()});
        entries.append({.path = u"Playlists/\u00e9.m3u8"_s, .kind = LedgerKind::Playlist, .source = u"3"_s});
        LedgerRepository ledger(m_bench->connection());
        QVERIFY(ledger.put(m_bench->player(), entries));
        QCOMPARE(sorted(m_bench->player()), entries);
        QVERIFY(sorted(other).isEmpty());

        entries[1].sizeBytes = 1;
        QVERIFY(ledger.put(m_bench->player(), {&entries[1], 1}));
        QCOMPARE(sorted(m_bench->player()), entries);

        const QStringList gone{entries[0].path, u"not there"_s};
        QVERIFY(ledger.remove(m_bench->player(), gone));
        entries.removeFirst();
        QCOMPARE(sorted(m_bench->player()), entries);
        QVERIFY(ledger.clear(m_bench->player()));
        QVERIFY(sorted(m_bench->player()).isEmpty());
        QVERIFY(ledger.put(m_bench->player(), {}));
        QVERIFY(ledger.remove(m_bench->player(), {}));
    }

    // What is noted around a batch is on the medium once that is said, with all that was written before.
    void outlivesAPowerCut()
    {
        QVERIFY(TornLibrary::watch());
        SyncBench bench;
        bench.execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        const LedgerEntry before{.path = u"before"_s, .source = u"/a"_s};
        const LedgerEntry intended{.path = u"a"_s, .state = LedgerState::Pending, .source = u"/a"_s};
        LedgerEntry placed = intended;
        placed.state = LedgerState::Placed;
        QVERIFY(LedgerRepository(bench.connection()).put(bench.player(), {&before, 1}));
        QVERIFY(LedgerRepository(bench.connection()).intend(bench.player(), {&intended, 1}));
        bench.losePower();
        QCOMPARE(bench.ledger(), (QList<LedgerEntry>{intended, before}));
        const QStringList gone{before.path};
        QVERIFY(LedgerRepository(bench.connection()).settle(bench.player(), {&placed, 1}, gone));
        bench.losePower();
        QCOMPARE(bench.ledger(), QList<LedgerEntry>{placed});
        QVERIFY(bench.players().setFriendlyName(bench.player(), u"usual"_s)); // may be lost
        bench.losePower();
        QCOMPARE(bench.ledger(), QList<LedgerEntry>{placed});
    }

    // Synchronized is a song that is there, placed or adopted; neither playlists, nor what was sent by hand,
    // nor what is about to be placed. What its owner deleted is counted apart.
    void counts()
    {
        LedgerRepository ledger(m_bench->connection());
        const auto none = ledger.counts(m_bench->player());
        QVERIFY(none);
        QCOMPARE(none->synchronized, 0);
        QCOMPARE(none->skipped, 0);
        const QList<LedgerEntry> entries{
            {.path = u"1"_s, .state = LedgerState::Placed},
            {.path = u"2"_s, .state = LedgerState::Placed},
            {.path = u"3"_s, .state = LedgerState::Adopted},
            {.path = u"4"_s, .state = LedgerState::Pending},
            {.path = u"5"_s, .state = LedgerState::Skipped},
            {.path = u"6"_s, .state = LedgerState::Placed, .isManual = true},
            {.path = u"7"_s, .kind = LedgerKind::Playlist, .state = LedgerState::Placed},
        };
        QVERIFY(ledger.put(m_bench->player(), entries));
        const LedgerEntry elsewhere{.path = u"1"_s};
        QVERIFY(ledger.put(m_bench->addPlayer(u"other"_s), {&elsewhere, 1}));
        const auto counted = ledger.counts(m_bench->player());
        QVERIFY(counted);
        QCOMPARE(counted->synchronized, 3);
        QCOMPARE(counted->skipped, 1);
    }

    // A track that left the library leaves its entry, without it and with the place where its file was.
    void trackGone()
    {
        const auto track = m_bench->addTrack(u"a"_s);
        const LedgerEntry entry{.path = u"a"_s, .track = track, .source = u"/music/a"_s};
        const LedgerEntry never{.path = u"b"_s, .track = TrackId{12345}};
        LedgerRepository ledger(m_bench->connection());
        QVERIFY(ledger.put(m_bench->player(), {&entry, 1}));
        QVERIFY(ledger.put(m_bench->player(), {&never, 1}));
        m_bench->execute(u"DELETE FROM tracks"_s);
        const auto left = sorted(m_bench->player());
        QCOMPARE(left.size(), 2);
        QVERIFY(!left[0].track.isValid());
        QVERIFY(!left[1].track.isValid());
        QVERIFY2(left[0].source.endsWith(u"/A/a.mp3"_s), qPrintable(left[0].source));
    }

private:
    QList<LedgerEntry> sorted(PlayerId player)
    {
        auto entries = LedgerRepository(m_bench->connection()).entries(player).value();
        std::ranges::sort(entries, {}, &LedgerEntry::path);
        return entries;
    }

    std::unique_ptr<SyncBench> m_bench;
};

QTEST_GUILESS_MAIN(LedgerRepositoryTest)
#include "tst_ledgerrepository.moc"
