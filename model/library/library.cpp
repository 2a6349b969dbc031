// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "library.h"

#include "model/library/databasewatch.h"
#include "model/playlists/playlisttransfer.h"
#include "model/scan/scanworker.h"

#include <QThread>
#include <algorithm>
#include <optional>
#include <stop_token>

using namespace Qt::StringLiterals;

namespace tandem::model {

class Library::Private
{
public:
    Private(Library *library, Database source)
        : q(library),
          database(std::move(source)),
          connection(database),
          folders(connection),
          playlists(connection),
          watch(connection),
          worker(std::make_unique<ScanWorker>(database))
    {
        QObject::connect(&watch, &DatabaseWatch::written, q, [this] { lookForNews(); });
        QObject::connect(q, &Library::playlistsChanged, q, [this] { known = list(); });
        QObject::connect(q, &Library::playlistContentChanged, q, [this] { known = list(); });
        known = list();
        watch.start();
        thread.setObjectName(u"library-scan"_s);
        worker->moveToThread(&thread);
        QObject::connect(worker.get(), &ScanWorker::progressed, q, &Library::scanProgressed);
        QObject::connect(worker.get(), &ScanWorker::tracksAdded, q, &Library::tracksChanged);
        QObject::connect(worker.get(), &ScanWorker::finished, q,
                         [this](const ScanReport &report) { finish(report); });
        QObject::connect(worker.get(), &ScanWorker::failed, q, [this](const Error &error) { fail(error); });
        thread.start();
    }

    ~Private()
    {
        stop.request_stop();
        thread.quit();
        thread.wait();
    }

    void start()
    {
        if (isScanning) {
            isScanWanted = true;
            return;
        }
        isScanning = true;
        isScanWanted = false;
        availability = currentAvailability();
        stop = std::stop_source();
        QMetaObject::invokeMethod(worker.get(),
                                  [w = worker.get(), token = stop.get_token()] { w->scan(token); });
        Q_EMIT q->scanStarted();
    }

    void finish(const ScanReport &report)
    {
        isScanning = false;
        const bool hasChanges =
            report.added > 0 || report.updated > 0 || report.moved > 0 || report.missing > 0;
        const bool hasNewAvailability = announceAvailability();
        if (hasChanges || hasNewAvailability)
            Q_EMIT q->tracksChanged();
        Q_EMIT q->scanFinished(report);
        startWanted();
    }

    void fail(const Error &error)
    {
        isScanning = false;
        announceAvailability();
        Q_EMIT q->tracksChanged(); // it may have stored some before
        Q_EMIT q->scanFailed(error);
        startWanted();
    }

    void startWanted()
    {
        // A slot of the signal before may have started the next scan already.
        if (isScanWanted && !isScanning)
            start();
    }

    /// The folders that are there; nullopt if the database does not say.
    std::optional<QList<FolderId>> currentAvailability() const
    {
        const auto all = folders.all();
        if (!all)
            return std::nullopt;
        QList<FolderId> available;
        for (const LibraryFolder &folder : *all) {
            if (folder.isAvailable)
                available += folder.id;
        }
        return available;
    }

    bool announceAvailability()
    {
        const auto now = currentAvailability();
        const bool isNew = now != availability;
        availability = now;
        if (isNew)
            Q_EMIT q->foldersChanged();
        return isNew;
    }

    QList<Playlist> list() const { return playlists.all().value_or(known); }

    /// What somebody else has done to the list of playlists.
    void lookForNews()
    {
        const QList<Playlist> before = std::exchange(known, list());
        if (before == known)
            return;
        const QList<Playlist> now = known;
        Q_EMIT q->playlistsChanged();
        for (const Playlist &playlist : now) {
            const auto old = std::ranges::find(before, playlist.id, &Playlist::id);
            if (old != before.end() && old->rule != playlist.rule)
                Q_EMIT q->playlistContentChanged(playlist.id);
        }
    }

    Result<PlaylistId> announceAdded(Result<PlaylistId> id)
    {
        if (id)
            Q_EMIT q->playlistsChanged();
        return id;
    }

    Result<void> announceList(Result<void> done)
    {
        if (done)
            Q_EMIT q->playlistsChanged();
        return done;
    }

    Result<void> announceContent(PlaylistId id, Result<void> done)
    {
        if (done)
            Q_EMIT q->playlistContentChanged(id);
        return done;
    }

    Library *q;
    Database database;
    Connection connection;
    FolderRepository folders;
    PlaylistRepository playlists;
    QList<Playlist> known; ///< as they were when somebody was last told of them
    DatabaseWatch watch;
    std::unique_ptr<ScanWorker> worker; // outlives the thread that it lives in
    QThread thread;
    std::stop_source stop;
    bool isScanning = false;
    bool isScanWanted = false; ///< once more, after the one that runs
    std::optional<QList<FolderId>> availability;
};

Library::Library(Database database, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(database)))
{
}

Library::~Library() = default;

const Database &Library::database() const
{
    return d->database;
}

Connection &Library::connection()
{
    return d->connection;
}

bool Library::isScanning() const
{
    return d->isScanning;
}

Result<void> Library::addFolder(const QString &path)
{
    if (auto id = d->folders.add(path); !id)
        return std::unexpected(id.error());
    Q_EMIT foldersChanged();
    startScan();
    return {};
}

Result<void> Library::removeFolder(const QString &path)
{
    // A scan must not find its folder gone while it stores the folder's tracks. It stops within a second;
    // how it ended arrives later, in its signal, and then the other folders get their scan.
    if (d->isScanning) {
        d->stop.request_stop();
        d->isScanWanted = true;
        QMetaObject::invokeMethod(d->worker.get(), [] {}, Qt::BlockingQueuedConnection);
    }
    if (auto done = d->folders.remove(path); !done)
        return done;
    Q_EMIT foldersChanged();
    Q_EMIT tracksChanged();
    return {};
}

Result<PlaylistId> Library::createPlaylist(const QString &name, std::span<const TrackId> tracks)
{
    const auto entries = d->playlists.entriesForTracks(tracks);
    if (!entries)
        return std::unexpected(entries.error());
    return d->announceAdded(d->playlists.createStatic(name, *entries));
}

Result<PlaylistId> Library::createAutoPlaylist(const QString &name, const AutoRule &rule)
{
    return d->announceAdded(d->playlists.createAuto(name, rule));
}

Result<void> Library::changeAutoPlaylist(PlaylistId id, const AutoRule &rule)
{
    return d->announceContent(id, d->playlists.setRule(id, rule));
}

Result<void> Library::renamePlaylist(PlaylistId id, const QString &name)
{
    return d->announceList(d->playlists.rename(id, name));
}

Result<void> Library::removePlaylist(PlaylistId id)
{
    return d->announceList(d->playlists.remove(id));
}

Result<void> Library::appendToPlaylist(PlaylistId id, std::span<const TrackId> tracks)
{
    const auto entries = d->playlists.entriesForTracks(tracks);
    if (!entries)
        return std::unexpected(entries.error());
    return d->announceContent(id, d->playlists.append(id, *entries));
}

Result<void> Library::setPlaylistEntries(PlaylistId id, const QList<PlaylistEntry> &entries)
{
    return d->announceContent(id, d->playlists.setEntries(id, entries));
}

Result<std::optional<PlaylistEdit>> Library::editPlaylist(PlaylistId id, const PlaylistChange &change)
{
    const auto edit = model::editPlaylist(d->connection, id, change);
    if (!edit || !*edit)
        return edit;
    const PlaylistState &before = (*edit)->before, &after = (*edit)->after;
    if (!before || !after || before->playlist.name != after->playlist.name)
        Q_EMIT playlistsChanged();
    if (before && after &&
        (before->playlist.rule != after->playlist.rule || before->entries != after->entries))
        Q_EMIT playlistContentChanged(after->playlist.id);
    return edit;
}

Result<PlaylistId> Library::importPlaylist(const QString &file)
{
    return d->announceAdded(importPlaylistFile(d->connection, file));
}

Result<void> Library::exportPlaylist(PlaylistId id, const QString &file)
{
    return exportPlaylistFile(d->connection, id, file);
}

void Library::startScan()
{
    d->start();
}

void Library::stopScan()
{
    d->isScanWanted = false;
    d->stop.request_stop();
}

} // namespace tandem::model
