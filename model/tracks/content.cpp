// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "content.h"

#include "base/filedescriptor.h"
#include "model/tracks/mixer.h"

#include <QByteArray>
#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tandem::model {

namespace {

constexpr qint64 blockSize = 4096;

/// Fills @p to from there on; false if the file cannot be read or has ended.
bool readBlock(int file, qint64 position, std::span<char> to)
{
    while (!to.empty()) {
        const auto count = ::pread(file, to.data(), to.size(), position);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        position += count;
        to = to.subspan(static_cast<size_t>(count));
    }
    return true;
}

} // namespace

qint64 contentOf(const QByteArray &path)
{
    const FileDescriptor file(::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat status = {};
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return 0;
    return contentOf(status.st_size, [&file](qint64 position, std::span<char> to) {
        return readBlock(file.get(), position, to);
    });
}

qint64 contentOf(qint64 sizeBytes, const std::function<bool(qint64 position, std::span<char> to)> &read)
{
    Mixer mixer;
    mixer.add(static_cast<quint64>(sizeBytes));
    std::array<char, blockSize> buffer;
    const qint64 last = std::max<qint64>(sizeBytes - blockSize, 0);
    for (const qint64 position : {qint64(0), std::min(sizeBytes / 2 / blockSize * blockSize, last), last}) {
        const auto block =
            std::span(buffer).first(static_cast<size_t>(std::min(blockSize, sizeBytes - position)));
        if (!read(position, block))
            return 0;
        mixer.add(QByteArrayView(block.data(), std::ssize(block)));
    }
    return mixer.number();
}

} // namespace tandem::model
