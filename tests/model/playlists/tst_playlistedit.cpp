// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/playlists/playlistedit.h"
#include "model/playlists/playlistrepository.h"
#include "testlibrary.h"

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

/// Playlists as values: changed, compared and brought back.
class PlaylistEditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_library = std::make_unique<TestLibrary>();
        m_id = PlaylistRepository(m_library->connection()).createStatic(u"Jazz"_s, lines(u"abcd"_s)).value();
    }
    void cleanup() { m_library.reset(); }

    // Whatever lines become, all are there, in order.
    void changesLines_data()
    {
        QTest::addColumn<QString>("paths"); // one letter each
        for (const char *paths : {"", "abcd", "abcda", "ab", "acd", "adbc", "bcda", "xy"})
            QTest::newRow(paths) << QString::fromLatin1(paths);
    }
    void changesLines()
    {
        QFETCH(QString, paths);
        m_library->execute(u"UPDATE playlist_entries SET position = position + 5 WHERE position > 1"_s);
        const auto edit = editPlaylist(m_library->connection(), m_id, [&](PlaylistState &state) {
            state->entries = lines(paths);
            return true;
        });
        QVERIFY(edit && *edit);
        QCOMPARE((*edit)->before->entries, lines(u"abcd"_s));
        QCOMPARE((*edit)->after->entries, lines(paths));
        QCOMPARE(now()->entries, lines(paths));
    }

    // A deleted playlist comes back with its id, its name and its lines.
    void comesBack()
    {
        const PlaylistState before = now();
        QVERIFY(editPlaylist(m_library->connection(), m_id, becomes({})).value());
        QVERIFY(!now());
        const auto back = editPlaylist(m_library->connection(), m_id, becomes(before));
        QVERIFY(back && *back);
        QVERIFY(isSame(now(), before));
    }

    // If its name is taken by then, it gets a number; nothing of the other one changes.
    void comesBackBesideItsNamesake()
    {
        const PlaylistState before = now();
        QVERIFY(editPlaylist(m_library->connection(), m_id, becomes({})).value());
        const PlaylistId other =
            PlaylistRepository(m_library->connection()).createStatic(u"Jazz"_s, lines(u"x"_s)).value();
        const auto back = editPlaylist(m_library->connection(), {}, becomes(before));
        QVERIFY(back && *back);
        QCOMPARE((*back)->after->playlist.name, u"Jazz (2)"_s);
        QVERIFY((*back)->id() != other);
        QCOMPARE(playlistContent(m_library->connection(), (*back)->id())->entries, before->entries);
        QCOMPARE(playlistContent(m_library->connection(), other)->entries, lines(u"x"_s));
    }

    // Lines that were kept to be written again mean the songs that they meant, wherever those are, and under
    // whatever numbers they were taken in anew; never others.
    void bringsBackItsOwnSongsOnly()
    {
        const TrackId gone = m_library->add(u"/music/gone.mp3"_s);
        const TrackId anew = m_library->add(u"/music/anew.mp3"_s);
        const TrackId moved = m_library->add(u"/music/moved.mp3"_s);
        PlaylistState kept = now();
        kept->entries = {
            {gone, u"/music/gone.mp3"_s}, {anew, u"/music/anew.mp3"_s}, {moved, u"/music/moved.mp3"_s}};
        m_library->execute(u"DELETE FROM tracks WHERE path <> 'moved.mp3'"_s);
        m_library->execute(u"UPDATE tracks SET path = 'there.mp3'"_s);
        m_library->add(u"/music/other.mp3"_s);
        const TrackId back = m_library->add(u"/music/anew.mp3"_s);
        QVERIFY(editPlaylist(m_library->connection(), m_id, becomes(kept)).value());
        QCOMPARE(now()->entries, (QList<PlaylistEntry>{{{}, u"/music/gone.mp3"_s},
                                                       {back, u"/music/anew.mp3"_s},
                                                       {moved, u"/music/there.mp3"_s}}));
    }

    // Who declines, and what cannot be, leaves all as it was.
    void declined()
    {
        const PlaylistState before = now();
        const auto none = editPlaylist(m_library->connection(), m_id, [](PlaylistState &state) {
            state->entries.clear();
            return false;
        });
        QVERIFY(none && !*none);
        QVERIFY(PlaylistRepository(m_library->connection()).createStatic(u"Blues"_s, {}));
        const auto taken = editPlaylist(m_library->connection(), m_id, [](PlaylistState &state) {
            state->entries.clear();
            state->playlist.name = u"BLUES"_s;
            return true;
        });
        QCOMPARE(taken.error().code, ErrorCode::AlreadyExists);
        QVERIFY(isSame(now(), before));
    }

    // A playlist is the same wherever its songs lie, and another one with any other line, name or rule.
    void comparison()
    {
        const PlaylistContent one{.playlist = {.id = m_id, .name = u"Jazz"_s},
                                  .entries = {{TrackId{1}, u"/old/a"_s}, {{}, u"/b"_s}}};
        PlaylistContent moved = one;
        moved.entries = {{TrackId{1}, u"/new/a"_s}, {TrackId{2}, u"/b"_s}};
        QVERIFY(isSame(one, moved));
        PlaylistContent other = one;
        other.entries.removeLast();
        QVERIFY(!isSame(one, other));
        other = one;
        other.playlist.rule.query = u"genre:jazz"_s;
        QVERIFY(!isSame(one, other));
        QVERIFY(!isSame(one, {}));
        QVERIFY(isSame({}, {}));
    }

private:
    static QList<PlaylistEntry> lines(const QString &letters)
    {
        QList<PlaylistEntry> entries;
        for (const QChar letter : letters)
            entries += PlaylistEntry{{}, u'/' + QString(letter)};
        return entries;
    }
    static PlaylistChange becomes(const PlaylistState &state)
    {
        return [state](PlaylistState &now) {
            now = state;
            return true;
        };
    }
    PlaylistState now() const
    {
        const auto content = playlistContent(m_library->connection(), m_id);
        return content ? PlaylistState(*content) : PlaylistState();
    }

    std::unique_ptr<TestLibrary> m_library;
    PlaylistId m_id;
};

QTEST_GUILESS_MAIN(PlaylistEditTest)
#include "tst_playlistedit.moc"
