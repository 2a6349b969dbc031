// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "framesocket.h"

#include "device/mtp/mtpprotocol.h"

#include <QtEndian>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/time.h>

namespace tandem::device::mtp {

namespace {

constexpr qsizetype headBytes = 4;
constexpr quint32 bringsFile = 1U << 31; ///< in the head, beside the length

} // namespace

void FrameSocket::setPatience(std::chrono::milliseconds patience)
{
    timeval time = {};
    time.tv_sec = patience.count() / 1000;
    time.tv_usec = (patience.count() % 1000) * 1000;
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

bool FrameSocket::send(const QByteArray &frame, int file)
{
    if (frame.size() > maxFrameBytes)
        return false;
    std::array<char, headBytes> head;
    qToLittleEndian(static_cast<quint32>(frame.size()) | (file >= 0 ? bringsFile : 0U), head.data());
    QByteArray bytes(head.data(), headBytes);
    bytes += frame;

    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control = {};
    for (qsizetype sent = 0; sent < bytes.size();) {
        iovec part = {bytes.data() + sent, static_cast<size_t>(bytes.size() - sent)};
        msghdr message = {};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        if (file >= 0 && sent == 0) {
            message.msg_control = control.data();
            message.msg_controllen = control.size();
            cmsghdr *header = CMSG_FIRSTHDR(&message);
            header->cmsg_level = SOL_SOCKET;
            header->cmsg_type = SCM_RIGHTS;
            header->cmsg_len = CMSG_LEN(sizeof(int));
            std::memcpy(CMSG_DATA(header), &file, sizeof file);
        }
        const ssize_t count = ::sendmsg(m_socket.get(), &message, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        sent += count;
    }
    return true;
}

FrameSocket::Filled FrameSocket::fill()
{
    std::array<char, 64 * 1024> buffer;
    Filled filled = Filled::Nothing;
    while (!m_isDamaged && m_received.size() < headBytes + maxFrameBytes) {
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control = {};
        iovec part = {buffer.data(), buffer.size()};
        msghdr message = {};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t count = ::recvmsg(m_socket.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return filled;
        if (count <= 0)
            return filled == Filled::Something ? filled : Filled::End;
        for (cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
            if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
                continue;
            int file = -1;
            std::memcpy(&file, CMSG_DATA(header), sizeof file);
            m_files.emplace_back(file);
        }
        m_received.append(buffer.data(), count);
        filled = Filled::Something;
    }
    return filled;
}

std::optional<Frame> FrameSocket::take()
{
    if (m_received.size() < headBytes || m_isDamaged)
        return {};
    const auto head = qFromLittleEndian<quint32>(m_received.constData());
    const quint32 length = head & ~bringsFile;
    if (length > maxFrameBytes) {
        m_isDamaged = true;
        return {};
    }
    if (m_received.size() - headBytes < static_cast<qsizetype>(length))
        return {};
    Frame frame{.bytes = m_received.sliced(headBytes, length), .file = {}};
    if ((head & bringsFile) != 0 && !m_files.empty()) {
        frame.file = std::move(m_files.front());
        m_files.pop_front();
    }
    m_received.remove(0, headBytes + static_cast<qsizetype>(length));
    return frame;
}

} // namespace tandem::device::mtp
