// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/tracks/content.h"
#include "scanbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;
using namespace tandem::tests;

/// Which track a file is, after files were moved about under paths that the library knows.
class IdentitiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench.emplace(); }
    void cleanup() { m_bench.reset(); }

    // The first of some numbered songs was deleted, and the others took their numbers from it.
    void renumbered()
    {
        for (const auto *name : {"1", "2", "3", "4"})
            QVERIFY(m_bench->add(u"album/%1.wav"_s.arg(QLatin1StringView(name)), name));
        m_bench->scan();
        const QList<TrackId> ids =
            idsOf({u"album/1.wav"_s, u"album/2.wav"_s, u"album/3.wav"_s, u"album/4.wav"_s});
        const PlaylistId playlist = m_bench->makePlaylist(ids);
        QVERIFY(m_bench->remove(u"album/1.wav"_s));
        for (int i = 2; i <= 4; ++i)
            QVERIFY(m_bench->move(u"album/%1.wav"_s.arg(i), u"album/%1.wav"_s.arg(i - 1)));

        QCOMPARE(ScanBench::counts(m_bench->scan()), u"0 added, 0 updated, 3 moved, 1 missing, 0 away"_s);
        QCOMPARE(statesOf(ids),
                 (QStringList{u"1 missing"_s, u"2 album/1.wav"_s, u"3 album/2.wav"_s, u"4 album/3.wav"_s}));
        QCOMPARE(m_bench->tracksOf(playlist), ids);
        QVERIFY(m_bench->idOf(u"album/1.wav"_s) == ids[1]); // another song's path is not its own
        verifyStill();

        // It keeps its identity: put back, wherever, it is the song that it was.
        QVERIFY(m_bench->add(u"again.wav"_s, "1"));
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"0 added, 0 updated, 1 moved, 0 missing, 0 away"_s);
        QCOMPARE(m_bench->stateOf(ids[0]), u"1 again.wav"_s);
        verifyStill();
    }

    // All numbers grow by one, so that the last song gets a new path only.
    void insertedBefore()
    {
        for (const auto *name : {"1", "2", "3"})
            QVERIFY(m_bench->add(u"%1.wav"_s.arg(QLatin1StringView(name)), name));
        m_bench->scan();
        const QList<TrackId> ids = idsOf({u"1.wav"_s, u"2.wav"_s, u"3.wav"_s});
        for (int i = 3; i >= 1; --i)
            QVERIFY(m_bench->move(u"%1.wav"_s.arg(i), u"%1.wav"_s.arg(i + 1)));
        QVERIFY(m_bench->add(u"1.wav"_s, "0"));
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"1 added, 0 updated, 3 moved, 0 missing, 0 away"_s);
        QCOMPARE(statesOf(ids), (QStringList{u"1 2.wav"_s, u"2 3.wav"_s, u"3 4.wav"_s}));
        QVERIFY(!ids.contains(m_bench->idOf(u"1.wav"_s)));
        verifyStill();
    }

    void swapped()
    {
        QVERIFY(m_bench->add(u"a.wav"_s, "A"));
        QVERIFY(m_bench->add(u"b.wav"_s, "B"));
        m_bench->scan();
        const QList<TrackId> ids = idsOf({u"a.wav"_s, u"b.wav"_s});
        m_bench->execute(u"UPDATE tracks SET rating = 5 WHERE id = %1"_s.arg(ids[0].value));
        QVERIFY(m_bench->move(u"a.wav"_s, u"t"_s));
        QVERIFY(m_bench->move(u"b.wav"_s, u"a.wav"_s));
        QVERIFY(m_bench->move(u"t"_s, u"b.wav"_s));
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"0 added, 0 updated, 2 moved, 0 missing, 0 away"_s);
        QCOMPARE(statesOf(ids), (QStringList{u"A b.wav"_s, u"B a.wav"_s}));
        QCOMPARE(m_bench->track(ids[0]).rating, 5);
        verifyStill();
    }

    // A song went elsewhere, and another one, new or a copy of one that stays, lies under its old name.
    void replacedByAnother()
    {
        QVERIFY(m_bench->add(u"a.wav"_s, "A"));
        QVERIFY(m_bench->add(u"b.wav"_s, "B"));
        QVERIFY(m_bench->add(u"c.wav"_s, "C"));
        m_bench->scan();
        const QList<TrackId> ids = idsOf({u"a.wav"_s, u"b.wav"_s, u"c.wav"_s});
        QVERIFY(m_bench->move(u"a.wav"_s, u"old/a.wav"_s));
        QVERIFY(m_bench->copy(u"c.wav"_s, u"a.wav"_s));
        QVERIFY(m_bench->move(u"b.wav"_s, u"old/b.wav"_s));
        QVERIFY(m_bench->add(u"b.wav"_s, "New"));
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"2 added, 0 updated, 2 moved, 0 missing, 0 away"_s);
        QCOMPARE(statesOf(ids), (QStringList{u"A old/a.wav"_s, u"B old/b.wav"_s, u"C c.wav"_s}));
        verifyStill();
    }

    // The last song of one music folder went into another one that the library knew: the folder is empty, but
    // the same, so nothing is away.
    void lastOfItsFolder()
    {
        const QString other = m_bench->outside(u"other"_s);
        QVERIFY(writeFile(other + u"/a.wav"_s, wavData("A")));
        QVERIFY(m_bench->add(u"b.wav"_s, "B"));
        m_bench->addFolder(other);
        m_bench->scan();
        const auto id = TrackRepository(m_bench->connection()).idOfPath(other + u"/a.wav"_s);
        QVERIFY(id);
        QVERIFY(QFile::copy(other + u"/a.wav"_s, m_bench->path(u"copy.wav"_s)));
        QVERIFY(QFile::rename(other + u"/a.wav"_s, m_bench->path(u"a.wav"_s)));
        const ScanReport report = m_bench->scan();
        QCOMPARE(ScanBench::counts(report), u"1 added, 0 updated, 1 moved, 0 missing, 0 away"_s);
        QVERIFY(report.errors.isEmpty());
        QCOMPARE(m_bench->track(*id).path, m_bench->path(u"a.wav"_s));
        // Emptied again, by a person this time: what was in it was deleted.
        QVERIFY(QFile::rename(m_bench->path(u"b.wav"_s), other + u"/b.wav"_s));
        QCOMPARE(m_bench->scan().moved, 1);
        QVERIFY(QFile::remove(other + u"/b.wav"_s));
        QCOMPARE(m_bench->scan().missing, 1);
    }

    // Whose file is nowhere, while another song's lies at its path, is still called by that path.
    void keepsItsName()
    {
        QVERIFY(m_bench->add(u"a.wav"_s, "A"));
        QVERIFY(m_bench->add(u"b.wav"_s, "B"));
        m_bench->scan();
        const TrackId lost = m_bench->idOf(u"a.wav"_s);
        QVERIFY(m_bench->remove(u"a.wav"_s) && m_bench->move(u"b.wav"_s, u"a.wav"_s));
        m_bench->scan();
        QCOMPARE(m_bench->track(lost).path, m_bench->path(u"a.wav"_s));
        QVERIFY(m_bench->track(lost).isMissing);
    }

    // What nothing else is, is the song that was there: edited in place.
    void editedInPlace()
    {
        QVERIFY(m_bench->add(u"a.wav"_s, "A"));
        QVERIFY(m_bench->add(u"b.wav"_s, "B"));
        m_bench->scan();
        const QList<TrackId> ids = idsOf({u"a.wav"_s, u"b.wav"_s});
        QVERIFY(m_bench->add(u"a.wav"_s, "A2"));
        QVERIFY(m_bench->remove(u"b.wav"_s));
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"0 added, 1 updated, 0 moved, 1 missing, 0 away"_s);
        QCOMPARE(statesOf(ids), (QStringList{u"A2 a.wav"_s, u"B missing"_s}));
        verifyStill();
    }

    // Of several files with one content, each is the track whose path is most like its own, in whatever order
    // they are met.
    void twinsGoWithTheirNames()
    {
        const QStringList names{u"x/1.wav"_s, u"y/1.wav"_s, u"z/2.wav"_s};
        for (const QString &name : names)
            QVERIFY(m_bench->add(name, "Same"));
        m_bench->scan();
        const QList<TrackId> ids = idsOf(names);
        for (const QString &name : names)
            QVERIFY(m_bench->move(name, u"all/"_s + name));
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"0 added, 0 updated, 3 moved, 0 missing, 0 away"_s);
        QCOMPARE(statesOf(ids),
                 (QStringList{u"Same all/x/1.wav"_s, u"Same all/y/1.wav"_s, u"Same all/z/2.wav"_s}));
        verifyStill();
    }

    // A file whose tags nobody can read is known by its content all the same.
    void knownWithoutItsTags()
    {
        QVERIFY(m_bench->add(u"album/a.wav"_s, "A"));
        QVERIFY(m_bench->add(u"stays.wav"_s, "S"));
        m_bench->scan();
        const TrackId id = m_bench->idOf(u"album/a.wav"_s);
        const QByteArray unreadable = "this is no music";
        QVERIFY(writeFile(m_bench->path(u"renamed/a.wav"_s), unreadable));
        QVERIFY(m_bench->remove(u"album/a.wav"_s));
        m_bench->execute(
            u"UPDATE tracks SET size_bytes = %1, content = %2 WHERE id = %3"_s.arg(unreadable.size())
                .arg(contentOf(m_bench->path(u"renamed/a.wav"_s).toUtf8()))
                .arg(id.value));
        const ScanReport report = m_bench->scan();
        QCOMPARE(ScanBench::counts(report), u"0 added, 0 updated, 1 moved, 0 missing, 0 away"_s);
        QCOMPARE(report.failed, 1);
        QCOMPARE(m_bench->stateOf(id), u"A renamed/a.wav"_s);
        verifyStill();
    }

    // A song was copied, and the original deleted after a scan had seen both: it is the copy from now on, for
    // playlists, players and whoever rated it.
    void copyOutlivesOriginal()
    {
        QVERIFY(m_bench->add(u"Jazz/a.wav"_s, "A"));
        QVERIFY(m_bench->add(u"b.wav"_s, "B"));
        m_bench->scan();
        const TrackId id = m_bench->idOf(u"Jazz/a.wav"_s);
        const PlaylistId playlist = m_bench->makePlaylist({id, id});
        addToPlayer(id);
        m_bench->execute(
            u"UPDATE tracks SET rating = 4, play_count = 3, last_played_at = 50, added_at = 40"_s);
        const qint64 version = m_bench->track(id).modifiedNs;
        QVERIFY(m_bench->copy(u"Jazz/a.wav"_s, u"Sorted/a.wav"_s));
        QVERIFY(m_bench->copy(u"Jazz/a.wav"_s, u"Sorted/other.wav"_s));
        QCOMPARE(m_bench->scan().added, 2);
        m_bench->execute(u"UPDATE tracks SET play_count = 1 WHERE path LIKE 'Sorted/a%'"_s);
        QVERIFY(m_bench->remove(u"Jazz/a.wav"_s));

        QCOMPARE(ScanBench::counts(m_bench->scan()), u"0 added, 0 updated, 1 moved, 0 missing, 0 away"_s);
        QCOMPARE(m_bench->stateOf(id), u"A Sorted/a.wav"_s); // the copy whose name is most like its own
        QCOMPARE(m_bench->tracksOf(playlist), (QList<TrackId>{id, id}));
        const Track track = m_bench->track(id);
        QCOMPARE(track.rating, 4);
        QCOMPARE(track.playCount, 4);
        QCOMPARE(track.lastPlayedAt, 50);
        QCOMPARE(track.addedAt, 40);
        QCOMPARE(track.modifiedNs, version); // no player gets it anew
        QCOMPARE(m_bench->number(u"SELECT count(*) FROM ledger WHERE track_id = %1"_s.arg(id.value)), 1);
        QCOMPARE(m_bench->number(u"SELECT count(*) FROM tracks"_s), 3);
        QCOMPARE(m_bench->number(u"SELECT count(*) FROM former_tracks"_s), 0);
        verifyStill();
    }

    // Two songs of one content are on a player, and in a playlist; one of their files is deleted.
    void bothTwinsWereUsed()
    {
        QVERIFY(m_bench->add(u"a.wav"_s, "A"));
        QVERIFY(m_bench->copy(u"a.wav"_s, u"below/a.wav"_s));
        m_bench->scan();
        const TrackId a = m_bench->idOf(u"a.wav"_s);
        const TrackId b = m_bench->idOf(u"below/a.wav"_s);
        const PlaylistId playlist = m_bench->makePlaylist({a, b});
        addToPlayer(a);
        addToPlayer(b);
        QVERIFY(m_bench->remove(u"a.wav"_s));
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"0 added, 0 updated, 1 moved, 0 missing, 0 away"_s);
        QCOMPARE(m_bench->tracksOf(playlist), (QList<TrackId>{b, b}));
        QCOMPARE(m_bench->number(u"SELECT count(*) FROM ledger l JOIN tracks t ON t.id = l.track_id AND "
                                 "l.source_version = t.modified_ns WHERE t.id = %1"_s.arg(b.value)),
                 2);
        verifyStill();
    }

    // Missing songs of one content all become the file that is left, also those that an earlier version left
    // behind.
    void severalBecomeOne()
    {
        for (const QString &name : {u"1.wav"_s, u"2.wav"_s, u"3.wav"_s})
            QVERIFY(m_bench->add(name, "A"));
        m_bench->scan();
        const QList<TrackId> ids = idsOf({u"1.wav"_s, u"2.wav"_s});
        const PlaylistId playlist = m_bench->makePlaylist(ids);
        QVERIFY(m_bench->remove(u"1.wav"_s));
        QVERIFY(m_bench->remove(u"2.wav"_s));
        m_bench->execute(u"UPDATE tracks SET is_missing = 1 WHERE id = %1"_s.arg(ids[0].value));
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"0 added, 0 updated, 2 moved, 0 missing, 0 away"_s);
        const TrackId left = m_bench->idOf(u"3.wav"_s);
        QCOMPARE(m_bench->tracksOf(playlist), (QList<TrackId>{left, left}));
        QCOMPARE(m_bench->number(u"SELECT count(*) FROM tracks"_s), 1);
        verifyStill();
    }

    // What a twin shows that is not there, or that differs in its tags, nobody becomes.
    void noTwin()
    {
        constexpr qsizetype apart = 6000; // from the beginning, the middle and the end
        QByteArray data = wavData({{"INAM", "A"}, {"IKEY", QByteArray(20'000, 'k')}});
        QVERIFY(writeFile(m_bench->path(u"a.wav"_s), data));
        data[apart] = 'x';
        QVERIFY(writeFile(m_bench->path(u"below/a.wav"_s), data));
        m_bench->scan();
        QVERIFY(m_bench->remove(u"a.wav"_s));
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"0 added, 0 updated, 0 moved, 1 missing, 0 away"_s);
        QVERIFY(m_bench->remove(u"below/a.wav"_s));
        m_bench->add(u"stays.wav"_s, "S");
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"1 added, 0 updated, 0 moved, 1 missing, 0 away"_s);
        verifyStill();
    }

    // A folder left the library, its songs changed names, and it came again: lines find the songs, not the
    // names.
    void folderComesBackRenumbered()
    {
        QVERIFY(m_bench->add(u"a.wav"_s, "A"));
        QVERIFY(m_bench->add(u"b.wav"_s, "B"));
        QVERIFY(m_bench->copy(u"b.wav"_s, u"c.wav"_s));
        m_bench->scan();
        const PlaylistId playlist = m_bench->makePlaylist(idsOf({u"a.wav"_s, u"b.wav"_s, u"c.wav"_s}));
        QVERIFY(FolderRepository(m_bench->connection()).remove(m_bench->path({})));
        QVERIFY(m_bench->move(u"a.wav"_s, u"t"_s));
        QVERIFY(m_bench->move(u"b.wav"_s, u"a.wav"_s));
        QVERIFY(m_bench->move(u"t"_s, u"b.wav"_s));
        m_bench->addFolder(m_bench->path({}));
        QCOMPARE(m_bench->scan().added, 3);
        QStringList titles;
        const QList<TrackId> tracks = m_bench->tracksOf(playlist);
        for (const TrackId track : tracks)
            titles += m_bench->track(track).tags.title;
        QCOMPARE(titles, (QStringList{u"A"_s, u"B"_s, u"B"_s}));
        QCOMPARE(tracks.last(), m_bench->idOf(u"c.wav"_s)); // of its twins, the one at its own path
    }

    // A line whose song left the library with its folder waits for one that is there.
    void noMissingTwin()
    {
        const QString other = m_bench->outside(u"other"_s);
        QVERIFY(writeFile(other + u"/a.wav"_s, wavData("A")));
        m_bench->addFolder(other);
        QVERIFY(m_bench->add(u"a.wav"_s, "A"));
        QVERIFY(m_bench->add(u"stays.wav"_s, "S"));
        m_bench->scan();
        const PlaylistId playlist = m_bench->makePlaylist({m_bench->idOf(other + u"/a.wav"_s)});
        QVERIFY(QFile::rename(m_bench->path(u"a.wav"_s), m_bench->outside(u"kept"_s)));
        m_bench->execute(
            u"UPDATE tracks SET is_missing = 1 WHERE id = %1"_s.arg(m_bench->idOf(u"a.wav"_s).value));
        QVERIFY(FolderRepository(m_bench->connection()).remove(other));
        QVERIFY(m_bench->add(u"new.wav"_s, "N"));
        QCOMPARE(m_bench->scan().added, 1);
        QCOMPARE(m_bench->tracksOf(playlist), QList<TrackId>());
        QVERIFY(QFile::rename(m_bench->outside(u"kept"_s), m_bench->path(u"a.wav"_s)));
        QCOMPARE(m_bench->scan().updated, 1);
        QCOMPARE(m_bench->tracksOf(playlist), QList<TrackId>{m_bench->idOf(u"a.wav"_s)});
    }

    // While a folder is not there, a copy of its song in another one is a further song: the drive may return.
    void copyOfWhatIsAway()
    {
        const QString other = m_bench->outside(u"other"_s);
        QVERIFY(writeFile(other + u"/a.wav"_s, wavData("A")));
        m_bench->addFolder(other);
        QVERIFY(m_bench->add(u"stays.wav"_s, "S"));
        m_bench->scan();
        const TrackId id = m_bench->idOf(other + u"/a.wav"_s);
        const PlaylistId playlist = m_bench->makePlaylist({id});
        QVERIFY(QDir().rename(other, m_bench->outside(u"unplugged"_s)));
        QVERIFY(m_bench->add(u"copy.wav"_s, "A"));
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"1 added, 0 updated, 0 moved, 0 missing, 0 away"_s);
        QCOMPARE(m_bench->stateOf(id), u"A away"_s);

        QVERIFY(QDir().rename(m_bench->outside(u"unplugged"_s), other));
        verifyStill();
        QCOMPARE(m_bench->idOf(other + u"/a.wav"_s), id);
        QVERIFY(m_bench->track(id).isAvailable);
        QVERIFY(writeFile(other + u"/b.wav"_s, wavData("B")));
        QVERIFY(QFile::remove(other + u"/a.wav"_s)); // now that it is sure, the copy is the song
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"1 added, 0 updated, 1 moved, 0 missing, 0 away"_s);
        QCOMPARE(m_bench->stateOf(id), u"A copy.wav"_s);
        QCOMPARE(m_bench->tracksOf(playlist), QList<TrackId>{id});
    }

private:
    QList<TrackId> idsOf(const QStringList &names)
    {
        QList<TrackId> ids;
        for (const QString &name : names)
            ids += m_bench->idOf(name);
        return ids;
    }

    QStringList statesOf(const QList<TrackId> &ids)
    {
        QStringList states;
        for (const TrackId id : ids)
            states += m_bench->stateOf(id);
        return states;
    }

    /// As if a session had copied it.
    void addToPlayer(TrackId id)
    {
        m_bench->execute(
            u"INSERT OR IGNORE INTO players(id, identity, kind, name) VALUES(1, 'p', 'folder', 'P')"_s);
        m_bench->execute(u"INSERT INTO ledger(player_id, path, kind, state, track_id, size_bytes, source, "
                         "source_version) SELECT 1, 'Music/' || id, 0, 1, id, size_bytes, path, modified_ns "
                         "FROM songs WHERE id = %1"_s.arg(id.value));
        m_bench->execute(
            u"INSERT INTO player_items(player_id, track_id, state) VALUES(1, %1, 1)"_s.arg(id.value));
    }

    /// The next scan finds nothing to do.
    void verifyStill()
    {
        QCOMPARE(ScanBench::counts(m_bench->scan()), u"0 added, 0 updated, 0 moved, 0 missing, 0 away"_s);
    }

    std::optional<ScanBench> m_bench;
};

QTEST_GUILESS_MAIN(IdentitiesTest)
#include "tst_identities.moc"
