// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scanworker.h"

#include "model/tracks/trackrepository.h"

#include <chrono>

using namespace std::chrono_literals;

namespace tandem::model {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto progressInterval = 100ms;
constexpr auto addedInterval = 2s;

/// Whether an interval has passed since this last said so.
class Pace
{
public:
    explicit Pace(Clock::duration interval) : m_interval(interval) {}

    bool isDue()
    {
        const auto now = Clock::now();
        if (now - m_last < m_interval)
            return false;
        m_last = now;
        return true;
    }

private:
    Clock::duration m_interval;
    Clock::time_point m_last = Clock::now();
};

} // namespace

void ScanWorker::scan(const std::stop_token &stop)
{
    if (const auto report = run(stop))
        Q_EMIT finished(*report);
    else
        Q_EMIT failed(report.error());
}

Result<ScanReport> ScanWorker::run(const std::stop_token &stop)
{
    Connection connection(m_database);
    const TrackRepository tracks(connection);
    qint64 shownCount = tracks.count().value_or(0);
    Pace progressPace(progressInterval);
    Pace addedPace(addedInterval);

    return LibraryScanner(m_database).scan(stop, [&](ScanProgress progress) {
        if (progressPace.isDue())
            Q_EMIT progressed(progress);
        if (!addedPace.isDue())
            return;
        const auto count = tracks.count();
        if (count && *count != shownCount) {
            shownCount = *count;
            Q_EMIT tracksAdded();
        }
    });
}

} // namespace tandem::model
