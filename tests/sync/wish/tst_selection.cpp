// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "../model/audiofiles.h"
#include "sync/wish/assignpaths.h"
#include "syncbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

QList<TrackId> ids(const QList<WantedItem> &items)
{
    QList<TrackId> ids;
    for (const WantedItem &item : items)
        ids.append(item.track);
    return ids;
}

} // namespace

class SelectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<SyncBench>(); }

    // Priority order, each track once; the playlists keep their repeats.
    void order()
    {
        const auto a = m_bench->addTrack(u"a"_s);
        const auto b = m_bench->addTrack(u"b"_s);
        const auto c = m_bench->addTrack(u"c"_s);
        const auto first = m_bench->addPlaylist(u"first"_s, {b, a, b});
        const auto second = m_bench->addPlaylist(u"second"_s, {c, a});
        const auto selection = select(m_bench->connection(), {second, first}, {b, a});
        QVERIFY(selection);
        QCOMPARE(ids(selection->wanted), (QList{c, a, b}));
        QCOMPARE(selection->playlists.size(), 2);
        QCOMPARE(selection->playlists[1].tracks, (QList{b, a, b}));
        QCOMPARE(selection->wanted[1].source, m_bench->sourceOf(a));
        QCOMPARE(selection->wanted[1].sizeBytes, 10'000);
        QVERIFY(selection->errors.isEmpty());
    }

    // What is on the player as the library has it keeps its path; all else goes where the template says.
    void paths()
    {
        const auto a = m_bench->addTrack(u"a"_s);
        const auto b = m_bench->addTrack(u"b"_s);
        const auto c = m_bench->addTrack(u"c"_s);
        auto selection = select(m_bench->connection(), {}, {a, b, c});
        QVERIFY(selection);
        const WantedItem &known = selection->wanted[0];
        const LedgerEntry current{.path = u"elsewhere/a.mp3"_s,
                                  .track = a,
                                  .sizeBytes = known.sizeBytes,
                                  .source = known.source,
                                  .sourceVersion = known.sourceVersion};
        const LedgerEntry old{.path = u"elsewhere/b.mp3"_s, .track = b, .sizeBytes = 1};
        QVERIFY(assignPaths(m_bench->connection(), *selection, {current, old}, {}));
        QCOMPARE(selection->wanted[0].path, u"elsewhere/a.mp3"_s);
        QCOMPARE(selection->wanted[1].path, u"Music/A/Album/b.mp3"_s);
        QCOMPARE(selection->wanted[2].path, u"Music/A/Album/c.mp3"_s);
    }

    // Auto playlists are evaluated anew each time.
    void autoPlaylist()
    {
        const auto list =
            model::PlaylistRepository(m_bench->connection()).createAuto(u"auto"_s, {.query = u"artist:A"_s});
        QVERIFY(list);
        QVERIFY(select(m_bench->connection(), {*list})->wanted.isEmpty());
        const auto a = m_bench->addTrack(u"a"_s);
        QCOMPARE(ids(select(m_bench->connection(), {*list})->wanted), QList{a});
    }

    // A track whose file is gone is left out and reported; one in a folder that is not there is kept as
    // not available.
    void missing()
    {
        const auto a = m_bench->addTrack(u"a"_s);
        const auto b = m_bench->addTrack(u"b"_s);
        const auto list = m_bench->addPlaylist(u"P"_s, {a, b});
        m_bench->execute(u"UPDATE tracks SET is_missing = 1 WHERE id = %1"_s.arg(a.value));
        auto selection = select(m_bench->connection(), {list});
        QCOMPARE(ids(selection->wanted), QList{b});
        QVERIFY(selection->wanted[0].isAvailable);
        QCOMPARE(selection->errors.size(), 1);
        QCOMPARE(selection->errors[0].code, ErrorCode::FileMissing);
        QCOMPARE(selection->errors[0].subject, m_bench->sourceOf(a));
        m_bench->execute(u"UPDATE folders SET is_available = 0"_s);
        selection = select(m_bench->connection(), {list});
        QVERIFY(!selection->wanted[0].isAvailable);
    }

    // A playlist's line that names a file the library does not have is reported.
    void unknownLine()
    {
        model::PlaylistRepository playlists(m_bench->connection());
        const auto list = playlists.createStatic(u"P"_s, {{.path = u"/nowhere/x.mp3"_s}});
        QVERIFY(list);
        const auto selection = select(m_bench->connection(), {*list});
        QCOMPARE(selection->errors.size(), 1);
        QCOMPARE(selection->errors[0].subject, u"/nowhere/x.mp3"_s);
    }

    // Files beside the library come in the order in which they were named, each once, with its own tags; one
    // that cannot be read is reported and holds up none of the others.
    void looseFiles()
    {
        QStringList files;
        for (int i = 0; i < 40; ++i)
            files.append(makeFile(u"t%1"_s.arg(i)));
        const QStringList good = files;
        files.insert(20, u"/nowhere/x.mp3"_s);
        files.append(good[3]);
        const auto selection = select(m_bench->connection(), {}, {}, files);
        QVERIFY(selection);
        QCOMPARE(selection->wanted.size(), good.size());
        for (int i = 0; i < good.size(); ++i) {
            QCOMPARE(selection->wanted[i].source, good[i]);
            QCOMPARE(selection->files[good[i]].tags.title, u"t%1"_s.arg(i));
        }
        QCOMPARE(selection->errors.size(), 1);
        QCOMPARE(selection->errors[0].subject, u"/nowhere/x.mp3"_s);
    }

    // A playlist that does not exist is an error; so is each file that cannot be read.
    void unknown()
    {
        QCOMPARE(select(m_bench->connection(), {PlaylistId{99}}).error().code, ErrorCode::NotFound);
        const auto selection = select(m_bench->connection(), {}, {TrackId{99}}, {u"/nowhere/x.mp3"_s});
        QVERIFY(selection);
        QVERIFY(selection->wanted.isEmpty());
        QCOMPARE(selection->errors.size(), 1);
    }

private:
    /// A song of that title, which the library does not have.
    QString makeFile(const QString &title) const
    {
        const QString path = m_bench->path(title + u".wav"_s);
        if (!tests::writeFile(path, tests::wavData(title.toUtf8())))
            QTest::qFail("a song could not be written", __FILE__, __LINE__);
        return path;
    }

    std::unique_ptr<SyncBench> m_bench;
};

QTEST_GUILESS_MAIN(SelectionTest)
#include "tst_selection.moc"
