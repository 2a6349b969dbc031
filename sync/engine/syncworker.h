// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/devicestorage.h"
#include "device/storage/playeraddress.h"
#include "model/db/database.h"
#include "sync/engine/browse.h"
#include "sync/plan/syncplan.h"
#include "sync/players/partnership.h"
#include "sync/players/syncresult.h"
#include "sync/session/pausegate.h"
#include "sync/session/progressmeter.h"
#include "sync/session/survey.h"

#include <QObject>
#include <QTimer>
#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>

namespace tandem::sync {

/// What a look at a player found.
struct Inspection {
    bool isConnected = false;
    qint64 totalBytes = -1;
    qint64 freeBytes = -1;
    QString partnerName;       ///< of another library; empty if there is none
    device::PlayerFacts facts; ///< what the player says of itself
    Error error;               ///< why the player cannot be used, if it cannot
};

/// What becomes of a player whose partnership ends.
enum class Ending {
    Declined,  ///< it stays known
    Forgotten, ///< it leaves the library with all that is known of it
};

/// Does what touches one player. Lives in that player's thread, which its SyncEngine owns; all functions
/// are called by queued invocation, and answer with a signal. The player's storage is open only while
/// something is done with it: an open one would keep a volume from being unmounted, and an MTP player from
/// other programs. Since opening the latter takes long, it is kept for a few seconds more.
class SyncWorker : public QObject
{
    Q_OBJECT

public:
    SyncWorker(model::Database database, PlayerId player, std::shared_ptr<ProgressMeter> meter,
               std::shared_ptr<PauseGate> gate);
    ~SyncWorker() override;

    void inspect(const device::PlayerAddress &address, std::stop_token stop);
    /// The player has left: what it stops is no wish of its owner. From any thread.
    void noteLeft() { m_hasLeft = true; }
    void release(); ///< after noteLeft()
    void letGo();   ///< closes the storage at once
    void setPlayerName(const QString &name, std::stop_token stop);
    void releaseHolder(const device::PlayerAddress &address, std::stop_token stop);
    void createPartnership(const PartnershipSettings &settings, std::stop_token stop);
    /// See SyncEngine; not answered with a signal, but to the one who asked.
    Result<void> endPartnership(Ending ending, std::stop_token stop);
    void browse(const BrowseRequest &request, std::stop_token stop);
    void plan(const SessionRequest &request, std::stop_token stop, int ticket);
    void synchronize(const SessionRequest &request, std::stop_token stop);

Q_SIGNALS:
    void inspected(const tandem::sync::Inspection &inspection);
    void partnershipCreated(const tandem::Error &error); ///< a default Error if it was
    void browsed(const tandem::sync::BrowseResult &result);
    void browseFailed(const tandem::Error &error);
    void planned(const tandem::sync::SyncPlan &plan, int ticket);
    void planFailed(const tandem::Error &error, int ticket);
    void synchronized(const tandem::sync::SyncResult &result);
    void released(); ///< the answer to letGo()

private:
    model::Connection &connection();
    Result<device::DeviceStorage *> storage(const std::stop_token &stop);
    void closeSoon();
    Inspection look(const std::stop_token &stop);
    Conversions &conversions();
    SyncResult runSession(const SessionRequest &request, std::stop_token stop);

    model::Database m_database;
    PlayerId m_player;
    std::shared_ptr<ProgressMeter> m_meter;
    std::shared_ptr<PauseGate> m_gate;
    std::atomic<bool> m_hasLeft = false;
    device::PlayerAddress m_address;
    std::unique_ptr<model::Connection> m_connection; ///< made in the worker's own thread
    std::unique_ptr<device::DeviceStorage> m_storage;
    std::unique_ptr<Conversions> m_conversions;
    QTimer *m_closing = nullptr; ///< made in the worker's own thread
};

} // namespace tandem::sync

Q_DECLARE_METATYPE(tandem::sync::Inspection)
Q_DECLARE_METATYPE(tandem::sync::SyncPlan)
