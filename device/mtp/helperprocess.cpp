// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helperprocess.h"

#include "base/logging.h"
#include "device/drive/posixio.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tandem::device::mtp {

namespace {

constexpr auto sendingPatience = 5s; ///< the helper reads between two transactions

} // namespace

QString HelperProcess::defaultProgram()
{
    return findHelperProgram(u"tandem-mtp"_s);
}

HelperProcess::HelperProcess(FileDescriptor socket, FileDescriptor journal, pid_t process)
    : m_socket(std::move(socket)),
      m_journal(std::move(journal)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_process(process)
{
    m_socket.setPatience(sendingPatience);
}

Result<std::unique_ptr<HelperProcess>> HelperProcess::start(const QString &program)
{
    SocketPair socket = SocketPair::make();
    SocketPair journal = SocketPair::make();
    if (!socket.theirs.isOpen() || !journal.theirs.isOpen())
        return failure(ErrorCode::Internal, program, systemMessage(errno));
    const auto process = startHelperProgram(program, {}, {socket.theirs.get(), journal.theirs.get()},
                                            logDevice().isDebugEnabled());
    if (!process)
        return std::unexpected(process.error());
    return std::unique_ptr<HelperProcess>(
        new HelperProcess(std::move(socket.ours), std::move(journal.ours), *process));
}

HelperProcess::~HelperProcess()
{
    ::shutdown(m_socket.descriptor(), SHUT_RDWR);
    if (!reap(m_closingTime))
        kill();
}

HelperProcess::Event HelperProcess::wait(std::chrono::milliseconds time, const std::stop_token &stop,
                                         bool isStopKnown)
{
    const bool isStoppable = !isStopKnown && stop.stop_possible();
    const std::stop_callback onStop(stop, [this] { ::eventfd_write(m_wake.get(), 1); });
    const auto end = std::chrono::steady_clock::now() + time;
    while (true) {
        if (isStoppable && stop.stop_requested())
            return Event::Stopped;
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        std::array<pollfd, 2> polled = {pollfd{m_socket.descriptor(), POLLIN, 0},
                                        pollfd{isStoppable ? m_wake.get() : -1, POLLIN, 0}};
        const int count = ::poll(polled.data(), polled.size(), static_cast<int>(std::max(left, 0ms).count()));
        if (count < 0 && errno != EINTR)
            return Event::Ended;
        eventfd_t wakes = 0;
        if (polled[1].revents != 0)
            ::eventfd_read(m_wake.get(), &wakes);
        if (count > 0 && polled[0].revents != 0) {
            switch (m_socket.fill()) {
            case FrameSocket::Filled::Something:
                return Event::Received;
            case FrameSocket::Filled::End:
                return Event::Ended;
            case FrameSocket::Filled::Nothing:
                break;
            }
        }
        if (left <= 0ms && count == 0)
            return Event::TimedOut;
    }
}

std::optional<Writing> HelperProcess::takeAnnounced()
{
    m_journal.fill();
    std::optional<Writing> last;
    while (const auto frame = m_journal.take()) {
        if (auto writing = decodeWriting(frame->bytes))
            last = std::move(writing);
    }
    return last;
}

bool HelperProcess::reap(std::chrono::milliseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    auto pause = 1ms;
    while (m_process != 0) {
        const pid_t done = ::waitpid(m_process, nullptr, WNOHANG);
        if (done == m_process || (done < 0 && errno == ECHILD))
            m_process = 0;
        else if (std::chrono::steady_clock::now() >= end)
            return false;
        else
            std::this_thread::sleep_for(std::exchange(pause, std::min(pause * 2, 20ms)));
    }
    return true;
}

void HelperProcess::kill()
{
    if (m_process != 0)
        killProcess(std::exchange(m_process, 0));
}

} // namespace tandem::device::mtp
