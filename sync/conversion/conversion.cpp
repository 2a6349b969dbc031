// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "conversion.h"

#include "model/tracks/track.h"

#include <QList>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

/// Another number makes all that was converted be converted anew: for when files come to be made differently.
constexpr quint64 recipeNumber = 1;

constexpr std::array bitrates = {32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
/// That every encoder and every player knows.
constexpr std::array lossySampleRates = {48'000, 44'100, 32'000, 24'000, 22'050,
                                         16'000, 12'000, 11'025, 8'000};
constexpr std::array losslessSampleRates = {192'000, 176'400, 96'000, 88'200, 48'000, 44'100, 32'000,
                                            24'000,  22'050,  16'000, 12'000, 11'025, 8'000};
constexpr int usualSampleRate = 44'100;
constexpr int losslessBitrateKbps = 450; ///< more than this has no losses, where the ending does not say
constexpr int usualCoverPixels = 500;
constexpr int largestCoverPixels = 1000;

bool hasNoLosses(ConvertedFormat format)
{
    return format == ConvertedFormat::Flac || format == ConvertedFormat::Wav;
}

QList<ConvertedFormat> candidates(const device::ConversionStyle &style, const model::TrackTags &tags)
{
    using enum ConvertedFormat;
    QList<ConvertedFormat> formats = {Mp3, M4a, Ogg, Opus, Flac, Wav};
    if (!style.format.isEmpty()) {
        formats.removeIf([&style](ConvertedFormat format) { return endingOf(format) != style.format; });
    } else if (isLossless(tags) && style.bitrateKbps == 0) {
        formats.removeOne(Flac);
        formats.prepend(Flac);
    }
    return formats;
}

/// 0 keeps the source's. Of two that are near each other, one that divides the source's is heard least.
/// @p most: 0 is any.
template <size_t N>
std::optional<int> sampleRateFor(int source, int most, const std::array<int, N> &rates)
{
    const auto isAllowed = [most](int rate) { return most == 0 || rate <= most; };
    const auto largest = std::ranges::find_if(rates, isAllowed);
    if (largest == rates.end())
        return std::nullopt;
    if (source <= 0)
        return std::min(*largest, usualSampleRate);
    if (std::ranges::contains(rates, source) && isAllowed(source))
        return 0;
    const auto nearest =
        std::ranges::find_if(rates, [&](int rate) { return isAllowed(rate) && rate <= source; });
    if (nearest == rates.end())
        return rates.back();
    const auto divisor = std::find_if(nearest, rates.end(), [&](int rate) { return source % rate == 0; });
    return divisor != rates.end() && *divisor >= *nearest / 4 * 3 ? *divisor : *nearest;
}

/// For two channels.
int goodBitrate(ConvertedFormat format)
{
    switch (format) {
    case ConvertedFormat::Ogg:
        return 192;
    case ConvertedFormat::Opus:
        return 160;
    default:
        return 256;
    }
}

/// 0 if there is none. Encoders refuse, or cut, what is out of proportion to the sample rate.
int bitrateFor(ConvertedFormat format, int sampleRateHz, int channels, const model::TrackTags &tags,
               const device::PlayableFormat &playable, const device::ConversionStyle &style)
{
    int most = style.bitrateKbps > 0 ? style.bitrateKbps : goodBitrate(format) / (channels == 1 ? 2 : 1);
    if (playable.maxBitrateKbps > 0) {
        // Only MP3 is made with exactly the bitrate that was asked for.
        const int limit =
            format == ConvertedFormat::Mp3 ? playable.maxBitrateKbps : playable.maxBitrateKbps * 9 / 10;
        most = std::min(most, limit);
    }
    if (sampleRateHz < 16'000)
        most = std::min(most, 32);
    else if (sampleRateHz < 32'000)
        most = std::min(most, 64);
    // A quarter more than the source: what is encoded twice loses twice.
    int wanted = bitrates.back();
    if (!isLossless(tags) && tags.bitrateKbps > 0)
        wanted = tags.bitrateKbps * 5 / 4;
    int chosen = 0;
    for (const int bitrate : bitrates) {
        if (bitrate > most)
            break;
        chosen = bitrate;
        if (bitrate >= wanted)
            break;
    }
    return chosen;
}

std::optional<Conversion> conversionTo(ConvertedFormat format, const device::PlayableFormat &playable,
                                       const device::PlayerProfile &profile, const model::Track &track)
{
    const model::TrackTags &tags = track.tags;
    Conversion conversion{
        .format = format, .sourceBytes = track.sizeBytes, .sourceVersion = track.modifiedNs};
    if (format != ConvertedFormat::Flac && tags.channels > 2)
        conversion.channels = 2;
    const int channels = conversion.channels > 0 ? conversion.channels : tags.channels;
    const auto sampleRate =
        hasNoLosses(format) ? sampleRateFor(tags.sampleRateHz, playable.maxSampleRateHz, losslessSampleRates)
                            : sampleRateFor(tags.sampleRateHz, playable.maxSampleRateHz, lossySampleRates);
    if (!sampleRate)
        return std::nullopt;
    conversion.sampleRateHz = *sampleRate;
    int sampleRateHz = *sampleRate > 0 ? *sampleRate : tags.sampleRateHz;
    if (format == ConvertedFormat::Opus) { // which is always played at this rate, and says so
        conversion.sampleRateHz = sampleRateHz = 48'000;
        if (playable.maxSampleRateHz > 0 && playable.maxSampleRateHz < sampleRateHz)
            return std::nullopt;
    }
    if (hasNoLosses(format)) {
        const int mostKbps = sampleRateHz / 1000 * 24 * std::max(channels, 2);
        if (playable.maxBitrateKbps > 0 && playable.maxBitrateKbps < mostKbps)
            return std::nullopt;
    } else {
        conversion.bitrateKbps =
            bitrateFor(format, sampleRateHz, channels, tags, playable, profile.conversion);
        if (conversion.bitrateKbps == 0)
            return std::nullopt;
    }
    // ffmpeg puts pictures into these only.
    if (format == ConvertedFormat::Mp3 || format == ConvertedFormat::M4a || format == ConvertedFormat::Flac) {
        conversion.coverFormat = profile.cover.format;
        conversion.coverPixels = profile.cover.maxPixels > 0
                                     ? std::min(profile.cover.maxPixels, largestCoverPixels)
                                     : usualCoverPixels;
    }
    return conversion;
}

/// Of a picture so large.
qint64 coverBytes(const Conversion &conversion)
{
    const qint64 pixels = qint64(conversion.coverPixels) * conversion.coverPixels;
    return conversion.coverFormat == device::CoverFormat::Jpeg ? pixels * 2 / 5 : pixels * 2;
}

constexpr qint64 tagBytes = 8192;

/// Sample by sample.
qint64 plainBytes(qint64 durationMs, int sampleRateHz, int channels, int bytesPerSample)
{
    return durationMs * sampleRateHz / 1000 * std::max(channels, 1) * bytesPerSample;
}

qint64 losslessBytes(const Conversion &conversion, const model::Track &track)
{
    const model::TrackTags &tags = track.tags;
    const int sampleRateHz = conversion.sampleRateHz > 0 ? conversion.sampleRateHz : tags.sampleRateHz;
    const int channels = conversion.channels > 0 ? conversion.channels : tags.channels;
    const qint64 plain = plainBytes(tags.duration.count(), sampleRateHz, channels, 2);
    if (conversion.format == ConvertedFormat::Wav || !isLossless(tags))
        return plain;
    // No kind of file is compressed so much better than FLAC.
    qint64 compressed = track.sizeBytes + track.sizeBytes / 8;
    if (conversion.sampleRateHz > 0 && tags.sampleRateHz > conversion.sampleRateHz)
        compressed = compressed / tags.sampleRateHz * conversion.sampleRateHz;
    return compressed;
}

qint64 lossyBytes(const Conversion &conversion, const model::Track &track)
{
    const qint64 bytes = track.tags.duration.count() * conversion.bitrateKbps / 8;
    switch (conversion.format) {
    case ConvertedFormat::Mp3:
        return bytes; // to the frame
    case ConvertedFormat::Opus:
        return bytes + bytes / 8;
    default:
        return bytes + bytes / 25; // with the tables, or the pages, around it
    }
}

} // namespace

bool isLossless(const model::TrackTags &tags)
{
    switch (tags.format) {
    case model::AudioFormat::Flac:
    case model::AudioFormat::Wav:
    case model::AudioFormat::Aiff:
    case model::AudioFormat::Ape:
    case model::AudioFormat::WavPack:
        return true;
    case model::AudioFormat::Mp4:
    case model::AudioFormat::Wma:
        return tags.bitrateKbps > losslessBitrateKbps;
    default:
        return false;
    }
}

std::optional<Conversion> conversionFor(const device::PlayerProfile &profile, const model::Track &track,
                                        ConvertedFormats available)
{
    if (!profile.conversion.isOn)
        return std::nullopt;
    const QList<ConvertedFormat> formats = candidates(profile.conversion, track.tags);
    for (const ConvertedFormat format : formats) {
        if (!available.testFlag(format))
            continue;
        for (const device::PlayableFormat &playable : profile.formats) {
            if (!playable.endings.contains(endingOf(format)))
                continue;
            if (const auto conversion = conversionTo(format, playable, profile, track))
                return conversion;
        }
    }
    return std::nullopt;
}

qint64 estimatedBytes(const Conversion &conversion, const model::Track &track)
{
    const qint64 extra = tagBytes + coverBytes(conversion);
    if (track.tags.duration.count() <= 0)
        return track.sizeBytes + extra; // as good as any other number
    return extra +
           (conversion.bitrateKbps > 0 ? lossyBytes(conversion, track) : losslessBytes(conversion, track));
}

qint64 versionOf(const Conversion &conversion)
{
    // FNV-1a: any one that stays the same wherever and whenever it is computed.
    quint64 hash = 0xcbf29ce484222325;
    const auto add = [&hash](quint64 value) {
        for (int byte = 0; byte < 8; ++byte) {
            hash ^= (value >> (byte * 8)) & 0xff;
            hash *= 0x100000001b3;
        }
    };
    add(recipeNumber);
    add(static_cast<quint64>(conversion.format));
    for (const int value : {conversion.bitrateKbps, conversion.sampleRateHz, conversion.channels,
                            conversion.coverPixels, static_cast<int>(conversion.coverFormat)})
        add(static_cast<quint64>(value));
    add(static_cast<quint64>(conversion.sourceBytes));
    add(static_cast<quint64>(conversion.sourceVersion));
    return static_cast<qint64>(hash | (quint64(1) << 63));
}

QString endingOf(ConvertedFormat format)
{
    switch (format) {
    case ConvertedFormat::Mp3:
        return u"mp3"_s;
    case ConvertedFormat::M4a:
        return u"m4a"_s;
    case ConvertedFormat::Ogg:
        return u"ogg"_s;
    case ConvertedFormat::Opus:
        return u"opus"_s;
    case ConvertedFormat::Flac:
        return u"flac"_s;
    case ConvertedFormat::Wav:
        return u"wav"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace tandem::sync
