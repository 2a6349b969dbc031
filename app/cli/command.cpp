// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "command.h"

#include "app/cli/globaloptions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

bool hasEmptyOption(const QCommandLineParser &parser, const QString &except)
{
    return std::ranges::any_of(parser.optionNames(), [&](const QString &name) {
        return name != except && takesValue(u"--"_s + name) && parser.values(name).contains(QString());
    });
}

bool hasEmptyArgument(const QStringList &arguments, qsizetype except)
{
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        if (i != except && arguments[i].isEmpty())
            return true;
    }
    return false;
}

} // namespace

void addOptions(QCommandLineParser &parser, std::initializer_list<QString> names)
{
    for (const QString &name : names)
        parser.addOption({name, {}, takesValue(u"--"_s + name) ? u"value"_s : QString()});
}

Result<void> parseArguments(QCommandLineParser &parser, const QStringList &arguments,
                            const MayBeEmpty &mayBeEmpty)
{
    // The parser takes its first argument for the program's name.
    if (!parser.parse(QStringList{u"tandem"_s} + arguments))
        return failure(ErrorCode::InvalidArgument, {}, parser.errorText());
    if (hasEmptyOption(parser, mayBeEmpty.option) ||
        hasEmptyArgument(parser.positionalArguments(), mayBeEmpty.argument)) {
        return failure(
            ErrorCode::InvalidArgument, {},
            CommandLine::tr("A name, path or value is empty. If it is from a script: is its variable set?"));
    }
    return {};
}

Result<QStringList> parseNames(const QStringList &arguments, const MayBeEmpty &mayBeEmpty)
{
    QCommandLineParser parser;
    if (auto parsed = parseArguments(parser, arguments, mayBeEmpty); !parsed)
        return std::unexpected(parsed.error());
    return parser.positionalArguments();
}

QString usageOf(const QString &command)
{
    return CommandLine::tr("usage: tandem %1").arg(command);
}

} // namespace tandem::app
