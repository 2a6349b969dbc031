// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tracks/trackrepository.h"

#include <QString>

namespace tandem::model {

/// SQL that says whether the text @p expression contains, or is, @p value without regard to case, also
/// for letters outside ASCII, and to whether accents are composed or combining (as macOS names files).
///
/// SQLite's LIKE folds the case of ASCII letters only, and Qt Sql has no way to give it a function. Its
/// GLOB respects case but knows sets of characters, so that a value with other letters becomes a pattern
/// like `*[mM][oO][tT][öÖ]*`. Letters whose other case is more than one character (ß) only match
/// themselves.
TrackCondition textContains(const QString &expression, const QString &value);
TrackCondition textIs(const QString &expression, const QString &value);

} // namespace tandem::model
