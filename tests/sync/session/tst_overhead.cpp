// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "sync/ledger/ledgerfile.h"
#include "syncbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

class OverheadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What an estimate says is free afterwards is what then is free: with folders, playlists, the ledger and
    // the marker; for a new player and over the years; and Tandem's share grows by just as much.
    void estimateIsOutcome()
    {
        SyncBench bench;
        FakeStorage storage(4'000'000, 512);
        QList<TrackId> tracks;
        for (int i = 0; i < 40; ++i)
            tracks.append(
                bench.addTrack(u"A song, number %1"_s.arg(i), 10'000 + i * 777, u"Artist %1"_s.arg(i / 7)));
        const PlaylistId first = bench.addPlaylist(u"First"_s, tracks.first(20));
        const PlaylistId second = bench.addPlaylist(u"Second"_s, tracks.sliced(10, 15));
        bench.partner(storage, {first, second});
        qint64 ours = verify(bench, storage);
        QVERIFY(ours > 0);

        bench.setTracks(first, tracks.sliced(5, 30));
        bench.changeTrack(tracks[12], 60'000, u"Another title"_s);
        ours = verify(bench, storage);
        bench.setTracks(second, {});
        bench.setTracks(first, tracks.first(2));
        ours = verify(bench, storage);

        const auto again = bench.plan(storage);
        QVERIFY(again);
        QVERIFY(again->actions.isEmpty());
        QCOMPARE(again->freeAfterBytes, storage.info()->freeBytes);
        QCOMPARE(again->deviceBytes, ours);
    }

    // The size of the ledger's file is known before it is written.
    void ledgerSize()
    {
        LedgerFile ledger{.generation = 12};
        for (int i = 0; i < 100; ++i)
            ledger.entries.append({.path = u"Musik/Für \"Elise\" \t%1.mp3"_s.arg(i),
                                   .isManual = i % 3 == 0,
                                   .sizeBytes = i * 1'000'003,
                                   .source = u"/home/\\%1"_s.arg(i),
                                   .sourceVersion = -i * qint64(1) << 40});
        QCOMPARE(ledgerFileBytes(ledger), formatLedgerFile(ledger, {"secret", u"player"_s}).size());
    }

private:
    static qint64 verify(SyncBench &bench, FakeStorage &storage)
    {
        const qint64 before = storage.info()->freeBytes;
        const auto was = bench.plan(storage);
        const auto result = bench.run(storage, {.options = {.confirmBrake = true}});
        [&] {
            QVERIFY(was);
            QCOMPARE(result.outcome, SyncOutcome::Completed);
            QCOMPARE(was->freeAfterBytes, storage.info()->freeBytes);
            QVERIFY(before != storage.info()->freeBytes);
        }();
        return was ? was->deviceBytes : 0;
    }
};

QTEST_GUILESS_MAIN(OverheadTest)
#include "tst_overhead.moc"
