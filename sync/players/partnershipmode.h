// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtTypes>

namespace tandem::sync {

/// How a player is filled: by itself, as its partnership says, or by hand.
enum class PartnershipMode { Automatic, Manual };

/// What to suggest for a player that is connected for the first time: automatic if it holds more than 4 GB
/// and the whole library fits on it. -1 is an unknown size, of which nothing can be expected.
PartnershipMode suggestMode(qint64 totalBytes, qint64 libraryBytes);

} // namespace tandem::sync
