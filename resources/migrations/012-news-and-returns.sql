-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Raised by whatever changes what a playlist holds, whoever does it: another one says that somebody did.
ALTER TABLE playlists ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER lines_come AFTER INSERT ON playlist_entries
    BEGIN UPDATE playlists SET version = version + 1 WHERE id = NEW.playlist_id; END;
CREATE TRIGGER lines_change AFTER UPDATE ON playlist_entries
    BEGIN UPDATE playlists SET version = version + 1 WHERE id = NEW.playlist_id; END;
CREATE TRIGGER lines_go AFTER DELETE ON playlist_entries
    BEGIN UPDATE playlists SET version = version + 1 WHERE id = OLD.playlist_id; END;
CREATE TRIGGER rules_change AFTER UPDATE OF query, sort_field, sort_descending, limit_amount, limit_unit
    ON playlists BEGIN UPDATE playlists SET version = version + 1 WHERE id = NEW.id; END;

-- The number that a track had which left the library, by each of the paths in former_tracks that led to it: so
-- all places of one song are known as such when it returns.
CREATE TABLE former_numbers (
    path   TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX former_numbers_number ON former_numbers(number);
CREATE INDEX former_tracks_content ON former_tracks(content, size_bytes);
CREATE TRIGGER tracks_leave_places BEFORE DELETE ON tracks
    BEGIN INSERT OR REPLACE INTO former_numbers SELECT path, OLD.id FROM former_tracks
        WHERE track_id = OLD.id; END;
CREATE TRIGGER tracks_left AFTER DELETE ON tracks
    BEGIN INSERT OR REPLACE INTO former_numbers SELECT path, OLD.id FROM former_tracks WHERE path =
        (SELECT rtrim(path, '/') FROM folders WHERE id = OLD.folder_id) || '/' || OLD.path; END;

-- A song that returns is what it was from its first moment in the library on: rated, played and added as then,
-- and known by its places. Were it so only after the scan, an auto playlist that is asked in between would be
-- without it. It is known by its content; of several with that content, each is one. By its place only where
-- a content is not known: what is there now may be another song, whose own place comes later.
CREATE TRIGGER tracks_return AFTER INSERT ON tracks
    WHEN EXISTS (SELECT 1 FROM former_tracks WHERE track_id IS NULL AND (content = 0 OR NEW.content = 0)
        AND path = (SELECT path FROM songs WHERE id = NEW.id)) OR EXISTS (SELECT 1 FROM former_tracks
        WHERE track_id IS NULL AND content <> 0 AND content = NEW.content AND size_bytes = NEW.size_bytes)
    BEGIN UPDATE former_tracks SET track_id = NEW.id WHERE path = (SELECT path FROM former_tracks
        WHERE track_id IS NULL AND (((content = 0 OR NEW.content = 0)
        AND path = (SELECT path FROM songs WHERE id = NEW.id))
        OR (content <> 0 AND content = NEW.content AND size_bytes = NEW.size_bytes))
        ORDER BY content <> 0 AND content = NEW.content DESC, path = (SELECT path FROM songs WHERE id = NEW.id) DESC,
        rating > 0 OR play_count > 0 DESC, path LIMIT 1); UPDATE former_tracks SET track_id = NEW.id
        WHERE track_id IS NULL AND path IN (SELECT path FROM former_numbers WHERE number IN (SELECT n.number
        FROM former_numbers n JOIN former_tracks f ON f.path = n.path WHERE f.track_id = NEW.id)); UPDATE tracks
        SET (rating, play_count, last_played_at, added_at) = (SELECT max(rating), max(play_count),
        max(last_played_at), min(min(added_at), NEW.added_at) FROM former_tracks WHERE track_id = NEW.id)
        WHERE id = NEW.id; UPDATE former_tracks SET rating = 0, play_count = 0 WHERE track_id = NEW.id; END;
