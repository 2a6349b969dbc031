// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "librarycontroller.h"

#include "model/library/library.h"
#include "sync/service/syncservice.h"
#include "ui/common/filedialog.h"
#include "ui/common/messages.h"
#include "ui/playlists/autoplaylistdialog.h"
#include "ui/window/edithistory.h"
#include "ui/window/edits.h"

#include <QFileInfo>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

bool isPlaylistFile(const QString &path)
{
    return path.endsWith(u".m3u"_s, Qt::CaseInsensitive) || path.endsWith(u".m3u8"_s, Qt::CaseInsensitive);
}

} // namespace

LibraryController::LibraryController(model::Library &library, sync::SyncService &service,
                                     EditHistory &history, QWidget *window)
    : QObject(window), m_library(library), m_service(service), m_history(history), m_window(window)
{
}

template <class T>
bool LibraryController::check(const Result<T> &result)
{
    if (!result)
        showError(m_window, result.error());
    return result.has_value();
}

void LibraryController::showFailure(Pending<void> done)
{
    done.then(this, [this](const Result<void> &result) { check(result); });
}

Pending<void> LibraryController::make(const Doing &doing, const QString &text, const QString &sentence)
{
    return m_history.perform([=, this] {
        return doing().then(this, [=, this](const Result<model::PlaylistEdit> &made) {
            return made.transform([&](const model::PlaylistEdit &edit) {
                Q_EMIT playlistMade(edit.id());
                note(edit, {}, text, sentence);
            });
        });
    });
}

Pending<void> LibraryController::edit(const model::Playlist &seen, const QString &text,
                                      const QString &sentence,
                                      const std::function<void(model::PlaylistState &)> &change)
{
    const auto changeThis = [seen, change](model::PlaylistState &now) {
        const bool isAsSeen = now && now->playlist == seen;
        if (isAsSeen)
            change(now);
        return isAsSeen;
    };
    const PlaylistId id = seen.id;
    return m_history.perform([=, this] {
        const auto places = m_service.placesOf(id);
        if (!places)
            return answered<void>(std::unexpected(places.error()));
        return m_library.editPlaylist(id, changeThis)
            .then(this, [=, this](const Result<std::optional<model::PlaylistEdit>> &edit) -> Result<void> {
                if (!edit)
                    return std::unexpected(edit.error());
                if (!*edit && m_library.playlist(id))
                    return failure(ErrorCode::InvalidArgument, seen.name,
                                   tr("it has been changed elsewhere since, and was left as it is; look at "
                                      "it again"));
                if (!*edit)
                    return failure(ErrorCode::NotFound, seen.name);
                note(**edit, *places, text, sentence);
                return {};
            });
    });
}

void LibraryController::editLines(PlaylistId id, const DoingLines &doing, const QString &text,
                                  const Sentence &sentence)
{
    showFailure(m_history.perform([=, this] {
        return doing().then(this, [=, this](const Result<std::optional<model::PlaylistEdit>> &edit) {
            return edit.transform([&](const std::optional<model::PlaylistEdit> &done) {
                if (done)
                    return note(*done, {}, text, sentence(*done));
                const QString name = m_library.playlist(id).value_or(model::Playlist()).name;
                Q_EMIT this->done(
                    tr("“%1” has been changed elsewhere since, and was left as it is. Look at it "
                       "again before you go on.")
                        .arg(name));
            });
        });
    }));
}

void LibraryController::note(const model::PlaylistEdit &edit, const QList<sync::PlaylistPlace> &places,
                             const QString &text, const QString &sentence)
{
    m_history.add(std::make_unique<EditOfPlaylist>(m_library, m_service, edit, places), text, sentence);
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
    showFailure(make([this, file] { return m_library.importPlaylist(file); }, tr("Import Playlist"),
                     tr("“%1” was imported.").arg(QFileInfo(file).fileName())));
}

void LibraryController::exportPlaylist(PlaylistId id)
{
    const auto playlist = m_library.playlist(id);
    if (!check(playlist))
        return;
    QFileDialog *dialog = fileDialog(m_window, tr("Export Playlist"), QFileDialog::AnyFile);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Playlists (%1)").arg(u"*.m3u8 *.m3u"_s));
    dialog->setDefaultSuffix(u"m3u8"_s);
    dialog->selectFile(QString(playlist->name).replace(u'/', u'_') + u".m3u8"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, id](const QString &file) {
        m_library.exportPlaylist(id, file).then(this, [this, file](const Result<void> &written) {
            if (check(written))
                Q_EMIT done(tr("“%1” was written.").arg(file));
        });
    });
    dialog->open();
}

void LibraryController::takeFiles(const QList<QUrl> &urls)
{
    QStringList folders, unusable;
    for (const QUrl &url : urls) {
        const QString path = url.toLocalFile();
        if (!path.isEmpty() && QFileInfo(path).isDir())
            folders += path;
        else if (isPlaylistFile(path))
            importPlaylist(path);
        else
            unusable += path.isEmpty() ? url.toDisplayString() : path;
    }
    if (!folders.isEmpty())
        Q_EMIT foldersGiven(folders);
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
        showFailure(make([this, name, tracks] { return m_library.createPlaylist(name, tracks); },
                         tr("New Playlist"), tr("The playlist “%1” was made.").arg(name)));
    });
}

void LibraryController::createAutoPlaylist()
{
    auto *dialog = new AutoPlaylistDialog(
        m_library.database(),
        [this](const QString &name, const model::AutoRule &rule) {
            return make([this, name, rule] { return m_library.createAutoPlaylist(name, rule); },
                        tr("New Auto Playlist"), tr("The auto playlist “%1” was made.").arg(name));
        },
        m_window);
    dialog->setWindowTitle(tr("New Auto Playlist"));
    dialog->open();
}

void LibraryController::editAutoPlaylist(PlaylistId id)
{
    const auto playlist = m_library.playlist(id);
    if (!check(playlist))
        return;
    auto *dialog = new AutoPlaylistDialog(
        m_library.database(),
        [this, seen = *playlist](const QString &name, const model::AutoRule &rule) {
            return edit(seen, tr("Edit Auto Playlist"), tr("The auto playlist “%1” was changed.").arg(name),
                        [name, rule](model::PlaylistState &now) {
                            now->playlist.name = name;
                            now->playlist.rule = rule;
                        });
        },
        m_window);
    dialog->setWindowTitle(tr("Edit Auto Playlist"));
    dialog->setPlaylist(playlist->name, playlist->rule);
    dialog->open();
}

void LibraryController::renamePlaylist(PlaylistId id)
{
    const auto playlist = m_library.playlist(id);
    if (!check(playlist))
        return;
    askText(m_window, tr("Rename Playlist"), tr("New name:"), playlist->name,
            [this, seen = *playlist](const QString &name) {
                showFailure(edit(seen, tr("Rename Playlist"),
                                 tr("“%1” is called “%2” now.").arg(seen.name, name),
                                 [name](model::PlaylistState &now) { now->playlist.name = name; }));
            });
}

void LibraryController::deletePlaylist(PlaylistId id)
{
    const auto playlist = m_library.playlist(id);
    if (!check(playlist))
        return;
    askQuestion(
        m_window, tr("Delete Playlist"),
        tr("Delete the playlist “%1”? Its songs stay in the library; players that synchronize it lose "
           "what no other playlist holds.")
            .arg(playlist->name),
        tr("Delete"), [this, seen = *playlist] {
            showFailure(edit(seen, tr("Delete Playlist"), tr("The playlist “%1” was deleted.").arg(seen.name),
                             [](model::PlaylistState &now) { now.reset(); }));
        });
}

void LibraryController::append(PlaylistId id, const QList<TrackId> &tracks)
{
    editLines(
        id, [this, id, tracks] { return m_library.appendToPlaylist(id, tracks); }, tr("Add Songs"),
        [](const model::PlaylistEdit &edit) {
            return tr("%n song(s) were added to the playlist.", nullptr,
                      static_cast<int>(edit.after->entries.size() - edit.before->entries.size()));
        });
}

void LibraryController::removeLines(PlaylistId id, const QList<model::SeenLine> &lines)
{
    editLines(
        id, [this, id, lines] { return m_library.removePlaylistLines(id, lines); }, tr("Remove Songs"),
        [count = static_cast<int>(lines.size())](const model::PlaylistEdit &) {
            return tr("%n song(s) were removed from the playlist.", nullptr, count);
        });
}

void LibraryController::moveLines(PlaylistId id, const QList<model::SeenLine> &lines, int target)
{
    editLines(
        id, [this, id, lines, target] { return m_library.movePlaylistLines(id, lines, target); },
        tr("Move Songs"),
        [count = static_cast<int>(lines.size())](const model::PlaylistEdit &) {
            return tr("%n song(s) were moved.", nullptr, count);
        });
}

} // namespace tandem::ui
