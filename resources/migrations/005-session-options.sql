-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- What was asked of the session, so that one that a brake stopped can go on with it; see
-- sync/players/sessionoptions.h.
ALTER TABLE sync_sessions ADD COLUMN options TEXT NOT NULL DEFAULT '';
