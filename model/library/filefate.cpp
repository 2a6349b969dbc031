// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filefate.h"

#include "base/filedescriptor.h"
#include "model/db/database.h"
#include "model/scan/absence.h"
#include "model/tracks/formerpath.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct CloseFolder {
    void operator()(DIR *folder) const { ::closedir(folder); }
};

constexpr int folderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK;

/// "/" above "/a".
QByteArray folderAbove(const QByteArray &path)
{
    return path.first(std::max<qsizetype>(path.lastIndexOf('/'), 1));
}

/// Whether there is nothing under this name: not a link either, that leads nowhere now.
bool isGone(const QByteArray &path)
{
    struct stat status = {};
    return ::lstat(path.constData(), &status) != 0 && errno == ENOENT;
}

} // namespace

FileFates::FileFates(FileSystemOf fileSystemOf) : m_fileSystemOf(std::move(fileSystemOf)) {}

FileFate FileFates::of(const MissingFile &file)
{
    for (QByteArray folder = folderAbove(file.path); folder.size() >= file.folder.size();
         folder = folderAbove(folder)) {
        const FileDescriptor descriptor(::open(folder.constData(), folderFlags));
        if (!descriptor.isOpen()) {
            if (errno == ENOENT && isGone(folder))
                continue;
            return FileFate::Unsaid;
        }
        // Asked of the open folder: whatever is mounted or unmounted meanwhile, it is the same one.
        const QByteArray below = file.path.sliced(folder.endsWith('/') ? folder.size() : folder.size() + 1);
        struct stat status = {};
        const bool isThere =
            ::fstatat(descriptor.get(), below.constData(), &status, AT_SYMLINK_NOFOLLOW) == 0;
        if (isThere && !file.isReplaced)
            return FileFate::There;
        const bool isNotThere = isThere || errno == ENOENT;
        const QByteArray fileSystem = m_fileSystemOf(descriptor.get(), folder);
        const Absence absence =
            absenceOf({.isAboveReadable = isNotThere && isListed(descriptor.get(), folder),
                       .isFileSystemKnown = !file.place.isEmpty(),
                       .isOnSameFileSystem = fileSystem == fileSystemOfPlace(file.place)});
        return absence == Absence::Missing ? FileFate::Deleted : FileFate::Unsaid;
    }
    return FileFate::Unsaid; // the music folder itself is not there
}

bool FileFates::isListed(int descriptor, const QByteArray &folder)
{
    if (const auto known = m_listed.constFind(folder); known != m_listed.cend())
        return *known;
    bool &isListed = m_listed[folder];
    FileDescriptor own(::openat(descriptor, ".", folderFlags));
    const std::unique_ptr<DIR, CloseFolder> listing(own.isOpen() ? ::fdopendir(own.get()) : nullptr);
    if (!listing)
        return isListed;
    own.release(); // closed with the listing
    errno = 0;
    while (::readdir(listing.get())) {
    }
    return isListed = errno == 0;
}

Result<QHash<TrackId, FileFate>> fatesOf(Connection &connection, std::span<const TrackId> tracks)
{
    Query query(connection, u"SELECT s.path, rtrim(f.path, '/'), coalesce(n.name, '') FROM songs s "
                            "JOIN folders f ON f.id = s.folder_id JOIN tracks t ON t.id = s.id "
                            "LEFT JOIN file_systems n ON n.id = t.file_system WHERE s.id = ?"_s);
    FileFates fates;
    QHash<TrackId, FileFate> found;
    for (const TrackId track : tracks) {
        const auto file = query.bind(track.value).first([](const Row &row) {
            const QByteArray path = row.bytes(0);
            const QByteArrayView once = pathOnceHad(path);
            return MissingFile{.path = once.toByteArray(),
                               .folder = row.bytes(1),
                               .place = row.bytes(2),
                               .isReplaced = once.size() < path.size()};
        });
        if (!file)
            return std::unexpected(file.error());
        if (*file)
            found.insert(track, fates.of(**file));
    }
    return found;
}

} // namespace tandem::model
