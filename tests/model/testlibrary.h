// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/db/database.h"
#include "model/tracks/track.h"

#include <QTemporaryDir>
#include <QTest>

namespace tandem::model {

/// A fresh library in a temporary directory, filled by SQL.
class TestLibrary
{
public:
    TestLibrary() : m_database(Database::open(m_directory.path()).value()), m_connection(m_database)
    {
        execute(QStringLiteral("INSERT INTO folders(id, path) VALUES(1, '/music')"));
    }

    Connection &connection() { return m_connection; }
    const Database &database() const { return m_database; }
    QString path(const QString &name) const { return m_directory.filePath(name); }

    void execute(const QString &sql)
    {
        const auto done = m_connection.execute(sql);
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }

    /// The columns without a field in Track keep their defaults.
    TrackId add(const Track &track)
    {
        Query query(
            m_connection,
            QStringLiteral("INSERT INTO tracks(folder_id, path, size_bytes, modified_ns, added_at, "
                           "is_missing, format, title, artist, album, album_artist, genre, composer, "
                           "year, track_number, disc_number, duration_ms, bitrate_kbps, "
                           "sample_rate_hz, channels, rating, play_count, last_played_at) "
                           "VALUES(1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 44100, 2, ?, "
                           "?, ?)"));
        const TrackTags &tags = track.tags;
        query.bind(pathInFolder(track.path), track.sizeBytes, track.modifiedNs, track.addedAt,
                   track.isMissing ? 1 : 0, static_cast<int>(tags.format), tags.title, tags.artist,
                   tags.album, tags.albumArtist, tags.genre, tags.composer, tags.year, tags.trackNumber,
                   tags.discNumber, static_cast<qint64>(tags.duration.count()), tags.bitrateKbps,
                   track.rating, track.playCount,
                   track.lastPlayedAt == 0 ? QVariant(QMetaType::fromType<qint64>()) : track.lastPlayedAt);
        const auto done = query.run();
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
        return TrackId{query.lastInsertId()};
    }

    /// A track of which only these matter.
    TrackId add(const QString &trackPath, const QString &artist = {}, qint64 sizeBytes = 0, int seconds = 0)
    {
        Track track;
        track.path = trackPath;
        track.sizeBytes = sizeBytes;
        track.tags.artist = artist;
        track.tags.duration = std::chrono::seconds(seconds);
        return add(track);
    }

private:
    /// All of them belong to the one folder, wherever a test says that they are.
    static QString pathInFolder(const QString &path)
    {
        const QString folder = QStringLiteral("/music/");
        return path.startsWith(folder) ? path.sliced(folder.size()) : path;
    }

    QTemporaryDir m_directory;
    Database m_database;
    Connection m_connection;
};

} // namespace tandem::model
