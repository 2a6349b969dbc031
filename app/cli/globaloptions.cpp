// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "globaloptions.h"

#include "app/cli/output.h"

#include <QDir>
#include <QLoggingCategory>
#include <QStandardPaths>
#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

/// A closed standard stream would make the next file that is opened, the database even, the one that
/// everything is said to. Opened for what nobody does with it, it goes on failing.
void keepStandardStreams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        const bool isOpen = ::fcntl(stream, F_GETFD) >= 0;
        if (!isOpen && ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            return;
    }
}

} // namespace

void setUpProcess()
{
    keepStandardStreams();
    // Whoever reads the progress may stop reading (| head -1); what is being done goes on.
    std::signal(SIGPIPE, SIG_IGN);
    // Where there is no system bus Solid says so on every start; QT_LOGGING_RULES brings it back.
    QLoggingCategory::setFilterRules(u"kf.solid.*=false"_s);
    QCoreApplication::setApplicationName(u"tandem"_s);
    QCoreApplication::setApplicationVersion(u"" TANDEM_VERSION ""_s);
}

QStringList programArguments(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

bool takesValue(QStringView option)
{
    static constexpr std::array names = {u"--fill",     u"--filter",   u"--limit",   u"--match", u"--name",
                                         u"--playlist", u"--replaces", u"--reserve", u"--sort"};
    return std::ranges::contains(names, option, [](const char16_t *name) { return QStringView(name); });
}

Result<GlobalOptions> parseGlobalOptions(const QStringList &arguments)
{
    GlobalOptions options;
    qsizetype at = 0;
    // "--name value" and "--name=value"
    const auto takeValue = [&](const QString &name) -> std::optional<QString> {
        const QString &argument = arguments[at];
        if (argument.startsWith(name + u'='))
            return argument.mid(name.size() + 1);
        if (argument == name && at + 1 < arguments.size())
            return arguments[++at];
        return std::nullopt;
    };
    const auto isOption = [&](const QString &name) {
        return arguments[at] == name || arguments[at].startsWith(name + u'=');
    };
    const auto missing = [](const QString &name) {
        return failure(ErrorCode::InvalidArgument, name, CommandLine::tr("%1 needs a value.").arg(name));
    };

    for (; at < arguments.size(); ++at) {
        const QString &argument = arguments[at];
        if (argument == "--"_L1) {
            options.arguments += arguments.mid(at);
            break;
        }
        if (isOption(u"--data-dir"_s)) {
            const auto value = takeValue(u"--data-dir"_s);
            if (!value || value->isEmpty())
                return missing(u"--data-dir"_s);
            options.dataDir = QDir(*value).absolutePath();
        } else if (isOption(u"--progress"_s)) {
            const auto value = takeValue(u"--progress"_s);
            if (!value || (*value != "json"_L1 && *value != "bar"_L1 && *value != "none"_L1)) {
                return failure(ErrorCode::InvalidArgument, u"--progress"_s,
                               CommandLine::tr("--progress is one of: bar, json, none."));
            }
            options.progress = *value == "json"_L1   ? ProgressStyle::JsonLines
                               : *value == "none"_L1 ? ProgressStyle::None
                                                     : ProgressStyle::Bar;
        } else if (isOption(u"--picture"_s)) {
            const auto value = takeValue(u"--picture"_s);
            if (!value || value->isEmpty())
                return missing(u"--picture"_s);
            options.picture = QDir().absoluteFilePath(*value);
        } else if (argument == "--json"_L1) {
            options.isJson = true;
        } else if (argument == "--quiet"_L1) {
            options.progress = ProgressStyle::None;
        } else if (argument == "--help"_L1 || argument == "-h"_L1) {
            options.isHelp = true;
        } else if (argument == "--version"_L1) {
            options.isVersion = true;
        } else {
            options.arguments.append(argument);
            if (takesValue(argument) && at + 1 < arguments.size())
                options.arguments.append(arguments[++at]);
        }
    }
    if (options.dataDir.isEmpty())
        options.dataDir = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return options;
}

} // namespace tandem::app
