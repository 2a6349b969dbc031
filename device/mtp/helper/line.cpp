// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "line.h"

#include <poll.h>

using namespace std::chrono_literals;

namespace tandem::device::mtp {

namespace {

constexpr auto progressPause = 200ms; // as often as progress is shown
constexpr auto alivePause = 250ms;
constexpr auto cancelPause = 20ms;

} // namespace

bool Line::keepUpcoming(ToHelper &message, FileDescriptor &file)
{
    auto *upcoming = std::get_if<Upcoming>(&message);
    if (upcoming)
        m_upcoming = Order{std::move(upcoming->request), std::move(file)};
    return upcoming != nullptr;
}

std::optional<Order> Line::nextOrder()
{
    m_isCancelled = false;
    while (true) {
        while (auto frame = m_socket.take()) {
            auto message = decodeToHelper(frame->bytes);
            if (!message)
                return {};
            if (keepUpcoming(*message, frame->file) || std::holds_alternative<Cancel>(*message))
                continue; // a Cancel that crossed the reply
            m_isWorking = true;
            auto upcoming = std::exchange(m_upcoming, {});
            if (auto *request = std::get_if<Request>(&*message))
                return Order{std::move(*request), std::move(frame->file)};
            return upcoming; // to Begin with
        }
        pollfd polled = {m_socket.descriptor(), POLLIN, 0};
        ::poll(&polled, 1, -1);
        if (m_socket.isDamaged() || m_socket.fill() == FrameSocket::Filled::End)
            return {};
    }
}

void Line::send(const FromHelper &message)
{
    m_lastSign = Clock::now();
    // Who does not listen any more will end this process.
    static_cast<void>(m_socket.send(encode(message)));
}

void Line::reply(const Reply &reply)
{
    m_isWorking = false;
    if (std::exchange(m_untoldBytes, 0) > 0 && !reply.error)
        m_untoldBytes = 0; // the size of what was sent is known to the other end
    send(reply);
}

void Line::alive()
{
    ++m_signsOfLife;
    if (Clock::now() - m_lastSign >= alivePause)
        send(Alive{});
}

void Line::progress(qint64 bytes)
{
    ++m_signsOfLife;
    m_untoldBytes += bytes;
    if (Clock::now() - m_lastSign >= progressPause)
        send(Progress{std::exchange(m_untoldBytes, 0)});
}

void Line::announce(const Writing &writing)
{
    static_cast<void>(m_journal.send(encode(writing)));
}

bool Line::isCancelled()
{
    // Asked for each block of 16 KB, of which a fast player takes thousands in a second.
    const auto now = Clock::now();
    if (m_isCancelled || now - m_lastLook < cancelPause)
        return m_isCancelled;
    m_lastLook = now;
    if (m_socket.fill() == FrameSocket::Filled::End)
        return m_isCancelled = true;
    while (auto frame = m_socket.take()) {
        auto message = decodeToHelper(frame->bytes);
        // Nothing else but a Cancel comes while a request is being worked on.
        if (!message || !keepUpcoming(*message, frame->file))
            m_isCancelled = true;
    }
    return m_isCancelled;
}

} // namespace tandem::device::mtp
