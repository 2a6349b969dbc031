// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "massstorage.h"

#include "device/drive/posixio.h"
#include "device/drive/sourcefile.h"
#include "device/storage/devicepath.h"

#include <QFile>
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <future>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <vector>

namespace tandem::device {

namespace {

// linux/magic.h and the file systems' own headers
constexpr long fatMagic = 0x4d44;
constexpr long exfatMagic = 0x2011BAB0;
constexpr long ntfsMagic = 0x5346544e;
constexpr long ntfs3Magic = 0x7366746e;
constexpr qint64 fatMaxFileBytes = 0xffffffff;

/// Whether what was to be opened is there as something else: a file for a folder, or a link.
bool isSomethingElse(const Error &error)
{
    return error.code == ErrorCode::NameTaken || error.code == ErrorCode::LinkOnPlayer;
}

} // namespace

MassStorage::MassStorage(FileDescriptor root, QString rootPath, qint64 limitBytes)
    : m_root(std::move(root)), m_rootPath(std::move(rootPath)), m_limitBytes(limitBytes)
{
}

MassStorage::~MassStorage()
{
    if (m_incomingFolder.isOpen())
        removeIncomingFolder();
}

Result<std::unique_ptr<DeviceStorage>> MassStorage::open(const QString &root, qint64 limitBytes)
{
    FileDescriptor fd(::open(QFile::encodeName(root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.isOpen()) {
        const ErrorCode code = errno == EACCES ? ErrorCode::FileUnreadable : ErrorCode::NotConnected;
        return failure(code, root, systemMessage(errno));
    }
    std::unique_ptr<MassStorage> storage(new MassStorage(std::move(fd), root, limitBytes));
    const auto info = storage->info();
    if (!info)
        return std::unexpected(info.error());
    storage->m_wasWritable = !info->isReadOnly;
    return storage;
}

Result<StorageInfo> MassStorage::info()
{
    struct statvfs space = {};
    struct statfs type = {};
    if (::fstatvfs(m_root.get(), &space) != 0 || ::fstatfs(m_root.get(), &type) != 0)
        return std::unexpected(deviceError(errno, m_rootPath));
    if (isGone()) // the descriptor alone does not know
        return failure(ErrorCode::DeviceGone, m_rootPath);

    StorageInfo info;
    m_clusterBytes = std::max<qint64>(1, static_cast<qint64>(space.f_bsize));
    info.clusterBytes = m_clusterBytes;
    info.totalBytes = static_cast<qint64>(space.f_blocks) * static_cast<qint64>(space.f_frsize);
    info.freeBytes = static_cast<qint64>(space.f_bavail) * static_cast<qint64>(space.f_frsize);
    info.isReadOnly =
        (space.f_flag & ST_RDONLY) != 0 || ::faccessat(m_root.get(), ".", W_OK, AT_EACCESS) != 0;
    const bool isFat = type.f_type == fatMagic;
    m_isFat = isFat || type.f_type == exfatMagic;
    info.isCaseSensitive =
        !isFat && type.f_type != exfatMagic && type.f_type != ntfsMagic && type.f_type != ntfs3Magic;
    if (isFat)
        info.maxFileBytes = fatMaxFileBytes;
    if (m_limitBytes <= 0) // what a limit leaves is counted with one cluster for a folder
        m_folderFormat = isFat                       ? FolderFormat::Vfat
                         : type.f_type == exfatMagic ? FolderFormat::Exfat
                                                     : FolderFormat::Unknown;
    info.folderFormat = m_folderFormat;

    if (m_limitBytes > 0) {
        const auto used = usedBytes(openBeneath(m_root.get(), {}, O_RDONLY | O_DIRECTORY));
        if (!used)
            return std::unexpected(used.error());
        m_usedBytes = *used;
        info.totalBytes = std::min(info.totalBytes, m_limitBytes);
        info.freeBytes = std::clamp<qint64>(m_limitBytes - m_usedBytes, 0, info.freeBytes);
    }
    return info;
}

/// What everything below @p folder takes, in whole clusters; a folder takes one.
Result<qint64> MassStorage::usedBytes(FileDescriptor folder) const
{
    qint64 used = 0;
    const int fd = folder.get();
    const StorageInfo rounding{.clusterBytes = m_clusterBytes};
    const auto visited = forEachEntry(std::move(folder), [&](const char *name, const struct stat &status) {
        used += rounding.occupiedBytes(S_ISDIR(status.st_mode) ? m_clusterBytes : status.st_size);
        if (!S_ISDIR(status.st_mode))
            return;
        FileDescriptor child = openBeneath(fd, name, O_RDONLY | O_DIRECTORY);
        if (!child.isOpen())
            return; // not ours to read; what it holds cannot be counted
        if (const auto below = usedBytes(std::move(child)))
            used += *below;
    });
    if (!visited)
        return std::unexpected(visited.error());
    return used;
}

Result<void> MassStorage::checkRoomFor(qint64 sizeBytes) const
{
    const StorageInfo rounding{.clusterBytes = m_clusterBytes};
    if (m_limitBytes > 0 && m_usedBytes + rounding.occupiedBytes(sizeBytes) > m_limitBytes)
        return failure(ErrorCode::DeviceFull, m_rootPath);
    return {};
}

/// A pulled stick answers with input errors or with nothing at all: its block device is gone at once, its
/// mount point soon another folder.
bool MassStorage::isGone() const
{
    struct stat root = {};
    struct stat now = {};
    return ::fstat(m_root.get(), &root) != 0 || root.st_nlink == 0 || !hasBlockDevice(root.st_dev) ||
           ::stat(QFile::encodeName(m_rootPath).constData(), &now) != 0 || now.st_dev != root.st_dev ||
           now.st_ino != root.st_ino;
}

/// After "no space left": FAT says so, too, of a folder that has all the names it can (65,536 entries, of
/// which a long name takes several).
bool MassStorage::isFolderFull() const
{
    struct statvfs space = {};
    if (m_folderFormat == FolderFormat::Unknown || ::fstatvfs(m_root.get(), &space) != 0)
        return false;
    constexpr quint64 enoughClusters = 4; // a folder asks for one
    return space.f_bavail >= enoughClusters;
}

/// The first part of the path that is a link, which nobody follows; empty if there is none.
QString MassStorage::linkIn(const QString &path) const
{
    for (qsizetype end = 0; end >= 0 && isConfinedPath(path);) {
        end = path.indexOf(u'/', end + 1);
        const QString part = path.left(end); // all of it at the end
        const FileDescriptor found = openBeneath(m_root.get(), QFile::encodeName(part), O_PATH);
        struct stat status = {};
        if (!found.isOpen() || ::fstat(found.get(), &status) != 0)
            return {};
        if (S_ISLNK(status.st_mode))
            return part;
    }
    return {};
}

Error MassStorage::deviceError(int errorNumber, const QString &subject) const
{
    const QString detail = systemMessage(errorNumber);
    if (isGone())
        return {ErrorCode::DeviceGone, m_rootPath, detail};
    switch (errorNumber) {
    case ENOSPC:
        return {isFolderFull() ? ErrorCode::FolderFull : ErrorCode::DeviceFull, subject, detail};
    case EDQUOT:
        return {ErrorCode::DeviceFull, subject, detail};
    case EROFS:
    case EACCES:
    case EPERM:
        return {ErrorCode::DeviceReadOnly, subject, detail};
    case ENODEV:
    case ENXIO:
    case ESTALE:
        return {ErrorCode::DeviceGone, m_rootPath, detail};
    case ENAMETOOLONG:
        return {ErrorCode::NameTooLong, subject, detail};
    case EFBIG:
        return {ErrorCode::FileTooLarge, subject, detail};
    case ELOOP:
    case ENOTDIR:
        if (const QString link = linkIn(subject); !link.isEmpty())
            return {ErrorCode::LinkOnPlayer, link, detail};
        return {ErrorCode::NameTaken, subject, detail};
    case EEXIST:
    case EISDIR:
        return {ErrorCode::NameTaken, subject, detail};
    case ENOENT:
        return {ErrorCode::FileMissing, subject, detail};
    default:
        return {ErrorCode::DeviceFailed, subject, detail};
    }
}

Result<FileDescriptor> MassStorage::openFolder(const QString &path) const
{
    if (!path.isEmpty() && !isConfinedPath(path))
        return failure(ErrorCode::FileMissing, path);
    FileDescriptor folder = openBeneath(m_root.get(), QFile::encodeName(path), O_RDONLY | O_DIRECTORY);
    if (!folder.isOpen())
        return std::unexpected(deviceError(errno, path));
    return folder;
}

/// Whether the player is still there, the caller has to find out: one that is gone reads as empty, and all
/// of it would count as deleted.
Result<QList<StoredObject>> MassStorage::entriesOf(const QString &folder) const
{
    auto fd = openFolder(folder);
    if (!fd) {
        // A link or a file where a folder was expected holds nothing for us.
        if (isSomethingElse(fd.error()))
            return failure(ErrorCode::FileMissing, folder, fd.error().detail);
        return std::unexpected(fd.error());
    }
    QList<StoredObject> objects;
    const auto visited = forEachEntry(std::move(*fd), [&](const char *name, const struct stat &status) {
        const bool isFolder = S_ISDIR(status.st_mode);
        // These two say of a folder how many clusters it has; elsewhere that tells nothing.
        const qint64 folderBytes = m_folderFormat == FolderFormat::Unknown ? 0 : status.st_size;
        const qint64 size = isFolder ? folderBytes : S_ISREG(status.st_mode) ? status.st_size : -1;
        objects.append({.name = QFile::decodeName(name),
                        .sizeBytes = size,
                        .isFolder = isFolder,
                        .modifiedNs = S_ISREG(status.st_mode) ? modifiedNs(status) : -1});
    });
    if (!visited)
        return std::unexpected(
            Error{visited.error().code, joinPath(folder, visited.error().subject), visited.error().detail});
    return objects;
}

Result<QList<StoredObject>> MassStorage::list(const QString &folder)
{
    auto objects = entriesOf(folder);
    if (isGone())
        return failure(ErrorCode::DeviceGone, m_rootPath);
    return objects;
}

/// Most of it is waiting for the kernel: two wait less.
std::vector<Result<QList<StoredObject>>> MassStorage::listEach(const QStringList &folders,
                                                               std::stop_token stop)
{
    constexpr qsizetype readers = 2;
    if (folders.isEmpty())
        return {};
    std::vector<Result<QList<StoredObject>>> found(static_cast<size_t>(folders.size()), cancelled());
    const auto readEverySecond = [&](qsizetype first) {
        for (qsizetype i = first; i < folders.size() && !stop.stop_requested(); i += readers)
            found[static_cast<size_t>(i)] = entriesOf(folders[i]);
    };
    auto other = std::async(std::launch::async, readEverySecond, 1);
    readEverySecond(0);
    other.wait();
    if (isGone())
        return {failure(ErrorCode::DeviceGone, m_rootPath)};
    const auto failed = std::ranges::find_if(found, [](const Result<QList<StoredObject>> &objects) {
        return !objects && objects.error().code != ErrorCode::FileMissing;
    });
    if (failed != found.end())
        found.erase(failed + 1, found.end());
    return found;
}

Result<FileDescriptor> MassStorage::openFile(const QString &path, int flags) const
{
    const auto open = [&](int how) -> Result<FileDescriptor> {
        FileDescriptor file = openBeneath(m_root.get(), QFile::encodeName(path), how);
        if (file.isOpen())
            return file;
        Error error = deviceError(errno, path);
        if (isSomethingElse(error))
            error = {ErrorCode::FileMissing, path, error.detail};
        return std::unexpected(error);
    };
    const auto found = open(O_PATH);
    if (!found)
        return std::unexpected(found.error());
    struct stat status = {};
    if (::fstat(found->get(), &status) != 0)
        return std::unexpected(deviceError(errno, path));
    if (S_ISLNK(status.st_mode))
        return failure(ErrorCode::FileMissing, path);
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
        return failure(ErrorCode::FileTooLarge, path);
    return open(flags | O_NONBLOCK);
}

Result<QByteArray> MassStorage::read(const QString &path, qint64 maxBytes)
{
    if (!isConfinedPath(path))
        return failure(ErrorCode::FileMissing, path);
    const auto file = openFile(path, O_RDONLY);
    if (!file)
        return std::unexpected(file.error());
    struct stat status = {};
    if (::fstat(file->get(), &status) != 0)
        return std::unexpected(deviceError(errno, path));
    if (!S_ISREG(status.st_mode))
        return failure(ErrorCode::FileMissing, path);
    if (status.st_size > maxBytes)
        return failure(ErrorCode::FileTooLarge, path);
    QByteArray data(status.st_size, Qt::Uninitialized);
    const ssize_t got = readFully(file->get(), data.data(), static_cast<size_t>(data.size()));
    if (got < 0)
        return std::unexpected(deviceError(errno, path));
    data.truncate(got);
    return data;
}

Result<Likeness> MassStorage::compare(const QString &path, const QString &sourceFile, Reading reading,
                                      std::stop_token stop)
{
    if (!isConfinedPath(path))
        return failure(ErrorCode::FileMissing, path);
    const auto stored = openFile(path, O_RDONLY);
    if (!stored && stored.error().code == ErrorCode::FileTooLarge)
        return Likeness::Different;
    if (!stored)
        return std::unexpected(stored.error());
    const auto source = SourceFile::open(sourceFile);
    if (!source)
        return std::unexpected(source.error());
    if (reading == Reading::FromMedium && !forgetCached(stored->get()))
        return std::unexpected(deviceError(errno, path));
    return source->compare(stored->get(), std::move(stop)).transform_error([&](const Error &error) {
        return error.code == ErrorCode::DeviceFailed ? deviceError(EIO, path) : error;
    });
}

Result<void> MassStorage::flush()
{
    if (::syncfs(m_root.get()) != 0)
        return std::unexpected(deviceError(errno, m_rootPath));
    // One that has turned read-only amid writing has nothing brought to the medium any more, and says that
    // all is well.
    struct statvfs status = {};
    if (m_wasWritable && ::fstatvfs(m_root.get(), &status) == 0 && (status.f_flag & ST_RDONLY) != 0)
        return failure(ErrorCode::DeviceReadOnly, m_rootPath);
    m_writeBehind.flushed();
    return {};
}

} // namespace tandem::device
