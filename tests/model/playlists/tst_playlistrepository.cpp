// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/playlists/playlistrepository.h"
#include "model/playlists/playlisttransfer.h"
#include "testlibrary.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

namespace {

template <class T>
ErrorCode codeOf(const Result<T> &result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

AutoRule rule(const QString &query, const QString &limit = {}, TrackOrder order = {})
{
    return {query, order, parseLimit(limit).value()};
}

} // namespace

class PlaylistRepositoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_library = std::make_unique<TestLibrary>();
        m_playlists = std::make_unique<PlaylistRepository>(m_library->connection());
    }
    void cleanup()
    {
        m_playlists.reset();
        m_library.reset();
    }

    // Names are trimmed; empty ones, overlong ones and those with control characters are refused.
    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("stored"); // empty: refused
        QTest::newRow("plain") << u"Running"_s << u"Running"_s;
        QTest::newRow("trimmed") << u"  Running \t"_s << u"Running"_s;
        QTest::newRow("any script") << u"Бег 走る 🏃"_s << u"Бег 走る 🏃"_s;
        QTest::newRow("slashes") << u"AC/DC: \\ \"best\""_s << u"AC/DC: \\ \"best\""_s;
        QTest::newRow("null") << QString() << QString();
        QTest::newRow("empty") << u""_s << QString();
        QTest::newRow("spaces") << u" \t\n "_s << QString();
        QTest::newRow("line break") << u"a\nb"_s << QString();
        QTest::newRow("NUL") << u"a\0b"_s << QString();
        QTest::newRow("line separator") << u"a\u2028b"_s << QString();
        QTest::newRow("long") << QString(255, u'x') << QString(255, u'x');
        QTest::newRow("too long") << QString(256, u'x') << QString();
    }
    void names()
    {
        QFETCH(QString, name);
        QFETCH(QString, stored);
        const auto id = m_playlists->createStatic(name, {});
        if (stored.isEmpty()) {
            QCOMPARE(codeOf(id), ErrorCode::InvalidArgument);
            QCOMPARE(codeOf(m_playlists->createAuto(name, {})), ErrorCode::InvalidArgument);
            const auto other = m_playlists->createStatic(u"other"_s, {});
            QCOMPARE(codeOf(m_playlists->rename(*other, name)), ErrorCode::InvalidArgument);
        } else {
            QVERIFY(id);
            QCOMPARE(m_playlists->playlist(*id)->name, stored);
        }
    }

    // Two playlists cannot differ only in case or in how accents are encoded, outside ASCII as well.
    void uniqueNames_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::newRow("same") << u"Mix"_s << u"Mix"_s;
        QTest::newRow("case") << u"Mix"_s << u"mIX"_s;
        QTest::newRow("spaces around") << u"Mix"_s << u" Mix "_s;
        QTest::newRow("umlaut") << u"Übung"_s << u"üBUNG"_s;
        QTest::newRow("cyrillic") << u"Бег"_s << u"БЕГ"_s;
        QTest::newRow("sharp s") << u"Straße"_s << u"STRASSE"_s;
        QTest::newRow("accents") << u"Caf\u00e9"_s << u"CAFE\u0301"_s;
    }
    void uniqueNames()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        const auto id = m_playlists->createStatic(first, {});
        QVERIFY(id);
        QCOMPARE(codeOf(m_playlists->createStatic(second, {})), ErrorCode::AlreadyExists);
        QCOMPARE(codeOf(m_playlists->createAuto(second, {})), ErrorCode::AlreadyExists);
        const auto other = m_playlists->createStatic(u"other"_s, {});
        QCOMPARE(codeOf(m_playlists->rename(*other, second)), ErrorCode::AlreadyExists);
        QCOMPARE(m_playlists->byName(second)->id, *id);
        QVERIFY(m_playlists->rename(*id, second)); // its own name in another form
        QCOMPARE(m_playlists->playlist(*id)->name, second.trimmed());
    }

    // Lists are in the order in which a person looks for them.
    void sortedByName()
    {
        for (const QString &name :
             {u"mix 10"_s, u"Zebra"_s, u"Mix 9"_s, u"écoute"_s, u"apple"_s, u"Banana"_s})
            QVERIFY(m_playlists->createStatic(name, {}));
        QStringList names;
        const auto all = m_playlists->all();
        for (const Playlist &playlist : *all)
            names += playlist.name;
        const QStringList expected{u"apple"_s, u"Banana"_s, u"écoute"_s, u"Mix 9"_s, u"mix 10"_s, u"Zebra"_s};
        QCOMPARE(names, expected);
    }

    // A static playlist keeps its order, its repeats, and lines that the library has no track for.
    void staticEntries()
    {
        const TrackId a = m_library->add(u"/music/a.mp3"_s);
        const TrackId b = m_library->add(u"/music/b.mp3"_s);
        const QList<PlaylistEntry> entries{
            {b, u"/music/b.mp3"_s}, {a, u"/music/a.mp3"_s}, {{}, u"/gone.mp3"_s}, {b, u"/music/b.mp3"_s}};
        const auto id = m_playlists->createStatic(u"Mix"_s, entries);
        QVERIFY(id);
        QCOMPARE(m_playlists->playlist(*id)->kind, PlaylistKind::Static);
        QCOMPARE(m_playlists->entries(*id).value(), entries);
        QCOMPARE(m_playlists->trackIds(*id).value(), (QList<TrackId>{b, a, b}));
        QCOMPARE(m_playlists->itemCount(*id).value(), 4);

        QVERIFY(m_playlists->append(*id, {{a, u"/music/a.mp3"_s}}));
        QCOMPARE(m_playlists->entries(*id).value(), entries + QList{PlaylistEntry(a, u"/music/a.mp3"_s)});

        const QList<PlaylistEntry> others{{a, u"/music/a.mp3"_s}, {a, u"/music/a.mp3"_s}};
        QVERIFY(m_playlists->setEntries(*id, others));
        QCOMPARE(m_playlists->entries(*id).value(), others);
        QVERIFY(m_playlists->setEntries(*id, {}));
        QCOMPARE(m_playlists->entries(*id).value(), QList<PlaylistEntry>());
        QCOMPARE(m_playlists->itemCount(*id).value(), 0);
    }

    // A track that went away leaves its line and path; one whose file is missing stays in the playlist.
    void goneTracks()
    {
        const TrackId a = m_library->add(u"/music/a.mp3"_s);
        const TrackId b = m_library->add(u"/music/b.mp3"_s);
        const auto id =
            m_playlists->createStatic(u"Mix"_s, m_playlists->entriesForTracks(QList{a, b}).value());
        m_library->execute(u"DELETE FROM tracks WHERE id = %1"_s.arg(a.value));
        m_library->execute(u"UPDATE tracks SET is_missing = 1 WHERE id = %1"_s.arg(b.value));
        QCOMPARE(m_playlists->entries(*id).value(),
                 (QList<PlaylistEntry>{{{}, u"/music/a.mp3"_s}, {b, u"/music/b.mp3"_s}}));
        QCOMPARE(m_playlists->trackIds(*id).value(), QList{b});

        // A track that is removed between choosing and adding it does not end the whole.
        QVERIFY(m_playlists->append(*id, {{TrackId{999}, u"/music/z.mp3"_s}}));
        QCOMPARE(m_playlists->entries(*id)->last(), (PlaylistEntry{{}, u"/music/z.mp3"_s}));
    }

    // After a scan, lines find tracks that have come, and follow those that moved.
    void relink()
    {
        const TrackId a = m_library->add(u"/music/a.mp3"_s);
        const auto id = m_playlists->createStatic(
            u"Mix"_s, {{a, u"/music/a.mp3"_s}, {{}, u"/music/new.mp3"_s}, {{}, u"/gone.mp3"_s}});
        const TrackId added = m_library->add(u"/music/new.mp3"_s);
        m_library->execute(u"UPDATE tracks SET path = 'moved.mp3' WHERE id = %1"_s.arg(a.value));
        const QList<PlaylistEntry> expected{
            {a, u"/music/moved.mp3"_s}, {added, u"/music/new.mp3"_s}, {{}, u"/gone.mp3"_s}};
        QVERIFY(m_playlists->relinkEntries());
        QCOMPARE(m_playlists->entries(*id).value(), expected);
        QVERIFY(m_playlists->relinkEntries());
        QCOMPARE(m_playlists->entries(*id).value(), expected);
    }

    // A hundred thousand lines are written, appended to and read in one go.
    void largePlaylist()
    {
        const TrackId a = m_library->add(u"/music/a.mp3"_s);
        QList<PlaylistEntry> entries;
        for (int i = 0; i < 100'000; ++i)
            entries +=
                i % 2 ? PlaylistEntry{a, u"/music/a.mp3"_s} : PlaylistEntry{{}, u"/gone/%1.mp3"_s.arg(i)};
        const auto id = m_playlists->createStatic(u"Everything"_s, entries);
        QVERIFY(id);
        QCOMPARE(m_playlists->itemCount(*id).value(), 100'000);
        QCOMPARE(m_playlists->entries(*id).value(), entries);
        QCOMPARE(m_playlists->trackIds(*id)->size(), 50'000);
        QVERIFY(m_playlists->append(*id, entries));
        QCOMPARE(m_playlists->itemCount(*id).value(), 200'000);
        QVERIFY(m_playlists->relinkEntries());
    }

    // An auto playlist keeps its rule exactly; one without a sort order is by artist.
    void autoRules()
    {
        const AutoRule full = rule(u"genre:jazz year>=1990"_s, u"2GB"_s, {TrackField::Added, true});
        const auto id = m_playlists->createAuto(u"Jazz"_s, full);
        QVERIFY(id);
        QCOMPARE(m_playlists->playlist(*id)->kind, PlaylistKind::Auto);
        QCOMPARE(m_playlists->playlist(*id)->rule, full);
        const AutoRule everything;
        QVERIFY(m_playlists->setRule(*id, everything));
        QCOMPARE(m_playlists->playlist(*id)->rule, everything);
        QCOMPARE(m_playlists->playlist(*id)->rule.order.field, TrackField::Artist);
        for (const LimitUnit unit : {LimitUnit::Items, LimitUnit::Bytes, LimitUnit::Seconds}) {
            const AutoRule limited{u"jazz"_s, {TrackField::Random}, {unit, 42}};
            QVERIFY(m_playlists->setRule(*id, limited));
            QCOMPARE(m_playlists->playlist(*id)->rule, limited);
        }
    }

    // A rule that cannot work is refused when it is made, and changes nothing.
    void badRules()
    {
        QCOMPARE(codeOf(m_playlists->createAuto(u"x"_s, rule(u"gnere:jazz"_s))), ErrorCode::InvalidQuery);
        QCOMPARE(codeOf(m_playlists->createAuto(u"x"_s, {{}, {}, {LimitUnit::Items, 0}})),
                 ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(m_playlists->createAuto(u"x"_s, {{}, {}, {LimitUnit::Bytes, -1}})),
                 ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(m_playlists->createAuto(u"x"_s, {{}, {}, {LimitUnit::Items, qint64(1) << 40}})),
                 ErrorCode::InvalidArgument);
        QCOMPARE(m_playlists->all()->size(), 0);

        const auto id = m_playlists->createAuto(u"x"_s, rule(u"jazz"_s));
        QCOMPARE(codeOf(m_playlists->setRule(*id, rule(u"("_s))), ErrorCode::InvalidQuery);
        QCOMPARE(m_playlists->playlist(*id)->rule.query, u"jazz"_s);
    }

    // What an auto playlist holds is asked anew each time, in its order, without missing files.
    void autoContent()
    {
        const auto id = m_playlists->createAuto(u"All"_s, rule(u"path:/music"_s));
        QCOMPARE(m_playlists->trackIds(*id).value(), QList<TrackId>());
        const TrackId b = m_library->add(u"/music/1.mp3"_s, u"B"_s);
        const TrackId a = m_library->add(u"/music/2.mp3"_s, u"a"_s);
        QCOMPARE(m_playlists->trackIds(*id).value(), (QList{a, b}));
        QCOMPARE(m_playlists->itemCount(*id).value(), 2);
        QVERIFY(m_playlists->setRule(*id, rule(u"path:/music"_s, {}, {TrackField::Artist, true})));
        QCOMPARE(m_playlists->trackIds(*id).value(), (QList{b, a}));
        m_library->execute(u"UPDATE tracks SET is_missing = 1 WHERE id = %1"_s.arg(b.value));
        QCOMPARE(m_playlists->trackIds(*id).value(), QList{a});
        QCOMPARE(m_playlists->itemCount(*id).value(), 1);
        QCOMPARE(m_playlists->entries(*id).value(), QList<PlaylistEntry>());
    }

    // Ages count from now, not from when the rule was made.
    void autoAges()
    {
        Track track;
        track.path = u"/music/a.mp3"_s;
        track.addedAt = QDateTime::currentSecsSinceEpoch() - 20 * 86'400;
        const TrackId a = m_library->add(track);
        const auto recent = m_playlists->createAuto(u"Recent"_s, rule(u"added<30d"_s));
        const auto old = m_playlists->createAuto(u"Old"_s, rule(u"added>30d"_s));
        QCOMPARE(m_playlists->trackIds(*recent).value(), QList{a});
        QCOMPARE(m_playlists->trackIds(*old).value(), QList<TrackId>());
    }

    // A limit takes tracks in order and stops before the first that exceeds it.
    void limits_data()
    {
        QTest::addColumn<QString>("limit");
        QTest::addColumn<int>("count");
        QTest::newRow("none") << u""_s << 4;
        QTest::newRow("items") << u"3"_s << 3;
        QTest::newRow("more items than there are") << u"300"_s << 4;
        QTest::newRow("bytes") << u"5MB"_s << 2;
        QTest::newRow("bytes just enough") << u"12MB"_s << 3;
        QTest::newRow("one byte less") << u"11999999B"_s << 2;
        QTest::newRow("first does not fit") << u"1999999B"_s << 0;
        QTest::newRow("seconds") << u"3min"_s << 2;
        QTest::newRow("seconds just enough") << u"121s"_s << 2;
        QTest::newRow("one second less") << u"120s"_s << 1;
        QTest::newRow("larger than all") << u"1TB"_s << 4;
        QTest::newRow("longest") << u"9223372036854775807s"_s << 4;
    }
    void limits()
    {
        QFETCH(QString, limit);
        QFETCH(int, count);
        QList<TrackId> all{m_library->add(u"/music/1.mp3"_s, u"A"_s, 2'000'000, 60),
                           m_library->add(u"/music/2.mp3"_s, u"B"_s, 3'000'000, 61),
                           m_library->add(u"/music/3.mp3"_s, u"C"_s, 7'000'000, 600),
                           m_library->add(u"/music/4.mp3"_s, u"D"_s, 1, 1)};
        const auto id = m_playlists->createAuto(u"x"_s, rule({}, limit));
        QVERIFY(id);
        QCOMPARE(m_playlists->trackIds(*id).value(), all.first(count));
        QCOMPARE(m_playlists->itemCount(*id).value(), count);
    }

    // Static playlists have no rule, auto playlists no lines.
    void kindsDoNotMix()
    {
        const auto fixed = m_playlists->createStatic(u"Static"_s, {});
        const auto rules = m_playlists->createAuto(u"Auto"_s, {});
        QCOMPARE(codeOf(m_playlists->setRule(*fixed, {})), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(m_playlists->setEntries(*rules, {})), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(m_playlists->append(*rules, {})), ErrorCode::InvalidArgument);
    }

    // A playlist that is not there is NotFound, whatever is asked of it.
    void notFound()
    {
        const PlaylistId id{7};
        QCOMPARE(codeOf(m_playlists->playlist(id)), ErrorCode::NotFound);
        QCOMPARE(codeOf(m_playlists->byName(u"x"_s)), ErrorCode::NotFound);
        QCOMPARE(codeOf(m_playlists->rename(id, u"x"_s)), ErrorCode::NotFound);
        QCOMPARE(codeOf(m_playlists->setRule(id, {})), ErrorCode::NotFound);
        QCOMPARE(codeOf(m_playlists->remove(id)), ErrorCode::NotFound);
        QCOMPARE(codeOf(m_playlists->entries(id)), ErrorCode::NotFound);
        QCOMPARE(codeOf(m_playlists->setEntries(id, {})), ErrorCode::NotFound);
        QCOMPARE(codeOf(m_playlists->append(id, {})), ErrorCode::NotFound);
        QCOMPARE(codeOf(m_playlists->trackIds(id)), ErrorCode::NotFound);
        QCOMPARE(codeOf(m_playlists->itemCount(id)), ErrorCode::NotFound);
        QCOMPARE(codeOf(exportPlaylistFile(m_library->connection(), id, m_library->path(u"x.m3u"_s))),
                 ErrorCode::NotFound);
    }

    // Removing a playlist removes its lines and frees its name.
    void remove()
    {
        const auto id = m_playlists->createStatic(u"Mix"_s, {{{}, u"/gone.mp3"_s}});
        QVERIFY(m_playlists->remove(*id));
        const auto again = m_playlists->createStatic(u"mix"_s, {});
        QVERIFY(again);
        QCOMPARE(m_playlists->entries(*again).value(), QList<PlaylistEntry>());
    }

    // Paths find their tracks, also through links; others are kept as they are.
    void entriesForPaths()
    {
        const QString folder = QDir(m_library->path(u"music"_s)).absolutePath();
        QVERIFY(QDir().mkpath(folder));
        QFile file(folder + u"/a.mp3"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QString link = m_library->path(u"link"_s);
        QVERIFY(QFile::link(folder, link));
        const QString canonical = QFileInfo(file).canonicalFilePath();
        m_library->execute(u"UPDATE folders SET path = '%1'"_s.arg(QFileInfo(canonical).path()));
        const TrackId a = m_library->add(u"/music/a.mp3"_s);
        QCOMPARE(
            m_playlists->entriesForPaths({canonical, link + u"/a.mp3"_s, u"/gone.mp3"_s, canonical}).value(),
            (QList<PlaylistEntry>{{a, canonical}, {a, canonical}, {{}, u"/gone.mp3"_s}, {a, canonical}}));
        // A link that is a folder of the library.
        m_library->execute(u"UPDATE folders SET path = '%1'"_s.arg(link));
        QCOMPARE(m_playlists->entriesForPaths({canonical}).value(),
                 (QList<PlaylistEntry>{{a, link + u"/a.mp3"_s}}));
        m_library->execute(u"UPDATE folders SET path = '%1'"_s.arg(QFileInfo(canonical).path()));
        QCOMPARE(m_playlists->entriesForTracks(QList{a, TrackId{999}, a}).value(),
                 (QList<PlaylistEntry>{{a, canonical}, {a, canonical}}));
    }

    // A playlist file and the playlist made of it hold the same, in both directions.
    void transfer()
    {
        const TrackId a = m_library->add(u"/music/a.mp3"_s, u"Björk"_s, 1, 61);
        const auto id = m_playlists->createStatic(
            u"Mix"_s, {{a, u"/music/a.mp3"_s}, {{}, u"/gone.mp3"_s}, {a, u"/music/a.mp3"_s}});
        const QString file = m_library->path(u"My mix.m3u8"_s);
        QVERIFY(exportPlaylistFile(m_library->connection(), *id, file));
        const auto imported = importPlaylistFile(m_library->connection(), file);
        QVERIFY(imported);
        QCOMPARE(m_playlists->playlist(*imported)->name, u"My mix"_s);
        QCOMPARE(m_playlists->entries(*imported).value(), m_playlists->entries(*id).value());
        const auto again = importPlaylistFile(m_library->connection(), file);
        QCOMPARE(m_playlists->playlist(*again)->name, u"My mix (2)"_s);
        const auto third = importPlaylistFile(m_library->connection(), file);
        QCOMPARE(m_playlists->playlist(*third)->name, u"My mix (3)"_s);

        const auto rules = m_playlists->createAuto(u"Auto"_s, {});
        const QString autoFile = m_library->path(u"auto.m3u"_s);
        QVERIFY(exportPlaylistFile(m_library->connection(), *rules, autoFile));
        QFile exported(autoFile);
        QVERIFY(exported.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(exported.readAll()), u"#EXTM3U\n#EXTINF:61,Björk - a\n/music/a.mp3\n"_s);
    }

private:
    std::unique_ptr<TestLibrary> m_library;
    std::unique_ptr<PlaylistRepository> m_playlists;
};

QTEST_GUILESS_MAIN(PlaylistRepositoryTest)
#include "tst_playlistrepository.moc"
