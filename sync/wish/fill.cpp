// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fill.h"

#include <QCryptographicHash>
#include <QtEndian>
#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace tandem::sync {

namespace {

/// Spreads neighbouring numbers over all numbers (the finalizer of splitmix64,
/// https://prng.di.unimi.it/splitmix64.c). Qt's own hashes may change with its version.
quint64 scatter(quint64 value)
{
    value += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

/// What a song is sorted by, the smallest first.
struct SortKey {
    std::tuple<int, int, bool, quint64, qint64> rank;
    qsizetype index = 0;
};

SortKey keyOf(const model::RankedFile &song, qsizetype index, const FillRule &rule)
{
    const bool isRated = rule.how == Fill::Rating;
    const qint64 id = song.file.id.value;
    return {.rank = {isRated ? -song.rating : 0, isRated ? -song.playCount : 0,
                     !rule.onPlayer.contains(song.file.id), scatter(rule.seed ^ static_cast<quint64>(id)),
                     id},
            .index = index};
}

} // namespace

quint64 fillSeed(const QString &playerUuid)
{
    const QByteArray hash = QCryptographicHash::hash(playerUuid.toUtf8(), QCryptographicHash::Sha1);
    return qFromLittleEndian<quint64>(hash.constData());
}

void orderForFill(QList<model::RankedFile> &songs, const FillRule &rule)
{
    std::vector<SortKey> keys;
    keys.reserve(static_cast<size_t>(songs.size()));
    for (qsizetype i = 0; i < songs.size(); ++i)
        keys.push_back(keyOf(songs.at(i), i, rule));
    std::ranges::sort(keys, {}, &SortKey::rank);
    QList<model::RankedFile> ordered;
    ordered.reserve(songs.size());
    for (const SortKey &key : keys)
        ordered.append(std::move(songs[key.index]));
    songs = std::move(ordered);
}

Result<void> readOthers(model::Connection &connection, Selection &selection)
{
    auto songs = model::TrackRepository(connection).rankedFiles();
    if (!songs)
        return std::unexpected(songs.error());
    selection.others = std::move(*songs);
    return {};
}

void fillUp(Selection &selection, const FillRule &rule)
{
    QList<model::RankedFile> songs = std::exchange(selection.others, {});
    if (rule.how == Fill::None)
        return;
    QSet<TrackId> wanted;
    wanted.reserve(selection.wanted.size());
    for (const WantedItem &item : std::as_const(selection.wanted))
        wanted.insert(item.track);
    songs.removeIf([&](const model::RankedFile &song) {
        return wanted.contains(song.file.id) ||
               !(song.file.isAvailable || rule.onPlayer.contains(song.file.id));
    });
    orderForFill(songs, rule);
    qint64 bytes = 0;
    for (const model::RankedFile &song : std::as_const(songs)) {
        if (song.file.isAvailable) {
            bytes += song.file.sizeBytes;
            if (rule.maxBytes >= 0 && bytes > rule.maxBytes)
                continue;
        }
        WantedItem item = toWanted(song.file);
        item.isFill = true;
        selection.wanted.append(std::move(item));
    }
}

} // namespace tandem::sync
