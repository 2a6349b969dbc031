// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace tandem::app {

// What is written to terminals, measured in their columns: a Chinese character takes two, an accent that is
// put on another none. Pure functions, once the process has its locale (QCoreApplication sees to that).

int columnsOf(const QString &text);

/// As much of @p text as @p columns hold.
QString cutToColumns(const QString &text, int columns);

/// "[######      ]  50 %  text", which leaves the last of @p columns free, so that no terminal begins a new
/// line. Of what does not fit the text is cut first, down to some words, then the bar; the number stays.
QString progressLine(int percent, const QString &text, int columns);

} // namespace tandem::app
