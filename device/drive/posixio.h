// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/drive/filedescriptor.h"

#include <QByteArray>
#include <QString>
#include <functional>
#include <sys/stat.h>
#include <sys/types.h>
#include <vector>

namespace tandem::device {

// What POSIX leaves to its callers. Functions that return -1, or a closed descriptor, leave errno behind.

QString systemMessage(int errorNumber);

inline constexpr qint64 nsPerSecond = 1'000'000'000;
/// Since 1970.
qint64 modifiedNs(const struct stat &status);

/// Opens @p path below @p root; neither ".." nor a link leads out of it, or anywhere at all.
FileDescriptor openBeneath(int root, const QByteArray &path, int flags);

/// rename(2) that fails with EEXIST rather than replace. File systems that cannot promise that themselves
/// (some FUSE ones) get a look before the leap.
int renameWithoutReplacing(int fromFolder, const char *from, int toFolder, const char *to);

/// Whether the system still knows the block device of a file system; one that has none (a network share, a
/// file system in memory: major number 0) is taken to be there.
bool hasBlockDevice(dev_t device);

/// Reads until the buffer is full or the file ends.
ssize_t readFully(int fd, char *buffer, size_t size);

/// Writes all of it.
bool writeFully(int fd, const char *data, size_t size);

/// Has the next reading of an open file come from the medium: writes out what is still on its way there, and
/// drops what the kernel remembers of it.
bool forgetCached(int fd);

/// Copies from one file to another: within the kernel where it can, through a buffer elsewhere.
class BlockCopier
{
public:
    BlockCopier(int from, int to) : m_from(from), m_to(to) {}

    /// Copies up to @p count bytes on. Returns how many; 0 at the end; -1 for an error.
    ssize_t copy(size_t count);
    /// Whether the last error was one of reading.
    bool hasReadFailed() const { return m_hasReadFailed; }

private:
    int m_from;
    int m_to;
    bool m_hasReadFailed = false;
    std::vector<char> m_buffer; ///< empty as long as the kernel copies
};

/// Calls @p visit for all that lies in @p folder, whose number stays valid meanwhile; links are not followed.
/// What vanishes meanwhile is passed over; what is there and cannot be looked at fails it all, for it is not
/// gone. Errors: FileUnreadable without the right to look, DeviceFailed; subject: the entry's name, if it is
/// one's.
Result<void> forEachEntry(FileDescriptor folder,
                          const std::function<void(const char *name, const struct stat &status)> &visit);

} // namespace tandem::device
