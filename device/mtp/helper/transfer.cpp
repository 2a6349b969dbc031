// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "transfer.h"

#include <algorithm>
#include <array>
#include <unistd.h>

namespace tandem::device::mtp {

SourceWatch::SourceWatch(int file, qint64 expectedBytes) : m_file(file), m_expectedBytes(expectedBytes)
{
    ::lseek(m_file, 0, SEEK_SET);
    ::fstat(m_file, &m_before);
}

bool SourceWatch::isAsExpected() const
{
    struct stat now = {};
    return ::fstat(m_file, &now) == 0 && now.st_size == m_expectedBytes &&
           now.st_mtim.tv_sec == m_before.st_mtim.tv_sec && now.st_mtim.tv_nsec == m_before.st_mtim.tv_nsec;
}

bool SourceWatch::isReadable() const
{
    const off_t position = ::lseek(m_file, 0, SEEK_CUR);
    char byte = 0;
    return position >= m_expectedBytes || ::pread(m_file, &byte, 1, position) == 1;
}

int SendProgress::callback(uint64_t sent, uint64_t, const void *data)
{
    // libmtp passes on unchanged what it was given, and that was not constant.
    return const_cast<SendProgress *>(static_cast<const SendProgress *>(data))->advance(sent);
}

int SendProgress::advance(uint64_t sent)
{
    const uint64_t now = std::min(sent, m_source.expectedBytes()); // libmtp counts its headers, too
    // Nothing went over: the file has become shorter, and libmtp would ask for the rest of it for ever.
    if (now <= m_sent && !m_source.isAsExpected())
        return 1;
    m_line.progress(static_cast<qint64>(now - std::min(m_sent, now)));
    m_sent = now;
    hashUpTo(now);
    m_isCancelled = m_line.isCancelled();
    return m_isCancelled ? 1 : 0;
}

QByteArray SendProgress::hash()
{
    hashUpTo(m_source.expectedBytes());
    return m_hashed == m_source.expectedBytes() ? m_hash.result() : QByteArray();
}

void SendProgress::hashUpTo(uint64_t end)
{
    std::array<char, 64 << 10> block;
    while (m_hashed < end) {
        const ssize_t got =
            ::pread(m_source.file(), block.data(), std::min<size_t>(block.size(), end - m_hashed),
                    static_cast<off_t>(m_hashed));
        if (got <= 0)
            return;
        m_hash.addData(QByteArrayView(block.data(), got));
        m_hashed += static_cast<uint64_t>(got);
    }
}

int ReceiveProgress::callback(uint64_t, uint64_t, const void *data)
{
    auto *progress = const_cast<ReceiveProgress *>(static_cast<const ReceiveProgress *>(data));
    progress->m_line.alive();
    progress->m_isCancelled = progress->m_line.isCancelled();
    return progress->m_isCancelled ? 1 : 0;
}

uint16_t ReceiveProgress::handler(void *, void *data, uint32_t size, unsigned char *bytes, uint32_t *taken)
{
    auto *progress = static_cast<ReceiveProgress *>(data);
    *taken = size;
    if (!progress->m_take(reinterpret_cast<const char *>(bytes), size)) {
        progress->m_hasEnough = true;
        return LIBMTP_HANDLER_RETURN_CANCEL;
    }
    return LIBMTP_HANDLER_RETURN_OK;
}

} // namespace tandem::device::mtp
