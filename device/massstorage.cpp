// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "massstorage.h"

#include "device/devicepath.h"

#include <QFile>
#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
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
constexpr qint64 copyBlockBytes = 4 << 20; ///< between two looks at the stop token
constexpr qint64 compareBlockBytes = 4096; ///< the smallest unit that a file system leaves unwritten

QString systemMessage(int errorNumber)
{
    return QString::fromLocal8Bit(std::strerror(errorNumber));
}

/// Opens @p path below @p root; neither ".." nor a link leads out of it, or anywhere at all.
FileDescriptor openBeneath(int root, const QByteArray &path, int flags)
{
    open_how how = {};
    how.flags = static_cast<__u64>(flags | O_CLOEXEC | O_NOFOLLOW);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    const QByteArray target = path.isEmpty() ? QByteArray(".") : path;
    return FileDescriptor(
        static_cast<int>(::syscall(SYS_openat2, root, target.constData(), &how, sizeof how)));
}

/// rename(2) that fails with EEXIST rather than replace; file systems that cannot promise that
/// themselves (some FUSE ones) get a look before the leap.
int renameWithoutReplacing(int fromFolder, const char *from, int toFolder, const char *to)
{
    if (::renameat2(fromFolder, from, toFolder, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL)
        return -1;
    struct stat status = {};
    if (::fstatat(toFolder, to, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    return ::renameat(fromFolder, from, toFolder, to);
}

Error sourceError(int errorNumber, const QString &file)
{
    const ErrorCode code =
        errorNumber == ENOENT || errorNumber == ENOTDIR ? ErrorCode::FileMissing : ErrorCode::FileUnreadable;
    return {code, file, systemMessage(errorNumber)};
}

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

struct SourceFile {
    FileDescriptor fd;
    struct stat status = {};
};

Result<SourceFile> openSource(const QString &file)
{
    SourceFile source;
    source.fd =
        FileDescriptor(::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!source.fd.isOpen() || ::fstat(source.fd.get(), &source.status) != 0)
        return std::unexpected(sourceError(errno, file));
    if (!S_ISREG(source.status.st_mode))
        return failure(ErrorCode::FileUnreadable, file);
    return source;
}

bool isUnchanged(const struct stat &before, const struct stat &after)
{
    return before.st_size == after.st_size && before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
           before.st_mtim.tv_nsec == after.st_mtim.tv_nsec;
}

/// Copies up to @p count bytes on. Returns what was copied, 0 at the end, -1 with errno;
/// @p readFailed tells which side an error is of.
qint64 copyBlock(int from, int to, qint64 count, std::vector<char> &buffer, bool &readFailed)
{
    readFailed = false;
    if (buffer.empty()) {
        const ssize_t copied = ::copy_file_range(from, nullptr, to, nullptr, static_cast<size_t>(count), 0);
        if (copied >= 0)
            return copied;
        // Other file systems, or a kernel that does not copy between these two.
        if (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
            return -1;
        buffer.resize(1 << 20);
    }
    const ssize_t got =
        ::read(from, buffer.data(), std::min<size_t>(buffer.size(), static_cast<size_t>(count)));
    if (got <= 0) {
        readFailed = got < 0;
        return got;
    }
    for (ssize_t put = 0; put < got;) {
        const ssize_t n = ::write(to, buffer.data() + put, static_cast<size_t>(got - put));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        put += n;
    }
    return got;
}

/// Reads until the buffer is full or the file ends.
ssize_t readFully(int fd, char *buffer, size_t size)
{
    size_t total = 0;
    while (total < size) {
        const ssize_t got = ::read(fd, buffer + total, size - total);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        total += static_cast<size_t>(got);
    }
    return static_cast<ssize_t>(total);
}

bool isZero(const char *data, qint64 size)
{
    return std::all_of(data, data + size, [](char c) { return c == 0; });
}

/// Calls @p visit(name, status) for all that lies in @p folder, links not followed; stops on false.
template <class Visit>
Result<void> forEachEntry(const FileDescriptor &folder, const Visit &visit)
{
    DIR *stream = ::fdopendir(::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!stream)
        return failure(ErrorCode::DeviceFailed, {}, systemMessage(errno));
    const std::unique_ptr<DIR, int (*)(DIR *)> guard(stream, ::closedir);
    errno = 0;
    while (const dirent *entry = ::readdir(stream)) {
        if (qstrcmp(entry->d_name, ".") == 0 || qstrcmp(entry->d_name, "..") == 0)
            continue;
        struct stat status = {};
        if (::fstatat(folder.get(), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
            visit(entry->d_name, status);
        errno = 0;
    }
    if (errno != 0)
        return failure(ErrorCode::DeviceFailed, {}, systemMessage(errno));
    return {};
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
    ~Incoming()
    {
        if (!m_name.isEmpty())
            ::unlinkat(m_folder, m_name.constData(), 0);
    }

    int folder() const { return m_folder; }
    const char *name() const { return m_name.constData(); }
    int fd() const { return m_file.get(); }
    void setPlaced() { m_name.clear(); }

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
        ::unlinkat(m_root.get(), incomingPath, AT_REMOVEDIR);
}

Result<std::unique_ptr<DeviceStorage>> MassStorage::open(const QString &root, qint64 limitBytes)
{
    FileDescriptor fd(::open(QFile::encodeName(root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.isOpen()) {
        const ErrorCode code = errno == EACCES ? ErrorCode::FileUnreadable : ErrorCode::NotConnected;
        return failure(code, root, systemMessage(errno));
    }
    std::unique_ptr<MassStorage> storage(new MassStorage(std::move(fd), root, limitBytes));
    if (auto info = storage->info(); !info)
        return std::unexpected(info.error());
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
    info.isCaseSensitive =
        !isFat && type.f_type != exfatMagic && type.f_type != ntfsMagic && type.f_type != ntfs3Magic;
    if (isFat)
        info.maxFileBytes = fatMaxFileBytes;

    if (m_limitBytes > 0) {
        const auto used = usedBytes(m_root);
        if (!used)
            return std::unexpected(used.error());
        m_usedBytes = *used;
        info.totalBytes = std::min(info.totalBytes, m_limitBytes);
        info.freeBytes = std::clamp<qint64>(m_limitBytes - m_usedBytes, 0, info.freeBytes);
    }
    return info;
}

/// What everything below @p folder takes, in whole clusters; a folder takes one.
Result<qint64> MassStorage::usedBytes(const FileDescriptor &folder) const
{
    qint64 used = 0;
    Error firstError;
    const StorageInfo rounding{.clusterBytes = m_clusterBytes};
    const auto visited = forEachEntry(folder, [&](const char *name, const struct stat &status) {
        used += rounding.occupiedBytes(S_ISDIR(status.st_mode) ? m_clusterBytes : status.st_size);
        if (!S_ISDIR(status.st_mode))
            return;
        const FileDescriptor child = openBeneath(folder.get(), name, O_RDONLY | O_DIRECTORY);
        if (!child.isOpen())
            return; // not ours to read; what it holds cannot be counted
        if (const auto below = usedBytes(child))
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

/// A pulled stick answers with input errors or with nothing at all, and its mount point is soon another
/// folder.
bool MassStorage::isGone() const
{
    struct stat root = {};
    struct stat now = {};
    return ::fstat(m_root.get(), &root) != 0 || root.st_nlink == 0 ||
           ::stat(QFile::encodeName(m_rootPath).constData(), &now) != 0 || now.st_dev != root.st_dev ||
           now.st_ino != root.st_ino;
}

Error MassStorage::deviceError(int errorNumber, const QString &subject) const
{
    const QString detail = systemMessage(errorNumber);
    if (isGone())
        return {ErrorCode::DeviceGone, m_rootPath, detail};
    switch (errorNumber) {
    case ENOSPC:
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
    case EEXIST:
    case ELOOP:
    case ENOTDIR:
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

Result<QList<StoredObject>> MassStorage::list(const QString &folder)
{
    const auto fd = openFolder(folder);
    if (!fd) {
        // A link or a file where a folder was expected holds nothing for us.
        if (fd.error().code == ErrorCode::NameTaken)
            return failure(ErrorCode::FileMissing, folder, fd.error().detail);
        return std::unexpected(fd.error());
    }
    QList<StoredObject> objects;
    const auto visited = forEachEntry(*fd, [&](const char *name, const struct stat &status) {
        const bool isFolder = S_ISDIR(status.st_mode);
        const qint64 size = isFolder ? 0 : S_ISREG(status.st_mode) ? status.st_size : -1;
        objects.append({QFile::decodeName(name), size, isFolder});
    });
    if (isGone()) // it then reads as empty, and all of it would count as deleted
        return failure(ErrorCode::DeviceGone, m_rootPath);
    if (!visited)
        return std::unexpected(visited.error());
    return objects;
}

Result<QByteArray> MassStorage::read(const QString &path, qint64 maxBytes)
{
    if (!isConfinedPath(path))
        return failure(ErrorCode::FileMissing, path);
    const FileDescriptor file = openBeneath(m_root.get(), QFile::encodeName(path), O_RDONLY | O_NONBLOCK);
    if (!file.isOpen()) {
        Error error = deviceError(errno, path);
        if (error.code == ErrorCode::NameTaken)
            error.code = ErrorCode::FileMissing;
        return std::unexpected(error);
    }
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0)
        return std::unexpected(deviceError(errno, path));
    if (!S_ISREG(status.st_mode))
        return failure(ErrorCode::FileMissing, path);
    if (status.st_size > maxBytes)
        return failure(ErrorCode::FileTooLarge, path);
    QByteArray data(status.st_size, Qt::Uninitialized);
    const ssize_t got = readFully(file.get(), data.data(), static_cast<size_t>(data.size()));
    if (got < 0)
        return std::unexpected(deviceError(errno, path));
    data.truncate(got);
    return data;
}

Result<MassStorage::Incoming> MassStorage::makeIncoming()
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
        return std::unexpected(deviceError(errno, QString::fromLatin1(name)));
    return Incoming(m_incomingFolder.get(), name, std::move(file));
}

Result<void> MassStorage::place(Incoming &incoming, const QString &path, bool mayReplace)
{
    const auto folder = folderForWriting(parentPath(path));
    if (!folder)
        return std::unexpected(folder.error());
    const QByteArray name = QFile::encodeName(fileNameOf(path));
    const StorageInfo rounding{.clusterBytes = m_clusterBytes};
    struct stat old = {};
    const bool replaces = mayReplace && ::fstatat(*folder, name.constData(), &old, AT_SYMLINK_NOFOLLOW) == 0;
    struct stat added = {};
    ::fstat(incoming.fd(), &added);

    const int done =
        mayReplace ? ::renameat(incoming.folder(), incoming.name(), *folder, name.constData())
                   : renameWithoutReplacing(incoming.folder(), incoming.name(), *folder, name.constData());
    if (done != 0)
        return std::unexpected(deviceError(errno, path));
    incoming.setPlaced();
    m_usedBytes +=
        rounding.occupiedBytes(added.st_size) - (replaces ? rounding.occupiedBytes(old.st_size) : 0);
    return {};
}

Result<void> MassStorage::write(const QString &path, const QByteArray &data)
{
    if (auto target = checkTarget(path); !target)
        return target;
    if (auto room = checkRoomFor(data.size()); !room)
        return room;
    auto incoming = makeIncoming();
    if (!incoming)
        return std::unexpected(incoming.error());
    for (qsizetype put = 0; put < data.size();) {
        const ssize_t n =
            ::write(incoming->fd(), data.constData() + put, static_cast<size_t>(data.size() - put));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return std::unexpected(deviceError(errno, path));
        put += n;
    }
    // Small and precious: its name must never point to content that has not reached the medium.
    if (::fdatasync(incoming->fd()) != 0)
        return std::unexpected(deviceError(errno, path));
    return place(*incoming, path, true);
}

Result<void> MassStorage::send(const Parcel &parcel, std::stop_token stop, const BytesWritten &written)
{
    if (auto target = checkTarget(parcel.path); !target)
        return target;
    auto source = openSource(parcel.sourceFile);
    if (!source)
        return std::unexpected(source.error());
    if (source->status.st_size != parcel.sizeBytes)
        return failure(ErrorCode::FileChanged, parcel.sourceFile);
    if (auto room = checkRoomFor(parcel.sizeBytes); !room)
        return room;
    auto incoming = makeIncoming();
    if (!incoming)
        return std::unexpected(incoming.error());

    std::vector<char> buffer;
    qint64 copied = 0;
    while (copied < parcel.sizeBytes) {
        if (stop.stop_requested())
            return cancelled();
        bool readFailed = false;
        const qint64 count = std::min(parcel.sizeBytes - copied, copyBlockBytes);
        const qint64 n = copyBlock(source->fd.get(), incoming->fd(), count, buffer, readFailed);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return std::unexpected(readFailed ? sourceError(errno, parcel.sourceFile)
                                              : deviceError(errno, parcel.path));
        if (n == 0)
            break; // shorter than it was: found out below
        copied += n;
        if (written)
            written(n);
    }

    struct stat after = {};
    struct stat stored = {};
    if (::fstat(source->fd.get(), &after) != 0 || copied != parcel.sizeBytes ||
        !isUnchanged(source->status, after))
        return failure(ErrorCode::FileChanged, parcel.sourceFile);
    if (::fstat(incoming->fd(), &stored) != 0)
        return std::unexpected(deviceError(errno, parcel.path));
    if (stored.st_size != parcel.sizeBytes)
        return failure(ErrorCode::DeviceFailed, parcel.path);
    // Players that show dates, and people who look, expect the music's own. FAT rounds it: never relied on.
    const std::array times = {source->status.st_mtim, source->status.st_mtim};
    ::futimens(incoming->fd(), times.data());
    return place(*incoming, parcel.path, parcel.mayReplace);
}

Result<void> MassStorage::move(const QString &from, const QString &to)
{
    if (!isConfinedPath(from))
        return failure(ErrorCode::FileMissing, from);
    const auto fromFolder = openFolder(parentPath(from));
    if (!fromFolder)
        return std::unexpected(fromFolder.error());
    if (auto target = checkTarget(to); !target)
        return target;
    const auto toFolder = folderForWriting(parentPath(to));
    if (!toFolder)
        return std::unexpected(toFolder.error());
    if (renameWithoutReplacing(fromFolder->get(), QFile::encodeName(fileNameOf(from)).constData(), *toFolder,
                               QFile::encodeName(fileNameOf(to)).constData()) != 0)
        return std::unexpected(deviceError(errno, errno == EEXIST ? to : from));
    removeEmptyFolders(parentPath(from));
    return {};
}

Result<void> MassStorage::remove(const QString &path, qint64 sizeBytes)
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
    if (!S_ISREG(status.st_mode) || status.st_size != sizeBytes)
        return failure(ErrorCode::FileChanged, path);
    if (::unlinkat(folder->get(), name.constData(), 0) != 0)
        return std::unexpected(deviceError(errno, path));
    m_usedBytes -= StorageInfo{.clusterBytes = m_clusterBytes}.occupiedBytes(sizeBytes);
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

Result<Likeness> MassStorage::compare(const QString &path, const QString &sourceFile, std::stop_token stop)
{
    if (!isConfinedPath(path))
        return failure(ErrorCode::FileMissing, path);
    const FileDescriptor stored = openBeneath(m_root.get(), QFile::encodeName(path), O_RDONLY | O_NONBLOCK);
    if (!stored.isOpen())
        return std::unexpected(deviceError(errno, path));
    const auto source = openSource(sourceFile);
    if (!source)
        return std::unexpected(source.error());
    struct stat status = {};
    if (::fstat(stored.get(), &status) != 0)
        return std::unexpected(deviceError(errno, path));
    if (!S_ISREG(status.st_mode) || status.st_size > source->status.st_size)
        return Likeness::Different;

    std::vector<char> ours(1 << 20);
    std::vector<char> theirs(1 << 20);
    bool isIdentical = status.st_size == source->status.st_size;
    for (;;) {
        if (stop.stop_requested())
            return cancelled();
        const ssize_t stored_n = readFully(stored.get(), theirs.data(), theirs.size());
        if (stored_n < 0)
            return std::unexpected(deviceError(errno, path));
        if (stored_n == 0)
            return isIdentical ? Likeness::Identical : Likeness::Torn;
        const ssize_t n = readFully(source->fd.get(), ours.data(), static_cast<size_t>(stored_n));
        if (n != stored_n)
            return failure(ErrorCode::FileUnreadable, sourceFile);
        for (qint64 at = 0; at < n; at += compareBlockBytes) {
            const qint64 size = std::min<qint64>(compareBlockBytes, n - at);
            if (std::memcmp(ours.data() + at, theirs.data() + at, static_cast<size_t>(size)) == 0)
                continue;
            if (!isZero(theirs.data() + at, size))
                return Likeness::Different;
            isIdentical = false;
        }
    }
}

Result<void> MassStorage::removeLeftovers()
{
    const QString path = QString::fromLatin1(incomingPath);
    const auto folder = openFolder(path);
    if (!folder)
        return {}; // nothing was left
    std::vector<QByteArray> names;
    const auto visited = forEachEntry(*folder, [&](const char *name, const struct stat &status) {
        if (S_ISREG(status.st_mode) && QByteArray(name).endsWith(".part"))
            names.emplace_back(name);
    });
    if (!visited)
        return visited;
    for (const QByteArray &name : names) {
        if (::unlinkat(folder->get(), name.constData(), 0) != 0)
            return std::unexpected(deviceError(errno, path));
    }
    if (!m_incomingFolder.isOpen())
        ::unlinkat(m_root.get(), incomingPath, AT_REMOVEDIR);
    return {};
}

Result<void> MassStorage::flush()
{
    if (::syncfs(m_root.get()) != 0)
        return std::unexpected(deviceError(errno, m_rootPath));
    return {};
}

} // namespace tandem::device
