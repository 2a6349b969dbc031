// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QString>
#include <QThread>
#include <chrono>

namespace tandem::ui {

/// An application that watches how long each event keeps the window's thread from the next one: computing, or
/// waiting for a disk, a lock or a player. Time in which the machine gave the processor to others does not
/// count (/proc/thread-self/schedstat), so that a busy machine is no fault of the program.
class WatchedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        // Qt asks here for the events of all threads; those of workers may take their time.
        if (QThread::currentThread() != thread() || m_depth > 0 || !m_isWatching)
            return QApplication::notify(receiver, event);
        const QString what =
            QString::fromLatin1(receiver->metaObject()->className()) + u' ' + QString::number(event->type());
        ++m_depth;
        const auto start = std::chrono::steady_clock::now();
        const auto waitedBefore = waitedForProcessor();
        const bool done = QApplication::notify(receiver, event);
        const auto taken = std::chrono::steady_clock::now() - start - (waitedForProcessor() - waitedBefore);
        --m_depth;
        if (taken > m_longest) {
            m_longest = taken;
            m_longestEvent = what;
        }
        return done;
    }

    void startWatching()
    {
        m_isWatching = true;
        m_longest = {};
        m_longestEvent.clear();
    }
    void stopWatching() { m_isWatching = false; }

    std::chrono::milliseconds longest() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(m_longest);
    }
    QString longestEvent() const { return m_longestEvent; } ///< receiver's class and QEvent::Type

private:
    static std::chrono::nanoseconds waitedForProcessor()
    {
        QFile file(QStringLiteral("/proc/thread-self/schedstat"));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return std::chrono::nanoseconds(file.readAll().split(' ').value(1).toLongLong());
    }

    int m_depth = 0;
    bool m_isWatching = false;
    std::chrono::steady_clock::duration m_longest{};
    QString m_longestEvent;
};

} // namespace tandem::ui
