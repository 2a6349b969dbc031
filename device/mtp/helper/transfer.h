// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/helper/line.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <functional>
#include <libmtp.h>
#include <sys/stat.h>

namespace tandem::device::mtp {

/// A file of the computer while it is being sent. libmtp believes that it has the announced size to its end,
/// and turns in circles if it has not.
class SourceWatch
{
public:
    /// Goes to the beginning of @p file.
    SourceWatch(int file, qint64 expectedBytes);

    /// Whether it has the expected size and was not written to.
    bool isAsExpected() const;

    int file() const { return m_file; }

    /// Whether what was to be sent next can be read.
    bool isReadable() const;

    uint64_t expectedBytes() const { return static_cast<uint64_t>(m_expectedBytes); }

private:
    int m_file;
    qint64 m_expectedBytes;
    struct stat m_before = {};
};

/// Follows a transfer to the player. What goes over is read once more right behind libmtp, which asks for it
/// itself: from memory.
class SendProgress
{
public:
    SendProgress(Line &line, const SourceWatch &source) : m_line(line), m_source(source) {}

    /// A LIBMTP_progressfunc_t whose data is a SendProgress.
    static int callback(uint64_t sent, uint64_t total, const void *data);

    bool isCancelled() const { return m_isCancelled; }

    /// See FileStamp; of what is there to be sent, when all of it was.
    QByteArray hash();

private:
    int advance(uint64_t sent);
    void hashUpTo(uint64_t end);

    Line &m_line;
    const SourceWatch &m_source;
    uint64_t m_sent = 0;
    uint64_t m_hashed = 0;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    bool m_isCancelled = false;
};

/// Follows a transfer from the player.
class ReceiveProgress
{
public:
    using Take = std::function<bool(const char *data, size_t size)>;

    ReceiveProgress(Line &line, const Take &take) : m_line(line), m_take(take) {}

    static int callback(uint64_t received, uint64_t total, const void *data);
    /// A MTPDataPutFunc.
    static uint16_t handler(void *parameters, void *data, uint32_t size, unsigned char *bytes,
                            uint32_t *taken);

    bool isCancelled() const { return m_isCancelled; }
    bool hasEnough() const { return m_hasEnough; }

private:
    Line &m_line;
    const Take &m_take;
    bool m_isCancelled = false;
    bool m_hasEnough = false;
};

} // namespace tandem::device::mtp
