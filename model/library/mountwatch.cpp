// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mountwatch.h"

#include <QSocketNotifier>

using namespace Qt::StringLiterals;

namespace tandem::model {

MountWatch::MountWatch(QObject *parent) : QObject(parent), m_mounts(u"/proc/self/mountinfo"_s)
{
    if (!m_mounts.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return;
    // proc(5): the file has an exceptional condition after each change.
    auto *notifier = new QSocketNotifier(m_mounts.handle(), QSocketNotifier::Exception, this);
    connect(notifier, &QSocketNotifier::activated, this, &MountWatch::changed);
}

} // namespace tandem::model
