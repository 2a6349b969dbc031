// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/ids.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace tandem::model {
class Library;
}
namespace tandem::sync {
class SyncService;
}

namespace tandem::ui {

class EditHistory;
class PartnershipWizard;

/// The commands that concern players, and the wizards of new ones: one at a time, and none while
/// another dialog waits for an answer.
class PlayerController : public QObject
{
    Q_OBJECT

public:
    /// @p window is the parent of the dialogs and owns the controller.
    PlayerController(model::Library &library, sync::SyncService &service, EditHistory &history,
                     QWidget *window);

    void addFolder();
    /// Opens the wizard now, or after the dialog that is open.
    void setUp(PlayerId id);
    void rename(PlayerId id);
    void endPartnership(PlayerId id);
    void forget(PlayerId id);
    /// What was dropped on a player. Playlists are chosen for one that is a partner, behind those that are
    /// chosen already, which can be undone; all else is sent to it.
    void take(PlayerId id, const QList<TrackId> &tracks, const QList<PlaylistId> &playlists,
              const QStringList &files);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void wizardOpened(tandem::PlayerId id);
    void wizardClosed(tandem::PlayerId id);
    void playerAdded(tandem::PlayerId id);
    void done(const QString &sentence); ///< for the status bar

private:
    void openNext();
    QString nameOf(PlayerId id) const;
    void choose(PlayerId id, const QList<PlaylistId> &playlists);

    model::Library &m_library;
    sync::SyncService &m_service;
    EditHistory &m_history;
    QWidget *m_window;
    QList<PlayerId> m_waiting;
    QPointer<PartnershipWizard> m_wizard;
};

} // namespace tandem::ui
