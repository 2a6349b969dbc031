// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/items/mimedata.h"
#include "windowfixture.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSplitter>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>
#include <QWizard>
#include <memory>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::test;

namespace {

/// A file that is music enough to be copied: one silent frame of MPEG audio, some times over.
QString writeSong(const QString &path)
{
    QByteArray frame = QByteArray::fromHex("fffb9000");
    frame.resize(417, '\0');
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(frame.repeated(40)) < 0)
        qFatal("song");
    return path;
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyLibrarySaysHowToBegin();
    void everyWidgetIsNamed();
    void searchNarrowsAndForgives();
    void selectingPlaylistShowsIt();
    void playlistsForPlayersAreNotListed();
    void draggingOntoPlaylistAppends();
    void draggingOntoPlayerSends();
    void panelTakesFilesFromOutside();
    void bringsBackWhatPlayerLost();
    void whatOtherProgramsAddAppears();
    void asksBeforeItStopsASession();
    void neededColumnsAreInSight();
    void windowLooksAsItWasLeft();
    void wizardMakesPartnership();
    void wizardCanBeDeclined();
    void wizardWaitsForOtherDialogs();
    void savesPicture();
};

// A new library says what to do first, and its button does it.
void MainWindowTest::emptyLibrarySaysHowToBegin()
{
    const WindowFixture fixture(false);
    auto *label = fixture.find<QLabel>(u"emptyLabel"_s);
    QVERIFY(waitFor([&] { return label->isVisible() && !label->text().isEmpty(); }));
    QCOMPARE(label->text(), u"Add a music folder to begin."_s);
    fixture.find<QPushButton>(u"addFolderButton"_s)->click();
    QVERIFY(waitFor([] { return QApplication::activeModalWidget() != nullptr; }));
    QCOMPARE(QApplication::activeModalWidget()->objectName(), u"fileDialog"_s);
    QApplication::activeModalWidget()->close();
}

// Every button that can be reached has words for assistive tools, and every command has a name.
void MainWindowTest::everyWidgetIsNamed()
{
    const WindowFixture fixture;
    for (const auto *button : fixture.window->findChildren<QAbstractButton *>()) {
        if (!button->focusPolicy() || qobject_cast<QTableView *>(button->parentWidget()))
            continue;
        if (button->objectName().startsWith(u"qt_"_s))
            continue;
        const bool hasWords = !button->text().isEmpty() || !button->accessibleName().isEmpty();
        QVERIFY2(hasWords, qPrintable(button->objectName()));
    }
    for (const auto *action : fixture.window->findChildren<QAction *>()) {
        if (action->parent()->inherits("tandem::ui::MainActions"))
            QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
    }
}

// The search box narrows the table, whatever is typed.
void MainWindowTest::searchNarrowsAndForgives()
{
    const WindowFixture fixture;
    QVERIFY(waitFor([&] { return fixture.rows() == 10; }));
    auto *search = fixture.find<QLineEdit>(u"searchLineEdit"_s);
    search->setText(u"title=song3"_s);
    QVERIFY(waitFor([&] { return fixture.rows() == 1; }));
    search->setText(u"((\""_s);
    QVERIFY(waitFor([&] { return fixture.rows() != 1; }));
    search->setText(u"nothing like it"_s);
    QVERIFY(waitFor([&] { return fixture.rows() == 0; }));
    QVERIFY(waitFor(
        [&] { return fixture.find<QLabel>(u"emptyLabel"_s)->text().contains(u"nothing like it"_s); }));
    search->clear();
    QVERIFY(waitFor([&] { return fixture.rows() == 10; }));
}

// A playlist that is chosen in the sidebar is what the table shows.
void MainWindowTest::selectingPlaylistShowsIt()
{
    const WindowFixture fixture;
    auto *tree = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s);
    tree->setCurrentItem(tree->topLevelItem(1)->child(0));
    QVERIFY(waitFor([&] { return fixture.rows() == 1; }));
    QCOMPARE(fixture.find<QLabel>(u"songHeadingLabel"_s)->text(), u"Evening"_s);
    QVERIFY(fixture.window->findChild<QAction *>(u"renamePlaylistAction"_s)->isEnabled());
    QVERIFY(!fixture.window->findChild<QAction *>(u"editPlaylistAction"_s)->isEnabled());
}

// Songs dropped on a playlist in the sidebar are appended to it.
void MainWindowTest::draggingOntoPlaylistAppends()
{
    const WindowFixture fixture;
    auto *tree = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s);
    const std::unique_ptr<QMimeData> songs(model::mimeDataForTracks({TrackId{2}, TrackId{3}}));
    const QPoint playlist = tree->visualItemRect(tree->topLevelItem(1)->child(0)).center();
    QVERIFY(drop(tree->viewport(), playlist, *songs));
    const model::PlaylistRepository repository(fixture.library->connection());
    const auto list = repository.byName(u"Evening"_s);
    QVERIFY(list);
    const QList<TrackId> expected = {TrackId{1}, TrackId{2}, TrackId{3}};
    QVERIFY(waitFor([&] { return repository.trackIds(list->id).value() == expected; }));
    // Songs are dropped on no heading.
    QVERIFY(!drop(tree->viewport(), tree->visualItemRect(tree->topLevelItem(0)).center(), *songs));
}

// Songs dropped on a player are sent to it, with or without a partnership.
void MainWindowTest::draggingOntoPlayerSends()
{
    const WindowFixture fixture;
    const PlayerId player = fixture.addPlayer();
    QVERIFY(player.isValid());
    QVERIFY(waitFor([&] { return fixture.service->player(player).isConnected; }));
    auto *tree = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s);
    QVERIFY(waitFor([&] { return tree->topLevelItem(2)->childCount() == 1; }));
    if (QWidget *wizard = QApplication::activeModalWidget())
        wizard->close();
    QSignalSpy finished(fixture.service.get(), &sync::SyncService::syncFinished);
    const std::unique_ptr<QMimeData> songs(model::mimeDataForTracks({TrackId{2}}));
    QVERIFY(drop(tree->viewport(), tree->visualItemRect(tree->topLevelItem(2)->child(0)).center(), *songs));
    QVERIFY(waitFor([&] { return !finished.isEmpty(); }));
    QCOMPARE(finished.first().first().value<PlayerId>(), player);
}

// Files from outside that are dropped on the player's panel are sent; folders and web pages are not taken.
void MainWindowTest::panelTakesFilesFromOutside()
{
    const WindowFixture fixture;
    QVERIFY(openPlayer(fixture).isValid());
    auto *panel = fixture.find<QScrollArea>(u"devicePanel"_s);

    QMimeData useless;
    useless.setUrls({QUrl(u"https://example.org/song.mp3"_s), QUrl::fromLocalFile(fixture.directory.path())});
    QVERIFY(!drop(panel->viewport(), {20, 20}, useless));

    const QString path = writeSong(fixture.directory.filePath(u"found.mp3"_s));
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(path)});
    QSignalSpy finished(fixture.service.get(), &sync::SyncService::syncFinished);
    QVERIFY(drop(panel->viewport(), {20, 20}, files));
    QVERIFY(waitFor([&] { return !finished.isEmpty(); }));
    QCOMPARE(finished.first().at(1).value<sync::SyncResult>().copied, 1);
}

// Closed while a player is being synchronized, the window asks; after a yes it is gone at once, and the
// session ends in order behind it.
void MainWindowTest::asksBeforeItStopsASession()
{
    WindowFixture fixture;
    const PlayerId player = openPlayer(fixture);
    QVERIFY(player.isValid());
    fixture.service->send(player, {}, {}, {writeSong(fixture.directory.filePath(u"found.mp3"_s))});
    fixture.service->pause(player);
    QVERIFY(waitFor([&] { return fixture.service->player(player).syncState == model::SyncState::Paused; }));
    QVERIFY(!fixture.window->close());
    QVERIFY(fixture.window->isVisible());
    fixture.find<QPushButton>(u"yesButton"_s)->click();
    QVERIFY(!fixture.window->isVisible());
    fixture.window.reset();
    fixture.service.reset();
    const sync::SyncService next(fixture.database, nullptr);
    QCOMPARE(next.lastResult(player).outcome, sync::SyncOutcome::Stopped);
}

// What its owner deleted on the player comes back by the menu's command, and by no other.
void MainWindowTest::bringsBackWhatPlayerLost()
{
    const WindowFixture fixture(false);
    const PlayerId player = openPlayer(fixture);
    QVERIFY(player.isValid());
    auto *plain = fixture.find<QAction>(u"startSyncAction"_s);
    auto *deleted = fixture.find<QAction>(u"syncDeletedAction"_s);
    QVERIFY(!deleted->isEnabled());

    const QString music = fixture.directory.filePath(u"music"_s);
    QVERIFY(QDir().mkpath(music));
    writeSong(music + u"/song.mp3"_s);
    writeSong(music + u"/other.mp3"_s);
    QSignalSpy scanned(fixture.library.get(), &model::Library::scanFinished);
    QVERIFY(fixture.library->addFolder(music));
    QVERIFY(waitFor([&] { return !scanned.isEmpty() && !fixture.library->isScanning(); }));
    const auto playlist = answerOf(fixture.library->createAutoPlaylist(u"All"_s, {}));
    QVERIFY(playlist);
    fixture.service->createPartnership(player, {.friendlyName = u"Kitchen"_s, .playlists = {playlist->id()}});
    QVERIFY(waitFor([&] { return plain->isEnabled() && deleted->isEnabled(); }));

    QSignalSpy finished(fixture.service.get(), &sync::SyncService::syncFinished);
    const auto syncBy = [&](QAction *action) {
        finished.clear();
        action->trigger();
        waitFor([&] { return !finished.isEmpty() && action->isEnabled(); });
        return finished.value(0).value(1).value<sync::SyncResult>();
    };
    QCOMPARE(syncBy(plain).copied, 2);
    QDirIterator songs(fixture.directory.filePath(u"player"_s), {u"*.mp3"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    QVERIFY(songs.hasNext() && QFile::remove(songs.next()));
    QCOMPARE(syncBy(plain).skipped, 1);
    QCOMPARE(syncBy(deleted).copied, 1);
}

// Players and playlists that another program adds, renames or removes are seen without a restart.
void MainWindowTest::whatOtherProgramsAddAppears()
{
    const WindowFixture fixture;
    fixture.service->start();
    model::Library library(fixture.database);
    sync::SyncService service(fixture.database, nullptr);
    const auto *tree = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s);
    const auto names = [&](int section) {
        QStringList texts;
        for (int i = 0; i < tree->topLevelItem(section)->childCount(); ++i)
            texts += tree->topLevelItem(section)->child(i)->text(0);
        return texts;
    };
    const auto playlist = answerOf(library.createPlaylist(u"Morning"_s, {}));
    QVERIFY(playlist);
    const auto player = service.addFolder(fixture.directory.path());
    QVERIFY(player && service.rename(*player, u"Kitchen"_s));
    QVERIFY(waitFor([&] { return names(1) == QStringList({u"Evening"_s, u"Morning"_s}); }));
    QVERIFY(waitFor([&] { return names(2) == QStringList{u"Kitchen"_s}; }));
    QVERIFY(waitFor([&] { return fixture.service->player(*player).isConnected; }));

    QVERIFY(answerOf(library.editPlaylist(playlist->id(), [](model::PlaylistState &now) {
        now.reset();
        return true;
    })));
    QVERIFY(service.rename(*player, u"Garden"_s));
    QVERIFY(waitFor([&] { return names(1) == QStringList{u"Evening"_s}; }));
    QVERIFY(waitFor([&] { return names(2) == QStringList{u"Garden"_s}; }));
    QVERIFY(answerOf(service.forget(*player)));
    QVERIFY(waitFor([&] { return names(2).isEmpty(); }));
}

// Beside the open panel, in a window of its first size, the columns that name a song need no scrolling.
void MainWindowTest::neededColumnsAreInSight()
{
    const WindowFixture fixture;
    QVERIFY(openPlayer(fixture).isValid());
    QVERIFY(waitFor([&] { return fixture.rows() == 10; }));
    QCOMPARE(fixture.window->size(), QSize(1100, 700));
    const auto *table = fixture.find<QTableView>(u"songTableView"_s);
    for (const int column : {model::TrackModel::Title, model::TrackModel::Artist, model::TrackModel::Album,
                             model::TrackModel::Duration}) {
        const int end = table->columnViewportPosition(column) + table->columnWidth(column);
        QVERIFY2(end <= table->viewport()->width(), qPrintable(QString::number(end)));
    }
}

// A window that opens again has the size, the parts and the columns that it had when it was closed.
void MainWindowTest::windowLooksAsItWasLeft()
{
    WindowFixture fixture;
    // Smaller than any screen: a window is not opened larger than that.
    fixture.window->resize(780, 600);
    auto *header = fixture.find<QTableView>(u"songTableView"_s)->horizontalHeader();
    header->resizeSection(model::TrackModel::Title, 222);
    header->moveSection(0, 2);
    fixture.find<QSplitter>(u"mainSplitter"_s)->setSizes({250, 530, 0});
    QCoreApplication::processEvents();
    const QList<int> sizes = fixture.find<QSplitter>(u"mainSplitter"_s)->sizes();
    QVERIFY(fixture.window->close());
    QVERIFY(QFile::exists(fixture.directory.filePath(u"data/window.ini"_s)));

    fixture.window = std::make_unique<ui::MainWindow>(*fixture.library, *fixture.service);
    fixture.window->show();
    QCoreApplication::processEvents();
    QCOMPARE(fixture.window->size(), QSize(780, 600));
    QCOMPARE(fixture.find<QSplitter>(u"mainSplitter"_s)->sizes(), sizes);
    header = fixture.find<QTableView>(u"songTableView"_s)->horizontalHeader();
    QCOMPARE(header->sectionSize(model::TrackModel::Title), 222);
    QCOMPARE(header->visualIndex(model::TrackModel::Title), 2);
}

// A playlist that only players are offered does not stand among the library's.
void MainWindowTest::playlistsForPlayersAreNotListed()
{
    const WindowFixture fixture;
    const QTreeWidgetItem *section = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s)->topLevelItem(1);
    QCOMPARE(section->childCount(), 1);
    const auto added = answerOf(fixture.library->createPlaylist(u"Morning"_s, {}));
    QVERIFY(added);
    QVERIFY(waitFor([&] { return section->childCount() == 2; }));
    QVERIFY(model::PlaylistRepository(fixture.library->connection()).setSyncOnly(added->id(), true));
    Q_EMIT fixture.library->playlistsChanged();
    QVERIFY(waitFor([&] { return section->childCount() == 1; }));
    QCOMPARE(section->child(0)->text(0), u"Evening"_s);
}

// The wizard's answers become the partnership: name, playlists in order, room.
void MainWindowTest::wizardMakesPartnership()
{
    const WindowFixture fixture;
    const PlayerId player = fixture.addPlayer();
    QVERIFY(player.isValid());
    QVERIFY(waitFor([&] { return fixture.service->player(player).isConnected; }));
    Q_EMIT fixture.service->newPlayerConnected(player);
    QWizard *wizard = nullptr;
    QVERIFY(waitFor([&] { return (wizard = fixture.find<QWizard>(u"partnershipWizard"_s)) != nullptr; }));
    wizard->findChild<QLineEdit *>(u"playerNameLineEdit"_s)->setText(u"Kitchen"_s);
    wizard->findChild<QRadioButton *>(u"automaticRadioButton"_s)->click();
    wizard->next();
    wizard->findChild<QRadioButton *>(u"chosenPlaylistsRadioButton"_s)->click();
    auto *list = wizard->currentPage()->findChild<QListView *>(u"playlistChoiceListView"_s);
    for (int row = list->model()->rowCount() - 1; row > 0; --row)
        QVERIFY(list->model()->setData(list->model()->index(row, 0), Qt::Unchecked, Qt::CheckStateRole));
    wizard->next();
    QVERIFY(wizard->currentPage()->isFinalPage());
    wizard->button(QWizard::FinishButton)->click();
    QVERIFY(waitFor([&] {
        return fixture.service->player(player).status == model::PartnershipStatus::PartnershipExists;
    }));
    QVERIFY(waitFor([&] { return fixture.find<QWizard>(u"partnershipWizard"_s) == nullptr; }));
    QCOMPARE(fixture.service->player(player).friendlyName, u"Kitchen"_s);
    QCOMPARE(fixture.service->settings(player).value().playlists.size(), 1);
}

// Who does not want to be asked again is not.
void MainWindowTest::wizardCanBeDeclined()
{
    const WindowFixture fixture;
    const PlayerId player = fixture.addPlayer();
    QVERIFY(waitFor([&] { return fixture.service->player(player).isConnected; }));
    Q_EMIT fixture.service->newPlayerConnected(player);
    QWizard *wizard = nullptr;
    QVERIFY(waitFor([&] { return (wizard = fixture.find<QWizard>(u"partnershipWizard"_s)) != nullptr; }));
    wizard->findChild<QRadioButton *>(u"notNowRadioButton"_s)->click();
    QVERIFY(wizard->currentPage()->isFinalPage());
    wizard->button(QWizard::FinishButton)->click();
    QVERIFY(waitFor([&] {
        return fixture.service->player(player).status == model::PartnershipStatus::PartnershipDeclined;
    }));
}

// No wizard comes up in the middle of another question; it follows when that is answered.
void MainWindowTest::wizardWaitsForOtherDialogs()
{
    const WindowFixture fixture;
    const PlayerId player = fixture.addPlayer();
    QVERIFY(waitFor([&] { return fixture.service->player(player).isConnected; }));
    QCoreApplication::processEvents();
    if (QWidget *wizard = QApplication::activeModalWidget())
        wizard->close();
    fixture.window->findChild<QAction *>(u"aboutAction"_s)->trigger();
    QVERIFY(waitFor([] { return QApplication::activeModalWidget() != nullptr; }));
    Q_EMIT fixture.service->newPlayerConnected(player);
    QCoreApplication::processEvents();
    QVERIFY(!fixture.find<QWizard>(u"partnershipWizard"_s));
    QApplication::activeModalWidget()->close();
    QVERIFY(waitFor([&] { return fixture.find<QWizard>(u"partnershipWizard"_s) != nullptr; }));
}

// The window can be drawn to a file without a screen; what is there and no picture stays.
void MainWindowTest::savesPicture()
{
    const WindowFixture fixture;
    const QString file = fixture.directory.filePath(u"window.png"_s);
    QVERIFY(fixture.window->savePicture(file));
    const QImage picture(file);
    QCOMPARE(picture.size(), QSize(1100, 700));
    QCOMPARE(fixture.rows(), 10);

    QVERIFY(fixture.window->savePicture(file));
    const QString other = fixture.directory.filePath(u"other.png"_s);
    QFile text(other);
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write("no picture");
    text.close();
    QCOMPARE(fixture.window->savePicture(other).error().code, ErrorCode::AlreadyExists);
    QCOMPARE(QFileInfo(other).size(), 10);
}

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
