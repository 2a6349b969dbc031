// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"

#include "device/storage/devicepath.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::sync {

using device::Likeness;

namespace {

Likeness likenessOf(const QByteArray &stored, const QByteArray &source)
{
    constexpr qsizetype blockBytes = 4096;
    if (stored.size() > source.size())
        return Likeness::Different;
    bool isIdentical = stored.size() == source.size();
    for (qsizetype at = 0; at < stored.size(); at += blockBytes) {
        const QByteArray block = stored.mid(at, blockBytes);
        if (block == source.mid(at, block.size()))
            continue;
        if (std::ranges::any_of(block, [](char c) { return c != 0; }))
            return Likeness::Different;
        isIdentical = false;
    }
    return isIdentical ? Likeness::Identical : Likeness::Torn;
}

} // namespace

FakeStorage::FakeStorage(qint64 capacityBytes, qint64 clusterBytes)
    : m_capacityBytes(capacityBytes), m_clusterBytes(clusterBytes)
{
}

void FakeStorage::failAt(int call, Fault fault, quint32 seed)
{
    m_faultCall = m_changingCalls + call;
    m_fault = fault;
    m_random.seed(seed);
}

void FakeStorage::failReadingAt(int call, Fault fault, quint32 seed)
{
    m_readingFaultCall = m_readingCalls + call;
    m_readingFault = fault;
    m_random.seed(seed);
}

void FakeStorage::failFlush(quint32 seed)
{
    m_isFlushFailing = true;
    m_random.seed(seed);
}

void FakeStorage::remount()
{
    for (auto torn = m_torn.constBegin(); torn != m_torn.constEnd(); ++torn) {
        if (torn->data.isNull())
            m_files.remove(torn.key());
        else
            m_files.insert(torn.key(), *torn);
    }
    m_torn.clear();
    if (m_isForgetful)
        m_files.remove(std::exchange(m_lastSent, {}));
    m_flushed = m_files;
}

void FakeStorage::repair()
{
    m_isGone = m_hasTurnedReadOnly = false;
    m_fault = m_readingFault = Fault::None;
    m_half.clear(); // who opens it anew does not know of it
    m_seen.clear();
    m_brokenPaths.clear();
    m_bytesUntilFailure = std::numeric_limits<qint64>::max();
}

void FakeStorage::resetCounters()
{
    m_changingCalls = m_readingCalls = m_writes = m_listings = 0;
}

QString FakeStorage::key(const QString &path) const
{
    return m_isCaseSensitive ? path : device::foldedPath(path);
}

qint64 FakeStorage::occupied(qint64 bytes) const
{
    return (bytes + m_clusterBytes - 1) / m_clusterBytes * m_clusterBytes;
}

qint64 FakeStorage::freeBytes() const
{
    qint64 used = m_folders.size() * m_clusterBytes;
    for (const File &file : m_files)
        used += occupied(file.data.size());
    for (const Leftover &leftover : m_leftovers)
        used += occupied(leftover.sizeBytes);
    for (const File &file : m_aside)
        used += occupied(file.data.size());
    return m_capacityBytes - used;
}

QMap<QString, QByteArray> FakeStorage::contents() const
{
    QMap<QString, QByteArray> contents;
    for (const File &file : m_files)
        contents.insert(file.path, file.data);
    return contents;
}

void FakeStorage::put(const QString &path, const QByteArray &data)
{
    makeFolders(path);
    const File file{path, data, true, now(), ++m_lastObject};
    m_files.insert(key(path), file);
    m_flushed.insert(key(path), file);
    m_torn.remove(key(path));
}

QStringList FakeStorage::playlist(const QString &path) const
{
    QStringList paths;
    for (const qint64 object : m_playlists.value(key(path))) {
        const auto file = std::ranges::find(m_files, object, &File::object);
        if (file != m_files.end())
            paths.append(file->path);
    }
    return paths;
}

void FakeStorage::changeTimes()
{
    for (File &file : m_files)
        file.modifiedNs = now();
    m_flushed = m_files;
}

void FakeStorage::damage(const QString &path)
{
    for (Files *files : {&m_files, &m_flushed})
        (*files)[key(path)].data.replace(2, 4, "\0\0\0\0", 4);
}

void FakeStorage::erase(const QString &path)
{
    m_files.remove(key(path));
    m_flushed.remove(key(path));
    m_torn.remove(key(path));
}

void FakeStorage::format()
{
    m_files.clear();
    m_flushed.clear();
    m_folders.clear();
    m_leftovers.clear();
    m_aside.clear();
}

qint64 FakeStorage::newFolderBytes(const QString &path) const
{
    qint64 bytes = 0;
    for (QString folder = device::parentPath(path); !folder.isEmpty(); folder = device::parentPath(folder))
        bytes += m_folders.contains(key(folder)) ? 0 : m_clusterBytes;
    return bytes;
}

void FakeStorage::makeFolders(const QString &path)
{
    for (QString folder = device::parentPath(path); !folder.isEmpty(); folder = device::parentPath(folder))
        m_folders.insert(key(folder));
}

/// Upwards from the one that @p path lies in, save the topmost.
void FakeStorage::removeEmptyFolders(const QString &path)
{
    for (QString folder = device::parentPath(path); folder.contains(u'/') && countIn(folder) == 0;
         folder = device::parentPath(folder))
        m_folders.remove(key(folder));
}

Result<void> FakeStorage::checkPresence() const
{
    return m_isGone ? failure(ErrorCode::DeviceGone, u"player"_s) : Result<void>();
}

Result<void> FakeStorage::failureOf(Fault fault, const QString &path)
{
    switch (fault) {
    case Fault::Unplug:
        m_isGone = true;
        loseUnflushed();
        return failure(ErrorCode::DeviceGone, u"player"_s);
    case Fault::Full:
        return failure(ErrorCode::DeviceFull, path);
    case Fault::ShortWrite:
    case Fault::Failed:
        return failure(ErrorCode::DeviceFailed, path);
    case Fault::Stalled:
        return failure(ErrorCode::DeviceStalled, u"player"_s);
    case Fault::Locked:
        return failure(ErrorCode::DeviceLocked, u"player"_s);
    case Fault::ReadOnly:
        m_hasTurnedReadOnly = true;
        return failure(ErrorCode::DeviceReadOnly, path);
    case Fault::Denied:
        return failure(ErrorCode::DeviceReadOnly, path);
    case Fault::Stale: {
        const bool isThere = has(path) || m_folders.contains(key(path));
        return failure(isThere ? ErrorCode::FileMissing : ErrorCode::DeviceFailed, path);
    }
    case Fault::None:
    case Fault::KillBefore:
    case Fault::KillAfter:
    case Fault::PowerCut:
        break;
    }
    return {};
}

/// Counts a call that only looks and fails it as asked.
Result<void> FakeStorage::checkLook(const QString &path)
{
    if (auto present = checkPresence(); !present)
        return present;
    ++m_readingCalls;
    if (m_readingCalls == m_readingFaultCall && m_readingFault != Fault::None)
        return failureOf(m_readingFault, path);
    discardHalf();
    return {};
}

/// Counts a changing call and fails it as asked. KillAfter and PowerCut are left to finishChange().
Result<void> FakeStorage::checkChange(const QString &path, Fault &fault)
{
    if (auto present = checkPresence(); !present)
        return present;
    ++m_changingCalls;
    fault = m_changingCalls == m_faultCall ? m_fault : Fault::None;
    if (fault == Fault::KillBefore)
        throw Killed();
    if (auto failed = failureOf(fault, path); !failed)
        return failed;
    if (m_hasTurnedReadOnly)
        return failure(ErrorCode::DeviceReadOnly, path);
    discardHalf();
    if (m_isReadOnly)
        return failure(ErrorCode::DeviceReadOnly, path);
    if (const auto broken = m_brokenPaths.constFind(path); broken != m_brokenPaths.constEnd())
        return failure(*broken, path);
    return {};
}

void FakeStorage::finishChange(Fault fault) const
{
    if (fault == Fault::KillAfter || fault == Fault::PowerCut) {
        if (fault == Fault::PowerCut)
            const_cast<FakeStorage *>(this)->loseUnflushed();
        throw Killed();
    }
}

/// The names show what they should, but of what is new the medium has got but a part.
void FakeStorage::tear()
{
    const Files remembered = m_files;
    loseUnflushed();
    for (auto file = remembered.constBegin(); file != remembered.constEnd(); ++file) {
        if (m_files.value(file.key()).data != file->data)
            m_torn.insert(file.key(), m_files.value(file.key()));
    }
    m_files = remembered;
}

/// Each name that changed since the last flush has its old content, its new one, or a torn one.
void FakeStorage::loseUnflushed()
{
    QSet<QString> keys;
    for (const Files *files : {&m_files, &m_flushed}) {
        for (auto file = files->constBegin(); file != files->constEnd(); ++file)
            keys.insert(file.key());
    }
    QStringList sorted(keys.begin(), keys.end());
    sorted.sort(); // the same seed loses the same files
    for (const QString &name : std::as_const(sorted)) {
        const bool isThere = m_files.contains(name);
        if (isThere == m_flushed.contains(name) && m_files.value(name) == m_flushed.value(name))
            continue;
        const int fate = m_random.bounded(4);
        if (fate == 0)
            continue;
        if (fate == 1 || !isThere || m_files[name].isWhole) {
            const qint64 growth =
                occupied(m_flushed.value(name).data.size()) - occupied(m_files.value(name).data.size());
            if (growth > freeBytes())
                continue; // its clusters hold something else by now
            if (m_flushed.contains(name))
                m_files.insert(name, m_flushed.value(name));
            else
                m_files.remove(name);
            continue;
        }
        QByteArray &data = m_files[name].data;
        if (fate == 2)
            data.truncate(m_random.bounded(static_cast<int>(data.size()) + 1));
        else
            data.replace(0, std::min<qsizetype>(4096, data.size()),
                         QByteArray(std::min<qsizetype>(4096, data.size()), '\0'));
    }
    for (const File &file : std::as_const(m_files))
        makeFolders(file.path);
    m_flushed = m_files;
}

Result<device::StorageInfo> FakeStorage::info()
{
    if (auto seen = checkLook({}); !seen)
        return std::unexpected(seen.error());
    return device::StorageInfo{.totalBytes = m_capacityBytes + m_boastBytes,
                               .freeBytes = std::max<qint64>(0, freeBytes()) + m_boastBytes,
                               .clusterBytes = m_clusterBytes,
                               .maxFileBytes = m_maxFileBytes,
                               .isReadOnly = m_isReadOnly || m_hasTurnedReadOnly,
                               .isCaseSensitive = m_isCaseSensitive,
                               .isListingSlow = m_isMtp,
                               .hasPlaylistObjects = m_hasPlaylistObjects,
                               .takesTags = m_isMtp || m_takesCovers,
                               .takesCovers = m_takesCovers};
}

Result<QList<device::StoredObject>> FakeStorage::list(const QString &folder)
{
    if (auto seen = checkLook(folder); !seen)
        return std::unexpected(seen.error());
    if (!folder.isEmpty() && !m_folders.contains(key(folder)))
        return failure(ErrorCode::FileMissing, folder);
    if (!folder.isEmpty() && folder != ".tandem"_L1)
        ++m_listings;
    if (countIn(folder) != objectsIn(folder).size())
        m_seen.insert(key(folder));
    for (const File &file : std::as_const(m_aside)) {
        if (key(device::parentPath(file.path)) == key(folder))
            m_seen.insert(key(folder));
    }
    return objectsIn(folder);
}

Result<qint64> FakeStorage::count(const QString &folder)
{
    if (auto seen = checkLook(folder); !seen)
        return std::unexpected(seen.error());
    if (!folder.isEmpty() && !m_folders.contains(key(folder)))
        return failure(ErrorCode::FileMissing, folder);
    return countIn(folder);
}

/// What is left of an interruption counts.
qint64 FakeStorage::countIn(const QString &folder) const
{
    const auto isIn = [&](const QString &path) {
        return !path.isEmpty() && key(device::parentPath(path)) == key(folder);
    };
    qint64 count = objectsIn(folder).size();
    count += std::ranges::count_if(m_leftovers, isIn, &Leftover::path);
    count +=
        std::ranges::count_if(m_aside, [&](const File &file) { return isIn(file.path) && has(file.path); });
    return count;
}

QByteArray FakeStorage::shownContent(const QString &path) const
{
    return has(path) ? content(path) : m_aside.value(key(path)).data;
}

QList<device::StoredObject> FakeStorage::objectsIn(const QString &folder) const
{
    QList<device::StoredObject> objects;
    const auto add = [&](const File &file) {
        if (key(device::parentPath(file.path)) == key(folder))
            objects.append({.name = device::fileNameOf(file.path),
                            .sizeBytes = file.data.size(),
                            .isFolder = false,
                            .modifiedNs = file.modifiedNs});
    };
    for (const File &file : m_files)
        add(file);
    for (const File &file : m_aside) {
        if (!has(file.path))
            add(file);
    }
    for (const QString &other : std::as_const(m_folders)) {
        if (device::parentPath(other) == key(folder))
            objects.append({.name = device::fileNameOf(other), .sizeBytes = 0, .isFolder = true});
    }
    return objects;
}

Result<QByteArray> FakeStorage::read(const QString &path, qint64 maxBytes)
{
    if (auto seen = checkLook(path); !seen)
        return std::unexpected(seen.error());
    if (!isShown(path))
        return failure(ErrorCode::FileMissing, path);
    const QByteArray data = shownContent(path);
    if (data.size() > maxBytes)
        return failure(ErrorCode::FileTooLarge, path);
    return data;
}

void FakeStorage::store(const File &file)
{
    ++m_writes;
    makeFolders(file.path);
    File stored = file;
    if (const auto old = m_files.constFind(key(file.path)); old != m_files.constEnd())
        stored.path = old->path; // a FAT file system keeps the case of the name that was there
    if (stored.object == 0)
        stored.object = ++m_lastObject;
    m_files.insert(key(file.path), stored);
    m_unreadable.remove(key(file.path)); // it lies elsewhere
    m_torn.remove(key(file.path));
    m_lastSent = key(file.path);
}

device::FileStamp FakeStorage::stampOf(const QString &path) const
{
    const File file = m_files.value(key(path));
    return {.sizeBytes = file.data.size(), .modifiedNs = file.modifiedNs};
}

qint64 FakeStorage::now()
{
    constexpr qint64 start = 1'577'836'800;
    constexpr qint64 nsPerSecond = 1'000'000'000;
    constexpr qint64 step = 7; // what follows at once is told apart by FAT, too
    return (start + step * ++m_clock) * nsPerSecond;
}

Result<void> FakeStorage::checkStill(const QString &path, const device::FileStamp &expected) const
{
    const bool isSameContent =
        !expected.hash.isEmpty() && content(path).size() == expected.sizeBytes &&
        QCryptographicHash::hash(content(path), QCryptographicHash::Sha256) == expected.hash;
    return isSameContent || device::isStill(expected, stampOf(path)) ? Result<void>()
                                                                     : failure(ErrorCode::FileChanged, path);
}

Result<void> FakeStorage::checkTarget(const QString &path,
                                      const std::optional<device::FileStamp> &replaces) const
{
    if (m_folders.contains(key(path)) || (has(path) && !replaces))
        return failure(ErrorCode::NameTaken, path);
    return has(path) ? checkStill(path, *replaces) : Result<void>();
}

Result<device::FileStamp> FakeStorage::write(const QString &path, const QByteArray &data,
                                             const std::optional<device::FileStamp> &replaces)
{
    Fault fault = Fault::None;
    if (isAboutToBreak() && checkTarget(path, replaces))
        leaveHalf(path, data, true);
    if (auto may = checkChange(path, fault); !may)
        return std::unexpected(may.error());
    tidy({device::parentPath(path)});
    if (auto target = checkTarget(path, replaces); !target)
        return std::unexpected(target.error());
    if (occupied(data.size()) + newFolderBytes(path) > freeBytes())
        return failure(ErrorCode::DeviceFull, path);
    store({path, data, true, now()});
    finishChange(fault);
    return sentStampOf(path);
}

/// An MTP player's helper has seen all of it.
device::FileStamp FakeStorage::sentStampOf(const QString &path) const
{
    device::FileStamp stamp = stampOf(path);
    if (m_isMtp)
        stamp.hash = QCryptographicHash::hash(content(path), QCryptographicHash::Sha256);
    return stamp;
}

/// Whether the call that is about to come is to be interrupted: in the midst of it, not before.
bool FakeStorage::isAboutToBreak() const
{
    return !m_isGone && m_changingCalls + 1 == m_faultCall &&
           (m_fault == Fault::KillBefore || m_fault == Fault::ShortWrite);
}

/// What a call leaves that is interrupted.
void FakeStorage::leaveHalf(const QString &path, const QByteArray &data, bool isReplacing)
{
    const bool isOld = has(path);
    if (isOld && !isReplacing)
        return;                                                 // it will be refused
    const bool isAside = m_isMtp && m_canRename && isReplacing; // what may replace goes by another name first
    if (m_isMtp && !isAside) {
        store({path, data.left(data.size() / 2), false, now()});
        m_half = m_fault == Fault::ShortWrite ? path : QString();
    } else if (m_isMtp && isOld && m_faultCall % 3 > 0 && m_fault == Fault::KillBefore) {
        m_aside.insert(key(path), m_files.take(key(path)));
        // Between the two renamings, or before the old one is removed: that one of an old marker, after a
        // session that was closed for all that anybody can see, stays until the next one that writes.
        if (m_faultCall % 3 == 1 || path.startsWith(".tandem/"_L1))
            m_leftovers.append({path, data.size()});
        else
            store({path, data, true, now()});
    } else if (m_isMtp || m_fault == Fault::KillBefore) {
        m_leftovers.append({m_isMtp ? path : QString(), data.size() / 2});
        m_half = m_isMtp && m_fault == Fault::ShortWrite ? path : QString();
    }
}

/// As the player's next answer lets the storage do it.
void FakeStorage::discardHalf()
{
    if (m_half.isEmpty())
        return;
    if (!m_leftovers.isEmpty())
        m_leftovers.removeLast();
    else
        m_files.remove(key(m_half));
    m_half.clear();
}

/// What was left in these folders, and, on a drive, in the one place for such files.
void FakeStorage::tidy(const QStringList &folders)
{
    QSet<QString> keys;
    for (const QString &folder : folders)
        keys.insert(key(folder));
    const auto isIn = [&](const QString &path) { return keys.contains(key(device::parentPath(path))); };
    m_leftovers.removeIf([&](const Leftover &left) { return !left.path.isEmpty() && isIn(left.path); });
    m_aside.removeIf([&](const std::pair<const QString &, File &> &aside) {
        if (!isIn(aside.second.path))
            return false;
        if (!m_files.contains(aside.first))
            m_files.insert(aside.first, aside.second);
        return true;
    });
}

Result<device::FileStamp> FakeStorage::send(const device::Parcel &parcel, std::stop_token stop,
                                            const BytesWritten &written)
{
    Fault fault = Fault::None;
    m_foreseen += m_expected == parcel ? 1 : 0;
    m_expected = m_next ? m_next() : std::nullopt;
    if (QFile half(parcel.sourceFile);
        isAboutToBreak() && checkTarget(parcel.path, parcel.replaces) && half.open(QIODevice::ReadOnly))
        leaveHalf(parcel.path, half.read(parcel.sizeBytes), parcel.replaces.has_value());
    if (auto may = checkChange(parcel.path, fault); !may)
        return std::unexpected(may.error());
    QFile source(parcel.sourceFile);
    if (!source.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileMissing, parcel.sourceFile);
    const QByteArray data = source.readAll();
    if (data.size() != parcel.sizeBytes)
        return failure(ErrorCode::FileChanged, parcel.sourceFile);
    if (data.size() > m_maxFileBytes)
        return failure(ErrorCode::FileTooLarge, parcel.path);
    if (stop.stop_requested())
        return cancelled();
    tidy({device::parentPath(parcel.path)});
    if (occupied(data.size()) + newFolderBytes(parcel.path) > freeBytes())
        return failure(ErrorCode::DeviceFull, parcel.path);
    m_bytesUntilFailure -= data.size();
    if (m_bytesUntilFailure < 0)
        return failure(ErrorCode::DeviceFailed, parcel.path);
    if (auto target = checkTarget(parcel.path, parcel.replaces); !target)
        return std::unexpected(target.error());
    if (written)
        written(data.size());
    store({parcel.path, data, false, timeFor(parcel, source)});
    m_covers.insert(parcel.path, parcel.tags.cover);
    finishChange(fault);
    return sentStampOf(parcel.path);
}

/// A drive takes it over, in steps of two seconds; an MTP player has times of its own.
qint64 FakeStorage::timeFor(const device::Parcel &parcel, const QFile &source)
{
    constexpr qint64 stepNs = 2'000'000'000;
    constexpr qint64 nsPerMs = 1'000'000;
    if (m_isMtp)
        return now();
    const qint64 wanted =
        parcel.modifiedNs >= 0
            ? parcel.modifiedNs
            : source.fileTime(QFileDevice::FileModificationTime).toMSecsSinceEpoch() * nsPerMs;
    return wanted / stepNs * stepNs;
}

/// As a drive does it; an MTP player has nothing of the kind. Only what is written is a changing call, and a
/// sector is never torn.
Result<std::optional<device::FileStamp>> FakeStorage::patch(const device::Parcel &parcel,
                                                            std::stop_token stop)
{
    constexpr qsizetype sectorBytes = 512;
    const QString &path = parcel.path;
    if (auto present = checkPresence(); !present)
        return std::unexpected(present.error());
    QFile source(parcel.sourceFile);
    if (m_isMtp || !parcel.replaces || !has(path) || !checkStill(path, *parcel.replaces) ||
        !source.open(QIODevice::ReadOnly))
        return std::nullopt;
    if (m_unreadable.contains(key(path)))
        return failure(ErrorCode::DeviceFailed, path);
    const QByteArray data = source.readAll();
    const QByteArray old = content(path);
    if (stop.stop_requested())
        return cancelled();
    if (data.size() != old.size() || data.size() != parcel.sizeBytes)
        return std::nullopt;
    int differing = 0;
    for (qsizetype at = 0; at < data.size(); at += sectorBytes)
        differing += data.mid(at, sectorBytes) == old.mid(at, sectorBytes) ? 0 : 1;
    if (differing > 1)
        return std::nullopt;
    if (differing == 0) {
        File &file = m_files[key(path)];
        file.modifiedNs = timeFor(parcel, source);
        file.isWhole = true; // of its content, nothing is on its way
        return stampOf(path);
    }
    Fault fault = Fault::None;
    if (auto may = checkChange(path, fault); !may)
        return std::unexpected(may.error());
    store({path, data, true, timeFor(parcel, source)});
    finishChange(fault);
    return stampOf(path);
}

Result<void> FakeStorage::move(const QString &from, const QString &to, const device::FileStamp &expected)
{
    Fault fault = Fault::None;
    if (auto may = checkChange(from, fault); !may)
        return may;
    if (m_isMtp && !m_canRename)
        return failure(ErrorCode::NotSupported, to);
    tidy({device::parentPath(from), device::parentPath(to)});
    if (!has(from))
        return failure(ErrorCode::FileMissing, from);
    if (auto still = checkStill(from, expected); !still)
        return still;
    if (has(to))
        return failure(ErrorCode::NameTaken, to);
    File file = m_files.take(key(from));
    file.path = to;
    store(file);
    removeEmptyFolders(from);
    finishChange(fault);
    return {};
}

Result<void> FakeStorage::remove(const QString &path, const device::FileStamp &expected)
{
    Fault fault = Fault::None;
    if (auto may = checkChange(path, fault); !may)
        return may;
    tidy({device::parentPath(path)});
    if (!has(path))
        return failure(ErrorCode::FileMissing, path);
    if (auto still = checkStill(path, expected); !still)
        return still;
    ++m_writes;
    m_files.remove(key(path));
    m_torn.remove(key(path));
    removeEmptyFolders(path);
    finishChange(fault);
    return {};
}

Result<Likeness> FakeStorage::compare(const QString &path, const QString &sourceFile, device::Reading reading,
                                      std::stop_token stop)
{
    if (auto seen = checkLook(path); !seen)
        return std::unexpected(seen.error());
    if (stop.stop_requested())
        return cancelled();
    if (!isShown(path))
        return failure(ErrorCode::FileMissing, path);
    QFile source(sourceFile);
    if (!source.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileUnreadable, sourceFile);
    if (m_unreadable.contains(key(path)))
        return failure(ErrorCode::DeviceFailed, path);
    if (reading == device::Reading::FromMedium && m_torn.contains(key(path))) {
        QByteArray &data = m_files[key(path)].data; // how long it is this computer remembers all the same
        data = m_torn.take(key(path)).data.leftJustified(data.size(), '\0', true);
    }
    return likenessOf(shownContent(path), source.readAll());
}

Result<void> FakeStorage::removeLeftovers(const QStringList &folders)
{
    Fault fault = Fault::None;
    if (auto may = checkChange({}, fault); !may)
        return may;
    m_leftovers.removeIf([](const Leftover &left) { return left.path.isEmpty(); });
    tidy(folders + m_seen.values() + QStringList{u".tandem"_s});
    m_seen.clear();
    finishChange(fault);
    return {};
}

Result<void> FakeStorage::flush()
{
    Fault fault = Fault::None;
    if (auto may = checkChange({}, fault); !may)
        return may;
    if (std::exchange(m_isFlushFailing, false)) {
        tear();
        return failure(ErrorCode::DeviceFull, u"player"_s);
    }
    m_flushed = m_files;
    finishChange(fault);
    return {};
}

/// As on a player, the object's size says nothing of what it holds.
Result<void> FakeStorage::writePlaylist(const QString &path, const QStringList &trackPaths,
                                        const std::optional<device::FileStamp> &replaces)
{
    Fault fault = Fault::None;
    if (isAboutToBreak() && !has(path)) {
        store({path, "0", true, now()}); // an object that lists nothing yet
        m_playlists.remove(key(path));
    }
    if (auto may = checkChange(path, fault); !may)
        return may;
    for (const QString &track : trackPaths) {
        if (!has(track))
            return failure(ErrorCode::FileMissing, track);
    }
    if (auto target = checkTarget(path, replaces); !target)
        return target;
    store({path, "0", true, now()});
    QList<qint64> &held = m_playlists[key(path)];
    held.clear();
    for (const QString &track : trackPaths)
        held.append(m_files.value(key(track)).object);
    finishChange(fault);
    return {};
}

} // namespace tandem::sync
