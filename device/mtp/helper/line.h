// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/framesocket.h"
#include "device/mtp/mtpprotocol.h"

#include <QString>
#include <atomic>
#include <chrono>
#include <optional>

namespace tandem::device::mtp {

/// What is to be done, and the open file that it is to be done with.
struct Order {
    Request request;
    FileDescriptor file;
};

/// The helper's ends of the sockets to MtpStorage.
class Line
{
public:
    /// @p journal: for announcements.
    Line(FrameSocket socket, FrameSocket journal) : m_socket(std::move(socket)), m_journal(std::move(journal))
    {
    }

    /// Blocks. Nothing when there will be no more.
    std::optional<Order> nextOrder();
    void reply(const Reply &reply);

    /// The player has just answered something. Told on at a bearable rate.
    void alive();
    /// So many bytes more went over; told on at a bearable rate.
    void progress(qint64 bytes);
    /// See Writing. Wakes nobody.
    void announce(const Writing &writing);

    /// Whether a request is being worked on, and how often the player has answered since the beginning. Both
    /// may be asked for by any thread.
    bool isWorking() const { return m_isWorking; }
    quint32 signsOfLife() const { return m_signsOfLife; }

    /// Whether the request at hand is to be given up. Known with a delay that nobody notices.
    bool isCancelled();

private:
    using Clock = std::chrono::steady_clock;

    void send(const FromHelper &message);
    /// Whether it was that.
    bool keepUpcoming(ToHelper &message, FileDescriptor &file);

    FrameSocket m_socket;
    FrameSocket m_journal;
    std::optional<Order> m_upcoming; ///< told already, not to be done yet
    Clock::time_point m_lastSign = Clock::now();
    Clock::time_point m_lastLook = Clock::now(); ///< for a Cancel
    qint64 m_untoldBytes = 0;
    bool m_isCancelled = false;
    std::atomic<bool> m_isWorking = false;
    std::atomic<quint32> m_signsOfLife = 0;
};

} // namespace tandem::device::mtp
