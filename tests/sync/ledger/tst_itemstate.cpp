// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "sync/ledger/itemstate.h"
#include "syncbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

class ItemStateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        setPartner(m_bench->player(), 1);
    }

    // The pair of bits of a partnership begins at 2 * (index - 1); the higher one says "on the player", the
    // lower one "did not fit".
    void bits_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<ItemState>("state");
        QTest::addColumn<quint32>("bits");
        QTest::newRow("on the first") << 1 << ItemState::OnPlayer << 0x2U;
        QTest::newRow("did not fit the first") << 1 << ItemState::DidNotFit << 0x1U;
        QTest::newRow("not on the first") << 1 << ItemState::Other << 0x0U;
        QTest::newRow("on the second") << 2 << ItemState::OnPlayer << 0x8U;
        QTest::newRow("on the last") << 16 << ItemState::OnPlayer << 0x80000000U;
        QTest::newRow("did not fit the last") << 16 << ItemState::DidNotFit << 0x40000000U;
        QTest::newRow("no partnership") << 0 << ItemState::OnPlayer << 0x0U;
        QTest::newRow("one too many") << 17 << ItemState::OnPlayer << 0x0U;
    }
    void bits()
    {
        QFETCH(int, index);
        QFETCH(ItemState, state);
        QTEST(syncStateBits(index, state), "bits");
    }

    // Every track has a state on every player: the ledger says which are on it, however many are asked for;
    // of the others, what was stored last.
    void states()
    {
        QList<TrackId> tracks;
        for (int i = 0; i < 4; ++i)
            tracks.append(m_bench->addTrack(QString::number(i)));
        const auto other = m_bench->addPlayer(u"other"_s);
        put({.path = u"placed"_s, .track = tracks[0]});
        put({.path = u"adopted"_s, .state = LedgerState::Adopted, .track = tracks[1]});
        put({.path = u"pending"_s, .state = LedgerState::Pending, .track = tracks[2]});
        put({.path = u"skipped"_s, .state = LedgerState::Skipped, .track = tracks[3]});
        ItemStateRepository items(m_bench->connection());
        QVERIFY(items.store(m_bench->player(), {{tracks[0], ItemState::DidNotFit}, // an old copy stays
                                                {tracks[2], ItemState::DidNotFit},
                                                {tracks[3], ItemState::Other}}));
        const TrackId unknown{12345};
        QCOMPARE(items.states(m_bench->player(), tracks + QList{unknown, tracks[0]}).value(),
                 (QList<ItemStateRow>{{tracks[0], ItemState::OnPlayer},
                                      {tracks[1], ItemState::OnPlayer},
                                      {tracks[2], ItemState::DidNotFit},
                                      {tracks[3], ItemState::Other},
                                      {unknown, ItemState::Other},
                                      {tracks[0], ItemState::OnPlayer}}));
        QCOMPARE(items.states(other, {tracks[0]}).value(),
                 (QList<ItemStateRow>{{tracks[0], ItemState::Other}}));

        QList<TrackId> many(1200, unknown);
        many.append(tracks[2]);
        const auto rows = items.states(m_bench->player(), many).value();
        QCOMPARE(rows.size(), many.size());
        QCOMPARE(rows.last().state, ItemState::DidNotFit);
    }

    // What is stored takes the place of what was; the same again writes nothing.
    void storedAnew()
    {
        const auto a = m_bench->addTrack(u"a"_s);
        const auto b = m_bench->addTrack(u"b"_s);
        ItemStateRepository items(m_bench->connection());
        const QHash<TrackId, ItemState> first{{a, ItemState::DidNotFit},
                                              {b, ItemState::OnPlayer},       // not for here
                                              {TrackId{}, ItemState::Other}}; // a file outside the library
        QVERIFY(items.store(m_bench->player(), first));
        QCOMPARE(stateOf(a), ItemState::DidNotFit);
        QCOMPARE(count(), 1);
        const qint64 changes = totalChanges();
        QVERIFY(items.store(m_bench->player(), first));
        QCOMPARE(totalChanges(), changes);
        QVERIFY(
            items.store(m_bench->player(), {{b, ItemState::DidNotFit}, {TrackId{999}, ItemState::Other}}));
        QCOMPARE(stateOf(a), ItemState::Other);
        QCOMPARE(stateOf(b), ItemState::DidNotFit);
        QCOMPARE(count(), 1);
    }

    // What failed is remembered for another try, whether an older copy of it is on the player or not.
    void failedOnes()
    {
        const auto fresh = m_bench->addTrack(u"a"_s);
        const auto old = m_bench->addTrack(u"b"_s);
        put({.path = u"b"_s, .track = old});
        ItemStateRepository items(m_bench->connection());
        QVERIFY(items.failed(m_bench->player())->isEmpty());
        QVERIFY(items.store(m_bench->player(), {}, {fresh, old, TrackId{}}));
        QCOMPARE(items.failed(m_bench->player()).value(), (QSet<TrackId>{fresh, old}));
        QCOMPARE(stateOf(fresh), ItemState::Other);
        QCOMPARE(stateOf(old), ItemState::OnPlayer);
        QVERIFY(items.store(m_bench->player(), {}));
        QVERIFY(items.failed(m_bench->player())->isEmpty());
    }

    // The bits of all partnerships stand in one number; a player without one has none in it.
    void bitsOfAllPartnerships()
    {
        const auto track = m_bench->addTrack(u"a"_s);
        const auto list = m_bench->addPlaylist(u"P"_s, {track});
        FakeStorage storage;
        m_bench->partner(storage, {list});
        const auto second = m_bench->addPlayer(u"second"_s);
        ItemStateRepository items(m_bench->connection());
        put({.path = u"placed"_s, .track = track});
        setPartner(second, 16);
        QVERIFY(items.store(second, {{track, ItemState::DidNotFit}}));
        QCOMPARE(items.syncStateBits(track).value(), 0x40000002U);
        m_bench->execute(u"DELETE FROM partnerships WHERE player_id = %1"_s.arg(second.value));
        QCOMPARE(items.syncStateBits(track).value(), 0x2U);
        QCOMPARE(items.syncStateBits(TrackId{999}).value(), 0x0U);
    }

    // A partnership that another process has ended meanwhile gets no rows any more.
    void endedMeanwhile()
    {
        m_bench->execute(u"DELETE FROM partnerships"_s);
        ItemStateRepository items(m_bench->connection());
        QVERIFY(items.store(m_bench->player(), {{m_bench->addTrack(u"a"_s), ItemState::DidNotFit}}));
        QCOMPARE(count(), 0);
    }

private:
    void setPartner(PlayerId player, int index)
    {
        m_bench->execute(u"INSERT INTO partnerships(player_id, partner_index, player_uuid, created_at)"
                         " VALUES(%1, %2, 'u', 0)"_s.arg(player.value)
                             .arg(index));
    }
    void put(const LedgerEntry &entry)
    {
        QVERIFY(LedgerRepository(m_bench->connection()).put(m_bench->player(), {&entry, 1}));
    }
    ItemState stateOf(TrackId track)
    {
        return ItemStateRepository(m_bench->connection()).states(m_bench->player(), {track})->first().state;
    }
    qint64 number(const QString &sql)
    {
        model::Query query(m_bench->connection(), sql);
        return query.number().value_or(-1);
    }
    qint64 count() { return number(u"SELECT count(*) FROM player_items"_s); }
    qint64 totalChanges() { return number(u"SELECT total_changes()"_s); }

    std::unique_ptr<SyncBench> m_bench;
};

QTEST_GUILESS_MAIN(ItemStateTest)
#include "tst_itemstate.moc"
