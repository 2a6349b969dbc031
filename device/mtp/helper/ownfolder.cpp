// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ownfolder.h"

#include "device/drive/posixio.h"
#include "device/mtp/mtprules.h"
#include "device/storage/devicepath.h"

#include <algorithm>
#include <cerrno>
#include <sys/mman.h>

using namespace Qt::StringLiterals;

namespace tandem::device::mtp {

namespace {

/// Sent to see what becomes of it; what is left of it is cleared away like any unfinished file.
QString trialName()
{
    return partName(u"trial"_s);
}

constexpr auto signName = "readme.txt"_L1;
/// By its first line the folder is known again.
constexpr QByteArrayView signStart = "Tandem keeps its notes about this player here.\n";
constexpr QByteArrayView signRest =
    "\nThey say which of the music on it came from your library. Please leave this folder\n"
    "as it is. It goes when you end the partnership of the player with the library.\n";
constexpr qint64 maxSignBytes = 4096;

QString signPath(const QString &folder)
{
    return joinPath(folder, signName);
}

QString topOf(const QString &path)
{
    return path.section(u'/', 0, 0);
}

} // namespace

Result<Request> OwnFolder::onPlayer(Request request)
{
    switch (request.operation) {
    case Operation::Open:
    case Operation::Info:
    case Operation::Discard: // announced under its name on the player
    case Operation::RemoveLeftovers:
    case Operation::Flush:
    case Operation::Facts:
    case Operation::SetFriendlyName:
    case Operation::SetSynchronizationPartner:
        return request;
    case Operation::List:
    case Operation::Count:
    case Operation::Read:
    case Operation::Send:
    case Operation::Write:
    case Operation::Move:
    case Operation::Remove:
    case Operation::Compare:
    case Operation::WritePlaylist:
        break;
    }
    const bool isWriting = request.operation == Operation::Send || request.operation == Operation::Write ||
                           request.operation == Operation::WritePlaylist;
    const auto path = onPlayer(request.path, isWriting ? Use::Writing : Use::Reading);
    if (!path)
        return std::unexpected(path.error());
    request.path = *path;
    if (request.operation == Operation::Move) {
        const auto target = onPlayer(request.text, Use::Writing);
        if (!target)
            return std::unexpected(target.error());
        request.text = *target;
    }
    for (QString &each : request.paths) {
        const auto track = onPlayer(each, Use::Reading);
        if (!track)
            return std::unexpected(track.error());
        each = *track;
    }
    return request;
}

Result<QString> OwnFolder::onPlayer(const QString &path, Use use)
{
    const QString top = topOf(path);
    const bool isOwn = foldedPath(top) == ownFolder;
    if (!isOwn && numberOfPlainOwnFolder(top) == 0)
        return path;
    const auto ready = isOwn && use == Use::Writing ? makeReady() : look();
    if (!ready)
        return std::unexpected(ready.error());
    if (isOwn)
        return m_name.isEmpty() ? path : m_name + path.sliced(top.size());
    if (foldedPath(top) == foldedPath(m_name))
        return failure(use == Use::Writing ? ErrorCode::NameTaken : ErrorCode::FileMissing, path);
    return path;
}

Result<void> OwnFolder::showIn(QList<StoredObject> &top)
{
    const auto isCandidate = [](const StoredObject &object) {
        return object.isFolder && numberOfPlainOwnFolder(object.name) > 0;
    };
    if (std::ranges::none_of(top, isCandidate))
        return {};
    const auto plain = isPlain();
    if (!plain || !*plain)
        return plain.transform([](bool) {});
    // An empty one that goes by the same name from now on.
    top.removeIf([](const StoredObject &object) { return foldedPath(object.name) == ownFolder; });
    const auto own = std::ranges::find(top, m_name, &StoredObject::name);
    if (own != top.end())
        own->name = ownFolder;
    return {};
}

Result<bool> OwnFolder::isPlain()
{
    return look().transform([this] { return numberOfPlainOwnFolder(m_name) > 0; });
}

Result<QString> OwnFolder::name()
{
    return look().transform([this] { return m_name.isEmpty() ? QString(ownFolder) : m_name; });
}

Result<void> OwnFolder::look()
{
    if (m_isLookedFor)
        return {};
    m_name.clear();
    const auto hidden = m_tree.folder(ownFolder);
    if (!hidden && hidden.error().code != ErrorCode::FileMissing)
        return std::unexpected(hidden.error());
    if (hidden) {
        const auto content = m_tree.children(*hidden);
        if (!content)
            return std::unexpected(content.error());
        if (!content->empty())
            m_name = ownFolder;
    }
    if (m_name.isEmpty()) {
        const auto names = m_tree.names(topFolder);
        if (!names)
            return std::unexpected(names.error());
        QStringList candidates = names->values();
        candidates.removeIf([](const QString &name) { return numberOfPlainOwnFolder(name) == 0; });
        std::ranges::sort(candidates, {}, numberOfPlainOwnFolder);
        for (const QString &candidate : std::as_const(candidates)) {
            const auto sign = hasSign(candidate);
            if (!sign)
                return std::unexpected(sign.error());
            if (!*sign)
                continue;
            m_name = candidate;
            break;
        }
    }
    m_isLookedFor = true;
    return {};
}

Result<bool> OwnFolder::hasSign(const QString &folder)
{
    const auto sign = m_tree.object(signPath(folder));
    if (!sign && sign.error().code != ErrorCode::FileMissing)
        return std::unexpected(sign.error());
    if (!sign)
        return false;
    const auto facts = m_session.factsOf(*sign);
    if (!facts)
        return std::unexpected(facts.error());
    if (facts->isFolder || facts->sizeBytes < signStart.size() || facts->sizeBytes > maxSignBytes)
        return false;
    QByteArray content;
    return m_session
        .receive(*sign,
                 [&content](const char *data, size_t size) {
                     content.append(data, static_cast<qsizetype>(size));
                     return content.size() <= maxSignBytes;
                 })
        .transform([&content] { return content.startsWith(signStart); });
}

Result<void> OwnFolder::makeReady()
{
    if (auto looked = look(); !looked)
        return looked;
    if (m_name == ownFolder || (!m_name.isEmpty() && m_tree.object(signPath(m_name))))
        return {};
    m_name.clear();
    const QString trial = joinPath(ownFolder, trialName());
    const auto brought = bring(trial, "Tandem");
    if (brought) {
        m_name = ownFolder;
        return m_writer.discard(trial);
    }
    // Whatever it dislikes here, it may like the other; but room for that there is none either.
    if (m_session.isLost() || brought.error().isCancelled() || brought.error().code == ErrorCode::DeviceFull)
        return brought;
    return makePlain();
}

Result<void> OwnFolder::makePlain()
{
    QString folder;
    for (int number = 1; folder.isEmpty(); ++number) {
        const auto taken = m_tree.find(topFolder, plainOwnFolder(number));
        if (!taken)
            return std::unexpected(taken.error());
        if (!*taken) // else its owner's
            folder = plainOwnFolder(number);
    }
    // Before there is anything of it: an empty folder does not tell whose it is.
    m_line.announce({signPath(folder), false});
    const auto brought = bring(signPath(folder), signStart.toByteArray().append(signRest));
    if (!m_session.isLost())
        m_line.announce({});
    if (brought)
        m_name = folder;
    return brought;
}

Result<void> OwnFolder::discarded(const QString &path)
{
    const QString folderPath = parentPath(path);
    if (numberOfPlainOwnFolder(folderPath) == 0 || path != signPath(folderPath))
        return {};
    const auto folder = m_tree.folder(folderPath);
    if (!folder)
        return folder.error().code == ErrorCode::FileMissing ? Result<void>{}
                                                             : std::unexpected(folder.error());
    return removeIfEmpty(*folder);
}

Result<void> OwnFolder::removeIfEmpty(quint32 folder)
{
    const auto left = m_session.children(folder);
    if (!left)
        return std::unexpected(left.error());
    if (!left->empty())
        return {};
    m_tree.clear();
    return m_session.remove(folder);
}

Result<void> OwnFolder::bring(const QString &path, const QByteArray &content)
{
    const FileDescriptor file(::memfd_create("tandem", MFD_CLOEXEC));
    if (!file.isOpen() || !writeFully(file.get(), content.constData(), static_cast<size_t>(content.size())))
        return failure(ErrorCode::Internal, path, systemMessage(errno));
    const QString folderPath = parentPath(path);
    auto done =
        m_writer.send({.operation = Operation::Send, .path = path, .sizeBytes = content.size()}, file.get())
            .transform([](const FileStamp &) {});
    if (m_session.isLost())
        return done;
    // Taken while they are known from the sending: a session to come knows only what the player shows.
    const auto folder = m_tree.folder(folderPath);
    const auto object = m_tree.object(path);
    m_tree.clear();
    if (done) {
        const auto shown = m_tree.object(path);
        if (shown)
            return {};
        done = shown.error().code == ErrorCode::FileMissing ? failure(ErrorCode::NameNotKept, path)
                                                            : std::unexpected(shown.error());
        if (object && !m_session.isLost())
            static_cast<void>(m_session.remove(*object));
    }
    if (folder && !m_session.isLost())
        static_cast<void>(removeIfEmpty(*folder));
    m_tree.clear();
    m_session.takeStale();
    return done;
}

Result<void> OwnFolder::tidy()
{
    const auto plain = isPlain();
    if (!plain || !*plain)
        return plain.transform([](bool) {});
    const auto folder = m_tree.folder(m_name);
    const auto sign = m_tree.object(signPath(m_name));
    if (!folder || !sign)
        return {};
    const auto left = m_session.children(*folder);
    if (!left)
        return std::unexpected(left.error());
    if (*left != std::vector{*sign})
        return {};
    for (const quint32 object : {*sign, *folder}) {
        if (auto removed = m_session.remove(object); !removed)
            return removed;
    }
    m_tree.clear();
    forget();
    return {};
}

} // namespace tandem::device::mtp
