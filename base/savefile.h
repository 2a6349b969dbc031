// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

namespace tandem {

/// Writes a file that a person named. It gets a temporary name beside @p file first, and the right one when
/// it is complete: what was there stays whole until then. Links are followed. Errors: FileNotWritable (also
/// where there is something that is not a file), OutOfSpace.
Result<void> saveFile(const QString &file, const QByteArray &content);

} // namespace tandem
