-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What all that was read for a track's tags is known by (see TrackTags::digest); 0: read by an earlier version.
ALTER TABLE tracks ADD COLUMN read_digest INTEGER NOT NULL DEFAULT 0;
