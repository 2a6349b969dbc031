// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <chrono>
#include <functional>
#include <stop_token>

namespace tandem::sync {

/// How another program ended.
struct ProgramEnd {
    int status = 0;         ///< its exit status; 128 and the signal's number if a signal ended it
    bool isStuck = false;   ///< it was ended, since it did nothing for too long
    QByteArray lastMessage; ///< the last line that it wrote to standard error
};

/// Called with what the program wrote to standard output, as it comes; whether that shows that it goes on.
using OutputWatcher = std::function<bool(const QByteArray &output)>;

/// Runs a program, without a shell, with nothing to read and at low priority, and waits for its end. One
/// that goes @p patience without a sign of life is ended, with all that it has started. A stop ends it at
/// once; and it does not outlive this program, however that ends. Safe from several threads at once.
/// Errors: FileMissing if there is no such program; Cancelled; Internal.
Result<ProgramEnd> runProgram(const QString &program, const QStringList &arguments, std::stop_token stop,
                              std::chrono::milliseconds patience, const OutputWatcher &watch = {});

} // namespace tandem::sync
