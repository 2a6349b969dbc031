// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "servant.h"

#include "device/drive/posixio.h"
#include "device/drive/sourcefile.h"
#include "device/mtp/mtprules.h"
#include "device/storage/devicepath.h"

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tandem::device::mtp {

namespace {

constexpr size_t compareBytes = 1 << 20;

template <class T>
Result<Payload> toPayload(Result<T> result)
{
    if (!result)
        return std::unexpected(std::move(result.error()));
    if constexpr (std::is_void_v<T>)
        return Payload{};
    else
        return Payload(std::move(*result));
}

/// Compares what arrives in pieces of any size with a file, in whole blocks of it.
class StreamComparison
{
public:
    explicit StreamComparison(int source) : m_source(source) { ::lseek(source, 0, SEEK_SET); }

    /// Whether more of it is wanted.
    bool take(const char *data, size_t size)
    {
        m_stored.insert(m_stored.end(), data, data + size);
        return m_stored.size() < compareBytes || compareStored();
    }

    bool finish() { return m_stored.empty() || compareStored(); }

    Likeness likeness() const { return m_likeness; }
    bool hasReadFailed() const { return m_hasReadFailed; }

private:
    bool compareStored()
    {
        m_ours.resize(m_stored.size());
        const ssize_t got = readFully(m_source, m_ours.data(), m_ours.size());
        if (got != static_cast<ssize_t>(m_stored.size())) {
            m_hasReadFailed = true;
            return false;
        }
        const Likeness likeness = compareBlocks(m_ours, m_stored, m_stored.size());
        if (likeness != Likeness::Identical)
            m_likeness = likeness;
        m_stored.clear();
        return likeness != Likeness::Different;
    }

    int m_source;
    std::vector<char> m_stored;
    std::vector<char> m_ours;
    Likeness m_likeness = Likeness::Identical;
    bool m_hasReadFailed = false;
};

} // namespace

void Servant::run()
{
    while (const auto order = m_line.nextOrder())
        m_line.reply(answer(order->request, order->file.get()));
}

Reply Servant::answer(const Request &request, int file)
{
    if (request.operation == Operation::Open) {
        Reply reply;
        if (auto opened = open(request))
            reply.payload = std::move(*opened);
        else
            reply.error = std::move(opened.error());
        return reply;
    }
    if (!m_player)
        return {.error = Error{ErrorCode::NotConnected, {}, {}}, .isSessionLost = true};
    auto done = carryOut(request, file);
    // Somebody, perhaps the player's owner, changed it: once more with what is there now.
    if (!done && m_player && m_player->session.takeStale() && !m_player->session.isLost()) {
        m_player->tree.clear();
        m_player->own.forget();
        done = carryOut(request, file);
    }
    Reply reply;
    reply.isSessionLost = !m_player || m_player->session.isLost();
    if (m_player)
        m_player->session.takeStale();
    if (done)
        reply.payload = std::move(*done);
    else
        reply.error = std::move(done.error());
    // What the player did not do, it did not do there.
    if (reply.error && reply.error->code == ErrorCode::DeviceFailed && reply.error->subject.isEmpty() &&
        !reply.isSessionLost)
        reply.error->subject = request.path;
    return reply;
}

Result<Payload> Servant::open(const Request &request)
{
    const auto device = UsbDevice::fromLocation(request.path, request.systemRoot);
    if (!device)
        return failure(ErrorCode::NotConnected, request.path);
    m_opening = request;
    m_player.reset();
    m_player = std::make_unique<Player>(*device, m_line);
    auto opened = m_player->session.open(request.text, request.storage, request.flag);
    if (!opened) {
        m_player.reset();
        return std::unexpected(Error{opened.error().code, request.path, opened.error().detail});
    }
    return Payload(StorageInfo{.storage = storageIdText(m_player->session.storageId())});
}

void Servant::reopen()
{
    const Request opening = m_opening;
    static_cast<void>(open(opening)); // whether it worked shows with the next request
}

Result<Payload> Servant::leaveName(Result<void> done)
{
    // umtp-responder answers twice to a value that it does not take: to the command and to the value.
    if (!done && !m_player->session.isLost())
        reopen();
    return toPayload(std::move(done));
}

Result<Payload> Servant::carryOut(const Request &request, int file)
{
    auto onPlayer = m_player->own.onPlayer(request);
    if (!onPlayer)
        return std::unexpected(std::move(onPlayer.error()));
    if (request.operation == Operation::Move || request.operation == Operation::Remove) {
        // Where Tandem's folder needs a plain name, others' files may be hidden.
        const auto hides = m_player->own.isPlain();
        if (!hides)
            return std::unexpected(hides.error());
        m_player->writer.setKeepsFolders(*hides);
    }
    return carryOutOnPlayer(*onPlayer, file);
}

Result<Payload> Servant::carryOutOnPlayer(const Request &request, int file)
{
    MtpSession &session = m_player->session; // not after leaveName()
    ObjectWriter &writer = m_player->writer;
    switch (request.operation) {
    case Operation::Open:
        break;
    case Operation::Info:
        return toPayload(session.info());
    case Operation::List:
        return toPayload(list(request.path));
    case Operation::Count:
        return toPayload(count(request.path));
    case Operation::Read:
        return toPayload(read(request.path, request.sizeBytes, file));
    case Operation::Send:
    case Operation::Write:
        return toPayload(writer.send(request, file));
    case Operation::Move:
        return toPayload(writer.move(request));
    case Operation::Remove:
        return toPayload(remove(request));
    case Operation::Compare:
        return toPayload(compare(request.path, file));
    case Operation::RemoveLeftovers:
        return toPayload(removeLeftovers(request.paths));
    case Operation::Discard:
        return toPayload(
            writer.discard(request.path).and_then([&] { return m_player->own.discarded(request.path); }));
    case Operation::Flush:
        // What a player has answered for, it keeps. It only has to be there still.
        if (!session.probe())
            return failure(ErrorCode::DeviceFailed);
        return Payload{};
    case Operation::WritePlaylist:
        return toPayload(writer.writePlaylist(request));
    case Operation::Facts:
        return Payload(session.facts());
    case Operation::SetFriendlyName:
        return leaveName(session.setFriendlyName(request.text));
    case Operation::SetSynchronizationPartner:
        return leaveName(session.setSynchronizationPartner(request.text));
    }
    return failure(ErrorCode::Internal, u"tandem-mtp"_s);
}

Result<void> Servant::remove(const Request &request)
{
    auto removed = m_player->writer.remove(request);
    const auto own = m_player->own.name();
    if (removed && own && request.path.startsWith(*own + u'/'))
        return m_player->own.tidy();
    return removed;
}

Result<void> Servant::removeLeftovers(const QStringList &folders)
{
    return m_player->own.name().and_then(
        [&](const QString &own) { return m_player->writer.removeLeftovers(folders + QStringList{own}); });
}

Result<QList<StoredObject>> Servant::list(const QString &path)
{
    const auto folder = m_player->tree.folder(path);
    if (!folder)
        return std::unexpected(folder.error());
    const auto handles = m_player->tree.children(*folder);
    if (!handles)
        return std::unexpected(handles.error());
    QList<StoredObject> objects;
    QHash<quint32, QString> names;
    for (const quint32 handle : *handles) {
        if (m_line.isCancelled())
            return cancelled();
        const auto facts = m_player->tree.facts(*folder, handle);
        if (!facts)
            return std::unexpected(facts.error());
        if (!*facts)
            continue;
        names.insert(handle, (*facts)->name);
        objects.append({.name = (*facts)->name,
                        .sizeBytes = (*facts)->sizeBytes,
                        .isFolder = (*facts)->isFolder,
                        .modifiedNs = (*facts)->isFolder ? -1 : (*facts)->modifiedNs});
    }
    m_player->tree.setNames(*folder, names);
    objects = withoutLeftovers(objects);
    if (path.isEmpty()) {
        if (auto shown = m_player->own.showIn(objects); !shown)
            return std::unexpected(shown.error());
    }
    return objects;
}

Result<qint64> Servant::count(const QString &path)
{
    const auto folder = m_player->tree.folder(path);
    if (!folder)
        return std::unexpected(folder.error());
    return m_player->tree.children(*folder).transform(
        [](const std::vector<quint32> &handles) { return static_cast<qint64>(handles.size()); });
}

Result<void> Servant::read(const QString &path, qint64 maxBytes, int file)
{
    const auto object = m_player->tree.object(path);
    if (!object)
        return std::unexpected(object.error());
    const auto facts = m_player->session.factsOf(*object);
    if (!facts)
        return std::unexpected(facts.error());
    if (facts->isFolder)
        return failure(ErrorCode::FileMissing, path);
    if (facts->sizeBytes > maxBytes)
        return failure(ErrorCode::FileTooLarge, path);
    if (::ftruncate(file, 0) != 0 || ::lseek(file, 0, SEEK_SET) != 0)
        return failure(ErrorCode::Internal, path, systemMessage(errno));
    qint64 total = 0;
    const auto received = m_player->session.receive(*object, [&](const char *data, size_t size) {
        total += static_cast<qint64>(size);
        return total <= maxBytes && writeFully(file, data, size);
    });
    if (!received)
        return std::unexpected(received.error());
    if (total != facts->sizeBytes)
        return failure(ErrorCode::DeviceFailed, path, u"%1 of %2"_s.arg(total).arg(facts->sizeBytes));
    return {};
}

Result<Likeness> Servant::compare(const QString &path, int file)
{
    const auto object = m_player->tree.object(path);
    if (!object)
        return std::unexpected(object.error());
    const auto facts = m_player->session.factsOf(*object);
    if (!facts)
        return std::unexpected(facts.error());
    struct stat source = {};
    if (::fstat(file, &source) != 0)
        return failure(ErrorCode::FileUnreadable, path, systemMessage(errno));
    if (facts->isFolder || facts->sizeBytes > source.st_size)
        return Likeness::Different;
    StreamComparison comparison(file);
    qint64 total = 0;
    const auto received = m_player->session.receive(*object, [&](const char *data, size_t size) {
        total += static_cast<qint64>(size);
        return comparison.take(data, size);
    });
    if (!received)
        return std::unexpected(received.error());
    comparison.finish();
    if (comparison.hasReadFailed())
        return failure(ErrorCode::FileUnreadable, path);
    if (comparison.likeness() == Likeness::Identical && total < source.st_size)
        return Likeness::Torn;
    return comparison.likeness();
}

} // namespace tandem::device::mtp
