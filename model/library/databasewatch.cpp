// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "databasewatch.h"

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tandem::model {

DatabaseWatch::DatabaseWatch(const Connection &connection, QObject *parent)
    : QObject(parent), m_version(connection, u"PRAGMA data_version"_s)
{
    m_seen = m_version.number().value_or(0);
    connect(&m_timer, &QTimer::timeout, this, &DatabaseWatch::look);
}

void DatabaseWatch::start()
{
    m_timer.start(1s);
}

void DatabaseWatch::look()
{
    // A database that cannot be read now is not told of here: whoever reads it next does that.
    const qint64 version = m_version.number().value_or(m_seen);
    if (std::exchange(m_seen, version) != version)
        Q_EMIT written();
}

} // namespace tandem::model
