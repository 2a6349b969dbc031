// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/storage/devicepath.h"
#include "fakestorage.h"
#include "model/tracks/track.h"
#include "sync/wish/pathtemplate.h"
#include "sync/wish/profileof.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

class ProfileOfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QDir(m_dir->path()).mkpath(u"data/profiles"_s);
        QDir(m_dir->path()).mkpath(u"descriptions"_s);
        m_storage = std::make_unique<FakeStorage>();
        m_record = {.address = {.kind = device::AddressKind::Volume}};
        m_make = {};
        m_warnings.clear();
    }

    // A player of which nothing is known gets the profile of its kind.
    void unknown()
    {
        QCOMPARE(profile().id, u"drive"_s);
        m_record.address.kind = device::AddressKind::Mtp;
        QCOMPARE(profile().id, u"mtp"_s);
    }

    // What lies at the top of a drive tells; of an MTP player it does not.
    void rockbox()
    {
        m_storage->put(u".rockbox/config.cfg"_s, "x");
        QCOMPARE(profile().id, u"rockbox"_s);
        m_record.address.kind = device::AddressKind::Mtp;
        QCOMPARE(profile().id, u"mtp"_s);
    }

    // What the owner wrote into .is_audio_player is followed.
    void audioPlayerFile()
    {
        m_storage->put(u".is_audio_player"_s, "audio_folders=MUSIC/,PODCASTS/\nfolder_depth=1\n"
                                              "output_formats=audio/mpeg\nplaylist_format=audio/x-scpls\n");
        const auto found = profile();
        QCOMPARE(found.pathTemplate, u"MUSIC/{albumartist}/{album}/{track} {title}"_s);
        QCOMPARE(found.limits.maxFolderDepth, 2);
        QCOMPARE(found.playlist.format, device::PlaylistFormat::Pls);
        QCOMPARE(found.formats.first().endings, QStringList{u"mp3"_s});
    }

    // Whatever .is_audio_player holds, nothing leads out of the player, and a session goes on.
    void hostileAudioPlayerFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("way out") << QByteArray("audio_folders=../../etc\nplaylist_path=../..\n"
                                               "cover_art_file_name=../cover.jpg\n");
        QTest::newRow("hidden way out")
            << QByteArray("audio_folders=Music/../../etc/\nplaylist_path=a/../../b\n");
        QTest::newRow("absolute") << QByteArray("audio_folders=/etc/\nplaylist_path=/etc\n");
        QTest::newRow("backslashes") << QByteArray("audio_folders=..\\..\\etc\nplaylist_path=C:\\x\n");
        QTest::newRow("Tandem's own")
            << QByteArray("audio_folders=.tandem\nplaylist_path=.tandem/incoming\n");
        QTest::newRow("a field") << QByteArray("audio_folders={title}\nplaylist_path={title}\n");
        QTest::newRow("long") << QByteArray("audio_folders=" + QByteArray(900, 'x') +
                                            "\nplaylist_path=" + QByteArray("a/").repeated(400) + "\n");
        QTest::newRow("endless line") << QByteArray("audio_folders=" + QByteArray(60'000, 'x'));
        QTest::newRow("huge") << QByteArray(1 << 20, 'x');
        QTest::newRow("binary") << QByteArray("audio_folders=\0\1\xff\xfe\n", 20);
        QTest::newRow("numbers") << QByteArray("folder_depth=-7\ncover_art_size=99999999999\n");
        QTest::newRow("deep") << QByteArray("folder_depth=2147483647\n");
    }
    void hostileAudioPlayerFile()
    {
        QFETCH(QByteArray, content);
        m_storage->put(u".is_audio_player"_s, content);
        const auto found = profile();
        QVERIFY(found.playlist.folder.isEmpty() || device::isConfinedPath(found.playlist.folder));
        QVERIFY(!found.playlist.folder.startsWith(u'.'));
        QVERIFY(found.cover.fileName.isEmpty());
        QVERIFY(found.limits.maxFolderDepth <= 64);
        model::Track track;
        track.path = u"/music/a.mp3"_s;
        track.tags = {.title = u"../x"_s, .album = u"y"_s, .trackNumber = 1};
        const QString path = renderPath(found, track);
        QVERIFY2(device::isConfinedPath(path), qPrintable(path));
        QVERIFY2(!path.startsWith(u'.'), qPrintable(path));
        QVERIFY(path.endsWith(".mp3"_L1));
    }

    // A folder of that name, which people make by mistake, says nothing.
    void audioPlayerFolder()
    {
        m_storage->put(u".is_audio_player/x"_s, "audio_folders=MUSIC");
        QCOMPARE(profile(), profileNamed(u"drive"_s));
    }

    // A description of media-player-info is used for the player that the system says it is.
    void mediaPlayerInfo()
    {
        writeFile(u"descriptions/acme_one.mpi"_s,
                  "[Device]\nVendor=Acme\nProduct=One\nAccessProtocol=storage\n\n[Media]\n"
                  "OutputFormats=audio/mpeg;audio/x-ms-wma\n[storage]\nAudioFolders=SOUND/\n");
        QCOMPARE(profile().id, u"drive"_s);
        m_make.mediaPlayerInfo = u"acme_one"_s;
        const auto found = profile();
        QCOMPARE(found.name, u"Acme One"_s);
        QVERIFY(found.pathTemplate.startsWith("SOUND/"_L1));
        m_make.mediaPlayerInfo = u"../data/secret"_s;
        QCOMPARE(profile(), profileNamed(u"drive"_s));
    }

    // The owner's choice comes before all that; the person's own profiles are among those to choose from.
    void chosen()
    {
        m_storage->put(u".rockbox/config.cfg"_s, "x");
        writeFile(u"data/profiles/mine.json"_s, R"({"version": 1, "id": "mine", "name": "Mine"})");
        m_record.profile = u"mine"_s;
        QCOMPARE(profile().name, u"Mine"_s);
        QVERIFY(m_warnings.isEmpty());
    }

    // A chosen profile that is gone or damaged is told, with the field; the session goes by what fits.
    void chosenIsDamaged()
    {
        writeFile(u"data/profiles/mine.json"_s, R"({"version": 1, "id": "mine", "name": 7})");
        m_record.profile = u"mine"_s;
        QCOMPARE(profile().id, u"drive"_s);
        QCOMPARE(m_warnings.size(), 2);
        QCOMPARE(m_warnings[0], (Error{ErrorCode::NotFound, u"mine"_s, {}}));
        QCOMPARE(m_warnings[1].code, ErrorCode::InvalidArgument);
        QVERIFY(m_warnings[1].detail.startsWith("name:"_L1));
    }

    // A damaged profile that nobody chose is no player's business.
    void otherIsDamaged()
    {
        writeFile(u"data/profiles/mine.json"_s, "{");
        QCOMPARE(profile().id, u"drive"_s);
        QVERIFY(m_warnings.isEmpty());
    }

    // A player that is taken away is an error.
    void gone()
    {
        m_storage->failAt(1, FakeStorage::Fault::Unplug);
        QVERIFY(!m_storage->write(u"x"_s, "x"));
        const auto found =
            profileOf(m_record, m_make, *m_storage, {}, m_dir->filePath(u"data"_s), m_warnings);
        QCOMPARE(found.error().code, ErrorCode::DeviceGone);
    }

private:
    device::PlayerProfile profile()
    {
        const auto found = profileOf(m_record, m_make, *m_storage, {}, m_dir->filePath(u"data"_s), m_warnings,
                                     m_dir->filePath(u"descriptions"_s));
        if (!found)
            qFatal("no profile");
        return *found;
    }

    device::PlayerProfile profileNamed(const QString &id)
    {
        PlayerRecord record = m_record;
        record.profile = id;
        return *profileOf(record, {}, *m_storage, {}, m_dir->filePath(u"data"_s), m_warnings);
    }

    void writeFile(const QString &name, const QByteArray &data)
    {
        QFile file(m_dir->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(data) == data.size());
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeStorage> m_storage;
    PlayerRecord m_record;
    device::PlayerMake m_make;
    QList<Error> m_warnings;
};

QTEST_GUILESS_MAIN(ProfileOfTest)
#include "tst_profileof.moc"
