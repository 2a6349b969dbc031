// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tracks/track.h"

#include <taglib.h>

namespace tandem::model {

class TagStream;

/// Whether the end of a sound file is missing, judged from a few of its bytes: what the headers at its
/// beginning promise is compared with its size and its last block. False if the format does not tell.
/// MP3 is not judged here, as TagLib itself knows what its header promises.
bool isCutShort(TagStream &stream, AudioFormat format);

/// Where the tags begin that are appended to a file: ID3v1, and in front of it APEv2, which may hold a
/// picture. https://wiki.hydrogenaud.io/index.php?title=APE_Tags_Header
TagLib::offset_t endOfSound(TagStream &stream);

} // namespace tandem::model
