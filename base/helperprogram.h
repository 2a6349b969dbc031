// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/filedescriptor.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <chrono>
#include <initializer_list>
#include <sys/types.h>

namespace tandem {

// Helper programs are what Tandem is made of besides the program itself: they do what may hang, crash or take
// too much, and talk to it over sockets.

/// Where the helper program of this name is: in the library folder when installed, else beside the program.
QString findHelperProgram(const QString &name);

/// Ours and theirs; not open if there are no more.
struct SocketPair {
    FileDescriptor ours;
    FileDescriptor theirs;

    static SocketPair make();
};

/// The descriptor under which a helper finds its end of the first socket; the next ones follow.
inline constexpr int firstHelperSocket = 3;

/// Starts a helper with its ends of some SocketPairs, in a process group of its own and with the usual
/// signals as they were. What it writes to standard error is thrown away unless @p showsErrors.
/// @p variables, NAME=VALUE, stand in its environment beside our own. Errors: HelperMissing.
Result<pid_t> startHelperProgram(const QString &program, const QList<QByteArray> &arguments,
                                 std::initializer_list<int> sockets, bool showsErrors,
                                 const QList<QByteArray> &variables = {});

/// What an error says of a helper that cannot be started, or ends before it does anything.
std::unexpected<Error> helperMissing(const QString &program, int systemError);

/// Ends a process at once and waits for it. One that hangs in the kernel, over a drive or a player that does
/// not answer, is left to itself.
void killProcess(pid_t process);

} // namespace tandem
