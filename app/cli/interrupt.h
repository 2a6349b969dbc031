// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <atomic>
#include <stop_token>
#include <thread>

namespace tandem::app {

/// Turns the first SIGINT, SIGTERM or SIGHUP into a request to stop cleanly; a second one ends the program
/// at once. One object per process, made in the main thread before any other thread.
class Interrupt : public QObject
{
    Q_OBJECT

public:
    Interrupt();
    ~Interrupt() override;

    /// For work in threads; set at once, even while the main thread is busy.
    std::stop_token token() const { return m_stop.get_token(); }

Q_SIGNALS:
    void requested(); ///< in the main thread's event loop

private:
    std::stop_source m_stop;
    std::atomic<bool> m_isEnding = false;
    std::jthread m_watcher;
};

} // namespace tandem::app
