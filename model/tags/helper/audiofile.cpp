// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "audiofile.h"

#include "model/tags/helper/tagstream.h"

#include <aifffile.h>
#include <apefile.h>
#include <asffile.h>
#include <flacfile.h>
#include <mp4file.h>
#include <mpcfile.h>
#include <mpegfile.h>
#include <oggflacfile.h>
#include <opusfile.h>
#include <vorbisfile.h>
#include <wavfile.h>
#include <wavpackfile.h>

namespace tandem::model {

namespace {

constexpr auto style = TagLib::AudioProperties::Average;

} // namespace

AudioFormat oggContent(TagStream &stream)
{
    const TagLib::ByteVector start = stream.peek(0, 512);
    if (start.find("OpusHead") >= 0)
        return AudioFormat::Opus;
    if (start.find("\x7f"
                   "FLAC") >= 0)
        return AudioFormat::Flac;
    if (start.find("Speex   ") >= 0)
        return AudioFormat::Unknown;
    return AudioFormat::OggVorbis;
}

std::unique_ptr<TagLib::File> openAudioFile(TagStream &stream, AudioFormat format, bool readsProperties)
{
    const bool isOgg = format == AudioFormat::OggVorbis;
    switch (isOgg ? oggContent(stream) : format) {
    case AudioFormat::Unknown:
        return nullptr;
    case AudioFormat::Mp3:
        return std::make_unique<TagLib::MPEG::File>(&stream, readsProperties, style);
    case AudioFormat::Mp4:
        return std::make_unique<TagLib::MP4::File>(&stream, readsProperties, style);
    case AudioFormat::Flac:
        if (isOgg)
            return std::make_unique<TagLib::Ogg::FLAC::File>(&stream, readsProperties, style);
        return std::make_unique<TagLib::FLAC::File>(&stream, readsProperties, style);
    case AudioFormat::OggVorbis:
        return std::make_unique<TagLib::Vorbis::File>(&stream, readsProperties, style);
    case AudioFormat::Opus:
        return std::make_unique<TagLib::Ogg::Opus::File>(&stream, readsProperties, style);
    case AudioFormat::Wav:
        return std::make_unique<TagLib::RIFF::WAV::File>(&stream, readsProperties, style);
    case AudioFormat::Aiff:
        return std::make_unique<TagLib::RIFF::AIFF::File>(&stream, readsProperties, style);
    case AudioFormat::Wma:
        return std::make_unique<TagLib::ASF::File>(&stream, readsProperties, style);
    case AudioFormat::Ape:
        return std::make_unique<TagLib::APE::File>(&stream, readsProperties, style);
    case AudioFormat::WavPack:
        return std::make_unique<TagLib::WavPack::File>(&stream, readsProperties, style);
    case AudioFormat::Musepack:
        return std::make_unique<TagLib::MPC::File>(&stream, readsProperties, style);
    }
    return nullptr;
}

} // namespace tandem::model
