// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "libraryscanner.h"

#include "model/db/readscope.h"
#include "model/playlists/playlistrepository.h"
#include "model/scan/boundedqueue.h"
#include "model/scan/folderwalk.h"
#include "model/scan/gonetracks.h"
#include "model/scan/identities.h"
#include "model/scan/knowntracks.h"
#include "model/scan/leftout.h"
#include "model/scan/scanerrors.h"
#include "model/scan/scanwriter.h"
#include "model/tags/tagreaders.h"
#include "model/tracks/content.h"
#include "model/tracks/folderrepository.h"

#include <QElapsedTimer>
#include <QSet>
#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

constexpr std::chrono::milliseconds progressInterval(100);
constexpr size_t queueCapacity = 1024;
constexpr size_t rowsPerTransaction = 2000;
constexpr std::chrono::milliseconds longestUnwritten(2000);
constexpr size_t readAtOnce = 64; ///< files; the readers are asked for so many in one go

int threadCount()
{
    return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 16u));
}

/// One scan, from the beginning to the end.
class Scan
{
public:
    Scan(const Database &database, FileSystemOf fileSystemOf, ScanDepth depth, NotFound notFound,
         std::stop_token stop, const std::function<void(ScanProgress)> &onProgress)
        : m_connection(database),
          m_fileSystemOf(std::move(fileSystemOf)),
          m_depth(depth),
          m_notFound(notFound),
          m_stop(std::move(stop)),
          m_onProgress(onProgress)
    {
        m_time.start();
    }

    Result<ScanReport> run();

private:
    Result<void> load();
    void walk();
    bool isAsKnown(const WalkedFile &file, const KnownTrack &known) const;
    Result<void> settleFolders();
    Result<void> settlePlaces();
    Result<void> notePlaces();
    void settleIdentities();
    ScannedPlaces places() const;
    Result<void> relocate(ScanWriter &writer);
    void findGoneTracks();
    /// What becomes of a file that was read.
    ScannedFile scanned(ScanJob &job, Result<TrackTags> tags) const;
    Result<void> readFiles(ScanWriter &writer);
    Result<void> writeErrors();
    void takeErrors(std::span<const ScannedFile> files);
    void addError(int root, Error error);
    void tick(ScanProgress progress);

    Connection m_connection;
    const FileSystemOf m_fileSystemOf;
    const ScanDepth m_depth;
    const NotFound m_notFound;
    const std::stop_token m_stop;
    const std::function<void(ScanProgress)> &m_onProgress;
    QElapsedTimer m_time;
    QElapsedTimer m_sinceProgress;

    QList<LibraryFolder> m_folders;
    std::vector<qsizetype> m_prefixLengths; ///< of the folders' paths with a slash, in bytes
    KnownTracks m_known;
    TagReaders m_readers;
    WalkReport m_walk;
    std::vector<ScanJob> m_jobs;
    std::vector<TrackId> m_returned;
    std::vector<KnownTrack *> m_gone;
    Identities m_identities;
    QSet<FolderId> m_missingFolders;
    std::vector<qint64> m_placeIds; ///< in the database, by the walk's numbers; 0 for one without a name
    QHash<qint64, QByteArray> m_placeNames; ///< of all that the database knows, by their numbers there
    QStringList m_excluded;
    KnownErrors m_knownErrors;
    std::vector<ScanError> m_errors;
    ScanReport m_report;
};

void Scan::tick(ScanProgress progress)
{
    if (!m_onProgress || (m_sinceProgress.isValid() && m_sinceProgress.durationElapsed() < progressInterval))
        return;
    m_sinceProgress.start();
    m_onProgress(progress);
}

void Scan::addError(int root, Error error)
{
    m_errors.push_back({m_folders.at(root).id, std::move(error)});
}

Result<void> Scan::load()
{
    const StopScope scope(m_connection, m_stop);
    const Snapshot snapshot(m_connection); // a folder that comes or goes does so with its tracks
    if (!snapshot.begun())
        return snapshot.begun();
    auto folders = FolderRepository(m_connection).all();
    if (!folders)
        return std::unexpected(folders.error());
    m_folders = std::move(*folders);
    for (const LibraryFolder &folder : std::as_const(m_folders))
        m_prefixLengths.push_back(folder.path.toUtf8().size() + (folder.path.endsWith(u'/') ? 0 : 1));
    auto known = KnownTracks::load(m_connection);
    if (!known)
        return std::unexpected(known.error());
    m_known = std::move(*known);
    auto excluded = excludedPatterns(m_connection);
    if (!excluded)
        return std::unexpected(excluded.error());
    m_excluded = std::move(*excluded);
    auto errors = KnownErrors::load(m_connection);
    if (!errors)
        return std::unexpected(errors.error());
    m_knownErrors = std::move(*errors);
    return {};
}

bool Scan::isAsKnown(const WalkedFile &file, const KnownTrack &known) const
{
    return m_depth == ScanDepth::Changes && known.sizeBytes == file.sizeBytes &&
           known.seenModifiedNs == file.modifiedNs;
}

void Scan::walk()
{
    std::mutex mutex; // for what the walking threads share: m_jobs, m_returned and m_errors
    const auto onFile = [&](const WalkedFile &file) {
        KnownTrack *known = m_known.find(file.path);
        bool isOnlyIdentified = false;
        if (known) {
            known->isSeen = true;
            known->seenOn = file.place;
            const bool isAsKnownNow = isAsKnown(file, *known);
            if (isAsKnownNow && known->content != 0 && known->seenChangedNs == file.changedNs) {
                if (known->isMissing || known->isAway) {
                    const std::scoped_lock lock(mutex);
                    m_returned.push_back(known->id);
                }
                return;
            }
            isOnlyIdentified = isAsKnownNow && known->content == 0;
        }
        const ScanError *error = m_depth == ScanDepth::Changes
                                     ? m_knownErrors.find(file.path, file.sizeBytes, file.modifiedNs)
                                     : nullptr;
        if (error) {
            const std::scoped_lock lock(mutex);
            m_errors.push_back(*error);
            return;
        }
        ScanJob job{.path = file.path.toByteArray(),
                    .file = file,
                    .known = known,
                    .isOnlyIdentified = isOnlyIdentified};
        job.file.path = {};
        const std::scoped_lock lock(mutex);
        m_jobs.push_back(std::move(job));
    };

    std::vector<QByteArray> roots;
    for (const LibraryFolder &folder : std::as_const(m_folders))
        roots.push_back(folder.path.toUtf8());
    FolderWalk walk(
        std::move(roots), onFile, [this](QByteArrayView path) { return m_known.find(path) != nullptr; },
        m_fileSystemOf);
    walk.setExclusions(Exclusions(m_excluded));
    m_walk = walk.run(threadCount(), m_stop, [this](qint64 found) { tick({found, 0}); });

    // In the order of their paths, neighbours on the disk are read, and written, one after the other.
    std::ranges::sort(m_jobs, {}, &ScanJob::path);
    for (const WalkReport::Root &root : m_walk.roots)
        m_report.found += root.found;
    for (auto &[root, error] : m_walk.errors)
        addError(root, std::move(error));
}

/// Known tracks that the walk should have met but did not. They may turn up elsewhere, unless they are where
/// nothing could be read.
void Scan::findGoneTracks()
{
    for (const QByteArray &path : m_walk.unreadableFiles) {
        if (KnownTrack *track = m_known.find(path))
            track->isSeen = true;
    }
    const QSet<QByteArray> unreadable(m_walk.unreadableFolders.begin(), m_walk.unreadableFolders.end());
    for (KnownTrack &track : m_known.all()) {
        if (!track.isSeen && !liesInAny(track.path, unreadable))
            m_gone.push_back(&track);
    }
}

/// Gives the places that the walk met their numbers.
Result<void> Scan::settlePlaces()
{
    Query find(m_connection, u"SELECT id FROM file_systems WHERE name = ?"_s);
    Query insert(m_connection, u"INSERT OR IGNORE INTO file_systems(name) VALUES(?)"_s);
    const auto readId = [](const Row &row) { return row.integer(0); };
    for (const QByteArray &bytes : std::as_const(m_walk.places)) {
        const QString name = QString::fromUtf8(bytes);
        auto id = name.isEmpty() ? Result<std::optional<qint64>>(0) : find.bind(name).first(readId);
        if (id && !*id) {
            if (auto done = insert.bind(name).run(); !done)
                return done;
            id = find.bind(name).first(readId);
        }
        if (!id)
            return std::unexpected(id.error());
        m_placeIds.push_back(id->value_or(0));
    }
    return Query(m_connection, u"SELECT id, name FROM file_systems"_s).each([this](const Row &row) {
        m_placeNames.insert(row.integer(0), row.bytes(1));
    });
}

/// Which files are tracks that were elsewhere, or whose path another file has now. A track whose drive or
/// folder is not there may be there as before: a copy in another folder is a further song, unless that folder
/// is new to the library, and thus the collection in another place.
void Scan::settleIdentities()
{
    const QSet<const KnownTrack *> unseen = tracksOfUnseenPlaces(m_gone, places());
    QSet<FolderId> folders; // that had songs before
    for (const KnownTrack &track : m_known.all())
        folders.insert(track.folder);
    const auto mayBe = [&](const KnownTrack &track, const ScanJob &file) {
        const FolderId folder = m_folders.at(file.file.root).id;
        return track.folder == folder || !unseen.contains(&track) || !folders.contains(folder);
    };
    m_identities = decideIdentities(m_jobs, m_gone, mayBe, threadCount(), m_stop);
    for (const ScanJob *job : m_identities.exchanged)
        job->known->seenOn = job->file.place;
    for (const ScanJob *job : m_identities.moved)
        job->known->seenOn = job->file.place;
    for (KnownTrack *track : m_identities.displaced) {
        track->seenOn = -1;
        m_gone.push_back(track);
    }
}

ScannedPlaces Scan::places() const
{
    return {.walk = m_walk,
            .names = m_placeNames,
            .missingFolders = m_missingFolders,
            .unknownSizes = m_identities.unknownSizes,
            .isSaidDeleted = m_notFound == NotFound::WasDeleted};
}

/// Lets the library know where the files of moved tracks are.
Result<void> Scan::relocate(ScanWriter &writer)
{
    const auto relocations = [this](const std::vector<ScanJob *> &jobs) {
        std::vector<Relocation> all;
        for (const ScanJob *job : jobs) {
            const auto root = static_cast<size_t>(job->file.root);
            all.push_back({.track = job->known->id,
                           .folder = m_folders.at(job->file.root).id,
                           .path = QByteArrayView(job->path).sliced(m_prefixLengths[root]),
                           .place = m_placeIds[static_cast<size_t>(job->file.place)]});
            job->known->isMissing = false;
            job->known->isAway = false;
        }
        return all;
    };
    const auto exchanged = relocations(m_identities.exchanged);
    return writer.exchange(exchanged, m_identities.displaced).and_then([&] {
        return writer.relocate(relocations(m_identities.moved));
    });
}

/// Notes which known tracks lie in another place now.
Result<void> Scan::notePlaces()
{
    std::vector<std::pair<TrackId, qint64>> moved;
    for (const KnownTrack &track : m_known.all()) {
        if (track.seenOn >= 0 && m_placeIds[static_cast<size_t>(track.seenOn)] != track.place)
            moved.emplace_back(track.id, m_placeIds[static_cast<size_t>(track.seenOn)]);
    }
    return setPlaces(m_connection, moved);
}

/// Decides which folders are there, and records it.
Result<void> Scan::settleFolders()
{
    QSet<FolderId> withGone;
    QSet<FolderId> emptied;
    for (const KnownTrack *track : m_gone) {
        if (track->isMissing)
            continue;
        withGone.insert(track->folder);
        if (isInItsDirectory(*track, places()))
            emptied.insert(track->folder);
    }
    for (int i = 0; i < m_folders.size(); ++i) {
        const LibraryFolder &folder = m_folders.at(i);
        const WalkReport::Root &root = m_walk.roots[static_cast<size_t>(i)];
        // An empty mount point looks like a folder from which everything was deleted, but is another one.
        const bool isEmptied = !withGone.contains(folder.id) || emptied.contains(folder.id);
        const bool isAvailable = root.isThere && (root.found > 0 || isEmptied);
        if (!isAvailable) {
            m_missingFolders.insert(folder.id);
            m_report.errors += Error{ErrorCode::FolderMissing, folder.path, root.missingReason};
        }
        if (isAvailable == folder.isAvailable)
            continue;
        const auto done = FolderRepository(m_connection).setAvailable(folder.id, isAvailable);
        // The folder may have left the library meanwhile.
        if (!done && done.error().code != ErrorCode::NotFound)
            return done;
    }
    return {};
}

void Scan::takeErrors(std::span<const ScannedFile> files)
{
    for (const ScannedFile &file : files) {
        if (!file.tags)
            m_errors.push_back({file.folder, file.tags.error(), file.sizeBytes, file.modifiedNs});
    }
}

ScannedFile Scan::scanned(ScanJob &job, Result<TrackTags> tags) const
{
    ScannedFile file{.folder = m_folders.at(job.file.root).id,
                     .prefixLength = m_prefixLengths[static_cast<size_t>(job.file.root)],
                     .sizeBytes = job.file.sizeBytes,
                     .modifiedNs = job.file.modifiedNs,
                     .changedNs = job.file.changedNs,
                     .place = m_placeIds[static_cast<size_t>(job.file.place)],
                     .known = job.known,
                     .isOnlyIdentified = job.isOnlyIdentified,
                     .isMoved = job.isMoved,
                     .tags = std::move(tags)};
    if (file.tags)
        file.content = file.tags->content;
    file.path = std::move(job.path);
    return file;
}

Result<void> Scan::readFiles(ScanWriter &writer)
{
    const int threads = static_cast<int>(std::min<size_t>(static_cast<size_t>(threadCount()), m_jobs.size()));
    const size_t share = std::clamp(m_jobs.size() / (static_cast<size_t>(threads) * 4 + 1), 1UZ, readAtOnce);
    BoundedQueue<ScannedFile> queue(queueCapacity, threads);
    std::atomic<size_t> next = 0;
    std::vector<Result<void>> ends(static_cast<size_t>(threads));
    const auto readJobs = [&](std::span<ScanJob> jobs, const std::stop_token &stop) {
        std::vector<QByteArray> paths;
        std::vector<ScanJob *> read;
        for (ScanJob &job : jobs) {
            if (job.isOnlyIdentified) {
                queue.push(scanned(job, TrackTags{.content = contentOf(job.path)}));
            } else {
                paths.push_back(job.path);
                read.push_back(&job);
            }
        }
        const auto onTags = [&](size_t index, Result<TrackTags> tags) {
            queue.push(scanned(*read[index], std::move(tags)));
        };
        return m_readers.readTags(paths, onTags, stop);
    };
    const auto read = [&](const std::stop_token &stop, Result<void> &end) {
        for (size_t i = next.fetch_add(share); end && i < m_jobs.size() && !stop.stop_requested();
             i = next.fetch_add(share))
            end = readJobs(std::span(m_jobs).subspan(i, std::min(share, m_jobs.size() - i)), stop);
        queue.producerDone();
    };
    std::vector<std::jthread> readers;
    for (Result<void> &end : ends)
        readers.emplace_back(read, std::ref(end));
    const auto stopReaders = [&readers] {
        for (std::jthread &reader : readers)
            reader.request_stop();
    };
    const std::stop_callback onStop(m_stop, stopReaders);

    const auto unchanged = m_report.found - static_cast<qint64>(m_jobs.size());
    qint64 done = unchanged;
    Result<void> written;
    std::vector<ScannedFile> heap;
    std::vector<ScannedFile> arrived;
    QElapsedTimer sinceWrite;
    sinceWrite.start();
    for (bool isMore = threads > 0; isMore;) {
        isMore = queue.takeAll(arrived, progressInterval);
        done += static_cast<qint64>(arrived.size());
        heap.insert(heap.end(), std::move_iterator(arrived.begin()), std::move_iterator(arrived.end()));
        tick({done, m_report.found});
        if (isMore && heap.size() < rowsPerTransaction && sinceWrite.durationElapsed() < longestUnwritten)
            continue;
        takeErrors(heap);
        if (written)
            written = writer.write(heap);
        if (!written) // nothing more can be kept; the queue is emptied until the readers have noticed
            stopReaders();
        heap.clear();
        sinceWrite.restart();
    }
    for (const Result<void> &end : ends) {
        if (written && !end && !end.error().isCancelled())
            return end;
    }
    return written;
}

Result<void> Scan::writeErrors()
{
    QList<FolderId> walked; // of the others, what is known stays
    for (int i = 0; i < m_folders.size(); ++i) {
        if (m_walk.roots[static_cast<size_t>(i)].isThere)
            walked.append(m_folders.at(i).id);
    }
    return replaceScanErrors(m_connection, walked, m_errors);
}

Result<ScanReport> Scan::run()
{
    if (auto done = load(); !done)
        return std::unexpected(done.error());
    walk();
    if (m_walk.isStopped)
        return cancelled(); // what was not seen yet is not gone
    findGoneTracks();
    if (auto done = settlePlaces().and_then([this] { return settleFolders(); }); !done)
        return std::unexpected(done.error());
    settleIdentities();
    if (m_stop.stop_requested())
        return cancelled();
    judgeGoneTracks(m_gone, places());

    ScanWriter writer(m_connection, m_gone);
    const auto noted = relocate(writer).and_then([&] { return notePlaces(); }).and_then([&] {
        return writer.markPresent(m_returned);
    });
    if (!noted)
        return std::unexpected(noted.error());
    const auto read = readFiles(writer);
    if (read && !m_stop.stop_requested()) {
        if (auto done = writer.markAbsent(); !done)
            return std::unexpected(done.error());
        if (auto done = writeErrors(); !done)
            return std::unexpected(done.error());
    }
    if (writer.counts().added > 0 || writer.counts().moved > 0 || writer.counts().updated > 0) {
        if (auto done = PlaylistRepository(m_connection).relinkEntries(); !done)
            return std::unexpected(done.error());
    }
    if (!read)
        return std::unexpected(read.error());
    if (m_stop.stop_requested())
        return cancelled();

    m_report.added = writer.counts().added;
    m_report.updated = writer.counts().updated;
    m_report.moved = writer.counts().moved;
    m_report.missing = writer.counts().missing;
    m_report.away = writer.counts().away;
    m_report.unclear = writer.counts().unclear;
    m_report.failed = static_cast<qint64>(m_errors.size());
    m_report.leftOut = m_walk.leftOut;
    for (const auto &[ending, count] : m_walk.otherAudio.asKeyValueRange())
        m_report.otherAudio.insert(QString::fromUtf8(ending), count);
    for (ScanError &failed : m_errors)
        m_report.errors += std::move(failed.error);
    m_report.seconds = static_cast<double>(m_time.nsecsElapsed()) / 1e9;
    return std::move(m_report);
}

} // namespace

Result<ScanReport> LibraryScanner::scan(std::stop_token stop,
                                        const std::function<void(ScanProgress)> &onProgress, ScanDepth depth,
                                        NotFound notFound)
{
    return Scan(m_database, m_fileSystemOf, depth, notFound, std::move(stop), onProgress).run();
}

} // namespace tandem::model
