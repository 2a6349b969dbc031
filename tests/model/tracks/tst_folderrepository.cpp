// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/db/database.h"
#include "model/tracks/folderrepository.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <optional>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

class FolderRepositoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void storesPlaces();
    void movesFolders();
    void refusesWhatIsNoFolder();
    void refusesUnreadableFolder();
    void refusesOverlap();
    void takesNeighboursWithALongerName();
    void removesWithTracks();
    void removesFolderThatIsGone();
    void remembersAvailability();

private:
    QString path(const QString &name) const { return QDir(m_music).filePath(name); }

    std::optional<QTemporaryDir> m_folder;
    QString m_music;
    std::optional<Database> m_database;
    std::unique_ptr<Connection> m_connection;
};

void FolderRepositoryTest::init()
{
    m_folder.emplace();
    m_music = QDir(m_folder->path()).canonicalPath() + u"/music"_s;
    QVERIFY(QDir().mkpath(m_music + u"/a/below"_s));
    QVERIFY(QDir().mkpath(m_music + u"/ab"_s));
    auto database = Database::open(m_folder->filePath(u"data"_s));
    QVERIFY(database);
    m_database = *database;
    m_connection = std::make_unique<Connection>(*m_database);
}

void FolderRepositoryTest::cleanup()
{
    m_connection.reset();
    m_folder.reset();
}

// Dots, links above it and a slash at the end do not make another folder. A link that was added stays one: it
// is the link that leads to the music, wherever that is tomorrow.
void FolderRepositoryTest::storesPlaces()
{
    QVERIFY(QDir().mkpath(path(u"a/below"_s)));
    QVERIFY(QFile::link(path(u"a"_s), path(u"link"_s)));
    FolderRepository folders(*m_connection);
    QVERIFY(folders.add(path(u"link/../link/below/"_s)));
    QCOMPARE(folders.all()->first().path, path(u"a/below"_s));
    QVERIFY(folders.all()->first().isAvailable);
    QCOMPARE(folders.add(path(u"link"_s)).error_or(Error{}).code, ErrorCode::AlreadyExists);
    QVERIFY(folders.remove(path(u"a/below"_s)));

    QVERIFY(folders.add(path(u"link/"_s)));
    QCOMPARE(folders.all()->first().path, path(u"link"_s));
    for (const QString &same : {u"a"_s, u"a/below"_s, u"link/below"_s, u"link"_s})
        QCOMPARE(folders.add(path(same)).error_or(Error{}).code, ErrorCode::AlreadyExists);
    QCOMPARE(folders.byPath(path(u"link"_s))->path, path(u"link"_s));
    QVERIFY(folders.remove(path(u"link"_s)));
}

// A folder can be said to be elsewhere, with its tracks; not where another one is, nor where there is
// nothing.
void FolderRepositoryTest::movesFolders()
{
    FolderRepository folders(*m_connection);
    const auto a = folders.add(path(u"a"_s));
    QVERIFY(a);
    QVERIFY(QDir().mkpath(path(u"new"_s)));
    QVERIFY(QDir().mkpath(path(u"other/below"_s)));
    QVERIFY(folders.add(path(u"other"_s)));
    QVERIFY(folders.setAvailable(*a, false));
    QVERIFY(folders.setPath(*a, path(u"new/"_s)));
    QCOMPARE(folders.byPath(path(u"new"_s))->id, *a);
    QVERIFY(folders.byPath(path(u"new"_s))->isAvailable);
    QCOMPARE(folders.byPath(path(u"a"_s)).error_or(Error{}).code, ErrorCode::NotFound);
    QCOMPARE(folders.setPath(*a, path(u"other/below"_s)).error_or(Error{}).code, ErrorCode::AlreadyExists);
    QCOMPARE(folders.setPath(*a, path(u"nowhere"_s)).error_or(Error{}).code, ErrorCode::FolderMissing);
    QVERIFY(QDir().mkpath(path(u"new/deeper"_s)));
    QVERIFY(folders.setPath(*a, path(u"new/deeper"_s))); // its own old place is in nobody's way
}

// Only a folder that is there can be added.
void FolderRepositoryTest::refusesWhatIsNoFolder()
{
    FolderRepository folders(*m_connection);
    QFile file(path(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(folders.add(path(u"none"_s)).error_or(Error{}).code, ErrorCode::FolderMissing);
    QCOMPARE(folders.add(path(u"file"_s)).error_or(Error{}).code, ErrorCode::FolderMissing);
    QCOMPARE(folders.add(QString()).error_or(Error{}).code, ErrorCode::FolderMissing);
    QVERIFY(folders.all()->isEmpty());
}

// A folder that cannot be listed is refused.
void FolderRepositoryTest::refusesUnreadableFolder()
{
    if (::geteuid() == 0)
        QSKIP("root may read everything");
    QVERIFY(QFile::setPermissions(path(u"a"_s), QFile::WriteOwner));
    FolderRepository folders(*m_connection);
    QCOMPARE(folders.add(path(u"a"_s)).error_or(Error{}).code, ErrorCode::FileUnreadable);
    QVERIFY(QFile::setPermissions(path(u"a"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

// No folder of the library lies in another one; the error names the one that is there.
void FolderRepositoryTest::refusesOverlap()
{
    FolderRepository folders(*m_connection);
    QVERIFY(folders.add(path(u"a"_s)));
    for (const QString &other : {m_music, path(u"a/below"_s), u"/"_s}) {
        const auto added = folders.add(other);
        QCOMPARE(added.error_or(Error{}).code, ErrorCode::AlreadyExists);
        QCOMPARE(added.error().subject, path(u"a"_s));
    }
}

// A folder is below another one by its path, not by its letters.
void FolderRepositoryTest::takesNeighboursWithALongerName()
{
    FolderRepository folders(*m_connection);
    QVERIFY(folders.add(path(u"a"_s)));
    QVERIFY(folders.add(path(u"ab"_s)));
    QCOMPARE(folders.all()->size(), 2);
}

// A removed folder takes its tracks with it, and only those.
void FolderRepositoryTest::removesWithTracks()
{
    FolderRepository folders(*m_connection);
    const auto first = folders.add(path(u"a"_s));
    const auto second = folders.add(path(u"ab"_s));
    QVERIFY(first && second);
    for (const FolderId id : {*first, *second}) {
        QVERIFY(m_connection->execute(
            u"INSERT INTO tracks(folder_id, path, size_bytes, modified_ns, added_at, format, title, artist, "
            "album, album_artist, genre, composer, year, track_number, disc_number, duration_ms, "
            "bitrate_kbps, sample_rate_hz, channels) VALUES(%1, 'p%1', 1, 1, 1, 1, '', '', '', '', '', '', "
            "0, 0, 0, 0, 0, 0, 0)"_s.arg(id.value)));
    }
    QVERIFY(folders.remove(path(u"a/"_s)));
    Query query(*m_connection, u"SELECT path FROM tracks"_s);
    QCOMPARE(query.rows([](const Row &row) { return row.text(0); }), QList{u"p%1"_s.arg(second->value)});
    QCOMPARE(folders.remove(path(u"a"_s)).error_or(Error{}).code, ErrorCode::NotFound);
    QCOMPARE(folders.remove(QString()).error_or(Error{}).code, ErrorCode::NotFound);
}

// A folder can be removed after it has gone from the disk.
void FolderRepositoryTest::removesFolderThatIsGone()
{
    FolderRepository folders(*m_connection);
    QVERIFY(folders.add(path(u"a"_s)));
    QVERIFY(QDir(path(u"a"_s)).removeRecursively());
    QVERIFY(folders.remove(path(u"a"_s)));
    QVERIFY(folders.all()->isEmpty());
}

// Whether a folder is there is stored.
void FolderRepositoryTest::remembersAvailability()
{
    FolderRepository folders(*m_connection);
    const auto id = folders.add(path(u"a"_s));
    QVERIFY(id);
    QVERIFY(folders.setAvailable(*id, false));
    QVERIFY(!folders.all()->first().isAvailable);
    QVERIFY(folders.setAvailable(*id, true));
    QVERIFY(folders.all()->first().isAvailable);
    QCOMPARE(folders.setAvailable(FolderId{99}, true).error_or(Error{}).code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(FolderRepositoryTest)
#include "tst_folderrepository.moc"
