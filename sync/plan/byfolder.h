// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>
#include <vector>

namespace tandem::sync {

/// Numbered things, by the number of the folder in which they lie.
class ByFolder
{
public:
    ByFolder() = default;
    /// @p folders: that of each thing.
    explicit ByFolder(const std::vector<int> &folders);

    bool isEmpty() const { return m_things.empty(); }
    /// In ascending order; none for a folder that nobody spoke of.
    std::span<const int> in(int folder) const;

private:
    std::vector<size_t> m_ends; ///< by folder: where its things end; they start where those before it end
    std::vector<int> m_things;
};

} // namespace tandem::sync
