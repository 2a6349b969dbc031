// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tracks/track.h"

namespace tandem::model {

class TagStream;

/// What a file is, from its first bytes and those behind an ID3v2 tag; @p named, which is what its ending
/// says, where they do not tell. Of Ogg, whatever is in it, this is OggVorbis.
AudioFormat audioFormatFromContent(TagStream &stream, AudioFormat named);

} // namespace tandem::model
