// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sourcefile.h"

#include "device/drive/posixio.h"

#include <QFile>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <vector>

namespace tandem::device {

namespace {

constexpr size_t bufferBytes = 1 << 20;
constexpr size_t blockBytes = 4096; ///< the smallest unit that a file system leaves unwritten

Error sourceError(int errorNumber, const QString &path)
{
    const ErrorCode code =
        errorNumber == ENOENT || errorNumber == ENOTDIR ? ErrorCode::FileMissing : ErrorCode::FileUnreadable;
    return {code, path, systemMessage(errorNumber)};
}

bool isZero(const char *data, size_t size)
{
    return std::all_of(data, data + size, [](char c) { return c == 0; });
}

} // namespace

Likeness compareBlocks(const std::vector<char> &source, const std::vector<char> &stored, size_t size)
{
    Likeness likeness = Likeness::Identical;
    for (size_t at = 0; at < size; at += blockBytes) {
        const size_t length = std::min(blockBytes, size - at);
        if (std::memcmp(source.data() + at, stored.data() + at, length) == 0)
            continue;
        if (!isZero(stored.data() + at, length))
            return Likeness::Different;
        likeness = Likeness::Torn;
    }
    return likeness;
}

Result<SourceFile> SourceFile::open(const QString &path)
{
    SourceFile source;
    source.m_path = path;
    source.m_fd =
        FileDescriptor(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!source.m_fd.isOpen() || ::fstat(source.fd(), &source.m_status) != 0)
        return std::unexpected(sourceError(errno, path));
    if (!S_ISREG(source.m_status.st_mode))
        return failure(ErrorCode::FileUnreadable, path);
    return source;
}

bool SourceFile::isUnchanged() const
{
    struct stat now = {};
    return ::fstat(fd(), &now) == 0 && now.st_size == m_status.st_size &&
           now.st_mtim.tv_sec == m_status.st_mtim.tv_sec && now.st_mtim.tv_nsec == m_status.st_mtim.tv_nsec;
}

Error SourceFile::readError(int errorNumber) const
{
    return sourceError(errorNumber, m_path);
}

Result<Likeness> SourceFile::compare(int stored, std::stop_token stop) const
{
    struct stat status = {};
    if (::fstat(stored, &status) != 0)
        return failure(ErrorCode::DeviceFailed, m_path, systemMessage(errno));
    if (!S_ISREG(status.st_mode) || status.st_size > sizeBytes())
        return Likeness::Different;

    std::vector<char> ours(bufferBytes);
    std::vector<char> theirs(bufferBytes);
    Likeness likeness = status.st_size == sizeBytes() ? Likeness::Identical : Likeness::Torn;
    while (true) {
        if (stop.stop_requested())
            return cancelled();
        const ssize_t got = readFully(stored, theirs.data(), theirs.size());
        if (got < 0)
            return failure(ErrorCode::DeviceFailed, m_path, systemMessage(errno));
        if (got == 0)
            return likeness;
        if (readFully(fd(), ours.data(), static_cast<size_t>(got)) != got)
            return std::unexpected(sourceError(EIO, m_path));
        const Likeness block = compareBlocks(ours, theirs, static_cast<size_t>(got));
        if (block == Likeness::Different)
            return block;
        if (block == Likeness::Torn)
            likeness = block;
    }
}

} // namespace tandem::device
