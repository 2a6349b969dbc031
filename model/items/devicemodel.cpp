// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "devicemodel.h"

#include <algorithm>

namespace tandem::model {

namespace {

/// Why a player that is not in use is not.
QString problemText(ErrorCode problem)
{
    switch (problem) {
    case ErrorCode::NotMounted:
        return DeviceModel::tr("Not mounted");
    case ErrorCode::DeviceLocked:
        return DeviceModel::tr("Locked");
    case ErrorCode::DeviceHeld:
        return DeviceModel::tr("Used by another program");
    case ErrorCode::DeviceStalled:
        return DeviceModel::tr("Does not answer");
    default:
        return DeviceModel::tr("Not connected");
    }
}

} // namespace

QString statusText(const DeviceState &device)
{
    if (!device.isConnected)
        return problemText(device.problem.code);
    switch (device.syncState) {
    case SyncState::Idle:
        break;
    case SyncState::Opening:
        return DeviceModel::tr("Opening…");
    case SyncState::Estimating:
        return DeviceModel::tr("Estimating…");
    case SyncState::Synchronizing:
        return DeviceModel::tr("Synchronizing, %1 %").arg(device.progressPercent);
    case SyncState::Paused:
        return DeviceModel::tr("Paused, %1 %", "a synchronization; percent").arg(device.progressPercent);
    case SyncState::Stopping:
        return DeviceModel::tr("Stopping…");
    }
    return DeviceModel::tr("Connected");
}

void DeviceModel::setDevices(const QList<DeviceState> &devices)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::ranges::contains(devices, m_devices.at(row).id, &DeviceState::id))
            continue;
        beginRemoveRows({}, row, row);
        m_devices.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < devices.size(); ++row) {
        const DeviceState &wanted = devices.at(row);
        const auto found = std::ranges::find(m_devices, wanted.id, &DeviceState::id);
        if (found == m_devices.end()) {
            beginInsertRows({}, row, row);
            m_devices.insert(row, wanted);
            endInsertRows();
            continue;
        }
        const auto from = static_cast<int>(found - m_devices.begin());
        if (from != row) {
            beginMoveRows({}, from, from, {}, row);
            m_devices.move(from, row);
            endMoveRows();
        }
        setDevice(wanted);
    }
}

void DeviceModel::setDevice(const DeviceState &device)
{
    const auto found = std::ranges::find(m_devices, device.id, &DeviceState::id);
    if (found == m_devices.end() || *found == device)
        return;
    *found = device;
    const QModelIndex changed = index(static_cast<int>(found - m_devices.begin()));
    Q_EMIT dataChanged(changed, changed);
}

DeviceState DeviceModel::device(PlayerId id) const
{
    const auto found = std::ranges::find(m_devices, id, &DeviceState::id);
    return found == m_devices.end() ? DeviceState() : *found;
}

int DeviceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_devices.size());
}

QVariant DeviceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const DeviceState &device = m_devices.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return device.friendlyName.isEmpty() ? device.name : device.friendlyName;
    case Qt::ToolTipRole:
        return device.location.isEmpty() ? device.name : device.location;
    case Qt::AccessibleTextRole:
        return tr("%1, %2", "a player and what it is doing")
            .arg(index.data(Qt::DisplayRole).toString(), statusText(device));
    case PlayerIdRole:
        return QVariant::fromValue(device.id);
    case StateRole:
        return QVariant::fromValue(device);
    case StatusTextRole:
        return statusText(device);
    case ProgressRole:
        return device.syncState == SyncState::Synchronizing || device.syncState == SyncState::Paused
                   ? device.progressPercent
                   : -1;
    case IsConnectedRole:
        return device.isConnected;
    default:
        return {};
    }
}

} // namespace tandem::model
