// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "writebehind.h"

#include <algorithm>
#include <chrono>
#include <fcntl.h>

using namespace std::chrono_literals;

namespace tandem::device {

namespace {

constexpr qint64 leastLimitBytes = 1 << 20;
constexpr qint64 mostLimitBytes = 256 << 20;
constexpr size_t maxRanges = 64; ///< each holds a file open
/// Small files are left to the kernel, which writes many of them together.
constexpr qint64 leastRangeBytes = 512 << 10;

// Waiting so long for the oldest range means that the medium is hardly behind, or far behind.
constexpr auto shortWait = 20ms;
constexpr auto longWait = 100ms;

} // namespace

void WriteBehind::wrote(int file, qint64 offset, qint64 bytes)
{
    if (bytes < leastRangeBytes || ::sync_file_range(file, offset, bytes, SYNC_FILE_RANGE_WRITE) != 0)
        return; // or a file system without that
    m_ranges.push_back({FileDescriptor(::fcntl(file, F_DUPFD_CLOEXEC, 0)), offset, bytes});
    m_pendingBytes += bytes;
    while (!m_ranges.empty() && (m_pendingBytes > m_limitBytes || m_ranges.size() > maxRanges))
        waitForOldest();
}

void WriteBehind::waitForOldest()
{
    const Range &oldest = m_ranges.front();
    const auto start = std::chrono::steady_clock::now();
    ::sync_file_range(oldest.file.get(), oldest.offset, oldest.bytes,
                      SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
    const auto waited = std::chrono::steady_clock::now() - start;
    if (waited < shortWait)
        m_limitBytes = std::min(2 * m_limitBytes, mostLimitBytes);
    else if (waited > longWait)
        m_limitBytes = std::max(m_limitBytes / 2, leastLimitBytes);
    m_pendingBytes -= oldest.bytes;
    m_ranges.pop_front();
}

void WriteBehind::flushed()
{
    m_ranges.clear();
    m_pendingBytes = 0;
}

} // namespace tandem::device
