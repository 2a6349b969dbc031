// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/pending.h"
#include "model/db/database.h"
#include "model/playlists/playlist.h"

#include <QDialog>
#include <functional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTimer;

namespace tandem::ui {

/// Makes or changes an auto playlist; says while one types whether the query can be understood and how
/// many songs it matches.
class AutoPlaylistDialog : public QDialog
{
    Q_OBJECT

public:
    /// Keeps what was entered; the dialog waits for it, and after a failure stays open and shows it.
    using Save = std::function<Pending<void>(const QString &name, const model::AutoRule &rule)>;

    AutoPlaylistDialog(const model::Database &database, Save save, QWidget *parent = nullptr);

    void setPlaylist(const QString &name, const model::AutoRule &rule);
    QString name() const;
    model::AutoRule rule() const;

    void accept() override;

private:
    void buildWidgets();
    void queryChanged();
    void countMatches();

    model::Database m_database;
    Save m_save;
    int m_generation = 0;
    QLineEdit *m_nameEdit;
    QLineEdit *m_queryEdit;
    QLabel *m_matchLabel;
    QComboBox *m_sortBox;
    QCheckBox *m_descendingBox;
    QSpinBox *m_limitBox;
    QComboBox *m_unitBox;
    QLabel *m_errorLabel;
    QPushButton *m_okButton;
    QTimer *m_countTimer;
};

} // namespace tandem::ui
