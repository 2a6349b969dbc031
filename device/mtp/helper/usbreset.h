// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/usbdevice.h"

namespace tandem::device::mtp {

/// Resets a player whose program was ended in the middle of a transfer. Until then it takes what comes next,
/// even the opening of a session, for the rest of the file. To be called before the player is opened. The
/// cancel request of the still image class would be the polite way, but comes too late there: umtp-responder
/// answers it by leaving the bus. The player keeps its address.
void resetPlayer(const UsbDevice &device);

} // namespace tandem::device::mtp
