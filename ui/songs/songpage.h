// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/playlists/playlist.h"

#include <QList>
#include <QUrl>
#include <QWidget>

class QLabel;
class QLineEdit;
class QMimeData;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace tandem::model {
class Library;
class TrackModel;
} // namespace tandem::model

namespace tandem::ui {

class SongView;

/// The middle of the window: what is shown, the search box, the song table, and where it is empty, a
/// sentence on what to do.
class SongPage : public QWidget
{
    Q_OBJECT

public:
    explicit SongPage(model::Library &library, QWidget *parent = nullptr);

    void showSongs();
    void showPlaylist(const model::Playlist &playlist);
    void refresh();
    void focusSearch();

    bool isStaticPlaylist() const;
    PlaylistId playlist() const { return m_playlist.id; } ///< 0: the library
    SongView &view() { return *m_view; }
    model::TrackModel &tracks() { return *m_tracks; }

Q_SIGNALS:
    void addFolderRequested();
    void countChanged();
    void tracksDropped(const QList<tandem::TrackId> &tracks);
    void dropRefused(const QString &sentence); ///< that says why
    void filesDropped(const QList<QUrl> &urls);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildWidgets();
    void show(const QString &heading);
    void ask();
    void updateEmptyState();
    bool takesDrop(const QMimeData *mime) const;

    model::Library &m_library;
    model::TrackModel *m_tracks;
    model::Playlist m_playlist;
    QString m_failure;
    QLabel *m_headingLabel;
    QLabel *m_ruleLabel;
    QLineEdit *m_searchEdit;
    QTimer *m_searchTimer;
    QStackedWidget *m_stack;
    SongView *m_view;
    QWidget *m_emptyPage;
    QLabel *m_emptyLabel;
    QLabel *m_emptyHintLabel;
    QPushButton *m_addFolderButton;
};

} // namespace tandem::ui
