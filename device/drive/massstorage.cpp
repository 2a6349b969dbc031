// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "massstorage.h"

#include "device/drive/posixio.h"
#include "device/drive/sectordifference.h"
#include "device/drive/sourcefile.h"
#include "device/storage/devicepath.h"

#include <QFile>
#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <future>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

// linux/magic.h and the file systems' own headers
constexpr long fatMagic = 0x4d44;
constexpr long exfatMagic = 0x2011BAB0;
constexpr long ntfsMagic = 0x5346544e;
constexpr long ntfs3Magic = 0x7366746e;
constexpr qint64 fatMaxFileBytes = 0xffffffff;

constexpr auto incomingPath = ".tandem/incoming";
constexpr qint64 copyBlockBytes = 512 << 10; ///< between two looks at the stop token

/// Whether the open folder has not been removed by somebody else.
bool isThere(const FileDescriptor &folder)
{
    struct stat status = {};
    return folder.isOpen() && ::fstat(folder.get(), &status) == 0 && status.st_nlink > 0;
}

/// Whether something may be written there at all.
Result<void> checkTarget(const QString &path)
{
    if (isConfinedPath(path))
        return {};
    const auto names = QStringView(path).split(u'/');
    const bool isLong =
        std::ranges::any_of(names, [](QStringView name) { return name.toUtf8().size() > NAME_MAX; });
    return failure(isLong ? ErrorCode::NameTooLong : ErrorCode::NameTaken, path);
}

/// Whether what was to be opened is there as something else: a file for a folder, or a link.
bool isSomethingElse(const Error &error)
{
    return error.code == ErrorCode::NameTaken || error.code == ErrorCode::LinkOnPlayer;
}

constexpr qint64 nsPerSecond = 1'000'000'000;

/// Players that show dates, and people who look, expect the music's own.
void setTimes(int file, const Parcel &parcel, const SourceFile &source)
{
    timespec time = source.modified();
    if (parcel.modifiedNs >= 0)
        time = {.tv_sec = parcel.modifiedNs / nsPerSecond, .tv_nsec = parcel.modifiedNs % nsPerSecond};
    const std::array times = {time, time};
    ::futimens(file, times.data());
}

qint64 modifiedNs(const struct stat &status)
{
    return status.st_mtim.tv_sec * nsPerSecond + status.st_mtim.tv_nsec;
}

FileStamp stampOf(const struct stat &status)
{
    return {.sizeBytes = status.st_size, .modifiedNs = modifiedNs(status)};
}

/// Whether it is a file, and the one that is expected.
bool isStill(const FileStamp &expected, const struct stat &found)
{
    return S_ISREG(found.st_mode) && isStill(expected, stampOf(found));
}

/// Whoever expects nothing in particular replaces a link, too: itself, not what it points to.
bool mayReplace(const struct stat &old, const FileStamp &expected)
{
    return expected == FileStamp{} ? !S_ISDIR(old.st_mode) : isStill(expected, old);
}

} // namespace

class MassStorage::Incoming
{
public:
    Incoming(int folder, QByteArray name, FileDescriptor file)
        : m_folder(folder), m_name(std::move(name)), m_file(std::move(file))
    {
    }
    Incoming(Incoming &&other) noexcept
        : m_folder(other.m_folder), m_name(std::exchange(other.m_name, {})), m_file(std::move(other.m_file))
    {
    }
    Incoming &operator=(Incoming &&) = delete;
    ~Incoming() { remove(); }

    int folder() const { return m_folder; }
    const char *name() const { return m_name.constData(); }
    int fd() const { return m_file.get(); }
    void setPlaced() { m_name.clear(); }

    void remove()
    {
        if (!m_name.isEmpty())
            ::unlinkat(m_folder, m_name.constData(), 0);
        m_name.clear();
    }

private:
    int m_folder;
    QByteArray m_name;
    FileDescriptor m_file;
};

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

Result<int> MassStorage::folderForWriting(const QString &path)
{
    if (path == m_writingFolderPath && isThere(m_writingFolder))
        return m_writingFolder.get();

    FileDescriptor folder = openBeneath(m_root.get(), QFile::encodeName(path), O_RDONLY | O_DIRECTORY);
    if (!folder.isOpen() && errno == ENOENT && !path.isEmpty()) {
        const auto parent = folderForWriting(parentPath(path));
        if (!parent)
            return parent;
        if (::mkdirat(*parent, QFile::encodeName(fileNameOf(path)).constData(), 0777) == 0)
            m_usedBytes += m_clusterBytes;
        else if (errno != EEXIST)
            return std::unexpected(deviceError(errno, path));
        folder = openBeneath(m_root.get(), QFile::encodeName(path), O_RDONLY | O_DIRECTORY);
    }
    if (!folder.isOpen())
        return std::unexpected(deviceError(errno, path));
    m_writingFolder = std::move(folder);
    m_writingFolderPath = path;
    return m_writingFolder.get();
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

Result<MassStorage::Incoming> MassStorage::makeIncoming(const QString &path)
{
    if (!isThere(m_incomingFolder)) {
        const auto made = folderForWriting(QString::fromLatin1(incomingPath));
        if (!made)
            return std::unexpected(made.error());
        m_incomingFolder = openBeneath(m_root.get(), incomingPath, O_RDONLY | O_DIRECTORY);
        if (!m_incomingFolder.isOpen())
            return std::unexpected(deviceError(errno, QString::fromLatin1(incomingPath)));
    }
    QByteArray name;
    FileDescriptor file;
    do { // an interrupted session may have left some
        name = QByteArray::number(++m_incomingNumber) + ".part";
        file = FileDescriptor(::openat(m_incomingFolder.get(), name.constData(),
                                       O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    } while (!file.isOpen() && errno == EEXIST);
    if (!file.isOpen())
        return std::unexpected(deviceError(errno, path));
    return Incoming(m_incomingFolder.get(), name, std::move(file));
}

Result<FileStamp> MassStorage::place(Incoming &incoming, const QString &path,
                                     const std::optional<FileStamp> &replaces)
{
    const auto folder = folderForWriting(parentPath(path));
    if (!folder)
        return std::unexpected(folder.error());
    const QByteArray name = QFile::encodeName(fileNameOf(path));
    struct stat added = {};
    if (::fstat(incoming.fd(), &added) != 0)
        return std::unexpected(deviceError(errno, path));
    const qint64 addedBytes = StorageInfo{.clusterBytes = m_clusterBytes}.occupiedBytes(added.st_size);

    if (renameWithoutReplacing(incoming.folder(), incoming.name(), *folder, name.constData()) == 0) {
        incoming.setPlaced();
        m_usedBytes += addedBytes;
        return stampOf(added);
    }
    if (errno != EEXIST || !replaces)
        return std::unexpected(deviceError(errno, path));
    if (auto replaced = renameOver(incoming, *folder, path, *replaces); !replaced)
        return std::unexpected(replaced.error());
    m_usedBytes += addedBytes;
    return stampOf(added);
}

/// Looks before, so that what is not ours keeps its name, and, where the file system can exchange two names
/// in one step, once more at what has really been replaced. FAT is not asked to: cut off in the midst of it,
/// two names would have the same clusters.
Result<void> MassStorage::renameOver(Incoming &incoming, int folder, const QString &path,
                                     const FileStamp &expected)
{
    const QByteArray name = QFile::encodeName(fileNameOf(path));
    struct stat old = {};
    if (::fstatat(folder, name.constData(), &old, AT_SYMLINK_NOFOLLOW) != 0)
        return std::unexpected(deviceError(errno, path));
    if (!mayReplace(old, expected))
        return failure(S_ISDIR(old.st_mode) ? ErrorCode::NameTaken : ErrorCode::FileChanged, path);
    const auto exchange = [&] {
        return ::renameat2(incoming.folder(), incoming.name(), folder, name.constData(), RENAME_EXCHANGE);
    };
    if (!m_isFat && exchange() == 0) {
        struct stat replaced = {};
        if (::fstatat(incoming.folder(), incoming.name(), &replaced, AT_SYMLINK_NOFOLLOW) != 0)
            return std::unexpected(deviceError(errno, path));
        if (!mayReplace(replaced, expected)) {
            if (exchange() != 0)
                incoming.setPlaced(); // what has its name now is not ours to remove
            return failure(ErrorCode::FileChanged, path);
        }
        incoming.remove();
    } else if (::renameat(incoming.folder(), incoming.name(), folder, name.constData()) == 0) {
        incoming.setPlaced();
    } else {
        return std::unexpected(deviceError(errno, path));
    }
    m_usedBytes -= StorageInfo{.clusterBytes = m_clusterBytes}.occupiedBytes(old.st_size);
    return {};
}

Result<FileStamp> MassStorage::write(const QString &path, const QByteArray &data,
                                     const std::optional<FileStamp> &replaces)
{
    if (auto target = checkTarget(path); !target)
        return std::unexpected(target.error());
    if (auto room = checkRoomFor(data.size()); !room)
        return std::unexpected(room.error());
    auto incoming = makeIncoming(path);
    if (!incoming)
        return std::unexpected(incoming.error());
    if (!writeFully(incoming->fd(), data.constData(), static_cast<size_t>(data.size())))
        return std::unexpected(deviceError(errno, path));
    // Small and precious: its name must never point to content that has not reached the medium.
    if (::fdatasync(incoming->fd()) != 0)
        return std::unexpected(deviceError(errno, path));
    return place(*incoming, path, replaces);
}

Result<FileStamp> MassStorage::send(const Parcel &parcel, std::stop_token stop, const BytesWritten &written)
{
    if (auto target = checkTarget(parcel.path); !target)
        return std::unexpected(target.error());
    const auto source = SourceFile::open(parcel.sourceFile);
    if (!source)
        return std::unexpected(source.error());
    if (source->sizeBytes() != parcel.sizeBytes)
        return failure(ErrorCode::FileChanged, parcel.sourceFile);
    if (auto room = checkRoomFor(parcel.sizeBytes); !room)
        return std::unexpected(room.error());
    auto incoming = makeIncoming(parcel.path);
    if (!incoming)
        return std::unexpected(incoming.error());

    BlockCopier copier(source->fd(), incoming->fd());
    qint64 copied = 0;
    while (copied < parcel.sizeBytes) {
        if (stop.stop_requested())
            return cancelled();
        const ssize_t n =
            copier.copy(static_cast<size_t>(std::min(parcel.sizeBytes - copied, copyBlockBytes)));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return std::unexpected(copier.hasReadFailed() ? source->readError(errno)
                                                          : deviceError(errno, parcel.path));
        if (n == 0)
            break; // shorter than it was: found out below
        m_writeBehind.wrote(incoming->fd(), copied, n);
        copied += n;
        if (written)
            written(n);
    }

    if (copied != parcel.sizeBytes || !source->isUnchanged())
        return failure(ErrorCode::FileChanged, parcel.sourceFile);
    struct stat stored = {};
    if (::fstat(incoming->fd(), &stored) != 0)
        return std::unexpected(deviceError(errno, parcel.path));
    if (stored.st_size != parcel.sizeBytes)
        return failure(ErrorCode::DeviceFailed, parcel.path);
    setTimes(incoming->fd(), parcel, *source);
    return place(*incoming, parcel.path, parcel.replaces);
}

Result<std::optional<FileStamp>> MassStorage::patch(const Parcel &parcel, std::stop_token stop)
{
    const QString &path = parcel.path;
    if (!isConfinedPath(path) || !parcel.replaces)
        return std::nullopt;
    const auto stored = openFile(path, O_RDWR);
    const auto source = SourceFile::open(parcel.sourceFile);
    struct stat status = {};
    if (!stored || !source || ::fstat(stored->get(), &status) != 0)
        return std::nullopt; // send() will say what is wrong
    // With a second name somewhere, another file would change along with this one.
    if (!isStill(*parcel.replaces, status) || status.st_nlink != 1 || status.st_size != source->sizeBytes() ||
        status.st_size != parcel.sizeBytes)
        return std::nullopt;
    const auto difference = findDifference(stored->get(), *source, std::move(stop));
    if (!difference && difference.error().code == ErrorCode::DeviceFailed)
        return std::unexpected(deviceError(EIO, path));
    if (!difference)
        return std::unexpected(difference.error());
    if (difference->kind == SectorDifference::Kind::More)
        return std::nullopt;
    if (!source->isUnchanged())
        return failure(ErrorCode::FileChanged, parcel.sourceFile);

    const QByteArray &sector = difference->content;
    const auto length = static_cast<size_t>(sector.size());
    if (!sector.isEmpty()) {
        if (::pwrite(stored->get(), sector.constData(), length, difference->offset) != sector.size()) {
            const int reason = errno;
            // By its time it is known for what was placed.
            const std::array times{status.st_atim, status.st_mtim};
            ::futimens(stored->get(), times.data());
            // Some file systems need new room even for that.
            if (reason == ENOSPC || reason == EDQUOT)
                return std::nullopt;
            return std::unexpected(deviceError(reason, path));
        }
        QByteArray written(sector.size(), '\0');
        if (::pread(stored->get(), written.data(), length, difference->offset) != sector.size() ||
            written != sector)
            return failure(ErrorCode::DeviceFailed, path);
    }
    setTimes(stored->get(), parcel, *source);
    if (::fstat(stored->get(), &status) != 0)
        return std::unexpected(deviceError(errno, path));
    return stampOf(status);
}

Result<void> MassStorage::move(const QString &from, const QString &to, const FileStamp &expected)
{
    if (!isConfinedPath(from))
        return failure(ErrorCode::FileMissing, from);
    const auto fromFolder = openFolder(parentPath(from));
    if (!fromFolder)
        return std::unexpected(fromFolder.error());
    const QByteArray name = QFile::encodeName(fileNameOf(from));
    struct stat status = {};
    if (::fstatat(fromFolder->get(), name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return std::unexpected(deviceError(errno, from));
    if (!isStill(expected, status))
        return failure(ErrorCode::FileChanged, from);
    if (auto target = checkTarget(to); !target)
        return target;
    const auto toFolder = folderForWriting(parentPath(to));
    if (!toFolder)
        return std::unexpected(toFolder.error());
    const QByteArray newName = QFile::encodeName(fileNameOf(to));
    if (renameWithoutReplacing(fromFolder->get(), name.constData(), *toFolder, newName.constData()) != 0)
        return std::unexpected(deviceError(errno, errno == EEXIST ? to : from));
    // What was moved may have come there in the last moment.
    if (::fstatat(*toFolder, newName.constData(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        !isStill(expected, status) &&
        renameWithoutReplacing(*toFolder, newName.constData(), fromFolder->get(), name.constData()) == 0)
        return failure(ErrorCode::FileChanged, from);
    removeEmptyFolders(parentPath(from));
    return {};
}

Result<void> MassStorage::remove(const QString &path, const FileStamp &expected)
{
    if (!isConfinedPath(path))
        return failure(ErrorCode::FileMissing, path);
    const auto folder = openFolder(parentPath(path));
    if (!folder)
        return std::unexpected(folder.error());
    const QByteArray name = QFile::encodeName(fileNameOf(path));
    struct stat status = {};
    if (::fstatat(folder->get(), name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return std::unexpected(deviceError(errno, path));
    if (!isStill(expected, status))
        return failure(ErrorCode::FileChanged, path);
    if (::unlinkat(folder->get(), name.constData(), 0) != 0)
        return std::unexpected(deviceError(errno, path));
    m_usedBytes -= StorageInfo{.clusterBytes = m_clusterBytes}.occupiedBytes(status.st_size);
    removeEmptyFolders(parentPath(path));
    return {};
}

void MassStorage::removeEmptyFolders(const QString &lowest)
{
    for (QString path = lowest; path.contains(u'/'); path = parentPath(path)) {
        const auto parent = openFolder(parentPath(path));
        if (!parent ||
            ::unlinkat(parent->get(), QFile::encodeName(fileNameOf(path)).constData(), AT_REMOVEDIR) != 0)
            return;
        m_usedBytes -= m_clusterBytes;
        if (path == m_writingFolderPath)
            m_writingFolder.reset();
    }
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

/// By way of its own folder, which may have become a link to elsewhere.
void MassStorage::removeIncomingFolder()
{
    const QString path = QString::fromLatin1(incomingPath);
    if (const auto folder = openFolder(parentPath(path)))
        ::unlinkat(folder->get(), QFile::encodeName(fileNameOf(path)).constData(), AT_REMOVEDIR);
}

Result<void> MassStorage::removeLeftovers()
{
    const QString path = QString::fromLatin1(incomingPath);
    auto folder = openFolder(path);
    if (!folder)
        return {}; // nothing was left
    std::vector<QByteArray> names;
    const auto visited = forEachEntry(std::move(*folder), [&](const char *name, const struct stat &status) {
        if (S_ISREG(status.st_mode) && QByteArray(name).endsWith(".part"))
            names.emplace_back(name);
    });
    if (!visited)
        return visited;
    folder = openFolder(path);
    if (!folder)
        return std::unexpected(folder.error());
    for (const QByteArray &name : names) {
        if (::unlinkat(folder->get(), name.constData(), 0) != 0)
            return std::unexpected(deviceError(errno, path));
    }
    if (!m_incomingFolder.isOpen())
        removeIncomingFolder();
    return {};
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
