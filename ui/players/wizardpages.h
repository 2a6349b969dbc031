// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/items/devicestate.h"
#include "model/playlists/playlist.h"
#include "sync/players/partnership.h"
#include "sync/players/partnershipmode.h"
#include "sync/players/syncresult.h"

#include <QWizardPage>
#include <functional>
#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QRadioButton;
class QSpinBox;
class QVBoxLayout;

namespace tandem::ui {

class CapacityBar;
class PlaylistPicker;

/// A page of the partnership wizard with room for an error at its end.
class PartnershipPage : public QWizardPage
{
    Q_OBJECT

public:
    explicit PartnershipPage(QWidget *parent = nullptr);

    /// An empty text hides it.
    void showMessage(const QString &text);

protected:
    QVBoxLayout *content() { return m_content; }
    QLabel *addText(const QString &objectName, const QString &text);
    QRadioButton *addChoice(const QString &objectName, const QString &text, const QString &explanation);

private:
    QVBoxLayout *m_content;
    QLabel *m_messageLabel;
};

enum class ForeignUse { TakeOver, ThisSession, NotNow };

/// Asks what to do with a player that another library has.
class TakeOverPage : public PartnershipPage
{
    Q_OBJECT

public:
    explicit TakeOverPage(const model::DeviceState &device);

    ForeignUse use() const;

private:
    QRadioButton *m_takeOverButton;
    QRadioButton *m_sessionButton;
    QRadioButton *m_notNowButton;
};

enum class SetUpMode { Automatic, Manual, NotNow };

/// Asks for the player's name and how it is filled.
class ModePage : public PartnershipPage
{
    Q_OBJECT

public:
    explicit ModePage(const model::DeviceState &device);

    QString name() const;
    SetUpMode mode() const;
    /// Preselects a mode unless one was chosen already.
    void suggest(sync::PartnershipMode mode);
    bool isComplete() const override;

private:
    QLineEdit *m_nameEdit;
    QRadioButton *m_automaticButton;
    QRadioButton *m_manualButton;
    QRadioButton *m_notNowButton;
    bool m_isTouched = false;
};

/// What synchronizes: the default playlists, or those that are chosen.
struct PlaylistChoice {
    QList<PlaylistId> playlists; ///< in priority order
    bool isDefault = false;
};

/// Asks what synchronizes.
class PlaylistsPage : public PartnershipPage
{
    Q_OBJECT

public:
    PlaylistsPage();

    /// @p library: all playlists; @p defaults: what the default rules give.
    void setPlaylists(const QList<model::Playlist> &library, const QList<PlaylistId> &defaults,
                      const PlaylistChoice &choice);
    PlaylistChoice choice() const;

private:
    void showChoice(bool isDefault);

    QRadioButton *m_defaultButton;
    QRadioButton *m_chosenButton;
    PlaylistPicker *m_picker;
    QList<model::Playlist> m_library;
    QList<PlaylistId> m_defaults;
    QList<PlaylistId> m_chosen;
};

/// Asks how much stays free, and shows what all the answers come to.
class RoomPage : public PartnershipPage
{
    Q_OBJECT

public:
    explicit RoomPage(const model::DeviceState &device);

    int reservePercent() const;
    void setReservePercent(int percent);
    sync::Fill fill() const;
    void setFill(sync::Fill fill);
    void setEstimate(const std::optional<sync::SyncEstimate> &estimate);

    void initializePage() override;

Q_SIGNALS:
    void estimateWanted();

private:
    void showEstimate();

    model::DeviceState m_device;
    std::optional<sync::SyncEstimate> m_estimate;
    QSpinBox *m_reserveBox;
    QComboBox *m_fillBox;
    CapacityBar *m_capacityBar;
    QLabel *m_estimateLabel;
};

} // namespace tandem::ui
