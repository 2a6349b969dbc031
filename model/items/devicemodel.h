// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/items/devicestate.h"

#include <QAbstractListModel>
#include <QList>

namespace tandem::model {

/// What the player is doing, or why it cannot be used, in a few words: "Synchronizing, 40 %", "Locked".
QString statusText(const DeviceState &device);

/// The players as a list. Whoever knows them calls setDevices() with all of them; rows are inserted,
/// removed, moved and changed as needed, so that selections survive.
class DeviceModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PlayerIdRole = Qt::UserRole,
        StateRole,      ///< the DeviceState
        StatusTextRole, ///< connection and activity in words
        ProgressRole,   ///< 0 to 100 while synchronizing, else -1
        IsConnectedRole,
    };

    explicit DeviceModel(QObject *parent = nullptr) : QAbstractListModel(parent) {}

    void setDevices(const QList<DeviceState> &devices);
    /// Changes one row; unknown players are passed over.
    void setDevice(const DeviceState &device);
    const QList<DeviceState> &devices() const { return m_devices; }
    DeviceState device(PlayerId id) const; ///< an invalid id if there is none

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<DeviceState> m_devices;
};

} // namespace tandem::model
