// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "syncbench.h"
#include "tornlibrary.h"

#include <QRandomGenerator>
#include <QTest>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

using Fault = FakeStorage::Fault;
using Contents = QMap<QString, QByteArray>;

constexpr qint64 clusterBytes = 4096;

} // namespace

/// A library, its player and their owner, who do what they like.
class History
{
public:
    explicit History(quint32 seed) : m_random(seed), m_storage(400'000 + 100'000 * below(8), clusterBytes)
    {
        m_storage.setMtp(seed % 3 == 1);
        m_storage.setRenaming(seed % 2 == 0);
        m_storage.setPlaylistObjects(seed % 6 == 4);
        for (const auto *artist : {"A", "B"}) // there from the first
            m_tracks.append(m_bench.addTrack(newName(), 1000 + below(60'000), QString::fromLatin1(artist)));
        for (int i = 0; i < 6; ++i)
            addTrack();
        for (int i = 0; i < 3; ++i)
            m_playlists.append(m_bench.addPlaylist(u"list%1"_s.arg(i), someTracks()));
        m_reservePercent = 10 * below(3);
        m_bench.partner(m_storage, m_playlists, m_reservePercent);
    }

    /// A few of everything that can happen between two sessions.
    void live()
    {
        for (int i = below(5); i >= 0; --i) {
            switch (below(15)) {
            case 0:
                addTrack();
                break;
            case 1:
                m_tracks.removeOne(anyTrack()); // from all playlists with their next change
                break;
            case 2:
                m_bench.changeTrack(trackAtHand(), 1000 + below(60'000));
                break;
            case 3:
                m_bench.changeTrack(trackAtHand(), 1000 + below(60'000), newName());
                break;
            case 4:
                m_bench.retagTrack(trackAtHand());
                break;
            case 5:
                m_bench.renameTrack(anyTrack(), newName());
                break;
            case 6:
            case 7:
                m_bench.setTracks(m_playlists[below(m_playlists.size())], someTracks());
                break;
            case 8:
                renameOrReorder();
                break;
            case 9:
                ownerDeletes();
                break;
            case 10:
                ownerAdds();
                break;
            case 11:
                ownerEdits();
                break;
            case 12:
                ownerReplaces();
                break;
            case 13:
                m_bench.moveMusic();
                break;
            case 14:
                m_bench.setAway(u"B"_s, m_isAway = !m_isAway);
                break;
            }
        }
    }

    /// One that something may come in between of. Afterwards all works again.
    void interruptedSession()
    {
        static const QList<Fault> faults = {Fault::KillBefore, Fault::KillAfter, Fault::PowerCut,
                                            Fault::Unplug,     Fault::Full,      Fault::ShortWrite,
                                            Fault::Failed,     Fault::Stalled,   Fault::Locked,
                                            Fault::Denied,     Fault::ReadOnly};
        m_bench.execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s); // what was done by hand is long on the medium
        const Fault fault = faults[below(faults.size())];
        qDebug("interrupted by fault %d", static_cast<int>(fault));
        m_storage.failAt(1 + below(20), fault, m_random.generate());
        bool isKilled = false;
        try {
            (void)run({.options = {.confirmBrake = true}});
        } catch (const Killed &) {
            isKilled = true;
        }
        m_storage.repair();
        if (isKilled && below(2) == 0)
            m_bench.losePower();
    }

    void verifyForeign()
    {
        for (auto file = m_foreign.constBegin(); file != m_foreign.constEnd(); ++file)
            QVERIFY2(m_storage.content(file.key()) == file.value(), qPrintable(file.key()));
    }

    /// A session to the end: as its estimate said, within the room, and with nothing left to do.
    void verifySession()
    {
        const auto library = m_bench.musicFiles();
        // First what was interrupted is put in order, which an estimate leaves alone.
        const qint64 leftovers = m_storage.leftovers();
        const qint64 freeBefore = m_storage.freeBytes();
        const SessionRequest request{.options = {.confirmBrake = true}};
        const auto plan = m_bench.plan(m_storage, request);
        QVERIFY(plan);
        const SyncResult result = run(request);
        QVERIFY2(result.outcome == SyncOutcome::Completed, qPrintable(errorCodeName(result.reason.code)));
        if (m_isUnseen)
            verifyUnseen();
        else if (leftovers == 0 && m_bench.ledger().size() > 0 && !m_wasInterrupted) {
            QCOMPARE(result.noFit, plan->noFit.size());
            QCOMPARE(result.copied, plan->copyItems);
            // What turns out to be its owner's when it is touched stays.
            const auto owners = std::ranges::count(result.errors, ErrorCode::FileChanged, &Error::code);
            QVERIFY(result.removed <= plan->removeItems && plan->removeItems <= result.removed + owners);
            QCOMPARE(result.moved, std::ranges::count(plan->actions, ActionKind::Move, &PlanAction::kind));
            QVERIFY(result.bytesCopied <= plan->dataBytes); // what is brought up to date in place is not sent
        }
        verifyForeign();
        QCOMPARE(m_bench.musicFiles(), library);
        const qint64 reserve = capacity() / 100 * m_reservePercent;
        qDebug("free before %lld, expected %lld, now %lld, reserve %lld", static_cast<long long>(freeBefore),
               static_cast<long long>(plan->freeAfterBytes), static_cast<long long>(m_storage.freeBytes()),
               static_cast<long long>(reserve));
        // Less than the reserve is free only if it was so before, and then not less because of Tandem's
        // music.
        QVERIFY(m_storage.freeBytes() >= std::min(reserve, freeBefore) ||
                m_storage.freeBytes() >= freeBefore);
        verifyLedger();
        if (!m_storage.info()
                 ->isListingSlow) // of half an object with the player's own time nobody knows whose it is
            verifyNothingLeftBehind();
        if (QTest::currentTestFailed())
            return;

        const Contents end = m_storage.contents();
        m_storage.resetCounters();
        const SyncResult again = run({});
        QCOMPARE(again.outcome, SyncOutcome::Completed);
        QCOMPARE(m_storage.changingCalls(), 0);
        QCOMPARE(again.copied + again.removed + again.moved, 0);
        QVERIFY(m_storage.contents() == end);
        QCOMPARE(m_storage.leftovers(), 0);
    }

    void setInterrupted(bool wasInterrupted) { m_wasInterrupted = wasInterrupted; }

private:
    qint64 capacity() { return m_storage.info()->totalBytes; }

    int below(qsizetype end) { return m_random.bounded(static_cast<int>(end)); }
    QString newName() { return u"song%1"_s.arg(++m_names); }
    TrackId anyTrack() { return m_tracks[below(m_tracks.size())]; }

    /// One whose file can be changed.
    TrackId trackAtHand()
    {
        QList<TrackId> tracks = m_tracks;
        tracks.removeIf([this](TrackId track) { return isAway(track); });
        if (!tracks.isEmpty())
            return tracks[below(tracks.size())];
        addTrack();
        return m_tracks.last();
    }

    bool isAway(TrackId track) const
    {
        return m_isAway && track.isValid() && m_bench.sourceOf(track).contains(u"/B/"_s);
    }

    void addTrack()
    {
        m_tracks.append(
            m_bench.addTrack(newName(), 1000 + below(60'000), below(2) == 0 || m_isAway ? u"A"_s : u"B"_s));
    }

    QList<TrackId> someTracks()
    {
        QList<TrackId> tracks;
        for (const TrackId track : std::as_const(m_tracks)) {
            if (below(3) > 0)
                tracks.append(track);
        }
        return tracks;
    }

    void renameOrReorder()
    {
        m_bench.execute(u"UPDATE playlists SET name = 'list%1' WHERE id = %2"_s.arg(100 + ++m_names)
                            .arg(m_playlists[below(m_playlists.size())].value));
        m_playlists.move(0, below(m_playlists.size()));
        if (!m_bench.players().setPlaylists(m_bench.player(), m_playlists.first(1 + below(3))))
            qFatal("choosing playlists");
    }

    QStringList placed()
    {
        QStringList paths;
        for (const LedgerEntry &entry : m_bench.ledger()) {
            if (entry.state == LedgerState::Placed && m_storage.has(entry.path) &&
                !m_foreign.contains(entry.path))
                paths.append(entry.path);
        }
        return paths;
    }

    void ownerDeletes()
    {
        const QStringList paths = placed();
        if (paths.isEmpty())
            return;
        m_storage.erase(paths[below(paths.size())]);
        m_isUnseen |= m_storage.info()->isListingSlow; // where something comes into its folder, too
    }

    /// What its owner changed on a player that lists slowly may be seen only when it is about to be touched:
    /// it stays, and what should have been there comes under another name.
    void verifyUnseen()
    {
        for (int session = 0; session < 4; ++session) {
            m_storage.resetCounters();
            QCOMPARE(run({.options = {.confirmBrake = true}}).outcome, SyncOutcome::Completed);
            verifyForeign();
            if (m_storage.changingCalls() == 0)
                break;
        }
        QVERIFY2(m_storage.changingCalls() == 0, "never comes to rest");
        // Who looks at everything sees it.
        QCOMPARE(run({.options = {.confirmBrake = true, .isVerifying = true}}).outcome,
                 SyncOutcome::Completed);
        verifyForeign();
        verifyLedger();
        m_isUnseen = false;
    }

    /// Says what it did where debug messages are asked for.
    SyncResult run(const SessionRequest &request)
    {
        const Contents before = m_storage.contents();
        SyncResult result = m_bench.run(m_storage, request);
        for (const Error &error : std::as_const(result.errors))
            qDebug("%s: %s", qPrintable(errorCodeName(error.code)), qPrintable(error.subject));
        const Contents now = m_storage.contents();
        for (const auto &[path, data] : now.asKeyValueRange()) {
            if (before.value(path) != data)
                qDebug("written: %s, %lld bytes", qPrintable(path), static_cast<long long>(data.size()));
        }
        for (const auto &[path, data] : before.asKeyValueRange()) {
            if (!now.contains(path))
                qDebug("removed: %s, %lld bytes", qPrintable(path), static_cast<long long>(data.size()));
        }
        return result;
    }

    /// Where Tandem may want to put something, too.
    void ownerAdds()
    {
        const QString path = below(2) == 0 ? u"Music/A/Album/song%1.mp3"_s.arg(m_names + 1)
                                           : u"Playlists/list%1.m3u8"_s.arg(101 + m_names);
        if (m_storage.has(path) || m_storage.freeBytes() < 10 * clusterBytes)
            return;
        const QByteArray data = "the owner's " + QByteArray::number(m_random.generate());
        m_storage.put(path, data);
        m_foreign.insert(path, data);
    }

    /// From then on it is the owner's.
    void ownerEdits()
    {
        const QStringList paths = placed();
        if (paths.isEmpty())
            return;
        const QString path = paths[below(paths.size())];
        const QByteArray data = "edited " + QByteArray::number(m_random.generate());
        if (path.endsWith(u".pla"_s))
            return;
        ownerPuts(path, data);
    }

    /// By something else of the same size.
    void ownerReplaces()
    {
        const QStringList paths = placed();
        if (paths.isEmpty())
            return;
        const QString path = paths[below(paths.size())];
        if (!path.endsWith(u".pla"_s))
            ownerPuts(path, QByteArray(m_storage.content(path).size(), static_cast<char>('a' + below(26))));
    }

    void ownerPuts(const QString &path, const QByteArray &data)
    {
        qDebug("its owner puts %s, %lld bytes", qPrintable(path), static_cast<long long>(data.size()));
        m_storage.put(path, data);
        m_foreign.insert(path, data);
        m_isUnseen |= m_storage.info()->isListingSlow;
    }

    /// Nothing of Tandem's is left that it does not know.
    void verifyNothingLeftBehind()
    {
        QSet<QString> known;
        for (const LedgerEntry &entry : m_bench.ledger())
            known.insert(entry.path);
        const Contents contents = m_storage.contents();
        for (const auto &[path, content] : contents.asKeyValueRange()) {
            if (!path.startsWith(u".tandem/"_s) && !m_foreign.contains(path))
                QVERIFY2(known.contains(path), qPrintable(u"left behind: "_s + path));
        }
    }

    void verifyLedger()
    {
        for (const LedgerEntry &entry : m_bench.ledger()) {
            if (entry.state == LedgerState::Skipped)
                continue;
            // What was cut off waits for its file.
            QVERIFY2(entry.state != LedgerState::Pending || isAway(entry.track), qPrintable(entry.path));
            // Without the song to compare it with, or where a hash will tell when it is touched, it is left
            // open.
            const bool isOpen = isAway(entry.track) || !entry.hash.isEmpty();
            QVERIFY2(!m_foreign.contains(entry.path) || isOpen, qPrintable(entry.path));
            QVERIFY2(m_storage.content(entry.path).size() == entry.sizeBytes || isAway(entry.track),
                     qPrintable(entry.path));
        }
    }

    QRandomGenerator m_random;
    SyncBench m_bench;
    FakeStorage m_storage;
    QList<TrackId> m_tracks;
    QList<PlaylistId> m_playlists;
    Contents m_foreign;
    int m_reservePercent = 0;
    int m_names = 0;
    bool m_wasInterrupted = false;
    bool m_isAway = false;   ///< the file system that one artist's music lies on
    bool m_isUnseen = false; ///< its owner has changed what the player does not show to be changed
};

// Whatever the library, the player and its owner do, in whatever order, and whatever comes in between: after
// every session the library is as before, what is the owner's is untouched, the estimate was right, the
// reserve is not used, the ledger is true, and the next session has nothing to do.
class RandomHistoriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(TornLibrary::watch()); }

    void histories_data()
    {
        QTest::addColumn<quint32>("firstSeed");
        bool isCounted = false;
        const int asked = qEnvironmentVariableIntValue("TANDEM_HISTORIES", &isCounted);
        const quint32 count = isCounted && asked > 0 ? static_cast<quint32>(asked) : 2000;
        for (quint32 seed = 0; seed < count; seed += 20)
            QTest::addRow("%u to %u", seed, seed + 19) << seed;
    }
    void histories()
    {
        QFETCH(quint32, firstSeed);
        for (quint32 seed = firstSeed; seed < firstSeed + 20; ++seed) {
            History history(seed);
            for (int session = 0; session < 6; ++session) {
                history.live();
                const bool isInterrupted = (seed + static_cast<quint32>(session)) % 3 == 0;
                if (isInterrupted) {
                    history.interruptedSession();
                    history.live(); // before anybody puts it in order
                }
                history.setInterrupted(isInterrupted);
                if (!QTest::currentTestFailed())
                    history.verifyForeign();
                if (!QTest::currentTestFailed())
                    history.verifySession();
                if (QTest::currentTestFailed()) {
                    qWarning("... in history %u, session %d", seed, session);
                    return;
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(RandomHistoriesTest)
#include "tst_randomhistories.moc"
