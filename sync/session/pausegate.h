// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace tandem::sync {

/// Where a session waits between two items as long as it is paused. The engine owns it; any thread pauses and
/// resumes, the session's waits. It outlasts sessions: who starts one anew resumes first.
class PauseGate
{
public:
    void pause();
    void resume();
    bool isPaused() const;

    /// Returns when nothing is paused. Errors: Cancelled, at once if stopped while it waits.
    Result<void> wait(std::stop_token stop);

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_isPaused = false;
};

} // namespace tandem::sync
