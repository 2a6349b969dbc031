// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QCoreApplication;

namespace tandem {

/// Loads Tandem's and Qt's own translations for the system's language, or English for the plurals.
/// Call once, before the first visible text; also from the command line, without a window.
void installTranslations(QCoreApplication &application);

} // namespace tandem
