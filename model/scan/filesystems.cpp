// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "filesystems.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
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

FileSystemOf systemFileSystems()
{
    return [names = std::make_shared<MountNames>()](int descriptor, const QByteArray &) {
        return names->nameOf(descriptor);
    };
}

} // namespace tandem::model
