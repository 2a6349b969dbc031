// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long planSync() takes, and how much memory: a library of so many tracks (100,000, or the argument) in
// 20 overlapping playlists, and a player that holds half as many. Beside it, how long it takes to copy the
// paths that the plan is made of: a machine is not linear itself, for what fits into its caches is nearer.
// Prints one JSON object.

#include "sync/plan/planner.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <malloc.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

constexpr int rounds = 5;
constexpr int playlists = 20;
constexpr qint64 songBytes = 5'000'000;

QString placeOf(int track)
{
    return u"Music/Artist %1/Album %2 of many/%3 A song of usual length.mp3"_s.arg(
        QString::number(track / 120), QString::number(track / 12), QString::number(track));
}

WantedItem itemFor(int track)
{
    return {.track = TrackId{track + 1},
            .source = u"/home/somebody/music/%1"_s.arg(placeOf(track)),
            .sizeBytes = songBytes + track % 1000,
            .sourceVersion = track % 10 == 0 ? 2 : 1, // one of ten is retagged since
            .path = placeOf(track)};
}

/// Each playlist takes a fourth of the library, from another place on.
QList<WantedItem> wantedOf(int tracks)
{
    QList<WantedItem> wanted;
    wanted.reserve(tracks);
    std::vector<bool> isSeen(static_cast<size_t>(tracks), false);
    for (int playlist = 0; playlist < playlists; ++playlist) {
        const qint64 first = qint64(playlist) * 7 % playlists * tracks / playlists;
        for (qint64 i = first; i < first + tracks / 4; ++i) {
            const int track = static_cast<int>(i % tracks);
            if (!isSeen[static_cast<size_t>(track)])
                wanted.append(itemFor(track));
            isSeen[static_cast<size_t>(track)] = true;
        }
    }
    return wanted;
}

PlanRequest requestOf(int tracks, const QString &player)
{
    PlanRequest request;
    request.wanted = wantedOf(tracks);
    request.listing = Listing(false);
    QMap<QString, QList<device::StoredObject>> folders; // in the order of listFolders()
    for (int track = tracks / 4; track < tracks * 3 / 4; ++track) {
        const WantedItem item = itemFor(track);
        request.ledger.append({.path = item.path,
                               .track = item.track,
                               .sizeBytes = item.sizeBytes,
                               .source = item.source,
                               .sourceVersion = 1});
        const qsizetype slash = item.path.lastIndexOf(u'/');
        folders[item.path.left(slash)].append({item.path.mid(slash + 1), item.sizeBytes, false});
    }
    const QStringList leaves = folders.keys();
    for (const QString &leaf : leaves) {
        const QString artist = leaf.left(leaf.lastIndexOf(u'/'));
        if (!folders.contains(artist))
            folders[u"Music"_s].append({artist.mid(6), 0, true});
        folders[artist].append({leaf.mid(artist.size() + 1), 0, true});
    }
    for (const auto &[folder, objects] : folders.asKeyValueRange())
        request.listing.add(folder, objects);
    constexpr qint64 cluster = 32'768;
    const qint64 used = (songBytes + cluster) * (tracks / 2);
    // Room for all, or for half of what is not there yet.
    const qint64 free = songBytes * tracks / (player == "full"_L1 ? 4 : 1);
    request.storage = {.totalBytes = used + free,
                       .freeBytes = free,
                       .clusterBytes = cluster,
                       .isCaseSensitive = false,
                       .folderFormat = device::FolderFormat::Vfat};
    return request;
}

/// Of this process: what it takes on a machine with other work is told by this rather than by the clock.
double processorSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// How long it takes to copy every path once.
double copySeconds(const PlanRequest &request)
{
    std::vector<QString> paths;
    const auto copy = [&paths](const QString &path) { paths.emplace_back(path.constData(), path.size()); };
    const auto start = std::chrono::steady_clock::now();
    paths.reserve(static_cast<size_t>(request.wanted.size() + request.ledger.size() +
                                      request.listing.objects().size()));
    for (const WantedItem &item : request.wanted)
        copy(item.path);
    for (const LedgerEntry &entry : request.ledger)
        copy(entry.path);
    for (const ListedObject &object : request.listing.objects())
        copy(object.path);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// Of this process, from the kernel; bytes.
qint64 memoryNow(const char *field)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(field))
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
    }
    return -1;
}

void forgetPeak()
{
    ::malloc_trim(0);
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

} // namespace

int main(int argc, char **argv)
{
    const int tracks = argc > 1 ? QByteArray(argv[1]).toInt() : 100'000;
    const QString player = QString::fromLatin1(argc > 2 ? argv[2] : "roomy");
    if (tracks < 1000 || (player != "roomy"_L1 && player != "full"_L1)) {
        std::fputs("Usage: bench_planner [TRACKS [roomy|full]]\n", stderr);
        return 2;
    }
    std::vector<double> seconds;
    std::vector<double> processor;
    std::vector<double> copying;
    qint64 planBytes = 0;
    QJsonObject result;
    for (int round = 0; round < rounds; ++round) {
        const PlanRequest request = requestOf(tracks, player); // nothing is kept from the last round
        copying.push_back(copySeconds(request));
        forgetPeak();
        const qint64 before = memoryNow("VmRSS:");
        const auto start = std::chrono::steady_clock::now();
        const double processorStart = processorSeconds();
        const SyncPlan plan = planSync(request);
        processor.push_back(processorSeconds() - processorStart);
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        planBytes = std::max(planBytes, memoryNow("VmHWM:") - before);
        result = {{u"tracks"_s, tracks},
                  {u"player"_s, player},
                  {u"present"_s, request.ledger.size()},
                  {u"actions"_s, plan.actions.size()},
                  {u"noFitItems"_s, plan.noFit.size()}};
    }
    result[u"seconds"_s] = median(seconds);
    result[u"processorSeconds"_s] = median(processor);
    result[u"copySeconds"_s] = median(copying);
    result[u"planBytes"_s] = planBytes;
    result[u"peakBytes"_s] = memoryNow("VmHWM:");
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}
