// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playeroptions.h"

#include "sync/players/partnership.h"
#include "sync/service/syncservice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace tandem::ui {

PlayerOptions::PlayerOptions(sync::SyncService &service, QWidget *parent)
    : QWidget(parent),
      m_service(service),
      m_onConnectBox(new QCheckBox(tr("Start when &connected"))),
      m_reserveBox(new QSpinBox),
      m_storageBox(new QComboBox),
      m_profileBox(new QComboBox),
      m_form(new QFormLayout(this))
{
    m_onConnectBox->setObjectName(u"syncOnConnectCheckBox"_s);
    m_reserveBox->setObjectName(u"reserveSpinBox"_s);
    m_reserveBox->setAccessibleName(tr("Room to keep free, in percent"));
    m_reserveBox->setRange(0, sync::maxReservePercent);
    m_reserveBox->setSuffix(tr(" %", "percent, after a number"));
    // Each value would be saved and estimated while it is typed.
    m_reserveBox->setKeyboardTracking(false);
    m_storageBox->setObjectName(u"storageComboBox"_s);
    m_storageBox->setAccessibleName(tr("Storage of the player to use"));
    m_profileBox->setObjectName(u"profileComboBox"_s);
    m_profileBox->setAccessibleName(tr("Kind of player"));
    m_profileBox->setToolTip(tr("What the player plays, and how it wants its files"));
    for (QComboBox *box : {m_storageBox, m_profileBox})
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);

    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->addRow(m_onConnectBox);
    m_form->addRow(tr("Keep &free:"), m_reserveBox);
    m_form->addRow(tr("St&ore on:"), m_storageBox);
    m_form->addRow(tr("&Kind of player:"), m_profileBox);

    connect(m_onConnectBox, &QCheckBox::toggled, this,
            [this](bool isOn) { Q_EMIT saved(m_service.setSyncOnConnect(m_player, isOn)); });
    connect(m_reserveBox, &QSpinBox::valueChanged, this,
            [this](int percent) { Q_EMIT saved(m_service.setReservePercent(m_player, percent)); });
    connect(m_storageBox, &QComboBox::activated, this,
            [this] { Q_EMIT saved(m_service.setStorage(m_player, m_storageBox->currentData().toString())); });
    connect(m_profileBox, &QComboBox::activated, this,
            [this] { Q_EMIT saved(m_service.setProfile(m_player, m_profileBox->currentData().toString())); });
}

void PlayerOptions::setPlayer(PlayerId id)
{
    m_player = id;
    const auto settings = m_service.settings(id);
    if (!settings)
        return;
    const QSignalBlocker reserveBlocker(m_reserveBox);
    const QSignalBlocker connectBlocker(m_onConnectBox);
    m_reserveBox->setValue(settings->reservePercent);
    m_onConnectBox->setChecked(m_service.isSyncOnConnect(id).value_or(true));
    const QList<sync::Choice> storages = m_service.storageChoices(id);
    const QString chosen = m_service.chosenStorage(id);
    fill(m_storageBox, storages, chosen);
    // One that was chosen and is not there keeps the player from telling of the others.
    m_form->setRowVisible(m_storageBox, storages.size() > 1 || (storages.isEmpty() && !chosen.isEmpty()));
    fill(m_profileBox, m_service.profileChoices(), m_service.chosenProfile(id));
}

/// The first line leaves the choice to Tandem.
void PlayerOptions::fill(QComboBox *box, const QList<sync::Choice> &choices, const QString &chosen)
{
    box->clear();
    box->addItem(tr("Automatic"), QString());
    for (const sync::Choice &choice : choices)
        box->addItem(choice.name, choice.id);
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
}

int PlayerOptions::reservePercent() const
{
    return m_reserveBox->value();
}

} // namespace tandem::ui
