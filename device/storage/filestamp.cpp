// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filestamp.h"

#include <array>
#include <chrono>
#include <cstdlib>

using namespace std::chrono_literals;

namespace tandem::device {

namespace {

constexpr qint64 toNs(std::chrono::nanoseconds time)
{
    return time.count();
}

/// What a fine file system may cut off: FUSE and NTFS do not keep every nanosecond.
constexpr qint64 fineNs = toNs(1us);
constexpr qint64 shiftStepNs = toNs(15min);
constexpr qint64 mostShiftNs = toNs(26h); ///< from UTC-12 to UTC+14

/// In what steps the keeper of this time seems to count: every one of its times is a multiple of them.
qint64 stepOf(qint64 time)
{
    constexpr std::array steps = {toNs(2s), toNs(1s), toNs(10ms)};
    for (const qint64 step : steps) {
        if (time % step == 0)
            return step;
    }
    return fineNs;
}

} // namespace

bool isSameTime(qint64 set, qint64 found)
{
    const qint64 difference = std::abs(set - found);
    const qint64 step = stepOf(found);
    if (step == fineNs)
        return difference < fineNs;
    if (difference > mostShiftNs + step)
        return false;
    const qint64 rest = difference % shiftStepNs;
    return rest < step || shiftStepNs - rest < step;
}

bool isStill(const FileStamp &expected, const FileStamp &found)
{
    const bool isSameSize =
        expected.sizeBytes < 0 || found.sizeBytes < 0 || expected.sizeBytes == found.sizeBytes;
    const bool isTimeKnown = expected.modifiedNs >= 0 && found.modifiedNs >= 0;
    const bool isHashKnown = !expected.hash.isEmpty() && !found.hash.isEmpty();
    return isSameSize && (!isTimeKnown || isSameTime(expected.modifiedNs, found.modifiedNs)) &&
           (!isHashKnown || expected.hash == found.hash);
}

} // namespace tandem::device
