// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sectordifference.h"

#include "device/drive/posixio.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>
#include <unistd.h>
#include <vector>

namespace tandem::device {

namespace {

constexpr qint64 blockBytes = 256 * sectorBytes; ///< between two looks at the stop token

/// Whether the buffer could be filled from @p offset on; a file that ends earlier sets errno to 0.
bool readAt(int fd, qint64 offset, std::span<char> buffer)
{
    while (!buffer.empty()) {
        errno = 0;
        const ssize_t got = ::pread(fd, buffer.data(), buffer.size(), offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        buffer = buffer.subspan(static_cast<size_t>(got));
        offset += got;
    }
    return true;
}

class Comparison
{
public:
    Comparison(int stored, const SourceFile &source) : m_stored(stored), m_source(source) {}

    const SectorDifference &difference() const { return m_difference; }

    Result<void> compareBlock(qint64 offset)
    {
        const auto length = static_cast<size_t>(std::min(blockBytes, m_source.sizeBytes() - offset));
        const std::span<char> ours(m_ours.data(), length);
        const std::span<char> theirs(m_theirs.data(), length);
        if (!readAt(m_source.fd(), offset, ours))
            return std::unexpected(sourceError());
        if (!readAt(m_stored, offset, theirs))
            return failure(ErrorCode::DeviceFailed, {}, systemMessage(errno));
        if (std::memcmp(ours.data(), theirs.data(), length) != 0)
            compareSectors(offset, ours, theirs);
        return {};
    }

private:
    Error sourceError() const
    {
        const int errorNumber = errno;
        Error error = m_source.readError(errorNumber);
        if (errorNumber == 0) // it has become shorter
            error.code = ErrorCode::FileChanged;
        return error;
    }

    void compareSectors(qint64 offset, std::span<const char> ours, std::span<const char> theirs)
    {
        for (size_t at = 0; at < ours.size(); at += sectorBytes) {
            const size_t length = std::min(static_cast<size_t>(sectorBytes), ours.size() - at);
            if (std::memcmp(ours.data() + at, theirs.data() + at, length) == 0)
                continue;
            if (m_difference.kind != SectorDifference::Kind::None) {
                m_difference.kind = SectorDifference::Kind::More;
                return;
            }
            m_difference = {SectorDifference::Kind::OneSector, offset + static_cast<qint64>(at),
                            QByteArray(ours.data() + at, static_cast<qsizetype>(length))};
        }
    }

    int m_stored;
    const SourceFile &m_source;
    SectorDifference m_difference;
    std::vector<char> m_ours = std::vector<char>(blockBytes);
    std::vector<char> m_theirs = std::vector<char>(blockBytes);
};

} // namespace

Result<SectorDifference> findDifference(int stored, const SourceFile &source, std::stop_token stop)
{
    Comparison comparison(stored, source);
    const qint64 blocks = (source.sizeBytes() + blockBytes - 1) / blockBytes;
    for (qint64 i = 0; i < blocks; ++i) {
        if (stop.stop_requested())
            return cancelled();
        const qint64 block = i == 0 ? blocks - 1 : i - 1;
        if (auto compared = comparison.compareBlock(block * blockBytes); !compared)
            return std::unexpected(compared.error());
        if (comparison.difference().kind == SectorDifference::Kind::More)
            break;
    }
    return comparison.difference();
}

} // namespace tandem::device
