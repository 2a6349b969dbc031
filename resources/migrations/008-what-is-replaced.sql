-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Of what is about to be placed: the copy that it is to replace, so that both are known for Tandem's, whichever
-- of them an interruption leaves. -1: none, or unknown.
ALTER TABLE ledger ADD COLUMN old_size_bytes INTEGER NOT NULL DEFAULT -1;
ALTER TABLE ledger ADD COLUMN old_modified_ns INTEGER NOT NULL DEFAULT -1;
