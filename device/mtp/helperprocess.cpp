// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helperprocess.h"

#include "base/logging.h"
#include "device/drive/posixio.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tandem::device::mtp {

namespace {

constexpr auto sendingPatience = 5s; ///< the helper reads between two transactions

/// What posix_spawn(3) needs, freed in any case.
class SpawnSettings
{
public:
    SpawnSettings()
    {
        ::posix_spawn_file_actions_init(&m_files);
        ::posix_spawnattr_init(&m_attributes);
    }
    SpawnSettings(const SpawnSettings &) = delete;
    SpawnSettings &operator=(const SpawnSettings &) = delete;
    ~SpawnSettings()
    {
        ::posix_spawn_file_actions_destroy(&m_files);
        ::posix_spawnattr_destroy(&m_attributes);
    }

    posix_spawn_file_actions_t *files() { return &m_files; }
    posix_spawnattr_t *attributes() { return &m_attributes; }

private:
    posix_spawn_file_actions_t m_files = {};
    posix_spawnattr_t m_attributes = {};
};

/// Ours and theirs; not open if there are no more.
struct SocketPair {
    FileDescriptor ours;
    FileDescriptor theirs;
};

SocketPair socketPair()
{
    std::array<int, 2> pair = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
        return {};
    SocketPair sockets{FileDescriptor(pair[0]), FileDescriptor(pair[1])};
    // dup2() onto the same number would keep a descriptor from being inherited, onto another's lose that one.
    if (sockets.theirs.get() <= HelperProcess::helperJournal)
        sockets.theirs =
            FileDescriptor(::fcntl(sockets.theirs.get(), F_DUPFD_CLOEXEC, HelperProcess::helperJournal + 1));
    return sockets;
}

} // namespace

QString HelperProcess::defaultProgram()
{
    const QDir programs(QCoreApplication::applicationDirPath());
    for (const QString &folder : {programs.path(), programs.filePath(u"" TANDEM_MODULE_DIR ""_s)}) {
        const QString program = folder + u"/tandem-mtp"_s;
        if (QFileInfo(program).isExecutable())
            return program;
    }
    return {};
}

HelperProcess::HelperProcess(FileDescriptor socket, FileDescriptor journal, pid_t process)
    : m_socket(std::move(socket)),
      m_journal(std::move(journal)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_process(process)
{
    m_socket.setPatience(sendingPatience);
}

Result<std::unique_ptr<HelperProcess>> HelperProcess::start(const QString &program)
{
    SocketPair socket = socketPair();
    SocketPair journal = socketPair();
    if (!socket.theirs.isOpen() || !journal.theirs.isOpen())
        return failure(ErrorCode::Internal, program, systemMessage(errno));

    SpawnSettings settings;
    ::posix_spawn_file_actions_addopen(settings.files(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    // libmtp talks to both, and standard output belongs to what the program itself has to say.
    ::posix_spawn_file_actions_addopen(settings.files(), STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (!logDevice().isDebugEnabled())
        ::posix_spawn_file_actions_addopen(settings.files(), STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(settings.files(), socket.theirs.get(), helperSocket);
    ::posix_spawn_file_actions_adddup2(settings.files(), journal.theirs.get(), helperJournal);

    sigset_t none;
    sigset_t usual;
    ::sigemptyset(&none);
    ::sigemptyset(&usual);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE})
        ::sigaddset(&usual, signal);
    ::posix_spawnattr_setsigmask(settings.attributes(), &none);
    ::posix_spawnattr_setsigdefault(settings.attributes(), &usual);
    // A group of its own: Ctrl-C is for the program, which then ends the transfer in good order.
    ::posix_spawnattr_setpgroup(settings.attributes(), 0);
    ::posix_spawnattr_setflags(settings.attributes(),
                               POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);

    QByteArray path = QFile::encodeName(program);
    std::array<char *, 2> arguments = {path.data(), nullptr};
    pid_t process = 0;
    const int error = ::posix_spawn(&process, path.constData(), settings.files(), settings.attributes(),
                                    arguments.data(), environ);
    if (error != 0)
        return failure(ErrorCode::Internal, program, systemMessage(error));
    return std::unique_ptr<HelperProcess>(
        new HelperProcess(std::move(socket.ours), std::move(journal.ours), process));
}

HelperProcess::~HelperProcess()
{
    ::shutdown(m_socket.descriptor(), SHUT_RDWR);
    if (!reap(m_closingTime))
        kill();
}

HelperProcess::Event HelperProcess::wait(std::chrono::milliseconds time, const std::stop_token &stop,
                                         bool isStopKnown)
{
    const bool isStoppable = !isStopKnown && stop.stop_possible();
    const std::stop_callback onStop(stop, [this] { ::eventfd_write(m_wake.get(), 1); });
    const auto end = std::chrono::steady_clock::now() + time;
    while (true) {
        if (isStoppable && stop.stop_requested())
            return Event::Stopped;
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        std::array<pollfd, 2> polled = {pollfd{m_socket.descriptor(), POLLIN, 0},
                                        pollfd{isStoppable ? m_wake.get() : -1, POLLIN, 0}};
        const int count = ::poll(polled.data(), polled.size(), static_cast<int>(std::max(left, 0ms).count()));
        if (count < 0 && errno != EINTR)
            return Event::Ended;
        eventfd_t wakes = 0;
        if (polled[1].revents != 0)
            ::eventfd_read(m_wake.get(), &wakes);
        if (count > 0 && polled[0].revents != 0) {
            switch (m_socket.fill()) {
            case FrameSocket::Filled::Something:
                return Event::Received;
            case FrameSocket::Filled::End:
                return Event::Ended;
            case FrameSocket::Filled::Nothing:
                break;
            }
        }
        if (left <= 0ms && count == 0)
            return Event::TimedOut;
    }
}

std::optional<Writing> HelperProcess::takeAnnounced()
{
    m_journal.fill();
    std::optional<Writing> last;
    while (const auto frame = m_journal.take()) {
        if (auto writing = decodeWriting(frame->bytes))
            last = std::move(writing);
    }
    return last;
}

bool HelperProcess::reap(std::chrono::milliseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    auto pause = 1ms;
    while (m_process != 0) {
        const pid_t done = ::waitpid(m_process, nullptr, WNOHANG);
        if (done == m_process || (done < 0 && errno == ECHILD))
            m_process = 0;
        else if (std::chrono::steady_clock::now() >= end)
            return false;
        else
            std::this_thread::sleep_for(std::exchange(pause, std::min(pause * 2, 20ms)));
    }
    return true;
}

void HelperProcess::kill()
{
    if (m_process == 0)
        return;
    ::kill(m_process, SIGKILL);
    if (reap(500ms))
        return;
    // The kernel has not got its transfers back yet. Nobody is to wait for that.
    std::thread([process = std::exchange(m_process, 0)] { ::waitpid(process, nullptr, 0); }).detach();
}

} // namespace tandem::device::mtp
