-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Which of a player's storages, or which file system, the last session was closed on; empty: nobody knows. What
-- another one does not show is not gone.
ALTER TABLE partnerships ADD COLUMN storage_id TEXT NOT NULL DEFAULT '';
