// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "conversionqueue.h"

#include "sync/conversion/conversions.h"

#include <QThread>
#include <algorithm>
#include <utility>

namespace tandem::sync {

namespace {

int usualWorkers()
{
    return std::max(1, QThread::idealThreadCount() - 1);
}

} // namespace

ConversionQueue::ConversionQueue(const Converter &converter, ConversionCache &cache,
                                 QList<ConversionJob> jobs, int workers, qint64 maxBytesAhead)
    : m_converter(converter),
      m_cache(cache),
      m_jobs(std::move(jobs)),
      m_maxAhead(2 * qsizetype(workers > 0 ? workers : usualWorkers())),
      m_maxBytesAhead(maxBytesAhead)
{
    const qsizetype count = std::min(m_maxAhead / 2, m_jobs.size());
    for (qsizetype i = 0; i < count; ++i)
        m_workers.emplace_back([this](const std::stop_token &stop) { work(stop); });
}

ConversionQueue::~ConversionQueue()
{
    for (std::jthread &worker : m_workers)
        worker.request_stop(); // all at once, before the first is waited for
    m_workers.clear();
    m_done.clear();
    m_cache.trim();
}

Result<CachedFile> ConversionQueue::take(qsizetype index, std::stop_token stop)
{
    Q_ASSERT(index >= m_wanted && index < m_jobs.size());
    std::unique_lock lock(m_mutex);
    m_wanted = index;
    m_next = std::max(m_next, index);
    while (!m_done.empty() && m_done.begin()->first < index) {
        if (m_done.begin()->second)
            m_bytesAhead -= m_done.begin()->second->sizeBytes();
        m_done.erase(m_done.begin());
    }
    m_changed.notify_all();
    if (!m_changed.wait(lock, std::move(stop), [&] { return m_done.contains(index); }))
        return cancelled();
    auto found = m_done.extract(index);
    if (found.mapped())
        m_bytesAhead -= found.mapped()->sizeBytes();
    m_wanted = index + 1;
    m_changed.notify_all();
    return std::move(found.mapped());
}

/// What is waited for always goes on.
bool ConversionQueue::mayStart() const
{
    return m_next < m_jobs.size() &&
           (m_next == m_wanted || (m_next < m_wanted + m_maxAhead && m_bytesAhead < m_maxBytesAhead));
}

void ConversionQueue::work(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return mayStart(); })) {
        if (stop.stop_requested())
            return;
        const qsizetype index = m_next++;
        const ConversionJob &job = m_jobs.at(index);
        m_bytesAhead += job.estimatedBytes;
        lock.unlock();
        Result<CachedFile> made = obtainConverted(m_converter, m_cache, job.source, job.conversion, stop);
        lock.lock();
        m_bytesAhead -= job.estimatedBytes;
        if (index < m_wanted)
            continue; // nobody needs it any more
        if (made)
            m_bytesAhead += made->sizeBytes();
        m_done.emplace(index, std::move(made));
        m_changed.notify_all();
    }
}

} // namespace tandem::sync
