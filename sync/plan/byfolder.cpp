// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "byfolder.h"

#include <algorithm>
#include <numeric>

namespace tandem::sync {

ByFolder::ByFolder(const std::vector<int> &folders) : m_things(folders.size())
{
    if (folders.empty())
        return;
    m_ends.resize(static_cast<size_t>(std::ranges::max(folders)) + 1);
    for (const int folder : folders)
        ++m_ends[static_cast<size_t>(folder)];
    std::exclusive_scan(m_ends.begin(), m_ends.end(), m_ends.begin(), size_t(0));
    for (int thing = 0; const int folder : folders)
        m_things[m_ends[static_cast<size_t>(folder)]++] = thing++;
}

std::span<const int> ByFolder::in(int folder) const
{
    const auto number = static_cast<size_t>(folder);
    if (number >= m_ends.size())
        return {};
    const size_t begin = number == 0 ? 0 : m_ends[number - 1];
    return std::span(m_things).subspan(begin, m_ends[number] - begin);
}

} // namespace tandem::sync
