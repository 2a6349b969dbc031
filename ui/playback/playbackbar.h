// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"
#include "model/db/database.h"

#include <QList>
#include <QWidget>
#include <memory>

class QAudioOutput;
class QLabel;
class QMediaPlayer;
class QSlider;
class QToolButton;

namespace tandem::ui {

/// Plays songs of the library one after the other. Sound is only set up with the first song, so that
/// the program starts quickly and runs on machines without any.
class PlaybackBar : public QWidget
{
    Q_OBJECT

public:
    explicit PlaybackBar(const model::Database &database, QWidget *parent = nullptr);
    ~PlaybackBar() override;

    /// Plays @p tracks from the one at @p first on, and shows the bar.
    void play(const QList<TrackId> &tracks, qsizetype first);
    TrackId currentTrack() const;

private:
    void createPlayer();
    void start(qsizetype position);
    void updateButtons();
    void updateTime();
    void showTitle(const QString &text);

    model::Database m_database;
    std::unique_ptr<model::Connection> m_connection;
    QList<TrackId> m_tracks;
    qsizetype m_position = -1;
    QMediaPlayer *m_player = nullptr;
    QAudioOutput *m_output = nullptr;
    QToolButton *m_previousButton;
    QToolButton *m_playButton;
    QToolButton *m_nextButton;
    QLabel *m_titleLabel;
    QSlider *m_seekSlider;
    QLabel *m_timeLabel;
    QSlider *m_volumeSlider;
};

} // namespace tandem::ui
