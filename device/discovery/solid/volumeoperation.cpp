// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "volumeoperation.h"

#include <QVariant>

namespace tandem::device {

Error volumeError(Solid::ErrorType type, const QVariant &reason, const QString &player)
{
    const bool isCancelled = type == Solid::UserCanceled;
    return {isCancelled ? ErrorCode::Cancelled : ErrorCode::MountFailed, player, reason.toString()};
}

void VolumeOperation::fail(const QString &udi, const Error &reason)
{
    if (waiting.remove(udi) && error == Error{})
        error = reason;
}

void VolumeOperation::giveUp()
{
    waiting.clear();
    if (error == Error{})
        error = {ErrorCode::DeviceStalled, name, {}};
}

} // namespace tandem::device
