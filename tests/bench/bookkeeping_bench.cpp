// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// bench_bookkeeping SOURCE TARGET [ROUNDS]: what ledger and progress cost of a transfer. Copies the files of
// a folder as a synchronization does, into an empty folder each time, and prints as JSON how long that took
// and how much of it was spent inside the storage: what is left is bookkeeping. Both come from one run, so
// that the moods of a disk do not decide.

#include "device/drive/massstorage.h"
#include "model/db/database.h"
#include "sync/ledger/ledgerrepository.h"
#include "sync/players/playerrepository.h"
#include "sync/session/progressmeter.h"
#include "sync/session/syncrunner.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace tandem;

namespace {

constexpr int defaultRounds = 5;

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

using Clock = std::chrono::steady_clock;

/// Passes everything on, and counts how long the storage takes; without its calls back, which count progress.
class TimedStorage : public device::DeviceStorage
{
public:
    explicit TimedStorage(device::DeviceStorage &storage) : m_storage(storage) {}

    double seconds() const { return std::chrono::duration<double>(m_time).count(); }

    Result<device::FileStamp> send(const device::Parcel &parcel, std::stop_token stop,
                                   const BytesWritten &written) override
    {
        Clock::duration away{};
        const auto start = Clock::now();
        auto sent = m_storage.send(parcel, std::move(stop), [&](qint64 bytes) {
            const auto left = Clock::now();
            written(bytes);
            away += Clock::now() - left;
        });
        m_time += Clock::now() - start - away;
        return sent;
    }

    Result<void> flush() override
    {
        const auto start = Clock::now();
        auto flushed = m_storage.flush();
        m_time += Clock::now() - start;
        return flushed;
    }

    // Plans of new files need nothing else.
    Result<device::StorageInfo> info() override { return m_storage.info(); }
    Result<QList<device::StoredObject>> list(const QString &folder) override
    {
        return m_storage.list(folder);
    }
    Result<QByteArray> read(const QString &path, qint64 maxBytes) override
    {
        return m_storage.read(path, maxBytes);
    }
    Result<device::FileStamp> write(const QString &path, const QByteArray &data,
                                    const std::optional<device::FileStamp> &replaces) override
    {
        return m_storage.write(path, data, replaces);
    }
    Result<void> move(const QString &from, const QString &to, const device::FileStamp &expected) override
    {
        return m_storage.move(from, to, expected);
    }
    Result<void> remove(const QString &path, const device::FileStamp &expected) override
    {
        return m_storage.remove(path, expected);
    }
    Result<device::Likeness> compare(const QString &path, const QString &sourceFile, device::Reading reading,
                                     std::stop_token stop) override
    {
        return m_storage.compare(path, sourceFile, reading, std::move(stop));
    }
    Result<void> removeLeftovers(const QStringList &folders) override
    {
        return m_storage.removeLeftovers(folders);
    }

private:
    device::DeviceStorage &m_storage;
    Clock::duration m_time{};
};

struct Times {
    double run = 0; ///< seconds
    double storage = 0;
};

/// To an empty player at @p target, which is opened before the clock starts. None if a file was not copied.
std::optional<Times> synchronize(const QString &target, const sync::SyncPlan &plan,
                                 const model::Database &database, PlayerId player)
{
    QDir(target).removeRecursively();
    QDir().mkpath(target);
    ::sync();
    const auto opened = device::MassStorage::open(target);
    if (!opened)
        return {};
    TimedStorage storage(**opened);
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
    const auto start = Clock::now();
    meter.begin(plan.actions.size(), plan.dataBytes);
    sync::SyncRunner runner(storage, ledger, player, meter, {});
    const sync::RunReport report = runner.run(plan);
    const std::chrono::duration<double> took = Clock::now() - start;
    if (report.copied != plan.actions.size() || !ledger.clear(player))
        return {};
    return Times{took.count(), storage.seconds()};
}

void print(const char *name, const std::vector<double> &values)
{
    std::printf(", \"%s\": [", name);
    for (size_t i = 0; i < values.size(); ++i)
        std::printf("%s%.5f", i == 0 ? "" : ", ", values[i]);
    std::printf("]");
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc < 3) {
        std::fputs("usage: bench_bookkeeping SOURCE TARGET [ROUNDS]\n", stderr);
        return 2;
    }
    const QCoreApplication application(argc, argv); // Qt Sql looks for its drivers with it
    const QString target = QDir(QString::fromLocal8Bit(argv[2])).absolutePath();
    const sync::SyncPlan plan = planOf(QDir(QString::fromLocal8Bit(argv[1])).absolutePath());
    const int rounds = argc > 3 ? std::max(1, std::atoi(argv[3])) : defaultRounds;
    QDir().mkpath(target + "/data"_L1);
    const auto database = model::Database::open(target + "/data"_L1);
    if (!database)
        return 3;
    model::Connection connection(*database);
    const auto player =
        sync::PlayerRepository(connection).remember({.identity = u"bench"_s, .name = u"bench"_s});
    if (!player)
        return 3;
    std::vector<double> runs;
    std::vector<double> storages;
    for (int round = 0; round < rounds; ++round) {
        const auto times = synchronize(target + "/player"_L1, plan, *database, *player);
        if (!times) {
            std::fputs("bench_bookkeeping: a file was not copied\n", stderr);
            return 3;
        }
        runs.push_back(times->run);
        storages.push_back(times->storage);
    }
    std::printf("{\"files\": %lld, \"bytes\": %lld", static_cast<long long>(plan.actions.size()),
                static_cast<long long>(plan.dataBytes));
    print("runSeconds", runs);
    print("storageSeconds", storages);
    std::printf("}\n");
    return 0;
}
