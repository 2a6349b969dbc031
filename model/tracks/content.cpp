// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "content.h"

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

class Descriptor
{
public:
    explicit Descriptor(const QByteArray &path)
        : m_value(::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY))
    {
    }
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    int value() const { return m_value; }

private:
    const int m_value;
};

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
    const Descriptor file(path);
    struct stat status = {};
    if (file.value() < 0 || ::fstat(file.value(), &status) != 0 || !S_ISREG(status.st_mode))
        return 0;
    std::array<std::array<char, blockSize>, 3> blocks;
    const qint64 last = std::max<qint64>(status.st_size - blockSize, 0);
    const std::array<qint64, 3> positions{
        0, std::min<qint64>(status.st_size / 2 / blockSize * blockSize, last), last};
    std::array<QByteArrayView, 3> read;
    for (size_t i = 0; i < blocks.size(); ++i) {
        const qint64 wanted = std::min<qint64>(blockSize, status.st_size - positions[i]);
        qint64 done = 0;
        while (done < wanted) {
            const auto count = ::pread(file.value(), blocks[i].data() + done,
                                       static_cast<size_t>(wanted - done), positions[i] + done);
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                return 0;
            done += count;
        }
        read[i] = {blocks[i].data(), static_cast<qsizetype>(wanted)};
    }
    return contentOf(read[0], read[1], read[2], status.st_size);
}

} // namespace tandem::model
