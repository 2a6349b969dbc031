// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "childprocess.h"

#include "device/drive/filedescriptor.h"
#include "device/drive/posixio.h"

#include <QFile>
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace tandem::sync {

namespace {

using Clock = std::chrono::steady_clock;

constexpr qsizetype longestMessage = 400;
constexpr int niceness = 10;
constexpr int cannotStart = 127; ///< as shells say it
constexpr auto killPatience = 500ms;

struct Pipe {
    device::FileDescriptor reading;
    device::FileDescriptor writing;

    static Pipe make()
    {
        std::array<int, 2> ends = {-1, -1};
        if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
            return {};
        // Only our own end: few programs expect theirs not to wait.
        ::fcntl(ends[1], F_SETFL, 0);
        return {device::FileDescriptor(ends[0]), device::FileDescriptor(ends[1])};
    }
};

/// What the child needs, made before it is: after fork() in a program with threads, only what is safe in a
/// signal handler may be called.
struct ChildPlan {
    char *const *arguments = nullptr;
    int input = -1;
    int output = -1;
    int errors = -1;
    pid_t parent = 0;
};

[[noreturn]] void becomeProgram(const ChildPlan &plan)
{
    // A group of its own: Ctrl-C is for Tandem, which then ends it; and what it starts is ended along.
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != plan.parent)
        ::_exit(cannotStart);
    ::setpriority(PRIO_PROCESS, 0, niceness);
    sigset_t none;
    ::sigemptyset(&none);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE})
        ::signal(signal, SIG_DFL);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::dup2(plan.input, STDIN_FILENO);
    ::dup2(plan.output, STDOUT_FILENO);
    ::dup2(plan.errors, STDERR_FILENO);
    ::execv(plan.arguments[0], plan.arguments);
    ::_exit(cannotStart);
}

/// A running program; ended at the latest by the destructor.
class Child
{
public:
    explicit Child(pid_t process)
        : m_process(process), m_handle(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)))
    {
        ::setpgid(process, process); // whoever of the two comes first
    }
    ~Child()
    {
        if (m_process == 0)
            return;
        ::kill(-m_process, SIGKILL);
        const auto end = Clock::now() + killPatience;
        while (!reap(WNOHANG)) {
            if (Clock::now() >= end) {
                // It hangs in the kernel, over a drive that does not answer. Nobody is to wait for that.
                std::thread([process = m_process] { ::waitpid(process, nullptr, 0); }).detach();
                return;
            }
            std::this_thread::sleep_for(1ms);
        }
    }
    Q_DISABLE_COPY_MOVE(Child)

    int handle() const { return m_handle.get(); }

    int wait()
    {
        while (!reap(0)) {
        }
        return WIFSIGNALED(m_status) ? 128 + WTERMSIG(m_status) : WEXITSTATUS(m_status);
    }

private:
    bool reap(int flags)
    {
        const pid_t process = m_process;
        const pid_t done = ::waitpid(process, &m_status, flags);
        if (done != process && (done >= 0 || errno != ECHILD))
            return false;
        ::kill(-process, SIGKILL); // what it has started and left behind
        m_process = 0;
        return true;
    }

    pid_t m_process;
    int m_status = 0;
    device::FileDescriptor m_handle;
};

/// Appends what is there; false at the end.
bool drain(device::FileDescriptor &pipe, QByteArray &text)
{
    std::array<char, 4096> buffer = {};
    while (true) {
        const ssize_t got = ::read(pipe.get(), buffer.data(), buffer.size());
        if (got > 0) {
            text.append(buffer.data(), got);
            continue;
        }
        return got < 0 && (errno == EAGAIN || errno == EINTR);
    }
}

void keepLastLine(QByteArray &text)
{
    const QByteArray trimmed = text.trimmed();
    const qsizetype line = trimmed.lastIndexOf('\n') + 1;
    // Not trimmed itself: the next piece may go on with the same line.
    if (line > 0 && text.endsWith('\n'))
        text = trimmed.sliced(line) + '\n';
    text = text.right(longestMessage);
}

} // namespace

Result<ProgramEnd> runProgram(const QString &program, const QStringList &arguments, std::stop_token stop,
                              std::chrono::milliseconds patience, const OutputWatcher &watch)
{
    std::vector<QByteArray> words = {QFile::encodeName(program)};
    for (const QString &argument : arguments)
        words.push_back(QFile::encodeName(argument));
    std::vector<char *> pointers;
    for (QByteArray &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    if (::access(words.front().constData(), X_OK) != 0)
        return failure(ErrorCode::FileMissing, program, device::systemMessage(errno));

    const device::FileDescriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const device::FileDescriptor wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    Pipe output = Pipe::make();
    Pipe errors = Pipe::make();
    if (!nothing.isOpen() || !wake.isOpen() || !output.reading.isOpen() || !errors.reading.isOpen())
        return failure(ErrorCode::Internal, program, device::systemMessage(errno));
    if (stop.stop_requested())
        return cancelled();
    const ChildPlan plan{.arguments = pointers.data(),
                         .input = nothing.get(),
                         .output = output.writing.get(),
                         .errors = errors.writing.get(),
                         .parent = ::getpid()};
    const pid_t process = ::fork();
    if (process < 0)
        return failure(ErrorCode::Internal, program, device::systemMessage(errno));
    if (process == 0)
        becomeProgram(plan);
    Child child(process);
    output.writing.reset();
    errors.writing.reset();

    const std::stop_callback onStop(stop, [&wake] { ::eventfd_write(wake.get(), 1); });
    ProgramEnd end;
    auto lastSign = Clock::now();
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(lastSign + patience - Clock::now());
        std::array<pollfd, 4> polled = {pollfd{child.handle(), POLLIN, 0}, pollfd{wake.get(), POLLIN, 0},
                                        pollfd{output.reading.get(), POLLIN, 0},
                                        pollfd{errors.reading.get(), POLLIN, 0}};
        const int count =
            ::poll(polled.data(), polled.size(), static_cast<int>(std::clamp(left, 0ms, 60'000ms).count()));
        if (stop.stop_requested())
            return cancelled();
        if (count < 0 && errno != EINTR)
            return failure(ErrorCode::Internal, program, device::systemMessage(errno));
        const bool hasEnded = count > 0 && polled[0].revents != 0; // looked at before what it left is read
        QByteArray said;
        if (output.reading.isOpen() && !drain(output.reading, said))
            output.reading.reset();
        if (!said.isEmpty() && watch && watch(said))
            lastSign = Clock::now();
        if (errors.reading.isOpen() && !drain(errors.reading, end.lastMessage))
            errors.reading.reset();
        keepLastLine(end.lastMessage);
        if (hasEnded)
            break;
        if (Clock::now() - lastSign >= patience) {
            end.isStuck = true;
            break; // and the child's destructor ends it
        }
    }
    end.lastMessage = end.lastMessage.trimmed();
    end.lastMessage = end.lastMessage.sliced(end.lastMessage.lastIndexOf('\n') + 1);
    if (!end.isStuck)
        end.status = child.wait();
    if (end.status == cannotStart && end.lastMessage.isEmpty())
        return failure(ErrorCode::FileMissing, program);
    return end;
}

} // namespace tandem::sync
