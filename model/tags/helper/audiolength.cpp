// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "audiolength.h"

#include "model/tags/helper/tagstream.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string_view>

namespace tandem::model {

namespace {

using Bytes = TagLib::ByteVector;
using Offset = TagLib::offset_t;

quint8 byteAt(const Bytes &bytes, unsigned int position)
{
    return static_cast<quint8>(bytes[static_cast<int>(position)]);
}

bool startsWith(const Bytes &bytes, const char *text)
{
    return bytes.startsWith(Bytes(text, static_cast<unsigned int>(std::strlen(text))));
}

Bytes tailOf(TagStream &stream, size_t length, Offset end)
{
    const Offset start = std::max<Offset>(0, end - static_cast<Offset>(length));
    return stream.peek(start, static_cast<size_t>(end - start));
}

Bytes tailOf(TagStream &stream, size_t length)
{
    return tailOf(stream, length, stream.length());
}

/// Where @p sign was last before @p end, -1 if nowhere. Faster than TagLib and Qt, which look at every byte.
qsizetype lastPlaceOf(std::string_view sign, const Bytes &bytes, qsizetype end)
{
    const std::string_view text(bytes.data(), bytes.size());
    while (end > 0) {
        const void *found = ::memrchr(text.data(), sign.front(), static_cast<size_t>(end));
        if (!found)
            return -1;
        end = static_cast<const char *>(found) - text.data();
        if (text.substr(static_cast<size_t>(end)).starts_with(sign))
            return end;
    }
    return -1;
}

/// https://xiph.org/flac/format.html#frame_header: polynomial x^8 + x^2 + x + 1.
quint8 flacCrc(const Bytes &bytes, unsigned int length)
{
    quint8 crc = 0;
    for (unsigned int i = 0; i < length; ++i) {
        crc ^= byteAt(bytes, i);
        for (int bit = 0; bit < 8; ++bit)
            crc = static_cast<quint8>((crc & 0x80) ? (crc << 1) ^ 0x07 : crc << 1);
    }
    return crc;
}

constexpr unsigned int longestFlacHeader = 16;

/// The number, counted from the stream's beginning, of the sample after the frame that begins with
/// @p bytes, as many as the longest header has; nullopt if it is no frame.
/// https://xiph.org/flac/format.html#frame_header
std::optional<quint64> flacFrameEnd(const Bytes &bytes, quint64 fixedBlockSize)
{
    if (byteAt(bytes, 0) != 0xff || (byteAt(bytes, 1) & 0xfe) != 0xf8)
        return std::nullopt;
    const bool hasSampleNumber = byteAt(bytes, 1) & 1;
    const int blockSizeCode = byteAt(bytes, 2) >> 4;
    const int sampleRateCode = byteAt(bytes, 2) & 0x0f;
    if (blockSizeCode == 0 || sampleRateCode == 15 || (byteAt(bytes, 3) & 1))
        return std::nullopt;

    // The number is coded like a character of UTF-8, up to seven bytes long.
    unsigned int next = 4;
    const quint8 first = byteAt(bytes, next++);
    unsigned int continuations = 0;
    quint64 number = first;
    if (first >= 0x80) {
        while (continuations < 7 && (first & (0x80 >> continuations)))
            ++continuations;
        if (continuations < 2)
            return std::nullopt;
        number = continuations >= 7 ? 0 : first & (0xff >> (continuations + 1));
        --continuations;
        for (unsigned int i = 0; i < continuations; ++i) {
            const quint8 byte = byteAt(bytes, next++);
            if ((byte & 0xc0) != 0x80)
                return std::nullopt;
            number = number << 6 | (byte & 0x3f);
        }
    }

    quint64 blockSize = 0;
    if (blockSizeCode == 1) {
        blockSize = 192;
    } else if (blockSizeCode <= 5) {
        blockSize = 576ULL << (blockSizeCode - 2);
    } else if (blockSizeCode == 6) {
        blockSize = byteAt(bytes, next++) + 1ULL;
    } else if (blockSizeCode == 7) {
        blockSize = bytes.toUShort(next) + 1ULL;
        next += 2;
    } else {
        blockSize = 256ULL << (blockSizeCode - 8);
    }
    if (sampleRateCode == 12)
        next += 1;
    else if (sampleRateCode > 12)
        next += 2;
    if (next >= bytes.size() || flacCrc(bytes, next) != byteAt(bytes, next))
        return std::nullopt;
    return (hasSampleNumber ? number : number * fixedBlockSize) + blockSize;
}

bool isFlacCutShort(TagStream &stream)
{
    const Offset start = stream.id3v2Size();
    const Bytes header = stream.peek(start, 42); // "fLaC", a block header, and STREAMINFO, always first
    if (header.size() < 42 || !startsWith(header, "fLaC"))
        return false;
    const quint64 blockSize = header.toUShort(10u);
    const size_t largestFrame = header.toUInt(15, 3u);
    const quint64 samples = (byteAt(header, 21) & 0x0fULL) << 32 | header.toUInt(22u);
    if (samples == 0)
        return false; // a stream of unknown length

    const Offset soundEnd = endOfSound(stream);
    // Few bytes mostly do; more only where the last frame is large or something follows it.
    for (const size_t length :
         {size_t(16 * 1024), std::clamp(largestFrame + 1024, size_t(64 * 1024), size_t(1 << 20))}) {
        const Bytes found = tailOf(stream, length, soundEnd);
        for (auto at = lastPlaceOf("\xff", found, found.size()); at >= 0;
             at = lastPlaceOf("\xff", found, at)) {
            Bytes frame = found.mid(static_cast<unsigned int>(at), longestFlacHeader);
            frame.resize(longestFlacHeader, '\0'); // one of silence is even shorter
            if (const auto end = flacFrameEnd(frame, blockSize);
                end && *end >= samples && *end <= samples + blockSize)
                return false;
        }
        if (found.size() < length)
            break;
    }
    return true;
}

/// https://www.rfc-editor.org/rfc/rfc3533#section-6: whether the last page is there to its end.
bool isOggCutShort(TagStream &stream)
{
    constexpr unsigned int headerSize = 27;
    constexpr size_t largestPage = headerSize + 255 + 255 * 255;
    for (const size_t length : {size_t(8 * 1024), largestPage}) {
        const Bytes tail = tailOf(stream, length);
        const auto at = lastPlaceOf("OggS", tail, tail.size());
        if (at < 0)
            continue;
        const auto page = static_cast<unsigned int>(at);
        if (page + headerSize > tail.size())
            return true;
        const unsigned int segments = byteAt(tail, page + 26);
        quint64 end = quint64(page) + headerSize + segments;
        for (unsigned int i = 0; i < segments && page + headerSize + i < tail.size(); ++i)
            end += byteAt(tail, page + headerSize + i);
        if (end > tail.size())
            return true;
        // What is left of a page of which not even the sign is whole.
        const Bytes rest = tail.mid(static_cast<unsigned int>(end), 4);
        return !rest.isEmpty() && rest.size() < 4 && Bytes("OggS", 4).startsWith(rest);
    }
    return true;
}

/// ISO/IEC 14496-12, section 4.2: whether all boxes lie within the file. Behind the last one, programs leave
/// all kinds of things: padding, a tag of another kind.
bool isMp4CutShort(TagStream &stream)
{
    constexpr int enough = 100000; // boxes, fragments included; a hostile file has no end of them
    static const std::array<Bytes, 14> names = {"ftyp", "moov", "mdat", "moof", "free", "skip", "wide",
                                                "uuid", "meta", "sidx", "styp", "mfra", "pdin", "udta"};
    bool hasMovie = false;
    bool hasSound = false;
    Offset at = 0;
    for (int i = 0; i < enough && at < stream.length(); ++i) {
        const Bytes header = stream.peek(at, 16);
        if (header.size() < 8)
            return false; // padding behind the last box
        const Bytes name = header.mid(4, 4);
        const bool isBox = std::ranges::find(names, name) != names.end();
        if (!isBox && hasMovie && hasSound)
            return false;
        hasMovie = hasMovie || name == "moov";
        hasSound = hasSound || name == "mdat";
        quint64 size = header.toUInt(0u);
        if (size == 0)
            return false; // reaches to the end, however long
        if (size == 1 && header.size() == 16)
            size = static_cast<quint64>(header.toLongLong(8u));
        if (size < 8)
            return false; // no box but something appended
        if (size > static_cast<quint64>(stream.length() - at))
            return true;
        at += static_cast<Offset>(size);
    }
    return false;
}

/// ASF specification, section 3.2: the File Properties Object holds the size of the file.
bool isWmaCutShort(TagStream &stream)
{
    static const Bytes fileProperties("\xa1\xdc\xab\x8c\x47\xa9\xcf\x11\x8e\xe4\x00\xc0\x0c\x20\x53\x65", 16);
    constexpr unsigned int sizeField = 40;
    const Bytes start = stream.peek(0, 16 * 1024);
    const int at = start.find(fileProperties);
    if (at < 0 || static_cast<unsigned int>(at) + sizeField + 8 > start.size())
        return false;
    const auto size = start.toLongLong(static_cast<unsigned int>(at) + sizeField, false);
    return size > stream.length();
}

/// Monkey's Audio, since version 3.98: a descriptor says how long each part of the file is.
bool isApeCutShort(TagStream &stream)
{
    const Bytes start = stream.peek(0, 64);
    if (start.size() < 32 || !startsWith(start, "MAC ") || start.toUShort(4u, false) < 3980)
        return false;
    quint64 size = 0; // descriptor, header, seek table, wave header, frames (in two halves), wave tail
    for (const unsigned int field : {8u, 12u, 16u, 20u, 24u})
        size += start.toUInt(field, false);
    size += quint64(start.toUInt(28u, false)) << 32;
    return size > static_cast<quint64>(stream.length());
}

/// http://www.wavpack.com/WavPack5FileFormat.pdf, section 2: every block says where its samples lie.
bool isWavPackCutShort(TagStream &stream)
{
    constexpr unsigned int headerSize = 32;
    const Bytes first = stream.peek(0, headerSize);
    if (first.size() < headerSize || !startsWith(first, "wvpk"))
        return false;
    const quint64 samples = first.toUInt(12u, false);
    if (samples == 0xffffffff)
        return false; // unknown
    // The last blocks may be somewhat larger than the first, and a tag may follow them.
    const size_t length = std::min<size_t>(size_t(first.toUInt(4u, false)) * 4 + 64 * 1024, 2 * 1024 * 1024);
    const Bytes tail = tailOf(stream, length, endOfSound(stream));
    for (auto place = lastPlaceOf("wvpk", tail, tail.size()); place >= 0;
         place = lastPlaceOf("wvpk", tail, place)) {
        const auto at = static_cast<unsigned int>(place);
        if (at + headerSize > tail.size())
            continue;
        if (quint64(tail.toUInt(at + 4, false)) + 8 > tail.size() - at)
            return true;
        const quint64 end = quint64(tail.toUInt(at + 16, false)) + tail.toUInt(at + 20, false);
        if (end >= samples)
            return false;
    }
    return true;
}

} // namespace

TagLib::offset_t endOfSound(TagStream &stream)
{
    constexpr Offset id3v1Size = 128;
    constexpr Offset apeHeaderSize = 32;
    Offset end = stream.length();
    if (end >= id3v1Size && startsWith(stream.peek(end - id3v1Size, 3), "TAG"))
        end -= id3v1Size;
    const Bytes footer = stream.peek(std::max<Offset>(end - apeHeaderSize, 0), apeHeaderSize);
    if (footer.size() < apeHeaderSize || !startsWith(footer, "APETAGEX"))
        return end;
    const bool hasHeader = (footer.toUInt(20u, false) & 0x80000000u) != 0;
    const Offset size = Offset(footer.toUInt(12u, false)) + (hasHeader ? apeHeaderSize : 0);
    return size <= end ? end - size : end;
}

bool isCutShort(TagStream &stream, AudioFormat format)
{
    switch (format) {
    case AudioFormat::Flac:
        return isFlacCutShort(stream);
    case AudioFormat::OggVorbis:
    case AudioFormat::Opus:
        return isOggCutShort(stream);
    case AudioFormat::Mp4:
        return isMp4CutShort(stream);
    case AudioFormat::Wma:
        return isWmaCutShort(stream);
    case AudioFormat::Ape:
        return isApeCutShort(stream);
    case AudioFormat::WavPack:
        return isWavPackCutShort(stream);
    case AudioFormat::Unknown:
    case AudioFormat::Mp3:
    case AudioFormat::Wav:      // TagLib refuses
    case AudioFormat::Aiff:     // chunks beyond the end
    case AudioFormat::Musepack: // does not tell
        return false;
    }
    return false;
}

} // namespace tandem::model
