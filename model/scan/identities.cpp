// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "identities.h"

#include "model/tracks/content.h"
#include "model/tracks/formerpath.h"

#include <QHash>
#include <QSet>
#include <algorithm>
#include <atomic>
#include <thread>

namespace tandem::model {

namespace {

struct Signature {
    qint64 sizeBytes;
    qint64 content;

    friend bool operator==(const Signature &, const Signature &) = default;
    friend size_t qHash(const Signature &signature, size_t seed = 0)
    {
        return qHashMulti(seed, signature.sizeBytes, signature.content);
    }
};

/// Tracks that have lost their files, and files that have no track, with one content.
struct Group {
    std::vector<KnownTrack *> tracks;
    std::vector<ScanJob *> files;
};

/// A file at whose path the library knows a track with another content.
struct Replaced {
    ScanJob *job;
    KnownTrack *track;
};

bool hasChanged(const ScanJob &job)
{
    return job.known->sizeBytes != job.file.sizeBytes || job.known->seenModifiedNs != job.file.modifiedNs ||
           job.known->seenChangedNs != job.file.changedNs;
}

void readContents(std::span<ScanJob *const> jobs, int threads, const std::stop_token &stop)
{
    std::atomic<size_t> next = 0;
    const auto read = [&] {
        for (size_t i = next++; i < jobs.size() && !stop.stop_requested(); i = next++) {
            if (jobs[i]->content == 0)
                jobs[i]->content = contentOf(jobs[i]->path);
            jobs[i]->isUnknown = jobs[i]->content == 0;
        }
    };
    std::vector<std::jthread> others;
    for (size_t i = 1; i < std::min(static_cast<size_t>(threads), jobs.size()); ++i)
        others.emplace_back(read);
    read();
}

/// Files of tracks that are known by their content, and have another one now.
std::vector<Replaced> findReplaced(std::span<ScanJob> jobs, int threads, const std::stop_token &stop)
{
    std::vector<ScanJob *> changed;
    std::vector<ScanJob *> unclear; // as large as before
    for (ScanJob &job : jobs) {
        if (!job.known || job.isOnlyIdentified || job.known->content == 0 || !hasChanged(job))
            continue;
        changed.push_back(&job);
        if (job.known->sizeBytes == job.file.sizeBytes)
            unclear.push_back(&job);
    }
    readContents(unclear, threads, stop);
    std::vector<Replaced> replaced;
    for (ScanJob *job : changed) {
        const bool isSame = job->known->sizeBytes == job->file.sizeBytes &&
                            (job->isUnknown || job->content == job->known->content);
        if (!isSame)
            replaced.push_back({job, job->known});
    }
    return replaced;
}

qsizetype likeness(const KnownTrack &track, const ScanJob &file)
{
    return commonEnd(pathOnceHad(track.path), file.path);
}

/// Where the best of the tracks for a file is; their end if it may be none of them.
auto bestFor(const ScanJob &file, std::vector<KnownTrack *> &tracks, const MayBe &mayBe)
{
    auto best = tracks.end();
    for (auto track = tracks.begin(); track != tracks.end(); ++track) {
        const bool isBetter = best == tracks.end() || likeness(**track, file) > likeness(**best, file);
        if (isBetter && mayBe(**track, file))
            best = track;
    }
    return best;
}

/// Gives files their tracks, the surest first.
std::vector<ScanJob *> matchGroup(Group &group, const MayBe &mayBe)
{
    std::vector<std::pair<qsizetype, ScanJob *>> files;
    for (ScanJob *file : group.files) {
        const auto best = bestFor(*file, group.tracks, mayBe);
        if (best != group.tracks.end())
            files.emplace_back(-likeness(**best, *file), file);
    }
    std::ranges::sort(files, [](const auto &a, const auto &b) {
        return std::tie(a.first, a.second->path) < std::tie(b.first, b.second->path);
    });
    std::vector<ScanJob *> matched;
    for (const auto &[order, file] : files) {
        const auto best = bestFor(*file, group.tracks, mayBe);
        if (best == group.tracks.end())
            continue;
        file->known = *best;
        file->isMoved = true;
        group.tracks.erase(best);
        matched.push_back(file);
    }
    return matched;
}

} // namespace

Identities decideIdentities(std::span<ScanJob> jobs, std::span<KnownTrack *const> gone, const MayBe &mayBe,
                            int threads, const std::stop_token &stop)
{
    const std::vector<Replaced> replaced = findReplaced(jobs, threads, stop);
    QSet<const ScanJob *> replacing;
    QSet<qint64> sizes;
    QHash<Signature, Group> groups;
    const auto addTrack = [&](KnownTrack *track) {
        if (track->content == 0)
            return;
        sizes.insert(track->sizeBytes);
        groups[{track->sizeBytes, track->content}].tracks.push_back(track);
    };
    std::ranges::for_each(gone, addTrack);
    for (const Replaced &each : replaced) {
        replacing.insert(each.job);
        addTrack(each.track);
    }

    std::vector<ScanJob *> files;
    for (ScanJob &job : jobs) {
        if ((!job.known || replacing.contains(&job)) && sizes.contains(job.file.sizeBytes))
            files.push_back(&job);
    }
    readContents(files, threads, stop);
    if (stop.stop_requested())
        return {};
    for (ScanJob *file : files) {
        const auto group = groups.find({file->file.sizeBytes, file->content});
        if (group != groups.end())
            group->files.push_back(file);
    }

    QSet<const KnownTrack *> exchanged;
    for (const Replaced &each : replaced)
        exchanged.insert(each.track);
    Identities identities;
    for (const ScanJob &job : jobs) {
        if (job.isUnknown)
            identities.unknownSizes.insert(job.file.sizeBytes);
    }
    QSet<const KnownTrack *> found;
    for (Group &group : groups) {
        for (ScanJob *file : matchGroup(group, mayBe)) {
            file->known->isSeen = true;
            found.insert(file->known);
            const bool isExchanged = replacing.contains(file) || exchanged.contains(file->known);
            (isExchanged ? identities.exchanged : identities.moved).push_back(file);
        }
    }
    for (const Replaced &each : replaced) {
        const bool isFound = found.contains(each.track);
        if (each.job->isMoved && !isFound) {
            each.track->isSeen = false;
            identities.displaced.push_back(each.track);
        } else if (!each.job->isMoved && isFound) {
            each.job->known = nullptr;
        }
    }
    return identities;
}

} // namespace tandem::model
