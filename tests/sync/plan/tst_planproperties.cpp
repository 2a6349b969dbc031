// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playermodel.h"
#include "sync/plan/planner.h"

#include <QMap>
#include <QRandomGenerator>
#include <QTest>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

/// A song of a library that exists only here.
struct Song {
    int id = 0;
    QString source;
    QString path; ///< as the path template has it
    qint64 sizeBytes = 0;
    qint64 version = 1;
    bool isAvailable = true;
    bool hasObstacle = false;
};

QString stepText(const PlanAction &action)
{
    static constexpr std::array kinds = {"copy", "replace", "move", "remove"};
    static constexpr std::array reasons = {"new", "changed", "moved", "unselected", "for room", "superseded"};
    return u"%1 (%2) %3%4, %5 bytes, track %6"_s.arg(
        QLatin1StringView(kinds[static_cast<size_t>(action.kind)]),
        QLatin1StringView(reasons[static_cast<size_t>(action.reason)]),
        action.from.isEmpty() ? QString() : action.from + u" -> "_s, action.path,
        QString::number(action.sizeBytes), QString::number(action.track.value));
}

/// A library, a player and what happens to them over the years, as the dice will have it.
class World
{
public:
    World(quint32 seed, device::FolderFormat format)
        : m_random(seed),
          m_clusterBytes(format == device::FolderFormat::Unknown ? 1000 : 512),
          m_player(capacity(), m_clusterBytes, format)
    {
        const int songs = m_random.bounded(1, 30);
        for (int id = 1; id <= songs; ++id)
            m_songs.append(newSong(id));
        for (int i = m_random.bounded(4); i > 0; --i)
            addForeign();
        makePlaylists();
    }

    /// What happens between two sessions.
    void liveOn()
    {
        for (Song &song : m_songs) {
            if (chance(12)) { // retagged
                song.sizeBytes = size();
                ++song.version;
                if (chance(50))
                    song.path = path(song.id);
            } else if (chance(12)) { // moved
                song.source = u"/music/%1/%2"_s.arg(m_random.bounded(1000)).arg(song.id);
                if (chance(70))
                    song.path = path(song.id);
            }
            song.isAvailable = !chance(5);
            song.hasObstacle = chance(4);
        }
        for (int i = m_random.bounded(3); i > 0; --i)
            m_songs.append(newSong(static_cast<int>(m_songs.size()) + 1));
        const QStringList paths = m_player.paths();
        for (const QString &path : paths) { // by the player's owner
            if (!chance(4))
                continue;
            m_player.erase(path);
            m_foreign.remove(path);
            const LedgerEntry entry = m_ledger.take(path);
            if (entry.track.isValid() && !entry.isManual)
                m_skipped.insert(entry.track);
        }
        for (LedgerEntry &entry : m_ledger) {
            if (entry.state == LedgerState::Placed && chance(3))
                entry.state = LedgerState::Pending; // cut off while it was replaced
        }
        if (chance(30))
            addForeign();
        if (chance(60))
            makePlaylists();
        m_reservePercent = chance(40) ? m_random.bounded(0, 60) : 0;
    }

    PlanRequest request()
    {
        PlanRequest request;
        request.storage = m_player.storage();
        request.listing = m_player.listing();
        request.ledger = m_ledger.values();
        request.skipped = m_skipped;
        request.reservePercent = m_reservePercent;
        request.overheadBytes = m_overheadBytes;
        request.isManual = m_isManual;
        request.keepsUnselected = m_keepsUnselected;
        QSet<int> seen; // an item in several playlists counts where it comes first
        for (const auto &[songs, isFill] : std::as_const(m_playlists)) {
            for (const int number : songs) {
                const auto before = seen.size();
                seen.insert(number);
                if (seen.size() > before)
                    request.wanted.append(wanted(m_songs[number], isFill));
            }
        }
        return request;
    }

    /// Chooses what sort of session comes.
    void chooseSession()
    {
        m_isManual = chance(10);
        m_keepsUnselected = chance(10);
        m_heldPercent = chance(15) ? 40 : 0;
        m_holdSeed = m_random.generate();
    }

    PlayerModel &player() { return m_player; }
    QMap<QString, LedgerEntry> &ledger() { return m_ledger; }
    const QSet<QString> &foreign() const { return m_foreign; }

private:
    bool chance(int percent) { return m_random.bounded(100) < percent; }

    qint64 size() { return m_random.bounded(0, m_scale); }

    qint64 capacity()
    {
        m_scale = chance(50) ? 3000 : 12'000;
        return m_random.bounded(6, 160) * m_clusterBytes;
    }

    QString path(int id)
    {
        static constexpr std::array folders = {"", "a/", "b/", "b/c/", "Long name of a folder/", "b/d/e/"};
        const QString folder =
            QString::fromLatin1(folders[static_cast<size_t>(m_random.bounded(int(folders.size())))]);
        const QString name = chance(15)   ? (chance(50) ? u"x"_s : u"X"_s)
                             : chance(40) ? u"A song with a rather long name, number %1"_s.arg(id)
                                          : u"t%1"_s.arg(id);
        return u"Music/"_s + folder + name + u".mp3"_s;
    }

    Song newSong(int id)
    {
        return {.id = id,
                .source = u"/music/%1"_s.arg(id),
                .path = path(id),
                .sizeBytes = size(),
                .isAvailable = !chance(5),
                .hasObstacle = chance(4)};
    }

    /// Something of the owner's; it may be a copy of a song, and is adopted then.
    void addForeign()
    {
        const int id = m_random.bounded(1, static_cast<int>(m_songs.size()) + 2);
        const QString there = path(id);
        const qint64 bytes = size();
        if (m_player.isTaken(there) ||
            m_player.freeBytes() < m_player.storage().occupiedBytes(bytes) + 6 * m_clusterBytes)
            return;
        m_player.put(there, bytes);
        m_foreign.insert(there);
        if (id > m_songs.size() || !chance(40))
            return;
        const Song &song = m_songs[id - 1];
        const bool isKnown = std::ranges::any_of(
            m_ledger, [&song](const LedgerEntry &entry) { return entry.track.value == song.id; });
        if (!isKnown)
            m_ledger.insert(there, {.path = there,
                                    .state = LedgerState::Adopted,
                                    .track = TrackId{song.id},
                                    .sizeBytes = bytes,
                                    .source = song.source,
                                    .sourceVersion = song.version});
    }

    void makePlaylists()
    {
        m_playlists.clear();
        for (int i = m_random.bounded(1, 5); i > 0; --i) {
            QList<int> songs;
            for (int left = m_random.bounded(1, static_cast<int>(m_songs.size()) + 1); left > 0; --left)
                songs.append(m_random.bounded(static_cast<int>(m_songs.size())));
            m_playlists.append({songs, i == 1 && chance(30)});
        }
    }

    WantedItem wanted(const Song &song, bool isFill)
    {
        QRandomGenerator holding(m_holdSeed + static_cast<quint32>(song.id));
        WantedItem item{.track = TrackId{song.id},
                        .source = song.source,
                        .sizeBytes = song.sizeBytes,
                        .sourceVersion = song.version,
                        .path = song.path,
                        .isAvailable = song.isAvailable,
                        .isFill = isFill,
                        .isHeldBack = holding.bounded(100) < m_heldPercent};
        if (song.hasObstacle)
            item.obstacle = Error{ErrorCode::NotPlayable, song.source, {}};
        for (const LedgerEntry &entry : std::as_const(m_ledger)) { // as assignPaths() does
            if (entry.track == item.track && entry.sizeBytes == item.sizeBytes &&
                entry.sourceVersion == item.sourceVersion && entry.source == item.source)
                item.path = entry.path;
        }
        return item;
    }

    QRandomGenerator m_random;
    qint64 m_clusterBytes;
    int m_scale = 0;
    PlayerModel m_player;
    QList<Song> m_songs;
    QList<std::pair<QList<int>, bool>> m_playlists; ///< numbers of songs; whether they only fill
    QMap<QString, LedgerEntry> m_ledger;
    QSet<QString> m_foreign;
    QSet<TrackId> m_skipped;
    int m_reservePercent = 0;
    qint64 m_overheadBytes = m_random.bounded(0, 3) * 500;
    bool m_isManual = false;
    bool m_keepsUnselected = false;
    int m_heldPercent = 0;
    quint32 m_holdSeed = 0;
};

qint64 reserveOf(const PlanRequest &request)
{
    return (request.isManual ? 0 : request.storage.totalBytes * request.reservePercent / 100) +
           request.overheadBytes;
}

/// Whether a session of this kind may remove the file.
bool mayRemove(const PlanRequest &request, const LedgerEntry &entry)
{
    if (entry.state == LedgerState::Adopted || entry.isManual || request.isManual)
        return false;
    const auto item = std::ranges::find(request.wanted, entry.track, &WantedItem::track);
    return item == request.wanted.end() ? !request.keepsUnselected : !item->isHeldBack;
}

bool isCurrent(const WantedItem &item, const LedgerEntry &entry)
{
    return entry.state != LedgerState::Pending && entry.sizeBytes == item.sizeBytes &&
           entry.sourceVersion == item.sourceVersion;
}

} // namespace

class PlanPropertiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Whatever the library, the playlists, the player, its room and its past: a plan never takes more than
    // the room that it may take, at no step; drops nothing that would have fitted in its turn; touches
    // only what Tandem placed and may deal with; gives no name twice; comes out as it says; and once it is
    // carried out, there is nothing left to do.
    void anything_data()
    {
        QTest::addColumn<device::FolderFormat>("format");
        QTest::newRow("folders of one cluster") << device::FolderFormat::Unknown;
        QTest::newRow("vfat") << device::FolderFormat::Vfat;
        QTest::newRow("exfat") << device::FolderFormat::Exfat;
    }
    void anything()
    {
        QFETCH(device::FolderFormat, format);
        m_format = format;
        m_tight = m_moves = m_fills = m_late = 0;
        for (quint32 seed = 1; seed <= 2000; ++seed) {
            World world(seed, format);
            for (int session = 1; session <= 4; ++session) {
                world.chooseSession();
                m_steps.clear();
                holdSession(world);
                if (QTest::currentTestFailed()) {
                    for (const QString &step : std::as_const(m_steps))
                        qWarning().noquote() << step;
                    qWarning() << "seed" << seed << "session" << session;
                    return;
                }
                world.liveOn();
            }
        }
        QVERIFY2(m_late <= 8, qPrintable(QString::number(m_late))); // of 8,000
        // The dice are not so loaded that nothing is tested.
        QVERIFY(m_tight > 300);
        QVERIFY(m_moves > 300);
        QVERIFY(m_fills > 300);
    }

private:
    void holdSession(World &world)
    {
        const PlanRequest request = world.request();
        const SyncPlan plan = planSync(request);
        for (const PlanAction &action : plan.actions)
            m_steps.append(stepText(action));
        QCOMPARE(plan.items, request.wanted.size());
        QCOMPARE(plan.items, plan.upToDate + plan.leftOut + plan.skipped + plan.copyItems +
                                 plan.noFit.size() + plan.errors.size());
        verifyOrder(request, plan);
        const PlayerModel before = world.player();
        const qint64 oursBefore = oursBytes(before, world.ledger());
        carryOut(world, request, plan);
        if (QTest::currentTestFailed())
            return;
        verifyOutcome(world, before, oursBefore, plan);
        verifyGreedy(request, before, world, plan);
        verifyNothingLeft(world);
        m_tight += !plan.noFit.isEmpty() && plan.copyItems > 0 && plan.removeItems > 0 ? 1 : 0;
        m_moves += plan.moveItems > 0 ? 1 : 0;
        m_fills += plan.leftOut > 0 ? 1 : 0;
    }

    // New files come in the order of the playlists, what only fills last.
    static void verifyOrder(const PlanRequest &request, const SyncPlan &plan)
    {
        QList<qsizetype> places;
        for (const PlanAction &action : plan.actions) {
            if (action.kind == ActionKind::Remove || action.reason != ActionReason::New)
                continue;
            const auto item = std::ranges::find(request.wanted, action.track, &WantedItem::track);
            places.append(item - request.wanted.begin() + (item->isFill ? request.wanted.size() : 0));
        }
        QVERIFY(std::ranges::is_sorted(places));
        for (const WantedItem &item : plan.noFit)
            QVERIFY(!item.isFill && !item.isHeldBack);
    }

    // Every step can be done, may be done, and leaves the room that it must leave.
    static void carryOut(World &world, const PlanRequest &request, const SyncPlan &plan)
    {
        PlayerModel &player = world.player();
        QMap<QString, LedgerEntry> &ledger = world.ledger();
        const qint64 reserve = reserveOf(request);
        QHash<TrackId, WantedItem> wanted;
        for (const WantedItem &item : request.wanted)
            wanted.insert(item.track, item);
        for (const LedgerEntry &entry : plan.refreshed) {
            QVERIFY(ledger.contains(entry.path));
            ledger[entry.path].source = entry.source;
            QCOMPARE(ledger[entry.path], entry);
        }
        const qint64 freeAtFirst = player.freeBytes();
        qint64 freeBefore = freeAtFirst;
        for (qsizetype i = 0; i < plan.actions.size(); ++i) {
            const PlanAction &action = plan.actions[i];
            const QString now = action.kind == ActionKind::Move ? action.from : action.path;
            const bool isReplacement = action.kind == ActionKind::Replace;
            const bool hasMadeWay = i > 0 && plan.actions[i - 1].reason == ActionReason::Superseded &&
                                    plan.actions[i - 1].track == action.track;
            if (!hasMadeWay)
                freeBefore = player.freeBytes();
            if (action.kind != ActionKind::Copy) {
                QVERIFY2(ledger.contains(now), qPrintable(now));
                const LedgerEntry &entry = ledger[now];
                QVERIFY2(entry.state != LedgerState::Adopted, qPrintable(now));
                QVERIFY2(!wanted.value(entry.track).isHeldBack, qPrintable(now));
                QVERIFY2(isReplacement || action.reason == ActionReason::Superseded ||
                             mayRemove(request, entry),
                         qPrintable(now));
                QVERIFY2(action.reason != ActionReason::NotSelected || !wanted.contains(entry.track) ||
                             entry.state == LedgerState::Pending || isDouble(ledger, entry),
                         qPrintable(now));
            }
            if (action.kind == ActionKind::Copy || action.kind == ActionKind::Move)
                QVERIFY2(!player.isTaken(action.path), qPrintable(action.path));
            if (action.kind == ActionKind::Remove) {
                QCOMPARE(player.sizeOf(action.path), action.sizeBytes);
                player.erase(action.path);
                ledger.remove(action.path);
                continue;
            }
            const WantedItem item = wanted.value(action.track);
            QCOMPARE(action.source, item.source);
            LedgerEntry entry{.path = action.path,
                              .isManual = action.isManual,
                              .track = action.track,
                              .sizeBytes = action.sizeBytes,
                              .source = action.source,
                              .sourceVersion = action.sourceVersion};
            QCOMPARE(action.sizeBytes, item.sizeBytes);
            QCOMPARE(action.sourceVersion, item.sourceVersion);
            if (action.kind == ActionKind::Move) {
                QCOMPARE(player.sizeOf(action.from), action.sizeBytes);
                QVERIFY(action.reason == ActionReason::Moved && !action.isManual);
                player.move(action.from, action.path);
                ledger.remove(action.from);
            } else if (isReplacement) {
                // The new one is written beside the old: into the reserve, if need be.
                QVERIFY(freeBefore - request.storage.occupiedBytes(action.sizeBytes) >=
                        request.overheadBytes);
                player.replace(action.path, action.sizeBytes);
            } else {
                player.put(action.path, action.sizeBytes);
                QVERIFY(player.freeBytes() >= request.overheadBytes);
            }
            ledger.insert(entry.path, entry);
            const bool goesOn = i + 1 < plan.actions.size() &&
                                plan.actions[i + 1].reason == ActionReason::Superseded &&
                                plan.actions[i + 1].track == action.track;
            // What was not left to begin with can only be left in the end.
            const qint64 kept = freeAtFirst < reserve ? request.overheadBytes : reserve;
            QVERIFY2(player.freeBytes() >= std::min(kept, freeBefore) || goesOn,
                     qPrintable(u"%1 free, %2 reserved: %3"_s.arg(
                         QString::number(player.freeBytes()), QString::number(reserve), stepText(action))));
        }
        QVERIFY(player.freeBytes() >= std::min(reserve, freeAtFirst));
    }

    /// An interrupted session may have left two copies.
    static bool isDouble(const QMap<QString, LedgerEntry> &ledger, const LedgerEntry &entry)
    {
        return std::ranges::count(ledger, entry.track, &LedgerEntry::track) > 1;
    }

    // The estimate is what then happens; nothing foreign has changed.
    static void verifyOutcome(World &world, const PlayerModel &before, qint64 oursBefore,
                              const SyncPlan &plan)
    {
        const SyncEstimate estimate = toEstimate(plan);
        QCOMPARE(estimate.freeAfterBytes, world.player().freeBytes());
        QCOMPARE(estimate.deviceBytes, oursBefore + before.freeBytes() - world.player().freeBytes());
        qint64 copied = 0;
        qint64 removed = 0;
        qint64 bytes = 0;
        for (const PlanAction &action : plan.actions) {
            const bool isCopy = action.kind == ActionKind::Copy || action.kind == ActionKind::Replace;
            copied += isCopy ? 1 : 0;
            bytes += isCopy ? action.sizeBytes : 0;
            removed += action.kind == ActionKind::Remove && action.reason != ActionReason::Superseded ? 1 : 0;
        }
        QCOMPARE(estimate.copyItems, copied);
        QCOMPARE(estimate.removeItems, removed);
        QCOMPARE(estimate.dataBytes, bytes);
        QCOMPARE(estimate.noFitItems, plan.noFit.size());
        for (const QString &path : world.foreign())
            QCOMPARE(world.player().sizeOf(path), before.sizeOf(path));
    }

    /// What would come back if all that Tandem placed went, with the folders that hold nothing else.
    static qint64 oursBytes(PlayerModel player, const QMap<QString, LedgerEntry> &ledger)
    {
        const qint64 free = player.freeBytes();
        for (const LedgerEntry &entry : ledger) {
            if (entry.state != LedgerState::Adopted)
                player.erase(entry.path);
        }
        const bool isMusicEmpty =
            std::ranges::none_of(player.paths(), [](const QString &path) { return path.contains(u'/'); });
        const qint64 topmost = isMusicEmpty && !ledger.isEmpty() ? player.folderBytes(u"Music"_s) : 0;
        return player.freeBytes() - free + topmost;
    }

    // Each item that had no room would not have had it in its turn either: after those before it, on a
    // player that holds nothing but what has to stay.
    void verifyGreedy(const PlanRequest &request, const PlayerModel &before, World &world,
                      const SyncPlan &plan)
    {
        if (m_format != device::FolderFormat::Unknown)
            return; // how large folders have been for good depends on the order of things: some clusters
        PlayerModel player = before;
        QHash<TrackId, LedgerEntry> old;
        for (const LedgerEntry &entry : request.ledger) {
            old.insert(entry.track, entry);
            if (mayRemove(request, entry))
                player.erase(entry.path);
        }
        QHash<TrackId, LedgerEntry> now;
        for (const LedgerEntry &entry : std::as_const(world.ledger()))
            now.insert(entry.track, entry);
        QSet<TrackId> refused;
        for (const WantedItem &item : plan.noFit)
            refused.insert(item.track);
        QList<WantedItem> inOrder = request.wanted;
        std::ranges::stable_partition(inOrder, [](const WantedItem &item) { return !item.isFill; });
        for (const WantedItem &item : std::as_const(inOrder)) {
            const bool isThere = now.contains(item.track);
            const bool hasStayed =
                isThere && player.has(now[item.track].path) && now[item.track] == old.value(item.track);
            if (hasStayed || item.isHeldBack)
                continue;
            const bool hasNoRoom =
                refused.contains(item.track) || (item.isFill && !isThere && item.isAvailable &&
                                                 !item.obstacle && !request.skipped.contains(item.track));
            if (hasNoRoom) {
                PlayerModel tried = player;
                if (tried.has(old.value(item.track).path))
                    tried.erase(old[item.track].path);
                // The old copy would stay as it is if nothing better can be had.
                const LedgerEntry entry = old.value(item.track);
                const bool wouldStay =
                    entry.track.isValid() && (!item.isAvailable || item.obstacle || isCurrent(item, entry));
                tried.put(wouldStay ? entry.path : item.path, wouldStay ? entry.sizeBytes : item.sizeBytes);
                QVERIFY2(tried.freeBytes() < reserveOf(request) && tried.freeBytes() < player.freeBytes(),
                         qPrintable(item.path));
            } else if (isThere) {
                if (player.has(old.value(item.track).path))
                    player.erase(old[item.track].path);
                if (!player.has(now[item.track].path))
                    player.put(now[item.track].path, now[item.track].sizeBytes);
            }
        }
    }

    // Planning again finds nothing to do, and nothing to note.
    void verifyNothingLeft(World &world)
    {
        const PlanRequest request = world.request();
        const SyncPlan again = planSync(request);
        for (const PlanAction &action : again.actions)
            m_steps.append(u"again: "_s + stepText(action));
        // A folder that an old and a new name together made grow by a cluster, for good, may cost a song its
        // room, though there would have been room if both had not been there at once: very seldom, and only
        // where folders grow. That comes right with the next session.
        if (!again.actions.isEmpty() && m_format != device::FolderFormat::Unknown) {
            ++m_late;
            carryOut(world, request, again);
            QVERIFY(planSync(world.request()).actions.isEmpty());
            return;
        }
        QVERIFY(again.actions.isEmpty());
        QVERIFY(again.refreshed.isEmpty());
    }

    device::FolderFormat m_format = device::FolderFormat::Unknown;
    QStringList m_steps;
    int m_tight = 0;
    int m_moves = 0;
    int m_fills = 0;
    int m_late = 0;
};

QTEST_GUILESS_MAIN(PlanPropertiesTest)
#include "tst_planproperties.moc"
