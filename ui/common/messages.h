// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QString>
#include <functional>

class QWidget;

namespace tandem::ui {

// Small dialogs over a window. All return at once; what was answered comes to a function.

/// Says what went wrong. Cancelled is passed over in silence.
void showError(QWidget *parent, const Error &error);

void showInformation(QWidget *parent, const QString &title, const QString &text);

/// Calls @p onYes if the button @p yesText is chosen instead of Cancel.
void askQuestion(QWidget *parent, const QString &title, const QString &text, const QString &yesText,
                 const std::function<void()> &onYes);

enum class Answer { Yes, No, Cancel };

/// Asks which of two is right.
void askWhich(QWidget *parent, const QString &title, const QString &text, const QString &yesText,
              const QString &noText, const std::function<void(Answer)> &onAnswer);

/// Asks for a text and passes it on, trimmed, unless it is empty.
void askText(QWidget *parent, const QString &title, const QString &label, const QString &initial,
             const std::function<void(const QString &)> &onText);

/// Asks for one of @p choices.
void askChoice(QWidget *parent, const QString &title, const QString &label, const QString &okText,
               const QStringList &choices, const std::function<void(const QString &)> &onChoice);

} // namespace tandem::ui
