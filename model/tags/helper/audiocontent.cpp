// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "audiocontent.h"

#include "model/tags/helper/tagstream.h"

#include <array>

namespace tandem::model {

namespace {

struct Sign {
    unsigned int position;
    TagLib::ByteVector bytes;
    AudioFormat format;
};

AudioFormat formatOfSign(const TagLib::ByteVector &start)
{
    static const std::array signs = {
        Sign{0, "fLaC", AudioFormat::Flac},
        Sign{0, "OggS", AudioFormat::OggVorbis},
        Sign{0, "wvpk", AudioFormat::WavPack},
        Sign{0, "MAC ", AudioFormat::Ape},
        Sign{0, "MPCK", AudioFormat::Musepack},
        Sign{0, "MP+", AudioFormat::Musepack},
        Sign{8, "WAVE", AudioFormat::Wav},
        Sign{8, "AIFF", AudioFormat::Aiff},
        Sign{8, "AIFC", AudioFormat::Aiff},
        Sign{4, "ftyp", AudioFormat::Mp4},
        Sign{0, {"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", 16}, AudioFormat::Wma},
    };
    for (const Sign &sign : signs) {
        if (start.containsAt(sign.bytes, sign.position))
            return sign.format;
    }
    return AudioFormat::Unknown;
}

/// ISO/IEC 11172-3, section 2.4.2.3: eleven bits that are set, then a version and a layer that exist. The
/// layer of AAC in frames of its own (ADTS) does not.
bool isMpegFrame(const TagLib::ByteVector &start)
{
    if (start.size() < 4)
        return false;
    const auto byteAt = [&start](int i) { return static_cast<unsigned char>(start[i]); };
    return byteAt(0) == 0xff && (byteAt(1) & 0xe0) == 0xe0 && (byteAt(1) & 0x18) != 0x08 &&
           (byteAt(1) & 0x06) != 0 && (byteAt(2) & 0xf0) != 0xf0 && (byteAt(2) & 0x0c) != 0x0c;
}

} // namespace

AudioFormat audioFormatFromContent(TagStream &stream, AudioFormat named)
{
    const TagLib::ByteVector start = stream.peek(stream.id3v2Size(), 16);
    const AudioFormat format = formatOfSign(start);
    if (format != AudioFormat::Unknown)
        return format;
    if (isMpegFrame(start))
        return AudioFormat::Mp3;
    return named == AudioFormat::Opus ? AudioFormat::OggVorbis : named;
}

} // namespace tandem::model
