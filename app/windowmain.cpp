// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/globaloptions.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "base/text/errortext.h"
#include "base/text/translations.h"
#include "device/discovery/devicemonitor.h"
#include "model/db/database.h"
#include "model/library/library.h"
#include "sync/service/syncservice.h"
#include "ui/common/icons.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QMessageBox>
#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tandem::app {

namespace {

/// Whether Qt will find somewhere to show a window; it ends the program if it does not.
bool hasDisplay()
{
    return std::ranges::any_of(std::array{"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"},
                               [](const char *name) { return !qEnvironmentVariableIsEmpty(name); });
}

[[noreturn]] void endWithoutDisplay()
{
    Output({}).usage(CommandLine::tr("The display on which to open the window does not answer, or what Qt "
                                     "needs for it is not installed. The commands do without one."));
    std::_Exit(NotDone);
}

/// Qt aborts when it cannot reach the display, or has no plugin for it.
void onMessage(QtMsgType type, const QMessageLogContext & /*where*/, const QString &message)
{
    if (type == QtFatalMsg) {
        installTranslations(*QCoreApplication::instance());
        endWithoutDisplay();
    }
    std::fprintf(stderr, "%s\n", qPrintable(message));
}

/// While the display is being opened: ends the program with a sentence if that fails, or takes too long.
class DisplayPatience
{
public:
    DisplayPatience() : m_before(qInstallMessageHandler(onMessage)) {}
    ~DisplayPatience() { qInstallMessageHandler(m_before); }
    Q_DISABLE_COPY_MOVE(DisplayPatience)

private:
    static void wait(const std::stop_token &stop)
    {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        if (!std::condition_variable_any().wait_for(lock, stop, 30s, [] { return false; }) &&
            !stop.stop_requested())
            endWithoutDisplay();
    }

    QtMessageHandler m_before;
    std::jthread m_watcher{wait};
};

/// What changes in the library may have to get to players.
void followLibrary(sync::SyncService &service, const model::Library &library)
{
    using model::Library;
    using sync::SyncService;
    QObject::connect(&library, &Library::tracksChanged, &service, &SyncService::noteLibraryChanged);
    QObject::connect(&library, &Library::playlistsChanged, &service, &SyncService::notePlaylistsChanged);
    QObject::connect(&library, &Library::playlistContentChanged, &service, &SyncService::notePlaylistChanged);
}

int run(int argc, char **argv)
{
    setUpProcess();
    const auto parsed = parseGlobalOptions(programArguments(argc, argv));
    if (!parsed)
        return Output({}).usage(parsed.error().detail);
    const GlobalOptions &options = *parsed;
    if (!hasDisplay()) {
        if (options.picture.isEmpty()) {
            const QCoreApplication application(argc, argv);
            installTranslations(*QCoreApplication::instance());
            Output(options).usage(CommandLine::tr("There is no display on which to open the window. The "
                                                  "commands do without one."));
            return NotDone;
        }
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    Interrupt interrupt;
    std::optional<DisplayPatience> patience(std::in_place);
    QApplication application(argc, argv);
    patience.reset();
    // Ends a box that is waiting for an answer, too, and asks no questions.
    QObject::connect(&interrupt, &Interrupt::requested, &application, [] { QCoreApplication::exit(); });
    QApplication::setApplicationDisplayName(u"Tandem"_s);
    QApplication::setDesktopFileName(u"tandem"_s);
    QApplication::setStyle(u"Fusion"_s);
    installTranslations(application);
    QApplication::setWindowIcon(ui::applicationIcon());
    Output output(options);

    const auto database = model::Database::open(options.dataDir);
    if (!database) {
        if (options.picture.isEmpty())
            QMessageBox::critical(nullptr, QString(), errorText(database.error()));
        return output.fail(database.error());
    }
    model::Library library(*database);
    const auto monitor = device::DeviceMonitor::create();
    sync::SyncService service(*database, monitor.get());
    followLibrary(service, library);
    ui::MainWindow window(library, service);

    if (!options.picture.isEmpty()) {
        service.refresh();
        if (auto saved = window.savePicture(options.picture); !saved)
            return output.fail(saved.error());
        output.line(options.picture);
        return output.ended(Done);
    }
    window.show();
    service.start();
    library.startScan();
    return QApplication::exec();
}

} // namespace

} // namespace tandem::app

int main(int argc, char **argv)
{
    return tandem::app::run(argc, argv);
}
