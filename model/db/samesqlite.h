// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QSqlDatabase;

namespace tandem::model {

/// Whether Qt's driver uses the same SQLite as this program, so that its handles may be touched. One that was
/// built with a copy of its own has statements of its own, too. Only for model/db.
bool isSameSqlite(const QSqlDatabase &database);

} // namespace tandem::model
