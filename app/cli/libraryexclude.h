// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/command.h"

namespace tandem::app {

/// library exclude [PATTERN...]: leaves out what the patterns cover, too; says what is left out.
int exclude(CommandContext &context, const QStringList &patterns);

/// library include PATTERN...: takes patterns back.
int include(CommandContext &context, const QStringList &patterns);

} // namespace tandem::app
