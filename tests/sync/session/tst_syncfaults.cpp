// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "syncbench.h"
#include "tornlibrary.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

using Fault = FakeStorage::Fault;
using Contents = QMap<QString, QByteArray>;

QString onPlayer(const QString &title, const QString &artist = u"A"_s)
{
    return u"Music/%1/Album/%2.mp3"_s.arg(artist, title);
}

/// Without what carries the number of sessions; playlist objects as what they list.
Contents music(const FakeStorage &storage)
{
    Contents contents = storage.contents();
    contents.removeIf([](const auto &file) { return file.key().startsWith(u".tandem/"_s); });
    for (auto file = contents.begin(); file != contents.end(); ++file) {
        if (file.key().endsWith(u".pla"_s))
            *file = storage.playlist(file.key()).join(u'\n').toUtf8();
    }
    return contents;
}

bool isPlaylist(const QString &path)
{
    return path.startsWith(u"Playlists/"_s);
}

enum class Kind {
    Drive,
    Mtp,
    PlainMtp, ///< cannot rename, and has playlist objects
};

/// What there is to do; every one leaves some files as they are.
enum class Plan { Copy, Replace, Patch, Move, MakeRoom, Delete, WritePlaylists, RenamePlaylists, GoOn, All };

/// A player that was synchronized, and a library that has changed since.
class Scenario
{
public:
    Scenario(Kind kind, Plan plan)
    {
        storage.setMtp(kind != Kind::Drive);
        storage.setRenaming(kind != Kind::PlainMtp);
        storage.setPlaylistObjects(kind == Kind::PlainMtp);
        putForeign(onPlayer(u"clash"_s), "the owner's own");
        putForeign(u"Playlists/mine.m3u8"_s, "the owner's own list");
        putForeign(u"photo.jpg"_s, QByteArray(5000, 'p'));
        for (int i = 0; i < 2; ++i)
            kept.append(bench.addTrack(u"kept%1"_s.arg(i), 9000));
        main = bench.addPlaylist(u"main"_s, kept);
        switch (plan) {
        case Plan::Copy:
            copy();
            break;
        case Plan::Replace:
            replace();
            break;
        case Plan::Patch:
            patch();
            break;
        case Plan::Move:
            move();
            break;
        case Plan::MakeRoom:
            makeRoom();
            break;
        case Plan::Delete:
            remove();
            break;
        case Plan::WritePlaylists:
            writePlaylists();
            break;
        case Plan::RenamePlaylists:
            renamePlaylists();
            break;
        case Plan::GoOn:
            goOn();
            break;
        case Plan::All:
            all();
            break;
        }
        protectLibrary();
        storage.resetCounters();
    }

    SyncBench bench;
    FakeStorage storage{2'000'000};
    Contents foreign;
    QSet<QByteArray> contents; ///< of the library's files
    int noFit = 0;             ///< items that have no room in the end

private:
    void putForeign(const QString &path, const QByteArray &data)
    {
        storage.put(path, data);
        foreign.insert(path, data);
    }

    void first(const QList<PlaylistId> &playlists)
    {
        bench.partner(storage, playlists);
        const SyncResult result = bench.run(storage);
        if (result.outcome != SyncOutcome::Completed || result.failed + result.noFit > 0)
            qFatal("preparing");
    }

    void choose(const QList<PlaylistId> &playlists)
    {
        if (!bench.players().setPlaylists(bench.player(), playlists))
            qFatal("preparing");
    }

    /// One has its name taken by something else, one by an identical file of the owner, one needs folders.
    void copy()
    {
        first({main});
        const auto adopted = bench.addTrack(u"adopted"_s, 6000);
        putForeign(onPlayer(u"adopted"_s), bench.contentOf(adopted));
        bench.setTracks(main,
                        kept + QList{bench.addTrack(u"fresh"_s, 40'000), bench.addTrack(u"clash"_s, 7000),
                                     adopted, bench.addTrack(u"other"_s, 5000, u"B"_s)});
    }

    void replace()
    {
        const auto longer = bench.addTrack(u"longer"_s, 8000);
        const auto sameSize = bench.addTrack(u"same size"_s, 12'000);
        const auto renamed = bench.addTrack(u"renamed"_s, 9000);
        bench.setTracks(main, kept + QList{longer, sameSize, renamed});
        first({main});
        bench.changeTrack(longer, 30'000);
        bench.changeTrack(sameSize, 12'000);
        bench.changeTrack(renamed, 15'000, u"renamed since"_s);
    }

    /// Only tags change, and there was room for them.
    void patch()
    {
        const auto retagged = bench.addTrack(u"retagged"_s, 12'000);
        const auto too = bench.addTrack(u"retagged, too"_s, 9000);
        bench.setTracks(main, kept + QList{retagged, too});
        first({main});
        bench.retagTrack(retagged);
        bench.retagTrack(too);
    }

    /// The same files belong in other places.
    void move()
    {
        const auto one = bench.addTrack(u"one"_s, 12'000);
        const auto two = bench.addTrack(u"two"_s, 9000, u"B"_s);
        bench.setTracks(main, kept + QList{one, two});
        first({main});
        for (const TrackId track : {one, two})
            bench.moveTrackFile(track, u"tidied up"_s);
        bench.renameTrack(one, u"one, renamed"_s);
        bench.renameTrack(two, u"two, renamed"_s);
    }

    /// Lower ones go for higher ones, and the old copy of the big one must go before the new one comes.
    void makeRoom()
    {
        const auto big = bench.addTrack(u"big"_s, 200'000);
        const auto low = bench.addTrack(u"low"_s, 60'000);
        const auto lower = bench.addTrack(u"lower"_s, 30'000);
        bench.setTracks(main, kept + QList{big});
        const auto lowest = bench.addPlaylist(u"lowest"_s, {low, lower});
        storage.setCapacity(440'000); // some clusters more than it takes
        first({main, lowest});
        bench.changeTrack(big, 210'000);
        bench.setTracks(main, kept + QList{bench.addTrack(u"fresh"_s, 60'000), big});
        noFit = 1;
    }

    void remove()
    {
        const auto dropped = bench.addTrack(u"dropped"_s, 20'000);
        const auto alone = bench.addTrack(u"alone in its folder"_s, 9000, u"B"_s);
        const auto gone = bench.addPlaylist(u"gone"_s, {alone, dropped});
        first({main, gone});
        choose({main});
    }

    void writePlaylists()
    {
        const auto changed = bench.addPlaylist(u"changed"_s, kept);
        const auto gone = bench.addPlaylist(u"gone"_s, {kept[0]});
        first({main, changed, gone});
        bench.setTracks(changed, {kept[1], kept[0], kept[1]});
        choose({main, changed, bench.addPlaylist(u"new"_s, {kept[1]})});
    }

    void renamePlaylists()
    {
        const auto one = bench.addPlaylist(u"one"_s, {kept[0]});
        const auto two = bench.addPlaylist(u"two"_s, {kept[1]});
        const auto three = bench.addPlaylist(u"three"_s, kept);
        first({main, one, two, three});
        bench.execute(u"UPDATE playlists SET name = 'uno' WHERE name = 'one'"_s);
        bench.execute(u"UPDATE playlists SET name = 'mine' WHERE name = 'two'"_s); // the owner has one, too
        bench.execute(u"UPDATE playlists SET name = 'Three' WHERE name = 'three'"_s);
    }

    /// After a session that was killed in the midst of its work.
    void goOn()
    {
        const auto longer = bench.addTrack(u"longer"_s, 8000);
        const auto dropped = bench.addTrack(u"dropped"_s, 8000);
        bench.setTracks(main, kept + QList{longer, dropped});
        first({main});
        bench.changeTrack(longer, 30'000);
        bench.setTracks(main, kept + QList{longer, bench.addTrack(u"fresh"_s, 40'000),
                                           bench.addTrack(u"fresher"_s, 20'000)});
        storage.failAt(3, Fault::KillBefore);
        try {
            (void)bench.run(storage);
            qFatal("preparing");
        } catch (const Killed &) {
        }
        storage.repair();
    }

    void all()
    {
        const auto longer = bench.addTrack(u"longer"_s, 8000);
        const auto sameSize = bench.addTrack(u"same size"_s, 12'000);
        const auto renamed = bench.addTrack(u"renamed"_s, 9000);
        const auto big = bench.addTrack(u"big"_s, 200'000);
        const auto dropped = bench.addTrack(u"dropped"_s, 20'000);
        const auto low = bench.addTrack(u"low"_s, 60'000);
        bench.setTracks(main, kept + QList{longer, sameSize, renamed, big, dropped});
        const auto gone = bench.addPlaylist(u"gone"_s, {dropped});
        const auto lowest = bench.addPlaylist(u"lowest"_s, {low});
        first({main, gone, lowest});
        bench.changeTrack(longer, 30'000);
        bench.changeTrack(sameSize, 12'000);
        bench.changeTrack(renamed, 15'000, u"renamed since"_s);
        bench.changeTrack(big, 210'000);
        bench.setTracks(main, kept + QList{bench.addTrack(u"fresh"_s, 40'000),
                                           bench.addTrack(u"clash"_s, 7000), longer, sameSize, renamed, big});
        choose({main, lowest});
        bench.execute(u"UPDATE playlists SET name = 'lowest of all' WHERE name = 'lowest'"_s);
    }

    /// Whoever tried to write to them would be noticed.
    void protectLibrary()
    {
        QDirIterator walk(bench.path(u"music"_s), QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            file.setPermissions(QFile::ReadOwner);
            if (file.open(QIODevice::ReadOnly))
                contents.insert(file.readAll());
        }
    }

    QList<TrackId> kept;
    PlaylistId main;
};

/// What of the library's files may not change: content, time, rights.
Contents libraryFiles(const Scenario &scenario)
{
    Contents files;
    QDirIterator walk(scenario.bench.path(u"music"_s), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QFileInfo info(walk.next());
        QFile file(info.filePath());
        const QByteArray content = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        files.insert(info.filePath(), content + QByteArray::number(info.lastModified().toMSecsSinceEpoch()) +
                                          ' ' + QByteArray::number(info.permissions().toInt()));
    }
    return files;
}

struct NamedFault {
    const char *name;
    Fault fault;
    bool isComputersPower = false; ///< the library loses what was not on the medium
};

const QList<NamedFault> changingFaults = {
    {"killed before", Fault::KillBefore},
    {"killed after", Fault::KillAfter},
    {"power cut", Fault::PowerCut},
    {"power cut, other loss", Fault::PowerCut},
    {"computer's power cut before", Fault::KillBefore, true},
    {"computer's power cut after", Fault::KillAfter, true},
    {"power cut of both", Fault::PowerCut, true},
    {"unplugged", Fault::Unplug},
    {"full", Fault::Full},
    {"short write", Fault::ShortWrite},
    {"I/O error", Fault::Failed},
    {"timed out", Fault::Stalled},
    {"stale handle", Fault::Stale},
    {"locked", Fault::Locked},
    {"permission denied", Fault::Denied},
    {"read-only", Fault::ReadOnly},
};

const QList<NamedFault> readingFaults = {
    {"unplugged", Fault::Unplug},
    {"I/O error", Fault::Failed},
    {"timed out", Fault::Stalled},
    {"stale handle", Fault::Stale},
};

const QList<std::pair<const char *, Kind>> kinds = {
    {"drive", Kind::Drive}, {"MTP", Kind::Mtp}, {"plain MTP", Kind::PlainMtp}};

const QList<std::pair<const char *, Plan>> plans = {
    {"copy", Plan::Copy},
    {"replace", Plan::Replace},
    {"patch", Plan::Patch},
    {"move", Plan::Move},
    {"make room", Plan::MakeRoom},
    {"delete", Plan::Delete},
    {"write playlists", Plan::WritePlaylists},
    {"rename playlists", Plan::RenamePlaylists},
    {"go on", Plan::GoOn},
    {"all at once", Plan::All},
};

/// What cannot differ from what other rows show is left out.
bool isWorthwhile(Plan plan, Kind kind, const NamedFault &fault)
{
    const bool isWriting = plan == Plan::Copy || plan == Plan::Replace || plan == Plan::MakeRoom ||
                           plan == Plan::WritePlaylists || plan == Plan::All;
    if (kind == Kind::PlainMtp && !isWriting)
        return fault.fault == Fault::KillBefore || fault.fault == Fault::PowerCut;
    if (plan == Plan::All)
        return fault.fault == Fault::KillBefore || fault.fault == Fault::PowerCut ||
               fault.fault == Fault::Unplug;
    return true;
}

void addRows(const QList<NamedFault> &faults)
{
    QTest::addColumn<Plan>("plan");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<bool>("isComputersPower");
    QTest::addColumn<quint32>("seed");
    for (const auto &[planName, plan] : plans) {
        for (const auto &[kindName, kind] : kinds) {
            quint32 seed = 0;
            for (const NamedFault &fault : faults) {
                ++seed;
                if (isWorthwhile(plan, kind, fault))
                    QTest::addRow("%s, %s, %s", planName, kindName, fault.name)
                        << plan << kind << fault.fault << fault.isComputersPower << seed;
            }
        }
    }
}

} // namespace

// The fault matrix. Whatever happens at whatever step of whatever plan, with every kind of player: the
// library's files are as before, each name holds its old or its complete new content, what Tandem did not
// place is untouched, a result that tells of no failure is true, the next session ends with the same content
// as one that was never interrupted, and the session after that writes nothing.
class SyncFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(TornLibrary::watch()); }

    // Every fault at every call that changes the player.
    void everyFaultAtEveryChange_data() { addRows(changingFaults); }
    void everyFaultAtEveryChange()
    {
        QFETCH(Plan, plan);
        QFETCH(Kind, kind);
        QFETCH(Fault, fault);
        QFETCH(bool, isComputersPower);
        QFETCH(quint32, seed);
        const Prepared &prepared = prepare(kind, plan);
        QVERIFY(prepared.changes >= 4); // or else the plan is not what it should be
        for (int call = 1; call <= prepared.changes && !QTest::currentTestFailed(); ++call) {
            verifyFault(prepared, fault, isComputersPower, [&](FakeStorage &storage) {
                storage.failAt(call, fault, seed + static_cast<quint32>(call));
            });
            if (QTest::currentTestFailed())
                qWarning("... at change %d of %d", call, prepared.changes);
        }
    }

    // The player fails to answer wherever it is only looked at.
    void everyFaultAtEveryLook_data() { addRows(readingFaults); }
    void everyFaultAtEveryLook()
    {
        QFETCH(Plan, plan);
        QFETCH(Kind, kind);
        QFETCH(Fault, fault);
        const Prepared &prepared = prepare(kind, plan);
        QVERIFY(prepared.looks >= 3);
        for (int call = 1; call <= prepared.looks && !QTest::currentTestFailed(); ++call) {
            verifyFault(prepared, fault, false,
                        [&](FakeStorage &storage) { storage.failReadingAt(call, fault); });
            if (QTest::currentTestFailed())
                qWarning("... at look %d of %d", call, prepared.looks);
        }
    }

    // The same for a session that is interrupted again and again.
    void interruptedAgainAndAgain_data()
    {
        QTest::addColumn<Plan>("plan");
        QTest::addColumn<Kind>("kind");
        for (const Plan plan : {Plan::MakeRoom, Plan::All}) {
            for (const auto &[name, kind] : kinds)
                QTest::addRow("%s, %s", name, plan == Plan::All ? "all" : "make room") << plan << kind;
        }
    }
    void interruptedAgainAndAgain()
    {
        QFETCH(Plan, plan);
        QFETCH(Kind, kind);
        const Prepared &prepared = prepare(kind, plan);
        SyncBench bench(prepared.scenario->bench);
        FakeStorage storage = prepared.scenario->storage;
        for (int call = 1; call <= prepared.changes; ++call) {
            storage.failAt(call, call % 2 ? Fault::KillAfter : Fault::KillBefore);
            try {
                (void)bench.run(storage);
            } catch (const Killed &) {
            }
            storage.repair();
        }
        verifyConverges(bench, storage, prepared);
    }

private:
    struct Prepared {
        std::shared_ptr<Scenario> scenario;
        Kind kind = Kind::Drive;
        Plan plan = Plan::Copy;
        Contents library;
        Contents start;
        Contents end; ///< after a session that nothing interrupts
        int changes = 0;
        int looks = 0;
    };

    /// Made once; the benches of the rows share its music.
    const Prepared &prepare(Kind kind, Plan plan)
    {
        auto &prepared = m_prepared[{kind, plan}];
        if (prepared.scenario)
            return prepared;
        prepared.scenario = std::make_shared<Scenario>(kind, plan);
        prepared.kind = kind;
        prepared.plan = plan;
        prepared.library = libraryFiles(*prepared.scenario);
        prepared.start = music(prepared.scenario->storage);
        SyncBench bench(prepared.scenario->bench);
        FakeStorage storage = prepared.scenario->storage;
        const SyncResult result = bench.run(storage);
        if (result.outcome != SyncOutcome::Completed || result.failed > 0 ||
            result.noFit != prepared.scenario->noFit)
            qFatal("preparing");
        prepared.changes = storage.changingCalls();
        prepared.looks = storage.readingCalls();
        prepared.end = music(storage);
        return prepared;
    }

    template <class Break>
    void verifyFault(const Prepared &prepared, Fault fault, bool isComputersPower, const Break &breakIt)
    {
        SyncBench bench(prepared.scenario->bench);
        if (isComputersPower) // what was before this session has long been on the medium
            bench.execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        FakeStorage storage = prepared.scenario->storage;
        breakIt(storage);
        bool isKilled = false;
        SyncResult result;
        try {
            result = bench.run(storage);
        } catch (const Killed &) {
            isKilled = true;
        }
        storage.repair();
        if (isComputersPower)
            bench.losePower();
        verifyNames(prepared, storage, fault);
        if (QTest::currentTestFailed())
            return;
        const bool isAllSaidWell = !isKilled && result.outcome == SyncOutcome::Completed &&
                                   result.failed == 0 && result.noFit == prepared.scenario->noFit;
        if (isAllSaidWell)
            QVERIFY2(music(storage) == prepared.end, "nothing was said of what failed");
        verifyConverges(bench, storage, prepared);
    }

    /// As the interruption left it, before anybody puts it in order.
    void verifyNames(const Prepared &prepared, FakeStorage &storage, Fault fault)
    {
        const auto &[scenario, kind, plan, library, start, end, changes, looks] = prepared;
        const Contents now = music(storage);
        for (auto file = scenario->foreign.constBegin(); file != scenario->foreign.constEnd(); ++file)
            QVERIFY2(now.value(file.key()) == file.value(), qPrintable(file.key()));
        const bool isTearing = fault == Fault::PowerCut || fault == Fault::Unplug;
        for (auto file = start.constBegin(); file != start.constEnd(); ++file) {
            const bool isToStay = end.contains(file.key());
            const bool isToChange = end.value(file.key()) != file.value();
            // What the session before the last one left unflushed may be torn in this one.
            const bool isCertain = plan != Plan::GoOn || !isTearing;
            if (isToStay && !isToChange && !isPlaylist(file.key()) && isCertain)
                QVERIFY2(now.value(file.key()) == file.value(), qPrintable(file.key()));
            // One without room for both, or that cannot rename, has neither for a moment.
            const bool mayHaveGap =
                isTearing || storage.isAside(file.key()) || kind == Kind::PlainMtp || plan == Plan::MakeRoom;
            if (isToStay && !mayHaveGap)
                QVERIFY2(now.contains(file.key()), qPrintable(file.key()));
        }
        if (isTearing)
            return; // what was on its way may be torn; the next session sees to it
        for (auto file = now.constBegin(); file != now.constEnd(); ++file) {
            const bool isWhole = file.value() == start.value(file.key()) ||
                                 file.value() == end.value(file.key()) ||
                                 (isPlaylist(file.key()) && isWholePlaylist(file.key(), file.value())) ||
                                 scenario->contents.contains(file.value());
            // To an MTP player, a file that is not complete is none; one that cannot rename has no old one.
            const bool mayBeHalf =
                kind == Kind::PlainMtp ||
                (kind == Kind::Mtp && (!start.contains(file.key()) || plan == Plan::MakeRoom));
            QVERIFY2(isWhole || mayBeHalf, qPrintable(file.key()));
        }
    }

    static bool isWholePlaylist(const QString &path, const QByteArray &data)
    {
        return path.endsWith(u".pla"_s) || (data.startsWith("#EXTM3U\n") && data.endsWith('\n'));
    }

    void verifyConverges(SyncBench &bench, FakeStorage &storage, const Prepared &prepared)
    {
        const Scenario &scenario = *prepared.scenario;
        const Contents &end = prepared.end;
        const SyncResult again = bench.run(storage);
        QCOMPARE(again.outcome, SyncOutcome::Completed);
        const Contents now = music(storage);
        QStringList surplus = now.keys();
        QStringList lacking = end.keys();
        surplus.removeIf([&](const QString &path) { return end.contains(path); });
        lacking.removeIf([&](const QString &path) { return now.contains(path); });
        QCOMPARE(surplus.join(u' '), QString());
        QCOMPARE(lacking.join(u' '), QString());
        for (auto file = end.constBegin(); file != end.constEnd(); ++file)
            QVERIFY2(now.value(file.key()) == file.value(), qPrintable(file.key()));
        QCOMPARE(storage.leftovers(), 0);
        qsizetype adopted = 0;
        for (const LedgerEntry &entry : bench.ledger()) {
            adopted += entry.state == LedgerState::Adopted ? 1 : 0;
            QVERIFY2(entry.state == LedgerState::Placed || entry.state == LedgerState::Adopted,
                     qPrintable(entry.path));
            QCOMPARE(storage.content(entry.path).size(), entry.sizeBytes);
            QCOMPARE(entry.state == LedgerState::Adopted, scenario.foreign.contains(entry.path));
        }
        QCOMPARE(bench.ledger().size() + scenario.foreign.size() - adopted, end.size());
        QVERIFY(libraryFiles(scenario) == prepared.library);

        storage.resetCounters();
        QCOMPARE(bench.run(storage).outcome, SyncOutcome::Completed);
        QCOMPARE(storage.changingCalls(), 0);
        // What lists slowly is not listed when nothing has changed, save for what waits for room.
        if (scenario.noFit == 0)
            QCOMPARE(storage.listings() == 0, storage.info()->isListingSlow);
    }

    std::map<std::pair<Kind, Plan>, Prepared> m_prepared;
};

QTEST_GUILESS_MAIN(SyncFaultsTest)
#include "tst_syncfaults.moc"
