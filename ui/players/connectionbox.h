// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/items/devicestate.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace tandem::ui {

/// How a player is connected: what keeps it from being used and what to do about that, and letting go of
/// it. Only shows and asks; whoever owns it does what it asks for.
class ConnectionBox : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionBox(QWidget *parent = nullptr);

    void setDevice(const model::DeviceState &device);

Q_SIGNALS:
    void mountRequested();
    void releaseRequested(); ///< another program is to let go of the player
    void ejectRequested();

private:
    QLabel *m_problemLabel;
    QPushButton *m_mountButton;
    QPushButton *m_releaseButton;
    QPushButton *m_ejectButton;
};

} // namespace tandem::ui
