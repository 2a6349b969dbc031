// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/players/stockrules.h"

#include "fakestorage.h"
#include "model/query/query.h"
#include "syncbench.h"

#include <QDateTime>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

model::Playlist playlist(qint64 id, model::PlaylistOrigin origin = model::PlaylistOrigin::Person)
{
    return {.id = PlaylistId{id}, .origin = origin};
}

QList<PlaylistId> ids(std::initializer_list<qint64> values)
{
    QList<PlaylistId> result;
    for (const qint64 value : values)
        result += PlaylistId{value};
    return result;
}

} // namespace

class StockRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<SyncBench>(); }

    // The stock rules stand in the reference's order; each has a name, and a query that compiles.
    void resource()
    {
        const QList<model::Playlist> stock = stockPlaylists();
        QStringList names;
        QStringList stockIds;
        for (const model::Playlist &playlist : stock) {
            stockIds += playlist.stockId;
            names += playlist.name;
            QVERIFY(playlist.name != playlist.stockId);
            QVERIFY(playlist.isSyncOnly);
            QVERIFY(model::compileQuery(playlist.rule.query, 0));
        }
        QCOMPARE(stockIds, (QStringList{u"rated-5"_s, u"added-last-month"_s, u"rated-4-5"_s,
                                        u"played-last-month"_s, u"most-played"_s, u"all-music"_s}));
        QCOMPARE(names.removeDuplicates(), 0);
    }

    // What each rule holds of a library of which one song fulfils it.
    void content_data()
    {
        QTest::addColumn<QString>("stockId");
        QTest::addColumn<QString>("expected");
        QTest::newRow("5 stars, most played first") << u"rated-5"_s << u"hit best"_s;
        QTest::newRow("new") << u"added-last-month"_s << u"new"_s;
        QTest::newRow("4 or 5 stars, best first") << u"rated-4-5"_s << u"best hit good"_s;
        QTest::newRow("played") << u"played-last-month"_s << u"now"_s;
        QTest::newRow("most played") << u"most-played"_s << u"hit now"_s;
        QTest::newRow("all") << u"all-music"_s << u"best good hit new now old"_s;
    }
    void content()
    {
        QFETCH(QString, stockId);
        QFETCH(QString, expected);
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const auto add = [&](const QString &title, const QString &what) {
            const auto id = m_bench->addTrack(title, 100, title); // by artist: by name
            if (!what.isEmpty())
                m_bench->execute(u"UPDATE tracks SET %1 WHERE id = %2"_s.arg(what).arg(id.value));
        };
        add(u"old"_s, u"rating = 3, last_played_at = %1"_s.arg(now - 40 * 86'400));
        add(u"new"_s, u"added_at = %1"_s.arg(now - 86'400));
        add(u"good"_s, u"rating = 4"_s);
        add(u"best"_s, u"rating = 5"_s);
        add(u"hit"_s, u"rating = 5, play_count = 9"_s);
        add(u"now"_s, u"play_count = 1, last_played_at = %1"_s.arg(now - 86'400));

        const auto made = ensureStockPlaylists(m_bench->connection());
        QVERIFY(made);
        const auto all = model::PlaylistRepository(m_bench->connection()).all();
        const auto found = std::ranges::find(*all, stockId, &model::Playlist::stockId);
        QVERIFY(found != all->end());
        const auto tracks = model::PlaylistRepository(m_bench->connection()).trackIds(found->id);
        QStringList titles;
        for (const TrackId id : *tracks)
            titles += model::TrackRepository(m_bench->connection()).track(id)->tags.title;
        QCOMPARE(titles.join(u' '), expected);
    }

    // They are made once; one that was deleted comes back when it is needed; a name that is taken gets a
    // number.
    void madeOnDemand()
    {
        const auto own = m_bench->addPlaylist(stockPlaylists().first().name, {});
        const auto first = ensureStockPlaylists(m_bench->connection());
        QVERIFY(first);
        QVERIFY(!first->contains(own));
        QCOMPARE(*ensureStockPlaylists(m_bench->connection()), *first);
        model::PlaylistRepository playlists(m_bench->connection());
        QVERIFY(playlists.rename(first->at(1), u"News"_s));
        QVERIFY(playlists.remove(first->at(2)));
        const auto again = ensureStockPlaylists(m_bench->connection());
        QCOMPARE(again->at(1), first->at(1));
        QCOMPARE(again->size(), first->size());
        QCOMPARE(playlists.playlist(again->at(2))->stockId, stockPlaylists().at(2).stockId);
        QCOMPARE(playlists.all()->size(), stockPlaylists().size() + 1);
    }

    // A new playlist of the person's joins at the top, but after what was sent; nothing else changes.
    void newPlaylists_data()
    {
        QTest::addColumn<QList<PlaylistId>>("chosen");
        QTest::addColumn<QList<PlaylistId>>("expected");
        // In the library: 1 and 2 are a person's, 7 and 8 stock, 9 sent.
        QTest::newRow("none is new") << ids({2, 1, 7, 8}) << ids({2, 1, 7, 8});
        QTest::newRow("one is new") << ids({2, 7, 8}) << ids({1, 2, 7, 8});
        QTest::newRow("two are new") << ids({7, 8}) << ids({1, 2, 7, 8});
        QTest::newRow("after the sent") << ids({9, 2, 7, 8}) << ids({9, 1, 2, 7, 8});
        QTest::newRow("the sent elsewhere") << ids({2, 9, 7}) << ids({1, 2, 9, 7});
        QTest::newRow("nothing chosen") << ids({}) << ids({1, 2});
    }
    void newPlaylists()
    {
        QFETCH(QList<PlaylistId>, chosen);
        QFETCH(QList<PlaylistId>, expected);
        const QList library{playlist(1), playlist(2), playlist(7, model::PlaylistOrigin::Stock),
                            playlist(8, model::PlaylistOrigin::Stock),
                            playlist(9, model::PlaylistOrigin::Sent)};
        QCOMPARE(withNewPlaylists(chosen, library), expected);
    }

    // The default rules: own playlists, static and auto, then the stock ones; what another player was sent
    // is not among them.
    void defaultRules()
    {
        PlayerRepository players = m_bench->players();
        const auto other = m_bench->addPlayer(u"other"_s);
        QVERIFY(players.putPartnership(other, u"u"_s, {}));
        const auto own = m_bench->addPlaylist(u"b"_s, {});
        const auto query = model::PlaylistRepository(m_bench->connection()).createAuto(u"a"_s, {});
        const auto sentElsewhere =
            model::PlaylistRepository(m_bench->connection())
                .createOwn({.name = u"Sent"_s, .isSyncOnly = true, .origin = model::PlaylistOrigin::Sent});
        QVERIFY(sentElsewhere && players.setSentPlaylist(other, *sentElsewhere));

        QVERIFY(players.putPartnership(m_bench->player(), u"u"_s, {.hasDefaultRules = true}));
        const auto stock = ensureStockPlaylists(m_bench->connection());
        QCOMPARE(*players.playlists(m_bench->player()), (QList{*query, own} + *stock));
        QVERIFY(players.player(m_bench->player())->partnership->hasDefaultRules);
    }

    // As long as they hold, a new playlist belongs to them; chosen playlists are as they were chosen.
    void untilEdited()
    {
        PlayerRepository players = m_bench->players();
        const auto id = m_bench->player();
        QVERIFY(players.putPartnership(id, u"u"_s, {.hasDefaultRules = true}));
        const auto stock = ensureStockPlaylists(m_bench->connection());
        const auto early = m_bench->addPlaylist(u"early"_s, {});
        QCOMPARE(*players.playlists(id), QList{early} + *stock);

        QVERIFY(players.setPlaylists(id, {stock->at(3), early}));
        QVERIFY(!players.player(id)->partnership->hasDefaultRules);
        const auto late = m_bench->addPlaylist(u"late"_s, {});
        QCOMPARE(*players.playlists(id), (QList{stock->at(3), early}));

        QVERIFY(players.setDefaultRules(id, true));
        QVERIFY(players.player(id)->partnership->hasDefaultRules);
        QCOMPARE(*players.playlists(id), (QList{early, late} + *stock));
        const auto latest = m_bench->addPlaylist(u"latest"_s, {});
        QVERIFY(players.setDefaultRules(id, false)); // freezes them
        m_bench->addPlaylist(u"too late"_s, {});
        QCOMPARE(*players.playlists(id), (QList{latest, early, late} + *stock));
        QCOMPARE(players.setDefaultRules(PlayerId{99}, true).error().code, ErrorCode::NotFound);
        QCOMPARE(players.setDefaultRules(m_bench->addPlayer(u"x"_s), true).error().code,
                 ErrorCode::NotPartnered);
    }

    // A session with default rules takes a playlist that was made since, before all others.
    void session()
    {
        FakeStorage storage;
        m_bench->addTrack(u"low"_s);
        const auto high = m_bench->addTrack(u"high"_s);
        m_bench->partner(storage, {});
        QVERIFY(m_bench->players().setDefaultRules(m_bench->player(), true));
        QCOMPARE(m_bench->run(storage).copied, 2); // all music
        m_bench->addPlaylist(u"Mine"_s, {high});
        const auto selection =
            select(m_bench->connection(), *m_bench->players().playlists(m_bench->player()));
        QCOMPARE(selection->wanted.first().track, high);
        QCOMPARE(m_bench->run(storage).copied, 0);
    }

private:
    std::unique_ptr<SyncBench> m_bench;
};

QTEST_GUILESS_MAIN(StockRulesTest)
#include "tst_stockrules.moc"
