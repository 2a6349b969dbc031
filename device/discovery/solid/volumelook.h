// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/discovery/playergroups.h"

#include <QMutex>
#include <QObject>
#include <QThreadPool>
#include <chrono>
#include <functional>

namespace tandem::device {

/// What lies at the top of the volume mounted at @p mountPoint. Blocks for as long as the drive does.
VolumeMarks marksAt(const QString &mountPoint);

/// Looks at volumes that were mounted, in threads of its own: a drive that hangs must not stop the window.
/// Lives in the main thread; the destructor waits for looks that are under way.
class VolumeLook : public QObject
{
    Q_OBJECT

public:
    using Look = std::function<VolumeMarks(const QString &mountPoint)>;

    /// @p look is called in other threads.
    explicit VolumeLook(Look look, QObject *parent = nullptr);

    /// Asynchronous: looked().
    void begin(const QString &udi, const QString &mountPoint);
    /// Waits for all that were begun, no longer than @p limit, and tells at once of those that are done.
    void await(std::chrono::milliseconds limit);

Q_SIGNALS:
    void looked(const QString &udi, const QString &mountPoint, const tandem::device::VolumeMarks &marks);

private:
    struct Found {
        QString udi;
        QString mountPoint;
        VolumeMarks marks;
    };

    void tell();

    Look m_look;
    QMutex m_mutex;       ///< guards m_found
    QList<Found> m_found; ///< not told yet
    QThreadPool m_threads;
};

} // namespace tandem::device
