// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "coverrules.h"

#include <QtEndian>

namespace tandem::device {

namespace {

// ITU-T T.81, table B.1
constexpr quint8 startOfImage = 0xd8;
constexpr quint8 endOfImage = 0xd9;
constexpr quint8 startOfScan = 0xda;

/// Markers that are not followed by a length: TEM and the restart markers.
bool isAlone(quint8 marker)
{
    return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

/// SOF0 to SOF15; three numbers between them mean something else: DHT, JPG, DAC.
bool isFrameHeader(quint8 marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

} // namespace

std::optional<PictureSize> jpegSize(const QByteArray &jpeg)
{
    const auto byte = [&jpeg](qsizetype at) { return static_cast<quint8>(jpeg[at]); };
    const auto number = [&jpeg](qsizetype at) { return qFromBigEndian<quint16>(jpeg.constData() + at); };
    const qsizetype size = jpeg.size();
    if (size < 2 || byte(0) != 0xff || byte(1) != startOfImage)
        return {};
    for (qsizetype at = 2; at + 1 < size;) {
        if (byte(at) != 0xff)
            return {};
        const quint8 marker = byte(at + 1);
        if (marker == 0xff) { // any number of these may stand before a marker
            ++at;
            continue;
        }
        if (marker == endOfImage || marker == startOfScan)
            return {};
        at += 2;
        if (isAlone(marker))
            continue;
        if (isFrameHeader(marker)) {
            // length, precision, lines, samples in each line
            if (at + 7 > size)
                return {};
            const PictureSize picture{.width = number(at + 5), .height = number(at + 3)};
            return picture.width > 0 && picture.height > 0 ? std::optional(picture) : std::nullopt;
        }
        if (at + 2 > size || number(at) < 2) // the length counts itself
            return {};
        at += number(at);
    }
    return {};
}

bool isCoverWithin(const CoverLimits &limits, const QByteArray &jpeg)
{
    const auto size = jpegSize(jpeg);
    return size && (limits.width == 0 || size->width <= limits.width) &&
           (limits.height == 0 || size->height <= limits.height) &&
           (limits.sizeBytes == 0 || jpeg.size() <= limits.sizeBytes);
}

} // namespace tandem::device
