// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace tandem::ui {

/// What happened last, for some seconds, in the window's status bar: a sentence, with a button where it can
/// be undone.
class MessageLine : public QWidget
{
    Q_OBJECT

public:
    explicit MessageLine(QWidget *parent = nullptr);

    void say(const QString &sentence);
    void sayInPassing(const QString &sentence); ///< unless another one is still being read
    void sayUndoable(const QString &sentence);  ///< what the button undoes must be the last thing done

Q_SIGNALS:
    void undoRequested();

private:
    void show(const QString &sentence, bool isUndoable);

    QLabel *m_label;
    QToolButton *m_undoButton;
    QTimer m_timer;
};

} // namespace tandem::ui
