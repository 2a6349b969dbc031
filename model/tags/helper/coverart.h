// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QByteArray>

namespace tandem::model {

/// No larger picture is read.
inline constexpr qsizetype largestCoverBytes = 2 << 20;

/// The picture in an audio file that shows it best, as a JPEG: the first front cover, or, if none is called
/// that, the first picture. Empty if there is none, or if it is no JPEG or too large. @p path is the file
/// name in the file system's bytes. Safe to call from several threads at once, but only from where a
/// crash and endless memory do no harm: see TagReaders.
/// Throws std::bad_alloc. Errors: FileMissing, FileUnreadable, FileCorrupt, FormatUnsupported.
Result<QByteArray> readCover(const QByteArray &path);

} // namespace tandem::model
