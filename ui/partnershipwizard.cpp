// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "partnershipwizard.h"

#include "background.h"
#include "errortext.h"
#include "model/library.h"
#include "model/librarysize.h"
#include "model/playlistmodel.h"
#include "sync/syncservice.h"
#include "wizardpages.h"

#include <QAbstractButton>

using namespace Qt::StringLiterals;

namespace tandem::ui {

PartnershipWizard::PartnershipWizard(model::Library &library, sync::SyncService &service, PlayerId player,
                                     QWidget *parent)
    : QWizard(parent),
      m_service(service),
      m_device(service.player(player)),
      m_takeOverPage(new TakeOverPage(m_device)),
      m_modePage(new ModePage(m_device)),
      m_playlistsPage(new PlaylistsPage),
      m_roomPage(new RoomPage(m_device))
{
    setObjectName(u"partnershipWizard"_s);
    setWindowTitle(tr("Set Up Player"));
    setWizardStyle(ModernStyle);
    setAttribute(Qt::WA_DeleteOnClose);
    setOption(NoBackButtonOnStartPage);
    resize(600, 460);
    setPage(TakeOver, m_takeOverPage);
    setPage(Mode, m_modePage);
    setPage(Playlists, m_playlistsPage);
    setPage(Room, m_roomPage);
    setStartId(m_device.status == model::PartnershipStatus::PartnershipAnother ? TakeOver : Mode);

    sync::PartnershipSettings known;
    if (m_device.status == model::PartnershipStatus::PartnershipExists)
        known = m_service.settings(player).value_or(known);
    m_roomPage->setReservePercent(known.reservePercent);
    if (const auto playlists = model::PlaylistRepository(library.connection()).all())
        m_playlistsPage->model().setPlaylists(*playlists, known.playlists);
    else
        m_playlistsPage->showMessage(errorText(playlists.error()));

    if (m_device.status != model::PartnershipStatus::PartnershipExists) {
        inBackground(library.database(), [](model::Connection &connection) {
            return model::librarySizeBytes(connection);
        }).then(this, [this](const Result<qint64> &bytes) {
            m_modePage->suggest(suggestedMode(m_device.totalBytes, bytes.value_or(-1)));
        });
    }
    connect(m_roomPage, &RoomPage::estimateWanted, this,
            [this] { m_service.estimate(m_device.id, m_playlistsPage->model().chosen()); });
    connect(&m_service, &sync::SyncService::estimateFinished, this,
            [this](PlayerId id, const sync::SyncEstimate &estimate) {
                if (id == m_device.id)
                    m_roomPage->setEstimate(estimate);
            });
    connect(&m_service, &sync::SyncService::partnershipCreated, this, &PartnershipWizard::created);
    connect(&m_service, &sync::SyncService::operationFailed, this, &PartnershipWizard::failed);
}

int PartnershipWizard::nextId() const
{
    switch (currentId()) {
    case TakeOver:
        return m_takeOverPage->isTakeOver() ? Mode : -1;
    case Mode:
        return m_modePage->mode() == SetUpMode::Automatic ? Playlists : -1;
    case Playlists:
        return Room;
    default:
        return -1;
    }
}

sync::PartnershipSettings PartnershipWizard::settings() const
{
    sync::PartnershipSettings settings;
    settings.friendlyName = m_modePage->name();
    settings.playlists = m_playlistsPage->model().chosen();
    settings.reservePercent = m_roomPage->reservePercent();
    settings.takeOver = m_device.status == model::PartnershipStatus::PartnershipAnother;
    return settings;
}

void PartnershipWizard::accept()
{
    if (m_isCreating)
        return;
    const bool staysForeign =
        m_device.status == model::PartnershipStatus::PartnershipAnother && !m_takeOverPage->isTakeOver();
    const SetUpMode mode = staysForeign ? SetUpMode::Manual : m_modePage->mode();
    if (mode == SetUpMode::NotNow) {
        finish(m_service.decline(m_device.id));
        return;
    }
    if (mode == SetUpMode::Manual) {
        auto done = m_service.rename(m_device.id, m_modePage->name());
        finish(done ? m_service.setManual(m_device.id, true) : done);
        return;
    }
    if (m_device.status == model::PartnershipStatus::ManualDevice) {
        if (auto done = m_service.setManual(m_device.id, false); !done) {
            showError(done.error());
            return;
        }
    }
    setBusy(true);
    m_service.createPartnership(m_device.id, settings());
}

void PartnershipWizard::finish(const Result<void> &done)
{
    if (done)
        QWizard::accept();
    else
        showError(done.error());
}

void PartnershipWizard::created(PlayerId id)
{
    if (id == m_device.id && m_isCreating)
        QWizard::accept();
}

void PartnershipWizard::failed(PlayerId id, const Error &error)
{
    if (id != m_device.id || error.isCancelled())
        return;
    setBusy(false);
    showError(error);
}

void PartnershipWizard::showError(const Error &error)
{
    if (auto *page = qobject_cast<PartnershipPage *>(currentPage()))
        page->showMessage(errorText(error));
}

void PartnershipWizard::setBusy(bool isBusy)
{
    m_isCreating = isBusy;
    button(FinishButton)->setEnabled(!isBusy);
    button(BackButton)->setEnabled(!isBusy);
    if (auto *page = qobject_cast<PartnershipPage *>(currentPage()))
        page->showMessage(isBusy ? tr("Setting up the player…") : QString());
}

} // namespace tandem::ui
