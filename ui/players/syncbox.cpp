// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncbox.h"

#include "base/text/errortext.h"
#include "ui/common/icons.h"
#include "ui/players/devicetext.h"
#include "ui/players/errortree.h"

#include <QDateTime>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

QLabel *wrappingLabel(const QString &objectName)
{
    auto *label = new QLabel;
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

SyncBox::SyncBox(QWidget *parent)
    : QWidget(parent),
      m_startButton(new QPushButton),
      m_pauseButton(new QPushButton),
      m_progressArea(new QWidget),
      m_progressBar(new QProgressBar),
      m_phaseLabel(wrappingLabel(u"phaseLabel"_s)),
      m_itemLabel(wrappingLabel(u"currentItemLabel"_s)),
      m_paceLabel(wrappingLabel(u"paceLabel"_s)),
      m_questionFrame(new QFrame),
      m_questionLabel(wrappingLabel(u"questionLabel"_s)),
      m_resultLabel(wrappingLabel(u"resultLabel"_s)),
      m_errorTree(new ErrorTree),
      m_retryButton(new QPushButton(tr("&Retry Failed")))
{
    m_startButton->setObjectName(u"startButton"_s);
    m_pauseButton->setObjectName(u"pauseButton"_s);
    m_retryButton->setObjectName(u"retryButton"_s);
    m_retryButton->setIcon(symbolIcon(u"sync"_s));
    m_retryButton->setToolTip(tr("Copy only what failed in the last synchronization"));
    m_progressBar->setObjectName(u"syncProgressBar"_s);
    m_progressBar->setAccessibleName(tr("Progress of the synchronization"));
    m_progressBar->setRange(0, 100);
    m_itemLabel->setForegroundRole(QPalette::PlaceholderText);
    m_errorTree->setFixedHeight(120);

    auto *progressLayout = new QVBoxLayout(m_progressArea);
    progressLayout->setContentsMargins(0, 0, 0, 0);
    progressLayout->setSpacing(4);
    progressLayout->addWidget(m_phaseLabel);
    progressLayout->addWidget(m_progressBar);
    progressLayout->addWidget(m_paceLabel);
    progressLayout->addWidget(m_itemLabel);

    auto *questionIcon = new QLabel;
    questionIcon->setObjectName(u"questionIconLabel"_s);
    questionIcon->setPixmap(symbolIcon(u"warning"_s).pixmap(24, 24));
    auto *goOnButton = new QPushButton(tr("Go On"));
    goOnButton->setObjectName(u"goOnButton"_s);
    goOnButton->setToolTip(tr("Synchronize although Tandem stopped to ask"));
    m_questionFrame->setObjectName(u"questionFrame"_s);
    m_questionFrame->setFrameShape(QFrame::StyledPanel);
    auto *questionRow = new QHBoxLayout;
    questionRow->addWidget(questionIcon, 0, Qt::AlignTop);
    questionRow->addWidget(m_questionLabel, 1);
    auto *questionLayout = new QVBoxLayout(m_questionFrame);
    questionLayout->addLayout(questionRow);
    questionLayout->addWidget(goOnButton, 0, Qt::AlignRight);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *buttonRow = new QHBoxLayout;
    buttonRow->addWidget(m_startButton, 1);
    buttonRow->addWidget(m_pauseButton);
    layout->addLayout(buttonRow);
    layout->addWidget(m_progressArea);
    layout->addWidget(m_questionFrame);
    layout->addWidget(m_resultLabel);
    layout->addWidget(m_errorTree);
    layout->addWidget(m_retryButton, 0, Qt::AlignRight);

    connect(m_startButton, &QPushButton::clicked, this, [this] {
        if (model::isInSession(m_device.syncState))
            Q_EMIT stopRequested();
        else
            Q_EMIT startRequested();
    });
    connect(m_pauseButton, &QPushButton::clicked, this, [this] {
        if (m_device.syncState == model::SyncState::Paused)
            Q_EMIT resumeRequested();
        else
            Q_EMIT pauseRequested();
    });
    connect(m_retryButton, &QPushButton::clicked, this, &SyncBox::retryRequested);
    connect(goOnButton, &QPushButton::clicked, this, &SyncBox::goOnRequested);
    setDevice({});
}

void SyncBox::setDevice(const model::DeviceState &device)
{
    const bool isOther = device.id != m_device.id;
    m_device = device;
    if (isOther)
        setProgress({});
    const bool isRunning = model::isInSession(device.syncState);
    const bool isPaused = device.syncState == model::SyncState::Paused;
    m_startButton->setText(isRunning ? tr("&Stop Synchronization") : tr("&Start Synchronization"));
    m_startButton->setIcon(symbolIcon(isRunning ? u"stop"_s : u"sync"_s));
    // What was sent by hand can be stopped, too; starting needs a partnership.
    m_startButton->setVisible(isRunning || device.status == model::PartnershipStatus::PartnershipExists);
    m_startButton->setEnabled(device.isConnected && device.syncState != model::SyncState::Stopping &&
                              device.syncState != model::SyncState::Opening);
    m_pauseButton->setText(isPaused ? tr("&Resume") : tr("P&ause"));
    m_pauseButton->setIcon(symbolIcon(isPaused ? u"play"_s : u"pause"_s));
    m_pauseButton->setAccessibleName(isPaused ? tr("Resume the synchronization")
                                              : tr("Pause the synchronization"));
    m_pauseButton->setToolTip(isPaused ? tr("Go on with the next song")
                                       : tr("Wait after the song that is being copied"));
    m_pauseButton->setVisible(isRunning);
    m_pauseButton->setEnabled(device.syncState != model::SyncState::Stopping);
    m_progressArea->setVisible(isRunning);
    if (device.syncState == model::SyncState::Stopping)
        m_phaseLabel->setText(tr("Stopping…"));
    else if (isPaused)
        m_phaseLabel->setText(phaseText(sync::SyncProgress::Phase::Paused));
    showResult();
}

void SyncBox::setProgress(const sync::SyncProgress &progress)
{
    m_progressBar->setValue(progress.percent);
    const bool isPaused = m_device.syncState == model::SyncState::Paused;
    if (m_device.syncState != model::SyncState::Stopping && !isPaused)
        m_phaseLabel->setText(phaseText(progress.phase));
    sync::SyncProgress shown = progress;
    if (isPaused) { // nothing moves
        shown.bytesPerSecond = 0;
        shown.secondsLeft = -1;
    }
    m_paceLabel->setText(paceText(shown));
    // One line that is cut in the middle: a long path must not make the panel jump.
    const QString item = m_itemLabel->fontMetrics().elidedText(progress.currentItem, Qt::ElideMiddle,
                                                               std::max(120, m_progressBar->width()));
    m_itemLabel->setText(item);
    m_itemLabel->setToolTip(progress.currentItem);
}

void SyncBox::setResult(const sync::SyncResult &result)
{
    m_result = result;
    m_errorTree->setErrors(result.errors);
    showResult();
}

void SyncBox::showResult()
{
    const bool isRunning = model::isInSession(m_device.syncState);
    const bool asks = isBrake(m_result) && !isRunning;
    m_questionFrame->setVisible(asks && m_device.isConnected);
    if (asks)
        m_questionLabel->setText(errorText(m_result.reason));
    const QString sentence = resultSentence(m_result, QDateTime::currentSecsSinceEpoch());
    m_resultLabel->setText(sentence);
    m_resultLabel->setVisible(!sentence.isEmpty() && !isRunning && !m_questionFrame->isVisibleTo(this));
    m_errorTree->setVisible(m_errorTree->topLevelItemCount() > 0 && !isRunning);
    m_retryButton->setVisible(m_result.failed > 0 && !isRunning &&
                              m_device.status == model::PartnershipStatus::PartnershipExists);
    m_retryButton->setEnabled(m_startButton->isEnabled());
}

} // namespace tandem::ui
