// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

template <class T>
ErrorCode codeOf(const Result<T> &result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

} // namespace

class PlayerRepositoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<SyncBench>(); }

    // A player is known by its identity, wherever it is now.
    void remembering()
    {
        PlayerRepository players = m_bench->players();
        device::PlayerAddress address{.kind = device::AddressKind::Volume,
                                      .identity = u"volume:1"_s,
                                      .name = u"STICK"_s,
                                      .location = u"/media/a"_s,
                                      .limitBytes = 1000};
        const auto id = players.remember(address);
        QVERIFY(id);
        QCOMPARE(players.player(*id)->address, address);
        QCOMPARE(players.player(*id)->displayName(), u"STICK"_s);
        QVERIFY(players.setFriendlyName(*id, u"Kitchen"_s));
        address.location = u"/media/b"_s;
        address.limitBytes = 0; // keeps the limit
        QCOMPARE(*players.remember(address), *id);
        const PlayerRecord record = *players.player(*id);
        QCOMPARE(record.address.location, u"/media/b"_s);
        QCOMPARE(record.address.limitBytes, 1000);
        QCOMPARE(record.displayName(), u"Kitchen"_s);
        QCOMPARE(players.all()->size(), 2);
        QVERIFY(players.forget(*id));
        QCOMPARE(codeOf(players.player(*id)), ErrorCode::NotFound);
        QCOMPARE(codeOf(players.setDeclined(*id, true)), ErrorCode::NotFound);
    }

    // Sixteen partnerships with indexes 1 to 16; the seventeenth is refused; a freed index is used again.
    void sixteen()
    {
        PlayerRepository players = m_bench->players();
        QList<PlayerId> ids;
        for (int i = 1; i <= maxPartnerships; ++i) {
            ids.append(m_bench->addPlayer(u"p%1"_s.arg(i)));
            QCOMPARE(players.putPartnership(ids.last(), u"uuid"_s, {})->index, i);
        }
        const auto another = m_bench->addPlayer(u"another"_s);
        QCOMPARE(codeOf(players.putPartnership(another, u"uuid"_s, {})), ErrorCode::TooManyPartnerships);
        QVERIFY(!players.player(another)->partnership);
        QCOMPARE(players.putPartnership(ids[4], u"uuid"_s, {.reservePercent = 7})->index, 5);
        QVERIFY(players.removePartnership(ids[2]));
        QVERIFY(players.player(ids[2])->isDeclined);
        QCOMPARE(players.putPartnership(another, u"uuid"_s, {})->index, 3);
        QCOMPARE(codeOf(players.removePartnership(ids[2])), ErrorCode::NotPartnered);
    }

    // A partnership keeps its generation and its owner's choices when its settings change.
    void changingSettings()
    {
        PlayerRepository players = m_bench->players();
        const auto id = m_bench->player();
        const auto list = m_bench->addPlaylist(u"P"_s, {});
        QVERIFY(players.setDeclined(id, true));
        QVERIFY(players.setPartnerName(id, u"other"_s));
        QVERIFY(players.putPartnership(id, u"one"_s, {.playlists = {list}, .reservePercent = 10}));
        QVERIFY(players.setGeneration(id, 5));
        QVERIFY(players.setSyncOnConnect(id, false));
        QVERIFY(players.putPartnership(id, u"two"_s, {.reservePercent = 20}));
        const PlayerRecord record = *players.player(id);
        QVERIFY(!record.isDeclined);
        QVERIFY(record.partnerName.isEmpty());
        QCOMPARE(record.partnership->playerUuid, u"two"_s);
        QCOMPARE(record.partnership->reservePercent, 20);
        QCOMPARE(record.partnership->generation, 5);
        QVERIFY(!record.partnership->syncOnConnect);
        QVERIFY(players.playlists(id)->isEmpty());
    }

    // The reserve has bounds.
    void reserve()
    {
        PlayerRepository players = m_bench->players();
        const auto id = m_bench->player();
        QCOMPARE(codeOf(players.setReservePercent(id, 10)), ErrorCode::NotPartnered);
        QVERIFY(players.putPartnership(id, u"u"_s, {}));
        for (const int percent : {-1, 96, 1000})
            QCOMPARE(codeOf(players.setReservePercent(id, percent)), ErrorCode::InvalidArgument);
        for (const int percent : {0, 95})
            QVERIFY(players.setReservePercent(id, percent));
        QCOMPARE(codeOf(players.putPartnership(id, u"u"_s, {.reservePercent = 96})),
                 ErrorCode::InvalidArgument);
        QCOMPARE(players.player(id)->partnership->reservePercent, 95);
    }

    // Playlists keep their order, each once; one that is not there changes nothing.
    void playlists()
    {
        PlayerRepository players = m_bench->players();
        const auto id = m_bench->player();
        const auto a = m_bench->addPlaylist(u"a"_s, {});
        const auto b = m_bench->addPlaylist(u"b"_s, {});
        QCOMPARE(codeOf(players.setPlaylists(id, {a})), ErrorCode::NotPartnered);
        QVERIFY(players.putPartnership(id, u"u"_s, {.playlists = {b, a, b}}));
        QCOMPARE(*players.playlists(id), (QList{b, a}));
        QVERIFY(players.setPlaylists(id, {a, b}));
        QCOMPARE(*players.playlists(id), (QList{a, b}));
        QCOMPARE(codeOf(players.setPlaylists(id, {b, PlaylistId{99}})), ErrorCode::NotFound);
        QCOMPARE(*players.playlists(id), (QList{a, b}));
        m_bench->execute(u"DELETE FROM playlists WHERE name = 'a'"_s);
        QCOMPARE(*players.playlists(id), QList{b});
    }

    // The last twenty sessions are kept, with all that they say.
    void sessions()
    {
        PlayerRepository players = m_bench->players();
        const auto id = m_bench->player();
        QCOMPARE(players.lastSession(id)->endedAt, 0);
        for (int i = 1; i <= 25; ++i)
            QVERIFY(players.addSession(id, {.outcome = SyncOutcome::Stopped, .copied = i, .endedAt = i}));
        model::Query count(m_bench->connection(), u"SELECT count(*) FROM sync_sessions"_s);
        QCOMPARE(count.number(), 20);
        QCOMPARE(players.lastSession(id)->outcome, SyncOutcome::Stopped);
        QCOMPARE(players.lastSession(id)->copied, 25);

        const Error reason{ErrorCode::DeviceGone, u"stick"_s, u"input/output error"_s};
        const SessionOptions options{.includeSkipped = true, .isVerifying = true, .filter = 6};
        const Error item{ErrorCode::FileMissing, u"/music/\u00e9\"'.mp3"_s, {}};
        QVERIFY(players.addSession(id, {.outcome = SyncOutcome::Failed,
                                        .removed = 2,
                                        .upToDate = 3,
                                        .skipped = 4,
                                        .noFit = 5,
                                        .failed = 1,
                                        .bytesCopied = 1LL << 40,
                                        .seconds = 1.5,
                                        .endedAt = 26,
                                        .reason = reason,
                                        .errors = {item},
                                        .options = options}));
        const SyncResult last = *players.lastSession(id);
        QCOMPARE(last.reason, reason);
        QCOMPARE(last.errors, QList{item});
        QCOMPARE(last.removed + last.upToDate * 10 + last.skipped * 100 + last.noFit * 1000, 5432);
        QCOMPARE(last.bytesCopied, 1LL << 40);
        QCOMPARE(last.seconds, 1.5);
        QCOMPARE(last.options, options);
    }

private:
    std::unique_ptr<SyncBench> m_bench;
};

QTEST_GUILESS_MAIN(PlayerRepositoryTest)
#include "tst_playerrepository.moc"
