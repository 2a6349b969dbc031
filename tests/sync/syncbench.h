// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/db/database.h"
#include "model/playlists/playlistrepository.h"
#include "sync/ledger/ledgerrepository.h"
#include "sync/plan/syncplan.h"
#include "sync/players/playerrepository.h"
#include "sync/session/survey.h"

#include <QMap>
#include <QTemporaryDir>
#include <memory>
#include <stop_token>

namespace tandem::sync {

/// A library of real files in a temporary directory, and one player known to it.
class SyncBench
{
public:
    SyncBench();
    /// The same music with a copy of the library as it is now; @p other must stay.
    explicit SyncBench(SyncBench &other);
    ~SyncBench();

    /// Writes a file and takes it in: "ARTIST/TITLE.mp3", on the player "Music/ARTIST/Album/TITLE.mp3".
    TrackId addTrack(const QString &title, qint64 sizeBytes = 10'000,
                     const QString &artist = QStringLiteral("A"));
    /// Another content with another modification time; a new title gives it another path on the player.
    void changeTrack(TrackId id, qint64 sizeBytes, const QString &newTitle = {});
    /// Some bytes at the beginning, as a new tag in the old one's room, with another modification time.
    void retagTrack(TrackId id);
    void renameTrack(TrackId id, const QString &newTitle); ///< as changeTrack(), but the file is the same
    /// To another folder of the music, as somebody would who tidies up; the library noticed.
    void moveTrackFile(TrackId id, const QString &newArtistFolder);
    void removeTrackFile(TrackId id); ///< the file only
    void moveMusic(); ///< the folder of all the music gets another place, and the library is told
    /// What is mounted at a folder of the music goes, or comes back; the library noticed.
    void setAway(const QString &artistFolder, bool isAway);
    QString sourceOf(TrackId id) const;
    QByteArray contentOf(TrackId id) const;
    QMap<QString, QByteArray> musicFiles() const;

    PlaylistId addPlaylist(const QString &name, const QList<TrackId> &tracks);
    void setTracks(PlaylistId id, const QList<TrackId> &tracks);

    PlayerId addPlayer(const QString &identity);
    void partner(device::DeviceStorage &storage, const QList<PlaylistId> &playlists, int reservePercent = 0);
    SyncResult run(device::DeviceStorage &storage, const SessionRequest &request = {},
                   std::stop_token stop = {});
    Result<SyncPlan> plan(device::DeviceStorage &storage, const SessionRequest &request = {});

    void execute(const QString &sql);
    void backUp();  ///< a copy of the database as it is now
    void restore(); ///< which takes its place again
    /// The computer's power fails: of the database is left what was on the medium. Needs TornLibrary::watch()
    /// before the bench is made.
    void losePower();
    QList<LedgerEntry> ledger();
    LedgerEntry ledgerEntry(const QString &path); ///< an empty one if there is none
    QString path(const QString &name) const { return m_directory.filePath(name); }

    const model::Database &database() const { return *m_database; }
    model::Connection &connection() { return *m_connection; }
    PlayerRepository players() { return PlayerRepository(*m_connection); }
    PlayerId player() const { return m_player; }

private:
    static QString placeFor();
    void open();
    void writeFile(const QString &path, qint64 sizeBytes);

    QTemporaryDir m_directory{placeFor()};
    QString m_musicPath;
    std::unique_ptr<model::Database> m_database;
    std::unique_ptr<model::Connection> m_connection;
    PlayerId m_player;
    int m_contentNumber = 0;
};

} // namespace tandem::sync
