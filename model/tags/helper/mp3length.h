// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <mpegfile.h>

namespace tandem::model {

class TagStream;

/// How long the sound of an MP3 is where TagLib is wrong and a few more bytes tell: a header of a variable
/// bit rate that speaks of a part of the file only, since another song was appended; and a variable bit rate
/// without such a header, of which some frames here and there tell the mean. Else what TagLib says.
std::chrono::milliseconds mp3Length(TagLib::MPEG::File &file, TagStream &stream);

} // namespace tandem::model
