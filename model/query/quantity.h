// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringView>
#include <optional>

namespace tandem::model {

/// An amount that a person wrote with a unit ("90min", "1.5GB"), in the smallest unit.
struct Quantity {
    qint64 amount = 0;      ///< seconds or bytes
    qint64 granularity = 1; ///< the smallest unit that was named, in the same measure
};

/// Seconds: s, min, h and d, also joined ("1h30min"), or a clock's "4:30" and "1:02:03". Without a unit
/// only if @p isUnitNeeded is false; then they are seconds. nullopt if it is no duration or too long.
std::optional<Quantity> parseDuration(QStringView text, bool isUnitNeeded);

/// Bytes: B, KB, MB, GB and TB are powers of 1000; KiB, MiB, GiB and TiB powers of 1024. Without a unit
/// only if @p isUnitNeeded is false; then they are bytes. nullopt if it is no size or too large.
std::optional<Quantity> parseSize(QStringView text, bool isUnitNeeded);

/// Digits and nothing else; nullopt if it is no whole number or too large.
std::optional<qint64> parseWholeNumber(QStringView text);

} // namespace tandem::model
