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

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

/// Whether Qt will find somewhere to show a window; it ends the program if it does not.
bool hasDisplay()
{
    return std::ranges::any_of(std::array{"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"},
                               [](const char *name) { return !qEnvironmentVariableIsEmpty(name); });
}

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
    QApplication application(argc, argv);
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
    QObject::connect(&interrupt, &Interrupt::requested, &application, &QApplication::quit);

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
