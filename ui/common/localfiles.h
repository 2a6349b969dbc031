// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

class QMimeData;

namespace tandem::ui {

/// The files of this computer that a drag from outside brings. Folders are left out.
QStringList localFiles(const QMimeData *mime);

} // namespace tandem::ui
