-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Offered to players, not shown among the library's playlists.
ALTER TABLE playlists ADD COLUMN is_sync_only INTEGER NOT NULL DEFAULT 0;
-- Where a playlist comes from: '' a person, 'stock' the program, 'sent' what was sent to a player by hand.
ALTER TABLE playlists ADD COLUMN origin TEXT NOT NULL DEFAULT '' CHECK (origin IN ('', 'stock', 'sent'));
-- Which of the stock playlists it is; see resources/stock-playlists.json.
ALTER TABLE playlists ADD COLUMN stock_id TEXT NOT NULL DEFAULT '';

-- 1 as long as the playlists are the stock ones, in their order.
ALTER TABLE partnerships ADD COLUMN has_default_rules INTEGER NOT NULL DEFAULT 0;
-- What fills the room that the playlists leave: '' nothing, or songs of the library, 'random' or by 'rating'.
ALTER TABLE partnerships ADD COLUMN fill TEXT NOT NULL DEFAULT '' CHECK (fill IN ('', 'random', 'rating'));
-- The playlist of the single songs that were sent to this player; outlives the partnership.
ALTER TABLE players ADD COLUMN sent_playlist_id INTEGER REFERENCES playlists(id) ON DELETE SET NULL;
-- Wishes for the next session only: kinds of media (see sync/attributes.h), and what the owner deleted there.
ALTER TABLE partnerships ADD COLUMN next_filter INTEGER NOT NULL DEFAULT 255;
ALTER TABLE partnerships ADD COLUMN next_includes_skipped INTEGER NOT NULL DEFAULT 0;

-- The wanted tracks that the last session did not bring onto the player. state: see sync/itemstate.h.
CREATE TABLE player_items (
    player_id INTEGER NOT NULL REFERENCES players(id) ON DELETE CASCADE,
    track_id  INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
    state     INTEGER NOT NULL,
    PRIMARY KEY (player_id, track_id)
) WITHOUT ROWID;
