// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "mainwindow.h"

#include "base/savefile.h"
#include "base/text/errortext.h"
#include "model/items/devicemodel.h"
#include "model/items/trackmodel.h"
#include "model/library/library.h"
#include "sync/service/syncservice.h"
#include "ui/common/icons.h"
#include "ui/common/messages.h"
#include "ui/playback/playbackbar.h"
#include "ui/players/devicepanel.h"
#include "ui/players/devicetext.h"
#include "ui/songs/songpage.h"
#include "ui/songs/songview.h"
#include "ui/window/awayfolderpage.h"
#include "ui/window/edithistory.h"
#include "ui/window/foldercontroller.h"
#include "ui/window/librarycontroller.h"
#include "ui/window/mainactions.h"
#include "ui/window/messageline.h"
#include "ui/window/playercontroller.h"
#include "ui/window/scanstatus.h"
#include "ui/window/sidebar.h"
#include "ui/window/windowstate.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QCloseEvent>
#include <QDeadlineTimer>
#include <QFileInfo>
#include <QHeaderView>
#include <QImageReader>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPixmap>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::ui {

MainWindow::MainWindow(model::Library &library, sync::SyncService &service, QWidget *parent)
    : QMainWindow(parent),
      m_library(library),
      m_service(service),
      m_devices(new model::DeviceModel(this)),
      m_actions(new MainActions(this)),
      m_history(new EditHistory(this)),
      m_folderController(new FolderController(library, service, this)),
      m_libraryController(new LibraryController(library, service, *m_history, this)),
      m_playerController(new PlayerController(library, service, *m_history, this)),
      m_splitter(new QSplitter(Qt::Horizontal)),
      m_sidebar(new Sidebar(*m_devices)),
      m_pages(new QStackedWidget),
      m_songPage(new SongPage(library)),
      m_awayFolderPage(new AwayFolderPage),
      m_devicePanel(new DevicePanel(library, service)),
      m_playbackBar(new PlaybackBar(library.database())),
      m_messageLine(new MessageLine),
      m_countLabel(new QLabel)
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Tandem"));
    setWindowIcon(applicationIcon());
    resize(1100, 700);
    buildWidgets();
    buildStatusBar();
    WindowState(m_library.database().path())
        .restore(*this, *m_splitter, *m_songPage->view().horizontalHeader());
    connectActions();
    connectSidebar();
    connectLibrary();
    connectHistory();
    connectService();

    reloadFolders();
    reloadPlaylists();
    reloadPlayers();
    m_sidebar->selectSongs();
    if (m_devices->rowCount() > 0)
        showPlayer(m_devices->devices().first().id);
    updateActions();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildWidgets()
{
    m_pages->setObjectName(u"pages"_s);
    m_pages->addWidget(m_songPage);
    m_pages->addWidget(m_awayFolderPage);
    m_splitter->setObjectName(u"mainSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(m_pages);
    m_splitter->addWidget(m_devicePanel);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({190, 570, 340});
    m_devicePanel->hide();

    auto *central = new QWidget;
    central->setObjectName(u"centralWidget"_s);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_playbackBar);
    setCentralWidget(central);
}

void MainWindow::buildStatusBar()
{
    statusBar()->addWidget(m_messageLine, 1);
    m_countLabel->setObjectName(u"countLabel"_s);
    statusBar()->addPermanentWidget(new ScanStatus(m_library, this));
    statusBar()->addPermanentWidget(m_countLabel);
}

void MainWindow::connectActions()
{
    const auto playlist = [this] { return m_sidebar->currentPlaylist(); };
    const auto player = [this] { return m_devicePanel->player(); };
    const auto on = [this](QAction *action, auto function) {
        connect(action, &QAction::triggered, this, function);
    };
    on(m_actions->addFolder, [this] { m_folderController->add(); });
    on(m_actions->findFolder, [this] { m_folderController->find(m_sidebar->currentFolder()); });
    on(m_actions->removeFolder, [this] { m_folderController->remove(); });
    on(m_actions->rescan, [this] { m_library.startScan(); });
    on(m_actions->importPlaylist, [this] { m_libraryController->importPlaylists(); });
    on(m_actions->exportPlaylist, [this, playlist] { m_libraryController->exportPlaylist(playlist()); });
    on(m_actions->quit, [this] { close(); });
    on(m_actions->find, [this] {
        if (m_pages->currentWidget() != m_songPage)
            m_sidebar->selectSongs();
        m_songPage->focusSearch();
    });
    on(m_actions->removeFromPlaylist, [this] {
        if (areLinesCertain())
            m_libraryController->removeLines(m_songPage->playlist(),
                                             m_songPage->view().selectedPlaylistLines());
    });
    on(m_actions->newPlaylist,
       [this] { m_libraryController->createPlaylist(m_songPage->view().selectedTracks()); });
    on(m_actions->newAutoPlaylist, [this] { m_libraryController->createAutoPlaylist(); });
    on(m_actions->editPlaylist, [this, playlist] { m_libraryController->editAutoPlaylist(playlist()); });
    on(m_actions->renamePlaylist, [this, playlist] { m_libraryController->renamePlaylist(playlist()); });
    on(m_actions->deletePlaylist, [this, playlist] { m_libraryController->deletePlaylist(playlist()); });
    on(m_actions->addPlayer, [this] { m_playerController->addFolder(); });
    on(m_actions->startSync, [this, player] { m_service.startSync(player()); });
    on(m_actions->syncDeleted, [this, player] { m_service.startSync(player(), {.includeSkipped = true}); });
    on(m_actions->stopSync, [this, player] { m_service.stop(player()); });
    on(m_actions->sendSelection,
       [this, player] { m_service.send(player(), m_songPage->view().selectedTracks(), {}); });
    on(m_actions->setUpPlayer, [this, player] { m_playerController->setUp(player()); });
    on(m_actions->renamePlayer, [this, player] { m_playerController->rename(player()); });
    on(m_actions->ejectPlayer, [this, player] { m_service.eject(player()); });
    on(m_actions->endPartnership, [this, player] { m_playerController->endPartnership(player()); });
    on(m_actions->forgetPlayer, [this, player] { m_playerController->forget(player()); });
    on(m_actions->about, [this] { showAbout(); });
    connect(m_actions->showPlayer, &QAction::toggled, m_devicePanel, &QWidget::setVisible);
}

void MainWindow::connectSidebar()
{
    connect(m_sidebar, &Sidebar::songsSelected, this, [this] {
        m_songPage->showSongs();
        m_pages->setCurrentWidget(m_songPage);
        updateActions();
    });
    connect(m_sidebar, &Sidebar::folderSelected, this, &MainWindow::showFolder);
    connect(m_awayFolderPage, &AwayFolderPage::findRequested, m_folderController, &FolderController::find);
    connect(m_sidebar, &Sidebar::playlistSelected, this, &MainWindow::showPlaylist);
    connect(m_sidebar, &Sidebar::playerSelected, this, &MainWindow::showPlayer);
    connect(m_sidebar, &Sidebar::tracksDroppedOnPlaylist, m_libraryController, &LibraryController::append);
    connect(m_sidebar, &Sidebar::filesDropped, m_libraryController, &LibraryController::takeFiles);
    connect(m_sidebar, &Sidebar::droppedOnPlayer, this,
            [this](PlayerId id, const QList<TrackId> &tracks, const QList<PlaylistId> &playlists,
                   const QStringList &files) {
                showPlayer(id);
                m_playerController->take(id, tracks, playlists, files);
            });
    connect(m_sidebar, &QWidget::customContextMenuRequested, this, &MainWindow::showContextMenu);

    connect(m_sidebar, &Sidebar::removalRequested, this, [this] {
        // Of what is selected there; both ask.
        if (m_sidebar->currentPlaylist().isValid())
            m_actions->deletePlaylist->trigger();
        else if (m_sidebar->currentPlayer() == m_devicePanel->player())
            m_actions->forgetPlayer->trigger();
    });

    SongView *view = &m_songPage->view();
    view->addAction(m_actions->removeFromPlaylist);
    connect(view, &QWidget::customContextMenuRequested, this, [this, view](const QPoint &position) {
        QMenu *menu = m_actions->songContextMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(view->viewport()->mapToGlobal(position));
    });
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MainWindow::updateActions);
    connect(view, &SongView::linesMoved, this, [this](const QList<model::SeenLine> &lines, int target) {
        if (areLinesCertain())
            m_libraryController->moveLines(m_songPage->playlist(), lines, target);
    });
    connect(view, &SongView::playRequested, this, [this](int row) {
        const model::TrackModel &tracks = m_songPage->tracks();
        QList<TrackId> queue;
        qsizetype first = -1;
        for (int i = 0; i < tracks.rowCount(); ++i) {
            if (!tracks.trackAt(i).isValid())
                continue;
            if (i == row)
                first = queue.size();
            queue += tracks.trackAt(i);
        }
        m_playbackBar->play(queue, first);
    });
    connect(m_songPage, &SongPage::addFolderRequested, m_actions->addFolder, &QAction::trigger);
    connect(m_songPage, &SongPage::countChanged, this, &MainWindow::showCount);
    connect(m_songPage, &SongPage::filesDropped, m_libraryController, &LibraryController::takeFiles);
    connect(m_songPage, &SongPage::dropRefused, this, &MainWindow::say);
    connect(m_songPage, &SongPage::tracksDropped, this, [this](const QList<TrackId> &tracks) {
        m_libraryController->append(m_songPage->playlist(), tracks);
    });
    connect(m_devicePanel, &DevicePanel::dropped, m_playerController, &PlayerController::take);
    connect(m_devicePanel, &DevicePanel::setUpRequested, m_playerController, &PlayerController::setUp);
    connect(m_playerController, &PlayerController::done, this, &MainWindow::say);
    connect(m_playerController, &PlayerController::playerAdded, this, &MainWindow::showPlayer);
    connect(m_playerController, &PlayerController::wizardOpened, this, [this](PlayerId id) {
        showPlayer(id);
        m_devicePanel->setPaused(true);
    });
    connect(m_playerController, &PlayerController::wizardClosed, this, [this] {
        m_devicePanel->setPaused(false);
        updateActions();
    });
}

void MainWindow::connectLibrary()
{
    connect(&m_library, &model::Library::tracksChanged, m_songPage, &SongPage::refresh);
    connect(&m_library, &model::Library::playlistsChanged, this, &MainWindow::reloadPlaylists);
    connect(&m_library, &model::Library::playlistContentChanged, this, [this](PlaylistId id) {
        if (id == m_songPage->playlist())
            showPlaylist(id);
    });
    connect(&m_library, &model::Library::foldersChanged, this, &MainWindow::reloadFolders);
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive && m_sidebar->hasAwayFolders())
            m_library.lookForFolders();
    });
    connect(m_folderController, &FolderController::done, this, &MainWindow::say);
    connect(m_libraryController, &LibraryController::foldersGiven, m_folderController,
            qOverload<const QStringList &>(&FolderController::add));
    connect(m_libraryController, &LibraryController::playlistMade, m_sidebar, &Sidebar::selectPlaylist);
    connect(m_libraryController, &LibraryController::done, this, &MainWindow::say);
    connect(&m_library, &model::Library::scanStarted, this, &MainWindow::updateActions);
    connect(&m_library, &model::Library::scanFinished, this, [this](const model::ScanReport &report) {
        updateActions();
        if (report.unclear > 0)
            say(tr(
                "%n song(s) were not found, and may be where Tandem could not look. They stay in the library "
                "and "
                "on players until all of it can be read, or until “tandem library scan --deleted” says that "
                "they were deleted.",
                nullptr, static_cast<int>(report.unclear)));
        else if (report.failed > 0)
            say(tr("%n file(s) could not be read; the rest is in the library.", nullptr,
                   static_cast<int>(report.failed)));
        else
            m_messageLine->sayInPassing(tr("The library is up to date."));
    });
    connect(&m_library, &model::Library::scanFailed, this, [this](const Error &error) {
        updateActions();
        if (error.isCancelled())
            say(tr("Reading was stopped. Rescan to go on."));
        else
            showError(this, error);
    });
}

void MainWindow::connectHistory()
{
    connect(m_actions->undo, &QAction::triggered, m_history, &EditHistory::undo);
    connect(m_actions->redo, &QAction::triggered, m_history, &EditHistory::redo);
    connect(m_messageLine, &MessageLine::undoRequested, m_history, &EditHistory::undo);
    connect(m_history, &EditHistory::added, m_messageLine, &MessageLine::sayUndoable);
    connect(m_history, &EditHistory::said, this, &MainWindow::say);
    connect(m_history, &EditHistory::failed, this, [this](const Error &error) { showError(this, error); });
    connect(m_history, &EditHistory::changed, this,
            [this] { m_actions->updateHistory(m_history->undoText(), m_history->redoText()); });
}

void MainWindow::connectService()
{
    connect(&m_service, &sync::SyncService::playersChanged, this, &MainWindow::reloadPlayers);
    const auto reloadOne = [this](PlayerId id) {
        m_devices->setDevice(m_service.player(id));
        updateActions();
    };
    connect(&m_service, &sync::SyncService::playerChanged, this, reloadOne);
    connect(&m_service, &sync::SyncService::syncStateChanged, this, reloadOne);
    connect(&m_service, &sync::SyncService::progressChanged, this,
            [this](PlayerId id, const sync::SyncProgress &progress) {
                model::DeviceState device = m_devices->device(id);
                device.progressPercent = progress.percent;
                m_devices->setDevice(device);
            });
    connect(&m_service, &sync::SyncService::ejected, this, [this](PlayerId id) {
        say(tr("“%1” can be taken away now.").arg(m_devices->device(id).friendlyName));
    });
    connect(&m_service, &sync::SyncService::operationFailed, this, [this](PlayerId id, const Error &error) {
        // The panel says it for the player that it shows.
        if (error.isCancelled() || (id == m_devicePanel->player() && m_devicePanel->isVisible()))
            return;
        const QString name = m_devices->device(id).friendlyName;
        say(tr("%1: %2", "a player and what happened to it").arg(name, errorText(error)));
    });
}

void MainWindow::reloadFolders()
{
    const auto folders = m_folderController->awayFolders();
    m_sidebar->setAwayFolders(folders);
    if (!std::ranges::contains(folders, m_awayFolderPage->folder(), &model::LibraryFolder::id))
        m_pages->setCurrentWidget(m_songPage);
    updateActions();
}

void MainWindow::reloadPlaylists()
{
    const auto playlists = m_library.playlists();
    if (!playlists) {
        showError(this, playlists.error());
        return;
    }
    m_sidebar->setPlaylists(*playlists);
    if (m_songPage->playlist().isValid())
        showPlaylist(m_songPage->playlist());
    updateActions();
}

void MainWindow::reloadPlayers()
{
    m_devices->setDevices(m_service.players());
    if (!m_devices->device(m_devicePanel->player()).id.isValid()) {
        m_devicePanel->setPlayer({});
        m_actions->showPlayer->setChecked(false);
    }
    updateActions();
}

void MainWindow::showFolder(FolderId id)
{
    const auto folders = m_folderController->awayFolders();
    const auto folder = std::ranges::find(folders, id, &model::LibraryFolder::id);
    if (folder == folders.end()) {
        m_sidebar->selectSongs();
        return;
    }
    // Commands are for nothing that is out of sight.
    m_songPage->showSongs();
    m_songPage->view().clearSelection();
    m_awayFolderPage->setFolder(*folder);
    m_pages->setCurrentWidget(m_awayFolderPage);
    updateActions();
}

void MainWindow::showPlaylist(PlaylistId id)
{
    if (const auto playlist = m_library.playlist(id))
        m_songPage->showPlaylist(*playlist);
    else
        m_sidebar->selectSongs();
    m_pages->setCurrentWidget(m_songPage);
    updateActions();
}

void MainWindow::showPlayer(PlayerId id)
{
    m_devicePanel->setPlayer(id);
    m_actions->showPlayer->setChecked(true);
    updateActions();
}

void MainWindow::showCount()
{
    m_countLabel->setText(tr("%n song(s)", nullptr, m_songPage->tracks().rowCount()));
}

void MainWindow::updateActions()
{
    const model::DeviceState device = m_devices->device(m_devicePanel->player());
    ActionContext context;
    context.isScanning = m_library.isScanning();
    context.hasAwayFolders = m_sidebar->hasAwayFolders();
    context.hasSelectedSongs = m_songPage->view().selectionModel()->hasSelection();
    context.isPlaylist = m_sidebar->currentPlaylist().isValid();
    context.isStaticPlaylist = m_songPage->isStaticPlaylist();
    context.isPlayer = device.id.isValid();
    context.isPlayerConnected = device.isConnected;
    context.canEject = canEject(device);
    context.isPartner = device.status == model::PartnershipStatus::PartnershipExists;
    context.isSyncing = model::isInSession(device.syncState);
    m_actions->update(context);
}

void MainWindow::showContextMenu(const QPoint &position)
{
    const QTreeWidgetItem *item = m_sidebar->itemAt(position);
    const int kind = item ? item->data(0, Sidebar::KindRole).toInt() : Sidebar::Section;
    QMenu *menu = nullptr;
    if (kind == Sidebar::Player)
        menu = m_actions->playerContextMenu(this);
    else if (kind == Sidebar::StaticPlaylist || kind == Sidebar::AutoPlaylist)
        menu = m_actions->playlistContextMenu(this);
    else
        menu = m_actions->libraryContextMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(m_sidebar->viewport()->mapToGlobal(position));
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setObjectName(u"aboutMessageBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Tandem"));
    box->setIconPixmap(applicationIcon().pixmap(64, 64));
    box->setText(tr("Tandem %1").arg(QApplication::applicationVersion()));
    box->setInformativeText(
        tr("A media library that keeps portable players up to date.\n\nFree software under "
           "the GNU General Public License, version 3 or later, without any warranty."));
    box->open();
}

void MainWindow::say(const QString &sentence)
{
    m_messageLine->say(sentence);
}

/// A line's number is that of what is shown: it must not be about to change.
bool MainWindow::areLinesCertain()
{
    const bool areCertain = !m_history->isBusy() && !m_songPage->tracks().isLoading();
    if (!areCertain)
        say(tr("The playlist is just being changed. Try again in a moment."));
    return areCertain;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const auto isInSession = [](const model::DeviceState &device) {
        return model::isInSession(device.syncState);
    };
    // At the end of the desktop's session nobody is there to answer.
    if (!m_isQuitting && !qApp->isSavingSession() && std::ranges::any_of(m_devices->devices(), isInSession)) {
        event->ignore();
        askQuestion(this, tr("Quit Tandem"),
                    tr("A player is being synchronized. What was copied stays on it; the rest follows the "
                       "next time."),
                    tr("Stop and Quit"), [this] {
                        m_isQuitting = true;
                        close();
                    });
        return;
    }
    if (m_history->isBusy() && !qApp->isSavingSession()) {
        event->ignore(); // until what was asked for is done, which takes a moment
        connect(m_history, &EditHistory::idle, this, &QWidget::close,
                static_cast<Qt::ConnectionType>(Qt::UniqueConnection | Qt::SingleShotConnection));
        return;
    }
    WindowState(m_library.database().path()).save(*this, *m_splitter, *m_songPage->view().horizontalHeader());
    QMainWindow::closeEvent(event);
}

Result<void> MainWindow::savePicture(const QString &file)
{
    if (QFileInfo::exists(file) && QImageReader::imageFormat(file) != "png")
        return failure(ErrorCode::AlreadyExists, file);
    constexpr int patienceMs = 10'000;
    show();
    const QDeadlineTimer deadline(patienceMs);
    while (m_songPage->tracks().isLoading() && !deadline.hasExpired())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::ExcludeUserInputEvents,
                                    QDeadlineTimer(100));
    QApplication::processEvents();
    QBuffer picture;
    grab().save(&picture, "PNG");
    return saveFile(file, picture.data());
}

} // namespace tandem::ui
