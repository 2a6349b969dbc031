// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tracks/track.h"

namespace tandem::model {

class TagStream;

/// Whether the end of a sound file is missing, judged from a few of its bytes: what the headers at its
/// beginning promise is compared with its size and its last block. False if the format does not tell.
/// MP3 is not judged here, as TagLib itself knows what its header promises.
bool isCutShort(TagStream &stream, AudioFormat format);

} // namespace tandem::model
