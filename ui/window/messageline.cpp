// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "messageline.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tandem::ui {

namespace {

constexpr auto readingTime = 8s;
constexpr auto decidingTime = 20s; ///< for a sentence with a button

} // namespace

MessageLine::MessageLine(QWidget *parent)
    : QWidget(parent), m_label(new QLabel), m_undoButton(new QToolButton)
{
    setObjectName(u"messageLine"_s);
    m_label->setObjectName(u"messageLabel"_s);
    m_label->setTextFormat(Qt::PlainText);
    // A long sentence must not keep the window from being made narrow.
    m_label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_label->setMinimumWidth(1);
    m_undoButton->setObjectName(u"undoButton"_s);
    m_undoButton->setText(tr("Undo"));
    m_undoButton->setFocusPolicy(Qt::TabFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 0, 0);
    layout->addWidget(m_label);
    layout->addWidget(m_undoButton);
    layout->addStretch();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { show({}, false); });
    connect(m_undoButton, &QToolButton::clicked, this, &MessageLine::undoRequested);
    show({}, false);
}

void MessageLine::say(const QString &sentence)
{
    show(sentence, false);
    m_timer.start(readingTime);
}

void MessageLine::sayInPassing(const QString &sentence)
{
    if (!m_timer.isActive())
        say(sentence);
}

void MessageLine::sayUndoable(const QString &sentence)
{
    show(sentence, true);
    m_timer.start(decidingTime);
}

void MessageLine::show(const QString &sentence, bool isUndoable)
{
    m_label->setText(sentence);
    m_label->setToolTip(sentence);
    m_undoButton->setVisible(isUndoable);
    m_undoButton->setAccessibleDescription(isUndoable ? sentence : QString());
}

} // namespace tandem::ui
