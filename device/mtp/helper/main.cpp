// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/mtp/helper/servant.h"
#include "device/mtp/helperprocess.h"

#include <chrono>
#include <csignal>
#include <poll.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

namespace {

/// A player that does not answer must not keep this process alive when nobody waits for the answer.
constexpr auto closingTime = 5s;

void endWithTheOtherEnd(int socket)
{
    pollfd polled = {socket, POLLRDHUP, 0};
    while (::poll(&polled, 1, -1) < 0) {
    }
    std::this_thread::sleep_for(closingTime);
    ::_exit(1);
}

} // namespace

/// Talks to one MTP player for MtpStorage, which starts it. See docs/architecture/mtp.md.
int main()
{
    using namespace tandem::device;
    ::signal(SIGPIPE, SIG_IGN);
    // Whatever else the program had open is none of its business.
    ::close_range(mtp::HelperProcess::helperJournal + 1, ~0U, 0);
    std::thread(endWithTheOtherEnd, mtp::HelperProcess::helperSocket).detach();
    mtp::FrameSocket socket{FileDescriptor(mtp::HelperProcess::helperSocket)};
    mtp::FrameSocket journal{FileDescriptor(mtp::HelperProcess::helperJournal)};
    mtp::Servant servant(std::move(socket), std::move(journal));
    servant.run();
    return 0;
}
