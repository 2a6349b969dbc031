// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gracetime.h"

#include <QTimer>

namespace tandem::device {

GraceTime::GraceTime(std::chrono::milliseconds length, QObject *parent) : QObject(parent), m_length(length) {}

void GraceTime::begin(const QString &identity)
{
    if (isRunning(identity))
        return;
    auto *timer = new QTimer(this);
    m_timers.insert(identity, timer);
    timer->setSingleShot(true);
    timer->callOnTimeout(this, [this, identity] {
        end(identity);
        Q_EMIT over(identity);
    });
    timer->start(m_length);
}

bool GraceTime::end(const QString &identity)
{
    QTimer *timer = m_timers.take(identity);
    if (!timer)
        return false;
    timer->stop();
    timer->deleteLater(); // it may be the one that is calling
    return true;
}

} // namespace tandem::device
