// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <chrono>

class QTimer;

namespace tandem::device {

/// Holds back the news that a player has left: a phone vanishes and comes back as another USB device while
/// its owner unlocks it or allows access.
class GraceTime : public QObject
{
    Q_OBJECT

public:
    explicit GraceTime(std::chrono::milliseconds length, QObject *parent = nullptr);

    /// Does nothing for a player that is waited for already.
    void begin(const QString &identity);
    /// The player is back. Returns whether it was waited for.
    bool end(const QString &identity);
    bool isRunning(const QString &identity) const { return m_timers.contains(identity); }

Q_SIGNALS:
    void over(const QString &identity); ///< it did not come back

private:
    std::chrono::milliseconds m_length;
    QHash<QString, QTimer *> m_timers; ///< by identity
};

} // namespace tandem::device
