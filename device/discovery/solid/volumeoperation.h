// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QSet>
#include <QString>
#include <QTimer>
#include <Solid/SolidNamespace>

namespace tandem::device {

/// What Solid reports when mounting or unmounting did not work. Dismissing the question for a password is
/// Cancelled.
Error volumeError(Solid::ErrorType type, const QVariant &reason, const QString &player);

/// Mounting or unmounting all volumes of a player: which of them have not answered yet, and what went wrong.
/// SolidDeviceMonitor begins it, tells it what happens to the volumes, and ends it when it isOver().
class VolumeOperation
{
public:
    enum class Kind { Mount, Eject };

    Kind kind = Kind::Mount;
    QString identity;
    QString name;          ///< of the player
    QSet<QString> volumes; ///< UDIs of all that are concerned
    QSet<QString> waiting; ///< those that have not answered
    Error error;           ///< the first; a default Error if all went well
    QTimer limit;

    bool isOver() const { return waiting.isEmpty(); }

    void done(const QString &udi) { waiting.remove(udi); }
    void fail(const QString &udi, const Error &reason);
    /// None of those that are waiting is going to answer.
    void giveUp();
};

} // namespace tandem::device
