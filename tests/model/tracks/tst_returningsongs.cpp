// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/query/query.h"
#include "model/tracks/trackrepository.h"
#include "testlibrary.h"

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

namespace {

constexpr qint64 now = 1'718'452'800;

} // namespace

/// Songs that left the library with their folder, and are taken in anew.
class ReturningSongsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_library = std::make_unique<TestLibrary>(); }
    void cleanup() { m_library.reset(); }

    // They are what they were, from the moment on in which they are taken in.
    void asTheyWere_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("path");
        QTest::addColumn<qint64>("content");
        QTest::addColumn<bool>("isSame");
        QTest::newRow("at the same place") << u"/music"_s << u"a.mp3"_s << qint64(7) << true;
        QTest::newRow("with other tags") << u"/music"_s << u"a.mp3"_s << qint64(8) << true;
        QTest::newRow("in a folder elsewhere") << u"/disk"_s << u"x/a.mp3"_s << qint64(7) << true;
        QTest::newRow("another song") << u"/disk"_s << u"x/a.mp3"_s << qint64(8) << false;
        QTest::newRow("unreadable") << u"/disk"_s << u"x/a.mp3"_s << qint64(0) << false;
    }
    void asTheyWere()
    {
        QFETCH(QString, folder);
        QFETCH(QString, path);
        QFETCH(qint64, content);
        QFETCH(bool, isSame);
        for (const bool isRated : {true, false}) {
            const TrackId first = add(u"a.mp3"_s, 7, 1000);
            if (isRated)
                m_library->execute(u"UPDATE tracks SET rating = 4, play_count = 3, last_played_at = 2000"_s);
            leave();
            come(folder);
            const TrackId second = add(path, content, now);
            QVERIFY(second.value > first.value);
            if (content == 8) // what lies at a place with other content is known when all songs have come
                QVERIFY(TrackRepository(m_library->connection()).linkFormer());
            const auto track = TrackRepository(m_library->connection()).track(second);
            QVERIFY(track);
            QCOMPARE(track->addedAt, isSame ? 1000 : now);
            QCOMPARE(track->rating, isSame && isRated ? 4 : 0);
            QCOMPARE(track->playCount, isSame && isRated ? 3 : 0);
            QCOMPARE(track->lastPlayedAt, isSame && isRated ? 2000 : 0);
            // What it is from then on is its own.
            m_library->execute(u"UPDATE tracks SET rating = 1"_s);
            QVERIFY(TrackRepository(m_library->connection()).linkFormer());
            QCOMPARE(TrackRepository(m_library->connection()).track(second)->rating, 1);
            leave();
            m_library->execute(u"DELETE FROM former_tracks"_s);
            come(u"/music"_s);
        }
    }

    // Of several songs with one content, each is the one at its place.
    void twins()
    {
        add(u"a.mp3"_s, 7, 1000);
        add(u"b.mp3"_s, 7, 2000);
        m_library->execute(u"UPDATE tracks SET rating = added_at / 1000"_s);
        leave();
        come(u"/music"_s);
        const TrackId b = add(u"b.mp3"_s, 7, now);
        const TrackId a = add(u"a.mp3"_s, 7, now);
        const auto tracks = TrackRepository(m_library->connection()).tracks(QList{a, b});
        QVERIFY(tracks);
        QCOMPARE(tracks->at(0).rating, 1);
        QCOMPARE(tracks->at(1).rating, 2);
        QCOMPARE(tracks->at(0).addedAt, 1000);
        QCOMPARE(tracks->at(1).addedAt, 2000);
    }

    // Renumbered while they were not in the library, with a new one in front: a place says nothing.
    void renumberedMeanwhile()
    {
        for (int number = 1; number <= 3; ++number)
            add(u"0%1.mp3"_s.arg(number), number, 1000 * number);
        m_library->execute(u"UPDATE tracks SET rating = content"_s);
        leave();
        come(u"/music"_s);
        QList<TrackId> ids{add(u"01.mp3"_s, 9, now)};
        for (int number = 1; number <= 3; ++number)
            ids += add(u"0%1.mp3"_s.arg(number + 1), number, now);
        const TrackRepository repository(m_library->connection());
        QVERIFY(repository.linkFormer());
        const auto tracks = repository.tracks(ids);
        QVERIFY(tracks);
        for (int number = 0; number <= 3; ++number) {
            QCOMPARE(tracks->at(number).rating, number);
            QCOMPARE(tracks->at(number).addedAt, number == 0 ? now : 1000 * number);
        }
        const auto songs =
            repository.idsOfSongs({u"/music/01.mp3"_s, u"/music/02.mp3"_s, u"/music/03.mp3"_s});
        QCOMPARE(songs.value_or(QList<TrackId>{}), ids.sliced(1));
    }

    // A copy that was in another folder all the time stands for the song that left, and is as old.
    void copies()
    {
        add(u"a.mp3"_s, 7, 1000);
        m_library->execute(u"INSERT INTO folders(id, path) VALUES(50, '/copies')"_s);
        const TrackId copy = add(u"a.mp3"_s, 7, now, 50);
        leave(1);
        QVERIFY(TrackRepository(m_library->connection()).linkFormer());
        QCOMPARE(TrackRepository(m_library->connection()).track(copy)->addedAt, 1000);
    }

    // A query for a place finds what was there before its folder moved, and nothing that is only called so.
    void placesBefore_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("isFound");
        QTest::newRow("folder") << u"path:/music/vinyl"_s << true;
        QTest::newRow("part of the folder's own path") << u"path:usic/vin"_s << true;
        QTest::newRow("whole") << u"path=/music/Vinyl/a.mp3"_s << true;
        QTest::newRow("not whole") << u"path=/music/Vinyl"_s << false;
        QTest::newRow("other") << u"path:/music/tape"_s << false;
        QTest::newRow("not there") << u"-path:/music/vinyl"_s << false;
        QTest::newRow("not elsewhere") << u"-path:/music/tape"_s << true;
        QTest::newRow("is not") << u"path!=/music/Vinyl/a.mp3"_s << false;
        QTest::newRow("letters beyond ASCII") << u"path:/musíc"_s << false;
        QTest::newRow("as a word") << u"music"_s << false;
    }
    void placesBefore()
    {
        QFETCH(QString, query);
        QFETCH(bool, isFound);
        add(u"Vinyl/a.mp3"_s, 7, 1000);
        const auto isFoundNow = [&] {
            const auto condition = compileQuery(query, now);
            const auto found = condition ? TrackRepository(m_library->connection()).ids(*condition, {})
                                         : Result<QList<TrackId>>(std::unexpected(condition.error()));
            return found && found->size() == 1;
        };
        QCOMPARE(isFoundNow(), isFound);
        m_library->execute(u"UPDATE folders SET path = '/media/disk'"_s);
        QCOMPARE(isFoundNow(), isFound);
        leave();
        come(u"/elsewhere"_s);
        add(u"Vinyl/a.mp3"_s, 7, now);
        QCOMPARE(isFoundNow(), isFound);
    }

private:
    TrackId add(const QString &path, qint64 content, qint64 addedAt, qint64 folder = 0)
    {
        Query query(
            m_library->connection(),
            u"INSERT INTO tracks(folder_id, path, size_bytes, modified_ns, added_at, format, title,"
            " artist, album, album_artist, genre, composer, year, track_number, disc_number,"
            " duration_ms, bitrate_kbps, sample_rate_hz, channels, content) VALUES("
            "coalesce(nullif(?, 0), (SELECT max(id) FROM folders)), ?, 10, 0, ?, 1, 'song', '', '', '',"
            " '', '', 0, 0, 0, 0, 0, 0, 0, ?)"_s);
        if (!query.bind(folder, path, addedAt, content).run())
            qFatal("track");
        return TrackId{query.lastInsertId()};
    }
    void leave(qint64 folder = 0)
    {
        m_library->execute(u"DELETE FROM folders WHERE %1 IN (0, id)"_s.arg(folder));
    }
    void come(const QString &folder)
    {
        m_library->execute(u"INSERT INTO folders(path) VALUES('%1')"_s.arg(folder));
    }

    std::unique_ptr<TestLibrary> m_library;
};

QTEST_GUILESS_MAIN(ReturningSongsTest)
#include "tst_returningsongs.moc"
