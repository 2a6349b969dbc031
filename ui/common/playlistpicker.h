// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QListView;
class QToolButton;

namespace tandem::model {
class PlaylistModel;
}

namespace tandem::ui {

/// The list in which a person checks what synchronizes, and puts it in order of priority: by dragging,
/// or with the buttons beside it.
class PlaylistPicker : public QWidget
{
    Q_OBJECT

public:
    explicit PlaylistPicker(QWidget *parent = nullptr);

    model::PlaylistModel &model() { return *m_model; }

private:
    void move(bool up);
    void updateButtons();

    model::PlaylistModel *m_model;
    QListView *m_view;
    QToolButton *m_upButton;
    QToolButton *m_downButton;
    QLabel *m_emptyLabel;
};

} // namespace tandem::ui
