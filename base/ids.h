// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <compare>

namespace tandem {

/// A database row's number that cannot be mistaken for another table's. 0 is "none".
template <class Tag>
struct Id {
    qint64 value = 0;

    bool isValid() const { return value > 0; }
    friend auto operator<=>(Id, Id) = default;
    /// The rows of an album follow each other: next to each other in a table they are found quickly.
    friend size_t qHash(Id id, size_t seed = 0) { return static_cast<size_t>(id.value) ^ seed; }
};

using FolderId = Id<struct FolderTag>;
using TrackId = Id<struct TrackTag>;
using PlaylistId = Id<struct PlaylistTag>;
using PlayerId = Id<struct PlayerTag>;

} // namespace tandem

template <class Tag>
struct std::hash<tandem::Id<Tag>> {
    size_t operator()(tandem::Id<Tag> id) const noexcept { return std::hash<qint64>()(id.value); }
};

Q_DECLARE_METATYPE(tandem::TrackId)
Q_DECLARE_METATYPE(tandem::PlaylistId)
Q_DECLARE_METATYPE(tandem::PlayerId)
