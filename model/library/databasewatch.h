// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/db/database.h"

#include <QObject>
#include <QTimer>

namespace tandem::model {

/// Says when somebody else has written to the database: another thread, or another program. Looks once a
/// second, which costs no reading of the file.
class DatabaseWatch : public QObject
{
    Q_OBJECT

public:
    /// What @p connection writes itself is nobody else's. It must outlive the watch, and is of its thread.
    explicit DatabaseWatch(const Connection &connection, QObject *parent = nullptr);

    void start();
    void look(); ///< now

Q_SIGNALS:
    void written();

private:
    Query m_version;
    qint64 m_seen = 0;
    QTimer m_timer;
};

} // namespace tandem::model
