// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "syncbench.h"

#include "model/library/musicfolders.h"
#include "model/scan/filesystems.h"
#include "model/tracks/trackrepository.h"
#include "sync/players/createpartnership.h"
#include "sync/session/progressmeter.h"
#include "sync/session/syncsession.h"
#include "tornlibrary.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

template <class T>
T require(Result<T> result, const char *what)
{
    if (!result)
        qFatal("%s: %s %s", what, qPrintable(result.error().subject), qPrintable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// Its name, as a scan notes it.
QString fileSystemAt(const QString &folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        qFatal("opening %s", qPrintable(folder));
    const QByteArray name = model::systemFileSystems()(descriptor, QFile::encodeName(folder));
    ::close(descriptor);
    return QString::fromUtf8(name);
}

} // namespace

/// In memory where that is possible: thousands of libraries are opened and closed.
QString SyncBench::placeFor()
{
    const QFileInfo memory(u"/dev/shm"_s);
    return (memory.isWritable() ? memory.filePath() : QDir::tempPath()) + u"/tandem-XXXXXX"_s;
}

SyncBench::SyncBench() : m_musicPath(m_directory.filePath(u"music"_s))
{
    QDir().mkpath(m_musicPath);
    open();
    execute(u"INSERT INTO folders(id, path) VALUES(1, '%1')"_s.arg(m_musicPath));
    execute(u"INSERT INTO file_systems(id, name) VALUES(1, '%1')"_s.arg(fileSystemAt(m_musicPath)));
    m_player = addPlayer(u"test:1"_s);
}

SyncBench::SyncBench(SyncBench &other)
    : m_musicPath(other.m_musicPath), m_player(other.m_player), m_contentNumber(other.m_contentNumber)
{
    other.execute(u"VACUUM INTO '%1'"_s.arg(m_directory.filePath(u"tandem.db"_s)));
    open();
}

SyncBench::~SyncBench() = default;

void SyncBench::open()
{
    m_database = std::make_unique<model::Database>(
        require(model::Database::open(m_directory.path()), "opening the library"));
    m_connection = std::make_unique<model::Connection>(*m_database);
}

void SyncBench::execute(const QString &sql)
{
    require(m_connection->execute(sql), "SQL");
}

void SyncBench::writeFile(const QString &filePath, qint64 sizeBytes)
{
    QDir().mkpath(QFileInfo(filePath).path());
    QByteArray data(sizeBytes, Qt::Uninitialized);
    QRandomGenerator random(static_cast<quint32>(++m_contentNumber));
    for (char &c : data)
        c = static_cast<char>(random.bounded(1, 256)); // no zero blocks: those mean "torn"
    QFile file(filePath);
    if (!file.open(QIODevice::WriteOnly) || file.write(data) != data.size())
        qFatal("writing %s", qPrintable(filePath));
}

TrackId SyncBench::addTrack(const QString &title, qint64 sizeBytes, const QString &artist)
{
    const QString filePath = m_musicPath + u'/' + artist + u'/' + title + u".mp3"_s;
    writeFile(filePath, sizeBytes);
    model::Query query(
        *m_connection,
        u"INSERT INTO tracks(folder_id, path, size_bytes, modified_ns, added_at, format, title,"
        " artist, album, album_artist, genre, composer, year, track_number, disc_number,"
        " duration_ms, bitrate_kbps, sample_rate_hz, channels, file_system)"
        " VALUES(1, ?, ?, ?, 0, 1, ?, ?, 'Album', '', '', '', 0, 0, 0, 1000, 128, 44100, 2, 1)"_s);
    query.bind(artist + u'/' + title + u".mp3"_s, sizeBytes, m_contentNumber, title, artist);
    require(query.run(), "adding a track");
    return TrackId{query.lastInsertId()};
}

void SyncBench::changeTrack(TrackId id, qint64 sizeBytes, const QString &newTitle)
{
    writeFile(sourceOf(id), sizeBytes);
    model::Query query(*m_connection, u"UPDATE tracks SET size_bytes = ?, modified_ns = ?,"
                                      " title = CASE ? WHEN '' THEN title ELSE ? END WHERE id = ?"_s);
    query.bind(sizeBytes, m_contentNumber, newTitle, newTitle, id.value);
    require(query.run(), "changing a track");
}

void SyncBench::retagTrack(TrackId id)
{
    QFile file(sourceOf(id));
    const QByteArray tag = "tag" + QByteArray::number(++m_contentNumber);
    if (!file.open(QIODevice::ReadWrite) || file.write(tag) != tag.size())
        qFatal("writing %s", qPrintable(file.fileName()));
    model::Query query(*m_connection, u"UPDATE tracks SET modified_ns = ? WHERE id = ?"_s);
    query.bind(m_contentNumber, id.value);
    require(query.run(), "changing a track");
}

void SyncBench::renameTrack(TrackId id, const QString &newTitle)
{
    model::Query query(*m_connection, u"UPDATE tracks SET title = ? WHERE id = ?"_s);
    query.bind(newTitle, id.value);
    require(query.run(), "renaming a track");
}

void SyncBench::moveTrackFile(TrackId id, const QString &newArtistFolder)
{
    const QString from = sourceOf(id);
    const QString to = m_musicPath + u'/' + newArtistFolder + u'/' + QFileInfo(from).fileName();
    QDir().mkpath(QFileInfo(to).path());
    if (!QFile::rename(from, to))
        qFatal("moving %s", qPrintable(from));
    model::Query query(*m_connection, u"UPDATE tracks SET path = ? WHERE id = ?"_s);
    query.bind(newArtistFolder + u'/' + QFileInfo(from).fileName(), id.value);
    require(query.run(), "moving a track");
}

void SyncBench::moveMusic()
{
    const QString to = m_directory.filePath(u"music%1"_s.arg(++m_contentNumber));
    if (!QFile::rename(m_musicPath, to))
        qFatal("moving %s", qPrintable(m_musicPath));
    require(model::moveMusicFolder(*m_connection, m_musicPath, to), "moving the music");
    m_musicPath = to;
}

void SyncBench::setAway(const QString &artistFolder, bool isAway)
{
    const QString here = m_musicPath + u'/' + artistFolder;
    const QString elsewhere = m_directory.filePath(u"away-"_s + artistFolder);
    if (!QFile::rename(isAway ? here : elsewhere, isAway ? elsewhere : here))
        qFatal("moving %s", qPrintable(here));
    model::Query query(*m_connection, u"UPDATE tracks SET is_away = ? WHERE path LIKE ?"_s);
    query.bind(isAway, artistFolder + u"/%"_s);
    require(query.run(), "taking songs away");
}

void SyncBench::backUp()
{
    QFile::remove(m_directory.filePath(u"backup.db"_s));
    execute(u"VACUUM INTO '%1'"_s.arg(m_directory.filePath(u"backup.db"_s)));
}

void SyncBench::restore()
{
    const QString file = m_database->path();
    m_connection.reset();
    m_database.reset();
    for (const QString &ending : {QString(), u"-wal"_s, u"-shm"_s})
        QFile::remove(file + ending);
    if (!QFile::copy(m_directory.filePath(u"backup.db"_s), file))
        qFatal("restoring %s", qPrintable(file));
    open();
}

void SyncBench::losePower()
{
    const TornLibrary torn = TornLibrary::now(m_database->path());
    m_connection.reset(); // which writes to the files once more
    m_database.reset();
    torn.restore();
    open();
}

void SyncBench::removeTrackFile(TrackId id)
{
    QFile::remove(sourceOf(id));
}

QString SyncBench::sourceOf(TrackId id) const
{
    return require(model::TrackRepository(*m_connection).track(id), "reading a track").path;
}

QByteArray SyncBench::contentOf(TrackId id) const
{
    QFile file(sourceOf(id));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QMap<QString, QByteArray> SyncBench::musicFiles() const
{
    QMap<QString, QByteArray> files;
    QDirIterator walk(m_musicPath, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        if (file.open(QIODevice::ReadOnly))
            files.insert(file.fileName(), file.readAll());
    }
    return files;
}

PlaylistId SyncBench::addPlaylist(const QString &name, const QList<TrackId> &tracks)
{
    model::PlaylistRepository playlists(*m_connection);
    return require(playlists.createStatic(name, require(playlists.entriesForTracks(tracks), "entries")),
                   "making a playlist");
}

void SyncBench::setTracks(PlaylistId id, const QList<TrackId> &tracks)
{
    model::PlaylistRepository playlists(*m_connection);
    require(playlists.setEntries(id, require(playlists.entriesForTracks(tracks), "entries")),
            "changing a playlist");
}

PlayerId SyncBench::addPlayer(const QString &identity)
{
    return require(players().remember({.identity = identity, .name = identity}), "adding a player");
}

void SyncBench::partner(device::DeviceStorage &storage, const QList<PlaylistId> &playlists,
                        int reservePercent)
{
    require(createPartnership(*m_database, *m_connection, storage, m_player,
                              {.playlists = playlists, .reservePercent = reservePercent}),
            "partnership");
}

SyncResult SyncBench::run(device::DeviceStorage &storage, const SessionRequest &request, std::stop_token stop)
{
    ProgressMeter meter;
    return SyncSession(*m_database, *m_connection, storage, m_player, meter, std::move(stop)).run(request);
}

Result<SyncPlan> SyncBench::plan(device::DeviceStorage &storage, const SessionRequest &request)
{
    ProgressMeter meter;
    return SyncSession(*m_database, *m_connection, storage, m_player, meter, {}).plan(request);
}

QList<LedgerEntry> SyncBench::ledger()
{
    return require(LedgerRepository(*m_connection).entries(m_player), "reading the ledger");
}

LedgerEntry SyncBench::ledgerEntry(const QString &path)
{
    const auto entries = ledger();
    for (const LedgerEntry &entry : entries) {
        if (entry.path == path)
            return entry;
    }
    return {};
}

} // namespace tandem::sync
