// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/tracks/trackrepository.h"

namespace tandem::model {

/// Compiles the query language of auto playlists and of the search box.
///
///     genre:jazz year>=1990 added<30d            all of them must hold
///     artist:"nick cave" or composer:cave        alternatives; and binds tighter than or
///     -genre:speech                              not; parentheses group
///     blue train                                 words without a field: in title, artist or album
///
/// Text fields: title artist album albumartist genre composer path; `:` contains, `=` is, `!=` is not,
/// without regard to case, in any script (see model/query/textcondition.h). Values with spaces or parentheses
/// stand in quotes; \" and \\ in quotes stand for themselves. A word also finds a track without a title
/// by its file's name.
/// Number fields: year track disc duration (90s, 5min, 1h, 4:30) bitrate (kbit/s) size (10MB, 10MiB)
/// rating plays; `: = != < <= > >=`. "Is" reaches as far as the unit: duration:5min holds up to 5:59,
/// size:10MB up to the eleventh megabyte. A year, track, disc, duration or bitrate that is not known is
/// less than nothing.
/// Time fields: added modified played, with an age (`added<30d`: in the last thirty days; units h d w m
/// y; `:` is `<=`) or a date in local time (`added>=2024-05-01`, `added:2024-05`, `added<2024`). What was
/// never played is neither younger nor older than any age and before no date.
/// format:flac names the kind of file.
///
/// At most 3000 characters, 200 conditions and parentheses 20 levels deep. The SQL names columns of the
/// table `tracks` and can stand in `WHERE (...)`; an empty query has none.
///
/// @p now: seconds since 1970, UTC, against which ages count.
/// Errors: InvalidQuery, with the position (from 1) and the reason in detail.
Result<TrackCondition> compileQuery(const QString &query, qint64 now);

} // namespace tandem::model
