// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/trackrepository.h"

namespace tandem::model {

/// Compiles the query language of auto playlists and of the search box.
///
///     genre:jazz year>=1990 added<30d            all of them must hold
///     artist:"nick cave" or composer:cave        alternatives; and binds tighter than or
///     -genre:speech                              not; parentheses group
///     blue train                                 words without a field: in title, artist or album
///
/// Text fields: title artist album albumartist genre composer path; `:` contains, `=` is, `!=` is not,
/// without regard to case. Number fields: year track disc duration (90s, 5min, 1h) bitrate (kbit/s)
/// size (10MB) rating plays; `: = != < <= > >=`. Time fields: added modified played, with an age
/// (`added<30d`: in the last thirty days; units h d w m y) or a date (`added>=2024-05-01`).
/// format:flac names the kind of file.
///
/// @p now: seconds since 1970, UTC, against which ages count.
/// Errors: InvalidQuery, with the position (from 1) and the reason in detail.
Result<TrackCondition> compileQuery(const QString &query, qint64 now);

} // namespace tandem::model
