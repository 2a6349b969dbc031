// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tags/readerprocess.h"
#include "model/tags/readprotocol.h"

#include <QByteArray>
#include <optional>

namespace tandem::model {

/// Holds this process to the limits of memory and stack, and keeps it from writing files. False if the system
/// refuses.
bool setReadLimits(const ReadLimits &limits);

/// Answers the requests that come over a socket until its other end is closed, or until a file took too much
/// memory: nobody knows what that has left behind.
class Servant
{
public:
    /// @p processorTime: for each file; the process is ended when it is over.
    Servant(int socket, std::chrono::seconds processorTime) : m_socket(socket), m_processorTime(processorTime)
    {
    }

    void run();

private:
    std::optional<ReadRequest> nextRequest();
    bool serve(const ReadRequest &request);
    bool read(ReadKind kind, const QByteArray &path);
    bool flush();
    void startClock();

    int m_socket;
    std::chrono::seconds m_processorTime;
    time_t m_clockStart = -1; ///< the second, of the processor's time, from which the limit counts
    FrameBuffer m_received;
    QByteArray m_answers; ///< not sent yet
};

} // namespace tandem::model
