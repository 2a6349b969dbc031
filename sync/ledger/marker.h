// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>
#include <optional>

namespace tandem::device {
class DeviceStorage;
}

namespace tandem::sync {

/// The file on the player that names its partner, so that another library's player is recognised.
struct Marker {
    QString libraryId;
    QString libraryName; ///< as people know it, e.g. "user on workstation"
    QString playerUuid;  ///< given to the player by its first partnership
    int partnershipIndex = 0;
    qint64 generation = 0; ///< of the last session that was closed properly

    friend bool operator==(const Marker &, const Marker &) = default;
};

inline constexpr auto markerPath = ".tandem/partner.json";

/// What people call this library: "user on laptop".
QString libraryName();

QByteArray formatMarker(const Marker &marker);

/// Errors: MarkerDamaged. Texts are bounded, since another program may have written it.
Result<Marker> parseMarker(const QByteArray &data);

/// Whether @p data is what an interruption left of writing this marker, as it can on an MTP player that does
/// not rename.
bool isCutOff(const QByteArray &data, const Marker &marker);

/// The player's marker; nullopt if it has none. Errors: MarkerDamaged, and those of the storage; DeviceFailed
/// if it is there and could not be found.
Result<std::optional<Marker>> readMarker(device::DeviceStorage &storage);

} // namespace tandem::sync
