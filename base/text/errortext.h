// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QString>

namespace tandem {

/// What happened and what to do next, in one or two translated sentences. For the window and for the
/// command line: needs no more than a QCoreApplication. Empty for Cancelled only.
QString errorText(const Error &error);

/// The heading above @p count failures of one kind: "3 files are cut short or damaged".
QString groupText(ErrorCode code, int count);

} // namespace tandem
