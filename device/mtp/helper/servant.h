// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/mtp/helper/line.h"
#include "device/mtp/helper/mtpsession.h"
#include "device/mtp/helper/objecttree.h"
#include "device/mtp/helper/objectwriter.h"
#include "device/mtp/helper/ownfolder.h"

#include <memory>

namespace tandem::device::mtp {

/// Does what requests ask for, one after the other, with one player.
class Servant
{
public:
    /// See Line.
    Servant(FrameSocket socket, FrameSocket journal) : m_line(std::move(socket), std::move(journal)) {}

    /// Returns when the other end has closed the line. The player is closed then.
    void run();

private:
    /// All that belongs to an opened player.
    struct Player {
        Player(UsbDevice device, Line &line)
            : session(std::move(device), line),
              tree(session),
              writer(session, tree, line),
              own(session, tree, writer, line)
        {
        }
        MtpSession session;
        ObjectTree tree;
        ObjectWriter writer;
        OwnFolder own;
    };

    Reply answer(const Request &request, int file);
    Result<Payload> open(const Request &request);
    /// Opens the player once more, to begin again with all in step.
    void reopen();
    /// What is no more than a name: without it the player is as good as with it.
    Result<Payload> leaveName(Result<void> done);
    /// The paths are those of the layers above.
    Result<Payload> carryOut(const Request &request, int file);
    /// The paths are the player's own.
    Result<Payload> carryOutOnPlayer(const Request &request, int file);
    Result<void> remove(const Request &request);
    Result<void> removeLeftovers(const QStringList &folders);
    Result<QList<StoredObject>> list(const QString &folder);
    Result<qint64> count(const QString &folder);
    Result<void> read(const QString &path, qint64 maxBytes, int file);
    Result<Likeness> compare(const QString &path, int file);

    Line m_line;
    Request m_opening; ///< the last one
    std::unique_ptr<Player> m_player;
};

} // namespace tandem::device::mtp
