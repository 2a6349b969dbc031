// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/storage/devicepath.h"
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

WantedItem impossibleItem()
{
    WantedItem wanted = item(8, 1500);
    wanted.obstacle = Error{ErrorCode::NotPlayable, wanted.source, {}};
    return wanted;
}

/// "+path" copy, "*path" replace, "from>path" move, "-path" remove.
QStringList steps(const SyncPlan &plan)
{
    QStringList steps;
    for (const PlanAction &action : plan.actions) {
        const auto shortName = [](const QString &path) {
            return path.mid(6).chopped(4);
        }; // without "Music/", ".mp3"
        static constexpr std::array kinds = {'+', '*', '>', '-'};
        steps.append((action.kind == ActionKind::Move ? shortName(action.from) : QString()) +
                     QLatin1Char(kinds[static_cast<size_t>(action.kind)]) + shortName(action.path));
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
        row("folders differ only in case, to a player that tells them apart",
            request({item(1, 1, u"a/x"_s), item(2, 1, u"A/X"_s)}, {}, 10), {u"+a/x"_s, u"+A/X (2)"_s});
        row("name taken by the owner, in a folder that differs only in case",
            request({item(1, 1, u"a/x"_s)}, {}, 10, {u"Music/A/X.mp3"_s}), {u"+a/x (2)"_s});
        row("name taken by the owner, of many",
            request({item(1, 1, u"x"_s)}, {}, 10,
                    {u"Music/x.mp3"_s, u"Music/a/y.mp3"_s, u"Music/x (2).mp3"_s}),
            {u"+x (3)"_s});
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

        // Its file in the library was renamed, nothing else.
        const auto renamed = [](WantedItem wanted, const QString &name) {
            wanted.source = u"/music/%1.mp3"_s.arg(name);
            wanted.path = u"Music/%1.mp3"_s.arg(name);
            return wanted;
        };
        row("renamed", request({renamed(a, u"new"_s)}, {entryA}, 0), {u"t1>new"_s});
        row("renamed into a new folder", request({renamed(a, u"new/t1"_s)}, {entryA}, 1), {u"t1>new/t1"_s});
        row("renamed, no room for the folder", request({renamed(a, u"new/t1"_s)}, {entryA}, 0), {});
        row("renamed, in the order of the items", request({b, renamed(a, u"new"_s), c}, {entryA}, 10),
            {u"+t2"_s, u"t1>new"_s, u"+t3"_s});
        row("only the template has changed", request({item(1, 1000, u"new"_s)}, {entryA}, 10), {});
        row("renamed, name taken", request({renamed(a, u"X"_s)}, {entryA}, 10, {u"Music/x.mp3"_s}),
            {u"t1>X (2)"_s});
        row("two change their names",
            request({renamed(a, u"t2"_s), renamed(b, u"t1"_s)}, {entryA, entryB}, 10),
            {u"t1>t2 (2)"_s, u"t2>t1 (2)"_s});
        row("renamed in case only", request({renamed(a, u"T1"_s)}, {entryA}, 10), {});
        row("renamed, and is numbered already",
            request({renamed(a, u"x"_s)}, {entryOf(item(1, 1000, u"x (2)"_s))}, 10), {});
        row("renamed, adopted", request({renamed(a, u"new"_s)}, {entryOf(a, LedgerState::Adopted)}, 10), {});
        row("renamed, sent by hand", request({renamed(a, u"new"_s)}, {manual}, 10), {});
        WantedItem unplayable = renamed(a, u"new"_s);
        unplayable.obstacle = Error{ErrorCode::NotPlayable, unplayable.source, {}};
        row("renamed, obstacle", request({unplayable}, {entryA}, 10), {});
        PlanRequest renamedByHand = request({renamed(a, u"new"_s)}, {entryA}, 10);
        renamedByHand.isManual = true;
        row("renamed, session by hand", renamedByHand, {});

        const auto held = [](WantedItem wanted) {
            wanted.isHeldBack = true;
            return wanted;
        };
        row("held back, not there", request({held(a)}, {}, 10), {});
        row("held back, changed", request({held(item(1, 1500))}, {entryA}, 10), {});
        row("held back, renamed", request({held(renamed(a, u"new"_s))}, {entryA}, 10), {});
        row("held back, makes no room", request({c, held(b)}, {entryB}, 2), {}, 1);
        const auto fill = [](WantedItem wanted) {
            wanted.isFill = true;
            return wanted;
        };
        row("what fills comes last", request({fill(a), b}, {}, 10), {u"+t2"_s, u"+t1"_s});
        row("what fills and has no room", request({fill(c), fill(a)}, {}, 2), {u"+t1"_s});
        row("what fills gives way", request({fill(a), c}, {entryA}, 2), {u"-t1"_s, u"+t3"_s});
        WantedItem badFill = fill(impossibleItem());
        row("what fills and cannot be copied", request({badFill}, {}, 10), {});
        PlanRequest some = request({b}, {entryA}, 2);
        some.keepsUnselected = true;
        row("keeps what is not selected", some, {u"+t2"_s});
        some.wanted = {c};
        row("what is not selected makes no room", some, {}, 1);
        some = request({c, b}, {entryB}, 2);
        some.keepsUnselected = true;
        row("keeps the others, not its own", some, {u"-t2"_s, u"+t3"_s}, 1);

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

        PlanRequest settled = request({c, b}, {entryOf(b)}, 2);
        settled.settledWithout = {TrackId{9}};
        row("settled: what stays has its room before what is new", settled, {}, 1);

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
        QCOMPARE(plan.items, plan.upToDate + plan.leftOut + plan.skipped + plan.copyItems +
                                 plan.noFit.size() + plan.errors.size());
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

    // Of what stays in its place though its file in the library has another, the ledger is told where that
    // is now; unless it is to be moved as soon as that can be done.
    void refreshed()
    {
        WantedItem moved = item(1, 1000);
        moved.source = u"/elsewhere/1.mp3"_s;
        LedgerEntry entry = entryOf(item(1, 1000));
        LedgerEntry expected = entry;
        expected.source = moved.source;
        QCOMPARE(planSync(request({moved}, {entry}, 10)).refreshed, QList{expected});
        entry.state = expected.state = LedgerState::Adopted;
        QCOMPARE(planSync(request({moved}, {entry}, 10)).refreshed, QList{expected});
        entry.state = LedgerState::Placed;
        QVERIFY(planSync(request({item(1, 1000)}, {entry}, 10)).refreshed.isEmpty());

        moved.path = u"Music/new/1.mp3"_s;
        const SyncPlan plan = planSync(request({moved}, {entry}, 10));
        QVERIFY(plan.refreshed.isEmpty());
        QCOMPARE(plan.moveItems, 1);
        QCOMPARE(plan.copyItems, 0);
        QCOMPARE(plan.dataBytes, 0);
        QCOMPARE(plan.actions.first().source, moved.source);
        QCOMPARE(plan.actions.first().reason, ActionReason::Moved);
        QVERIFY(planSync(request({moved}, {entry}, 0)).refreshed.isEmpty());
        PlanRequest byHand = request({moved}, {entry}, 10);
        byHand.isManual = true;
        QVERIFY(planSync(byHand).refreshed.isEmpty());
        moved.isHeldBack = true;
        QVERIFY(planSync(request({moved}, {entry}, 10)).refreshed.isEmpty());
    }

    // What is held back counts as up to date if it is there, else, as filling without room, as nothing.
    void leftOut()
    {
        WantedItem held = item(1, 1000);
        held.isHeldBack = true;
        WantedItem fill = item(2, 99'000);
        fill.isFill = true;
        SyncPlan plan = planSync(request({held, fill}, {}, 2));
        QCOMPARE(plan.leftOut, 2);
        QCOMPARE(plan.upToDate, 0);
        QVERIFY(plan.noFit.isEmpty() && plan.errors.isEmpty());
        plan = planSync(request({held}, {entryOf(item(1, 1500))}, 2));
        QCOMPARE(plan.upToDate, 1);
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
};

QTEST_GUILESS_MAIN(PlannerTest)
#include "tst_planner.moc"
