// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/tracks/track.h"

#include <QByteArray>

namespace tandem::model {

/// Reads the tags and audio properties of one file, chosen by its name's ending, through TagLib.
/// @p path is the file name in the file system's bytes. Safe to call from several threads at once, but only
/// from where a crash and endless memory do no harm: see TagReaders.
/// Throws std::bad_alloc. Errors: FileMissing, FileUnreadable, FileEmpty, FileCorrupt,
/// FormatUnsupported.
Result<TrackTags> readTags(const QByteArray &path);

} // namespace tandem::model
