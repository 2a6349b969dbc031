// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "servant.h"

#include "model/tags/helper/coverart.h"
#include "model/tags/helper/tagreader.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <new>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

using namespace std::chrono_literals;

namespace tandem::model {

namespace {

constexpr qsizetype answersAtOnce = 32 * 1024;
constexpr auto longestUnsent = 20ms;

// An address sanitizer reserves terabytes of addresses that it does not use.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool limitsMemory = false;
#else
constexpr bool limitsMemory = true;
#endif

bool setLimit(__rlimit_resource_t resource, rlim_t most)
{
    rlimit limit = {};
    if (::getrlimit(resource, &limit) != 0)
        return false;
    limit.rlim_cur = std::min(most, limit.rlim_max);
    return ::setrlimit(resource, &limit) == 0;
}

/// What the program and its libraries take in addresses, as proc(5) tells it; -1 if it does not.
qint64 mappedBytes()
{
    long long pages = -1;
    std::FILE *file = std::fopen("/proc/self/statm", "re");
    if (!file)
        return -1;
    const bool isRead = std::fscanf(file, "%lld", &pages) == 1;
    std::fclose(file);
    return isRead ? pages * ::sysconf(_SC_PAGESIZE) : -1;
}

} // namespace

bool setReadLimits(const ReadLimits &limits)
{
    const qint64 mapped = mappedBytes();
    return mapped > 0 && setLimit(RLIMIT_CORE, 0) && setLimit(RLIMIT_FSIZE, 0) &&
           setLimit(RLIMIT_STACK, static_cast<rlim_t>(limits.stackBytes)) &&
           (!limitsMemory || setLimit(RLIMIT_AS, static_cast<rlim_t>(mapped + limits.memoryBytes)));
}

/// The limit knows whole seconds only: it is set anew with each second, not with each file.
void Servant::startClock()
{
    timespec used = {};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    if (std::exchange(m_clockStart, used.tv_sec) == used.tv_sec)
        return;
    setLimit(RLIMIT_CPU, static_cast<rlim_t>(used.tv_sec + 1 + m_processorTime.count()));
}

std::optional<ReadRequest> Servant::nextRequest()
{
    while (true) {
        if (const auto frame = m_received.take())
            return decodeRequest(*frame);
        std::array<char, 16 * 1024> buffer;
        const ssize_t got = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || m_received.isDamaged())
            return std::nullopt;
        m_received.append(QByteArrayView(buffer.data(), got));
    }
}

bool Servant::flush()
{
    for (qsizetype sent = 0; sent < m_answers.size();) {
        const ssize_t count = ::send(m_socket, m_answers.constData() + sent,
                                     static_cast<size_t>(m_answers.size() - sent), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        sent += count;
    }
    m_answers.clear();
    return true;
}

/// False if this process is to end.
bool Servant::read(ReadKind kind, const QByteArray &path)
{
    try {
        appendFrame(m_answers,
                    kind == ReadKind::Tags ? encodeAnswer(readTags(path)) : encodeAnswer(readCover(path)));
        return true;
    } catch (const std::bad_alloc &) {
        appendFrame(m_answers, encodeOutOfMemory());
        return false;
    }
}

bool Servant::serve(const ReadRequest &request)
{
    auto sent = std::chrono::steady_clock::now();
    for (const QByteArray &path : request.paths) {
        startClock();
        const bool goesOn = read(request.kind, path);
        const auto now = std::chrono::steady_clock::now();
        if (!goesOn || m_answers.size() >= answersAtOnce || now - sent >= longestUnsent) {
            if (!flush() || !goesOn)
                return false;
            sent = now;
        }
    }
    return flush();
}

void Servant::run()
{
    appendFrame(m_answers, "ready");
    if (!flush())
        return;
    while (const auto request = nextRequest()) {
        if (!serve(*request))
            return;
    }
}

} // namespace tandem::model
