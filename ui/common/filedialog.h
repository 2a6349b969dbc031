// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFileDialog>

namespace tandem::ui {

/// A dialog that asks for files or for a folder, beginning with the person's music. To be opened; it goes
/// when it is closed.
QFileDialog *fileDialog(QWidget *parent, const QString &title, QFileDialog::FileMode mode);

} // namespace tandem::ui
