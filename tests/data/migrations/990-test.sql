-- SPDX-FileCopyrightText: Tandem contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A later version of the schema, for tests of upgrades.

CREATE TABLE upgrade_first (
    id INTEGER PRIMARY KEY
);

CREATE TABLE upgrade_second (
    id INTEGER PRIMARY KEY
);
