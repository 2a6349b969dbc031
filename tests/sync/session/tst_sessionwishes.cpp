// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "sync/ledger/itemstate.h"
#include "syncbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

QString onPlayer(const QString &title)
{
    return u"Music/A/Album/%1.mp3"_s.arg(title);
}

} // namespace

/// Sessions about some of the items only, wishes for the next session, and what is remembered of the items.
class SessionWishesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_storage = std::make_unique<FakeStorage>();
        for (const QString &title : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            m_tracks.insert(title, m_bench->addTrack(title));
        m_list = m_bench->addPlaylist(u"P"_s, m_tracks.values());
        m_bench->partner(*m_storage, {m_list});
    }
    void cleanup() { m_tracks.clear(); }

    // After a session every item has its state on the player, which changes with the next one.
    void itemStates()
    {
        const auto big = m_bench->addTrack(u"big"_s, 2 << 20);
        m_bench->setTracks(m_list, QList{big} + m_tracks.values());
        m_storage->setCapacity(1 << 20);
        m_storage->failPath(onPlayer(u"b"_s), ErrorCode::DeviceFailed);
        QVERIFY(m_bench->run(*m_storage).failed > 0);
        QCOMPARE(stateOf(u"a"_s), ItemState::OnPlayer);
        QCOMPARE(stateOf(u"b"_s), ItemState::Other);
        QCOMPARE(items().failed(m_bench->player()).value(), QSet<TrackId>{m_tracks[u"b"_s]});
        QCOMPARE(items().states(m_bench->player(), {big})->first().state, ItemState::DidNotFit);

        m_storage->repair();
        m_storage->setCapacity(8 << 20);
        QCOMPARE(m_bench->run(*m_storage).copied, 2);
        QCOMPARE(stateOf(u"b"_s), ItemState::OnPlayer);
        QCOMPARE(items().states(m_bench->player(), {big})->first().state, ItemState::OnPlayer);
        QVERIFY(items().failed(m_bench->player())->isEmpty());
    }

    // A player that turns out full during the session leaves items that did not fit.
    void fullEarlierThanSaid()
    {
        m_storage->failPath(onPlayer(u"c"_s), ErrorCode::DeviceFull);
        QCOMPARE(m_bench->run(*m_storage).noFit, 1);
        QCOMPARE(stateOf(u"c"_s), ItemState::DidNotFit);
        QVERIFY(items().failed(m_bench->player())->isEmpty());
    }

    // A session without anything to do writes nothing into the database but its own closing.
    void nothingToDoWritesNothing()
    {
        m_bench->run(*m_storage);
        const qint64 changes = totalChanges();
        QCOMPARE(m_bench->run(*m_storage).upToDate, 4);
        QCOMPARE(totalChanges(), changes);
    }

    // Trying again what failed copies that alone: nothing new, and nothing is removed.
    void retryFailed()
    {
        m_storage->failPath(onPlayer(u"b"_s), ErrorCode::DeviceFailed);
        const auto gone = m_bench->addTrack(u"gone"_s);
        m_bench->setTracks(m_list, m_tracks.values() + QList{gone});
        m_bench->removeTrackFile(gone);
        QCOMPARE(m_bench->run(*m_storage).failed, 2);
        m_storage->repair();

        const auto fresh = m_bench->addTrack(u"fresh"_s);
        const auto other = m_bench->addTrack(u"other"_s);
        m_bench->setTracks(m_list, {m_tracks[u"a"_s], m_tracks[u"b"_s], m_tracks[u"c"_s], gone, fresh});
        m_bench->addPlaylist(u"not chosen"_s, {other});
        const SyncResult again = m_bench->run(*m_storage, {.options = {.retriesFailed = true}});
        QCOMPARE(again.outcome, SyncOutcome::Completed);
        QCOMPARE(again.copied, 1);
        QCOMPARE(again.removed, 0);
        QCOMPARE(again.failed, 1); // the one that is gone
        QCOMPARE(m_storage->content(onPlayer(u"b"_s)), m_bench->contentOf(m_tracks[u"b"_s]));
        QVERIFY(!m_storage->has(onPlayer(u"fresh"_s)));
        QVERIFY(m_storage->has(onPlayer(u"d"_s)));
        QCOMPARE(items().failed(m_bench->player()).value(), QSet<TrackId>{gone});

        // And an ordinary session does the rest.
        const SyncResult rest = m_bench->run(*m_storage);
        QCOMPARE(rest.copied, 1);
        QCOMPARE(rest.removed, 1);
    }

    // What did not fit stays so over a session that is not about it.
    void retryKeepsStates()
    {
        m_storage->failPath(onPlayer(u"c"_s), ErrorCode::DeviceFull);
        m_bench->run(*m_storage);
        m_storage->repair();
        const SyncResult again = m_bench->run(*m_storage, {.options = {.retriesFailed = true}});
        QCOMPARE(again.copied, 0);
        QCOMPARE(stateOf(u"c"_s), ItemState::DidNotFit);
    }

    // Without music in the filter, the next session copies and removes nothing; the one after that is an
    // ordinary one. A dry run uses no wish up.
    void filterWithoutMusic()
    {
        m_bench->run(*m_storage);
        const auto before = m_storage->contents();
        const auto fresh = m_bench->addTrack(u"fresh"_s);
        m_bench->setTracks(m_list, {m_tracks[u"a"_s], fresh});
        QVERIFY(m_bench->players().setNextFilter(m_bench->player(), 6));
        QVERIFY(m_bench->plan(*m_storage)->actions.isEmpty());
        QCOMPARE(nextFilter(), 6);
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.outcome, SyncOutcome::Completed);
        QCOMPARE(result.copied + result.removed + result.failed + result.noFit, 0);
        QCOMPARE(m_storage->contents(), before);
        QCOMPARE(nextFilter(), noFilter);
        QCOMPARE(m_bench->run(*m_storage).copied, 1);
        QVERIFY(!m_storage->has(onPlayer(u"b"_s)));
    }

    // The filter of one session stands in the place of a wish, and is forgotten with the session.
    void filterOfOneSession()
    {
        m_bench->run(*m_storage);
        m_bench->setTracks(m_list, {m_tracks[u"a"_s], m_bench->addTrack(u"fresh"_s)});
        const SessionRequest withoutMusic{.options = {.filter = 6}};
        QVERIFY(m_bench->plan(*m_storage, withoutMusic)->actions.isEmpty());
        const SyncResult filtered = m_bench->run(*m_storage, withoutMusic);
        QCOMPARE(filtered.outcome, SyncOutcome::Completed);
        QCOMPARE(filtered.copied + filtered.removed, 0);
        QCOMPARE(nextFilter(), noFilter);
        QVERIFY(m_bench->players().setNextFilter(m_bench->player(), 6));
        QCOMPARE(m_bench->run(*m_storage, {.options = {.filter = noFilter}}).copied, 1);
    }

    // A session that did not come to its end has not fulfilled the wish.
    void wishOutlivesAFailure()
    {
        QVERIFY(m_bench->players().setNextFilter(m_bench->player(), 1));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(m_bench->run(*m_storage, {}, stop.get_token()).outcome, SyncOutcome::Stopped);
        QCOMPARE(nextFilter(), 1);
        QCOMPARE(m_bench->run(*m_storage).copied, 4); // music is what it is about
        QCOMPARE(nextFilter(), noFilter);
    }

    // What the owner deleted on the player comes back once that was wished for, and only once.
    void includeSkippedNextTime()
    {
        m_bench->run(*m_storage);
        m_storage->erase(onPlayer(u"b"_s));
        QCOMPARE(m_bench->run(*m_storage).skipped, 1);
        QVERIFY(m_bench->players().setNextIncludesSkipped(m_bench->player(), true));
        QCOMPARE(m_bench->plan(*m_storage)->copyItems, 1);
        QCOMPARE(m_bench->run(*m_storage).copied, 1);
        QVERIFY(m_storage->has(onPlayer(u"b"_s)));
        QVERIFY(!m_bench->players().player(m_bench->player())->partnership->nextIncludesSkipped);
        m_storage->erase(onPlayer(u"b"_s));
        QCOMPARE(m_bench->run(*m_storage).skipped, 1);
    }

private:
    ItemStateRepository items() { return ItemStateRepository(m_bench->connection()); }
    ItemState stateOf(const QString &title)
    {
        return items().states(m_bench->player(), {m_tracks[title]})->first().state;
    }
    int nextFilter() { return m_bench->players().player(m_bench->player())->partnership->nextFilter; }
    qint64 totalChanges()
    {
        model::Query query(m_bench->connection(), u"SELECT total_changes()"_s);
        return query.number().value_or(-1);
    }

    std::unique_ptr<SyncBench> m_bench;
    std::unique_ptr<FakeStorage> m_storage;
    QMap<QString, TrackId> m_tracks;
    PlaylistId m_list;
};

QTEST_GUILESS_MAIN(SessionWishesTest)
#include "tst_sessionwishes.moc"
