// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/devicepath.h"
#include "sync/planner.h"

#include <QMap>
#include <QRandomGenerator>
#include <QTest>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

constexpr qint64 cluster = 1000;

WantedItem item(int track, qint64 size, const QString &name = {}, qint64 version = 1)
{
    return {.track = TrackId{track},
            .source = u"/music/%1.mp3"_s.arg(track),
            .sizeBytes = size,
            .sourceVersion = version,
            .path = u"Music/%1.mp3"_s.arg(name.isEmpty() ? u"t%1"_s.arg(track) : name)};
}

LedgerEntry entryOf(const WantedItem &wanted, LedgerState state = LedgerState::Placed)
{
    return {.path = wanted.path,
            .state = state,
            .track = wanted.track,
            .sizeBytes = wanted.sizeBytes,
            .source = wanted.source,
            .sourceVersion = wanted.sourceVersion};
}

/// "+path" copy, "*path" replace, "-path" remove.
QStringList steps(const SyncPlan &plan)
{
    QStringList steps;
    for (const PlanAction &action : plan.actions) {
        const QChar kind = action.kind == ActionKind::Copy      ? u'+'
                           : action.kind == ActionKind::Replace ? u'*'
                                                                : u'-';
        steps.append(kind + action.path.mid(6).chopped(4)); // without "Music/" and ".mp3"
    }
    return steps;
}

Listing listingOf(const QList<LedgerEntry> &entries, const QStringList &foreign = {},
                  bool isCaseSensitive = true)
{
    Listing listing(isCaseSensitive);
    QMap<QString, QList<device::StoredObject>> folders{{u"Music"_s, {}}};
    for (const LedgerEntry &entry : entries)
        folders[device::parentPath(entry.path)].append(
            {device::fileNameOf(entry.path), entry.sizeBytes, false});
    for (const QString &path : foreign)
        folders[device::parentPath(path)].append({device::fileNameOf(path), 1, false});
    const QStringList leaves = folders.keys();
    for (const QString &leaf : leaves) {
        for (QString folder = leaf; !folder.isEmpty(); folder = device::parentPath(folder))
            folders[device::parentPath(folder)].append({device::fileNameOf(folder), 0, true});
    }
    for (auto folder = folders.constBegin(); folder != folders.constEnd(); ++folder)
        listing.add(folder.key(), *folder);
    return listing;
}

PlanRequest request(const QList<WantedItem> &wanted, const QList<LedgerEntry> &ledger, qint64 freeClusters,
                    const QStringList &foreign = {})
{
    PlanRequest input;
    input.wanted = wanted;
    input.ledger = ledger;
    input.listing = listingOf(ledger, foreign);
    input.storage = {
        .totalBytes = 100 * cluster, .freeBytes = freeClusters * cluster, .clusterBytes = cluster};
    return input;
}

/// A player that carries a plan out as the plan says.
class Model
{
public:
    explicit Model(const PlanRequest &input) : m_request(input), m_free(input.storage.freeBytes)
    {
        for (const LedgerEntry &entry : input.ledger)
            m_files.insert(entry.path, entry);
    }

    /// False if a step could not be done.
    bool perform(const PlanAction &action)
    {
        const qint64 size = m_request.storage.occupiedBytes(action.sizeBytes);
        if (action.kind == ActionKind::Remove) {
            if (!m_files.contains(action.path) || m_files[action.path].sizeBytes != action.sizeBytes)
                return false;
            m_files.remove(action.path);
            m_free += size;
            return true;
        }
        if (m_files.contains(action.path) != (action.kind == ActionKind::Replace))
            return false;
        m_free -= size; // the new one beside the old
        if (m_free < 0)
            return false;
        if (action.kind == ActionKind::Replace)
            m_free += m_request.storage.occupiedBytes(m_files[action.path].sizeBytes);
        m_files.insert(action.path, {.path = action.path,
                                     .isManual = action.isManual,
                                     .track = action.track,
                                     .sizeBytes = action.sizeBytes,
                                     .source = action.source,
                                     .sourceVersion = action.sourceVersion});
        return true;
    }

    qint64 freeBytes() const { return m_free; }
    QList<LedgerEntry> ledger() const { return m_files.values(); }
    qint64 occupiedByOurs() const
    {
        qint64 sum = 0;
        for (const LedgerEntry &entry : m_files)
            sum += entry.state == LedgerState::Adopted ? 0 : m_request.storage.occupiedBytes(entry.sizeBytes);
        return sum;
    }

private:
    const PlanRequest &m_request;
    qint64 m_free;
    QMap<QString, LedgerEntry> m_files;
};

} // namespace

class PlannerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Each rule of the plan, by an example.
    void rules_data()
    {
        QTest::addColumn<PlanRequest>("input");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<int>("noFit");

        const auto a = item(1, 1000);
        const auto b = item(2, 2000);
        const auto c = item(3, 3000);
        const auto entryA = entryOf(a);
        const auto entryB = entryOf(b);
        const auto row = [](const char *name, const PlanRequest &input, const QStringList &expected,
                            int noFit = 0) { QTest::newRow(name) << input << expected << noFit; };

        row("nothing wanted, nothing there", request({}, {}, 10), {});
        row("new items, in order", request({b, a}, {}, 10), {u"+t2"_s, u"+t1"_s});
        row("up to date", request({a}, {entryA}, 10), {});
        row("another version", request({item(1, 1000, {}, 2)}, {entryA}, 10), {u"*t1"_s});
        row("another size", request({item(1, 1500)}, {entryA}, 10), {u"*t1"_s});
        row("torn", request({a}, {entryOf(a, LedgerState::Pending)}, 10), {u"*t1"_s});
        row("no longer wanted", request({b}, {entryA, entryB}, 10), {u"-t1"_s});
        row("removals last", request({c}, {entryA}, 10), {u"+t3"_s, u"-t1"_s});
        row("removals first for room", request({c}, {entryA, entryB}, 1), {u"-t1"_s, u"-t2"_s, u"+t3"_s});
        row("only as many first as needed", request({c}, {entryA, entryB}, 2),
            {u"-t1"_s, u"+t3"_s, u"-t2"_s});
        row("too large passed over", request({c, a}, {}, 2), {u"+t1"_s}, 1);
        row("lower gives way to higher", request({c, a}, {entryA}, 2), {u"-t1"_s, u"+t3"_s}, 1);
        row("higher stays, lower does not fit", request({a, c}, {entryA}, 2), {}, 1);
        row("renamed and changed", request({item(1, 1000, u"new"_s, 2)}, {entryA}, 10),
            {u"+new"_s, u"-t1"_s});
        row("renamed, no room for both", request({item(1, 1000, u"new"_s, 2)}, {entryA}, 0),
            {u"-t1"_s, u"+new"_s});
        row("changed, no room for both", request({item(1, 1000, {}, 2)}, {entryA}, 0), {u"-t1"_s, u"+t1"_s});
        row("what gives room back comes first",
            request({item(4, 1000), item(5, 1000), item(3, 1000, {}, 2)}, {entryOf(c)}, 1),
            {u"*t3"_s, u"+t4"_s, u"+t5"_s});
        row("numbered namesake keeps its name",
            request({item(1, 1000, u"x"_s, 2)}, {entryOf(item(1, 1000, u"x (2)"_s))}, 10), {u"*x (2)"_s});
        row("a longer name is no namesake",
            request({item(1, 1000, u"x"_s, 2)}, {entryOf(item(1, 1000, u"x (live)"_s))}, 10),
            {u"+x"_s, u"-x (live)"_s});
        row("same name twice", request({item(1, 1, u"x"_s), item(2, 1, u"x"_s), item(3, 1, u"x"_s)}, {}, 10),
            {u"+x"_s, u"+x (2)"_s, u"+x (3)"_s});
        row("names differ only in case", request({item(1, 1, u"x"_s), item(2, 1, u"X"_s)}, {}, 10),
            {u"+x"_s, u"+X (2)"_s});
        row("name taken by the owner", request({item(1, 1, u"x"_s)}, {}, 10, {u"Music/X.mp3"_s}),
            {u"+x (2)"_s});
        row("adopted, no longer wanted", request({}, {entryOf(a, LedgerState::Adopted)}, 10), {});
        row("adopted, changed", request({item(1, 1500)}, {entryOf(a, LedgerState::Adopted)}, 10), {});
        row("adopted makes no room", request({c}, {entryOf(b, LedgerState::Adopted)}, 2), {}, 1);

        LedgerEntry manual = entryA;
        manual.isManual = true;
        row("manual, no longer wanted", request({}, {manual}, 10), {});
        row("manual, changed", request({item(1, 1500)}, {manual}, 10), {u"*t1"_s});
        row("manual makes no room", request({c}, {manual}, 2), {}, 1);

        WantedItem away = item(1, 1500);
        away.isAvailable = false;
        row("not available, there", request({away}, {entryA}, 10), {});
        row("not available, not there", request({away}, {}, 10), {});

        PlanRequest skipped = request({a, b}, {}, 10);
        skipped.skipped = {a.track};
        row("deleted by the owner", skipped, {u"+t2"_s});

        PlanRequest byHand = request({c}, {entryA}, 2);
        byHand.isManual = true;
        row("by hand makes no room", byHand, {}, 1);
        byHand.wanted = {b};
        row("by hand removes nothing", byHand, {u"+t2"_s});

        PlanRequest fat = request({c, a}, {}, 10);
        fat.storage.maxFileBytes = 2000;
        row("too large for the file system", fat, {u"+t1"_s});

        WantedItem impossible = item(1, 1500);
        impossible.obstacle = Error{ErrorCode::NotPlayable, impossible.source, {}};
        row("obstacle, not there", request({impossible, b}, {}, 10), {u"+t2"_s});
        row("obstacle, changed: the old copy stays", request({impossible}, {entryA}, 10), {});
        row("obstacle, no longer wanted", request({b}, {entryA}, 10), {u"+t2"_s, u"-t1"_s});
        WantedItem current = a;
        current.obstacle = impossible.obstacle;
        row("obstacle, but up to date", request({current}, {entryA}, 10), {});

        PlanRequest reserved = request({a, b, c}, {}, 60);
        reserved.reservePercent = 57;
        row("reserve", reserved, {u"+t1"_s, u"+t2"_s}, 1);

        PlanRequest overhead = request({a, b}, {}, 3);
        overhead.overheadBytes = 1;
        row("overhead", overhead, {u"+t1"_s}, 1);

        PlanRequest unknown = request({a, b, c}, {}, 0);
        unknown.storage.freeBytes = unknown.storage.totalBytes = -1;
        row("unknown room is tried", unknown, {u"+t1"_s, u"+t2"_s, u"+t3"_s});
    }
    void rules()
    {
        QFETCH(PlanRequest, input);
        QFETCH(QStringList, expected);
        QFETCH(int, noFit);
        const SyncPlan plan = planSync(input);
        QCOMPARE(steps(plan), expected);
        QCOMPARE(plan.noFit.size(), noFit);
        QCOMPARE(plan.items, input.wanted.size());
        QCOMPARE(plan.items,
                 plan.upToDate + plan.skipped + plan.copyItems + plan.noFit.size() + plan.errors.size());
    }

    // A path of a new folder costs its cluster, once.
    void foldersCost()
    {
        auto a = item(1, 1000);
        auto b = item(2, 1000);
        a.path = u"Music/new/a.mp3"_s;
        b.path = u"Music/new/b.mp3"_s;
        QCOMPARE(planSync(request({a, b}, {}, 2)).copyItems, 1);
        const SyncPlan plan = planSync(request({a, b}, {}, 3));
        QCOMPARE(plan.copyItems, 2);
        QCOMPARE(plan.freeAfterBytes, 0);
    }

    // An item with an obstacle is an error, once, and the obstacle says which.
    void obstacles()
    {
        WantedItem a = item(1, 1000);
        a.obstacle = Error{ErrorCode::NotPlayable, a.source, u"ogg"_s};
        WantedItem b = item(2, 1000);
        b.obstacle = Error{ErrorCode::NameTooLong, b.source, {}};
        QCOMPARE(planSync(request({a, b}, {}, 10)).errors, (QList{*a.obstacle, *b.obstacle}));
        QCOMPARE(planSync(request({a}, {entryOf(item(1, 2000))}, 10)).errors, QList{*a.obstacle});
    }

    // New files are written in the order of the items, whatever is replaced or removed meanwhile; removals
    // come last, save those that make room.
    void order()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            const PlanRequest input = randomRequest(random);
            const SyncPlan plan = planSync(input);
            QList<TrackId> wanted;
            for (const WantedItem &each : input.wanted)
                wanted.append(each.track);
            QList<qsizetype> places;
            for (const PlanAction &action : plan.actions) {
                if (action.kind != ActionKind::Remove && action.reason == ActionReason::New)
                    places.append(wanted.indexOf(action.track));
            }
            QVERIFY2(std::ranges::is_sorted(places), qPrintable(steps(plan).join(u' ')));
        }
        // Smaller by now, and with another name: it keeps its turn.
        QCOMPARE(steps(planSync(request({item(1, 1000), item(2, 1000, u"x"_s, 2), item(3, 1000)},
                                        {entryOf(item(2, 5000))}, 10))),
                 (QStringList{u"+t1"_s, u"+x"_s, u"+t3"_s, u"-t2"_s}));
        const QList<LedgerEntry> gone{entryOf(item(7, 1000)), entryOf(item(8, 1000))};
        QCOMPARE(steps(planSync(request({item(3, 1000), item(1, 1000), item(2, 1000)}, gone, 10))),
                 (QStringList{u"+t3"_s, u"+t1"_s, u"+t2"_s, u"-t7"_s, u"-t8"_s}));
        QCOMPARE(steps(planSync(request({item(3, 1000), item(1, 1000), item(2, 1000)}, gone, 2))),
                 (QStringList{u"+t3"_s, u"+t1"_s, u"-t7"_s, u"+t2"_s, u"-t8"_s}));
    }

    // What is sent by hand is marked so, also where it replaces an automatic copy.
    void manualMark()
    {
        const auto old = entryOf(item(1, 1000));
        PlanRequest input = request({item(1, 1500), item(2, 1000)}, {old}, 10);
        input.isManual = true;
        for (const PlanAction &action : planSync(input).actions)
            QVERIFY(action.isManual);
    }

    // Of two copies of one track the newer stays.
    void twoCopies()
    {
        const auto wanted = item(1, 1000, u"new"_s, 2);
        const QList<LedgerEntry> ledger{entryOf(item(1, 1000, u"old"_s, 1)), entryOf(wanted)};
        QCOMPARE(steps(planSync(request({wanted}, ledger, 10))), QStringList{u"-old"_s});
    }

    // Sums do not overflow on the largest thinkable player.
    void hugePlayer()
    {
        PlanRequest input = request({item(1, qint64(1) << 50)}, {}, 0);
        input.storage.totalBytes = input.storage.freeBytes = qint64(1) << 62;
        input.reservePercent = 95;
        const SyncPlan plan = planSync(input);
        QCOMPARE(plan.copyItems, 1);
        QVERIFY(plan.freeAfterBytes > input.storage.totalBytes / 100 * 95);
    }

    // For any library, ledger, player and priorities: the plan can be carried out in its order without
    // running out of room, keeps the reserve, drops nothing that would have fitted in its turn, touches
    // only what Tandem placed, gives no name twice, ends as it says, and planning again gives nothing.
    void anything()
    {
        QRandomGenerator random(20'240'229);
        int interesting = 0;
        for (int round = 0; round < 4000; ++round) {
            const PlanRequest input = randomRequest(random);
            const SyncPlan plan = planSync(input);
            verify(input, plan);
            if (QTest::currentTestFailed()) {
                qWarning() << "round" << round << "free" << input.storage.freeBytes << "reserve"
                           << input.reservePercent << "by hand" << input.isManual << steps(plan);
                for (const LedgerEntry &entry : input.ledger)
                    qWarning() << "ledger" << entry.path << entry.sizeBytes << entry.sourceVersion
                               << int(entry.state) << entry.isManual << entry.track.value;
                for (const WantedItem &wanted : input.wanted)
                    qWarning() << "wanted" << wanted.path << wanted.sizeBytes << wanted.sourceVersion
                               << wanted.isAvailable << wanted.track.value;
                return;
            }
            interesting += !plan.noFit.isEmpty() && plan.copyItems > 0 && plan.removeItems > 0 ? 1 : 0;
        }
        QVERIFY(interesting > 300); // the dice are not so loaded that nothing is tested
    }

private:
    static PlanRequest randomRequest(QRandomGenerator &random)
    {
        const auto chance = [&random](int percent) { return random.bounded(100) < percent; };
        const auto name = [&](int track) {
            static constexpr std::array folders = {"", "a/", "b/", "b/c/"};
            const QString folder = QString::fromLatin1(folders[static_cast<size_t>(random.bounded(4))]);
            return folder + (chance(20) ? u"x"_s : chance(10) ? u"X"_s : u"t%1"_s.arg(track));
        };
        PlanRequest input;
        QSet<QString> paths;
        qint64 used = 0;
        const int tracks = random.bounded(1, 25);
        const int scale = chance(50) ? 3000 : 12'000;
        for (int track = 1; track <= tracks; ++track) {
            auto wanted = item(track, random.bounded(0, scale), name(track), 1);
            if (chance(55)) {
                LedgerEntry entry = entryOf(wanted, chance(10)  ? LedgerState::Adopted
                                                    : chance(5) ? LedgerState::Pending
                                                                : LedgerState::Placed);
                entry.isManual = entry.state != LedgerState::Adopted && chance(10);
                while (paths.contains(device::foldedPath(entry.path)))
                    entry.path = device::numberedPath(entry.path, random.bounded(2, 99));
                paths.insert(device::foldedPath(entry.path));
                input.ledger.append(entry);
                used += (entry.sizeBytes + cluster - 1) / cluster * cluster;
                if (chance(25)) { // changed since
                    wanted.sizeBytes = random.bounded(0, scale);
                    wanted.sourceVersion = 2;
                    if (chance(40))
                        wanted.path = item(track, 0, name(track)).path;
                }
            } else if (chance(10)) {
                input.skipped.insert(wanted.track);
            }
            wanted.isAvailable = !chance(5);
            if (chance(5))
                wanted.obstacle = Error{ErrorCode::NotPlayable, wanted.source, {}};
            if (chance(70))
                input.wanted.insert(random.bounded(input.wanted.size() + 1), wanted);
        }
        QStringList foreign;
        for (int i = random.bounded(4); i > 0; --i) {
            const QString path = item(random.bounded(1, 25), 0, name(random.bounded(1, 25))).path;
            if (!paths.contains(device::foldedPath(path)))
                foreign.append(path);
        }
        input.listing = listingOf(input.ledger, foreign);
        const qint64 free = random.bounded(0, tracks * scale / 2 / static_cast<int>(cluster) + 2) * cluster;
        input.storage = {.totalBytes = used + free + foreign.size() * cluster,
                         .freeBytes = free,
                         .clusterBytes = cluster,
                         .maxFileBytes = chance(10) ? scale / 2 : std::numeric_limits<qint64>::max()};
        input.reservePercent = chance(40) ? random.bounded(0, 60) : 0;
        input.overheadBytes = random.bounded(0, 3) * 500;
        input.isManual = chance(10);
        return input;
    }

    static QStringList foldersOf(const QString &path)
    {
        QStringList folders;
        for (QString folder = device::parentPath(path); !folder.isEmpty();
             folder = device::parentPath(folder))
            folders.append(folder);
        return folders;
    }

    void verify(const PlanRequest &input, const SyncPlan &plan)
    {
        QHash<QString, LedgerEntry> ledger;
        for (const LedgerEntry &entry : input.ledger)
            ledger.insert(entry.path, entry);
        const qint64 reserve = (input.isManual ? 0 : input.storage.totalBytes * input.reservePercent / 100) +
                               input.overheadBytes;

        Model model(input);
        QSet<QString> added;
        QSet<QString> newFolders;
        for (const PlanAction &action : plan.actions) {
            const LedgerEntry old = ledger.value(action.path);
            const bool isOurs = !old.path.isEmpty() && old.state != LedgerState::Adopted;
            if (action.kind == ActionKind::Remove) {
                QVERIFY2(isOurs, qPrintable(action.path));
                QVERIFY2(action.reason == ActionReason::Superseded || (!old.isManual && !input.isManual),
                         qPrintable(action.path));
            } else {
                QVERIFY2(!added.contains(device::foldedPath(action.path)), qPrintable(action.path));
                added.insert(device::foldedPath(action.path));
                QVERIFY2(isOurs || !input.listing.isTaken(action.path), qPrintable(action.path));
            }
            if (action.kind != ActionKind::Remove) {
                const QStringList folders = foldersOf(action.path);
                for (const QString &folder : folders) {
                    if (!input.listing.hasFolder(folder))
                        newFolders.insert(folder);
                }
            }
            QVERIFY2(model.perform(action), qPrintable(u"cannot do "_s + action.path));
            QVERIFY2(model.freeBytes() - newFolders.size() * cluster >= 0,
                     qPrintable(u"no room for "_s + action.path));
        }

        const qint64 folderBytes = newFolders.size() * cluster;
        QCOMPARE(plan.freeAfterBytes, model.freeBytes() - folderBytes);
        QCOMPARE(plan.deviceBytes, model.occupiedByOurs() + folderBytes);
        if (plan.dataBytes > 0 && input.storage.freeBytes >= reserve)
            QVERIFY(plan.freeAfterBytes >= reserve);
        QCOMPARE(plan.items,
                 plan.upToDate + plan.skipped + plan.copyItems + plan.noFit.size() + plan.errors.size());

        if (!input.isManual && !plan.noFit.isEmpty())
            verifyGreedy(input, plan);

        // A smaller new copy of what makes no room for others leaves some all the same: for the next time.
        for (const PlanAction &action : plan.actions) {
            const auto old = std::ranges::find(input.ledger, action.track, &LedgerEntry::track);
            if (old != input.ledger.end() && (old->isManual || input.isManual) &&
                action.kind != ActionKind::Remove && action.sizeBytes < old->sizeBytes)
                return;
        }
        PlanRequest again = input;
        again.ledger = model.ledger();
        again.storage.freeBytes = model.freeBytes() - folderBytes;
        again.listing = listingOf(again.ledger);
        const SyncPlan second = planSync(again);
        QVERIFY2(second.actions.isEmpty(), qPrintable(steps(second).join(u' ')));
        QVERIFY(second.noFit.size() <= plan.noFit.size());
    }

    /// Goes through the items as their owner would: each takes its room if there is any left in its turn.
    void verifyGreedy(const PlanRequest &input, const SyncPlan &plan)
    {
        QHash<TrackId, const LedgerEntry *> there;
        const qint64 reserve = input.storage.totalBytes * input.reservePercent / 100 + input.overheadBytes;
        qint64 room = input.storage.freeBytes - reserve;
        for (const LedgerEntry &entry : input.ledger) {
            there.insert(entry.track, &entry);
            if (entry.state != LedgerState::Adopted && !entry.isManual)
                room += input.storage.occupiedBytes(entry.sizeBytes);
        }
        QSet<TrackId> left;
        for (const WantedItem &wanted : plan.noFit)
            left.insert(wanted.track);
        QSet<TrackId> copied;
        for (const PlanAction &action : plan.actions) {
            if (action.kind != ActionKind::Remove)
                copied.insert(action.track);
        }
        for (const WantedItem &wanted : input.wanted) {
            const LedgerEntry *entry = there.value(wanted.track);
            const bool isFixed = entry && (entry->state == LedgerState::Adopted || entry->isManual);
            const qint64 size = input.storage.occupiedBytes(
                copied.contains(wanted.track) || !entry ? wanted.sizeBytes : entry->sizeBytes);
            if (left.contains(wanted.track)) {
                // Three folders at most may have been missing for it.
                const qint64 freed = isFixed ? input.storage.occupiedBytes(entry->sizeBytes) : 0;
                QVERIFY2(
                    input.storage.occupiedBytes(std::max(wanted.sizeBytes, entry ? entry->sizeBytes : 0)) +
                            3 * cluster - freed >
                        room,
                    qPrintable(wanted.path));
            } else if (copied.contains(wanted.track)) {
                room -= size - (isFixed ? input.storage.occupiedBytes(entry->sizeBytes) : 0);
            } else if (entry && !isFixed) {
                room -= size;
            }
        }
    }
};

QTEST_GUILESS_MAIN(PlannerTest)
#include "tst_planner.moc"
