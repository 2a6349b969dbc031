// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of ObjectWriter that sends and replaces.

#include "objectwriter.h"

#include "device/mtp/helper/filetypes.h"
#include "device/mtp/mtprules.h"
#include "device/storage/devicepath.h"

#include <QCryptographicHash>
#include <QFile>
#include <chrono>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tandem::device::mtp {

namespace {

/// libmtp has sent the cancel request and does not wait for its effect. umtp-responder takes whatever comes
/// in the next 250 ms for content of the file, and waits for more.
constexpr auto cancelPause = 350ms;

QByteArray hashOfFile(int file)
{
    QFile source;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const bool isRead = ::lseek(file, 0, SEEK_SET) == 0 &&
                        source.open(file, QIODevice::ReadOnly | QIODevice::Unbuffered) &&
                        hash.addData(&source);
    return isRead ? hash.result() : QByteArray();
}

} // namespace

Result<void> ObjectWriter::verify(quint32 object, qint64 sizeBytes, const QString &path)
{
    const auto stored = m_session.sizeOf(object);
    if (!stored)
        return std::unexpected(stored.error());
    if (*stored == sizeBytes)
        return {};
    // Some players say that all is well when there was no room for it.
    const auto info = m_session.info();
    const bool isFull = info && info->freeBytes < sizeBytes - *stored;
    return failure(isFull ? ErrorCode::DeviceFull : ErrorCode::DeviceFailed, path,
                   u"%1 of %2"_s.arg(*stored).arg(sizeBytes));
}

void ObjectWriter::clear(quint32 object)
{
    if (object == 0) {
        // The player answered that it would not take it, and has nothing of it.
        if (!m_session.isLost())
            m_line.announce({});
        return;
    }
    // A transfer that was cut off may have left the player in any state: without an answer to this, the
    // announcement stands, and the next helper does it.
    if (!m_session.isLost() && m_session.remove(object))
        m_line.announce({});
    else
        m_session.probe();
}

Result<ObjectWriter::Sent> ObjectWriter::sendNew(const Request &request, int file, const Target &target,
                                                 const QString &name)
{
    const QString path = joinPath(target.folderPath, name);
    // Not the ending of a partName(): the type stays when the object gets its own name.
    const LIBMTP_filetype_t type = fileTypeOf(target.name);
    m_line.announce({path, true});
    quint32 object = 0;
    const auto hash =
        m_session.sendFile(file, request.sizeBytes, request.modifiedNs, target.folder, name, type, object);
    Result<void> sent = hash ? Result<void>() : std::unexpected(hash.error());
    if (!sent && !m_session.isLost())
        m_line.announce({path, false});
    if (!sent && sent.error().isCancelled())
        std::this_thread::sleep_for(cancelPause);
    if (sent)
        sent = verify(object, request.sizeBytes, request.path);
    // Of one for the time being it is enough that it can be renamed.
    if (sent && name == target.name)
        sent = m_session.checkName(object, name);
    if (!sent) {
        clear(object);
        const bool isSources = !hash && (sent.error().code == ErrorCode::FileChanged ||
                                         sent.error().code == ErrorCode::FileUnreadable);
        return std::unexpected(
            Error{sent.error().code, isSources ? QString() : request.path, sent.error().detail});
    }
    m_tree.added(target.folder, object, name);
    m_session.tag({.object = object,
                   .folder = target.folder,
                   .storage = m_session.storageId(),
                   .name = name,
                   .type = type,
                   .sizeBytes = request.sizeBytes},
                  request.tags);
    sendCover(object, path, type, request.tags.cover);
    return Sent{.object = object, .hash = *hash};
}

Result<ObjectWriter::Sent> ObjectWriter::sendPlain(const Request &request, int file, const Target &target)
{
    // The reply takes the announcement back.
    return sendNew(request, file, target, target.name);
}

/// What may replace must be whole wherever its name shows, also if nothing is there now: of a playlist that
/// was cut off, nobody could say whose it is.
Result<ObjectWriter::Sent> ObjectWriter::sendAside(const Request &request, int file, const Target &target)
{
    const QString part = partName(target.name);
    if (!m_session.canRename() || !isStorableName(part))
        return sendPlain(request, file, target);
    const auto sent = sendNew(request, file, target, part);
    if (!sent)
        return sent;
    m_line.announce({});
    const auto renamed = renameInTree(target.folder, sent->object, target.name).and_then([&] {
        return m_session.checkName(sent->object, target.name);
    });
    if (renamed)
        return sent;
    if (m_session.isLost())
        return std::unexpected(renamed.error());
    if (auto removed = removeInTree(target.folder, sent->object); !removed)
        return std::unexpected(removed.error());
    if (renamed.error().code == ErrorCode::NotSupported)
        return sendPlain(request, file, target);
    return std::unexpected(Error{renamed.error().code, request.path, renamed.error().detail});
}

void ObjectWriter::sendCover(quint32 object, const QString &path, LIBMTP_filetype_t type,
                             const QByteArray &cover)
{
    if (cover.isEmpty() || m_session.isLost() || !m_session.takesCover(type, cover))
        return;
    // Cut off in the middle of the picture, the player waits for the rest of it as for that of a file.
    m_line.announce({path, true});
    m_session.sendCover(object, type, cover);
    if (!m_session.isLost())
        m_line.announce({path, false});
}

Result<FileStamp> ObjectWriter::send(const Request &request, int file)
{
    const QString folderPath = parentPath(request.path);
    const auto folder = m_tree.makeFolder(folderPath);
    if (!folder)
        return std::unexpected(folder.error());
    const Target target{*folder, folderPath, fileNameOf(request.path)};
    const auto sent = sendTo(request, file, target);
    if (!sent)
        return std::unexpected(sent.error());
    // Asked for now that nothing more is done to it.
    const auto modified = m_session.modifiedOf(sent->object);
    return FileStamp{.sizeBytes = request.sizeBytes, .modifiedNs = modified.value_or(-1), .hash = sent->hash};
}

Result<ObjectWriter::Sent> ObjectWriter::sendTo(const Request &request, int file, const Target &target)
{
    auto existing = m_tree.find(target.folder, target.name);
    // What is there may stand before what was left of an earlier attempt to replace it.
    if (existing && *existing && request.expected) {
        if (const auto names = m_tree.names(target.folder); !names)
            return std::unexpected(names.error());
    }
    if (existing && m_tree.hasLeftovers(target.folder)) {
        if (auto cleaned = removeLeftoversIn(target.folder); !cleaned)
            return std::unexpected(cleaned.error());
        existing = m_tree.find(target.folder, target.name);
    }
    if (!existing)
        return std::unexpected(existing.error());
    if (!*existing)
        return request.expected || request.operation == Operation::Write ? sendAside(request, file, target)
                                                                         : sendPlain(request, file, target);
    if (!request.expected)
        return failure(ErrorCode::NameTaken, request.path);
    auto still = checkStill(**existing, request);
    if (still)
        return replace(request, file, target, **existing);
    // Or is it what an attempt has brought whose answer did not arrive?
    if (const QByteArray hash = request.isAgain ? hashOfFile(file) : QByteArray();
        !hash.isEmpty() && isSameContent(**existing, {.sizeBytes = request.sizeBytes, .hash = hash}))
        return Sent{.object = **existing, .hash = hash};
    return std::unexpected(still.error());
}

Result<ObjectWriter::Sent> ObjectWriter::replace(const Request &request, int file, const Target &target,
                                                 quint32 old)
{
    const QString part = partName(target.name);
    const QString aside = oldName(target.name);
    if (!m_session.canRename() || !isStorableName(part) || !isStorableName(aside))
        return replaceWithoutRenaming(request, file, target, old);
    const auto sent = sendNew(request, file, target, part);
    if (!sent)
        return sent;
    auto renamed = renameInTree(target.folder, old, aside);
    if (!renamed && renamed.error().code == ErrorCode::NotSupported) {
        if (auto removed = removeInTree(target.folder, sent->object); !removed)
            return std::unexpected(removed.error());
        m_line.announce({});
        return replaceWithoutRenaming(request, file, target, old);
    }
    if (!renamed)
        return std::unexpected(renamed.error());
    // From here on the old one under its other name says that the new one is whole.
    m_line.announce({});
    renamed = renameInTree(target.folder, sent->object, target.name);
    if (!renamed && !m_session.isLost()) {
        std::this_thread::sleep_for(lookPause); // it has just done the like
        renamed = renameInTree(target.folder, sent->object, target.name);
    }
    if (!renamed) {
        if (!m_session.isLost())
            static_cast<void>(removeLeftoversIn(target.folder)); // brings the old one back
        return std::unexpected(renamed.error());
    }
    if (auto removed = removeInTree(target.folder, old); !removed)
        return std::unexpected(removed.error());
    return sent;
}

Result<ObjectWriter::Sent> ObjectWriter::replaceWithoutRenaming(const Request &request, int file,
                                                                const Target &target, quint32 old)
{
    if (auto removed = removeInTree(target.folder, old); !removed)
        return std::unexpected(removed.error());
    return sendPlain(request, file, target);
}

} // namespace tandem::device::mtp
