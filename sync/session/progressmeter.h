// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sync/players/syncresult.h"

#include <chrono>
#include <deque>
#include <mutex>

namespace tandem::sync {

/// Counts what an operation has done. The worker's thread counts, any thread takes snapshots.
class ProgressMeter
{
public:
    using Clock = std::chrono::steady_clock;

    /// Starts anew with so much to do.
    void begin(qint64 items, qint64 bytes);
    void setPhase(SyncProgress::Phase phase);
    void startItem(const QString &path, qint64 bytes);
    void addBytes(qint64 bytes);
    /// What was not written of the item (it failed, or was removed) counts as done.
    void finishItem();
    void finish(); ///< everything done: 100 percent

    /// Take one about five times a second: the speed is that over the last few seconds of snapshots.
    SyncProgress snapshot(Clock::time_point now = Clock::now());

private:
    struct Sample {
        Clock::time_point time;
        qint64 bytes;
    };

    qint64 work(qint64 items, qint64 bytes) const;

    std::mutex m_mutex;
    SyncProgress m_progress;
    qint64 m_itemBytes = 0;     ///< of the current item
    qint64 m_itemBytesDone = 0; ///< of the current item
    qint64 m_bytesWritten = 0;  ///< really written: what the speed counts
    bool m_isFinished = false;
    std::deque<Sample> m_samples;
};

} // namespace tandem::sync
