-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- The file systems that tracks were read on; see docs/architecture/decisions/010-file-systems-by-name.md.
CREATE TABLE file_systems (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- A track's path is the one within its folder; where the folder is now, only the folder's row says.
-- modified_ns: when its content was changed last, as far as known; seen_modified_ns and seen_changed_ns: the
-- times that its file had when it was looked at last; 0: not known. content: see model/tracks/content.h.
-- is_away = 1: its folder is there, but not the file system, or what a link led to, that it lay on.
CREATE TABLE located_tracks (
    id               INTEGER PRIMARY KEY,
    folder_id        INTEGER NOT NULL REFERENCES folders(id) ON DELETE CASCADE,
    path             TEXT NOT NULL,
    size_bytes       INTEGER NOT NULL,
    modified_ns      INTEGER NOT NULL,
    added_at         INTEGER NOT NULL,
    is_missing       INTEGER NOT NULL DEFAULT 0,
    format           INTEGER NOT NULL,
    title            TEXT NOT NULL,
    artist           TEXT NOT NULL,
    album            TEXT NOT NULL,
    album_artist     TEXT NOT NULL,
    genre            TEXT NOT NULL,
    composer         TEXT NOT NULL,
    year             INTEGER NOT NULL,
    track_number     INTEGER NOT NULL,
    disc_number      INTEGER NOT NULL,
    duration_ms      INTEGER NOT NULL,
    bitrate_kbps     INTEGER NOT NULL,
    sample_rate_hz   INTEGER NOT NULL,
    channels         INTEGER NOT NULL,
    rating           INTEGER NOT NULL DEFAULT 0,
    play_count       INTEGER NOT NULL DEFAULT 0,
    last_played_at   INTEGER,
    seen_modified_ns INTEGER NOT NULL DEFAULT 0,
    seen_changed_ns  INTEGER NOT NULL DEFAULT 0,
    content          INTEGER NOT NULL DEFAULT 0,
    file_system      INTEGER REFERENCES file_systems(id),
    is_away          INTEGER NOT NULL DEFAULT 0,
    UNIQUE (folder_id, path)
);
INSERT INTO located_tracks(id, folder_id, path, size_bytes, modified_ns, added_at, is_missing, format, title,
        artist, album, album_artist, genre, composer, year, track_number, disc_number, duration_ms,
        bitrate_kbps, sample_rate_hz, channels, rating, play_count, last_played_at, seen_modified_ns)
    SELECT t.id, t.folder_id, ltrim(CASE WHEN substr(t.path, 1, length(rtrim(f.path, '/')) + 1) =
            rtrim(f.path, '/') || '/' THEN substr(t.path, length(rtrim(f.path, '/')) + 2) ELSE t.path END, '/'),
        t.size_bytes, t.modified_ns, t.added_at, t.is_missing, t.format, t.title, t.artist, t.album,
        t.album_artist, t.genre, t.composer, t.year, t.track_number, t.disc_number, t.duration_ms,
        t.bitrate_kbps, t.sample_rate_hz, t.channels, t.rating, t.play_count, t.last_played_at, t.modified_ns
    FROM tracks t JOIN folders f ON f.id = t.folder_id;
DROP TABLE tracks;
ALTER TABLE located_tracks RENAME TO tracks;

-- Tracks as everybody but the scan reads them: with absolute paths, and whether the file can be reached. A
-- left join, so that it costs nothing where neither is asked for.
CREATE VIEW songs AS
    SELECT t.id, t.folder_id, rtrim(f.path, '/') || '/' || t.path AS path, t.size_bytes, t.modified_ns,
        t.added_at, t.is_missing, f.is_available AND NOT t.is_away AND NOT t.is_missing AS is_available,
        t.format, t.title, t.artist, t.album, t.album_artist, t.genre, t.composer, t.year, t.track_number,
        t.disc_number, t.duration_ms, t.bitrate_kbps, t.sample_rate_hz, t.channels, t.rating, t.play_count,
        t.last_played_at
    FROM tracks t LEFT JOIN folders f ON f.id = t.folder_id;

-- What left the library with its folder: the absolute path that it had, what its content was, and the track
-- with the same content that the library has now, if it has one.
CREATE TABLE former_tracks (
    path           TEXT PRIMARY KEY,
    size_bytes     INTEGER NOT NULL,
    content        INTEGER NOT NULL,
    added_at       INTEGER NOT NULL,
    rating         INTEGER NOT NULL,
    play_count     INTEGER NOT NULL,
    last_played_at INTEGER,
    track_id       INTEGER REFERENCES tracks(id) ON DELETE SET NULL
) WITHOUT ROWID;
CREATE INDEX former_tracks_track ON former_tracks(track_id);

-- A line with a track has that track's path; only lines without one keep a path of their own.
UPDATE playlist_entries SET path = '' WHERE track_id IS NOT NULL;

-- Tracks leave before their folder does, while it can be said where they were: playlists, and what players
-- hold of them, find them by it when they come back.
CREATE TRIGGER folders_leave BEFORE DELETE ON folders
    BEGIN DELETE FROM tracks WHERE folder_id = OLD.id; END;
CREATE TRIGGER tracks_leave BEFORE DELETE ON tracks
    BEGIN INSERT OR REPLACE INTO former_tracks(path, size_bytes, content, added_at, rating, play_count, last_played_at)
        SELECT path, OLD.size_bytes, OLD.content, OLD.added_at, OLD.rating, OLD.play_count, OLD.last_played_at
        FROM songs WHERE id = OLD.id AND folder_id IN (SELECT id FROM folders); UPDATE playlist_entries
        SET path = (SELECT path FROM songs WHERE id = OLD.id) WHERE track_id = OLD.id; UPDATE ledger
        SET source = (SELECT path FROM songs WHERE id = OLD.id) WHERE track_id = OLD.id; END;

-- Where a folder is elsewhere, nothing of it has moved for a player. The old paths lead to the tracks still.
CREATE TRIGGER folders_move AFTER UPDATE OF path ON folders WHEN NEW.path <> OLD.path
    BEGIN UPDATE ledger SET source = (SELECT path FROM songs WHERE id = ledger.track_id) WHERE track_id IN
        (SELECT id FROM tracks WHERE folder_id = NEW.id) AND source = rtrim(OLD.path, '/') || '/' ||
        (SELECT t.path FROM tracks t WHERE t.id = ledger.track_id); INSERT OR REPLACE INTO former_tracks
        SELECT rtrim(OLD.path, '/') || '/' || path, size_bytes, content, added_at, 0, 0, NULL, id FROM tracks
        WHERE folder_id = NEW.id; END;
