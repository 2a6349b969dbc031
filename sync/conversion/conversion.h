// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/playerprofile.h"

#include <QFlags>
#include <QString>
#include <QtTypes>
#include <optional>

namespace tandem::model {
struct Track;
struct TrackTags;
} // namespace tandem::model

namespace tandem::sync {

/// The kinds of file that Tandem makes. The numbers are part of versions that the ledger keeps.
enum class ConvertedFormat {
    Mp3 = 1,
    M4a = 2, ///< AAC
    Ogg = 4, ///< Vorbis
    Opus = 8,
    Flac = 16,
    Wav = 32,
};
Q_DECLARE_FLAGS(ConvertedFormats, ConvertedFormat)
Q_DECLARE_OPERATORS_FOR_FLAGS(ConvertedFormats)

inline constexpr ConvertedFormats allConvertedFormats =
    ConvertedFormats(ConvertedFormat::Mp3) | ConvertedFormat::M4a | ConvertedFormat::Ogg |
    ConvertedFormat::Opus | ConvertedFormat::Flac | ConvertedFormat::Wav;

/// What a song is made into because the player does not play it as it is, and which content it is made of.
/// The same conversion of the same file gives the same song.
struct Conversion {
    ConvertedFormat format = ConvertedFormat::Mp3;
    int bitrateKbps = 0;  ///< 0: without loss
    int sampleRateHz = 0; ///< 0: the source's
    int channels = 0;     ///< 0: the source's
    int coverPixels = 0;  ///< of the picture's longer side, at most; 0: no picture
    device::CoverFormat coverFormat = device::CoverFormat::Jpeg;
    qint64 sourceBytes = 0;
    qint64 sourceVersion = 0; ///< modification time, ns

    friend bool operator==(const Conversion &, const Conversion &) = default;
};

/// How the track becomes one that the player plays; empty if it cannot, or if the profile says that nothing
/// is converted. A pure function.
///
/// - The kind of file is the one that the profile names, or else the first that the player plays: FLAC for
///   what is without loss, then MP3, M4A, Ogg Vorbis, Opus, FLAC, WAV.
/// - The bitrate is the one that the profile names, or else a good one; never more than the player plays,
///   nor much more than a source with losses has.
/// - The sample rate and the channels are the source's, unless the player or the format has less.
/// @p available: what can be made here.
std::optional<Conversion> conversionFor(const device::PlayerProfile &profile, const model::Track &track,
                                        ConvertedFormats available = allConvertedFormats);

/// How large the new file will be, rather too much than too little.
qint64 estimatedBytes(const Conversion &conversion, const model::Track &track);

/// What the ledger keeps as the version of the source: another one if the source or the conversion changed.
/// Negative, and so never that of a file that is copied as it is.
qint64 versionOf(const Conversion &conversion);

/// Whether nothing is lost in such a file, as far as can be told.
bool isLossless(const model::TrackTags &tags);

/// The ending of the new file's name, without the dot.
QString endingOf(ConvertedFormat format);

} // namespace tandem::sync
