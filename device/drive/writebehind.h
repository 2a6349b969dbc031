// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/drive/filedescriptor.h"

#include <QtTypes>
#include <deque>

namespace tandem::device {

/// Keeps what was written, but has not reached the medium, small: as much as the medium takes in about a
/// quarter of a second. The kernel would buffer minutes of a slow stick's work, which nobody could stop then
/// and no progress would tell of. A fast medium is not waited for, and files of less than 512 KB are not
/// minded. See sync_file_range(2); an error of the medium is left to the next flush.
class WriteBehind
{
public:
    /// Bytes were written to an open file: has them on their way, and waits for older ones if need be.
    void wrote(int file, qint64 offset, qint64 bytes);

    /// All has reached the medium.
    void flushed();

    qint64 pendingBytes() const { return m_pendingBytes; }

private:
    struct Range {
        FileDescriptor file; ///< stays open when its writer has closed it
        qint64 offset = 0;
        qint64 bytes = 0;
    };

    void waitForOldest();

    std::deque<Range> m_ranges;
    qint64 m_pendingBytes = 0;
    qint64 m_limitBytes = 1 << 20;
};

} // namespace tandem::device
