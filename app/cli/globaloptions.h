// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QString>
#include <QStringList>

namespace tandem::app {

enum class ProgressStyle { Bar, JsonLines, None };

/// The options that every command understands, and what is left for the command.
struct GlobalOptions {
    QString dataDir; ///< absolute
    bool isJson = false;
    ProgressStyle progress = ProgressStyle::Bar;
    QString picture; ///< of the window, drawn to this file instead of shown
    bool isHelp = false;
    bool isVersion = false;
    QStringList arguments; ///< the command and its own; empty: open the window
};

/// The process's name, version, standard streams and quiet libraries; to be called first in every program.
void setUpProcess();

QStringList programArguments(int argc, char **argv);

/// Whether this option ("--name") of some command is followed by its value, which may look like an option
/// itself: a playlist can be called "-h".
bool takesValue(QStringView option);

/// Takes them from anywhere before "--". Errors: InvalidArgument, with a sentence in detail.
Result<GlobalOptions> parseGlobalOptions(const QStringList &arguments);

} // namespace tandem::app
