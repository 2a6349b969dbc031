// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QProgressBar;

namespace tandem::model {
class Library;
struct ScanProgress;
} // namespace tandem::model

namespace tandem::ui {

/// In the status bar while the library reads its folders: how far it is, and a button that stops it.
class ScanStatus : public QWidget
{
    Q_OBJECT

public:
    explicit ScanStatus(model::Library &library, QWidget *parent = nullptr);

private:
    void begin();
    void showProgress(const model::ScanProgress &progress);

    QProgressBar *m_progressBar;
};

} // namespace tandem::ui
