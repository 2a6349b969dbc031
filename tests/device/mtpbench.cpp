// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mtpbench.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tandem::device {

void MtpBench::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    qputenv("TANDEM_FAKE_MTP", QFile::encodeName(m_directory->path()));
    makeFile(inRoot(u"sys/bus/usb/devices/1-1/busnum"_s), "1\n");
    makeFile(inRoot(u"sys/bus/usb/devices/1-1/devnum"_s), "2\n");
    makeFile(inRoot(u"sys/bus/usb/devices/1-1/idVendor"_s), "04e8\n");
    makeFile(inRoot(u"sys/bus/usb/devices/1-1/idProduct"_s), "6860\n");
    makeFile(inRoot(u"sys/bus/usb/devices/1-1/serial"_s), "SERIAL\n");
    makeFile(node(), {});
    QVERIFY(QDir().mkpath(inRoot(u"proc"_s)));
    QVERIFY(QDir().mkpath(onPlayer({})));
    m_settings = {};
    m_settings.program = QStringLiteral(FAKE_HELPER);
    m_settings.unpluggingTime = 20ms;
    m_settings.systemRoot = m_directory->filePath(u"root"_s);
    openAgain();
}

void MtpBench::cleanup()
{
    m_storage.reset();
    m_directory.reset();
}

PlayerAddress MtpBench::address()
{
    PlayerAddress address;
    address.kind = AddressKind::Mtp;
    address.identity = u"mtp:SERIAL"_s;
    address.name = u"Player"_s;
    address.location = u"usb:001,002"_s;
    return address;
}

void MtpBench::openAgain()
{
    m_storage.reset();
    auto storage = MtpStorage::open(address(), m_settings);
    QVERIFY2(storage, storage ? "" : qPrintable(errorCodeName(storage.error().code)));
    m_storage = std::move(*storage);
}

void MtpBench::control(const QByteArray &lines)
{
    QFile::remove(m_directory->filePath(u"failed"_s));
    makeFile(m_directory->filePath(u"control"_s), lines + '\n');
}

qsizetype MtpBench::transactions() const
{
    return read(m_directory->filePath(u"log"_s)).count('\n');
}

qsizetype MtpBench::transactionsOf(const QByteArray &name) const
{
    return read(m_directory->filePath(u"log"_s)).split('\n').count(name);
}

QByteArray MtpBench::content(qint64 size)
{
    QByteArray data(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < data.size(); ++i)
        data[i] = static_cast<char>(1 + i * 7 % 251);
    return data;
}

void MtpBench::makeFile(const QString &path, const QByteArray &data)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(data), data.size());
}

QByteArray MtpBench::read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void MtpBench::setTime(const QString &path, qint64 seconds)
{
    const timespec times[2] = {{seconds, 0}, {seconds, 0}};
    QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), times, 0), 0);
}

Result<FileStamp> MtpBench::sendSong(const QString &path, bool mayReplace)
{
    const QString source = outside(u"song"_s);
    return m_storage->send(
        {source, path, QFileInfo(source).size(), mayReplace ? std::optional(FileStamp{}) : std::nullopt, {}},
        {}, {});
}

QStringList MtpBench::filesOnPlayer() const
{
    return pathsOnPlayer(QDir::Files);
}

QStringList MtpBench::foldersOnPlayer() const
{
    return pathsOnPlayer(QDir::Dirs | QDir::NoDotAndDotDot);
}

QStringList MtpBench::pathsOnPlayer(QDir::Filters what) const
{
    QStringList paths;
    QDirIterator walk(onPlayer({}), what | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (walk.hasNext())
        paths += QDir(onPlayer({})).relativeFilePath(walk.next());
    paths.sort();
    return paths;
}

} // namespace tandem::device
