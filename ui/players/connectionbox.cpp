// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "connectionbox.h"

#include "base/text/errortext.h"
#include "ui/common/icons.h"
#include "ui/players/devicetext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tandem::ui {

ConnectionBox::ConnectionBox(QWidget *parent)
    : QWidget(parent),
      m_problemLabel(new QLabel),
      m_mountButton(new QPushButton(tr("&Mount"))),
      m_releaseButton(new QPushButton(tr("Ask It to &Let Go"))),
      m_ejectButton(new QPushButton(symbolIcon(u"eject"_s), tr("E&ject")))
{
    setObjectName(u"connectionBox"_s);
    m_problemLabel->setObjectName(u"problemLabel"_s);
    m_problemLabel->setWordWrap(true);
    m_problemLabel->setTextFormat(Qt::PlainText);
    m_mountButton->setObjectName(u"mountButton"_s);
    m_mountButton->setToolTip(tr("Make the player’s files available"));
    m_releaseButton->setObjectName(u"releaseButton"_s);
    m_releaseButton->setToolTip(tr("Ask the other program to give up the player"));
    m_ejectButton->setObjectName(u"ejectButton"_s);
    m_ejectButton->setToolTip(tr("Finish what is being written, so that the player can be taken away"));

    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_mountButton, m_releaseButton, m_ejectButton})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_problemLabel);
    layout->addLayout(buttons);
    connect(m_mountButton, &QPushButton::clicked, this, &ConnectionBox::mountRequested);
    connect(m_releaseButton, &QPushButton::clicked, this, &ConnectionBox::releaseRequested);
    connect(m_ejectButton, &QPushButton::clicked, this, &ConnectionBox::ejectRequested);
    setDevice({});
}

void ConnectionBox::setDevice(const model::DeviceState &device)
{
    const bool isHindered = isInTrouble(device);
    m_problemLabel->setText(
        isHindered ? tr("⚠ %1", "a warning sign and a sentence").arg(errorText(device.problem)) : QString());
    m_problemLabel->setVisible(isHindered);
    const ErrorCode code = isHindered ? device.problem.code : ErrorCode::Internal;
    m_mountButton->setVisible(code == ErrorCode::NotMounted || code == ErrorCode::MountFailed);
    m_releaseButton->setVisible(code == ErrorCode::DeviceHeld);
    m_ejectButton->setVisible(canEject(device));
    setVisible(isHindered || canEject(device));
}

} // namespace tandem::ui
