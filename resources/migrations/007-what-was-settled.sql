-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- 1: the player knew of later sessions than this library, and nobody has said since that what it does not
-- choose may go.
ALTER TABLE partnerships ADD COLUMN is_behind INTEGER NOT NULL DEFAULT 0;

-- What was wanted when a session came to its end that had no room for all of it, as a number (see
-- sync/session/settledwish.h), and the room that was left then. 0: no such session; below 0: the player was
-- full earlier than it had said, for the first time.
ALTER TABLE partnerships ADD COLUMN settled_wish INTEGER NOT NULL DEFAULT 0;
ALTER TABLE partnerships ADD COLUMN settled_free_bytes INTEGER NOT NULL DEFAULT -1;

-- What tells a file on the player from another one of the same name and size: the time that it was given, and a
-- hash of what was sent where that passed through anyway. -1 and empty: unknown.
ALTER TABLE ledger ADD COLUMN modified_ns INTEGER NOT NULL DEFAULT -1;
ALTER TABLE ledger ADD COLUMN hash BLOB NOT NULL DEFAULT x'';
