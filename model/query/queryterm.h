// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/query/querylexer.h"
#include "model/tracks/trackrepository.h"

namespace tandem::model {

/// The SQL of one condition (`year>=1990`) or of one word of the query @p query. The result can be
/// joined by AND and OR, or negated, as it is. Errors: InvalidQuery.
Result<TrackCondition> compileTerm(const QString &query, const QueryToken &token, qint64 now);

} // namespace tandem::model
