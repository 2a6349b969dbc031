// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tracks/track.h"

#include <memory>
#include <tfile.h>

namespace tandem::model {

class TagStream;

/// What is in an Ogg file, whose ending says little about it; Unknown for what Tandem does not take in.
AudioFormat oggContent(TagStream &stream);

/// TagLib's reader for a file of the kind that audioFormatFromContent() found; null if there is none.
std::unique_ptr<TagLib::File> openAudioFile(TagStream &stream, AudioFormat format, bool readsProperties);

} // namespace tandem::model
