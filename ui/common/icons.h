// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIcon>
#include <QString>

namespace tandem::ui {

/// One of resources/icons, drawn in the text colour of the palette that is current when it is painted.
QIcon symbolIcon(const QString &name);

QIcon applicationIcon();

} // namespace tandem::ui
