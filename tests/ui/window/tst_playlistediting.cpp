// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/items/mimedata.h"
#include "windowfixture.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::test;

namespace {

/// Shows the playlist with the songs @p ids in the table.
model::TrackModel *showPlaylist(const WindowFixture &fixture, const QList<TrackId> &ids)
{
    const auto id = fixture.library->createPlaylist(u"Morning"_s, ids);
    auto *tree = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s);
    tree->setCurrentItem(tree->topLevelItem(1)->child(1));
    auto *tracks = fixture.window->findChild<model::TrackModel *>();
    const bool isShown = id && waitFor([&] { return tracks->playlist() == *id && !tracks->isLoading(); });
    return isShown ? tracks : nullptr;
}

QList<TrackId> tracksOf(const WindowFixture &fixture, const QString &playlist)
{
    const model::PlaylistRepository repository(fixture.library->connection());
    const auto found = repository.byName(playlist);
    return found ? repository.trackIds(found->id).value_or(QList<TrackId>()) : QList<TrackId>();
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
    QCOMPARE(tracksOf(fixture, u"Morning"_s), QList<TrackId>({TrackId{2}, TrackId{3}, TrackId{1}}));
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
    QCOMPARE(tracksOf(fixture, u"Morning"_s), order);
    QVERIFY2(message->text().contains(u"heading"_s), qPrintable(message->text()));

    fixture.find<QLineEdit>(u"searchLineEdit"_s)->setText(u"song"_s);
    QVERIFY(waitFor([&] { return !tracks->isLoading(); }));
    dragLast();
    QCOMPARE(tracksOf(fixture, u"Morning"_s), order);
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
    QCOMPARE(tracksOf(fixture, u"Morning"_s).size(), 2);
    QCOMPARE(questionAfterDelete(table), QString());
    QCOMPARE(tracksOf(fixture, u"Morning"_s), QList<TrackId>({TrackId{1}}));
    tree->setCurrentItem(tree->topLevelItem(2)->child(0));
    QCOMPARE(questionAfterDelete(tree), u"Forget Player"_s);
    tree->setCurrentItem(tree->topLevelItem(0)->child(0));
    QCOMPARE(questionAfterDelete(tree), QString());
}

QTEST_MAIN(PlaylistEditingTest)
#include "tst_playlistediting.moc"
