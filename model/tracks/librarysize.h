// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

namespace tandem::model {

class Connection;

/// The size of all of the library's files that are there, in bytes. Reads every track: call it from a
/// worker. Errors: of the database.
Result<qint64> librarySizeBytes(Connection &connection);

} // namespace tandem::model
