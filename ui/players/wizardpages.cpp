// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "wizardpages.h"

#include "model/items/playlistmodel.h"
#include "ui/common/playlistpicker.h"
#include "ui/players/capacitybar.h"
#include "ui/players/devicetext.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tandem::ui {

PartnershipPage::PartnershipPage(QWidget *parent)
    : QWizardPage(parent), m_content(new QVBoxLayout), m_messageLabel(new QLabel)
{
    m_messageLabel->setObjectName(u"wizardMessageLabel"_s);
    m_messageLabel->setWordWrap(true);
    m_messageLabel->setTextFormat(Qt::PlainText);
    m_messageLabel->hide();
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(m_content, 1);
    layout->addWidget(m_messageLabel);
}

void PartnershipPage::showMessage(const QString &text)
{
    m_messageLabel->setText(text);
    m_messageLabel->setVisible(!text.isEmpty());
}

QLabel *PartnershipPage::addText(const QString &objectName, const QString &text)
{
    auto *label = new QLabel(text);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    m_content->addWidget(label);
    return label;
}

QRadioButton *PartnershipPage::addChoice(const QString &objectName, const QString &text,
                                         const QString &explanation)
{
    auto *button = new QRadioButton(text);
    button->setObjectName(objectName);
    button->setAccessibleDescription(explanation);
    m_content->addWidget(button);
    QLabel *label = addText(objectName + u"Label"_s, explanation);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setIndent(style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth) + 6);
    m_content->addSpacing(6);
    return button;
}

TakeOverPage::TakeOverPage(const model::DeviceState &device)
{
    const QString partner = device.partnerName;
    setObjectName(u"takeOverPage"_s);
    setTitle(partner.isEmpty() ? tr("This player is partnered with another library")
                               : tr("This player is partnered with “%1”").arg(partner));
    setSubTitle(tr("A player has one partner at a time."));
    m_takeOverButton = addChoice(
        u"takeOverRadioButton"_s, tr("&Take it over"),
        tr("From now on it synchronizes with this library, and the other partnership ends. The songs "
           "that are on it stay: those that this library has as well are not copied again, and "
           "none of them is ever removed by Tandem. You can delete them yourself to make room."));
    m_sessionButton =
        addChoice(u"thisSessionRadioButton"_s, tr("Use it by &hand, this time"),
                  tr("You can drag songs and playlists onto the player to copy them. The other partnership "
                     "stays as it is, and nothing is read back from the player. Tandem asks again the next "
                     "time that it is connected."));
    m_notNowButton = addChoice(u"foreignNotNowRadioButton"_s, tr("Leave it alone, and d&o not ask again"),
                               tr("You can change your mind later in the Player menu."));
    content()->addStretch();
    for (const QRadioButton *button : {m_takeOverButton, m_sessionButton, m_notNowButton}) {
        // Whether this is the last page depends on the choice.
        connect(button, &QRadioButton::toggled, this, [this] {
            setFinalPage(use() != ForeignUse::TakeOver);
            Q_EMIT completeChanged();
        });
    }
    m_sessionButton->setChecked(true);
}

ForeignUse TakeOverPage::use() const
{
    if (m_takeOverButton->isChecked())
        return ForeignUse::TakeOver;
    return m_notNowButton->isChecked() ? ForeignUse::NotNow : ForeignUse::ThisSession;
}

ModePage::ModePage(const model::DeviceState &device) : m_nameEdit(new QLineEdit)
{
    setObjectName(u"modePage"_s);
    setTitle(tr("Set up “%1”").arg(device.friendlyName.isEmpty() ? device.name : device.friendlyName));
    setSubTitle(tr("Give the player a name and choose how music gets onto it."));
    m_nameEdit->setObjectName(u"playerNameLineEdit"_s);
    m_nameEdit->setText(device.friendlyName.isEmpty() ? device.name : device.friendlyName);
    m_nameEdit->setMaxLength(100);
    auto *form = new QFormLayout;
    form->addRow(tr("&Name:"), m_nameEdit);
    content()->addLayout(form);
    content()->addSpacing(10);
    m_automaticButton =
        addChoice(u"automaticRadioButton"_s, tr("&Automatic"),
                  tr("The playlists that you choose are on the player after every connection. What you put "
                     "on it yourself is never touched."));
    m_manualButton = addChoice(u"manualRadioButton"_s, tr("By &hand"),
                               tr("You drag songs and playlists onto the player when you like."));
    m_notNowButton = addChoice(u"notNowRadioButton"_s, tr("Not now, and d&o not ask again"),
                               tr("You can set it up later in the Player menu."));
    // A player that has been set up is changed, not asked about.
    const bool isKnown = device.status == model::PartnershipStatus::PartnershipExists;
    m_notNowButton->setVisible(!isKnown);
    findChild<QLabel *>(u"notNowRadioButtonLabel"_s)->setVisible(!isKnown);
    m_automaticButton->setChecked(true);
    if (!isKnown)
        suggest(sync::suggestMode(device.totalBytes, -1)); // until the library's size is known
    content()->addStretch();

    connect(m_nameEdit, &QLineEdit::textChanged, this, &QWizardPage::completeChanged);
    for (QRadioButton *button : {m_automaticButton, m_manualButton, m_notNowButton}) {
        connect(button, &QRadioButton::clicked, this, [this] { m_isTouched = true; });
        // Whether this is the last page depends on the choice.
        connect(button, &QRadioButton::toggled, this, [this] {
            setFinalPage(mode() != SetUpMode::Automatic);
            Q_EMIT completeChanged();
        });
    }
}

QString ModePage::name() const
{
    return m_nameEdit->text().trimmed();
}

SetUpMode ModePage::mode() const
{
    if (m_manualButton->isChecked())
        return SetUpMode::Manual;
    return m_notNowButton->isChecked() ? SetUpMode::NotNow : SetUpMode::Automatic;
}

void ModePage::suggest(sync::PartnershipMode mode)
{
    if (!m_isTouched)
        (mode == sync::PartnershipMode::Manual ? m_manualButton : m_automaticButton)->setChecked(true);
}

bool ModePage::isComplete() const
{
    return !name().isEmpty();
}

PlaylistsPage::PlaylistsPage() : m_picker(new PlaylistPicker)
{
    setObjectName(u"playlistsPage"_s);
    setTitle(tr("What is to be on the player?"));
    setSubTitle(tr("The checked playlists synchronize. If room runs out, those higher up come first."));
    m_defaultButton = addChoice(
        u"defaultRulesRadioButton"_s, tr("The &default playlists"),
        tr("Your own, also those that you make later, then what you like best, then all other music."));
    m_chosenButton = new QRadioButton(tr("The playlists that I &choose:"));
    m_chosenButton->setObjectName(u"chosenPlaylistsRadioButton"_s);
    content()->addWidget(m_chosenButton);
    content()->addWidget(m_picker, 1);
    connect(m_defaultButton, &QRadioButton::toggled, this, &PlaylistsPage::showChoice);
}

void PlaylistsPage::setPlaylists(const QList<model::Playlist> &library, const QList<PlaylistId> &defaults,
                                 const PlaylistChoice &choice)
{
    m_library = library;
    m_defaults = defaults;
    m_chosen = choice.isDefault ? defaults : choice.playlists; // who chooses begins with the default ones
    m_picker->setEnabled(false);                               // nothing has been chosen in it yet
    const QSignalBlocker blocker(m_defaultButton);
    (choice.isDefault ? m_defaultButton : m_chosenButton)->setChecked(true);
    showChoice(choice.isDefault);
}

PlaylistChoice PlaylistsPage::choice() const
{
    return {.playlists = m_picker->model().chosen(), .isDefault = m_defaultButton->isChecked()};
}

void PlaylistsPage::showChoice(bool isDefault)
{
    if (isDefault && m_picker->isEnabled())
        m_chosen = m_picker->model().chosen();
    m_picker->setEnabled(!isDefault);
    m_picker->model().setPlaylists(m_library, isDefault ? m_defaults : m_chosen);
}

RoomPage::RoomPage(const model::DeviceState &device)
    : m_device(device),
      m_reserveBox(new QSpinBox),
      m_fillBox(new QComboBox),
      m_capacityBar(new CapacityBar),
      m_estimateLabel(nullptr)
{
    setObjectName(u"roomPage"_s);
    setTitle(tr("How much room is to stay free?"));
    setSubTitle(tr("A synchronization leaves this part of the player to you."));
    m_reserveBox->setObjectName(u"wizardReserveSpinBox"_s);
    m_reserveBox->setRange(0, sync::maxReservePercent);
    m_reserveBox->setSuffix(tr(" %", "percent, after a number"));
    auto *form = new QFormLayout;
    form->addRow(tr("&Keep free:"), m_reserveBox);
    m_fillBox->setObjectName(u"wizardFillComboBox"_s);
    m_fillBox->addItem(tr("Nothing", "what fills the room that is left"),
                       QVariant::fromValue(sync::Fill::None));
    m_fillBox->addItem(tr("Other songs, at random"), QVariant::fromValue(sync::Fill::Random));
    m_fillBox->addItem(tr("Other songs, the best rated first"), QVariant::fromValue(sync::Fill::Rating));
    form->addRow(tr("&Fill the rest with:"), m_fillBox);
    content()->addLayout(form);
    content()->addSpacing(10);
    content()->addWidget(m_capacityBar);
    m_estimateLabel = addText(u"wizardEstimateLabel"_s, {});
    content()->addStretch();
    connect(m_reserveBox, &QSpinBox::valueChanged, this, &RoomPage::showEstimate);
    showEstimate();
}

int RoomPage::reservePercent() const
{
    return m_reserveBox->value();
}

void RoomPage::setReservePercent(int percent)
{
    m_reserveBox->setValue(percent);
}

sync::Fill RoomPage::fill() const
{
    return m_fillBox->currentData().value<sync::Fill>();
}

void RoomPage::setFill(sync::Fill fill)
{
    m_fillBox->setCurrentIndex(m_fillBox->findData(QVariant::fromValue(fill)));
}

void RoomPage::setEstimate(const std::optional<sync::SyncEstimate> &estimate)
{
    m_estimate = estimate;
    showEstimate();
}

void RoomPage::initializePage()
{
    setEstimate(std::nullopt);
    Q_EMIT estimateWanted();
}

void RoomPage::showEstimate()
{
    m_capacityBar->setUse(capacityUse(m_device, m_estimate, m_reserveBox->value()));
    if (!m_estimate) {
        m_estimateLabel->setText(tr("Finding out how much there is to copy…"));
        return;
    }
    const qint64 reserved = reservedBytes(m_device.totalBytes, m_reserveBox->value());
    m_estimateLabel->setText(estimateText(*m_estimate, reserved));
}

} // namespace tandem::ui
