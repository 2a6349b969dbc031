// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/discovery/playergroups.h"

#include <Solid/Device>
#include <optional>

namespace tandem::device {

/// What Solid says of a volume or a media player as a plain value, its marks aside; nothing if it is neither.
/// Asks only what Solid remembers, or what the system's services answer at once.
std::optional<SeenDevice> describe(const Solid::Device &device);

} // namespace tandem::device
