// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playerlock.h"

#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

using namespace Qt::StringLiterals;

namespace tandem::sync {

Result<PlayerLock> PlayerLock::take(const QString &dataDir, PlayerId player)
{
    // QLockFile would not do: killed before it has written its process id, it locks for ever.
    const QString path = u"%1/player-%2.lock"_s.arg(dataDir).arg(player.value);
    device::FileDescriptor file(
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return failure(ErrorCode::FileNotWritable, path, qt_error_string(errno));
    if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0)
        return PlayerLock(std::move(file));
    if (errno == EWOULDBLOCK)
        return failure(ErrorCode::Busy);
    return failure(ErrorCode::FileNotWritable, path, qt_error_string(errno));
}

} // namespace tandem::sync
