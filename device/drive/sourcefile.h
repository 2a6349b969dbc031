// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "device/drive/filedescriptor.h"
#include "device/storage/devicestorage.h"

#include <QString>
#include <stop_token>
#include <sys/stat.h>
#include <vector>

namespace tandem::device {

/// How the first @p size bytes of @p stored, as far as they go, compare with those of @p source.
Likeness compareBlocks(const std::vector<char> &source, const std::vector<char> &stored, size_t size);

/// A file of this computer that is read for a player, and never written.
class SourceFile
{
public:
    /// Errors: FileMissing, FileUnreadable.
    static Result<SourceFile> open(const QString &path);

    int fd() const { return m_fd.get(); }
    qint64 sizeBytes() const { return m_status.st_size; }
    timespec modified() const { return m_status.st_mtim; }

    /// Whether it still is what was opened.
    bool isUnchanged() const;

    Error readError(int errorNumber) const;

    /// Compares it with an open file of a player, from both files' beginnings. Errors: Cancelled;
    /// FileUnreadable for this file, DeviceFailed for the player's.
    Result<Likeness> compare(int stored, std::stop_token stop) const;

private:
    QString m_path;
    FileDescriptor m_fd;
    struct stat m_status = {};
};

} // namespace tandem::device
