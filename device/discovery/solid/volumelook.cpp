// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "volumelook.h"

#include <QDir>
#include <QFileInfo>
#include <utility>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

/// So many drives may hang before the next one has to wait.
constexpr int maxThreads = 8;

} // namespace

VolumeMarks marksAt(const QString &mountPoint)
{
    const QDir top(mountPoint);
    return {.hasPartnership = QFileInfo(top.filePath(u".tandem/partner.json"_s)).isFile(),
            .isAudioPlayer = QFileInfo(top.filePath(u".is_audio_player"_s)).isFile(),
            .hasRockbox = QFileInfo(top.filePath(u".rockbox"_s)).isDir()};
}

VolumeLook::VolumeLook(Look look, QObject *parent) : QObject(parent), m_look(std::move(look))
{
    m_threads.setMaxThreadCount(maxThreads);
}

void VolumeLook::begin(const QString &udi, const QString &mountPoint)
{
    m_threads.start([this, udi, mountPoint] {
        const VolumeMarks marks = m_look(mountPoint);
        const QMutexLocker locker(&m_mutex);
        m_found.append({udi, mountPoint, marks});
        QMetaObject::invokeMethod(this, &VolumeLook::tell, Qt::QueuedConnection);
    });
}

void VolumeLook::await(std::chrono::milliseconds limit)
{
    m_threads.waitForDone(QDeadlineTimer(limit));
    tell();
}

void VolumeLook::tell()
{
    QMutexLocker locker(&m_mutex);
    const auto found = std::exchange(m_found, {});
    locker.unlock();
    for (const Found &one : found)
        Q_EMIT looked(one.udi, one.mountPoint, one.marks);
}

} // namespace tandem::device
