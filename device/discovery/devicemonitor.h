// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/playeraddress.h"

#include <QList>
#include <QObject>
#include <QStringList>
#include <memory>

namespace tandem::device {

/// Finds the players that the system sees. Lives in the main thread.
class DeviceMonitor : public QObject
{
    Q_OBJECT

public:
    /// The monitor of this system, from the module beside the program: it is loaded only where players
    /// are looked for, since it brings dozens of libraries along. Null, with a warning, if it cannot be.
    static std::unique_ptr<DeviceMonitor> create();

    /// Players that are there already are among them as soon as the monitor exists.
    /// A volume that is not mounted is there, but not reachable.
    virtual QList<PlayerAddress> players() const = 0;

    /// Identities of players that were there before. Of the volumes of a player, the one that gave it its
    /// identity then gives it again, mounted or not; without this it is known only when they are mounted.
    virtual void remember(const QStringList &identities) { Q_UNUSED(identities) }

    /// Asynchronous: mounted(). Makes all volumes of a player reachable; it is an error if afterwards the
    /// player is not. Errors: NotConnected, MountFailed, DeviceGone, DeviceStalled (no answer in a minute),
    /// Cancelled.
    virtual void mount(const QString &identity) = 0;
    /// Asynchronous: ejected(). Unmounts the player, so that it can be taken away. Errors as of mount().
    virtual void eject(const QString &identity) = 0;

Q_SIGNALS:
    /// Also when it can be reached at another place, or came back before anybody was told that it had left.
    void playerArrived(const tandem::device::PlayerAddress &player);
    void playerLeft(const QString &identity);
    void mounted(const QString &identity, const tandem::Error &error); ///< a default Error if it was
    void ejected(const QString &identity, const tandem::Error &error); ///< a default Error if it was
    /// Somebody else is about to unmount it: whoever uses it lets go now.
    void releaseRequested(const QString &identity);

protected:
    explicit DeviceMonitor(QObject *parent = nullptr) : QObject(parent) {}
};

} // namespace tandem::device
