// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helperprogram.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tandem {

namespace {

constexpr int firstFreeDescriptor = firstHelperSocket + 5; ///< above all that a helper is given
constexpr auto killPatience = 500ms;

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

std::vector<char *> pointersTo(QList<QByteArray> &texts)
{
    std::vector<char *> pointers;
    for (QByteArray &text : texts)
        pointers.push_back(text.data());
    return pointers;
}

void resetSignals(posix_spawnattr_t *attributes)
{
    sigset_t none;
    sigset_t usual;
    ::sigemptyset(&none);
    ::sigemptyset(&usual);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE})
        ::sigaddset(&usual, signal);
    ::posix_spawnattr_setsigmask(attributes, &none);
    ::posix_spawnattr_setsigdefault(attributes, &usual);
    // A group of its own: Ctrl-C is for the program, which then ends the helper in good order.
    ::posix_spawnattr_setpgroup(attributes, 0);
    ::posix_spawnattr_setflags(attributes,
                               POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

} // namespace

std::unexpected<Error> helperMissing(const QString &program, int systemError)
{
    return failure(ErrorCode::HelperMissing, program,
                   QString::fromStdString(std::system_category().message(systemError)));
}

QString findHelperProgram(const QString &name)
{
    const QDir programs(QCoreApplication::applicationDirPath());
    const QString installed = programs.filePath(u"" TANDEM_MODULE_DIR "/"_s + name);
    return QFileInfo(installed).isExecutable() ? installed : programs.filePath(name);
}

SocketPair SocketPair::make()
{
    std::array<int, 2> pair = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
        return {};
    SocketPair sockets{FileDescriptor(pair[0]), FileDescriptor(pair[1])};
    // dup2() onto the same number would keep a descriptor from being inherited, onto another's lose that one.
    if (sockets.theirs.get() < firstFreeDescriptor)
        sockets.theirs = FileDescriptor(::fcntl(sockets.theirs.get(), F_DUPFD_CLOEXEC, firstFreeDescriptor));
    return sockets;
}

Result<pid_t> startHelperProgram(const QString &program, const QList<QByteArray> &arguments,
                                 std::initializer_list<int> sockets, bool showsErrors,
                                 const QList<QByteArray> &variables)
{
    SpawnSettings settings;
    ::posix_spawn_file_actions_addopen(settings.files(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    // Standard output belongs to what the program itself has to say.
    ::posix_spawn_file_actions_addopen(settings.files(), STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (!showsErrors)
        ::posix_spawn_file_actions_addopen(settings.files(), STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int given = firstHelperSocket;
    for (const int socket : sockets)
        ::posix_spawn_file_actions_adddup2(settings.files(), socket, given++);
    resetSignals(settings.attributes());

    QList<QByteArray> words{QFile::encodeName(program)};
    words += arguments;
    std::vector<char *> wordPointers = pointersTo(words);
    wordPointers.push_back(nullptr);
    QList<QByteArray> own = variables;
    std::vector<char *> environment = pointersTo(own);
    for (char **variable = environ; *variable; ++variable)
        environment.push_back(*variable);
    environment.push_back(nullptr);
    pid_t process = 0;
    const int error = ::posix_spawn(&process, wordPointers.front(), settings.files(), settings.attributes(),
                                    wordPointers.data(), environment.data());
    if (error != 0)
        return helperMissing(program, error);
    return process;
}

void killProcess(pid_t process)
{
    ::kill(process, SIGKILL);
    const auto end = std::chrono::steady_clock::now() + killPatience;
    while (::waitpid(process, nullptr, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() >= end) {
            std::thread([process] { ::waitpid(process, nullptr, 0); }).detach();
            return;
        }
        std::this_thread::sleep_for(1ms);
    }
}

} // namespace tandem
