// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of MassStorage that changes what is on the player.

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
#include <sys/stat.h>
#include <vector>

namespace tandem::device {

namespace {

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

/// Players that show dates, and people who look, expect the music's own.
void setTimes(int file, const Parcel &parcel, const SourceFile &source)
{
    timespec time = source.modified();
    if (parcel.modifiedNs >= 0)
        time = {.tv_sec = parcel.modifiedNs / nsPerSecond, .tv_nsec = parcel.modifiedNs % nsPerSecond};
    const std::array times = {time, time};
    ::futimens(file, times.data());
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

/// By way of its own folder, which may have become a link to elsewhere.
void MassStorage::removeIncomingFolder()
{
    const QString path = QString::fromLatin1(incomingPath);
    if (const auto folder = openFolder(parentPath(path)))
        ::unlinkat(folder->get(), QFile::encodeName(fileNameOf(path)).constData(), AT_REMOVEDIR);
}

Result<void> MassStorage::removeLeftovers(const QStringList &)
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

} // namespace tandem::device
