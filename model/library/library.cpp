// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "library.h"

#include "model/library/databasewatch.h"
#include "model/library/mountwatch.h"
#include "model/library/playlisteditor.h"
#include "model/playlists/playlisttransfer.h"
#include "model/scan/scanworker.h"

#include <QThread>
#include <algorithm>
#include <functional>
#include <optional>
#include <stop_token>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

/// Whether they look the same in a list: rules are content.
bool isSameList(const QList<Playlist> &a, const QList<Playlist> &b)
{
    return std::ranges::equal(a, b, [](const Playlist &one, Playlist other) {
        other.rule = one.rule;
        return one == other;
    });
}

} // namespace

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
        known = list();
        knownVersions = listVersions();
        knownFolders = listFolders();
        watch.start();
        QObject::connect(&mounts, &MountWatch::changed, q, [this] { q->lookForFolders(); });
        thread.setObjectName(u"library-scan"_s);
        worker->moveToThread(&thread);
        QObject::connect(worker.get(), &ScanWorker::progressed, q, &Library::scanProgressed);
        QObject::connect(worker.get(), &ScanWorker::tracksAdded, q, &Library::tracksChanged);
        QObject::connect(worker.get(), &ScanWorker::finished, q,
                         [this](const ScanReport &report) { finish(report); });
        QObject::connect(worker.get(), &ScanWorker::failed, q, [this](const Error &error) { fail(error); });
        thread.start();
        writing.setObjectName(u"library-write"_s);
        writer.moveToThread(&writing);
        writing.start();
    }

    ~Private()
    {
        stop.request_stop();
        thread.quit();
        // Behind the changes that were asked for.
        QMetaObject::invokeMethod(&writer, [this] { writing.quit(); }, Qt::QueuedConnection);
        for (QThread *each : {&thread, &writing})
            each->wait();
    }

    /// Has @p work(Connection &) done in the thread of @p in, behind whatever that does now.
    template <class Work>
    auto write(QObject *in, Work work)
    {
        return askOf(in, [source = database, work = std::move(work)] {
            Connection own(source);
            return work(own);
        });
    }

    /// Has @p work(PlaylistEditor &, Connection &) done in the writing thread, and tells what is new then:
    /// what it did, or what somebody else did whom it would not disturb.
    template <class Work>
    Pending<std::optional<PlaylistEdit>> writePlaylist(Work work)
    {
        return write(&writer,
                     [this, work = std::move(work)](Connection &own) { return work(playlistEditor, own); })
            .then(q, [this](const Result<std::optional<PlaylistEdit>> &edit) {
                announcePlaylists();
                return edit;
            });
    }

    /// For work that never declines.
    template <class Work>
    Pending<PlaylistEdit> writePlaylistSurely(Work work)
    {
        return writePlaylist(std::move(work)).then(q, [](const Result<std::optional<PlaylistEdit>> &edit) {
            return edit.transform([](const std::optional<PlaylistEdit> &done) { return done.value(); });
        });
    }

    Pending<std::optional<PlaylistEdit>> changeLines(PlaylistId id, const LinesChange &change)
    {
        return writePlaylist([id, change](PlaylistEditor &editor, Connection &own) {
            return editor.editLines(own, id, change);
        });
    }

    /// Tells what is new of playlists since this was last done, whoever did it.
    void announcePlaylists()
    {
        const QList<Playlist> before = std::exchange(known, list());
        const QHash<PlaylistId, qint64> versionsBefore = std::exchange(knownVersions, listVersions());
        const QHash<PlaylistId, qint64> versions = knownVersions; // who is told may do the next thing
        const QList<Playlist> now = known;
        if (!isSameList(before, now))
            Q_EMIT q->playlistsChanged();
        for (const Playlist &playlist : now) {
            const auto old = versionsBefore.constFind(playlist.id);
            if (old != versionsBefore.cend() && *old != versions.value(playlist.id, *old))
                Q_EMIT q->playlistContentChanged(playlist.id);
        }
    }

    void start()
    {
        if (isScanning) {
            isScanWanted = true;
            return;
        }
        isScanning = true;
        isScanWanted = false;
        stop = std::stop_source();
        QMetaObject::invokeMethod(worker.get(),
                                  [w = worker.get(), token = stop.get_token()] { w->scan(token); });
        Q_EMIT q->scanStarted();
    }

    void finish(const ScanReport &report)
    {
        isScanning = false;
        const bool hasChanges = report.added > 0 || report.updated > 0 || report.moved > 0 ||
                                report.missing > 0 || report.away > 0 || report.unclear > 0;
        const bool hasNewFolders = announceFolders();
        if (hasChanges || hasNewFolders)
            Q_EMIT q->tracksChanged();
        Q_EMIT q->scanFinished(report);
        startWanted();
    }

    void fail(const Error &error)
    {
        isScanning = false;
        announceFolders();
        Q_EMIT q->tracksChanged(); // it may have stored some before
        Q_EMIT q->scanFailed(error);
        startWanted();
    }

    /// A scan must not find its folder gone while it stores the folder's tracks. It stops within a second;
    /// how it ended arrives later, in its signal, and then the folders get their scan.
    void interruptScan()
    {
        if (!isScanning)
            return;
        stop.request_stop();
        isScanWanted = true;
    }

    void startWanted()
    {
        // A slot of the signal before may have started the next scan already.
        if (isScanWanted && !isScanning)
            start();
    }

    /// Scans if these are other folders than those that were not there before.
    bool takeGone(const QList<FolderId> &now)
    {
        if (!gone) {
            gone.emplace();
            for (const LibraryFolder &folder : std::as_const(knownFolders)) {
                if (!folder.isAvailable)
                    *gone += folder.id;
            }
        }
        const bool isNew = std::exchange(*gone, now) != now;
        if (isNew)
            start();
        return isNew;
    }

    QList<LibraryFolder> listFolders() const { return folders.all().value_or(knownFolders); }

    bool announceFolders()
    {
        // A folder that is half removed is none that is not there.
        if (folderChanges > 0)
            return false;
        const bool isNew = std::exchange(knownFolders, listFolders()) != knownFolders;
        if (isNew)
            Q_EMIT q->foldersChanged();
        return isNew;
    }

    QList<Playlist> list() const { return playlists.all().value_or(known); }
    QHash<PlaylistId, qint64> listVersions() const { return playlists.versions().value_or(knownVersions); }

    /// What somebody else has done to folders and playlists.
    void lookForNews()
    {
        // What the own scan finds is told at its end.
        if (!isScanning && announceFolders())
            Q_EMIT q->tracksChanged();
        announcePlaylists();
    }

    Library *q;
    Database database;
    Connection connection;
    FolderRepository folders;
    PlaylistRepository playlists;
    // As they were when somebody was last told of them.
    QList<Playlist> known;
    QHash<PlaylistId, qint64> knownVersions; ///< of what they hold
    DatabaseWatch watch;
    std::unique_ptr<ScanWorker> worker; // outlives the thread that it lives in
    QThread thread;
    QObject writer; ///< in whose thread the other changes are made
    QThread writing;
    PlaylistEditor playlistEditor; ///< of the writing thread
    std::stop_source stop;
    bool isScanning = false;
    bool isScanWanted = false;           ///< once more, after the one that runs
    QList<LibraryFolder> knownFolders;   ///< as they were when somebody was last told of them
    int folderChanges = 0;               ///< that are being made
    std::optional<QList<FolderId>> gone; ///< when that was last looked at
    MountWatch mounts;
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
    d->announceFolders();
    startScan();
    return {};
}

Pending<QString> Library::folderMovedTo(const QString &path)
{
    return d->write(&d->writer, [path](Connection &own) { return model::folderMovedTo(own, path); });
}

Pending<Likeness> Library::likenessOf(const QString &from, const QString &to)
{
    return d->write(&d->writer, [from, to](Connection &own) { return model::likenessOf(own, from, to); });
}

Pending<bool> Library::lookForFolders()
{
    return d->write(d->worker.get(), [](Connection &own) { return goneFolders(own); })
        .then(this, [this](const Result<QList<FolderId>> &now) {
            return now.transform([this](const QList<FolderId> &gone) { return d->takeGone(gone); });
        });
}

Pending<void> Library::moveFolder(const QString &from, const QString &to)
{
    d->interruptScan();
    ++d->folderChanges;
    return d->write(d->worker.get(), [from, to](Connection &own) { return moveMusicFolder(own, from, to); })
        .then(this, [this](const Result<void> &moved) {
            --d->folderChanges;
            d->announceFolders();
            if (moved) {
                Q_EMIT tracksChanged();
                startScan();
            }
            return moved;
        });
}

Pending<void> Library::removeFolder(const QString &path)
{
    d->interruptScan();
    ++d->folderChanges;
    return d->write(d->worker.get(), [path](Connection &own) { return FolderRepository(own).remove(path); })
        .then(this, [this](const Result<void> &done) {
            --d->folderChanges;
            d->announceFolders();
            if (done)
                Q_EMIT tracksChanged();
            return done;
        });
}

Result<QList<Playlist>> Library::playlists() const
{
    return d->playlists.all();
}

Result<Playlist> Library::playlist(PlaylistId id) const
{
    return d->playlists.playlist(id);
}

Pending<PlaylistEdit> Library::createPlaylist(const QString &name, const QList<TrackId> &tracks)
{
    return d->writePlaylistSurely(
        [name, tracks](PlaylistEditor &editor, Connection &own) { return editor.create(own, name, tracks); });
}

Pending<PlaylistEdit> Library::createAutoPlaylist(const QString &name, const AutoRule &rule)
{
    return d->writePlaylistSurely(
        [name, rule](PlaylistEditor &editor, Connection &own) { return editor.createAuto(own, name, rule); });
}

Pending<std::optional<PlaylistEdit>> Library::editPlaylist(PlaylistId id, const PlaylistChange &change)
{
    return d->writePlaylist(
        [id, change](PlaylistEditor &editor, Connection &own) { return editor.edit(own, id, change); });
}

Pending<std::optional<PlaylistEdit>> Library::appendToPlaylist(PlaylistId id, const QList<TrackId> &tracks)
{
    return d->changeLines(id, [tracks](Connection &own, const QList<PlaylistEntry> &entries) {
        return PlaylistRepository(own).entriesForTracks(tracks).transform(
            [&](const QList<PlaylistEntry> &added) { return std::optional(entries + added); });
    });
}

Pending<std::optional<PlaylistEdit>> Library::movePlaylistLines(PlaylistId id, const QList<SeenLine> &lines,
                                                                int target)
{
    return d->changeLines(id, [lines, target](Connection &, const QList<PlaylistEntry> &entries) {
        return hasLines(entries, lines) ? std::optional(withLinesMoved(entries, numbersOf(lines), target))
                                        : std::nullopt;
    });
}

Pending<std::optional<PlaylistEdit>> Library::removePlaylistLines(PlaylistId id, const QList<SeenLine> &lines)
{
    return d->changeLines(id, [lines](Connection &, const QList<PlaylistEntry> &entries) {
        return hasLines(entries, lines) ? std::optional(withoutLines(entries, numbersOf(lines)))
                                        : std::nullopt;
    });
}

Pending<PlaylistEdit> Library::importPlaylist(const QString &file)
{
    return d->writePlaylistSurely(
        [file](PlaylistEditor &editor, Connection &own) { return editor.importFile(own, file); });
}

Pending<void> Library::exportPlaylist(PlaylistId id, const QString &file)
{
    return d->write(&d->writer, [id, file](Connection &own) { return exportPlaylistFile(own, id, file); });
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
