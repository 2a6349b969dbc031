// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playbackbar.h"

#include "base/text/errortext.h"
#include "model/items/trackmodel.h"
#include "model/tracks/trackrepository.h"
#include "ui/common/icons.h"

#include <QAudioOutput>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMediaPlayer>
#include <QSlider>
#include <QToolButton>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

QToolButton *barButton(const QString &objectName, const QString &icon, const QString &text)
{
    auto *button = new QToolButton;
    button->setObjectName(objectName);
    button->setIcon(symbolIcon(icon));
    button->setIconSize({20, 20});
    button->setAutoRaise(true);
    button->setAccessibleName(text);
    button->setToolTip(text);
    return button;
}

} // namespace

PlaybackBar::PlaybackBar(const model::Database &database, QWidget *parent)
    : QWidget(parent),
      m_database(database),
      m_previousButton(barButton(u"previousButton"_s, u"previous"_s, tr("Previous song"))),
      m_playButton(barButton(u"playButton"_s, u"play"_s, tr("Play"))),
      m_nextButton(barButton(u"nextButton"_s, u"next"_s, tr("Next song"))),
      m_titleLabel(new QLabel),
      m_seekSlider(new QSlider(Qt::Horizontal)),
      m_timeLabel(new QLabel),
      m_volumeSlider(new QSlider(Qt::Horizontal))
{
    setObjectName(u"playbackBar"_s);
    m_titleLabel->setObjectName(u"nowPlayingLabel"_s);
    m_titleLabel->setTextFormat(Qt::PlainText);
    m_titleLabel->setMinimumWidth(120);
    m_titleLabel->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_seekSlider->setObjectName(u"seekSlider"_s);
    m_seekSlider->setAccessibleName(tr("Position in the song"));
    m_timeLabel->setObjectName(u"playingTimeLabel"_s);
    m_volumeSlider->setObjectName(u"volumeSlider"_s);
    m_volumeSlider->setAccessibleName(tr("Volume"));
    m_volumeSlider->setToolTip(tr("Volume"));
    m_volumeSlider->setRange(0, 100);
    m_volumeSlider->setValue(80);
    m_volumeSlider->setFixedWidth(90);
    auto *volumeIcon = new QLabel;
    volumeIcon->setObjectName(u"volumeIconLabel"_s);
    volumeIcon->setPixmap(symbolIcon(u"volume"_s).pixmap(16, 16));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 10, 4);
    layout->addWidget(m_previousButton);
    layout->addWidget(m_playButton);
    layout->addWidget(m_nextButton);
    layout->addWidget(m_titleLabel, 2);
    layout->addWidget(m_seekSlider, 3);
    layout->addWidget(m_timeLabel);
    layout->addWidget(volumeIcon);
    layout->addWidget(m_volumeSlider);
    hide();
}

PlaybackBar::~PlaybackBar() = default;

void PlaybackBar::createPlayer()
{
    m_output = new QAudioOutput(this);
    m_player = new QMediaPlayer(this);
    m_player->setAudioOutput(m_output);
    const auto setVolume = [this](int percent) {
        m_output->setVolume(QAudio::convertVolume(static_cast<float>(percent) / 100.0F,
                                                  QAudio::LogarithmicVolumeScale, QAudio::LinearVolumeScale));
    };
    setVolume(m_volumeSlider->value());
    connect(m_volumeSlider, &QSlider::valueChanged, this, setVolume);
    connect(m_playButton, &QToolButton::clicked, this,
            [this] { m_player->isPlaying() ? m_player->pause() : m_player->play(); });
    connect(m_previousButton, &QToolButton::clicked, this, [this] { start(m_position - 1); });
    connect(m_nextButton, &QToolButton::clicked, this, [this] { start(m_position + 1); });
    connect(m_seekSlider, &QSlider::sliderReleased, this,
            [this] { m_player->setPosition(m_seekSlider->value()); });
    connect(m_seekSlider, &QSlider::actionTriggered, this, [this](int action) {
        if (action != QAbstractSlider::SliderMove)
            m_player->setPosition(m_seekSlider->sliderPosition());
    });
    connect(m_player, &QMediaPlayer::positionChanged, this, &PlaybackBar::updateTime);
    connect(m_player, &QMediaPlayer::durationChanged, this, &PlaybackBar::updateTime);
    connect(m_player, &QMediaPlayer::playbackStateChanged, this, &PlaybackBar::updateButtons);
    connect(m_player, &QMediaPlayer::mediaStatusChanged, this, [this](QMediaPlayer::MediaStatus status) {
        if (status == QMediaPlayer::EndOfMedia && m_position + 1 < m_tracks.size())
            start(m_position + 1);
    });
    connect(m_player, &QMediaPlayer::errorOccurred, this, [this](QMediaPlayer::Error, const QString &text) {
        showTitle(text.isEmpty() ? tr("This song cannot be played.")
                                 : tr("This song cannot be played: %1").arg(text));
    });
}

void PlaybackBar::play(const QList<TrackId> &tracks, qsizetype first)
{
    if (first < 0 || first >= tracks.size())
        return;
    if (!m_player)
        createPlayer();
    m_tracks = tracks;
    show();
    start(first);
}

TrackId PlaybackBar::currentTrack() const
{
    return m_position >= 0 && m_position < m_tracks.size() ? m_tracks.at(m_position) : TrackId();
}

void PlaybackBar::start(qsizetype position)
{
    m_position = std::clamp<qsizetype>(position, 0, m_tracks.size() - 1);
    updateButtons();
    if (!m_connection)
        m_connection = std::make_unique<model::Connection>(m_database);
    const auto track = model::TrackRepository(*m_connection).track(m_tracks.at(m_position));
    m_player->stop();
    if (!track) {
        showTitle(errorText(track.error()));
        return;
    }
    if (!QFileInfo::exists(track->path)) {
        showTitle(errorText({ErrorCode::FileMissing, track->path, {}}));
        return;
    }
    showTitle(track->tags.artist.isEmpty()
                  ? track->displayTitle()
                  : tr("%1 – %2", "title and artist").arg(track->displayTitle(), track->tags.artist));
    m_player->setSource(QUrl::fromLocalFile(track->path));
    m_player->play();
}

void PlaybackBar::updateButtons()
{
    const bool isPlaying = m_player && m_player->isPlaying();
    m_playButton->setIcon(symbolIcon(isPlaying ? u"pause"_s : u"play"_s));
    m_playButton->setAccessibleName(isPlaying ? tr("Pause") : tr("Play"));
    m_playButton->setToolTip(isPlaying ? tr("Pause") : tr("Play"));
    m_previousButton->setEnabled(m_position > 0);
    m_nextButton->setEnabled(m_position + 1 < m_tracks.size());
}

void PlaybackBar::updateTime()
{
    const qint64 position = m_player->position();
    const qint64 duration = m_player->duration();
    m_seekSlider->setRange(0, static_cast<int>(duration));
    m_seekSlider->setSingleStep(5000);
    m_seekSlider->setPageStep(15000);
    if (!m_seekSlider->isSliderDown())
        m_seekSlider->setValue(static_cast<int>(position));
    const auto text = [](qint64 ms) {
        const QString time = model::playingTimeText(std::chrono::milliseconds(ms));
        return time.isEmpty() ? u"0:00"_s : time;
    };
    m_timeLabel->setText(tr("%1 of %2", "two playing times").arg(text(position), text(duration)));
}

void PlaybackBar::showTitle(const QString &text)
{
    m_titleLabel->setText(text);
    m_titleLabel->setToolTip(text);
}

} // namespace tandem::ui
