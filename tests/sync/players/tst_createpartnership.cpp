// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "sync/ledger/ledgerfile.h"
#include "sync/ledger/marker.h"
#include "sync/players/createpartnership.h"
#include "syncbench.h"

#include <QTest>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

const QString markerFile = QString::fromLatin1(markerPath);
const QString ledgerFile = QString::fromLatin1(ledgerPath);

/// Lets something happen in the moment in which the player is being written to.
class WatchedStorage : public FakeStorage
{
public:
    std::function<void()> onWrite; ///< at the first call only

    Result<device::FileStamp> write(const QString &path, const QByteArray &data,
                                    const std::optional<device::FileStamp> &replaces) override
    {
        if (const auto happens = std::exchange(onWrite, nullptr))
            happens();
        return FakeStorage::write(path, data, replaces);
    }
};

} // namespace

class CreatePartnershipTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<SyncBench>();
        m_storage = std::make_unique<WatchedStorage>();
        m_list = m_bench->addPlaylist(u"P"_s, {m_bench->addTrack(u"a"_s)});
    }

    // The marker names this library, and the database has the partnership, also after it was declined.
    void create()
    {
        QVERIFY(m_bench->players().setDeclined(m_bench->player(), true));
        QVERIFY(create({.friendlyName = u"Mine"_s, .playlists = {m_list}, .reservePercent = 5}));
        const auto marker = readMarker(*m_storage);
        QVERIFY(marker && *marker);
        QCOMPARE((*marker)->libraryId, m_bench->database().libraryId());
        QCOMPARE((*marker)->partnershipIndex, 1);
        const PlayerRecord record = *m_bench->players().player(m_bench->player());
        QVERIFY(record.partnership && !record.isDeclined);
        QCOMPARE(record.partnership->playerUuid, (*marker)->playerUuid);
        QCOMPARE(record.partnership->reservePercent, 5);
        QCOMPARE(record.displayName(), u"Mine"_s);
        QCOMPARE(*m_bench->players().playlists(m_bench->player()), QList{m_list});
        QCOMPARE(m_storage->contents().size(), 1); // nothing is copied
    }

    // Again is a change of settings: the player keeps its id, and nothing is written to it.
    void again()
    {
        QVERIFY(create({.playlists = {m_list}}));
        m_bench->run(*m_storage);
        const QByteArray marker = m_storage->content(markerFile);
        m_storage->resetCounters();
        QVERIFY(create({.reservePercent = 30}));
        QCOMPARE(m_storage->changingCalls(), 0);
        QCOMPARE(m_storage->content(markerFile), marker);
        QCOMPARE(m_bench->players().player(m_bench->player())->partnership->reservePercent, 30);
    }

    // Another library's player is refused; taken over, its marker is ours and its ledger void, and what
    // lies there is the owner's.
    void elsewhere()
    {
        SyncBench other;
        other.partner(*m_storage, {other.addPlaylist(u"theirs"_s, {other.addTrack(u"x"_s)})});
        other.run(*m_storage);
        const auto before = m_storage->contents();
        const auto refused = create({.playlists = {m_list}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::PartneredElsewhere);
        QCOMPARE(refused.error().detail, libraryName());
        QCOMPARE(m_storage->contents(), before);
        verifyNothingHere();

        QVERIFY(create({.playlists = {m_list}, .takeOver = true}));
        QCOMPARE((*readMarker(*m_storage))->libraryId, m_bench->database().libraryId());
        QVERIFY(!m_storage->has(ledgerFile));
        QCOMPARE(m_bench->run(*m_storage).removed, 0);
        QVERIFY(m_storage->has(u"Music/A/Album/x.mp3"_s));
    }

    // A damaged marker is refused unless the player is taken over.
    void damagedMarker()
    {
        m_storage->put(markerFile, "{}");
        const auto refused = create({});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::MarkerDamaged);
        QCOMPARE(m_storage->content(markerFile), "{}");
        verifyNothingHere();
        QVERIFY(create({.takeOver = true}));
        QVERIFY(readMarker(*m_storage));
    }

    // Whatever fails: no partnership here, no marker there, no new name, and the owner's earlier decision
    // stands.
    void failures_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<ErrorCode>("expected");
        QTest::newRow("read-only") << 0 << ErrorCode::DeviceReadOnly;
        QTest::newRow("full") << 1 << ErrorCode::DeviceFull;
        QTest::newRow("broken") << 2 << ErrorCode::DeviceFailed;
        QTest::newRow("pulled out") << 3 << ErrorCode::DeviceGone;
        QTest::newRow("no such playlist") << 4 << ErrorCode::NotFound;
        QTest::newRow("reserve out of bounds") << 5 << ErrorCode::InvalidArgument;
    }
    void failures()
    {
        QFETCH(int, what);
        QFETCH(ErrorCode, expected);
        QVERIFY(m_bench->players().setDeclined(m_bench->player(), true));
        m_storage->setReadOnly(what == 0);
        m_storage->failAt(1, what == 1   ? FakeStorage::Fault::Full
                             : what == 2 ? FakeStorage::Fault::Failed
                             : what == 3 ? FakeStorage::Fault::Unplug
                                         : FakeStorage::Fault::None);
        const auto refused = create({.friendlyName = u"Mine"_s,
                                     .playlists = {m_list, what == 4 ? PlaylistId{99} : m_list},
                                     .reservePercent = what == 5 ? 96 : 0});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, expected);
        verifyNothingHere();
        QVERIFY(m_bench->players().player(m_bench->player())->isDeclined);
        QVERIFY(m_bench->players().player(m_bench->player())->friendlyName.isEmpty());
        QVERIFY(m_storage->contents().isEmpty());
    }

    // While a slow player is being written to, anybody can write to the database.
    void nobodyWaits()
    {
        bool hasBegun = false;
        m_storage->onWrite = [&] {
            model::Connection other(m_bench->database());
            hasBegun = model::Transaction(other).begun().has_value();
        };
        QVERIFY(create({.playlists = {m_list}}));
        QVERIFY(hasBegun);
    }

    // If it is the database that fails in the end, the player gets back what it had.
    void databaseFails()
    {
        const auto breakDatabase = [this] {
            m_bench->execute(u"CREATE TRIGGER no BEFORE INSERT ON partnerships BEGIN"
                             " SELECT RAISE(ABORT, 'no'); END"_s);
        };
        m_storage->onWrite = breakDatabase;
        QVERIFY(!create({.playlists = {m_list}}));
        verifyNothingHere();
        QVERIFY(!m_storage->has(markerFile));

        m_bench->execute(u"DROP TRIGGER no"_s);
        SyncBench other;
        other.partner(*m_storage, {other.addPlaylist(u"theirs"_s, {other.addTrack(u"x"_s)})});
        other.run(*m_storage);
        const auto before = m_storage->contents();
        m_storage->onWrite = breakDatabase;
        QVERIFY(!create({.playlists = {m_list}, .takeOver = true}));
        verifyNothingHere();
        QCOMPARE(m_storage->contents(), before);
    }

    // Cut off between player and library, the player is new still; partnered then, it keeps its id.
    void cutOff()
    {
        m_storage->failAt(1, FakeStorage::Fault::KillAfter);
        QVERIFY_THROWS_EXCEPTION(Killed, (void)create({.playlists = {m_list}}));
        verifyNothingHere();
        m_storage->repair();
        const auto left = readMarker(*m_storage);
        QVERIFY(left && *left);
        QVERIFY(create({.playlists = {m_list}}));
        QCOMPARE(m_bench->players().player(m_bench->player())->partnership->playerUuid, (*left)->playerUuid);
        QCOMPARE(m_bench->run(*m_storage).copied, 1);
    }

    // Another process may be quicker with the index that was free.
    void indexTaken()
    {
        m_storage->onWrite = [this] {
            QVERIFY(m_bench->players().putPartnership(m_bench->addPlayer(u"quicker"_s), u"u"_s, {}));
        };
        QVERIFY(create({.playlists = {m_list}}));
        QCOMPARE(m_bench->players().player(m_bench->player())->partnership->index, 2);
        QCOMPARE((*readMarker(*m_storage))->partnershipIndex, 2);
    }

    // A failing change leaves the settings as they were.
    void failingChange()
    {
        QVERIFY(create({.playlists = {m_list}, .reservePercent = 5}));
        m_storage->erase(markerFile);
        m_storage->failAt(1, FakeStorage::Fault::Full);
        QVERIFY(!create({.friendlyName = u"Other"_s, .reservePercent = 50}));
        const auto record = m_bench->players().player(m_bench->player());
        QVERIFY(record && record->partnership);
        QCOMPARE(record->partnership->reservePercent, 5);
        QVERIFY(record->friendlyName.isEmpty());
        QCOMPARE(*m_bench->players().playlists(m_bench->player()), QList{m_list});
    }

    // A seventeenth partnership leaves the player as it is.
    void tooMany()
    {
        for (int i = 0; i < maxPartnerships; ++i)
            QVERIFY(m_bench->players().putPartnership(m_bench->addPlayer(u"p%1"_s.arg(i)), u"u"_s, {}));
        QCOMPARE(create({}).error().code, ErrorCode::TooManyPartnerships);
        QVERIFY(m_storage->contents().isEmpty());
    }

    // A player inside the music is refused.
    void overlap()
    {
        m_bench->execute(u"UPDATE players SET location = '%1'"_s.arg(m_bench->path(u"music/A"_s)));
        QCOMPARE(create({}).error().code, ErrorCode::PlayerInsideMusic);
        m_bench->execute(u"UPDATE players SET location = '%1'"_s.arg(m_bench->path(u"."_s)));
        QCOMPARE(create({}).error().code, ErrorCode::MusicInsidePlayer);
        QVERIFY(m_storage->contents().isEmpty());
    }

    // Ending it takes marker and ledger off the player, the music stays; another library's stay, too.
    void removal()
    {
        QVERIFY(create({.playlists = {m_list}}));
        m_bench->run(*m_storage);
        SyncBench other;
        QVERIFY(removePartnershipFiles(other.database(), *m_storage));
        QVERIFY(m_storage->has(markerFile));
        QVERIFY(removePartnershipFiles(m_bench->database(), *m_storage));
        QVERIFY(!m_storage->has(markerFile));
        QVERIFY(!m_storage->has(ledgerFile));
        QVERIFY(m_storage->has(u"Music/A/Album/a.mp3"_s));
        QVERIFY(removePartnershipFiles(m_bench->database(), *m_storage));
    }

    // Partnered again, the library knows what it placed earlier.
    void endedAndMadeAgain()
    {
        QVERIFY(create({.playlists = {m_list}}));
        m_bench->run(*m_storage);
        QVERIFY(removePartnershipFiles(m_bench->database(), *m_storage));
        QVERIFY(m_bench->players().removePartnership(m_bench->player()));
        QVERIFY(create({.playlists = {m_list}}));
        QCOMPARE(m_bench->run(*m_storage).upToDate, 1);
        m_bench->setTracks(m_list, {});
        QCOMPARE(m_bench->run(*m_storage).removed, 1);
    }

    // The end of a partnership frees its index and clears the playlists' priorities; the player is declined.
    void endedFreesIndex()
    {
        QVERIFY(create({.playlists = {m_list}}));
        QVERIFY(m_bench->players().removePartnership(m_bench->player()));
        QVERIFY(m_bench->players().player(m_bench->player())->isDeclined);
        QVERIFY(m_bench->players().playlists(m_bench->player())->isEmpty());
        QCOMPARE(m_bench->players().putPartnership(m_bench->addPlayer(u"next"_s), u"u"_s, {})->index, 1);
        QVERIFY(create({}));
        QCOMPARE(m_bench->players().player(m_bench->player())->partnership->index, 2);
    }

    // Forgotten and partnered again, the player's files are no longer known as Tandem's: the identical ones
    // are adopted, not copied a second time, and never removed.
    void forgottenAndMadeAgain()
    {
        QVERIFY(create({.playlists = {m_list}}));
        QCOMPARE(m_bench->run(*m_storage).copied, 1);
        QVERIFY(removePartnershipFiles(m_bench->database(), *m_storage));
        QVERIFY(m_bench->players().forget(m_bench->player()));
        const PlayerId again = m_bench->addPlayer(u"test:1"_s);
        QVERIFY(again != m_bench->player());
        // The bench's sessions are about that number.
        m_bench->execute(
            u"UPDATE players SET id = %1 WHERE id = %2"_s.arg(m_bench->player().value).arg(again.value));
        QVERIFY(create({.playlists = {m_list}}));
        const SyncResult result = m_bench->run(*m_storage);
        QCOMPARE(result.copied, 0);
        QCOMPARE(result.upToDate, 1);
        m_bench->setTracks(m_list, {});
        QCOMPARE(m_bench->run(*m_storage).removed, 0);
        QVERIFY(m_storage->has(u"Music/A/Album/a.mp3"_s));
    }

    // With the default rules, the stock playlists are made, and only if the partnership is.
    void defaultRules()
    {
        model::PlaylistRepository playlists(m_bench->connection());
        m_storage->failAt(1, FakeStorage::Fault::Full);
        QVERIFY(!create({.hasDefaultRules = true}));
        QCOMPARE(playlists.all()->size(), 1);
        m_storage->repair();
        QVERIFY(create({.hasDefaultRules = true}));
        QVERIFY(playlists.all()->size() > 1);
        QCOMPARE(m_bench->players().playlists(m_bench->player())->size(), playlists.all()->size());
        QCOMPARE(m_bench->run(*m_storage).copied, 1);
    }

    // Two libraries and one player. Taken over, the songs that both have are kept and not copied; whatever
    // the first library placed is never removed by the second. The first one then has to ask, too; it takes
    // the player back, knows what it placed, copies nothing anew, and leaves what the second one placed.
    void takenOverAndBack()
    {
        SyncBench &one = *m_bench; // has "a"; the benches write the same content in the same order
        SyncBench two;
        const auto both = two.addTrack(u"a"_s);
        const auto ones = one.addTrack(u"one's"_s);
        const auto twos = two.addTrack(u"two's"_s, 20'000);
        one.setTracks(m_list, {TrackId{1}, ones});
        const auto list = two.addPlaylist(u"P"_s, {both, twos});
        QCOMPARE(one.contentOf(TrackId{1}), two.contentOf(both));
        one.partner(*m_storage, {m_list});
        QCOMPARE(one.run(*m_storage).copied, 2);

        QVERIFY(createPartnership(two.database(), two.connection(), *m_storage, two.player(),
                                  {.playlists = {list}, .takeOver = true}));
        const SyncResult taken = two.run(*m_storage);
        QCOMPARE(taken.copied, 1);
        QCOMPARE(taken.upToDate, 1);
        QCOMPARE(taken.removed, 0);
        QCOMPARE(one.run(*m_storage).reason.code, ErrorCode::PartneredElsewhere);
        two.setTracks(list, {twos}); // what was adopted is no longer wanted
        QCOMPARE(two.run(*m_storage).removed, 0);
        QVERIFY(m_storage->has(u"Music/A/Album/a.mp3"_s));

        QVERIFY(create({.playlists = {m_list}, .takeOver = true}));
        const SyncResult back = one.run(*m_storage);
        QCOMPARE(back.copied, 0);
        QCOMPARE(back.upToDate, 2);
        one.setTracks(m_list, {});
        QCOMPARE(one.run(*m_storage).removed, 2);
        QVERIFY(m_storage->has(u"Music/A/Album/two's.mp3"_s));
        QCOMPARE(one.run(*m_storage).removed, 0);
    }

private:
    Result<void> create(const PartnershipSettings &settings)
    {
        return createPartnership(m_bench->database(), m_bench->connection(), *m_storage, m_bench->player(),
                                 settings);
    }

    void verifyNothingHere() { QVERIFY(!m_bench->players().player(m_bench->player())->partnership); }

    std::unique_ptr<SyncBench> m_bench;
    std::unique_ptr<WatchedStorage> m_storage;
    PlaylistId m_list;
};

QTEST_GUILESS_MAIN(CreatePartnershipTest)
#include "tst_createpartnership.moc"
