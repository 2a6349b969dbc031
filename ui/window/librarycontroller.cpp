// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "librarycontroller.h"

#include "model/library/library.h"
#include "sync/service/syncservice.h"
#include "ui/common/messages.h"
#include "ui/playlists/autoplaylistdialog.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

QFileDialog *fileDialog(QWidget *parent, const QString &title, QFileDialog::FileMode mode)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode);
    if (mode == QFileDialog::Directory)
        dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::MusicLocation));
    return dialog;
}

bool isPlaylistFile(const QString &path)
{
    return path.endsWith(u".m3u"_s, Qt::CaseInsensitive) || path.endsWith(u".m3u8"_s, Qt::CaseInsensitive);
}

} // namespace

QList<model::PlaylistEntry> withLinesMoved(const QList<model::PlaylistEntry> &entries,
                                           const QList<int> &lines, int target)
{
    QList<model::PlaylistEntry> before, moved, after;
    for (int line = 0; line < entries.size(); ++line) {
        auto &part = lines.contains(line) ? moved : line < target ? before : after;
        part += entries.at(line);
    }
    return before + moved + after;
}

LibraryController::LibraryController(model::Library &library, sync::SyncService &service, QWidget *window)
    : QObject(window), m_library(library), m_service(service), m_window(window)
{
}

template <class T>
bool LibraryController::check(const Result<T> &result)
{
    if (!result)
        showError(m_window, result.error());
    return result.has_value();
}

void LibraryController::addFolder()
{
    QFileDialog *dialog = fileDialog(m_window, tr("Add Music Folder"), QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            qOverload<const QString &>(&LibraryController::addFolder));
    dialog->open();
}

void LibraryController::addFolder(const QString &path)
{
    if (check(m_service.checkMusicFolder(path)) && check(m_library.addFolder(path)))
        Q_EMIT done(tr("“%1” was added to the library.").arg(path));
}

void LibraryController::removeFolder()
{
    const auto folders = model::FolderRepository(m_library.connection()).all();
    if (!check(folders))
        return;
    QStringList paths;
    for (const model::LibraryFolder &folder : *folders)
        paths += folder.path;
    if (paths.isEmpty()) {
        showInformation(m_window, tr("Remove Music Folder"), tr("The library has no music folders."));
        return;
    }
    askChoice(m_window, tr("Remove Music Folder"),
              tr("Its songs leave the library and its players; the files stay where they are."), tr("Remove"),
              paths, [this](const QString &path) {
                  if (check(m_library.removeFolder(path)))
                      Q_EMIT done(tr("“%1” was removed from the library.").arg(path));
              });
}

void LibraryController::importPlaylists()
{
    QFileDialog *dialog = fileDialog(m_window, tr("Import Playlist"), QFileDialog::ExistingFiles);
    dialog->setNameFilter(tr("Playlists (%1)").arg(u"*.m3u *.m3u8"_s));
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &files) {
        for (const QString &file : files)
            importPlaylist(file);
    });
    dialog->open();
}

void LibraryController::importPlaylist(const QString &file)
{
    if (const auto id = m_library.importPlaylist(file); check(id)) {
        Q_EMIT playlistMade(*id);
        Q_EMIT done(tr("“%1” was imported.").arg(QFileInfo(file).fileName()));
    }
}

void LibraryController::exportPlaylist(PlaylistId id)
{
    const auto playlist = model::PlaylistRepository(m_library.connection()).playlist(id);
    if (!check(playlist))
        return;
    QFileDialog *dialog = fileDialog(m_window, tr("Export Playlist"), QFileDialog::AnyFile);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Playlists (%1)").arg(u"*.m3u8 *.m3u"_s));
    dialog->setDefaultSuffix(u"m3u8"_s);
    dialog->selectFile(QString(playlist->name).replace(u'/', u'_') + u".m3u8"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, id](const QString &file) {
        if (check(m_library.exportPlaylist(id, file)))
            Q_EMIT done(tr("“%1” was written.").arg(file));
    });
    dialog->open();
}

void LibraryController::takeFiles(const QList<QUrl> &urls)
{
    QStringList unusable;
    for (const QUrl &url : urls) {
        const QString path = url.toLocalFile();
        if (!path.isEmpty() && QFileInfo(path).isDir())
            addFolder(path);
        else if (isPlaylistFile(path))
            importPlaylist(path);
        else
            unusable += path.isEmpty() ? url.toDisplayString() : path;
    }
    if (!unusable.isEmpty()) {
        showInformation(
            m_window, tr("Not Added"),
            tr("Only folders and M3U playlists can be dropped here. %n item(s) were left out, the "
               "first is “%1”. Drop the folder that holds the music instead.",
               nullptr, static_cast<int>(unusable.size()))
                .arg(unusable.first()));
    }
}

void LibraryController::createPlaylist(const QList<TrackId> &tracks)
{
    const QString label = tracks.isEmpty() ? tr("Name of the new, empty playlist:")
                                           : tr("Name of the new playlist with %n selected song(s):", nullptr,
                                                static_cast<int>(tracks.size()));
    askText(m_window, tr("New Playlist"), label, {}, [this, tracks](const QString &name) {
        if (const auto id = m_library.createPlaylist(name, tracks); check(id))
            Q_EMIT playlistMade(*id);
    });
}

void LibraryController::createAutoPlaylist()
{
    auto *dialog = new AutoPlaylistDialog(
        m_library.database(),
        [this](const QString &name, const model::AutoRule &rule) -> Result<void> {
            const auto id = m_library.createAutoPlaylist(name, rule);
            if (!id)
                return std::unexpected(id.error());
            Q_EMIT playlistMade(*id);
            return {};
        },
        m_window);
    dialog->setWindowTitle(tr("New Auto Playlist"));
    dialog->open();
}

void LibraryController::editAutoPlaylist(PlaylistId id)
{
    const auto playlist = model::PlaylistRepository(m_library.connection()).playlist(id);
    if (!check(playlist))
        return;
    auto *dialog = new AutoPlaylistDialog(
        m_library.database(),
        [this, id, oldName = playlist->name](const QString &name,
                                             const model::AutoRule &rule) -> Result<void> {
            if (name != oldName) {
                if (auto renamed = m_library.renamePlaylist(id, name); !renamed)
                    return renamed;
            }
            return m_library.changeAutoPlaylist(id, rule);
        },
        m_window);
    dialog->setWindowTitle(tr("Edit Auto Playlist"));
    dialog->setPlaylist(playlist->name, playlist->rule);
    dialog->open();
}

void LibraryController::renamePlaylist(PlaylistId id)
{
    const auto playlist = model::PlaylistRepository(m_library.connection()).playlist(id);
    if (!check(playlist))
        return;
    askText(m_window, tr("Rename Playlist"), tr("New name:"), playlist->name,
            [this, id](const QString &name) { check(m_library.renamePlaylist(id, name)); });
}

void LibraryController::deletePlaylist(PlaylistId id)
{
    const auto playlist = model::PlaylistRepository(m_library.connection()).playlist(id);
    if (!check(playlist))
        return;
    askQuestion(
        m_window, tr("Delete Playlist"),
        tr("Delete the playlist “%1”? Its songs stay in the library; players that synchronize it lose "
           "what no other playlist holds.")
            .arg(playlist->name),
        tr("Delete"), [this, id] { check(m_library.removePlaylist(id)); });
}

void LibraryController::append(PlaylistId id, const QList<TrackId> &tracks)
{
    if (check(m_library.appendToPlaylist(id, tracks)))
        Q_EMIT done(tr("%n song(s) were added to the playlist.", nullptr, static_cast<int>(tracks.size())));
}

void LibraryController::removeLines(PlaylistId id, const QList<int> &lines)
{
    auto entries = model::PlaylistRepository(m_library.connection()).entries(id);
    if (!check(entries))
        return;
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        if (*line >= 0 && *line < entries->size())
            entries->removeAt(*line);
    }
    if (check(m_library.setPlaylistEntries(id, *entries)))
        Q_EMIT done(
            tr("%n song(s) were removed from the playlist.", nullptr, static_cast<int>(lines.size())));
}

void LibraryController::moveLines(PlaylistId id, const QList<int> &lines, int target)
{
    const auto entries = model::PlaylistRepository(m_library.connection()).entries(id);
    if (check(entries))
        check(m_library.setPlaylistEntries(id, withLinesMoved(*entries, lines, target)));
}

} // namespace tandem::ui
