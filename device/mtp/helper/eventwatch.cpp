// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "eventwatch.h"

#include <chrono>

using namespace std::chrono_literals;

namespace tandem::device::mtp {

namespace {

/// A player that has not answered for one to two of these may be waiting itself.
constexpr auto silence = 100ms;

} // namespace

void EventWatch::start(LIBMTP_mtpdevice_t *device)
{
    m_device = device;
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

void EventWatch::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void EventWatch::run(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    for (quint32 last = m_line.signsOfLife(); !stop.stop_requested();) {
        m_wake.wait_for(lock, stop, silence, [] { return false; });
        const quint32 now = m_line.signsOfLife();
        if (m_line.isWorking() && now == std::exchange(last, now)) {
            take();
            return; // from here on, each event that arrives asks for the next one
        }
    }
}

void EventWatch::take()
{
    // Handled by libusb within whatever transfer is waited for, in the thread of that one. That is why any
    // thread may ask for it, and no other one has to wait.
    LIBMTP_Read_Event_Async(m_device, onEvent, this);
}

void EventWatch::onEvent(int result, LIBMTP_event_t, uint32_t, void *watch)
{
    if (result == LIBMTP_HANDLER_RETURN_OK)
        static_cast<EventWatch *>(watch)->take();
}

} // namespace tandem::device::mtp
