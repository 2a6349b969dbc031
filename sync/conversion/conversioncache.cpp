// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "conversioncache.h"

#include "base/logging.h"
#include "device/drive/posixio.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

constexpr auto unfinishedPrefix = "new-"_L1;

Error writeError(const QString &path, int errorNumber)
{
    const bool isFull = errorNumber == ENOSPC || errorNumber == EDQUOT;
    return {isFull ? ErrorCode::OutOfSpace : ErrorCode::FileNotWritable, path,
            device::systemMessage(errorNumber)};
}

/// One file of the folder, as seen once.
struct Entry {
    QString path;
    qint64 sizeBytes = 0;
    timespec usedAt = {};
    bool isUnfinished = false;
};

std::vector<Entry> entriesOf(const QString &folder)
{
    std::vector<Entry> entries;
    const QStringList names = QDir(folder).entryList(QDir::Files | QDir::Hidden | QDir::System);
    for (const QString &name : names) {
        struct stat status = {};
        const QString path = folder + u'/' + name;
        if (::lstat(QFile::encodeName(path).constData(), &status) == 0 && S_ISREG(status.st_mode))
            entries.push_back({path, status.st_size, status.st_atim, name.startsWith(unfinishedPrefix)});
    }
    return entries;
}

/// Oldest first, before them what nobody finished.
bool goesBefore(const Entry &a, const Entry &b)
{
    if (a.isUnfinished != b.isUnfinished)
        return a.isUnfinished;
    return std::pair(a.usedAt.tv_sec, a.usedAt.tv_nsec) < std::pair(b.usedAt.tv_sec, b.usedAt.tv_nsec);
}

/// Removes it unless somebody uses it.
bool removeUnused(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    const device::FileDescriptor file(::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    return file.isOpen() && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0 && ::unlink(name.constData()) == 0;
}

/// Errors: those of @p errno.
Result<device::FileDescriptor> lockShared(device::FileDescriptor file, const QString &path)
{
    int locked = -1;
    do {
        // Whoever holds it alone is about to remove it, which takes no time.
        locked = ::flock(file.get(), LOCK_SH);
    } while (locked != 0 && errno == EINTR);
    if (locked != 0)
        return std::unexpected(writeError(path, errno));
    return file;
}

/// Not if somebody removed it between being opened and being locked.
bool hasName(const device::FileDescriptor &file)
{
    struct stat status = {};
    return ::fstat(file.get(), &status) == 0 && status.st_nlink > 0;
}

} // namespace

CachedFile::CachedFile(QString path, device::FileDescriptor lock, qint64 sizeBytes)
    : m_path(std::move(path)), m_lock(std::move(lock)), m_sizeBytes(sizeBytes)
{
}

ConversionCache::ConversionCache(QString folder, qint64 maxBytes)
    : m_folder(std::move(folder)), m_maxBytes(maxBytes)
{
}

QString ConversionCache::folderIn(const QString &dataDir)
{
    return dataDir + u"/conversions"_s;
}

QString ConversionCache::pathOf(const QString &source, const Conversion &conversion) const
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_160);
    hash.addData(source.toUtf8());
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(QByteArray::number(versionOf(conversion)));
    return m_folder + u'/' + QString::fromLatin1(hash.result().toHex()) + u'.' + endingOf(conversion.format);
}

std::optional<CachedFile> ConversionCache::find(const QString &source, const Conversion &conversion) const
{
    const QString path = pathOf(source, conversion);
    auto file = lockShared(device::FileDescriptor(::open(QFile::encodeName(path).constData(),
                                                         O_RDONLY | O_CLOEXEC | O_NOFOLLOW)),
                           path);
    struct stat status = {};
    if (!file || !hasName(*file) || ::fstat(file->get(), &status) != 0 || status.st_size == 0)
        return std::nullopt;
    // Not its modification time: who sends it to a player would take it for changed.
    const std::array<timespec, 2> times = {timespec{0, UTIME_NOW}, timespec{0, UTIME_OMIT}};
    ::futimens(file->get(), times.data());
    return CachedFile(path, std::move(*file), status.st_size);
}

qint64 ConversionCache::sizeOf(const QString &source, const Conversion &conversion) const
{
    struct stat status = {};
    const QByteArray name = QFile::encodeName(pathOf(source, conversion));
    const bool isThere = ::lstat(name.constData(), &status) == 0 && S_ISREG(status.st_mode);
    return isThere && status.st_size > 0 ? status.st_size : -1;
}

Result<CachedFile> ConversionCache::newFile(const Conversion &conversion)
{
    static std::atomic<quint64> number = 0;
    if (::mkdir(QFile::encodeName(m_folder).constData(), 0700) != 0 && errno != EEXIST &&
        !QDir().mkpath(m_folder))
        return std::unexpected(writeError(m_folder, errno));
    while (true) {
        const QString path = u"%1/%2%3-%4.%5"_s.arg(m_folder, unfinishedPrefix)
                                 .arg(::getpid())
                                 .arg(++number)
                                 .arg(endingOf(conversion.format));
        device::FileDescriptor created(::open(QFile::encodeName(path).constData(),
                                              O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!created.isOpen() && errno == EEXIST)
            continue; // of a process that had the same number once
        if (!created.isOpen())
            return std::unexpected(writeError(path, errno));
        auto file = lockShared(std::move(created), path);
        if (!file)
            return std::unexpected(file.error());
        if (hasName(*file))
            return CachedFile(path, std::move(*file), 0);
    }
}

Result<CachedFile> ConversionCache::store(CachedFile file, const QString &source,
                                          const Conversion &conversion)
{
    const QString path = pathOf(source, conversion);
    struct stat status = {};
    // After a power cut a name must not stand for half a song.
    if (::fdatasync(file.m_lock.get()) != 0 || ::fstat(file.m_lock.get(), &status) != 0 ||
        ::rename(QFile::encodeName(file.m_path).constData(), QFile::encodeName(path).constData()) != 0)
        return std::unexpected(writeError(file.m_path, errno));
    file.m_path = path;
    file.m_sizeBytes = status.st_size;
    trim();
    return file;
}

ConversionCacheStatus ConversionCache::status() const
{
    ConversionCacheStatus status{.maxBytes = m_maxBytes};
    for (const Entry &entry : entriesOf(m_folder)) {
        status.files += entry.isUnfinished ? 0 : 1;
        status.bytes += entry.sizeBytes;
    }
    return status;
}

qint64 ConversionCache::shrinkTo(qint64 bytes)
{
    std::vector<Entry> entries = entriesOf(m_folder);
    std::ranges::sort(entries, goesBefore);
    qint64 total = 0;
    for (const Entry &entry : entries)
        total += entry.sizeBytes;
    qint64 removed = 0;
    for (const Entry &entry : entries) {
        if (!entry.isUnfinished && total <= bytes)
            break;
        if (!removeUnused(entry.path))
            continue;
        total -= entry.sizeBytes;
        removed += entry.sizeBytes;
    }
    if (removed > 0)
        qCDebug(logSync) << "conversion cache:" << removed << "bytes removed";
    return removed;
}

} // namespace tandem::sync
