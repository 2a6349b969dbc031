// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "interrupt.h"

#include <chrono>
#include <csignal>
#include <pthread.h>
#include <unistd.h>

namespace tandem::app {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int interruptedStatus = 130;
/// One Ctrl-C can come twice: from the terminal, and passed on by a script that runs the program.
constexpr std::chrono::milliseconds samePress(500);

sigset_t watchedSignals()
{
    sigset_t signalSet;
    sigemptyset(&signalSet);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signalSet, signal);
    return signalSet;
}

} // namespace

Interrupt::Interrupt()
{
    // Blocked here, and so in all threads that come after: only the watcher takes them.
    const sigset_t signalSet = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &signalSet, nullptr);
    m_watcher = std::jthread([this] {
        const sigset_t watched = watchedSignals();
        int signal = 0;
        Clock::time_point first;
        while (sigwait(&watched, &signal) == 0 && !m_isEnding) {
            if (!m_stop.stop_requested())
                first = Clock::now();
            else if (Clock::now() - first > samePress)
                ::_exit(interruptedStatus);
            m_stop.request_stop();
            QMetaObject::invokeMethod(this, &Interrupt::requested, Qt::QueuedConnection);
        }
    });
}

Interrupt::~Interrupt()
{
    m_isEnding = true;
    // Wakes the watcher out of sigwait(), which takes it: nothing is terminated.
    pthread_kill(m_watcher.native_handle(), SIGHUP);
}

} // namespace tandem::app
