// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/helper/line.h"
#include "device/mtp/helper/mtpsession.h"
#include "device/mtp/helper/objecttree.h"

namespace tandem::device::mtp {

/// Whatever changes the player: sends, replaces, moves and removes objects, and cleans up after sessions that
/// were interrupted. Keeps the ObjectTree up to date.
class ObjectWriter
{
public:
    ObjectWriter(MtpSession &session, ObjectTree &tree, Line &line)
        : m_session(session), m_tree(tree), m_line(line)
    {
    }

    /// See DeviceStorage::send(), with an open file in place of the source's path.
    Result<void> send(const Request &request, int file);
    Result<void> move(const QString &from, const QString &to);
    Result<void> remove(const QString &path, qint64 sizeBytes);
    Result<void> writePlaylist(const QString &path, const QStringList &trackPaths);

    /// Removes an object that was sent in part; nothing happens if it is not there, or is a folder.
    Result<void> discard(const QString &path);
    /// Looks where Tandem keeps its own files, and wherever something unfinished was seen.
    Result<void> removeLeftovers();

private:
    struct Target {
        quint32 folder = 0;
        QString folderPath;
        QString name;
    };

    /// Complete and with the right size, or not there at all. Returns its handle.
    Result<quint32> sendNew(const Request &request, int file, const Target &target, const QString &name);
    Result<void> sendPlain(const Request &request, int file, const Target &target);
    Result<void> sendAside(const Request &request, int file, const Target &target);
    Result<void> replace(const Request &request, int file, const Target &target, quint32 old);
    Result<void> replaceWithoutRenaming(const Request &request, int file, const Target &target, quint32 old);
    Result<void> verify(quint32 object, qint64 sizeBytes, const QString &path);
    /// Removes the object that a failed sending left.
    void clear(quint32 object);
    void sendCover(quint32 object, const QString &path, LIBMTP_filetype_t type, const QByteArray &cover);

    Result<void> renameInTree(quint32 folder, quint32 object, const QString &name);
    Result<void> removeInTree(quint32 folder, quint32 object);
    Result<void> removeLeftoversIn(quint32 folder);
    /// Upwards from @p lowest, save the topmost.
    void removeEmptyFolders(const QString &lowest);

    MtpSession &m_session;
    ObjectTree &m_tree;
    Line &m_line;
};

} // namespace tandem::device::mtp
