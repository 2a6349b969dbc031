// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filesystems.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <optional>
#include <sys/stat.h>
#include <sys/statfs.h>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

/// The UUIDs of what is on block devices, by the devices' names ("/dev/sda1").
QHash<QByteArray, QByteArray> deviceUuids()
{
    QHash<QByteArray, QByteArray> uuids;
    const QFileInfoList links = QDir(u"/dev/disk/by-uuid"_s).entryInfoList(QDir::Files | QDir::System);
    for (const QFileInfo &link : links)
        uuids.insert(link.canonicalFilePath().toUtf8(), link.fileName().toUtf8());
    return uuids;
}

quint64 systemIdOf(int descriptor)
{
    struct statfs status = {};
    if (::fstatfs(descriptor, &status) != 0)
        return 0;
    quint64 id = 0;
    static_assert(sizeof(status.f_fsid) == sizeof(id));
    std::memcpy(&id, &status.f_fsid, sizeof(id));
    return id;
}

/// Those that have no inodes of their own: FAT, exFAT, and whatever is made by a program.
bool hasLastingInodes(int descriptor)
{
    constexpr std::array<quint32, 3> made{0x4d44, 0x2011bab0, 0x65735546};
    struct statfs status = {};
    return ::fstatfs(descriptor, &status) == 0 &&
           !std::ranges::contains(made, static_cast<quint32>(status.f_type));
}

class MountNames
{
public:
    QByteArray nameOf(int descriptor)
    {
        struct statx status = {};
        if (::statx(descriptor, "", AT_EMPTY_PATH, STATX_MNT_ID, &status) != 0 ||
            (status.stx_mask & STATX_MNT_ID) == 0)
            return {};
        const std::scoped_lock lock(m_mutex);
        const auto known = m_names.constFind(status.stx_mnt_id);
        if (known != m_names.cend())
            return *known;
        if (!m_mounts.contains(status.stx_mnt_id))
            read();
        const Mount mount = m_mounts.value(status.stx_mnt_id);
        const QByteArray device = QFileInfo(QString::fromUtf8(mount.source)).canonicalFilePath().toUtf8();
        const QByteArray name = fileSystemName(mount, m_uuids.value(device), systemIdOf(descriptor));
        m_names.insert(status.stx_mnt_id, name);
        return name;
    }

private:
    void read()
    {
        QFile file(u"/proc/self/mountinfo"_s);
        if (file.open(QIODevice::ReadOnly))
            m_mounts = parseMounts(file.readAll());
        m_uuids = deviceUuids();
    }

    std::mutex m_mutex;
    QHash<quint64, Mount> m_mounts;
    QHash<QByteArray, QByteArray> m_uuids;
    QHash<quint64, QByteArray> m_names;
};

} // namespace

QHash<quint64, Mount> parseMounts(const QByteArray &mountInfo)
{
    // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
    QHash<quint64, Mount> mounts;
    const QList<QByteArray> lines = mountInfo.split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> fields = line.split(' ');
        const qsizetype separator = fields.indexOf("-");
        if (separator < 6 || fields.size() < separator + 3)
            continue;
        const quint64 id = fields.at(0).toULongLong();
        mounts.insert(id, {.id = id,
                           .root = fields.at(3),
                           .type = fields.at(separator + 1),
                           .source = fields.at(separator + 2)});
    }
    return mounts;
}

QByteArray fileSystemName(const Mount &mount, const QByteArray &uuid, quint64 systemId)
{
    if (mount.type.isEmpty())
        return {};
    const QByteArray part = ' ' + mount.root;
    if (!uuid.isEmpty())
        return "uuid " + uuid + part;
    // "server:/export", "//server/share": names of their own.
    if (mount.source.contains(":/") || mount.source.startsWith("//"))
        return mount.type + ' ' + mount.source + part;
    return mount.type + ' ' + mount.source + ' ' + QByteArray::number(systemId, 16) + part;
}

constexpr QByteArrayView directoryMark = " #"; // the parts of a file system's name have no such beginning

QByteArray placeName(const QByteArray &fileSystem, const QByteArray &directory)
{
    if (fileSystem.isEmpty() || directory.isEmpty())
        return fileSystem;
    return fileSystem + directoryMark.toByteArray() + directory;
}

QByteArrayView fileSystemOfPlace(QByteArrayView place)
{
    const qsizetype mark = place.indexOf(directoryMark);
    return mark < 0 ? place : place.first(mark);
}

QByteArray directoryIdentity(int descriptor)
{
    struct stat status = {};
    if (hasLastingInodes(descriptor))
        return ::fstat(descriptor, &status) == 0 ? QByteArray::number(static_cast<quint64>(status.st_ino))
                                                 : QByteArray();
    return QFileInfo(u"/proc/self/fd/%1"_s.arg(descriptor)).symLinkTarget().toUtf8();
}

FileSystemOf systemFileSystems()
{
    return [names = std::make_shared<MountNames>()](int descriptor, const QByteArray &) {
        return names->nameOf(descriptor);
    };
}

} // namespace tandem::model
