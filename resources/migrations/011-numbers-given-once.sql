-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- A number is given once: what still holds that of a track, folder, playlist or player that is gone (an edit
-- to be undone, a window, a session, another process) finds nothing under it, never something else. SQLite
-- has no other way to say that of a table that is there; nothing of its rows changes. See "Making Other Kinds
-- Of Table Schema Changes" in https://www.sqlite.org/lang_altertable.html. The table that is made and dropped
-- makes sqlite_sequence, in which SQLite notes the highest numbers.
CREATE TABLE first_counted(id INTEGER PRIMARY KEY AUTOINCREMENT);
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'INTEGER PRIMARY KEY', 'INTEGER PRIMARY KEY AUTOINCREMENT')
    WHERE type = 'table' AND name IN ('tracks', 'folders', 'playlists', 'players')
        AND sql NOT LIKE '%AUTOINCREMENT%';
PRAGMA writable_schema = RESET;
INSERT INTO sqlite_sequence(name, seq) SELECT 'tracks', max(id) FROM tracks HAVING max(id) IS NOT NULL;
INSERT INTO sqlite_sequence(name, seq) SELECT 'folders', max(id) FROM folders HAVING max(id) IS NOT NULL;
INSERT INTO sqlite_sequence(name, seq) SELECT 'playlists', max(id) FROM playlists HAVING max(id) IS NOT NULL;
INSERT INTO sqlite_sequence(name, seq) SELECT 'players', max(id) FROM players HAVING max(id) IS NOT NULL;
DROP TABLE first_counted;
