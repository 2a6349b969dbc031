// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tracks/track.h"

namespace tandem::model {

class TagStream;

// What TagLib does not measure.

/// Fills in what a WAV file's chunks say of its sound, also where it was written to a pipe, so that its sizes
/// are not known (the sound then goes on to the end), and in RF64, whose sizes have 64 bits. False if there
/// is no sound, or less than promised.
bool measureWav(TagStream &stream, TrackTags &tags);

/// The length of an MP4 file that is made of fragments, from these; 0 if it has none.
/// ISO/IEC 14496-12, section 8.8.
std::chrono::milliseconds fragmentedLength(TagStream &stream);

} // namespace tandem::model
