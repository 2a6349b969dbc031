// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "model/tracks/folderrepository.h"

#include <QList>
#include <QObject>
#include <QStringList>
#include <functional>

namespace tandem::model {
class Library;
}
namespace tandem::sync {
class SyncService;
}

namespace tandem::ui {

/// The commands that concern music folders: asks what they need to know, does them, and shows what goes
/// wrong.
class FolderController : public QObject
{
    Q_OBJECT

public:
    /// @p window is the parent of the dialogs and owns the controller.
    FolderController(model::Library &library, sync::SyncService &service, QWidget *window);

    QList<model::LibraryFolder> awayFolders();
    void add();
    /// One after the other. One that looks like a folder that is not there is asked about.
    void add(const QStringList &paths);
    void remove();
    /// Asks where a folder that is not there is now. If @p id is none of these: of which, if there are
    /// several.
    void find(FolderId id);

Q_SIGNALS:
    void done(const QString &sentence); ///< for the status bar

private:
    void addNext();
    void addAsNew(const QString &path);
    void askWhetherMoved(const QString &from, const QString &to);
    void askPlaceOf(const QString &path);
    void compare(const QString &from, const QString &to);
    void move(const QString &from, const QString &to, const std::function<void()> &next = {});
    /// Shows a failure and passes the value on.
    template <class T>
    bool check(const Result<T> &result);

    model::Library &m_library;
    sync::SyncService &m_service;
    QWidget *m_window;
    QStringList m_toAdd;
    bool m_isAdding = false;
};

} // namespace tandem::ui
