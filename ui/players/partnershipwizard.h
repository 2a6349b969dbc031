// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/items/devicestate.h"
#include "sync/players/partnership.h"

#include <QWizard>

namespace tandem::model {
class Connection;
class Library;
} // namespace tandem::model
namespace tandem::sync {
class SyncService;
}

namespace tandem::ui {

class ModePage;
class PlaylistsPage;
class RoomPage;
class TakeOverPage;

/// Asks for what a new player is to the library, and makes it so. For a player that is partnered
/// already, the same pages change the partnership. Closes only when the service has done it; what goes
/// wrong is shown on the page.
class PartnershipWizard : public QWizard
{
    Q_OBJECT

public:
    enum Page { TakeOver, Mode, Playlists, Room };

    PartnershipWizard(model::Library &library, sync::SyncService &service, PlayerId player,
                      QWidget *parent = nullptr);

    PlayerId player() const { return m_device.id; }
    int nextId() const override;
    void accept() override;

private:
    void created(PlayerId id);
    void failed(PlayerId id, const Error &error);
    void showError(const Error &error);
    void setBusy(bool isBusy);
    void finish(const Result<void> &done);
    Result<void> offerPlaylists(model::Connection &connection, const sync::PartnershipSettings &known);
    sync::PartnershipSettings settings() const;

    sync::SyncService &m_service;
    model::DeviceState m_device;
    bool m_isCreating = false;
    TakeOverPage *m_takeOverPage;
    ModePage *m_modePage;
    PlaylistsPage *m_playlistsPage;
    RoomPage *m_roomPage;
};

} // namespace tandem::ui
