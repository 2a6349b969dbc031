// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "foldercontroller.h"

#include "model/library/library.h"
#include "sync/service/syncservice.h"
#include "ui/common/filedialog.h"
#include "ui/common/messages.h"

#include <QFileInfo>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

QStringList pathsOf(const QList<model::LibraryFolder> &folders)
{
    QStringList paths;
    for (const model::LibraryFolder &folder : folders)
        paths += folder.path;
    return paths;
}

} // namespace

FolderController::FolderController(model::Library &library, sync::SyncService &service, QWidget *window)
    : QObject(window), m_library(library), m_service(service), m_window(window)
{
}

template <class T>
bool FolderController::check(const Result<T> &result)
{
    if (!result)
        showError(m_window, result.error());
    return result.has_value();
}

QList<model::LibraryFolder> FolderController::awayFolders()
{
    auto folders = model::FolderRepository(m_library.connection()).all();
    if (!check(folders))
        return {};
    folders->removeIf([](const model::LibraryFolder &folder) { return folder.isAvailable; });
    return *folders;
}

void FolderController::add()
{
    QFileDialog *dialog = fileDialog(m_window, tr("Add Music Folder"), QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { add(QStringList{path}); });
    dialog->open();
}

void FolderController::add(const QStringList &paths)
{
    m_toAdd += paths;
    if (!m_isAdding)
        addNext();
}

void FolderController::addNext()
{
    m_isAdding = !m_toAdd.isEmpty();
    if (!m_isAdding)
        return;
    const QString path = m_toAdd.takeFirst();
    if (!check(m_service.checkMusicFolder(path))) {
        addNext();
        return;
    }
    m_library.folderMovedTo(path).then(this, [this, path](const Result<QString> &from) {
        if (check(from) && !from->isEmpty()) {
            askWhetherMoved(*from, path);
            return;
        }
        if (from)
            addAsNew(path);
        addNext();
    });
}

void FolderController::addAsNew(const QString &path)
{
    if (check(m_library.addFolder(path)))
        Q_EMIT done(tr("“%1” was added to the library.").arg(path));
}

void FolderController::askWhetherMoved(const QString &from, const QString &to)
{
    askWhich(
        m_window, tr("Add Music Folder"),
        tr("“%1” looks like “%2”, which is not there any more. Is it the same music at a new place? Then "
           "playlists, ratings and players keep its songs.")
            .arg(to, from),
        tr("Same Music, Moved"), tr("Other Music"), [this, from, to](Answer answer) {
            if (answer == Answer::Yes) {
                move(from, to, [this] { addNext(); });
                return;
            }
            if (answer == Answer::No)
                addAsNew(to);
            addNext();
        });
}

void FolderController::remove()
{
    const auto folders = model::FolderRepository(m_library.connection()).all();
    if (!check(folders))
        return;
    if (folders->isEmpty()) {
        showInformation(m_window, tr("Remove Music Folder"), tr("The library has no music folders."));
        return;
    }
    askChoice(m_window, tr("Remove Music Folder"),
              tr("Its songs leave the library and its players; the files stay where they are."), tr("Remove"),
              pathsOf(*folders), [this](const QString &path) {
                  m_library.removeFolder(path).then(this, [this, path](const Result<void> &removed) {
                      if (check(removed))
                          Q_EMIT done(tr("“%1” was removed from the library.").arg(path));
                  });
              });
}

void FolderController::find(FolderId id)
{
    const auto folders = awayFolders();
    const auto folder = std::ranges::find(folders, id, &model::LibraryFolder::id);
    if (folder != folders.end())
        askPlaceOf(folder->path);
    else if (folders.size() == 1)
        askPlaceOf(folders.first().path);
    else if (!folders.isEmpty())
        askChoice(m_window, tr("Find Music Folder"), tr("Which of the folders that are not there?"),
                  tr("Find It…"), pathsOf(folders), [this](const QString &path) { askPlaceOf(path); });
}

void FolderController::askPlaceOf(const QString &path)
{
    QFileDialog *dialog = fileDialog(m_window, tr("Where Is “%1” Now?").arg(QFileInfo(path).fileName()),
                                     QFileDialog::Directory);
    if (const QString around = QFileInfo(path).path(); QFileInfo(around).isDir())
        dialog->setDirectory(around);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, path](const QString &place) { compare(path, place); });
    dialog->open();
}

void FolderController::compare(const QString &from, const QString &to)
{
    if (!check(m_service.checkMusicFolder(to)))
        return;
    m_library.likenessOf(from, to).then(this, [this, from, to](const Result<model::Likeness> &likeness) {
        if (!check(likeness))
            return;
        switch (*likeness) {
        case model::Likeness::Most:
            move(from, to);
            break;
        case model::Likeness::Some:
            askQuestion(m_window, tr("Find Music Folder"),
                        tr("Only some of the songs of “%1” are in “%2”. If this is its place now, playlists, "
                           "ratings and players keep these; the others are shown as missing until they are "
                           "in it, too. What else is in it is added to the library.")
                            .arg(from, to),
                        tr("This Is Its Place"), [this, from, to] { move(from, to); });
            break;
        case model::Likeness::None:
            askQuestion(m_window, tr("Find Music Folder"),
                        tr("None of the songs of “%1” is in “%2”, so nothing was changed. Choose the folder "
                           "that holds them under the same names. To have this one in the library as well, "
                           "add it as a music folder.")
                            .arg(from, to),
                        tr("Choose Another…"), [this, from] { askPlaceOf(from); });
            break;
        }
    });
}

void FolderController::move(const QString &from, const QString &to, const std::function<void()> &next)
{
    m_library.moveFolder(from, to).then(this, [this, from, to, next](const Result<void> &moved) {
        if (check(moved))
            Q_EMIT done(
                tr("“%1” is at “%2” now. Playlists, ratings and players keep its songs.").arg(from, to));
        if (next)
            next();
    });
}

} // namespace tandem::ui
