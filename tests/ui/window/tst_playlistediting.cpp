// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/items/mimedata.h"
#include "model/items/playlistmodel.h"
#include "ui/window/edithistory.h"
#include "windowfixture.h"

#include <QAction>
#include <QFile>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::test;

namespace {

/// Shows the playlist with the songs @p ids in the table.
model::TrackModel *showPlaylist(const WindowFixture &fixture, const QList<TrackId> &ids)
{
    const auto made = answerOf(fixture.library->createPlaylist(u"Morning"_s, ids));
    auto *tree = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s);
    tree->setCurrentItem(tree->topLevelItem(1)->child(1));
    auto *tracks = fixture.window->findChild<model::TrackModel *>();
    const bool isShown =
        made && waitFor([&] { return tracks->playlist() == made->id() && !tracks->isLoading(); });
    return isShown ? tracks : nullptr;
}

/// All that was asked for is done and shown.
bool settles(const WindowFixture &fixture)
{
    const auto *history = fixture.window->findChild<ui::EditHistory *>();
    const auto *tracks = fixture.window->findChild<model::TrackModel *>();
    return waitFor([&] { return !history->isBusy() && !tracks->isLoading(); });
}

QList<TrackId> tracksOf(model::Connection &connection, const QString &playlist)
{
    const model::PlaylistRepository repository(connection);
    const auto found = repository.byName(playlist);
    return found ? repository.trackIds(found->id).value_or(QList<TrackId>()) : QList<TrackId>();
}

QList<TrackId> tracksOf(const WindowFixture &fixture, const QString &playlist)
{
    return tracksOf(fixture.library->connection(), playlist);
}

void dropSongs(const WindowFixture &fixture, const QList<TrackId> &ids)
{
    const std::unique_ptr<QMimeData> songs(model::mimeDataForTracks(ids));
    if (!drop(fixture.find<QTableView>(u"songTableView"_s)->viewport(), {5, 5}, *songs))
        qFatal("the songs were not taken");
}

/// Trigger for what is asked in a dialog: answers it with the button or the text.
void answer(const WindowFixture &fixture, const QString &action, const QString &text = {})
{
    fixture.find<QAction>(action)->trigger();
    QWidget *dialog = QApplication::activeModalWidget();
    if (!dialog)
        qFatal("no dialog");
    if (auto *input = qobject_cast<QInputDialog *>(dialog)) {
        input->setTextValue(text);
        input->accept();
    } else {
        dialog->findChild<QPushButton *>(u"yesButton"_s)->click();
    }
}

QStringList playlistNames(const WindowFixture &fixture)
{
    QStringList names;
    const auto *section = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s)->topLevelItem(1);
    for (int i = 0; i < section->childCount(); ++i)
        names += section->child(i)->text(0);
    return names;
}

PlaylistId idOf(const WindowFixture &fixture, const QString &name)
{
    return model::PlaylistRepository(fixture.library->connection()).byName(name).value().id;
}

} // namespace

/// What a person does to playlists in the window.
class PlaylistEditingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void draggingInsidePlaylistMoves();
    void draggingInsideSortedPlaylistDoesNothing();
    void deleteActsOnWhatHasTheFocus();
    void songsAreUndone();
    void renamingIsUndone();
    void autoPlaylistIsMadeUnderFreeName();
    void importingIsUndone();
    void deletedPlaylistComesBackWhereItWas();
    void undoLeavesWhatOthersChanged();
    void linesThatOthersReplacedStay();
    void playlistThatOthersRenamedStays();
    void whatIsAskedQuicklyIsDoneInOrder();
    void linesAreLeftWhileTheyChange();
    void closingWaitsForEdits();
    void windowMayEndDuringEdits();
    void playlistDroppedOnPartnerIsChosen();
};

// Songs dragged within a playlist change their places.
void PlaylistEditingTest::draggingInsidePlaylistMoves()
{
    const WindowFixture fixture;
    const auto *tracks = showPlaylist(fixture, {TrackId{3}, TrackId{1}, TrackId{2}});
    QVERIFY(tracks);
    const auto *table = fixture.find<QTableView>(u"songTableView"_s);
    const std::unique_ptr<QMimeData> song(tracks->mimeData({tracks->index(2, 0)}));
    const QPoint top = table->visualRect(tracks->index(0, 0)).topLeft() + QPoint(5, 2);
    QVERIFY(drop(table->viewport(), top, *song));
    QVERIFY(waitFor([&] {
        return tracksOf(fixture, u"Morning"_s) == QList<TrackId>({TrackId{2}, TrackId{3}, TrackId{1}});
    }));
}

// In a playlist that is shown sorted or searched, songs have no places: dragging adds none, and says why.
void PlaylistEditingTest::draggingInsideSortedPlaylistDoesNothing()
{
    const WindowFixture fixture;
    const QList<TrackId> order = {TrackId{3}, TrackId{1}, TrackId{2}};
    auto *tracks = showPlaylist(fixture, order);
    QVERIFY(tracks);
    const auto *table = fixture.find<QTableView>(u"songTableView"_s);
    const auto *message = fixture.find<QLabel>(u"messageLabel"_s);
    const auto dragLast = [&] {
        const std::unique_ptr<QMimeData> song(tracks->mimeData({tracks->index(tracks->rowCount() - 1, 0)}));
        drop(table->viewport(), table->visualRect(tracks->index(0, 0)).center(), *song);
        drop(fixture.find<QWidget>(u"songPage"_s), {5, 5}, *song);
    };

    table->horizontalHeader()->setSortIndicator(model::TrackModel::Title, Qt::AscendingOrder);
    QVERIFY(waitFor([&] { return !tracks->isLoading() && tracks->trackAt(0) == TrackId{1}; }));
    dragLast();
    QVERIFY(waitFor([&] { return tracksOf(fixture, u"Morning"_s) == order; }));
    QVERIFY2(message->text().contains(u"heading"_s), qPrintable(message->text()));

    fixture.find<QLineEdit>(u"searchLineEdit"_s)->setText(u"song"_s);
    QVERIFY(waitFor([&] { return !tracks->isLoading(); }));
    dragLast();
    QVERIFY(waitFor([&] { return tracksOf(fixture, u"Morning"_s) == order; }));
    QVERIFY2(message->text().contains(u"search"_s), qPrintable(message->text()));
}

// The key for removing acts on the songs, the playlist or the player that has the focus; the last two ask.
void PlaylistEditingTest::deleteActsOnWhatHasTheFocus()
{
    const WindowFixture fixture;
    QVERIFY(openPlayer(fixture).isValid());
    const auto *tracks = showPlaylist(fixture, {TrackId{3}, TrackId{1}});
    QVERIFY(tracks);
    auto *table = fixture.find<QTableView>(u"songTableView"_s);
    auto *tree = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s);
    fixture.window->activateWindow();
    table->selectRow(0);

    const auto questionAfterDelete = [](QWidget *focus) {
        focus->setFocus();
        QTest::keyClick(focus, Qt::Key_Delete);
        QWidget *dialog = QApplication::activeModalWidget();
        const QString title = dialog ? dialog->windowTitle() : QString();
        if (dialog)
            dialog->close();
        return title;
    };
    QCOMPARE(questionAfterDelete(tree), u"Delete Playlist"_s);
    QVERIFY(waitFor([&] { return tracksOf(fixture, u"Morning"_s).size() == 2; }));
    QCOMPARE(questionAfterDelete(table), QString());
    QVERIFY(waitFor([&] { return tracksOf(fixture, u"Morning"_s) == QList<TrackId>({TrackId{1}}); }));
    tree->setCurrentItem(tree->topLevelItem(2)->child(0));
    QCOMPARE(questionAfterDelete(tree), u"Forget Player"_s);
    tree->setCurrentItem(tree->topLevelItem(0)->child(0));
    QCOMPARE(questionAfterDelete(tree), QString());
}

// What was added, moved or removed can be undone, by the button in the message and by the menu, and redone.
void PlaylistEditingTest::songsAreUndone()
{
    const WindowFixture fixture;
    auto *undo = fixture.find<QAction>(u"undoAction"_s);
    auto *redo = fixture.find<QAction>(u"redoAction"_s);
    auto *button = fixture.find<QToolButton>(u"undoButton"_s);
    QVERIFY(!undo->isEnabled() && !redo->isEnabled() && !button->isVisible());
    const QList<TrackId> before = {TrackId{3}, TrackId{1}, TrackId{2}};
    const auto *tracks = showPlaylist(fixture, before);
    QVERIFY(tracks);
    auto *table = fixture.find<QTableView>(u"songTableView"_s);
    const auto now = [&] { return tracksOf(fixture, u"Morning"_s); };

    dropSongs(fixture, {TrackId{5}, TrackId{6}});
    const QList<TrackId> more = before + QList{TrackId{5}, TrackId{6}};
    QVERIFY(settles(fixture));
    QCOMPARE(now(), more);
    QVERIFY(button->isVisible());
    button->click();
    QVERIFY(settles(fixture));
    QCOMPARE(now(), before);
    QVERIFY(!button->isVisible() && !undo->isEnabled());
    QVERIFY2(redo->text().contains(u"Add Songs"_s), qPrintable(redo->text()));
    redo->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(now(), more);

    QCOMPARE(tracks->rowCount(), 5);
    const std::unique_ptr<QMimeData> last(tracks->mimeData({tracks->index(4, 0)}));
    QVERIFY(drop(table->viewport(), table->visualRect(tracks->index(0, 0)).topLeft() + QPoint(5, 2), *last));
    QVERIFY(settles(fixture));
    QCOMPARE(now().first(), TrackId{6});
    QCOMPARE(tracks->trackAt(0), TrackId{6});
    QVERIFY2(undo->text().contains(u"Move Songs"_s), qPrintable(undo->text()));
    table->selectAll();
    fixture.find<QAction>(u"removeFromPlaylistAction"_s)->trigger();
    QVERIFY(settles(fixture));
    QVERIFY2(undo->text().contains(u"Remove Songs"_s), qPrintable(undo->text()));
    QVERIFY(now().isEmpty());
    undo->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(now().first(), TrackId{6});
    undo->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(now(), more);
    undo->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(now(), before);
}

// So can a name.
void PlaylistEditingTest::renamingIsUndone()
{
    const WindowFixture fixture;
    QVERIFY(showPlaylist(fixture, {}));
    answer(fixture, u"renamePlaylistAction"_s, u"Late"_s);
    QVERIFY(settles(fixture));
    QCOMPARE(playlistNames(fixture), QStringList({u"Evening"_s, u"Late"_s}));
    fixture.find<QAction>(u"undoAction"_s)->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(playlistNames(fixture), QStringList({u"Evening"_s, u"Morning"_s}));
    fixture.find<QAction>(u"redoAction"_s)->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(playlistNames(fixture), QStringList({u"Evening"_s, u"Late"_s}));
}

// The dialog stays open, and says why, until the auto playlist is made.
void PlaylistEditingTest::autoPlaylistIsMadeUnderFreeName()
{
    const WindowFixture fixture;
    fixture.find<QAction>(u"newAutoPlaylistAction"_s)->trigger();
    const QPointer<QDialog> dialog = fixture.find<QDialog>(u"autoPlaylistDialog"_s);
    QVERIFY(dialog);
    auto *name = dialog->findChild<QLineEdit *>(u"nameLineEdit"_s);
    auto *ok = dialog->findChild<QPushButton *>(u"okButton"_s);
    const auto *error = dialog->findChild<QLabel *>(u"errorLabel"_s);
    name->setText(u"evening"_s);
    ok->click();
    ok->click(); // once is enough
    QVERIFY(waitFor([&] { return error->isVisible() && dialog->isEnabled(); }));
    name->setText(u"All"_s);
    ok->click();
    QVERIFY(waitFor([&] { return !dialog; }));
    QVERIFY(settles(fixture));
    QCOMPARE(playlistNames(fixture), QStringList({u"All"_s, u"Evening"_s}));
    fixture.find<QAction>(u"undoAction"_s)->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(playlistNames(fixture), QStringList{u"Evening"_s});
}

// And an import, which then can be done again without its file.
void PlaylistEditingTest::importingIsUndone()
{
    const WindowFixture fixture;
    const QString path = fixture.directory.filePath(u"Trip.m3u"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("/music/song4.mp3\n") > 0);
    file.close();
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(path)});
    auto *tree = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s);
    QVERIFY(drop(tree->viewport(), tree->visualItemRect(tree->topLevelItem(0)).center(), files));
    QVERIFY(waitFor(
        [&] { return fixture.find<QAction>(u"undoAction"_s)->text().contains(u"Import Playlist"_s); }));
    QCOMPARE(tracksOf(fixture, u"Trip"_s), QList<TrackId>{TrackId{4}});
    fixture.find<QAction>(u"undoAction"_s)->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(playlistNames(fixture), QStringList{u"Evening"_s});
    QVERIFY(QFile::remove(path));
    fixture.find<QAction>(u"redoAction"_s)->trigger();
    QVERIFY(settles(fixture));
    QVERIFY(waitFor([&] { return tracksOf(fixture, u"Trip"_s) == QList<TrackId>{TrackId{4}}; }));
}

// A deleted playlist comes back with its songs, and at its place among those of a player.
void PlaylistEditingTest::deletedPlaylistComesBackWhereItWas()
{
    const WindowFixture fixture;
    const PlayerId player = openPlayer(fixture);
    QVERIFY(player.isValid());
    const QList<TrackId> songs = {TrackId{2}, TrackId{1}};
    QVERIFY(showPlaylist(fixture, songs));
    const PlaylistId morning = idOf(fixture, u"Morning"_s), evening = idOf(fixture, u"Evening"_s);
    fixture.service->createPartnership(player,
                                       {.friendlyName = u"Kitchen"_s, .playlists = {morning, evening}});
    QVERIFY(waitFor([&] { return fixture.service->settings(player).has_value(); }));

    answer(fixture, u"deletePlaylistAction"_s);
    QVERIFY(settles(fixture));
    QCOMPARE(playlistNames(fixture), QStringList{u"Evening"_s});
    QCOMPARE(fixture.service->settings(player)->playlists, QList{evening});
    fixture.find<QToolButton>(u"undoButton"_s)->click();
    QVERIFY(settles(fixture));
    QCOMPARE(playlistNames(fixture), QStringList({u"Evening"_s, u"Morning"_s}));
    QVERIFY(waitFor([&] { return tracksOf(fixture, u"Morning"_s) == songs; }));
    QCOMPARE(fixture.service->settings(player)->playlists, QList({morning, evening}));
    const auto content = model::playlistContent(fixture.library->connection(), morning);
    fixture.find<QAction>(u"redoAction"_s)->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(playlistNames(fixture), QStringList{u"Evening"_s});
    // Brought back by somebody else, it is not brought back twice.
    model::Connection other(fixture.database);
    QVERIFY(model::editPlaylist(other, morning, [&](model::PlaylistState &now) {
        now = *content;
        return true;
    }));
    fixture.find<QAction>(u"undoAction"_s)->trigger();
    QVERIFY(settles(fixture));
    QVERIFY(waitFor([&] { return playlistNames(fixture) == QStringList({u"Evening"_s, u"Morning"_s}); }));
    QCOMPARE(fixture.service->settings(player)->playlists, QList({morning, evening}));
}

// What another program has changed since is left as it is, and that is said.
void PlaylistEditingTest::undoLeavesWhatOthersChanged()
{
    const WindowFixture fixture;
    auto *tree = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s);
    const std::unique_ptr<QMimeData> songs(model::mimeDataForTracks({TrackId{2}}));
    QVERIFY(drop(tree->viewport(), tree->visualItemRect(tree->topLevelItem(1)->child(0)).center(), *songs));
    QVERIFY(settles(fixture));
    model::Connection other(fixture.database);
    QVERIFY(model::PlaylistRepository(other).append(idOf(fixture, u"Evening"_s), {{{}, u"/music/x.mp3"_s}}));
    fixture.find<QAction>(u"undoAction"_s)->trigger();
    QVERIFY(settles(fixture));
    QVERIFY(
        waitFor([&] { return tracksOf(fixture, u"Evening"_s) == QList<TrackId>({TrackId{1}, TrackId{2}}); }));
    const QString message = fixture.find<QLabel>(u"messageLabel"_s)->text();
    QVERIFY2(message.contains(u"Evening"_s) && message.contains(u"elsewhere"_s), qPrintable(message));
    QVERIFY(!fixture.find<QAction>(u"undoAction"_s)->isEnabled());
}

// An edit is meant for what the person sees: where another program has put something else, nothing is done,
// which is said, and the window shows what is there.
void PlaylistEditingTest::linesThatOthersReplacedStay()
{
    const WindowFixture fixture;
    const auto *tracks = showPlaylist(fixture, {TrackId{3}, TrackId{4}, TrackId{5}});
    QVERIFY(tracks);
    auto *table = fixture.find<QTableView>(u"songTableView"_s);
    table->selectRow(0);
    const std::unique_ptr<QMimeData> song(tracks->mimeData({tracks->index(2, 0)}));
    model::Connection other(fixture.database);
    const QList<TrackId> replaced({TrackId{6}, TrackId{4}, TrackId{7}});
    QVERIFY(model::PlaylistRepository(other).setEntries(
        idOf(fixture, u"Morning"_s), {{replaced[0], {}}, {replaced[1], {}}, {replaced[2], {}}}));
    fixture.find<QAction>(u"removeFromPlaylistAction"_s)->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(tracksOf(fixture, u"Morning"_s), replaced);
    const QString message = fixture.find<QLabel>(u"messageLabel"_s)->text();
    QVERIFY2(message.contains(u"Morning"_s) && message.contains(u"elsewhere"_s), qPrintable(message));
    QVERIFY(!fixture.find<QAction>(u"undoAction"_s)->isEnabled());
    QVERIFY(waitFor([&] { return tracks->trackIds() == replaced; }));
    // What was dragged from there before is another line by now.
    const QPoint top = table->visualRect(tracks->index(0, 0)).topLeft() + QPoint(5, 2);
    QVERIFY(drop(table->viewport(), top, *song));
    QVERIFY(settles(fixture));
    QCOMPARE(tracksOf(fixture, u"Morning"_s), replaced);
    // What is shown now can be taken out.
    table->selectRow(0);
    fixture.find<QAction>(u"removeFromPlaylistAction"_s)->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(tracksOf(fixture, u"Morning"_s), QList<TrackId>({TrackId{4}, TrackId{7}}));
}

// The same for a playlist as a whole: the question that is answered was about another one.
void PlaylistEditingTest::playlistThatOthersRenamedStays()
{
    const WindowFixture fixture;
    QVERIFY(showPlaylist(fixture, {TrackId{3}}));
    const PlaylistId morning = idOf(fixture, u"Morning"_s);
    fixture.find<QAction>(u"deletePlaylistAction"_s)->trigger();
    QWidget *question = QApplication::activeModalWidget();
    QVERIFY(question);
    model::Connection other(fixture.database);
    QVERIFY(model::PlaylistRepository(other).rename(morning, u"Night"_s));
    question->findChild<QPushButton *>(u"yesButton"_s)->click();
    QVERIFY(waitFor([&] { return playlistNames(fixture) == QStringList({u"Evening"_s, u"Night"_s}); }));
    QVERIFY(settles(fixture));
    QVERIFY(model::PlaylistRepository(other).playlist(morning));
    QVERIFY(waitFor([] { return QApplication::activeModalWidget() != nullptr; })); // which says so
    QApplication::activeModalWidget()->close();
}

// What is asked before the last is done follows it, in the order in which it was asked.
void PlaylistEditingTest::whatIsAskedQuicklyIsDoneInOrder()
{
    const WindowFixture fixture;
    auto *undo = fixture.find<QAction>(u"undoAction"_s);
    const auto *redo = fixture.find<QAction>(u"redoAction"_s);
    QVERIFY(showPlaylist(fixture, {TrackId{3}}));
    dropSongs(fixture, {TrackId{4}});
    QVERIFY(settles(fixture));
    dropSongs(fixture, {TrackId{5}});
    dropSongs(fixture, {TrackId{6}});
    undo->trigger();                                        // 6
    undo->trigger();                                        // 5
    fixture.window->findChild<ui::EditHistory *>()->redo(); // the menu has nothing to redo yet
    dropSongs(fixture, {TrackId{7}});
    dropSongs(fixture, {TrackId{8}});
    undo->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(tracksOf(fixture, u"Morning"_s),
             QList<TrackId>({TrackId{3}, TrackId{4}, TrackId{5}, TrackId{7}}));
    QVERIFY(undo->isEnabled() && redo->isEnabled());
    for (int i = 0; i < 5; ++i)
        undo->trigger(); // of three
    QVERIFY(settles(fixture));
    QCOMPARE(tracksOf(fixture, u"Morning"_s), QList<TrackId>{TrackId{3}});
    QVERIFY(!undo->isEnabled());
}

// A line is counted as it is shown: while its playlist changes, a second press of the key takes no other
// away.
void PlaylistEditingTest::linesAreLeftWhileTheyChange()
{
    const WindowFixture fixture;
    QVERIFY(showPlaylist(fixture, {TrackId{3}, TrackId{4}, TrackId{5}}));
    fixture.find<QTableView>(u"songTableView"_s)->selectRow(0);
    auto *remove = fixture.find<QAction>(u"removeFromPlaylistAction"_s);
    remove->trigger();
    remove->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(tracksOf(fixture, u"Morning"_s), QList<TrackId>({TrackId{4}, TrackId{5}}));
}

// The window waits for nobody who holds the database, and closes when what was asked for is done.
void PlaylistEditingTest::closingWaitsForEdits()
{
    const WindowFixture fixture;
    QVERIFY(showPlaylist(fixture, {TrackId{3}}));
    model::Connection other(fixture.database);
    {
        const model::Transaction holding(other);
        QVERIFY(holding.begun());
        dropSongs(fixture, {TrackId{4}});
        dropSongs(fixture, {TrackId{5}});
        fixture.window->close();
        fixture.window->close();
        QVERIFY(fixture.window->isVisible());
    }
    QVERIFY(waitFor([&] { return !fixture.window->isVisible(); }));
    QCOMPARE(tracksOf(fixture, u"Morning"_s), QList<TrackId>({TrackId{3}, TrackId{4}, TrackId{5}}));
}

// A window that ends without being closed harms nothing: what was begun is done, and nothing else.
void PlaylistEditingTest::windowMayEndDuringEdits()
{
    WindowFixture fixture;
    QVERIFY(showPlaylist(fixture, {TrackId{3}}));
    dropSongs(fixture, {TrackId{4}});
    QVERIFY(settles(fixture));
    model::Connection other(fixture.database);
    {
        const model::Transaction holding(other);
        QVERIFY(holding.begun());
        fixture.find<QAction>(u"undoAction"_s)->trigger();
        dropSongs(fixture, {TrackId{5}});
        fixture.window.reset();
    }
    fixture.library.reset();
    QCOMPARE(tracksOf(other, u"Morning"_s), QList<TrackId>{TrackId{3}});
}

// A playlist that is dropped on a partner is chosen for it, last; that can be undone.
void PlaylistEditingTest::playlistDroppedOnPartnerIsChosen()
{
    const WindowFixture fixture;
    const PlayerId player = openPlayer(fixture);
    QVERIFY(player.isValid());
    QVERIFY(showPlaylist(fixture, {TrackId{2}}));
    const PlaylistId morning = idOf(fixture, u"Morning"_s), evening = idOf(fixture, u"Evening"_s);
    fixture.service->createPartnership(player, {.friendlyName = u"Kitchen"_s, .playlists = {evening}});
    QVERIFY(waitFor([&] { return fixture.service->settings(player).has_value(); }));

    auto *tree = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s);
    const std::unique_ptr<QMimeData> playlist(model::mimeDataForPlaylists({morning}));
    const auto onPlayer = [&] { return tree->visualItemRect(tree->topLevelItem(2)->child(0)).center(); };
    QVERIFY(drop(tree->viewport(), onPlayer(), *playlist));
    QCOMPARE(fixture.service->settings(player)->playlists, QList({evening, morning}));
    const auto *panel = fixture.find<QScrollArea>(u"devicePanel"_s)->findChild<model::PlaylistModel *>();
    QCOMPARE(panel->chosen(), QList({evening, morning}));
    const auto *message = fixture.find<QLabel>(u"messageLabel"_s);
    QVERIFY2(message->text().contains(u"Kitchen"_s), qPrintable(message->text()));
    QVERIFY(drop(tree->viewport(), onPlayer(), *playlist));
    QVERIFY2(message->text().contains(u"already"_s), qPrintable(message->text()));
    fixture.find<QAction>(u"undoAction"_s)->trigger();
    QVERIFY(settles(fixture));
    QCOMPARE(fixture.service->settings(player)->playlists, QList{evening});
    QCOMPARE(panel->chosen(), QList{evening});
}

QTEST_MAIN(PlaylistEditingTest)
#include "tst_playlistediting.moc"
