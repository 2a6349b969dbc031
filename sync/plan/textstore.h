// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringView>
#include <algorithm>
#include <memory_resource>

namespace tandem::sync {

/// Texts that are all forgotten together. They lie next to each other and go at once, where a million
/// QStrings would be gathered from all over the memory, one by one.
class TextStore
{
public:
    /// A copy that stays until clear().
    QStringView keep(QStringView text)
    {
        const auto size = static_cast<size_t>(text.size());
        char16_t *copy = std::pmr::polymorphic_allocator<char16_t>(&m_memory).allocate(size);
        std::ranges::copy(text.utf16(), text.utf16() + size, copy);
        return {copy, text.size()};
    }

    void clear() { m_memory.release(); }

    /// For containers that go with their texts.
    std::pmr::memory_resource *memory() { return &m_memory; }

private:
    std::pmr::monotonic_buffer_resource m_memory;
};

} // namespace tandem::sync
