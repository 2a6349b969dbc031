// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <optional>

namespace tandem::device {

// Which cover pictures a player is sent. Pure functions.

/// In pixels.
struct PictureSize {
    quint32 width = 0;
    quint32 height = 0;

    friend bool operator==(const PictureSize &, const PictureSize &) = default;
};

/// What the frame header of a JPEG picture says (ITU-T T.81, B.2.2). Nothing for what is no JPEG, is cut off
/// before that header, or says its height only after the first scan.
std::optional<PictureSize> jpegSize(const QByteArray &jpeg);

/// The largest pictures that a player takes; 0 where it does not say.
struct CoverLimits {
    quint32 width = 0;
    quint32 height = 0;
    qint64 sizeBytes = 0;
};

/// Whether this is a JPEG picture within the limits.
bool isCoverWithin(const CoverLimits &limits, const QByteArray &jpeg);

} // namespace tandem::device
