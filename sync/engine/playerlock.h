// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "device/drive/filedescriptor.h"

#include <QString>

namespace tandem::sync {

/// Keeps the window and the command line from working on one player at once, for as long as it lives.
/// The kernel holds the lock and gives it up with the process, however that ends. The empty file stays:
/// removing it would let two hold a lock each.
class PlayerLock
{
public:
    /// Does not wait. @p dataDir: the library's. Errors: Busy (without a subject); FileNotWritable.
    static Result<PlayerLock> take(const QString &dataDir, PlayerId player);

private:
    explicit PlayerLock(device::FileDescriptor file) : m_file(std::move(file)) {}

    device::FileDescriptor m_file;
};

} // namespace tandem::sync
