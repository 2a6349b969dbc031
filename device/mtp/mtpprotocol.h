// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/storage/devicestorage.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <optional>
#include <variant>

namespace tandem::device::mtp {

// What MtpStorage and the helper program tandem-mtp tell each other over a socket: one request at a time,
// answered by signs of life and, last, one reply. While one is being worked on, the next may be told already.
// What the helper leaves behind if it should end goes over a socket of its own. Both ends are of the same
// build, so there are no versions; yet nothing that is received is believed before it was checked.

/// No frame is longer; a listing of 100,000 files stays below.
inline constexpr qint64 maxFrameBytes = 64 << 20;

enum class Operation : quint8 {
    Open, ///< first of all; path: location, text: identity, storage, systemRoot, flag: after an interrupted
          ///< transfer
    Info,
    List,
    Count,
    Read,    ///< with a descriptor to write to; sizeBytes: the most
    Send,    ///< with a descriptor to read from; expected: what may be replaced
    Write,   ///< as Send, but at every moment the name shows the old content or the new, whole
    Move,    ///< text: target; expected
    Remove,  ///< expected
    Compare, ///< with a descriptor to compare with
    RemoveLeftovers,
    Discard, ///< a half-sent object that an earlier helper announced by Writing
    Flush,
    WritePlaylist, ///< paths; expected: what may be replaced
    Facts,
    SetFriendlyName,           ///< text
    SetSynchronizationPartner, ///< text
    Last = SetSynchronizationPartner,
};

struct Request {
    Operation operation = Operation::Info;
    QString path;
    QString text;
    QString storage;
    QString systemRoot;
    QStringList paths;
    MediaTags tags;
    qint64 sizeBytes = 0;
    qint64 modifiedNs = -1;
    std::optional<FileStamp> expected;
    bool flag = false;
    bool isAgain = false; ///< asked before: what of it was done, the answer did not tell
};

/// Give up what you are doing, and reply.
struct Cancel {
};

/// What will probably be asked for next, with its descriptor. Forgotten when a Request comes instead of
/// Begin.
struct Upcoming {
    Request request;
};

/// Do what Upcoming told.
struct Begin {
};

using ToHelper = std::variant<Request, Cancel, Upcoming, Begin>;

/// The player answers.
struct Alive {
};

/// So many bytes more were transferred.
struct Progress {
    qint64 bytes = 0;
};

/// From now on an unfinished object may be at this path; empty, or a Reply without an error: no more. Not one
/// of the messages that somebody waits for: it is read only when one of these has arrived, or none will.
struct Writing {
    QString path;
    bool isTransferring =
        false; ///< its content is on its way; without an end of it the player listens to nothing else
};

/// std::monostate stands for done.
using Payload =
    std::variant<std::monostate, StorageInfo, QList<StoredObject>, qint64, Likeness, PlayerFacts, FileStamp>;

struct Reply {
    std::optional<Error> error;
    bool isSessionLost = false; ///< nothing more is to be had from this helper
    Payload payload;
};

using FromHelper = std::variant<Alive, Progress, Reply>;

QByteArray encode(const ToHelper &message);
QByteArray encode(const FromHelper &message);
QByteArray encode(const Writing &writing);

/// Nothing for bytes that are no message.
std::optional<ToHelper> decodeToHelper(const QByteArray &frame);
std::optional<FromHelper> decodeFromHelper(const QByteArray &frame);
std::optional<Writing> decodeWriting(const QByteArray &frame);

} // namespace tandem::device::mtp
