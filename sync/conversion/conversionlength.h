// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <chrono>

namespace tandem::sync {

/// The lengths by which a conversion is judged; 0 where one is not known.
struct ConversionLengths {
    std::chrono::milliseconds promised{0}; ///< what the source's header says
    bool isPromiseEstimated = false;       ///< from its size and first frames, as of an MP3
    std::chrono::milliseconds decoded{0};  ///< what ffmpeg says it has passed on
    std::chrono::milliseconds made{0};     ///< what the header of the new file says
};

/// Why the conversion is not the whole song; empty if it is. What was decoded counts: the new file has that
/// length, and it is not less than a header promises that can know. More than promised is no fault: two songs
/// in one file.
QString whyWrongLength(const ConversionLengths &lengths);

} // namespace tandem::sync
