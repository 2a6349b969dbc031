// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/helper/line.h"

#include <atomic>
#include <condition_variable>
#include <libmtp.h>
#include <mutex>
#include <thread>

namespace tandem::device::mtp {

/// Takes the player's events, as soon as it does not go on without. Nothing is made of them, but there are
/// players that stop with all else until somebody has taken the last one. Others need not be listened to, and
/// listening costs: the transfer that waits for an event keeps the computer's USB controller looking for one.
class EventWatch
{
public:
    explicit EventWatch(const Line &line) : m_line(line) {}

    /// From now until stop(), which has to be called before the player is closed.
    void start(LIBMTP_mtpdevice_t *device);
    void stop();

    ~EventWatch() { stop(); }
    EventWatch(const EventWatch &) = delete;
    EventWatch &operator=(const EventWatch &) = delete;

private:
    void run(const std::stop_token &stop);
    void take();
    static void onEvent(int result, LIBMTP_event_t event, uint32_t parameter, void *watch);

    const Line &m_line;
    LIBMTP_mtpdevice_t *m_device = nullptr;
    std::mutex m_mutex; ///< for m_wake only
    std::condition_variable_any m_wake;
    std::jthread m_thread;
};

} // namespace tandem::device::mtp
