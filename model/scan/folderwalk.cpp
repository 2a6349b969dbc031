// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "folderwalk.h"

#include "model/scan/leftout.h"
#include "model/tracks/track.h"

#include <QUtf8StringView>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct CloseFolder {
    void operator()(DIR *folder) const { ::closedir(folder); }
};

QString systemMessage(int systemError)
{
    return QString::fromStdString(std::system_category().message(systemError));
}

bool isUtf8(QByteArrayView bytes)
{
    return QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8();
}

qint64 nanoseconds(const timespec &time)
{
    return time.tv_sec * qint64(1'000'000'000) + time.tv_nsec;
}

/// The times that file systems note are as fine as the system's tick: what happened within the last one
/// cannot be told from what happens next. So this waits until the last change is older.
bool statSettled(int descriptor, struct stat &status)
{
    constexpr qint64 tickNs = 20'000'000;
    constexpr int patience = 5; // then somebody changes it all the time, and that shows
    for (int i = 0; i < patience; ++i) {
        timespec now = {};
        if (::fstat(descriptor, &status) != 0)
            return false;
        ::clock_gettime(CLOCK_REALTIME, &now);
        const qint64 age = nanoseconds(now) - nanoseconds(status.st_mtim);
        if (age < 0 || age >= tickNs)
            break;
        std::this_thread::sleep_for(std::chrono::nanoseconds(tickNs - age));
    }
    return true;
}

/// As audioFormatFromName(), without making a text of every name in a folder.
bool isAudioName(QByteArrayView name)
{
    constexpr qsizetype longestEnding = 5; // with its dot
    const qsizetype dot = name.lastIndexOf('.');
    if (dot < 0 || name.size() - dot > longestEnding)
        return false;
    std::array<char16_t, longestEnding> ending = {};
    const QByteArrayView bytes = name.sliced(dot);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        ending[static_cast<size_t>(i)] = static_cast<uchar>(bytes[i]);
    return audioFormatFromName(QStringView(ending.data(), bytes.size())) != AudioFormat::Unknown;
}

} // namespace

bool WalkReport::isOutdated() const
{
    return std::ranges::any_of(listed, [](const Listed &folder) {
        struct stat status = {};
        return ::stat(folder.path.constData(), &status) != 0 ||
               nanoseconds(status.st_mtim) != folder.modifiedNs ||
               nanoseconds(status.st_ctim) != folder.changedNs;
    });
}

/// What one folder holds, gathered without taking the lock for each entry.
struct FolderWalk::Entries {
    std::vector<Folder> folders;
    std::vector<Folder> links;
    std::vector<QByteArray> unreadableFolders;
    std::vector<QByteArray> unreadableFiles;
    std::vector<QByteArray> deadLinks;
    std::vector<qint64> unnamedSizes;
    std::vector<Shared> shared;
    bool isIncomplete = false;
    std::vector<std::pair<int, Error>> errors;
    QMap<QByteArray, qint64> otherAudio;
    qint64 leftOut = 0;
    qint64 found = 0;
};

QString displayName(QByteArrayView bytes)
{
    if (isUtf8(bytes))
        return QString::fromUtf8(bytes);
    QString text;
    while (!bytes.isEmpty()) {
        // The longest sequence of UTF-8 has four bytes.
        qsizetype length = std::min<qsizetype>(4, bytes.size());
        while (length > 0 && !isUtf8(bytes.first(length)))
            --length;
        if (length > 0) {
            text += QString::fromUtf8(bytes.first(length));
        } else {
            text += u'%' +
                    QString::number(static_cast<uchar>(bytes.front()), 16).toUpper().rightJustified(2, u'0');
            length = 1;
        }
        bytes = bytes.sliced(length);
    }
    return text;
}

FolderWalk::FolderWalk(std::vector<QByteArray> roots, OnFile onFile, IsKnown isKnown,
                       FileSystemOf fileSystemOf)
    : m_onFile(std::move(onFile)), m_isKnown(std::move(isKnown)), m_fileSystemOf(std::move(fileSystemOf))
{
    m_report.roots.resize(roots.size());
    for (const QByteArray &root : roots)
        m_rootLengths.push_back(root.size() + (root.endsWith('/') ? 0 : 1));
    for (size_t i = 0; i < roots.size(); ++i)
        m_waiting.push_back({static_cast<int>(i), std::move(roots[i]), true});
}

WalkReport FolderWalk::run(int threadCount, std::stop_token stop, const std::function<void(qint64)> &onTick)
{
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < threadCount; ++i)
            threads.emplace_back([this, stop] { work(stop); });

        constexpr std::chrono::milliseconds tick(20);
        std::unique_lock lock(m_mutex);
        while (!m_changed.wait_for(lock, tick, [&] {
            return stop.stop_requested() || (m_busyCount == 0 && m_waiting.empty() && m_links.empty());
        })) {
            lock.unlock();
            onTick(m_foundCount.load(std::memory_order_relaxed));
            lock.lock();
        }
        lock.unlock();
        m_changed.notify_all();
    }
    m_report.isStopped = stop.stop_requested();
    if (!m_report.isStopped)
        settleShared();
    return std::move(m_report);
}

void FolderWalk::work(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (m_waiting.empty() && m_busyCount == 0) {
            if (m_links.empty())
                break;
            // One link at a time, and only when nothing else is left: see the class's description.
            m_waiting.push_back(std::move(m_links.extract(m_links.begin()).value()));
        }
        if (m_waiting.empty()) {
            m_changed.wait(lock,
                           [&] { return stop.stop_requested() || !m_waiting.empty() || m_busyCount == 0; });
            continue;
        }
        Folder folder = std::move(m_waiting.back());
        m_waiting.pop_back();
        ++m_busyCount;
        lock.unlock();
        walkFolder(std::move(folder), stop);
        lock.lock();
        --m_busyCount;
        m_changed.notify_all();
    }
    m_changed.notify_all();
}

/// The caller has the lock.
int FolderWalk::placeNumber(const QByteArray &name)
{
    const auto known = m_places.constFind(name);
    if (known != m_places.cend())
        return *known;
    const int number = static_cast<int>(m_report.places.size());
    m_places.insert(name, number);
    m_report.places.append(name);
    return number;
}

/// Also finds out in which place the folder lies. False if it has been walked already.
bool FolderWalk::enter(int descriptor, Folder &folder)
{
    struct stat status = {};
    if (!statSettled(descriptor, status))
        return true; // then reading it fails, and says why
    const QByteArray fileSystem = m_fileSystemOf(descriptor, folder.path);
    const bool isBeginning = folder.isRoot || folder.isLink;
    const QByteArray directory = isBeginning ? directoryIdentity(descriptor) : QByteArray();
    const std::scoped_lock lock(m_mutex);
    if (!m_entered.emplace(status.st_dev, status.st_ino).second)
        return false;
    m_report.listed.push_back({folder.path, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)});
    if (isBeginning || folder.place < 0 ||
        fileSystemOfPlace(m_report.places.at(folder.place)) != fileSystem) {
        folder.place = placeNumber(placeName(fileSystem, directory));
        m_report.placeOf.insert(folder.path, folder.place);
    }
    return true;
}

/// Whether what a link leads to was met under its own name.
bool FolderWalk::isTargetWalked(const QByteArray &link) const
{
    const std::unique_ptr<char, decltype(&::free)> target(::realpath(link.constData(), nullptr), &::free);
    if (!target)
        return false;
    const QByteArray path(target.get());
    const qsizetype slash = path.lastIndexOf('/');
    struct stat folder = {};
    return isAudioName(QByteArrayView(path).sliced(slash + 1)) &&
           ::stat(path.first(std::max<qsizetype>(slash, 1)).constData(), &folder) == 0 &&
           m_entered.contains({folder.st_dev, folder.st_ino});
}

/// Of the names of one file, one counts; and those that are tracks already stay so.
void FolderWalk::settleShared()
{
    for (Shared &shared : m_shared)
        shared.isKnown = m_isKnown(shared.path);
    const auto order = [](const Shared &shared) {
        return std::tuple(shared.inode, shared.isLink, !shared.isKnown, shared.path);
    };
    std::ranges::sort(m_shared, {}, order);
    for (size_t i = 0; i < m_shared.size(); ++i) {
        Shared &shared = m_shared[i];
        const bool isFirst = i == 0 || m_shared[i - 1].inode != shared.inode;
        const bool counts = isFirst && !(shared.isLink && isTargetWalked(shared.path));
        if (!counts && !shared.isKnown)
            continue;
        ++m_report.roots[static_cast<size_t>(shared.file.root)].found;
        shared.file.path = shared.path;
        m_onFile(shared.file);
    }
}

void FolderWalk::reportFolder(const Folder &folder, int systemError)
{
    const std::scoped_lock lock(m_mutex);
    if (folder.isRoot) {
        m_report.roots[static_cast<size_t>(folder.root)].isThere = false;
        m_report.roots[static_cast<size_t>(folder.root)].missingReason = systemMessage(systemError);
        return;
    }
    m_report.isIncomplete = true;
    m_report.unreadableFolders.push_back(folder.path);
    m_report.errors.emplace_back(folder.root, Error{ErrorCode::FileUnreadable, QString::fromUtf8(folder.path),
                                                    systemMessage(systemError)});
}

void FolderWalk::walkFolder(Folder folder, const std::stop_token &stop)
{
    const int descriptor = ::open(folder.path.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        // A folder that vanished during the walk is no failure, but a library's folder must be there.
        if (folder.isRoot || (errno != ENOENT && errno != ENOTDIR))
            reportFolder(folder, errno);
        return;
    }
    const std::unique_ptr<DIR, CloseFolder> listing(::fdopendir(descriptor));
    if (!listing) {
        reportFolder(folder, errno);
        ::close(descriptor);
        return;
    }
    if (!enter(descriptor, folder))
        return;
    if (!folder.isRoot && ::faccessat(descriptor, noMediaName, F_OK, 0) == 0) {
        const std::scoped_lock lock(m_mutex);
        ++m_report.leftOut;
        return;
    }

    Entries entries;
    QByteArray path = folder.path.endsWith('/') ? folder.path : folder.path + '/';
    while (!stop.stop_requested()) {
        errno = 0;
        const dirent *entry = ::readdir(listing.get());
        if (!entry) {
            if (errno != 0)
                reportFolder(folder, errno);
            break;
        }
        walkEntry(folder, descriptor, entry->d_name, entry->d_type, entries, path);
    }

    m_foundCount.fetch_add(entries.found, std::memory_order_relaxed);
    const std::scoped_lock lock(m_mutex);
    m_report.roots[static_cast<size_t>(folder.root)].found += entries.found;
    m_waiting.insert(m_waiting.end(), std::move_iterator(entries.folders.begin()),
                     std::move_iterator(entries.folders.end()));
    m_links.insert(std::move_iterator(entries.links.begin()), std::move_iterator(entries.links.end()));
    const auto take = [](auto &all, auto &some) {
        all.insert(all.end(), std::move_iterator(some.begin()), std::move_iterator(some.end()));
    };
    take(m_report.unreadableFolders, entries.unreadableFolders);
    take(m_report.unreadableFiles, entries.unreadableFiles);
    take(m_report.deadLinks, entries.deadLinks);
    take(m_report.unnamedSizes, entries.unnamedSizes);
    m_report.isIncomplete |= entries.isIncomplete || !entries.unreadableFolders.empty();
    take(m_report.errors, entries.errors);
    take(m_shared, entries.shared);
    for (const auto &[ending, count] : entries.otherAudio.asKeyValueRange())
        m_report.otherAudio[ending] += count;
    m_report.leftOut += entries.leftOut;
}

/// Whether the owner's patterns cover it.
bool FolderWalk::isLeftOut(const Folder &folder, QByteArrayView folderPath, QByteArrayView name) const
{
    const QByteArrayView below = folderPath.sliced(m_rootLengths[static_cast<size_t>(folder.root)]);
    return !m_exclusions.isEmpty() && m_exclusions.cover(below.toByteArray() + name.toByteArray());
}

/// @p path ends with the folder's slash, before and after the call.
void FolderWalk::walkEntry(const Folder &folder, int descriptor, const char *name, unsigned char kind,
                           Entries &entries, QByteArray &path)
{
    const QByteArrayView nameBytes(name);
    if (isDiscardedName(nameBytes))
        return;
    const bool isAudio = isAudioName(nameBytes);
    const bool mayBeFolder = kind == DT_DIR || kind == DT_LNK || kind == DT_UNKNOWN;
    const bool mayBeFile = isAudio && (kind == DT_REG || kind == DT_LNK || kind == DT_UNKNOWN);
    if (!mayBeFolder && !mayBeFile) {
        if (const QByteArray ending = otherAudioEnding(nameBytes); !ending.isEmpty() && kind == DT_REG)
            ++entries.otherAudio[ending];
        return;
    }
    if (isLeftOut(folder, path, nameBytes)) {
        ++entries.leftOut;
        return;
    }

    struct stat status = {};
    int statError = 0;
    if (kind != DT_DIR && ::fstatat(descriptor, name, &status, 0) != 0)
        statError = errno;
    // Vanished meanwhile, a link that leads nowhere, or a link to itself.
    if (statError == ENOENT || statError == ENOTDIR || statError == ELOOP) {
        if (kind == DT_LNK)
            entries.deadLinks.push_back(path + nameBytes.toByteArray());
        return;
    }
    const bool isFolder = kind == DT_DIR || (statError == 0 && S_ISDIR(status.st_mode));
    if (statError != 0 && !isAudio) { // whatever it leads to: it is not gone
        entries.unreadableFolders.push_back(path + nameBytes.toByteArray());
        entries.errors.emplace_back(folder.root, Error{ErrorCode::FileUnreadable,
                                                       QString::fromUtf8(path) + displayName(nameBytes),
                                                       systemMessage(statError)});
        return;
    }
    if (isFolder ? !mayBeFolder : (!isAudio || (statError == 0 && !S_ISREG(status.st_mode))))
        return;

    const qsizetype folderLength = path.size();
    if (!isUtf8(nameBytes)) {
        if (isFolder || statError != 0)
            entries.isIncomplete = true;
        else
            entries.unnamedSizes.push_back(status.st_size);
        entries.found += isFolder ? 0 : 1;
        entries.errors.emplace_back(
            folder.root, Error{ErrorCode::NameNotUtf8, QString::fromUtf8(path) + displayName(nameBytes), {}});
        return;
    }
    path.append(nameBytes);
    // Without a type in the listing, a link cannot be told from what it leads to but by asking again.
    bool isLink = kind == DT_LNK;
    if (kind == DT_UNKNOWN) {
        struct stat own = {};
        isLink = ::fstatat(descriptor, name, &own, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(own.st_mode);
    }
    if (isFolder) {
        (isLink ? entries.links : entries.folders)
            .push_back({folder.root, path, false, folder.place, isLink});
    } else if (statError != 0) {
        ++entries.found;
        entries.unreadableFiles.push_back(path);
        entries.errors.emplace_back(
            folder.root, Error{ErrorCode::FileUnreadable, QString::fromUtf8(path), systemMessage(statError)});
    } else {
        const WalkedFile file{.root = folder.root,
                              .path = path,
                              .sizeBytes = status.st_size,
                              .modifiedNs = nanoseconds(status.st_mtim),
                              .changedNs = nanoseconds(status.st_ctim),
                              .place = folder.place};
        if (isLink || status.st_nlink > 1) {
            entries.shared.push_back({{status.st_dev, status.st_ino}, path, file, isLink, false});
        } else {
            ++entries.found;
            m_onFile(file);
        }
    }
    path.truncate(folderLength);
}

} // namespace tandem::model
