// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/storage/devicestorage.h"
#include "sync/conversion/conversioncache.h"
#include "sync/ledger/ledgerrepository.h"
#include "sync/plan/syncplan.h"
#include "sync/session/pausegate.h"
#include "sync/session/progressmeter.h"

#include <QHash>
#include <QSet>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace tandem::sync {

class PlanConversions;

/// What carrying out a plan did.
struct RunReport {
    qint64 copied = 0;
    qint64 converted = 0; ///< of the copied
    qint64 moved = 0;
    qint64 removed = 0;
    qint64 noFit = 0;       ///< the player was full earlier than it had said
    qint64 bytesCopied = 0; ///< of files sent whole
    QSet<TrackId> didNotFit;
    QHash<TrackId, std::chrono::milliseconds>
        lengths;          ///< of songs that were decoded, as they turned out to be
    QSet<TrackId> failed; ///< to be brought to the player or given another place there
    QList<Error> errors;  ///< one per item that failed
    Error end;            ///< Cancelled, or what made going on impossible; otherwise hasEnded is false
    bool hasEnded = false;
    bool isUnsettled = false; ///< what became of the last batch the next session has to find out
};

/// Carries out a plan, in batches. Before a batch the ledger notes as pending what is about to appear;
/// after it, when the storage has made sure of it, as placed. Killed in between, the next session finds
/// the pending entries and looks at what became of them. The entry of a file that is moved stays beside the
/// pending one of its new place until then. A failing item is noted and the run goes on.
///
/// A replacement that differs from the old copy in one sector only is written in place (patched); it counts
/// as copied, with no bytes.
class SyncRunner
{
public:
    SyncRunner(device::DeviceStorage &storage, LedgerRepository &ledger, PlayerId player,
               ProgressMeter &meter, std::stop_token stop);

    /// What the player is told of a track along with its file.
    void setTags(std::function<device::MediaTags(TrackId)> tagsOf) { m_tagsOf = std::move(tagsOf); }
    /// False for players that give files times of their own: those are noted once they are known.
    void setKeepingTimes(bool isKeeping) { m_isKeepingTimes = isKeeping; }
    /// Compares every file with its source, once its batch is on the medium.
    void setVerifying(bool isVerifying) { m_isVerifying = isVerifying; }

    /// Waits at @p gate before each item.
    void setPauseGate(std::shared_ptr<PauseGate> gate) { m_gate = std::move(gate); }

    /// Where the files come from that are copied in another form; must outlive the run.
    void setConversions(PlanConversions *conversions) { m_conversions = conversions; }

    RunReport run(const SyncPlan &plan);

private:
    using Actions = std::span<const PlanAction>;

    /// A file that was brought to the player.
    struct Brought {
        device::FileStamp stamp;
        bool isWhole = true; ///< false: its old copy was brought up to date in place
    };
    /// One that is to be read back.
    struct Sent {
        QString path;
        QString file; ///< of this computer
        TrackId track;
    };

    void runBatch(Actions batch);
    Result<void> noteIntents(Actions batch);
    LedgerEntry intentOf(const PlanAction &action) const;
    void verifySent();
    void perform(const PlanAction &action);
    Result<void> waitWhilePaused();
    void copy(const PlanAction &action);
    void copyConverted(const PlanAction &action);
    void copyFile(const PlanAction &action, const QString &file);
    void passOver(const PlanAction &action);
    void forgetIntent(const PlanAction &action);
    Result<Brought> bring(const PlanAction &action, const QString &file);
    Result<void> noteSent(const PlanAction &action, const LedgerEntry &entry);
    device::Parcel parcelOf(const PlanAction &action, const QString &file) const;
    /// See DeviceStorage::setNext().
    std::optional<device::Parcel> nextParcel();
    void move(const PlanAction &action);
    void copyInsteadOfMoving(const PlanAction &action);
    void remove(const PlanAction &action);
    bool isStuck(const PlanAction &action) const;
    void fail(const PlanAction &action, const Error &error);
    void fail(TrackId track, const Error &error);
    void end(const Error &error);
    void endUnsettled(const Error &error);
    bool isMissing(const QString &path) const;
    bool hasRoomFor(const PlanAction &action);

    device::DeviceStorage &m_storage;
    LedgerRepository &m_ledger;
    PlayerId m_player;
    ProgressMeter &m_meter;
    std::stop_token m_stop;
    std::function<device::MediaTags(TrackId)> m_tagsOf;
    std::shared_ptr<PauseGate> m_gate;
    PlanConversions *m_conversions = nullptr;
    bool m_isVerifying = false;
    const PlanAction *m_next = nullptr; ///< what follows the action at hand, in the same batch
    /// What was made of m_next in advance, and which one it was then.
    device::Parcel m_parcel;
    const PlanAction *m_parcelFor = nullptr;
    RunReport m_report;
    std::vector<LedgerEntry> m_placed;      ///< of this batch
    std::vector<QString> m_gone;            ///< paths of this batch that the ledger forgets
    std::vector<Sent> m_sent;               ///< of this batch
    std::vector<CachedFile> m_made;         ///< what m_sent was made of stays as long
    QHash<QString, LedgerEntry> m_replaced; ///< what was noted of what this batch replaces, by path
    qint64 m_begunNs = 0;
    bool m_isKeepingTimes = true;
    QSet<QString> m_stuck; ///< paths whose files could not be removed or moved away
    bool m_wasFull = false;
    int m_failuresInARow = 0;
};

} // namespace tandem::sync
