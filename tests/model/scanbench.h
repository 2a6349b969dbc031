// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "audiofiles.h"
#include "model/db/database.h"
#include "model/playlists/playlistrepository.h"
#include "model/scan/libraryscanner.h"
#include "model/tracks/folderrepository.h"
#include "model/tracks/trackrepository.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <memory>
#include <optional>

namespace tandem::tests {

/// A library with one music folder, whose files a test moves about between scans.
class ScanBench
{
public:
    ScanBench()
        : m_root(QDir(m_folder.path()).canonicalPath()),
          m_database(model::Database::open(m_folder.filePath(QStringLiteral("data"))).value()),
          m_connection(m_database)
    {
        QDir().mkpath(path({}));
        addFolder(path({}));
    }

    const model::Database &database() const { return m_database; }
    model::Connection &connection() { return m_connection; }

    /// Of something beside the music folder.
    QString outside(const QString &name) const { return m_root + u'/' + name; }
    /// Of something in the music folder; the folder's own if there is no name.
    QString path(const QString &name) const
    {
        return m_root + QStringLiteral("/music") + (name.isEmpty() ? QString() : u'/' + name);
    }

    void addFolder(const QString &folder)
    {
        if (auto added = model::FolderRepository(m_connection).add(folder); !added)
            qFatal("%s", qPrintable(added.error().subject));
    }

    bool add(const QString &name, const QByteArray &title) const
    {
        return writeFile(path(name), wavData(title));
    }
    bool move(const QString &from, const QString &to) const
    {
        return QDir().mkpath(QFileInfo(path(to)).path()) && QFile::rename(path(from), path(to));
    }
    bool copy(const QString &from, const QString &to) const
    {
        return QDir().mkpath(QFileInfo(path(to)).path()) && QFile::copy(path(from), path(to));
    }
    bool remove(const QString &name) const { return QFile::remove(path(name)); }

    model::ScanReport scan(const model::FileSystemOf &fileSystemOf = model::systemFileSystems())
    {
        const auto report = model::LibraryScanner(m_database, fileSystemOf).scan();
        if (!report)
            qWarning("the scan failed: %s", qPrintable(report.error().detail));
        return report.value_or(model::ScanReport{.found = -1});
    }

    /// "added updated moved missing away"
    static QString counts(const model::ScanReport &report)
    {
        return QStringLiteral("%1 added, %2 updated, %3 moved, %4 missing, %5 away")
            .arg(report.added)
            .arg(report.updated)
            .arg(report.moved)
            .arg(report.missing)
            .arg(report.away);
    }

    TrackId idOf(const QString &name)
    {
        return model::TrackRepository(m_connection)
            .idOfPath(name.startsWith(u'/') ? name : path(name))
            .value_or(TrackId());
    }
    model::Track track(TrackId id)
    {
        return model::TrackRepository(m_connection).track(id).value_or(model::Track());
    }

    /// "title missing", "title away" or "title path in the music folder".
    QString stateOf(TrackId id)
    {
        const model::Track found = track(id);
        const QString state = found.isMissing      ? QStringLiteral("missing")
                              : !found.isAvailable ? QStringLiteral("away")
                                                   : found.path.mid(path({}).size() + 1);
        return found.tags.title + u' ' + state;
    }

    PlaylistId makePlaylist(const QList<TrackId> &tracks)
    {
        model::PlaylistRepository playlists(m_connection);
        const auto entries = playlists.entriesForTracks(tracks);
        return playlists.createStatic(QStringLiteral("List"), entries.value()).value();
    }
    QList<TrackId> tracksOf(PlaylistId playlist)
    {
        return model::PlaylistRepository(m_connection).trackIds(playlist).value();
    }

    void execute(const QString &sql)
    {
        if (auto done = m_connection.execute(sql); !done)
            qFatal("%s", qPrintable(done.error().detail));
    }
    qint64 number(const QString &sql) { return model::Query(m_connection, sql).number().value_or(-1); }

private:
    QTemporaryDir m_folder;
    const QString m_root;
    model::Database m_database;
    model::Connection m_connection;
};

} // namespace tandem::tests
