// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/profiles/playerprofile.h"

#include <QFlags>
#include <QtTypes>

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

} // namespace tandem::sync
