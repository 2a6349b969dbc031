// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "sync/conversion/conversioncache.h"
#include "sync/conversion/converter.h"

#include <QList>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace tandem::sync {

/// One song to be converted.
struct ConversionJob {
    QString source;
    Conversion conversion;
    qint64 estimatedBytes = 0;
};

/// Converts songs in the order in which they will be needed, several at once, while those that are done are
/// being written to a player. It never is further ahead than a few songs, nor than so many bytes, so that the
/// cache need not hold a whole player. Made and asked by one thread; the destructor ends what runs, within a
/// second.
class ConversionQueue
{
public:
    /// @p workers: how many at once; 0: one less than the processor can do. @p maxBytesAhead: of what was
    /// made and not yet taken.
    ConversionQueue(const Converter &converter, ConversionCache &cache, QList<ConversionJob> jobs,
                    int workers = 0, qint64 maxBytesAhead = qint64(256) << 20);
    ~ConversionQueue();

    ConversionQueue(const ConversionQueue &) = delete;
    ConversionQueue &operator=(const ConversionQueue &) = delete;

    /// The file that was made for a job, from the cache if it was there; waits for it. Jobs before it that
    /// were not taken are given up: indices only grow. Errors: those of
    /// Converter::convert(); FileNotWritable, OutOfSpace of the cache; Cancelled.
    Result<CachedFile> take(qsizetype index, std::stop_token stop);

private:
    void work(const std::stop_token &stop);
    bool mayStart() const;

    const Converter &m_converter;
    ConversionCache &m_cache;
    const QList<ConversionJob> m_jobs;
    const qsizetype m_maxAhead; ///< jobs
    const qint64 m_maxBytesAhead;

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    qsizetype m_next = 0;    ///< the next job to start
    qsizetype m_wanted = 0;  ///< the job that is waited for, or will be next
    qint64 m_bytesAhead = 0; ///< of what is being made, or was made and not taken
    std::map<qsizetype, Result<CachedFile>> m_done;
    std::vector<std::jthread> m_workers; ///< last: they end before the rest goes
};

} // namespace tandem::sync
