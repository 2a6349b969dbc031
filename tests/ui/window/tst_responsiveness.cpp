// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "../sync/fakemonitor.h"
#include "../sync/syncbench.h"
#include "model/items/trackmodel.h"
#include "model/library/library.h"
#include "sync/service/syncservice.h"
#include "ui/window/edithistory.h"
#include "ui/window/librarycontroller.h"
#include "ui/window/mainwindow.h"
#include "ui/window/sidebar.h"
#include "watchedapplication.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <QTreeWidget>
#include <functional>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace tandem;

namespace {

/// What a person notices as a hitch.
constexpr auto longestBlock = std::chrono::milliseconds(50);
/// A hitch of the program's own comes every time, one of the machine does not.
constexpr int attempts = 4;

bool waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, 60'000);
}

} // namespace

/// The window while players come, are synchronized with and go: its thread is always free for the person.
class ResponsivenessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<PlayerId>();
        qRegisterMetaType<sync::SyncResult>();
    }

    // The watch sees an event that keeps the thread, whether it computes or waits.
    void noticesABlock()
    {
        app().startWatching();
        QTimer::singleShot(0, &app(), [] { QThread::sleep(longestBlock); });
        QTest::qWait(200);
        app().stopWatching();
        QVERIFY(app().longest() >= longestBlock);
    }

    // What a worker does in its own thread is no hitch of the window.
    void passesOverWorkers()
    {
        QThread thread;
        QObject worker;
        worker.moveToThread(&thread);
        thread.start();
        app().startWatching();
        bool isDone = false;
        askOf(&worker, [] {
            QThread::sleep(longestBlock * 4);
            return true;
        }).then(&app(), [&](bool done) { isDone = done; });
        QVERIFY(waitFor([&] { return isDone; }));
        app().stopWatching();
        thread.quit();
        thread.wait();
        QVERIFY2(app().longest() < longestBlock, qPrintable(app().longestEvent()));
    }

    // Two players are partnered, plugged in and synchronized at once, while the person scrolls, searches
    // and looks at one player and the other.
    void neverBlocksWhileSynchronizing()
    {
        QString worst;
        for (int attempt = 0; attempt < attempts; ++attempt) {
            synchronizeTwoPlayers();
            if (QTest::currentTestFailed())
                return;
            if (app().longest() < longestBlock)
                return;
            worst += u"%1 ms in %2; "_s.arg(app().longest().count()).arg(app().longestEvent());
        }
        QFAIL(qPrintable(worst));
    }

    // A list of 100,000 lines is imported, changed in every way and back, exported and deleted, and the
    // folder of its songs leaves the library.
    void neverBlocksOnLongLists()
    {
        QString worst;
        for (int attempt = 0; attempt < attempts; ++attempt) {
            editLongList();
            if (QTest::currentTestFailed())
                return;
            if (app().longest() < longestBlock)
                return;
            worst += u"%1 ms in %2; "_s.arg(app().longest().count()).arg(app().longestEvent());
        }
        QFAIL(qPrintable(worst));
    }

private:
    static ui::WatchedApplication &app() { return *static_cast<ui::WatchedApplication *>(qApp); }

    static void editLongList()
    {
        constexpr int songs = 100'000;
        sync::SyncBench bench;
        bench.execute(u"INSERT INTO folders(id, path) VALUES(9, '/long')"_s);
        bench.execute(
            u"INSERT INTO tracks(folder_id, path, size_bytes, modified_ns, added_at, format, title, artist, "
            "album, album_artist, genre, composer, year, track_number, disc_number, duration_ms, "
            "bitrate_kbps, sample_rate_hz, channels) WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT "
            "i + 1 FROM n LIMIT %1) SELECT 9, i || '.mp3', 1, 1, 1, 1, 'title', 'artist', "
            "'album', '', '', '', 0, 0, 0, 0, 0, 0, 0 FROM n"_s.arg(songs));
        QFile file(bench.path(u"Long.m3u"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 1; i <= songs; ++i)
            file.write("/long/" + QByteArray::number(i) + ".mp3\n");
        file.close();

        model::Library library(bench.database());
        sync::SyncService service(bench.database(), nullptr);
        ui::MainWindow window(library, service);
        window.resize(1200, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto *table = window.findChild<QTableView *>(u"songTableView"_s);
        QVERIFY(waitFor([&] { return table->model()->rowCount() == songs; }));
        QTest::qWait(200);

        const auto *tracks = window.findChild<model::TrackModel *>();
        const QList<TrackId> added = tracks->trackIds().first(songs / 2);
        auto *controller = window.findChild<ui::LibraryController *>();
        auto *history = window.findChild<ui::EditHistory *>();
        PlaylistId list;

        app().startWatching();
        const auto does = [&](int rows, const std::function<Pending<void>()> &what) {
            std::optional<Pending<void>> done;
            // In an event, as a person's doing is.
            QTimer::singleShot(0, &window, [&] { done = what(); });
            const bool isDone = waitFor([&] {
                return done && done->isFinished() && !history->isBusy() && !tracks->isLoading() &&
                       tracks->rowCount() == rows;
            });
            return isDone && answerOf(*done);
        };
        const auto begins = [&](int rows, const std::function<void()> &what) {
            return does(rows, [&] {
                what();
                return answered<void>({});
            });
        };
        QVERIFY(does(songs, [&] {
            return library.importPlaylist(file.fileName())
                .then(&window, [&](const Result<model::PlaylistEdit> &made) {
                    return made.transform([&](const model::PlaylistEdit &edit) {
                        list = edit.id();
                        window.findChild<ui::Sidebar *>()->selectPlaylist(list);
                    });
                });
        }));
        constexpr int more = songs + songs / 2;
        QVERIFY(begins(songs, [&] {
            QList<model::SeenLine> lines;
            for (int row = 0; row < songs; row += 2)
                lines += tracks->lineAt(row);
            controller->moveLines(list, lines, songs);
        }));
        QVERIFY(begins(more, [&] { controller->append(list, added); }));
        QVERIFY(begins(songs, [&] { history->undo(); }));
        QVERIFY(begins(more, [&] { history->redo(); }));
        QVERIFY(does(more, [&] { return library.exportPlaylist(list, bench.path(u"Export.m3u8"_s)); }));
        QVERIFY(begins(songs, [&] {
            controller->deletePlaylist(list);
            window.findChild<QPushButton *>(u"yesButton"_s)->click();
        }));
        QVERIFY(!library.playlist(list));
        QVERIFY(begins(songs, [&] { history->undo(); }));
        QVERIFY(library.playlist(list));
        QVERIFY(begins(more, [&] { window.findChild<ui::Sidebar *>()->selectPlaylist(list); }));
        QVERIFY(does(more, [&] { return library.removeFolder(u"/long"_s); }));
        QTest::qWait(1000); // what follows from it is shown
        app().stopWatching();
    }

    static void synchronizeTwoPlayers()
    {
        constexpr int songs = 400;
        sync::SyncBench bench;
        bench.execute(u"DELETE FROM players"_s);
        QList<TrackId> tracks;
        for (int i = 0; i < songs; ++i)
            tracks.append(bench.addTrack(u"song %1"_s.arg(i), 20'000, u"artist %1"_s.arg(i % 20)));
        const PlaylistId all = bench.addPlaylist(u"All"_s, tracks);

        sync::FakeMonitor monitor;
        model::Library library(bench.database());
        sync::SyncService service(bench.database(), &monitor);
        ui::MainWindow window(library, service);
        window.resize(1200, 800);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QList<device::PlayerAddress> players;
        QList<PlayerId> ids;
        for (int i = 0; i < 2; ++i) {
            const QString folder = bench.path(u"player%1"_s.arg(i));
            QVERIFY(QDir().mkpath(folder));
            players.append({.kind = device::AddressKind::Volume,
                            .identity = u"volume:%1"_s.arg(i),
                            .name = u"Player %1"_s.arg(i),
                            .location = folder});
            monitor.plug(players.last());
            ids.append(service.find(u"Player %1"_s.arg(i)).value_or(PlayerId{}));
            QVERIFY(waitFor([&] { return service.player(ids.last()).isConnected; }));
            QSignalSpy created(&service, &sync::SyncService::partnershipCreated);
            service.createPartnership(ids.last(), {.playlists = {all}});
            QVERIFY(waitFor([&] { return created.size() == 1; }));
            monitor.unplug(players.last().identity);
        }
        auto *tree = window.findChild<QTreeWidget *>(u"sidebarTreeWidget"_s);
        auto *table = window.findChild<QTableView *>(u"songTableView"_s);
        auto *search = window.findChild<QLineEdit *>(u"searchLineEdit"_s);
        QVERIFY(tree && table && search);
        QVERIFY(waitFor([&] { return table->model()->rowCount() == songs; }));
        // What is drawn for the first time loads fonts and icons.
        tree->setCurrentItem(tree->topLevelItem(2)->child(0));
        QTest::qWait(200);

        app().startWatching();
        QSignalSpy finished(&service, &sync::SyncService::syncFinished);
        service.start();
        for (const device::PlayerAddress &player : players)
            monitor.plug(player);
        int step = 0;
        QVERIFY(waitFor([&] {
            ++step;
            table->verticalScrollBar()->setValue(step * 7 % songs);
            tree->setCurrentItem(tree->topLevelItem(2)->child(step / 20 % 2));
            search->setText(step / 10 % 2 ? u"artist:1"_s : QString());
            return finished.size() == 2;
        }));
        app().stopWatching();
        for (const auto &signal : std::as_const(finished))
            QCOMPARE(signal.at(1).value<sync::SyncResult>().copied, songs);
    }
};

int main(int argc, char *argv[])
{
    ui::WatchedApplication application(argc, argv);
    ResponsivenessTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_responsiveness.moc"
