// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "devicepanel.h"

#include "base/text/errortext.h"
#include "model/items/mimedata.h"
#include "model/items/playlistmodel.h"
#include "model/items/trackmodel.h"
#include "model/library/library.h"
#include "sync/service/syncservice.h"
#include "ui/common/localfiles.h"
#include "ui/common/playlistpicker.h"
#include "ui/players/capacitybar.h"
#include "ui/players/connectionbox.h"
#include "ui/players/devicetext.h"
#include "ui/players/playeroptions.h"
#include "ui/players/syncbox.h"

#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

QLabel *sentenceLabel(const QString &objectName)
{
    auto *label = new QLabel;
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel *headingLabel(const QString &objectName, const QString &text)
{
    QLabel *label = sentenceLabel(objectName);
    label->setText(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

bool isPartner(const model::DeviceState &device)
{
    return device.status == model::PartnershipStatus::PartnershipExists;
}

} // namespace

DevicePanel::DevicePanel(model::Library &library, sync::SyncService &service, QWidget *parent)
    : QScrollArea(parent),
      m_library(library),
      m_service(service),
      m_nameLabel(sentenceLabel(u"playerNameLabel"_s)),
      m_statusLabel(sentenceLabel(u"playerStatusLabel"_s)),
      m_messageLabel(sentenceLabel(u"playerMessageLabel"_s)),
      m_connectionBox(new ConnectionBox),
      m_setUpButton(new QPushButton(tr("Set &Up…"))),
      m_handLabel(sentenceLabel(u"handLabel"_s)),
      m_capacityBar(new CapacityBar),
      m_estimateLabel(sentenceLabel(u"estimateLabel"_s)),
      m_partnerArea(new QWidget),
      m_picker(new PlaylistPicker),
      m_options(new PlayerOptions(service)),
      m_syncBox(new SyncBox)
{
    setObjectName(u"devicePanel"_s);
    setAccessibleName(tr("Player"));
    setAcceptDrops(true);
    buildWidgets();
    connectService();
    reload();
}

void DevicePanel::buildWidgets()
{
    QFont nameFont = m_nameLabel->font();
    nameFont.setPointSizeF(nameFont.pointSizeF() * 1.5);
    nameFont.setBold(true);
    m_nameLabel->setFont(nameFont);
    m_setUpButton->setObjectName(u"setUpButton"_s);
    m_setUpButton->setToolTip(tr("Choose what synchronizes with this player"));
    m_handLabel->setText(tr("Drag songs, playlists or files here to copy them to this player."));
    m_handLabel->setForegroundRole(QPalette::PlaceholderText);
    m_picker->setFixedHeight(5 * (fontMetrics().height() + 10) + 4);

    auto *partnerLayout = new QVBoxLayout(m_partnerArea);
    partnerLayout->setContentsMargins(0, 4, 0, 0);
    partnerLayout->addWidget(headingLabel(u"playlistsHeadingLabel"_s, tr("Playlists that synchronize")));
    partnerLayout->addWidget(m_picker);
    partnerLayout->addWidget(m_options);

    m_partnerArea->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);

    auto *content = new QWidget;
    content->setObjectName(u"devicePanelContent"_s);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(8);
    layout->addWidget(m_nameLabel);
    layout->addWidget(m_statusLabel);
    layout->addWidget(m_messageLabel);
    layout->addWidget(m_connectionBox);
    layout->addSpacing(4);
    layout->addWidget(m_capacityBar);
    layout->addWidget(m_estimateLabel);
    layout->addWidget(m_setUpButton, 0, Qt::AlignLeft);
    layout->addWidget(m_handLabel);
    layout->addWidget(m_partnerArea);
    layout->addWidget(m_syncBox);
    layout->addStretch();
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(300);
}

void DevicePanel::connectService()
{
    connect(m_setUpButton, &QPushButton::clicked, this, [this] { Q_EMIT setUpRequested(m_device.id); });
    connect(m_connectionBox, &ConnectionBox::mountRequested, this, [this] { m_service.mount(m_device.id); });
    connect(m_connectionBox, &ConnectionBox::releaseRequested, this,
            [this] { m_service.releaseHolder(m_device.id); });
    connect(m_connectionBox, &ConnectionBox::ejectRequested, this, [this] { m_service.eject(m_device.id); });
    connect(&m_picker->model(), &model::PlaylistModel::chosenChanged, this,
            [this] { saved(m_service.setPlaylists(m_device.id, m_picker->model().chosen())); });
    connect(m_options, &PlayerOptions::saved, this, &DevicePanel::saved);
    connect(m_syncBox, &SyncBox::startRequested, this, [this] {
        showError({ErrorCode::Cancelled, {}, {}});
        m_service.startSync(m_device.id);
    });
    connect(m_syncBox, &SyncBox::goOnRequested, this, [this] {
        showError({ErrorCode::Cancelled, {}, {}});
        m_service.goOn(m_device.id);
    });
    connect(m_syncBox, &SyncBox::stopRequested, this, [this] { m_service.stop(m_device.id); });
    connect(m_syncBox, &SyncBox::pauseRequested, this, [this] { m_service.pause(m_device.id); });
    connect(m_syncBox, &SyncBox::resumeRequested, this, [this] { m_service.resume(m_device.id); });
    connect(m_syncBox, &SyncBox::retryRequested, this, [this] {
        showError({ErrorCode::Cancelled, {}, {}});
        m_service.startSync(m_device.id, {.retriesFailed = true});
    });

    connect(&m_service, &sync::SyncService::playersChanged, this, &DevicePanel::reloadDevice);
    connect(&m_service, &sync::SyncService::playerChanged, this, [this](PlayerId id) {
        if (id != m_device.id)
            return;
        reloadDevice();
        reloadChoice();
    });
    connect(&m_service, &sync::SyncService::partnershipCreated, this, [this](PlayerId id) {
        if (id == m_device.id)
            reload();
    });
    connect(&m_service, &sync::SyncService::syncStateChanged, this, [this](PlayerId id) {
        if (id == m_device.id)
            reloadDevice();
    });
    connect(&m_service, &sync::SyncService::progressChanged, this,
            [this](PlayerId id, const sync::SyncProgress &progress) {
                if (id == m_device.id)
                    m_syncBox->setProgress(progress);
            });
    connect(&m_service, &sync::SyncService::syncFinished, this,
            [this](PlayerId id, const sync::SyncResult &result) {
                if (id != m_device.id)
                    return;
                reloadDevice();
                m_syncBox->setResult(result);
                askEstimate();
            });
    connect(&m_service, &sync::SyncService::estimateFinished, this,
            [this](PlayerId id, const sync::SyncEstimate &estimate) {
                if (id != m_device.id || m_isPaused)
                    return;
                m_estimate = estimate;
                showEstimate();
            });
    connect(&m_service, &sync::SyncService::operationFailed, this, [this](PlayerId id, const Error &error) {
        if (id == m_device.id && !m_isPaused)
            showError(error);
    });
    connect(&m_library, &model::Library::playlistsChanged, this, &DevicePanel::reloadPlaylists);
    connect(&m_library, &model::Library::playlistContentChanged, this, &DevicePanel::askEstimate);
    connect(&m_library, &model::Library::scanFinished, this, &DevicePanel::askEstimate);
}

void DevicePanel::setPlayer(PlayerId id)
{
    if (id == m_device.id)
        return;
    m_device = {};
    m_device.id = id;
    reload();
}

void DevicePanel::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (!isPaused)
        reload();
}

void DevicePanel::reload()
{
    showError({ErrorCode::Cancelled, {}, {}});
    m_estimate.reset();
    m_device = m_device.id.isValid() ? m_service.player(m_device.id) : model::DeviceState();
    widget()->setVisible(m_device.id.isValid());
    m_syncBox->setResult(m_device.id.isValid() ? m_service.lastResult(m_device.id) : sync::SyncResult());
    reloadDevice();
    reloadSettings();
    if (m_device.id.isValid())
        m_syncBox->setProgress(m_service.progress(m_device.id));
    askEstimate();
}

void DevicePanel::reloadDevice()
{
    if (!m_device.id.isValid())
        return;
    const model::DeviceState before = m_device;
    m_device = m_service.player(m_device.id);
    const bool isThere = m_device.id.isValid();
    widget()->setVisible(isThere);
    if (!isThere)
        return;
    m_nameLabel->setText(m_device.friendlyName.isEmpty() ? m_device.name : m_device.friendlyName);
    m_statusLabel->setText(statusSentence(m_device));
    m_connectionBox->setDevice(m_device);
    m_setUpButton->setVisible(!isPartner(m_device));
    m_setUpButton->setEnabled(m_device.isConnected);
    m_handLabel->setVisible(m_device.isConnected && !isPartner(m_device));
    m_partnerArea->setVisible(isPartner(m_device));
    m_syncBox->setDevice(m_device);
    showEstimate();
    if (isPartner(m_device) != isPartner(before) || m_device.isConnected != before.isConnected)
        reloadSettings();
    // Only what changes the answer asks again: estimating itself changes the player's state, too.
    if (m_device.isConnected != before.isConnected || isPartner(m_device) != isPartner(before))
        askEstimate();
}

void DevicePanel::reloadSettings()
{
    if (!isPartner(m_device))
        return;
    if (const auto settings = m_service.settings(m_device.id); !settings)
        return showError(settings.error());
    m_options->setPlayer(m_device.id);
    reloadPlaylists();
}

void DevicePanel::reloadPlaylists()
{
    if (!isPartner(m_device))
        return;
    const auto playlists = m_library.playlists();
    const auto settings = m_service.settings(m_device.id);
    if (!playlists || !settings) {
        showError(playlists ? settings.error() : playlists.error());
        return;
    }
    m_picker->model().setPlaylists(*playlists, settings->playlists);
}

/// The list must never be older than what is chosen: a click in it chooses all that it shows.
void DevicePanel::reloadChoice()
{
    if (!isPartner(m_device))
        return;
    const auto settings = m_service.settings(m_device.id);
    if (!settings || settings->playlists == m_picker->model().chosen())
        return;
    reloadPlaylists();
    askEstimate();
}

void DevicePanel::askEstimate()
{
    const bool canAsk =
        isPartner(m_device) && m_device.isConnected && !m_isPaused && !model::isInSession(m_device.syncState);
    if (canAsk)
        m_service.estimate(m_device.id);
    else if (!isPartner(m_device) || !m_device.isConnected)
        m_estimate.reset();
    showEstimate();
}

void DevicePanel::showEstimate()
{
    const bool hasEstimate = isPartner(m_device) && m_estimate.has_value();
    m_capacityBar->setUse(capacityUse(m_device, hasEstimate ? m_estimate : std::nullopt,
                                      isPartner(m_device) ? m_options->reservePercent() : 0));
    m_estimateLabel->setText(hasEstimate ? estimateText(*m_estimate) : QString());
    m_estimateLabel->setVisible(hasEstimate);
}

void DevicePanel::showError(const Error &error)
{
    const QString text = errorText(error);
    m_messageLabel->setText(text.isEmpty() ? text : tr("⚠ %1", "a warning sign and a sentence").arg(text));
    m_messageLabel->setVisible(!text.isEmpty());
}

void DevicePanel::saved(const Result<void> &done)
{
    showError(done ? Error{ErrorCode::Cancelled, {}, {}} : done.error());
    if (done)
        askEstimate();
    else
        reloadSettings();
}

void DevicePanel::dragEnterEvent(QDragEnterEvent *event)
{
    const bool canSend = !model::trackIdsFromMimeData(event->mimeData()).isEmpty() ||
                         !model::playlistIdsFromMimeData(event->mimeData()).isEmpty() ||
                         !localFiles(event->mimeData()).isEmpty();
    if (canSend && m_device.id.isValid() && m_device.isConnected) {
        event->setDropAction(Qt::CopyAction);
        event->accept();
    }
}

void DevicePanel::dropEvent(QDropEvent *event)
{
    const auto tracks = model::trackIdsFromMimeData(event->mimeData());
    const auto playlists = model::playlistIdsFromMimeData(event->mimeData());
    const QStringList files = localFiles(event->mimeData());
    if (tracks.isEmpty() && playlists.isEmpty() && files.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    Q_EMIT dropped(m_device.id, tracks, playlists, files);
}

} // namespace tandem::ui
