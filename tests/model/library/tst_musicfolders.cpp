// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "audiofiles.h"
#include "model/library/musicfolders.h"
#include "model/scan/libraryscanner.h"
#include "model/tracks/folderrepository.h"
#include "model/tracks/trackrepository.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;
using namespace tandem::tests;

class MusicFoldersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        m_database = Database::open(m_folder->filePath(u"data"_s)).value();
        m_connection = std::make_unique<Connection>(*m_database);
        for (int i = 0; i < 5; ++i)
            QVERIFY(writeFile(path(u"old/%1/a.wav"_s.arg(i)), wavData("Song " + QByteArray::number(i))));
        QVERIFY(FolderRepository(*m_connection).add(path(u"old"_s)));
        QVERIFY(LibraryScanner(*m_database).scan());
    }

    void cleanup()
    {
        m_connection.reset();
        m_folder.reset();
    }

    // A folder that is said to be elsewhere is there, with the tracks that it had; nothing is read as new.
    void moves()
    {
        const auto before = TrackRepository(*m_connection).idOfPath(path(u"old/3/a.wav"_s));
        QVERIFY(before);
        QVERIFY(QDir().rename(path(u"old"_s), path(u"new"_s)));
        QVERIFY(moveMusicFolder(*m_connection, path(u"old"_s), path(u"new"_s)));
        QCOMPARE(TrackRepository(*m_connection).idOfPath(path(u"new/3/a.wav"_s)).value_or(TrackId()),
                 *before);
        const auto report = LibraryScanner(*m_database).scan();
        QVERIFY(report);
        QCOMPARE(report->added + report->updated + report->moved + report->missing + report->failed, 0);
    }

    // Where none of its songs are, a folder did not go; nor where there is nothing.
    void refuses()
    {
        QVERIFY(QDir().mkpath(path(u"empty"_s)));
        QCOMPARE(moveMusicFolder(*m_connection, path(u"old"_s), path(u"empty"_s)).error_or(Error{}).code,
                 ErrorCode::InvalidArgument);
        QCOMPARE(moveMusicFolder(*m_connection, path(u"old"_s), path(u"none"_s)).error_or(Error{}).code,
                 ErrorCode::FolderMissing);
        QCOMPARE(moveMusicFolder(*m_connection, path(u"none"_s), path(u"old"_s)).error_or(Error{}).code,
                 ErrorCode::NotFound);
    }

    // What holds most of a folder that is not there, with the same contents, is recognised.
    void recognises()
    {
        const auto movedTo = [&](const QString &name) {
            return folderMovedTo(*m_connection, path(name)).value();
        };
        QVERIFY(QDir().mkpath(path(u"empty"_s)));
        QCOMPARE(movedTo(u"empty"_s), QString());
        QVERIFY(QDir().rename(path(u"old"_s), path(u"new"_s)));
        QCOMPARE(movedTo(u"empty"_s), QString());
        QCOMPARE(movedTo(u"new"_s), path(u"old"_s));
        QVERIFY(QDir().mkpath(path(u"old"_s))); // an empty mount point
        QCOMPARE(movedTo(u"new"_s), path(u"old"_s));
        for (int i = 0; i < 3; ++i) // as long, but another song
            QVERIFY(writeFile(path(u"new/%1/a.wav"_s.arg(i)), wavData("Tune " + QByteArray::number(i))));
        QCOMPARE(movedTo(u"new"_s), QString());
        QVERIFY(QDir().rename(path(u"new"_s), path(u"old/below"_s)));
        QCOMPARE(movedTo(u"old"_s), QString()); // it is there
    }

    // A folder's likeness to another one is what is in it by the same names, with the same contents.
    void compares()
    {
        const auto likeness = [&](const QString &name) {
            return likenessOf(*m_connection, path(u"old"_s), path(name)).value();
        };
        QVERIFY(QDir().mkpath(path(u"empty"_s)));
        QCOMPARE(likeness(u"empty"_s), Likeness::None);
        QCOMPARE(likeness(u"none"_s), Likeness::None);
        QVERIFY(QDir().rename(path(u"old"_s), path(u"new"_s)));
        QCOMPARE(likeness(u"new"_s), Likeness::Most);
        for (int i = 0; i < 3; ++i)
            QVERIFY(writeFile(path(u"new/%1/a.wav"_s.arg(i)), wavData("Tune " + QByteArray::number(i))));
        QCOMPARE(likeness(u"new"_s), Likeness::Some);
        QCOMPARE(likenessOf(*m_connection, path(u"none"_s), path(u"new"_s)).error_or(Error{}).code,
                 ErrorCode::NotFound);
    }

private:
    QString path(const QString &name) const { return QDir(m_folder->path()).canonicalPath() + u'/' + name; }

    std::optional<QTemporaryDir> m_folder;
    std::optional<Database> m_database;
    std::unique_ptr<Connection> m_connection;
};

QTEST_GUILESS_MAIN(MusicFoldersTest)
#include "tst_musicfolders.moc"
