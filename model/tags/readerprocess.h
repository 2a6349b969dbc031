// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/filedescriptor.h"
#include "model/tags/readprotocol.h"

#include <QString>
#include <chrono>
#include <memory>
#include <span>
#include <stop_token>
#include <sys/types.h>

namespace tandem::model {

/// What a helper may take to read one file.
struct ReadLimits {
    qint64 memoryBytes = 256 << 20; ///< beside what the program itself maps
    qint64 stackBytes = 8 << 20;
    std::chrono::seconds processorTime{5};
    std::chrono::milliseconds patience{30'000}; ///< without an answer; a drive may have to start up first
};

/// A running tandem-read: the one place where what strangers wrote is parsed. It may crash and is ended when
/// it does not answer; it also ends when the other end of its socket is closed, so none outlives the program.
/// Used by one thread at a time.
class ReaderProcess
{
public:
    /// Errors: HelperMissing, if it cannot be started.
    static Result<std::unique_ptr<ReaderProcess>> start(const QString &program, const ReadLimits &limits);
    ~ReaderProcess();

    ReaderProcess(const ReaderProcess &) = delete;
    ReaderProcess &operator=(const ReaderProcess &) = delete;

    /// False if it is gone.
    bool ask(ReadKind kind, std::span<const QByteArray> paths);

    /// The next answer. After an error, the process is of no more use.
    /// Errors: FileCorrupt if what it read ended it, FileUnreadable if it was ended otherwise or does not
    /// answer, both with the reason; Cancelled.
    Result<QByteArray> nextAnswer(const std::stop_token &stop);

private:
    ReaderProcess(FileDescriptor socket, pid_t process, const ReadLimits &limits);

    Error howItEnded();

    FileDescriptor m_socket;
    FileDescriptor m_wake; ///< readable when a stop was requested while somebody waited
    pid_t m_process;       ///< 0 when it was waited for
    ReadLimits m_limits;
    FrameBuffer m_received;
};

/// What is wrong with a file that takes too much memory.
QString tooMuchMemory(const ReadLimits &limits);

} // namespace tandem::model
