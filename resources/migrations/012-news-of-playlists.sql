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
