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
    Result<FileStamp> send(const Request &request, int file);
    Result<void> move(const Request &request);
    Result<void> remove(const Request &request);
    Result<void> writePlaylist(const Request &request);

    /// Removes an object that was sent in part; nothing happens if it is not there, or is a folder.
    Result<void> discard(const QString &path);
    /// Looks in these folders, and wherever something unfinished was seen.
    Result<void> removeLeftovers(const QStringList &folders);

    /// The player may hide files: what looks empty is not removed.
    void setKeepsFolders(bool keeps) { m_keepsFolders = keeps; }

private:
    struct Target {
        quint32 folder = 0;
        QString folderPath;
        QString name;
    };

    struct Sent {
        quint32 object = 0;
        QByteArray hash;
    };

    /// Complete and with the right size, or not there at all.
    Result<Sent> sendNew(const Request &request, int file, const Target &target, const QString &name);
    Result<Sent> sendPlain(const Request &request, int file, const Target &target);
    Result<Sent> sendAside(const Request &request, int file, const Target &target);
    Result<Sent> replace(const Request &request, int file, const Target &target, quint32 old);
    Result<Sent> replaceWithoutRenaming(const Request &request, int file, const Target &target, quint32 old);
    Result<Sent> sendTo(const Request &request, int file, const Target &target);
    /// The last look before an object is touched. Errors: FileChanged.
    Result<void> checkStill(quint32 object, const Request &request);
    bool isSameContent(quint32 object, const FileStamp &expected);
    Result<QString> startOf(const Request &request);
    Result<void> verify(quint32 object, qint64 sizeBytes, const QString &path);
    /// Removes the object that a failed sending left.
    void clear(quint32 object);
    void sendCover(quint32 object, const QString &path, LIBMTP_filetype_t type, const QByteArray &cover);

    Result<void> renameInTree(quint32 folder, quint32 object, const QString &name);
    Result<void> removeInTree(quint32 folder, quint32 object);
    Result<void> removeLeftoversIn(quint32 folder);
    /// The same, once its names were looked at; one of which they are not told stays as it is.
    Result<void> settle(quint32 folder);
    /// Upwards from @p lowest, save the topmost.
    void removeEmptyFolders(const QString &lowest);

    MtpSession &m_session;
    ObjectTree &m_tree;
    Line &m_line;
    bool m_keepsFolders = false;
};

} // namespace tandem::device::mtp
