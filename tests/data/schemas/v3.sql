-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A library as the schema of version 3 held it.

PRAGMA foreign_keys = OFF;
CREATE TABLE folders (
    id           INTEGER PRIMARY KEY,
    path         TEXT NOT NULL UNIQUE,
    is_available INTEGER NOT NULL DEFAULT 1
);
INSERT INTO "folders" VALUES(1,'/music',1);
CREATE TABLE ledger (
    player_id      INTEGER NOT NULL REFERENCES players(id) ON DELETE CASCADE,
    path           TEXT NOT NULL,
    kind           INTEGER NOT NULL,
    state          INTEGER NOT NULL,
    is_manual      INTEGER NOT NULL DEFAULT 0,
    track_id       INTEGER REFERENCES tracks(id) ON DELETE SET NULL,
    size_bytes     INTEGER NOT NULL,
    source         TEXT NOT NULL,
    source_version INTEGER NOT NULL,
    PRIMARY KEY (player_id, path)
) WITHOUT ROWID;
INSERT INTO "ledger" VALUES(5,'Music/Artist/Album/01 Song.mp3',0,1,0,7,1000,'/music/a.mp3',1);
CREATE TABLE partnership_playlists (
    player_id   INTEGER NOT NULL REFERENCES partnerships(player_id) ON DELETE CASCADE,
    playlist_id INTEGER NOT NULL REFERENCES playlists(id) ON DELETE CASCADE,
    priority    INTEGER NOT NULL CHECK (priority > 0),
    PRIMARY KEY (player_id, playlist_id)
) WITHOUT ROWID;
INSERT INTO "partnership_playlists" VALUES(5,3,1);
CREATE TABLE partnerships (
    player_id       INTEGER PRIMARY KEY REFERENCES players(id) ON DELETE CASCADE,
    partner_index   INTEGER NOT NULL UNIQUE CHECK (partner_index BETWEEN 1 AND 16),
    player_uuid     TEXT NOT NULL,
    reserve_percent INTEGER NOT NULL DEFAULT 0 CHECK (reserve_percent BETWEEN 0 AND 95),
    sync_on_connect INTEGER NOT NULL DEFAULT 1,
    generation      INTEGER NOT NULL DEFAULT 0,
    created_at      INTEGER NOT NULL
, has_default_rules INTEGER NOT NULL DEFAULT 0, fill TEXT NOT NULL DEFAULT '' CHECK (fill IN ('', 'random', 'rating')), next_filter INTEGER NOT NULL DEFAULT 255, next_includes_skipped INTEGER NOT NULL DEFAULT 0);
INSERT INTO "partnerships" VALUES(5,1,'player-uuid',10,1,4,1700000000,0,'',255,0);
CREATE TABLE player_folders (
    player_id INTEGER NOT NULL REFERENCES players(id) ON DELETE CASCADE,
    path      TEXT NOT NULL,
    objects   INTEGER NOT NULL,
    PRIMARY KEY (player_id, path)
) WITHOUT ROWID;
INSERT INTO "player_folders" VALUES(5,'Music/Artist/Album',1);
CREATE TABLE player_items (
    player_id INTEGER NOT NULL REFERENCES players(id) ON DELETE CASCADE,
    track_id  INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
    state     INTEGER NOT NULL,
    PRIMARY KEY (player_id, track_id)
) WITHOUT ROWID;
CREATE TABLE players (
    id            INTEGER PRIMARY KEY,
    identity      TEXT NOT NULL UNIQUE,
    kind          TEXT NOT NULL CHECK (kind IN ('folder', 'volume', 'mtp')),
    name          TEXT NOT NULL,
    friendly_name TEXT NOT NULL DEFAULT '',
    location      TEXT NOT NULL DEFAULT '',
    limit_bytes   INTEGER NOT NULL DEFAULT 0,
    is_declined   INTEGER NOT NULL DEFAULT 0,
    is_manual     INTEGER NOT NULL DEFAULT 0,
    total_bytes   INTEGER NOT NULL DEFAULT -1,
    free_bytes    INTEGER NOT NULL DEFAULT -1,
    partner       TEXT NOT NULL DEFAULT '',
    last_seen_at  INTEGER NOT NULL DEFAULT 0
, storage TEXT NOT NULL DEFAULT '', profile TEXT NOT NULL DEFAULT '', free_bytes_at_close INTEGER NOT NULL DEFAULT -1, sent_playlist_id INTEGER REFERENCES playlists(id) ON DELETE SET NULL);
INSERT INTO "players" VALUES(5,'volume:1234-ABCD','volume','STICK','Sport','/media/stick',0,0,0,-1,-1,'',0,'','',123456,NULL);
CREATE TABLE playlist_entries (
    playlist_id INTEGER NOT NULL REFERENCES playlists(id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    track_id    INTEGER REFERENCES tracks(id) ON DELETE SET NULL,
    path        TEXT NOT NULL,
    PRIMARY KEY (playlist_id, position)
) WITHOUT ROWID;
INSERT INTO "playlist_entries" VALUES(3,0,7,'/music/a.mp3');
CREATE TABLE playlists (
    id              INTEGER PRIMARY KEY,
    name            TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL CHECK (kind IN ('static', 'auto')),
    query           TEXT NOT NULL DEFAULT '',
    sort_field      TEXT NOT NULL DEFAULT '',
    sort_descending INTEGER NOT NULL DEFAULT 0,
    limit_amount    INTEGER NOT NULL DEFAULT 0,
    limit_unit      TEXT NOT NULL DEFAULT ''
, is_sync_only INTEGER NOT NULL DEFAULT 0, origin TEXT NOT NULL DEFAULT '' CHECK (origin IN ('', 'stock', 'sent')), stock_id TEXT NOT NULL DEFAULT '');
INSERT INTO "playlists" VALUES(3,'Favourites','static','','',0,0,'',0,'','');
CREATE TABLE scan_errors (
    folder_id INTEGER NOT NULL REFERENCES folders(id) ON DELETE CASCADE,
    path      TEXT NOT NULL,
    code      TEXT NOT NULL,
    detail    TEXT NOT NULL,
    PRIMARY KEY (folder_id, path)
) WITHOUT ROWID;
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "settings" VALUES('library_id','3b8c2f6e-7f0a-4c4f-9d43-2f6f0c1d9a11');
INSERT INTO "settings" VALUES('secret','AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=');
CREATE TABLE sync_sessions (
    id           INTEGER PRIMARY KEY,
    player_id    INTEGER NOT NULL REFERENCES players(id) ON DELETE CASCADE,
    ended_at     INTEGER NOT NULL,
    result       TEXT NOT NULL,
    copied       INTEGER NOT NULL,
    removed      INTEGER NOT NULL,
    up_to_date   INTEGER NOT NULL,
    skipped      INTEGER NOT NULL,
    no_fit       INTEGER NOT NULL,
    failed       INTEGER NOT NULL,
    bytes_copied INTEGER NOT NULL,
    seconds      REAL NOT NULL,
    errors       TEXT NOT NULL
);
INSERT INTO "sync_sessions" VALUES(1,5,1700000000,'completed',1,0,0,0,0,0,1000,1.5,'[]');
CREATE TABLE tracks (
    id             INTEGER PRIMARY KEY,
    folder_id      INTEGER NOT NULL REFERENCES folders(id) ON DELETE CASCADE,
    path           TEXT NOT NULL UNIQUE,
    size_bytes     INTEGER NOT NULL,
    modified_ns    INTEGER NOT NULL,
    added_at       INTEGER NOT NULL,
    is_missing     INTEGER NOT NULL DEFAULT 0,
    format         INTEGER NOT NULL,
    title          TEXT NOT NULL,
    artist         TEXT NOT NULL,
    album          TEXT NOT NULL,
    album_artist   TEXT NOT NULL,
    genre          TEXT NOT NULL,
    composer       TEXT NOT NULL,
    year           INTEGER NOT NULL,
    track_number   INTEGER NOT NULL,
    disc_number    INTEGER NOT NULL,
    duration_ms    INTEGER NOT NULL,
    bitrate_kbps   INTEGER NOT NULL,
    sample_rate_hz INTEGER NOT NULL,
    channels       INTEGER NOT NULL,
    rating         INTEGER NOT NULL DEFAULT 0,
    play_count     INTEGER NOT NULL DEFAULT 0,
    last_played_at INTEGER
);
INSERT INTO "tracks" VALUES(7,1,'/music/a.mp3',1000,1,1,0,1,'Song','Artist','Album','','','',2001,1,1,180000,128,44100,2,0,0,NULL);
CREATE INDEX tracks_folder ON tracks(folder_id);
CREATE INDEX playlist_entries_track ON playlist_entries(track_id);
CREATE INDEX ledger_track ON ledger(track_id);
PRAGMA user_version = 3;
