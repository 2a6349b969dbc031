// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "fakemonitor.h"
#include "sync/service/syncservice.h"
#include "syncbench.h"

#include <QSignalSpy>
#include <functional>
#include <memory>

namespace tandem::sync {

/// QTRY_COMPARE would do but for a narrowing in it.
bool waitFor(const std::function<bool()> &condition);
/// Waits for so many signals, and says whether there are no more.
bool waitFor(const QSignalSpy &spy, qsizetype count);

/// A service with a library of real files, and players that are folders or that a monitor reports.
class ServiceBench
{
public:
    ServiceBench();
    ~ServiceBench();

    SyncBench &library() { return m_library; }
    SyncService &service() { return *m_service; }
    FakeMonitor &monitor() { return *m_monitor; }
    void restartService(); ///< as if the program was ended and started again

    QString location(const QString &player) const; ///< the folder that is the player
    bool has(const QString &player, const QString &path) const;
    PlayerId addFolder(const QString &name);
    /// A drive of this name, which can be unplugged.
    PlayerId plug(const QString &name);
    void unplug(const QString &name);
    bool inspect(PlayerId id);
    bool partner(PlayerId id, const PartnershipSettings &settings);
    SyncResult synchronize(PlayerId id, const SessionOptions &options = {});
    /// Starts a session that comes no further than to its first item until it is resumed or stopped.
    bool startPaused(PlayerId id);

private:
    device::PlayerAddress drive(const QString &name) const;

    SyncBench m_library;
    std::unique_ptr<FakeMonitor> m_monitor;
    std::unique_ptr<SyncService> m_service;
};

} // namespace tandem::sync
