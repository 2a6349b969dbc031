// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "model/tracks/track.h"

#include <QHash>
#include <QList>
#include <QStringList>
#include <QVariant>
#include <chrono>
#include <optional>
#include <span>

namespace tandem::model {

class Connection;

// The table "tracks" has paths within folders; readers use the view "songs", where they are absolute.

/// The fields by which tracks can be sorted, as the query language and the song table name them.
enum class TrackField {
    Path,
    Title,
    Artist,
    Album,
    AlbumArtist,
    Genre,
    Composer,
    Year,
    TrackNumber,
    DiscNumber,
    Duration,
    Bitrate,
    Size,
    Added,
    Modified,
    Rating,
    PlayCount,
    LastPlayed,
    Random,
};

/// "artist" and so on; nullopt for an unknown name.
std::optional<TrackField> trackFieldFromName(QStringView name);
QString trackFieldName(TrackField field);

struct TrackOrder {
    TrackField field = TrackField::Artist;
    bool isDescending = false;

    friend bool operator==(const TrackOrder &, const TrackOrder &) = default;
};

/// A condition on tracks in SQL, with the values that its placeholders stand for. Made by
/// compileQuery() (model/query/query.h) for the view "songs"; an empty one holds for every track.
struct TrackCondition {
    QString sql;
    QVariantList values;
};

/// Where a track's file is: all that a sync needs to know of a track that has not changed.
struct TrackFile {
    TrackId id;
    QString path;
    qint64 sizeBytes = 0;
    qint64 modifiedNs = 0; ///< as in Track
    bool isMissing = false;
    bool isAvailable = true;
};

/// A track's file, and what its owner thinks of it.
struct RankedFile {
    TrackFile file;
    int rating = 0; ///< 0 (unrated) to 5 stars
    int playCount = 0;
};

/// The tracks of the library, read, and what is learned of them. All errors are of the database.
class TrackRepository
{
public:
    explicit TrackRepository(Connection &connection) : m_connection(connection) {}

    /// The ids of the tracks that fulfil @p condition, in @p order, ties by artist, album, disc, track
    /// and path. @p limit 0 is all. Missing tracks are left out unless @p includeMissing; those of a
    /// folder that is not there are kept.
    Result<QList<TrackId>> ids(const TrackCondition &condition, TrackOrder order, int limit = 0,
                               bool includeMissing = false) const;

    /// The tracks with these ids, in the order given; unknown ids are left out.
    Result<QList<Track>> tracks(std::span<const TrackId> ids) const;

    /// The same with less of each track, several times as fast.
    Result<QList<TrackFile>> files(std::span<const TrackId> ids) const;

    /// All tracks that are not missing, in no order.
    Result<QList<RankedFile>> rankedFiles() const;

    Result<Track> track(TrackId id) const;               ///< NotFound if there is none
    Result<TrackId> idOfPath(const QString &path) const; ///< NotFound if there is none

    Result<QList<TrackId>> idsOfPaths(const QStringList &paths) const; ///< in order; 0 where there is none

    /// The tracks of the songs that were at these paths: those that have the content of what was there when
    /// its folder left the library, or else those of the files that are there now; in order, 0 where there is
    /// none.
    Result<QList<TrackId>> idsOfSongs(const QStringList &paths) const;

    /// Finds what left the library with its folder among the tracks that are not missing, by size and
    /// content, after a scan added some.
    Result<void> linkFormer() const;

    /// Tracks that are not missing.
    Result<qint64> count() const;

    /// What decoding songs has shown, which their files' headers only estimate.
    Result<void> setLengths(const QHash<TrackId, std::chrono::milliseconds> &lengths) const;

private:
    Connection &m_connection;
};

} // namespace tandem::model
