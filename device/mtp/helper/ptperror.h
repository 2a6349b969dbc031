// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QString>
#include <QStringList>

namespace tandem::device::mtp {

/// What a player's or the transport's answer means to Tandem.
struct PtpFailure {
    ErrorCode code = ErrorCode::DeviceFailed;
    bool isUnknown = true;      ///< libmtp said nothing that tells
    bool isSessionLost = false; ///< transport: nothing more will work until the player is opened anew
    bool isStaleHandle = false; ///< the object is not what or where it was
    bool isUnsupported = false;
    QString detail; ///< what libmtp said
};

/// @p texts: libmtp's error stack, which carries the numbers of PTP in words only ("PTP Layer error 200c:
/// ...").
PtpFailure ptpFailure(const QStringList &texts);

} // namespace tandem::device::mtp
