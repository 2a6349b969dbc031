// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "partnershipwizard.h"

#include "base/text/errortext.h"
#include "model/library/library.h"
#include "model/playlists/playlistrepository.h"
#include "model/tracks/librarysize.h"
#include "sync/players/stockrules.h"
#include "sync/service/syncservice.h"
#include "ui/common/background.h"
#include "ui/players/wizardpages.h"

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
    else
        known.hasDefaultRules = true;
    m_roomPage->setReservePercent(known.reservePercent);
    m_roomPage->setFill(known.fill);
    if (auto offered = offerPlaylists(library.connection(), known); !offered)
        m_playlistsPage->showMessage(errorText(offered.error()));

    if (m_device.status != model::PartnershipStatus::PartnershipExists) {
        inBackground(library.database(), [](model::Connection &connection) {
            return model::librarySizeBytes(connection);
        }).then(this, [this](const Result<qint64> &bytes) {
            m_modePage->suggest(sync::suggestMode(m_device.totalBytes, bytes.value_or(-1)));
        });
    }
    connect(m_roomPage, &RoomPage::estimateWanted, this,
            [this] { m_service.estimate(m_device.id, m_playlistsPage->choice().playlists); });
    connect(&m_service, &sync::SyncService::estimateFinished, this,
            [this](PlayerId id, const sync::SyncEstimate &estimate) {
                if (id == m_device.id)
                    m_roomPage->setEstimate(estimate);
            });
    connect(&m_service, &sync::SyncService::partnershipCreated, this, &PartnershipWizard::created);
    connect(&m_service, &sync::SyncService::operationFailed, this, &PartnershipWizard::failed);
}

/// The stock playlists are made for being offered; then all are.
Result<void> PartnershipWizard::offerPlaylists(model::Connection &connection,
                                               const sync::PartnershipSettings &known)
{
    model::Transaction transaction(connection);
    if (!transaction.begun())
        return transaction.begun();
    const auto stock = sync::ensureStockPlaylists(connection);
    if (!stock)
        return std::unexpected(stock.error());
    if (auto committed = transaction.commit(); !committed)
        return committed;
    const auto library = model::PlaylistRepository(connection).all();
    if (!library)
        return std::unexpected(library.error());
    const QList<PlaylistId> defaults = known.playlists.isEmpty() || !known.hasDefaultRules
                                           ? sync::withNewPlaylists(*stock, *library)
                                           : known.playlists;
    m_playlistsPage->setPlaylists(*library, defaults,
                                  {.playlists = known.playlists, .isDefault = known.hasDefaultRules});
    return {};
}

int PartnershipWizard::nextId() const
{
    switch (currentId()) {
    case TakeOver:
        return m_takeOverPage->use() == ForeignUse::TakeOver ? Mode : -1;
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
    const PlaylistChoice choice = m_playlistsPage->choice();
    settings.playlists = choice.playlists;
    settings.hasDefaultRules = choice.isDefault;
    settings.reservePercent = m_roomPage->reservePercent();
    settings.fill = m_roomPage->fill();
    settings.takeOver = m_device.status == model::PartnershipStatus::PartnershipAnother;
    return settings;
}

void PartnershipWizard::accept()
{
    if (m_isCreating)
        return;
    if (m_device.status == model::PartnershipStatus::PartnershipAnother &&
        m_takeOverPage->use() != ForeignUse::TakeOver) {
        // For this time, nothing is to be remembered: whatever is sent to it goes there as to any guest.
        finish(m_takeOverPage->use() == ForeignUse::NotNow ? m_service.decline(m_device.id) : Result<void>());
        return;
    }
    const SetUpMode mode = m_modePage->mode();
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
