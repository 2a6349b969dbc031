// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pausegate.h"

namespace tandem::sync {

void PauseGate::pause()
{
    const std::lock_guard lock(m_mutex);
    m_isPaused = true;
}

void PauseGate::resume()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isPaused = false;
    }
    m_changed.notify_all();
}

bool PauseGate::isPaused() const
{
    const std::lock_guard lock(m_mutex);
    return m_isPaused;
}

Result<void> PauseGate::wait(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, std::move(stop), [this] { return !m_isPaused; }))
        return cancelled();
    return {};
}

} // namespace tandem::sync
