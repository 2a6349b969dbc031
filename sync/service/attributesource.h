// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/db/database.h"
#include "sync/service/attributes.h"

namespace tandem::sync {

/// What the library's database knows for the attributes of a player; the caller adds what is known of it now:
/// state, facts and background bits. Errors: NotFound; of the database.
Result<AttributeSource> storedAttributeSource(model::Connection &connection, PlayerId id);

} // namespace tandem::sync
