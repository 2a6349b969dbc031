// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "librarysize.h"

#include "model/db/database.h"

using namespace Qt::StringLiterals;

namespace tandem::model {

Result<qint64> librarySizeBytes(Connection &connection)
{
    Query query(connection, u"SELECT COALESCE(SUM(size_bytes), 0) FROM tracks WHERE is_missing = 0"_s);
    return query.number();
}

} // namespace tandem::model
