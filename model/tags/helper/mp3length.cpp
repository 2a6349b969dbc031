// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mp3length.h"

#include "model/tags/helper/audiolength.h"
#include "model/tags/helper/tagstream.h"

#include <QtTypes>
#include <algorithm>
#include <array>
#include <optional>
#include <xingheader.h>

namespace tandem::model {

namespace {

using Offset = TagLib::offset_t;
using Length = std::chrono::milliseconds;

constexpr size_t windowBytes = 8 * 1024; // as much as is read in any case
constexpr int places = 16;

/// ISO/IEC 11172-3, section 2.4.2.3, and 13818-3: what the four bytes in front of a frame of layer III say.
struct Frame {
    int bytes = 0;
    int samples = 0;
    int sampleRateHz = 0;
};

std::optional<Frame> frameAt(const TagLib::ByteVector &bytes, unsigned int at)
{
    static constexpr std::array rates1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    static constexpr std::array rates2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    static constexpr std::array sampleRates = {44100, 48000, 32000};
    if (at + 4 > bytes.size())
        return std::nullopt;
    const quint32 head = bytes.toUInt(at);
    const unsigned int version = head >> 19 & 3; // 3 is MPEG 1, 2 is 2, 0 is 2.5
    const unsigned int rate = head >> 12 & 15;
    const unsigned int sampleRate = head >> 10 & 3;
    const bool isLayer3 = (head >> 17 & 3) == 1;
    if (head >> 21 != 0x7ff || version == 1 || !isLayer3 || rate == 0 || rate == 15 || sampleRate == 3)
        return std::nullopt;
    const bool isFirst = version == 3;
    Frame frame;
    frame.sampleRateHz = sampleRates[sampleRate] >> (isFirst ? 0 : version == 2 ? 1 : 2);
    frame.samples = isFirst ? 1152 : 576;
    const int kbps = isFirst ? rates1[rate] : rates2[rate];
    frame.bytes = frame.samples / 8 * kbps * 1000 / frame.sampleRateHz + static_cast<int>(head >> 9 & 1);
    return frame;
}

/// Frames that follow one another.
struct Sample {
    qint64 count = 0;
    qint64 bytes = 0;
    int smallest = 0;
    int largest = 0;
    Frame last;
};

/// Adds the frames of a window; the first is where at least two more follow.
void addFrames(const TagLib::ByteVector &window, Sample &sample)
{
    for (unsigned int at = 0; at + 4 < window.size(); ++at) {
        unsigned int next = at;
        int run = 0;
        Sample found = sample;
        for (auto frame = frameAt(window, next); frame; frame = frameAt(window, next)) {
            if (found.count > 0 && frame->sampleRateHz != found.last.sampleRateHz)
                break;
            found.smallest = found.count == 0 ? frame->bytes : std::min(found.smallest, frame->bytes);
            found.largest = std::max(found.largest, frame->bytes);
            found.bytes += frame->bytes;
            ++found.count;
            found.last = *frame;
            ++run;
            next += static_cast<unsigned int>(frame->bytes);
        }
        if (run >= 3) {
            sample = found;
            return;
        }
    }
}

/// All frames of a constant bit rate have one length, but for a byte of padding.
bool isVariable(const Sample &sample)
{
    return sample.largest > sample.smallest + 1;
}

Length measured(TagStream &stream, Offset start, Offset end, Length otherwise)
{
    Sample sample;
    addFrames(stream.peek(start, windowBytes), sample);
    if (!isVariable(sample))
        return otherwise;
    for (int i = 1; i < places; ++i)
        addFrames(stream.peek(start + (end - start) / places * i, windowBytes), sample);
    const double frames = static_cast<double>(end - start) * static_cast<double>(sample.count) /
                          static_cast<double>(sample.bytes);
    return Length(static_cast<qint64>(frames * sample.last.samples * 1000 / sample.last.sampleRateHz));
}

} // namespace

std::chrono::milliseconds mp3Length(TagLib::MPEG::File &file, TagStream &stream)
{
    const Length length(std::max(file.audioProperties()->lengthInMilliseconds(), 0));
    const Offset start = std::max<Offset>(file.firstFrameOffset(), 0);
    const Offset end = endOfSound(stream);
    if (end <= start)
        return length;
    const TagLib::MPEG::XingHeader *header = file.audioProperties()->xingHeader();
    if (!header || !header->isValid())
        return measured(stream, start, end, length);
    const auto promised = static_cast<Offset>(header->totalSize());
    constexpr Offset tagsBehind = 64 * 1024;
    if (promised <= 0 || end - start <= promised + promised / 50 + tagsBehind)
        return length;
    return Length(static_cast<qint64>(static_cast<double>(length.count()) * static_cast<double>(end - start) /
                                      static_cast<double>(promised)));
}

} // namespace tandem::model
