// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "command.h"

using namespace Qt::StringLiterals;

namespace tandem::app {

Result<void> parseArguments(QCommandLineParser &parser, const QStringList &arguments)
{
    // The parser takes its first argument for the program's name.
    if (!parser.parse(QStringList{u"tandem"_s} + arguments))
        return failure(ErrorCode::InvalidArgument, {}, parser.errorText());
    return {};
}

Result<QStringList> parseNames(const QStringList &arguments)
{
    QCommandLineParser parser;
    if (auto parsed = parseArguments(parser, arguments); !parsed)
        return std::unexpected(parsed.error());
    return parser.positionalArguments();
}

QString usageOf(const QString &command)
{
    return CommandLine::tr("usage: tandem %1").arg(command);
}

} // namespace tandem::app
