// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/plan/convertedform.h"

#include <QString>
#include <QtTypes>
#include <optional>

namespace tandem::model {
struct Track;
struct TrackTags;
} // namespace tandem::model

namespace tandem::sync {

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
