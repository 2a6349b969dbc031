// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// bench_bookkeeping SOURCE TARGET [PAIRS]: what ledger and progress cost of a transfer. Copies the files of a
// folder once as a synchronization does and once with the storage alone, in turns, into an empty folder each
// time; prints the medians in seconds as JSON.

#include "device/massstorage.h"
#include "model/database.h"
#include "sync/ledgerrepository.h"
#include "sync/playerrepository.h"
#include "sync/progressmeter.h"
#include "sync/syncrunner.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace tandem;

namespace {

constexpr int defaultPairs = 5;

sync::SyncPlan planOf(const QString &source)
{
    sync::SyncPlan plan;
    QDirIterator files(source, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo file = files.nextFileInfo();
        plan.actions.append({.path = QDir(source).relativeFilePath(file.filePath()),
                             .source = file.filePath(),
                             .sizeBytes = file.size(),
                             .sourceVersion = file.lastModified().toMSecsSinceEpoch()});
        plan.dataBytes += file.size();
    }
    return plan;
}

/// Seconds of @p work with an empty player at @p target, which is opened before the clock starts.
template <class Work>
double timed(const QString &target, const Work &work)
{
    QDir(target).removeRecursively();
    QDir().mkpath(target);
    ::sync();
    const auto storage = device::MassStorage::open(target);
    if (!storage)
        return -1;
    const auto start = std::chrono::steady_clock::now();
    const bool isDone = work(**storage);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    return isDone ? took.count() : -1;
}

bool transfer(device::DeviceStorage &storage, const sync::SyncPlan &plan)
{
    for (const sync::PlanAction &action : plan.actions) {
        const device::Parcel parcel{
            .sourceFile = action.source, .path = action.path, .sizeBytes = action.sizeBytes};
        if (!storage.send(parcel, {}, {}))
            return false;
    }
    return storage.flush().has_value();
}

bool synchronize(device::DeviceStorage &storage, const sync::SyncPlan &plan, const model::Database &database,
                 PlayerId player)
{
    model::Connection connection(database);
    sync::LedgerRepository ledger(connection);
    sync::ProgressMeter meter;
    // As the engine does: the window asks ten times a second.
    const std::jthread window([&meter](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            static_cast<void>(meter.snapshot());
            std::this_thread::sleep_for(100ms);
        }
    });
    meter.begin(plan.actions.size(), plan.dataBytes);
    sync::SyncRunner runner(storage, ledger, player, meter, {});
    const sync::RunReport report = runner.run(plan);
    return report.copied == plan.actions.size() && ledger.clear(player);
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc < 3) {
        std::fputs("usage: bench_bookkeeping SOURCE TARGET [PAIRS]\n", stderr);
        return 2;
    }
    const QCoreApplication application(argc, argv); // Qt Sql looks for its drivers with it
    const QString target = QDir(QString::fromLocal8Bit(argv[2])).absolutePath();
    const sync::SyncPlan plan = planOf(QDir(QString::fromLocal8Bit(argv[1])).absolutePath());
    const int pairs = argc > 3 ? std::max(1, std::atoi(argv[3])) : defaultPairs;
    QDir().mkpath(target + "/data"_L1);
    const auto database = model::Database::open(target + "/data"_L1);
    if (!database)
        return 3;
    model::Connection connection(*database);
    const auto player =
        sync::PlayerRepository(connection).remember({.identity = u"bench"_s, .name = u"bench"_s});
    if (!player)
        return 3;
    std::vector<double> alone;
    std::vector<double> kept;
    for (int pair = 0; pair < pairs; ++pair) {
        const QString folder = target + "/player"_L1;
        alone.push_back(timed(folder, [&](auto &storage) { return transfer(storage, plan); }));
        kept.push_back(
            timed(folder, [&](auto &storage) { return synchronize(storage, plan, *database, *player); }));
        if (alone.back() < 0 || kept.back() < 0) {
            std::fputs("bench_bookkeeping: a file was not copied\n", stderr);
            return 3;
        }
    }
    std::printf("{\"files\": %lld, \"bytes\": %lld, \"transferSeconds\": [",
                static_cast<long long>(plan.actions.size()), static_cast<long long>(plan.dataBytes));
    const auto print = [](const std::vector<double> &values) {
        for (size_t i = 0; i < values.size(); ++i)
            std::printf("%s%.4f", i == 0 ? "" : ", ", values[i]);
    };
    print(alone);
    std::printf("], \"runSeconds\": [");
    print(kept);
    std::printf("], \"ratio\": %.4f}\n", median(kept) / median(alone));
    return 0;
}
