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

constexpr qsizetype blockSize = 4096;

} // namespace

qint64 contentOf(QByteArrayView first, QByteArrayView middle, QByteArrayView last, qint64 sizeBytes)
{
    Mixer mixer;
    mixer.add(static_cast<quint64>(sizeBytes));
    for (const QByteArrayView block : {first, middle, last})
        mixer.add(block);
    return mixer.number();
}

qint64 contentOf(const QByteArray &path)
{
    const FileDescriptor file(::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat status = {};
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return 0;
    return contentOf(file.get(), status.st_size);
}

qint64 contentOf(int descriptor, qint64 sizeBytes)
{
    std::array<std::array<char, blockSize>, 3> blocks;
    const qint64 last = std::max<qint64>(sizeBytes - blockSize, 0);
    const std::array<qint64, 3> positions{0, std::min<qint64>(sizeBytes / 2 / blockSize * blockSize, last),
                                          last};
    std::array<QByteArrayView, 3> read;
    for (size_t i = 0; i < blocks.size(); ++i) {
        const qint64 wanted = std::min<qint64>(blockSize, sizeBytes - positions[i]);
        qint64 done = 0;
        while (done < wanted) {
            const auto count = ::pread(descriptor, blocks[i].data() + done,
                                       static_cast<size_t>(wanted - done), positions[i] + done);
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                return 0;
            done += count;
        }
        read[i] = {blocks[i].data(), static_cast<qsizetype>(wanted)};
    }
    return contentOf(read[0], read[1], read[2], sizeBytes);
}

} // namespace tandem::model
