-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Which content of the file could not be taken in, and by which reader: what was found damaged, or ended its
-- reader, is not read again before one of them changes.
ALTER TABLE scan_errors ADD COLUMN size_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scan_errors ADD COLUMN modified_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scan_errors ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;
