// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/mtpstorage.h"

#include <QDir>
#include <QObject>
#include <QTemporaryDir>
#include <memory>

namespace tandem::device {

template <class T>
ErrorCode codeOf(const Result<T> &result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

/// What tests of MtpStorage share: an opened player, with the real helper program and fakemtp/ in place of
/// libmtp.
class MtpBench : public QObject
{
    Q_OBJECT

protected:
    /// Of the computer.
    QString inRoot(const QString &path) const
    {
        return m_directory->filePath(QStringLiteral("root/") + path);
    }
    QString node() const { return inRoot(QStringLiteral("dev/bus/usb/001/002")); }
    QString onPlayer(const QString &path) const
    {
        return m_directory->filePath(QStringLiteral("store/") + path);
    }
    QString outside(const QString &path) const
    {
        return m_directory->filePath(QStringLiteral("outside/") + path);
    }
    QStringList filesOnPlayer() const;
    QStringList foldersOnPlayer() const;
    QStringList pathsOnPlayer(QDir::Filters what) const;

    static PlayerAddress address();
    void openAgain();
    /// How the player behaves from now on; see fakemtp/fakeplayer.h.
    void control(const QByteArray &lines);

    qsizetype transactions() const;
    qsizetype transactionsOf(const QByteArray &name) const;

    /// Bytes without a zero, so that no block of them looks torn.
    static QByteArray content(qint64 size);
    static void makeFile(const QString &path, const QByteArray &data);
    static QByteArray read(const QString &path);
    static void setTime(const QString &path, qint64 seconds);

    /// The file “song”, which is outside.
    Result<FileStamp> sendSong(const QString &path, bool mayReplace = false);

    std::unique_ptr<QTemporaryDir> m_directory;
    MtpSettings m_settings;
    std::unique_ptr<DeviceStorage> m_storage;

private Q_SLOTS:
    void init();
    void cleanup();
};

} // namespace tandem::device
