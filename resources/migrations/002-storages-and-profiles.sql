-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Which of a player's storages and which profile its owner chose; empty: whatever suits best.
ALTER TABLE players ADD COLUMN storage TEXT NOT NULL DEFAULT '';
ALTER TABLE players ADD COLUMN profile TEXT NOT NULL DEFAULT '';

-- The free room when the last session closed, where listing is slow; -1: unknown.
ALTER TABLE players ADD COLUMN free_bytes_at_close INTEGER NOT NULL DEFAULT -1;

-- How many objects lay in a folder of the player when its last session ended, where counting them is
-- much quicker than listing them. No rows: to be listed.
CREATE TABLE player_folders (
    player_id INTEGER NOT NULL REFERENCES players(id) ON DELETE CASCADE,
    path      TEXT NOT NULL,
    objects   INTEGER NOT NULL,
    PRIMARY KEY (player_id, path)
) WITHOUT ROWID;
