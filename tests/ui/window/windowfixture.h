// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/items/trackmodel.h"
#include "model/library/library.h"
#include "sync/service/syncservice.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QMimeData>
#include <QScrollArea>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>
#include <functional>
#include <memory>

namespace tandem::test {

using namespace Qt::StringLiterals;

inline bool waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, 10'000);
}

/// A library with ten songs, a playlist, a folder to play the player, and the window on them.
struct WindowFixture {
    QTemporaryDir directory;
    model::Database database = model::Database::open(directory.filePath(u"data"_s)).value();
    std::unique_ptr<model::Library> library;
    std::unique_ptr<sync::SyncService> service;
    std::unique_ptr<ui::MainWindow> window;

    explicit WindowFixture(bool hasSongs = true)
    {
        if (hasSongs)
            addSongs();
        library = std::make_unique<model::Library>(database);
        service = std::make_unique<sync::SyncService>(database, nullptr);
        window = std::make_unique<ui::MainWindow>(*library, *service);
        window->show();
    }

    void addSongs() const
    {
        model::Connection connection(database);
        if (!connection.execute(u"INSERT INTO folders(id, path) VALUES(1, '/music')"_s))
            qFatal("folder");
        model::Query query(
            connection, u"INSERT INTO tracks(id, folder_id, path, size_bytes, modified_ns, added_at, format, "
                        u"title, artist, "
                        "album, album_artist, genre, composer, year, track_number, disc_number, duration_ms, "
                        "bitrate_kbps, "
                        "sample_rate_hz, channels) "
                        "VALUES(?, 1, ?, 1000, 0, 0, 1, ?, 'artist', '', '', '', '', 0, 0, 0, 0, 0, 0, 0)"_s);
        for (int i = 1; i <= 10; ++i) {
            const QString title = u"song%1"_s.arg(i);
            query.bind(i, title + u".mp3"_s, title);
            if (!query.run())
                qFatal("track");
        }
        if (!model::PlaylistRepository(connection)
                 .createStatic(u"Evening"_s, {{TrackId{1}, u"/music/song1.mp3"_s}}))
            qFatal("playlist");
    }

    PlayerId addPlayer() const
    {
        const QString path = directory.filePath(u"player"_s);
        QDir().mkpath(path);
        return service->addFolder(path).value_or(PlayerId());
    }

    template <class T>
    T *find(const QString &name) const
    {
        return window->findChild<T *>(name);
    }
    int rows() const { return find<QTableView>(u"songTableView"_s)->model()->rowCount(); }
};

/// Drops @p data on the middle of @p widget, at @p position.
inline bool drop(QWidget *widget, const QPoint &position, const QMimeData &data)
{
    QDragEnterEvent enter(position, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &enter);
    QDragMoveEvent move(position, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &move);
    QDropEvent event(position, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &event);
    return event.isAccepted();
}

/// Adds the player and selects it, so that the panel shows it. Invalid if that does not come about.
inline PlayerId openPlayer(const WindowFixture &fixture)
{
    const PlayerId player = fixture.addPlayer();
    auto *tree = fixture.find<QTreeWidget>(u"sidebarTreeWidget"_s);
    auto *panel = fixture.find<QScrollArea>(u"devicePanel"_s);
    const bool isThere = waitFor([&] {
        return fixture.service->player(player).isConnected && tree->topLevelItem(2)->childCount() == 1;
    });
    if (QWidget *wizard = QApplication::activeModalWidget())
        wizard->close();
    if (!isThere)
        return {};
    tree->setCurrentItem(tree->topLevelItem(2)->child(0));
    return waitFor([&] { return panel->isVisible(); }) ? player : PlayerId();
}

} // namespace tandem::test
