// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <functional>

namespace tandem::model {

/// Names the file system that an open folder lies on, by what stays the same when it is mounted again; see
/// docs/architecture/decisions/010-file-systems-by-name.md. Called by several threads at once.
using FileSystemOf = std::function<QByteArray(int descriptor, const QByteArray &path)>;

/// As the system has them. What is mounted is read once, and again when something new turns up.
FileSystemOf systemFileSystems();

/// One line of /proc/self/mountinfo, see proc_pid_mountinfo(5).
struct Mount {
    quint64 id = 0;
    QByteArray root;   ///< which folder of the file system is mounted
    QByteArray type;   ///< "ext4"
    QByteArray source; ///< "/dev/sda1", "server:/export"
};

/// By their ids; lines that are no such lines are passed over.
QHash<quint64, Mount> parseMounts(const QByteArray &mountInfo);

/// @p uuid: of the device's content, empty if it has none; @p systemId: what the kernel says, 0 if nothing.
QByteArray fileSystemName(const Mount &mount, const QByteArray &uuid, quint64 systemId);

/// The name of a place in which music was found: a directory of a file system, or, with an empty @p
/// directory, the file system as it is mounted. Empty if the file system has no name.
QByteArray placeName(const QByteArray &fileSystem, const QByteArray &directory);

/// The name of the file system that a place is on.
QByteArrayView fileSystemOfPlace(QByteArrayView place);

/// What a directory is known by on its file system, whatever it is called: its inode; or its path, where
/// inodes are given anew each time that the file system is mounted. Empty if that cannot be told.
QByteArray directoryIdentity(int descriptor);

} // namespace tandem::model
