// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace tandem::model {

/// Hands items from several producing threads to one consumer, who takes them in heaps. A producer
/// waits while the queue is full, so that it never holds more than its capacity.
template <class T>
class BoundedQueue
{
public:
    BoundedQueue(size_t capacity, int producers) : m_capacity(capacity), m_producers(producers) {}

    void push(T item)
    {
        std::unique_lock lock(m_mutex);
        m_hasRoom.wait(lock, [this] { return m_items.size() < m_capacity; });
        m_items.push_back(std::move(item));
        // The consumer is not woken for every single item.
        if (m_items.size() >= m_capacity / 2)
            m_hasItems.notify_one();
    }

    /// Every producer says once that it is done.
    void producerDone()
    {
        const std::scoped_lock lock(m_mutex);
        --m_producers;
        m_hasItems.notify_one();
    }

    /// Replaces @p items by what is there, after waiting until it is worth it or @p patience is over.
    /// False when nothing is left and nothing will come.
    bool takeAll(std::vector<T> &items, std::chrono::milliseconds patience)
    {
        items.clear();
        std::unique_lock lock(m_mutex);
        m_hasItems.wait_for(lock, patience,
                            [this] { return m_items.size() >= m_capacity / 2 || m_producers == 0; });
        std::swap(items, m_items);
        m_hasRoom.notify_all();
        return !items.empty() || m_producers > 0;
    }

private:
    const size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_hasRoom;
    std::condition_variable m_hasItems;
    std::vector<T> m_items;
    int m_producers;
};

} // namespace tandem::model
