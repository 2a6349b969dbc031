// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/items/devicestate.h"
#include "sync/players/syncresult.h"

#include <QWidget>

class QFrame;
class QLabel;
class QProgressBar;
class QPushButton;

namespace tandem::ui {

class ErrorTree;

/// The part of the device panel in which a synchronization is started, watched and judged. Knows no
/// service: it is told what to show and says what was asked for.
class SyncBox : public QWidget
{
    Q_OBJECT

public:
    explicit SyncBox(QWidget *parent = nullptr);

    void setDevice(const model::DeviceState &device);
    void setProgress(const sync::SyncProgress &progress);
    void setResult(const sync::SyncResult &result);

Q_SIGNALS:
    void startRequested();
    void goOnRequested(); ///< although the last session stopped to ask
    void stopRequested();
    void pauseRequested();
    void resumeRequested();
    void retryRequested(); ///< of what failed

private:
    void showResult();

    model::DeviceState m_device;
    sync::SyncResult m_result;
    QPushButton *m_startButton;
    QPushButton *m_pauseButton;
    QWidget *m_progressArea;
    QProgressBar *m_progressBar;
    QLabel *m_phaseLabel;
    QLabel *m_itemLabel;
    QLabel *m_paceLabel;
    QFrame *m_questionFrame;
    QLabel *m_questionLabel;
    QLabel *m_resultLabel;
    ErrorTree *m_errorTree;
    QPushButton *m_retryButton;
};

} // namespace tandem::ui
