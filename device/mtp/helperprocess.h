// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/helperprogram.h"
#include "device/mtp/framesocket.h"
#include "device/mtp/mtpprotocol.h"

#include <QString>
#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <sys/types.h>

namespace tandem::device::mtp {

/// A running tandem-mtp: the one place where libmtp is. It can hang or crash as it likes and is ended at any
/// time; it also ends when the other end of its socket is closed, so none outlives the program.
class HelperProcess
{
public:
    /// The descriptors under which the helper finds its ends of the two sockets.
    static constexpr int helperSocket = firstHelperSocket;
    static constexpr int helperJournal = firstHelperSocket + 1;

    /// Beside the program in a build, in the library folder when installed.
    static QString defaultProgram();

    /// Errors: Internal, if the program cannot be started.
    static Result<std::unique_ptr<HelperProcess>> start(const QString &program);

    /// Lets it close the player; ends it if that takes too long.
    ~HelperProcess();

    HelperProcess(const HelperProcess &) = delete;
    HelperProcess &operator=(const HelperProcess &) = delete;

    FrameSocket &socket() { return m_socket; }
    /// What the helper has announced last, if anything since this was called before; also of one that has
    /// ended.
    std::optional<Writing> takeAnnounced();
    pid_t process() const { return m_process; }

    enum class Event { Received, Ended, TimedOut, Stopped };

    /// Waits until something was received, the helper has ended, the time is over, or @p stop was requested
    /// (which is not looked at if it was requested before and @p isStopKnown).
    Event wait(std::chrono::milliseconds time, const std::stop_token &stop, bool isStopKnown);

    /// Ends it at once.
    void kill();

    /// How long a player may take to be closed.
    void setClosingTime(std::chrono::milliseconds time) { m_closingTime = time; }

private:
    HelperProcess(FileDescriptor socket, FileDescriptor journal, pid_t process);

    /// Whether it has ended within @p time.
    bool reap(std::chrono::milliseconds time);

    FrameSocket m_socket;
    FrameSocket m_journal; ///< of nothing but Writing; nobody wakes up for it
    FileDescriptor m_wake; ///< readable when a stop was requested during wait()
    pid_t m_process;       ///< 0 when it was waited for
    std::chrono::milliseconds m_closingTime{3000};
};

} // namespace tandem::device::mtp
