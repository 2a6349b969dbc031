// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mtpstorage.h"

#include "base/logging.h"
#include "device/drive/posixio.h"
#include "device/drive/sourcefile.h"
#include "device/mtp/mtprules.h"
#include "device/storage/devicepath.h"

#include <algorithm>
#include <cerrno>
#include <sys/mman.h>
#include <sys/stat.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tandem::device {

namespace {

using mtp::Operation;
using mtp::Payload;
using mtp::Request;

constexpr int attempts = 2; ///< at everything, each with a helper of its own
/// What always finds room in a socket, so that nobody waits for a helper that is busy.
constexpr qsizetype maxUpcomingBytes = 32 << 10;

/// Whether something may be written there at all.
Result<void> checkTarget(const QString &path)
{
    const auto names = path.split(u'/');
    if (!std::ranges::all_of(names, isStorableName) && std::ranges::none_of(names, &QString::isEmpty))
        return failure(ErrorCode::NameTooLong, path);
    if (!isConfinedPath(path))
        return failure(ErrorCode::NameTaken, path);
    return {};
}

/// A file in memory for what has none on disk.
FileDescriptor memoryFile()
{
    return FileDescriptor(::memfd_create("tandem", MFD_CLOEXEC));
}

Result<SourceFile> sourceOf(const Parcel &parcel)
{
    auto source = SourceFile::open(parcel.sourceFile);
    if (source && source->sizeBytes() != parcel.sizeBytes)
        return failure(ErrorCode::FileChanged, parcel.sourceFile);
    return source;
}

Request sendingRequest(const Parcel &parcel)
{
    return {.operation = Operation::Send,
            .path = parcel.path,
            .tags = parcel.tags,
            .sizeBytes = parcel.sizeBytes,
            .modifiedNs = parcel.modifiedNs,
            .expected = parcel.replaces};
}

Result<void> onlyDone(const Result<Payload> &payload)
{
    return payload ? Result<void>{} : std::unexpected(payload.error());
}

/// The payload as the type that belongs to the request.
template <class T>
Result<T> as(Result<Payload> payload)
{
    if (!payload)
        return std::unexpected(payload.error());
    if (T *content = std::get_if<T>(&*payload))
        return std::move(*content);
    return failure(ErrorCode::Internal, u"tandem-mtp"_s, u"unexpected answer"_s);
}

} // namespace

struct MtpStorage::Task {
    Request request;
    int file = -1;
    std::stop_token stop;
    BytesWritten written;
    bool isParcel = false;   ///< after which another may follow
    bool isPrepared = false; ///< the helper knows it already and only has to begin

    qint64 transferred = 0; ///< in this attempt
    qint64 reported = 0;    ///< to written(), by all attempts
};

struct MtpStorage::Attempt {
    enum class End { Replied, Stalled, Crashed, Cancelled };
    End end = End::Crashed;
    mtp::Reply reply;
};

struct MtpStorage::Prepared {
    Parcel parcel;
    SourceFile source;
};

MtpStorage::MtpStorage(PlayerAddress address, MtpSettings settings, UsbDevice device)
    : m_address(std::move(address)), m_settings(std::move(settings)), m_device(std::move(device))
{
    if (m_settings.program.isEmpty())
        m_settings.program = mtp::HelperProcess::defaultProgram();
}

MtpStorage::~MtpStorage() = default;

Result<std::unique_ptr<DeviceStorage>> MtpStorage::open(const PlayerAddress &address,
                                                        const MtpSettings &settings, std::stop_token stop)
{
    const auto device = UsbDevice::fromLocation(address.location, settings.systemRoot);
    if (!device || !device->isThere())
        return failure(ErrorCode::NotConnected, address.name);
    std::unique_ptr<MtpStorage> storage(new MtpStorage(address, settings, *device));
    storage->m_stop = std::move(stop);
    if (auto opened = storage->ensureOpen(storage->m_stop); !opened)
        return std::unexpected(opened.error());
    return storage;
}

bool MtpStorage::isGone() const
{
    return !m_device.isThere();
}

void MtpStorage::giveUp()
{
    if (!m_helper)
        return;
    m_helper->kill();
    learnHalf();
    m_helper.reset();
    m_prepared.reset();
}

void MtpStorage::learnHalf()
{
    if (auto writing = m_helper->takeAnnounced())
        m_half = std::move(*writing);
}

bool MtpStorage::ask(Task &task)
{
    if (std::exchange(task.isPrepared, false))
        return m_helper->socket().send(mtp::encode(mtp::ToHelper(mtp::Begin{})));
    m_prepared.reset(); // the helper forgets it, too
    return m_helper->socket().send(mtp::encode(mtp::ToHelper(task.request)), task.file);
}

void MtpStorage::prepareNext()
{
    auto parcel = m_next ? m_next() : std::nullopt;
    if (!parcel || !checkTarget(parcel->path))
        return;
    if (!m_sendsCovers)
        parcel->tags.cover.clear();
    auto source = sourceOf(*parcel);
    const QByteArray frame = mtp::encode(mtp::ToHelper(mtp::Upcoming{sendingRequest(*parcel)}));
    // What went wrong here is told when it is that file's turn.
    if (source && frame.size() <= maxUpcomingBytes && m_helper->socket().send(frame, source->fd()))
        m_prepared = std::make_unique<Prepared>(std::move(*parcel), std::move(*source));
}

MtpStorage::Attempt MtpStorage::attempt(Task &task, std::chrono::milliseconds time)
{
    task.transferred = 0;
    if (!ask(task))
        return {};
    if (task.isParcel)
        prepareNext();
    Attempt done = follow(task, time);
    learnHalf();
    return done;
}

/// What the helper has to say of the task until it is done.
MtpStorage::Attempt MtpStorage::follow(Task &task, std::chrono::milliseconds time)
{
    using Event = mtp::HelperProcess::Event;
    using Clock = std::chrono::steady_clock;
    // Who has a stop token of its own is cancelled; for all else, a stop request only ends the patience.
    const bool isCancellable = task.stop.stop_possible();
    const std::stop_token &stop = isCancellable ? task.stop : m_stop;
    bool isStopRequested = false;
    auto deadline = Clock::now() + time;
    while (true) {
        while (const auto frame = m_helper->socket().take()) {
            auto message = mtp::decodeFromHelper(frame->bytes);
            if (!message)
                return {};
            if (!isStopRequested)
                deadline = Clock::now() + time;
            else if (!isCancellable)
                deadline = Clock::now() + m_settings.cancelTime;
            if (const auto *progress = std::get_if<mtp::Progress>(&*message)) {
                task.transferred += progress->bytes;
                // Bytes that are sent once more are not counted once more.
                if (task.written && task.transferred > task.reported)
                    task.written(task.transferred - std::exchange(task.reported, task.transferred));
            } else if (auto *reply = std::get_if<mtp::Reply>(&*message)) {
                return {Attempt::End::Replied, std::move(*reply)};
            }
        }
        if (m_helper->socket().isDamaged())
            return {};

        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        switch (m_helper->wait(std::max(left, 0ms), stop, isStopRequested)) {
        case Event::Received:
            break;
        case Event::Ended:
            return {};
        case Event::TimedOut:
            return {isStopRequested ? Attempt::End::Cancelled : Attempt::End::Stalled, {}};
        case Event::Stopped:
            isStopRequested = true;
            deadline = Clock::now() + m_settings.cancelTime;
            if (isCancellable && !m_helper->socket().send(mtp::encode(mtp::ToHelper(mtp::Cancel{}))))
                return {Attempt::End::Cancelled, {}};
            break;
        }
    }
}

Result<void> MtpStorage::ensureOpen(const std::stop_token &stop)
{
    if (m_helper)
        return {};
    Result<void> opened;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < attempts; ++i) {
        // One that took long to fail will not do better.
        if (std::chrono::steady_clock::now() - start > m_settings.quickFailureTime)
            break;
        opened = openOnce(stop);
        // A player that was closed or reset a moment ago may still be busy with that; and only the end of a
        // process releases what libmtp holds after a failure.
        if (opened || opened.error().code != ErrorCode::DeviceFailed)
            break;
    }
    return opened;
}

Result<void> MtpStorage::openOnce(const std::stop_token &stop)
{
    if (isGone())
        return failure(ErrorCode::NotConnected, m_address.name);
    auto helper = mtp::HelperProcess::start(m_settings.program);
    if (!helper)
        return std::unexpected(helper.error());
    m_helper = std::move(*helper);

    const auto ask = [&](Request request, std::chrono::milliseconds time) -> Result<void> {
        Task task{.request = std::move(request), .stop = stop};
        const Attempt done = attempt(task, time);
        if (done.end == Attempt::End::Replied && !done.reply.error) {
            if (const auto *info = std::get_if<StorageInfo>(&done.reply.payload))
                m_storageInUse = info->storage;
            return {};
        }
        giveUp();
        if (done.end == Attempt::End::Cancelled)
            return cancelled();
        if (done.end == Attempt::End::Replied) {
            Error error = *done.reply.error;
            error.subject = m_address.name;
            return std::unexpected(error);
        }
        const bool isStalled = done.end == Attempt::End::Stalled;
        return failure(isStalled ? ErrorCode::DeviceStalled : ErrorCode::DeviceFailed, m_address.name);
    };
    auto opened = ask({.operation = Operation::Open,
                       .path = m_address.location,
                       .text = m_address.identity,
                       .storage = m_wasOpen ? m_storageInUse : m_address.storage,
                       .systemRoot = m_settings.systemRoot,
                       .flag = m_half.isTransferring},
                      m_wasOpen ? m_settings.reopeningTime : m_settings.openingTime);
    if (!opened)
        return opened;
    m_wasOpen = true;
    m_half.isTransferring = false;
    if (m_half.path.isEmpty())
        return {};
    return ask({.operation = Operation::Discard, .path = m_half.path}, m_settings.operationTime)
        .transform([this] { m_half = {}; });
}

Result<Payload> MtpStorage::perform(Task task)
{
    Error error;
    for (int i = 0; i < attempts; ++i) {
        if (task.stop.stop_requested())
            return cancelled();
        if (!m_sendsCovers)
            task.request.tags.cover.clear();
        if (auto opened = ensureOpen(task.stop.stop_possible() ? task.stop : m_stop); !opened) {
            error = opened.error();
            // It was open a moment ago: what cannot be opened again does not answer.
            if (i > 0 && error.code == ErrorCode::DeviceFailed)
                error = {ErrorCode::DeviceStalled, m_address.name, error.detail};
            // An open storage whose player went away is another thing than one that never was there.
            if (error.code == ErrorCode::NotConnected || isGone())
                return failure(ErrorCode::DeviceGone, m_address.name, error.detail);
            return std::unexpected(error);
        }
        task.request.isAgain = i > 0;
        Attempt done = attempt(task, m_settings.operationTime);
        const bool isReplied = done.end == Attempt::End::Replied;
        if (isReplied && !done.reply.isSessionLost) {
            if (!done.reply.error) {
                m_half = {};
                return std::move(done.reply.payload);
            }
            // Removed by the attempt whose answer did not arrive.
            if (i > 0 && task.request.operation == Operation::Remove &&
                done.reply.error->code == ErrorCode::FileMissing)
                return Payload{};
            if (!m_half.path.isEmpty())
                giveUp(); // it could not clean up; the next one will
            return std::unexpected(*done.reply.error);
        }
        giveUp();
        if (done.end == Attempt::End::Cancelled || task.stop.stop_requested() || m_stop.stop_requested())
            return cancelled();
        // Perhaps of the picture, and the song is worth more.
        m_sendsCovers = m_sendsCovers && task.request.tags.cover.isEmpty();
        constexpr int looks = 5;
        for (int look = 0; look < looks && !isGone(); ++look)
            std::this_thread::sleep_for(m_settings.unpluggingTime / looks);
        if (isGone())
            return failure(ErrorCode::DeviceGone, m_address.name);
        if (isReplied)
            error = done.reply.error.value_or(Error{ErrorCode::DeviceFailed, m_address.name, {}});
        else if (done.end == Attempt::End::Stalled)
            error = {ErrorCode::DeviceStalled, m_address.name, {}};
        else
            error = {ErrorCode::DeviceFailed, m_address.name, u"tandem-mtp"_s};
        qCDebug(logDevice) << "MTP player" << m_address.name << "lost while" << int(task.request.operation)
                           << task.request.path << error.detail;
    }
    return std::unexpected(error);
}

Result<StorageInfo> MtpStorage::info()
{
    return as<StorageInfo>(perform({.request = {.operation = Operation::Info}}))
        .transform([](StorageInfo info) {
            info.isBasicPlaneOnly = true; // libmtp turns names into UCS-2, and fails for all else
            return info;
        });
}

Result<QList<StoredObject>> MtpStorage::list(const QString &folder)
{
    if (!folder.isEmpty() && !isConfinedPath(folder))
        return failure(ErrorCode::FileMissing, folder);
    return as<QList<StoredObject>>(perform({.request = {.operation = Operation::List, .path = folder}}));
}

Result<qint64> MtpStorage::count(const QString &folder)
{
    if (!folder.isEmpty() && !isConfinedPath(folder))
        return failure(ErrorCode::FileMissing, folder);
    return as<qint64>(perform({.request = {.operation = Operation::Count, .path = folder}}));
}

Result<QByteArray> MtpStorage::read(const QString &path, qint64 maxBytes)
{
    if (!isConfinedPath(path))
        return failure(ErrorCode::FileMissing, path);
    const FileDescriptor file = memoryFile();
    if (!file.isOpen())
        return failure(ErrorCode::Internal, path, systemMessage(errno));
    const auto done = perform(
        {.request = {.operation = Operation::Read, .path = path, .sizeBytes = maxBytes}, .file = file.get()});
    if (!done)
        return std::unexpected(done.error());
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0 || status.st_size > maxBytes ||
        ::lseek(file.get(), 0, SEEK_SET) != 0)
        return failure(ErrorCode::DeviceFailed, path);
    QByteArray data(status.st_size, Qt::Uninitialized);
    if (readFully(file.get(), data.data(), static_cast<size_t>(data.size())) != data.size())
        return failure(ErrorCode::Internal, path, systemMessage(errno));
    return data;
}

Result<FileStamp> MtpStorage::write(const QString &path, const QByteArray &data,
                                    const std::optional<FileStamp> &replaces)
{
    if (auto target = checkTarget(path); !target)
        return std::unexpected(target.error());
    const FileDescriptor file = memoryFile();
    if (!file.isOpen() || !writeFully(file.get(), data.constData(), static_cast<size_t>(data.size())))
        return failure(ErrorCode::Internal, path, systemMessage(errno));
    return as<FileStamp>(perform({.request = {.operation = Operation::Write,
                                              .path = path,
                                              .sizeBytes = data.size(),
                                              .expected = replaces},
                                  .file = file.get()}));
}

Result<FileStamp> MtpStorage::send(const Parcel &parcel, std::stop_token stop, const BytesWritten &written)
{
    if (auto target = checkTarget(parcel.path); !target)
        return std::unexpected(target.error());
    const auto prepared = std::exchange(m_prepared, {});
    const bool isPrepared = prepared && prepared->parcel == parcel;
    const auto source = isPrepared ? std::move(prepared->source) : sourceOf(parcel);
    if (!source)
        return std::unexpected(source.error());
    qint64 reported = 0;
    const auto counted = [&](qint64 bytes) {
        reported += bytes;
        if (written)
            written(bytes);
    };
    // Both look at the same open file, whatever becomes of its name meanwhile.
    auto done = as<FileStamp>(perform({.request = sendingRequest(parcel),
                                       .file = source->fd(),
                                       .stop = std::move(stop),
                                       .written = counted,
                                       .isParcel = true,
                                       .isPrepared = isPrepared}));
    if (!done) {
        Error error = done.error();
        if (error.subject.isEmpty()) // nothing of the player's
            error.subject = parcel.sourceFile;
        return std::unexpected(error);
    }
    if (written && reported < parcel.sizeBytes)
        written(parcel.sizeBytes - reported);
    return done;
}

Result<void> MtpStorage::move(const QString &from, const QString &to, const FileStamp &expected)
{
    if (!isConfinedPath(from))
        return failure(ErrorCode::FileMissing, from);
    if (auto target = checkTarget(to); !target)
        return target;
    return onlyDone(
        perform({.request = {.operation = Operation::Move, .path = from, .text = to, .expected = expected}}));
}

Result<void> MtpStorage::remove(const QString &path, const FileStamp &expected)
{
    if (!isConfinedPath(path))
        return failure(ErrorCode::FileMissing, path);
    return onlyDone(
        perform({.request = {.operation = Operation::Remove, .path = path, .expected = expected}}));
}

/// It always comes from the player: this computer remembers nothing of it.
Result<Likeness> MtpStorage::compare(const QString &path, const QString &sourceFile, Reading,
                                     std::stop_token stop)
{
    if (!isConfinedPath(path))
        return failure(ErrorCode::FileMissing, path);
    const auto source = SourceFile::open(sourceFile);
    if (!source)
        return std::unexpected(source.error());
    return as<Likeness>(perform({.request = {.operation = Operation::Compare, .path = path},
                                 .file = source->fd(),
                                 .stop = std::move(stop)}))
        .transform_error([&](Error error) {
            if (error.code == ErrorCode::FileUnreadable)
                error.subject = sourceFile;
            return error;
        });
}

Result<void> MtpStorage::removeLeftovers(const QStringList &folders)
{
    return onlyDone(perform({.request = {.operation = Operation::RemoveLeftovers, .paths = folders}}));
}

Result<void> MtpStorage::flush()
{
    return onlyDone(perform({.request = {.operation = Operation::Flush}}));
}

Result<void> MtpStorage::writePlaylist(const QString &path, const QStringList &trackPaths,
                                       const std::optional<FileStamp> &replaces)
{
    if (auto target = checkTarget(path); !target)
        return target;
    return onlyDone(perform({.request = {.operation = Operation::WritePlaylist,
                                         .path = path,
                                         .paths = trackPaths,
                                         .expected = replaces}}));
}

Result<PlayerFacts> MtpStorage::facts()
{
    return as<PlayerFacts>(perform({.request = {.operation = Operation::Facts}}));
}

Result<void> MtpStorage::setFriendlyName(const QString &name)
{
    return onlyDone(perform({.request = {.operation = Operation::SetFriendlyName, .text = name}}));
}

Result<void> MtpStorage::setSynchronizationPartner(const QString &name)
{
    return onlyDone(perform({.request = {.operation = Operation::SetSynchronizationPartner, .text = name}}));
}

} // namespace tandem::device
