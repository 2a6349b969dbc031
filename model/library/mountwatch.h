// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFile>
#include <QObject>

namespace tandem::model {

/// Says when a file system was mounted or unmounted: a drive came or went. Costs nothing in between.
class MountWatch : public QObject
{
    Q_OBJECT

public:
    explicit MountWatch(QObject *parent = nullptr);

Q_SIGNALS:
    void changed();

private:
    QFile m_mounts;
};

} // namespace tandem::model
