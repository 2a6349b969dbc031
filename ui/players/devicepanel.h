// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "model/items/devicestate.h"
#include "sync/players/syncresult.h"

#include <QScrollArea>
#include <optional>

class QLabel;
class QPushButton;

namespace tandem::model {
class Library;
}
namespace tandem::sync {
class SyncService;
}

namespace tandem::ui {

class CapacityBar;
class ConnectionBox;
class PlayerOptions;
class PlaylistPicker;
class SyncBox;

/// Everything about one player: what it is to the library, its room, what synchronizes with it, and
/// the synchronization itself. Changes take effect at once. Songs, playlists and files dropped on it are
/// sent.
class DevicePanel : public QScrollArea
{
    Q_OBJECT

public:
    DevicePanel(model::Library &library, sync::SyncService &service, QWidget *parent = nullptr);

    PlayerId player() const { return m_device.id; }
    /// Shows this player; an invalid id shows none.
    void setPlayer(PlayerId id);
    /// While a wizard asks for estimates of its own, those are not this panel's.
    void setPaused(bool isPaused);

Q_SIGNALS:
    void setUpRequested(tandem::PlayerId id);
    void dropped(tandem::PlayerId id, const QList<tandem::TrackId> &tracks,
                 const QList<tandem::PlaylistId> &playlists, const QStringList &files);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildWidgets();
    void connectService();
    void reload();         ///< everything of the player from the service
    void reloadDevice();   ///< its state only
    void reloadSettings(); ///< playlists and options
    void reloadPlaylists();
    void reloadChoice();
    void askEstimate();
    void showEstimate();
    void showError(const Error &error);
    void saved(const Result<void> &done); ///< shows a failure, or asks for a new estimate

    model::Library &m_library;
    sync::SyncService &m_service;
    model::DeviceState m_device;
    std::optional<sync::SyncEstimate> m_estimate;
    bool m_isPaused = false;

    QLabel *m_nameLabel;
    QLabel *m_statusLabel;
    QLabel *m_messageLabel;
    ConnectionBox *m_connectionBox;
    QPushButton *m_setUpButton;
    QLabel *m_handLabel;
    CapacityBar *m_capacityBar;
    QLabel *m_estimateLabel;
    QWidget *m_partnerArea;
    PlaylistPicker *m_picker;
    PlayerOptions *m_options;
    SyncBox *m_syncBox;
};

} // namespace tandem::ui
