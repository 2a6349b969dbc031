// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scanstatus.h"

#include "model/library/library.h"
#include "ui/common/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace tandem::ui {

ScanStatus::ScanStatus(model::Library &library, QWidget *parent)
    : QWidget(parent), m_progressBar(new QProgressBar)
{
    using model::Library;
    setObjectName(u"scanStatus"_s);
    auto *label = new QLabel(tr("Reading your music…"));
    label->setObjectName(u"scanLabel"_s);
    m_progressBar->setObjectName(u"scanProgressBar"_s);
    m_progressBar->setAccessibleName(tr("Progress of reading the music folders"));
    m_progressBar->setFixedWidth(160);
    auto *stop = new QToolButton;
    stop->setObjectName(u"stopScanButton"_s);
    stop->setIcon(symbolIcon(u"stop"_s));
    stop->setAutoRaise(true);
    stop->setAccessibleName(tr("Stop reading the music folders"));
    stop->setToolTip(tr("Stop; what has been read stays"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QWidget *widget : std::initializer_list<QWidget *>{label, m_progressBar, stop})
        layout->addWidget(widget);

    connect(stop, &QToolButton::clicked, &library, &Library::stopScan);
    connect(&library, &Library::scanStarted, this, &ScanStatus::begin);
    connect(&library, &Library::scanProgressed, this, &ScanStatus::showProgress);
    connect(&library, &Library::scanFinished, this, &QWidget::hide);
    connect(&library, &Library::scanFailed, this, &QWidget::hide);
    setVisible(library.isScanning());
}

void ScanStatus::begin()
{
    m_progressBar->setRange(0, 0);
    setVisible(true);
}

void ScanStatus::showProgress(const model::ScanProgress &progress)
{
    // In thousandths: a count of files may be larger than a progress bar can hold.
    m_progressBar->setRange(0, progress.total > 0 ? 1000 : 0);
    if (progress.total > 0)
        m_progressBar->setValue(static_cast<int>(progress.done * 1000 / progress.total));
}

} // namespace tandem::ui
