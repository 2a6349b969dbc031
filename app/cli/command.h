// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "model/db/database.h"

#include <QCommandLineParser>
#include <QStringList>
#include <initializer_list>

namespace tandem::app {

/// What every command works with.
struct CommandContext {
    const GlobalOptions &options;
    Output &output;
    Interrupt &interrupt;
    model::Database database;
};

// One file per group: librarycommands.cpp and so on. The arguments begin with the verb ("scan").
// Each returns the program's exit status.
int runLibraryCommand(CommandContext &context, const QStringList &arguments);
int runPlaylistCommand(CommandContext &context, const QStringList &arguments);
int runDeviceCommand(CommandContext &context, const QStringList &arguments);
int runProfileCommand(CommandContext &context, const QStringList &arguments);
int runConversionCommand(CommandContext &context, const QStringList &arguments);
int runPartnerCommand(CommandContext &context, const QStringList &arguments);
int runUnpartnerCommand(CommandContext &context, const QStringList &arguments);
int runEstimateCommand(CommandContext &context, const QStringList &arguments);
int runSyncCommand(CommandContext &context, const QStringList &arguments);
int runSendCommand(CommandContext &context, const QStringList &arguments);

/// What the parser is to know: "limit" and so on, with values where takesValue() says so.
void addOptions(QCommandLineParser &parser, std::initializer_list<QString> names);

/// The one thing that may be empty. All else is a name, a path or a number: empty, it is a variable that a
/// script forgot to set, and the current folder least of all.
struct MayBeEmpty {
    QString option;          ///< this one's value
    qsizetype argument = -1; ///< or the argument at this index
};

/// Parses a command's own options; the arguments without the verb. Errors: InvalidArgument, with a sentence
/// in detail.
Result<void> parseArguments(QCommandLineParser &parser, const QStringList &arguments,
                            const MayBeEmpty &mayBeEmpty = {});

/// The arguments of a command that has no options of its own. Errors: as parseArguments().
Result<QStringList> parseNames(const QStringList &arguments, const MayBeEmpty &mayBeEmpty = {});

/// The sentence for arguments that do not fit: "usage: tandem COMMAND".
QString usageOf(const QString &command);

} // namespace tandem::app
