// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tracks/folderrepository.h"

#include <QWidget>

class QLabel;

namespace tandem::ui {

/// In the middle of the window: a music folder that is not there, what that means, and what can be done.
class AwayFolderPage : public QWidget
{
    Q_OBJECT

public:
    explicit AwayFolderPage(QWidget *parent = nullptr);

    FolderId folder() const { return m_folder; }
    void setFolder(const model::LibraryFolder &folder);

Q_SIGNALS:
    void findRequested(tandem::FolderId id);

private:
    FolderId m_folder;
    QLabel *m_headingLabel;
    QLabel *m_pathLabel;
};

} // namespace tandem::ui
