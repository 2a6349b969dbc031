// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

namespace tandem::sync {

/// Whether there is no use in asking the player for anything more. Each answer that does not come would be
/// waited for.
constexpr bool isOutOfReach(ErrorCode code)
{
    return code == ErrorCode::DeviceGone || code == ErrorCode::DeviceStalled ||
           code == ErrorCode::NotConnected;
}

/// Whether no other item of a session will fare better: the player is out of reach, or wants something of its
/// owner first; or the session was stopped.
constexpr bool endsSession(ErrorCode code)
{
    return isOutOfReach(code) || code == ErrorCode::Cancelled || code == ErrorCode::DeviceLocked ||
           code == ErrorCode::DeviceHeld;
}

} // namespace tandem::sync
