// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "readerprocess.h"

#include "base/helperprogram.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <system_error>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tandem::model {

namespace {

constexpr qint64 bytesPerMB = 1 << 20;

/// TagLib takes and gives back memory in hundreds of small pieces for each file. glibc keeps 7 of each size
/// at hand, unless it is told to keep more; that saves a tenth of the time.
constexpr auto quickMemory = "GLIBC_TUNABLES=glibc.malloc.tcache_count=256";

/// The translation context of this file.
struct ReaderText {
    Q_DECLARE_TR_FUNCTIONS(tandem::model::ReaderText)
};

QString systemMessage(int systemError)
{
    return QString::fromStdString(std::system_category().message(systemError));
}

} // namespace

QString tooMuchMemory(const ReadLimits &limits)
{
    return ReaderText::tr("it takes more than %1 MB of memory").arg(limits.memoryBytes / bytesPerMB);
}

ReaderProcess::ReaderProcess(FileDescriptor socket, pid_t process, const ReadLimits &limits)
    : m_socket(std::move(socket)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_process(process),
      m_limits(limits)
{
}

ReaderProcess::~ReaderProcess()
{
    if (m_process != 0)
        killProcess(m_process);
}

Result<std::unique_ptr<ReaderProcess>> ReaderProcess::start(const QString &program, const ReadLimits &limits)
{
    SocketPair socket = SocketPair::make();
    if (!socket.theirs.isOpen())
        return failure(ErrorCode::Internal, program, systemMessage(errno));
    const auto process =
        startHelperProgram(program,
                           {QByteArray::number(limits.memoryBytes), QByteArray::number(limits.stackBytes),
                            QByteArray::number(qint64(limits.processorTime.count()))},
                           {socket.theirs.get()}, false, {quickMemory});
    if (!process)
        return std::unexpected(process.error());
    socket.theirs.reset();
    std::unique_ptr<ReaderProcess> reader(new ReaderProcess(std::move(socket.ours), *process, limits));
    // Whatever ends it before it has seen a file is no file's fault.
    if (const auto ready = reader->nextAnswer({}); !ready)
        return helperMissing(program, ENOEXEC);
    return reader;
}

bool ReaderProcess::ask(ReadKind kind, std::span<const QByteArray> paths)
{
    QByteArray bytes;
    appendFrame(bytes, encodeRequest(kind, paths));
    // It reads all of a request before it answers, so this waits for nobody.
    for (qsizetype sent = 0; sent < bytes.size();) {
        const ssize_t count = ::send(m_socket.get(), bytes.constData() + sent,
                                     static_cast<size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        sent += count;
    }
    return true;
}

Result<QByteArray> ReaderProcess::nextAnswer(const std::stop_token &stop)
{
    if (auto frame = m_received.take())
        return std::move(*frame);
    const std::stop_callback onStop(stop, [this] { ::eventfd_write(m_wake.get(), 1); });
    const auto end = std::chrono::steady_clock::now() + m_limits.patience;
    while (true) {
        if (stop.stop_requested())
            return cancelled();
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        std::array<pollfd, 2> polled = {pollfd{m_socket.get(), POLLIN, 0}, pollfd{m_wake.get(), POLLIN, 0}};
        const int count = ::poll(polled.data(), polled.size(), static_cast<int>(std::max(left, 0ms).count()));
        if (count == 0)
            return failure(ErrorCode::FileUnreadable, {}, systemMessage(ETIMEDOUT));
        if (count < 0 || polled[0].revents == 0)
            continue;
        std::array<char, 64 * 1024> buffer;
        const ssize_t got = ::recv(m_socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got <= 0)
            return std::unexpected(howItEnded());
        m_received.append(QByteArrayView(buffer.data(), got));
        if (auto frame = m_received.take())
            return std::move(*frame);
        if (m_received.isDamaged())
            return failure(ErrorCode::FileCorrupt, {},
                           ReaderText::tr("it makes the program that reads it fail"));
    }
}

Error ReaderProcess::howItEnded()
{
    int status = 0;
    while (::waitpid(m_process, &status, 0) < 0 && errno == EINTR) {
    }
    m_process = 0;
    switch (WIFSIGNALED(status) ? WTERMSIG(status) : 0) {
    case SIGXCPU:
        return {ErrorCode::FileCorrupt,
                {},
                ReaderText::tr("it takes more than %1 s of the processor’s time")
                    .arg(m_limits.processorTime.count())};
    case SIGSEGV: // mostly the end of the stack
    case SIGBUS:
    case SIGABRT:
    case SIGFPE:
    case SIGILL:
        return {ErrorCode::FileCorrupt, {}, ReaderText::tr("it makes the program that reads it fail")};
    case 0: // it ends itself after it ran out of memory, when it has answered
        return {ErrorCode::FileUnreadable, {}, systemMessage(ENOMEM)};
    default:
        return {ErrorCode::FileUnreadable, {}, ReaderText::tr("the program that reads it was ended")};
    }
}

} // namespace tandem::model
