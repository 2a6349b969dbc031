// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/command.h"
#include "base/text/translations.h"

#include <QCoreApplication>
#include <QHash>
#include <cerrno>
#include <filesystem>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

QString helpText()
{
    return CommandLine::tr(
        "tandem [--data-dir DIR] [--json]                     open the window\n"
        "tandem library add [--new | --replaces OLD] DIR... | move OLD NEW | remove DIR |\n"
        "               scan [--full] [--deleted] | status | search QUERY |\n"
        "               exclude [PATTERN...] | include PATTERN...\n"
        "tandem playlist list | show NAME | create NAME [FILE...] | create NAME --match QUERY\n"
        "                [--sort FIELD[-]] [--limit 500 | 2GB | 90min] | import FILE... |\n"
        "                export NAME FILE [--force] | delete NAME\n"
        "tandem playlist set NAME sync-only on|off            offered to players only, or shown\n"
        "tandem device list | add DIR [--limit SIZE] | rename DEVICE NAME | forget DEVICE\n"
        "tandem device show DEVICE [ATTRIBUTE | --attributes | --errors]\n"
        "tandem device set DEVICE ATTRIBUTE|storage|profile|mode VALUE\n"
        "tandem device items DEVICE [PLAYLIST]                which songs are on it, which did not fit\n"
        "tandem device files DEVICE [FOLDER] [--all]          what lies on it\n"
        "tandem device mount DEVICE | eject DEVICE | release DEVICE\n"
        "tandem profile list | show ID                        what players play, and how they want files\n"
        "tandem conversion status | clear                     songs that were converted for players\n"
        "tandem partner DEVICE [--name TEXT] [--playlist NAME]... | [--default-rules] [--reserve PERCENT]\n"
        "                [--fill random|rating|nothing] [--take-over]\n"
        "tandem unpartner DEVICE\n"
        "tandem estimate DEVICE\n"
        "tandem sync DEVICE [--dry-run | --retry-failed] [--confirm] [--include-skipped] [--verify]\n"
        "                [--filter BITS]\n"
        "tandem send DEVICE FILE|PLAYLIST...                  manual transfer\n"
        "\n"
        "DEVICE is an id, a name, or the path of a mounted volume or folder.\n"
        "Everywhere: --data-dir DIR, --json, --quiet, --progress bar|json|none. “--” ends the options.\n"
        "Exit status: 0 all done; 1 done, but some items failed or did not fit; 2 wrong usage; 3 not done;\n"
        "130 stopped.");
}

using Command = int (*)(CommandContext &, const QStringList &);

Command findCommand(const QString &name)
{
    static const QHash<QString, Command> commands{
        {u"library"_s, runLibraryCommand},     {u"playlist"_s, runPlaylistCommand},
        {u"device"_s, runDeviceCommand},       {u"partner"_s, runPartnerCommand},
        {u"unpartner"_s, runUnpartnerCommand}, {u"estimate"_s, runEstimateCommand},
        {u"sync"_s, runSyncCommand},           {u"send"_s, runSendCommand},
        {u"profile"_s, runProfileCommand},     {u"conversion"_s, runConversionCommand},
    };
    return commands.value(name, nullptr);
}

int runCommandLine(int argc, char **argv, const GlobalOptions &options)
{
    QCoreApplication application(argc, argv);
    Interrupt interrupt;
    installTranslations(application);
    Output output(options);
    const Command command = findCommand(options.arguments.first());
    if (!command)
        return output.ended(
            output.usage(CommandLine::tr("There is no command “%1”.").arg(options.arguments.first())));
    const auto database = model::Database::open(options.dataDir);
    if (!database)
        return output.ended(output.fail(database.error()));
    CommandContext context{options, output, interrupt, *database};
    return output.ended(command(context, options.arguments.mid(1)));
}

/// The window is a program of its own, beside this one: loading its libraries takes longer than most
/// commands (docs/architecture/decisions/006-two-programs.md).
int becomeWindow(char **argv)
{
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    const auto window = self.parent_path() / "tandem-window";
    ::execv(window.c_str(), argv);
    return Output({}).fail({ErrorCode::HelperMissing, QString::fromStdString(window.string()),
                            QString::fromStdString(std::system_category().message(errno))});
}

int run(int argc, char **argv)
{
    setUpProcess();
    const QStringList arguments = programArguments(argc, argv);
    const auto options = parseGlobalOptions(arguments);
    if (!options)
        return Output({.isJson = arguments.contains("--json"_L1)}).usage(options.error().detail);
    if (options->isHelp || options->isVersion) {
        QCoreApplication application(argc, argv);
        installTranslations(application);
        Output output({});
        output.line(options->isHelp ? helpText() : u"tandem " TANDEM_VERSION ""_s);
        return output.ended(Done);
    }
    if (options->arguments.isEmpty())
        return becomeWindow(argv);
    return runCommandLine(argc, argv, *options);
}

} // namespace

} // namespace tandem::app

int main(int argc, char **argv)
{
    return tandem::app::run(argc, argv);
}
