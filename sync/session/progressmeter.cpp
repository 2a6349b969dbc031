// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "progressmeter.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace tandem::sync {

namespace {

constexpr auto speedWindow = 5s;
/// What the opening, closing and naming of an item weigh, in bytes of content.
constexpr qint64 itemWeightBytes = 64 << 10;

} // namespace

void ProgressMeter::begin(qint64 items, qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    m_progress = {.itemsTotal = items, .bytesTotal = bytes};
    m_itemBytes = m_itemBytesDone = m_bytesWritten = 0;
    m_isFinished = false;
    m_samples.clear();
}

void ProgressMeter::setPhase(SyncProgress::Phase phase)
{
    const std::lock_guard lock(m_mutex);
    m_progress.phase = phase;
}

void ProgressMeter::startItem(const QString &path, qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    m_progress.currentItem = path;
    m_itemBytes = bytes;
    m_itemBytesDone = 0;
}

void ProgressMeter::addBytes(qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    m_bytesWritten += bytes;
    const qint64 counted = std::min(bytes, m_itemBytes - m_itemBytesDone);
    m_itemBytesDone += counted;
    m_progress.bytesDone += counted;
}

void ProgressMeter::finishItem()
{
    const std::lock_guard lock(m_mutex);
    m_progress.bytesDone += m_itemBytes - m_itemBytesDone;
    m_itemBytesDone = m_itemBytes;
    ++m_progress.itemsDone;
}

void ProgressMeter::finish()
{
    const std::lock_guard lock(m_mutex);
    m_isFinished = true;
    m_progress.phase = SyncProgress::Phase::Finishing;
    m_progress.currentItem.clear();
}

qint64 ProgressMeter::work(qint64 items, qint64 bytes) const
{
    return bytes + items * itemWeightBytes;
}

SyncProgress ProgressMeter::snapshot(Clock::time_point now)
{
    const std::lock_guard lock(m_mutex);
    m_samples.push_back({now, m_bytesWritten});
    while (m_samples.size() > 2 && now - m_samples.front().time > speedWindow)
        m_samples.pop_front();

    const std::chrono::duration<double> window = now - m_samples.front().time;
    const double written = static_cast<double>(m_bytesWritten - m_samples.front().bytes);
    m_progress.bytesPerSecond = window.count() > 0 ? written / window.count() : 0;
    m_progress.secondsLeft =
        m_progress.bytesPerSecond > 0
            ? static_cast<double>(m_progress.bytesTotal - m_progress.bytesDone) / m_progress.bytesPerSecond
            : -1;

    const qint64 total = work(m_progress.itemsTotal, m_progress.bytesTotal);
    const qint64 done = work(m_progress.itemsDone, m_progress.bytesDone);
    // The last percent is for closing the ledger and waiting for the medium.
    const int percent = m_isFinished ? 100
                        : total > 0  ? static_cast<int>(std::min<qint64>(99, done * 100 / total))
                                     : 0;
    m_progress.percent = std::max(m_progress.percent, percent);
    return m_progress;
}

} // namespace tandem::sync
