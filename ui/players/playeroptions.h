// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QSpinBox;

namespace tandem::sync {
class SyncService;
struct Choice;
} // namespace tandem::sync

namespace tandem::ui {

/// What the owner of a partnered player can set about it, besides its playlists. Changes take effect at
/// once.
class PlayerOptions : public QWidget
{
    Q_OBJECT

public:
    explicit PlayerOptions(sync::SyncService &service, QWidget *parent = nullptr);

    /// Shows this player's options as they are now.
    void setPlayer(PlayerId id);
    int reservePercent() const;

Q_SIGNALS:
    /// One was changed, or could not be.
    void saved(const tandem::Result<void> &done);

private:
    void fill(QComboBox *box, const QList<sync::Choice> &choices, const QString &chosen);

    sync::SyncService &m_service;
    PlayerId m_player;
    QCheckBox *m_onConnectBox;
    QSpinBox *m_reserveBox;
    QComboBox *m_storageBox;
    QComboBox *m_profileBox;
    QFormLayout *m_form;
};

} // namespace tandem::ui
