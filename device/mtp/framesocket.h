// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "device/drive/filedescriptor.h"

#include <QByteArray>
#include <chrono>
#include <deque>
#include <optional>

namespace tandem::device::mtp {

/// What goes over a FrameSocket.
struct Frame {
    QByteArray bytes;
    FileDescriptor file; ///< an open file that came along; closed if there was none
};

/// One end of a pair of sockets that carries frames: four bytes that tell the length and whether an open file
/// comes along, then so many bytes.
class FrameSocket
{
public:
    explicit FrameSocket(FileDescriptor socket) : m_socket(std::move(socket)) {}

    int descriptor() const { return m_socket.get(); }

    /// Blocks until all of it is on its way. False if the other end is gone, or does not read for so long as
    /// setPatience() allows.
    bool send(const QByteArray &frame, int file = -1);
    void setPatience(std::chrono::milliseconds patience);

    /// What was received while nobody looked; does not block.
    enum class Filled { Something, Nothing, End };
    Filled fill();

    /// The next frame that is complete. Nothing also if isDamaged().
    std::optional<Frame> take();

    /// The other end announced a frame that is longer than any.
    bool isDamaged() const { return m_isDamaged; }

private:
    FileDescriptor m_socket;
    std::deque<FileDescriptor> m_files; ///< of the frames in m_received, in their order
    QByteArray m_received;
    bool m_isDamaged = false;
};

} // namespace tandem::device::mtp
