// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/players/sentplaylist.h"

#include "fakestorage.h"
#include "syncbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

class SentPlaylistTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_a = m_bench->addTrack(u"a"_s);
        m_b = m_bench->addTrack(u"b"_s);
        m_c = m_bench->addTrack(u"c"_s);
        m_list = m_bench->addPlaylist(u"P"_s, {m_c});
    }

    // The first song makes the playlist; more are added, each once; it is for players only, and stands
    // before what was chosen.
    void sending()
    {
        partner({.playlists = {m_list}});
        const auto sent = send({m_a, m_b, m_a});
        QCOMPARE(send({m_b, m_c}), sent);
        QCOMPARE(*playlists().trackIds(sent), (QList{m_a, m_b, m_c}));
        const auto playlist = playlists().playlist(sent);
        QVERIFY(playlist->isSyncOnly);
        QVERIFY(playlist->origin == model::PlaylistOrigin::Sent);
        QVERIFY(playlist->name.contains(u"STICK"_s));
        QCOMPARE(*m_bench->players().playlists(player()), (QList{sent, m_list}));
        QCOMPARE(*m_bench->players().sentPlaylist(player()), std::optional(sent));
    }

    // Two players of one name have a playlist each.
    void twoOfOneName()
    {
        partner({});
        const auto other = m_bench->addPlayer(u"other"_s);
        QVERIFY(m_bench->players().setFriendlyName(other, u"STICK"_s));
        QVERIFY(m_bench->players().putPartnership(other, u"v"_s, {}));
        const auto first = send({m_a});
        const auto second = addToSentPlaylist(m_bench->connection(), other, {m_b});
        QVERIFY(second);
        QVERIFY(*second != first);
        QCOMPARE(*playlists().trackIds(*second), QList{m_b});
    }

    // A player's name may hold what a playlist's may not.
    void strangeName()
    {
        partner({});
        QVERIFY(m_bench->players().setFriendlyName(player(), u"line\nbreak"_s + QString(300, u'x')));
        QVERIFY(playlists().playlist(send({m_a}))->name.contains(u"line break"_s));
    }

    // Sending is no edit: the default rules go on to hold.
    void defaultRulesStay()
    {
        partner({.hasDefaultRules = true});
        const auto before = *m_bench->players().playlists(player());
        const auto sent = send({m_a});
        QVERIFY(m_bench->players().player(player())->partnership->hasDefaultRules);
        QCOMPARE(*m_bench->players().playlists(player()), QList{sent} + before);
    }

    // Where the owner put it among the others, it stays; unchecked, it comes back with the next song.
    void orderIsTheOwners()
    {
        partner({.playlists = {m_list}});
        const auto sent = send({m_a});
        QVERIFY(m_bench->players().setPlaylists(player(), {m_list, sent}));
        send({m_b});
        QCOMPARE(*m_bench->players().playlists(player()), (QList{m_list, sent}));
        QVERIFY(m_bench->players().setPlaylists(player(), {m_list}));
        send({m_c});
        QCOMPARE(*m_bench->players().playlists(player()), (QList{sent, m_list}));
    }

    // Only partnered players have one.
    void notPartnered()
    {
        const auto refused = addToSentPlaylist(m_bench->connection(), player(), {m_a});
        QCOMPARE(refused.error_or(Error{}).code, ErrorCode::NotPartnered);
        QCOMPARE(playlists().all()->size(), 1);
    }

    // A deleted one is made anew.
    void deleted()
    {
        partner({});
        QVERIFY(playlists().remove(send({m_a})));
        QVERIFY(!m_bench->players().sentPlaylist(player())->has_value());
        QCOMPARE(*playlists().trackIds(send({m_b})), QList{m_b});
    }

    // What is taken out of it leaves the player with the next synchronization.
    void takenOut()
    {
        FakeStorage storage;
        m_bench->partner(storage, {m_list});
        const auto sent = send({m_a, m_b});
        QCOMPARE(m_bench->run(storage).copied, 3);
        m_bench->setTracks(sent, {m_b});
        const SyncResult result = m_bench->run(storage);
        QCOMPARE(result.removed, 1);
        QVERIFY(!storage.has(u"Music/A/Album/a.mp3"_s));
        QVERIFY(storage.has(u"Music/A/Album/b.mp3"_s));
    }

    // It outlives the partnership: partnered again, what was sent still belongs on the player, and is
    // neither removed nor copied again. It goes when the player is forgotten.
    void outlivesPartnership()
    {
        FakeStorage storage;
        m_bench->partner(storage, {m_list});
        const auto sent = send({m_a});
        QCOMPARE(m_bench->run(storage).copied, 2);
        QVERIFY(m_bench->players().removePartnership(player()));
        QCOMPARE(*playlists().trackIds(sent), QList{m_a});
        m_bench->partner(storage, {m_list});
        QCOMPARE(*m_bench->players().playlists(player()), (QList{sent, m_list}));
        const SyncResult again = m_bench->run(storage);
        QCOMPARE(again.copied, 0);
        QCOMPARE(again.removed, 0);
        QVERIFY(m_bench->players().forget(player()));
        QCOMPARE(playlists().playlist(sent).error_or(Error{}).code, ErrorCode::NotFound);
    }

    // Forgetting a player leaves what other players have.
    void sharedStays()
    {
        partner({});
        const auto sent = send({m_a});
        const auto other = m_bench->addPlayer(u"other"_s);
        QVERIFY(m_bench->players().putPartnership(other, u"v"_s, {.playlists = {sent}}));
        QVERIFY(m_bench->players().forget(player()));
        QCOMPARE(*m_bench->players().playlists(other), QList{sent});
    }

private:
    PlayerId player() { return m_bench->player(); }
    model::PlaylistRepository playlists() { return model::PlaylistRepository(m_bench->connection()); }

    void partner(const PartnershipSettings &settings)
    {
        QVERIFY(m_bench->players().setFriendlyName(player(), u"STICK"_s));
        QVERIFY(m_bench->players().putPartnership(player(), u"u"_s, settings));
    }

    PlaylistId send(const QList<TrackId> &tracks)
    {
        return addToSentPlaylist(m_bench->connection(), player(), tracks).value_or(PlaylistId{});
    }

    std::unique_ptr<SyncBench> m_bench;
    TrackId m_a, m_b, m_c;
    PlaylistId m_list;
};

QTEST_GUILESS_MAIN(SentPlaylistTest)
#include "tst_sentplaylist.moc"
