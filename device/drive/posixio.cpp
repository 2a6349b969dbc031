// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "posixio.h"

#include <QFile>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <memory>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace tandem::device {

namespace {

constexpr size_t bufferBytes = 1 << 20;

} // namespace

QString systemMessage(int errorNumber)
{
    return QString::fromLocal8Bit(std::strerror(errorNumber));
}

qint64 modifiedNs(const struct stat &status)
{
    return status.st_mtim.tv_sec * nsPerSecond + status.st_mtim.tv_nsec;
}

FileDescriptor openBeneath(int root, const QByteArray &path, int flags)
{
    open_how how = {};
    how.flags = static_cast<__u64>(flags | O_CLOEXEC | O_NOFOLLOW);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    const QByteArray target = path.isEmpty() ? QByteArray(".") : path;
    return FileDescriptor(
        static_cast<int>(::syscall(SYS_openat2, root, target.constData(), &how, sizeof how)));
}

int renameWithoutReplacing(int fromFolder, const char *from, int toFolder, const char *to)
{
    if (::renameat2(fromFolder, from, toFolder, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL)
        return -1;
    struct stat status = {};
    if (::fstatat(toFolder, to, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    return ::renameat(fromFolder, from, toFolder, to);
}

bool hasBlockDevice(dev_t device)
{
    constexpr int none = 0;
    if (major(device) == none)
        return true;
    const QByteArray known = QByteArrayLiteral("/sys/dev/block/") + QByteArray::number(major(device)) + ':' +
                             QByteArray::number(minor(device));
    return ::access(known.constData(), F_OK) == 0 || ::access("/sys/dev/block", F_OK) != 0;
}

ssize_t readFully(int fd, char *buffer, size_t size)
{
    size_t total = 0;
    while (total < size) {
        const ssize_t got = ::read(fd, buffer + total, size - total);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        total += static_cast<size_t>(got);
    }
    return static_cast<ssize_t>(total);
}

bool writeFully(int fd, const char *data, size_t size)
{
    for (size_t total = 0; total < size;) {
        const ssize_t put = ::write(fd, data + total, size - total);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        total += static_cast<size_t>(put);
    }
    return true;
}

bool forgetCached(int fd)
{
    if (::fdatasync(fd) != 0)
        return false;
    errno = ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    return errno == 0;
}

ssize_t BlockCopier::copy(size_t count)
{
    m_hasReadFailed = false;
    if (m_buffer.empty()) {
        const ssize_t copied = ::copy_file_range(m_from, nullptr, m_to, nullptr, count, 0);
        if (copied >= 0)
            return copied;
        // EIO does not say of which side it is; the buffer finds out. The others mean that the kernel
        // does not copy between these two.
        if (errno != EIO && errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
            return -1;
        m_buffer.resize(bufferBytes);
    }
    const ssize_t got = readFully(m_from, m_buffer.data(), std::min(m_buffer.size(), count));
    m_hasReadFailed = got < 0;
    if (got > 0 && !writeFully(m_to, m_buffer.data(), static_cast<size_t>(got)))
        return -1;
    return got;
}

Result<void> forEachEntry(FileDescriptor folder,
                          const std::function<void(const char *, const struct stat &)> &visit)
{
    DIR *stream = ::fdopendir(folder.get());
    if (!stream)
        return failure(ErrorCode::DeviceFailed, {}, systemMessage(errno));
    const int fd = folder.release(); // by now the stream's
    const std::unique_ptr<DIR, int (*)(DIR *)> guard(stream, ::closedir);
    errno = 0;
    while (const dirent *entry = ::readdir(stream)) {
        if (qstrcmp(entry->d_name, ".") == 0 || qstrcmp(entry->d_name, "..") == 0)
            continue;
        struct stat status = {};
        if (::fstatat(fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
            visit(entry->d_name, status);
        else if (errno != ENOENT)
            return failure(errno == EACCES ? ErrorCode::FileUnreadable : ErrorCode::DeviceFailed,
                           QFile::decodeName(entry->d_name), systemMessage(errno));
        errno = 0;
    }
    if (errno != 0)
        return failure(ErrorCode::DeviceFailed, {}, systemMessage(errno));
    return {};
}

} // namespace tandem::device
