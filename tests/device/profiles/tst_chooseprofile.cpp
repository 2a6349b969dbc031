// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/profiles/audioplayerfile.h"
#include "device/profiles/chooseprofile.h"
#include "device/profiles/mediaplayerinfo.h"
#include "device/profiles/profilestore.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::device;

class ChooseProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What is known of a player decides, in this order: choice, .is_audio_player, what lies at the top,
    // media-player-info, make, kind.
    void order_data()
    {
        QTest::addColumn<ProfileClues>("clues");
        QTest::addColumn<QString>("expected");
        const PlayerMake sony{u"SONY"_s, u"WALKMAN NWZ-E443"_s, {}};
        const PlayerDescription owners{.name = u"owner's"_s};
        const PlayerDescription packages{.name = u"package's"_s};
        ProfileClues clues{.chosenId = u"simple"_s,
                           .kind = AddressKind::Volume,
                           .make = sony,
                           .topLevelNames = {u"Music"_s, u".rockbox"_s},
                           .audioPlayerFile = owners,
                           .mediaPlayerInfo = packages};
        const auto row = [&clues](const char *name, const char *expected) {
            QTest::newRow(name) << clues << QString::fromLatin1(expected);
        };
        row("chosen", "Simple player or car radio");
        clues.chosenId = u"gone"_s;
        row("chosen one does not exist", "owner's");
        clues.chosenId.clear();
        row("owner's file", "owner's");
        clues.audioPlayerFile = PlayerDescription();
        row("owner's file says nothing", "Rockbox");
        clues.audioPlayerFile.reset();
        row("what lies at the top", "Rockbox");
        clues.topLevelNames = {u"Music"_s};
        row("media-player-info", "package's");
        clues.mediaPlayerInfo.reset();
        row("make", "Sony Walkman");
        clues.make.product = u"Xperia"_s;
        row("another of its makers", "Drive");
        clues.make = {};
        row("a drive", "Drive");
        clues.kind = AddressKind::Folder;
        row("a folder", "Drive");
        clues.kind = AddressKind::Mtp;
        clues.mediaPlayerInfo = packages;
        row("MTP", "Android and other MTP players");
        clues.make = sony;
        row("MTP, by make", "Sony Walkman");
    }
    void order()
    {
        QFETCH(ProfileClues, clues);
        QFETCH(QString, expected);
        QCOMPARE(chooseProfile(m_profiles, clues).name, expected);
    }

    // Without any profiles there is still one to go by.
    void nothing() { QCOMPARE(chooseProfile({}, {}), PlayerProfile()); }

    // Patterns stand for whole names, without regard to case.
    void patterns()
    {
        const PlayerProfile acme{.id = u"acme"_s, .matches = {{u"ac?e"_s, u"*One*"_s, {}}}};
        const auto isChosen = [&acme](const QString &vendor, const QString &product) {
            return chooseProfile({acme}, {.make = {vendor, product, {}}}).id == acme.id;
        };
        QVERIFY(isChosen(u"ACME"_s, u"the one and/only"_s));
        QVERIFY(!isChosen(u"ACME Inc"_s, u"One"_s));
        QVERIFY(!isChosen(u"ACME"_s, u"Two"_s));
        QVERIFY(!isChosen({}, {}));
    }

    // What a description says is put into the profile, in the profile's own terms.
    void adaption()
    {
        const PlayerProfile profile =
            adapted({}, {.name = u"N"_s,
                         .audioFolders = {u"/Audio/Songs/"_s, u"Podcasts/"_s},
                         .folderDepth = 1,
                         .mimeTypes = {u"audio/mpeg"_s, u"application/ogg"_s, u"audio/x-flac"_s,
                                       u"audio/x-unheard-of"_s, u"video/mp4"_s},
                         .playlistMimeTypes = {u"audio/x-iriver-pla"_s, u"audio/x-scpls"_s},
                         .playlistFolder = u"Audio/Lists/%File"_s,
                         .hasDosSeparators = true,
                         .coverFileName = u"folder.png"_s,
                         .coverType = u"png"_s,
                         .coverPixels = 200});
        QCOMPARE(profile.pathTemplate, u"Audio/Songs/{albumartist}/{album}/{track} {title}"_s);
        QCOMPARE(profile.limits.maxFolderDepth, 3);
        QCOMPARE(profile.formats, (QList{PlayableFormat{{u"mp3"_s, u"ogg"_s, u"oga"_s, u"flac"_s}}}));
        QCOMPARE(profile.playlist.format, PlaylistFormat::Pls);
        QCOMPARE(profile.playlist.folder, u"Audio/Lists"_s);
        QVERIFY(profile.playlist.hasBackslashes);
        QCOMPARE(profile.cover, (CoverStyle{u"folder.png"_s, 200, CoverFormat::Png}));
    }

    // The top may be the music folder, and a player may read none of the playlists that Tandem writes.
    void adaptionToLittle()
    {
        const PlayerProfile profile = adapted(
            {}, {.audioFolders = {u"/"_s}, .folderDepth = 0, .playlistMimeTypes = {u"audio/x-pla"_s}});
        QCOMPARE(profile.pathTemplate, u"{albumartist}/{album}/{track} {title}"_s);
        QCOMPARE(profile.limits.maxFolderDepth, 0);
        QCOMPARE(profile.playlist.format, PlaylistFormat::None);
    }

    // Descriptions that say nothing, or only things that Tandem does not know, change nothing.
    void adaptionToNothing()
    {
        QCOMPARE(adapted({}, {}), PlayerProfile());
        QCOMPARE(adapted({}, {.mimeTypes = {u"audio/x-unheard-of"_s}}), PlayerProfile());
    }

    // The file's syntax, as people write it.
    void audioPlayerFile()
    {
        const PlayerDescription description = parseAudioPlayerFile(
            "\xEF\xBB\xBF# my player\r\nname=\"My Player\"\r\n"
            "audio_folders = \"MUSIC/, 'RECORD/ FM',\"\r\nfolder_depth= 2\r\n"
            "output_formats=audio/mpeg,application/ogg\nplaylist_format=audio/x-mpegurl\n"
            "playlist_path='PLAYLISTS/'\ncover_art_file_name=cover.jpg\n"
            "cover_art_file_type=JPEG\ncover_art_size=200\nnonsense\n=x\nunknown_key=1\n");
        QCOMPARE(description, (PlayerDescription{.name = u"My Player"_s,
                                                 .audioFolders = {u"MUSIC/"_s, u"RECORD/ FM"_s},
                                                 .folderDepth = 2,
                                                 .mimeTypes = {u"audio/mpeg"_s, u"application/ogg"_s},
                                                 .playlistMimeTypes = {u"audio/x-mpegurl"_s},
                                                 .playlistFolder = u"PLAYLISTS/"_s,
                                                 .coverFileName = u"cover.jpg"_s,
                                                 .coverType = u"jpeg"_s,
                                                 .coverPixels = 200}));
        QCOMPARE(parseAudioPlayerFile({}), PlayerDescription());
        QCOMPARE(parseAudioPlayerFile(QByteArray("name=x\0y\n", 9)), PlayerDescription());
        QCOMPARE(parseAudioPlayerFile("name=\xff\xfe\n"), PlayerDescription());
    }

    // The package's syntax, with the sections that its files have.
    void mediaPlayerInfo()
    {
        const auto description = parseMediaPlayerInfo(
            "[Device]\nVendor=Acme\nProduct=One\nAccessProtocol=ipod;storage\nDeviceMatch=usb:1:2;\n\n"
            "[Media]\nInputFormats=audio/x-wav\nOutputFormats=audio/mpeg;audio/mp3,audio/x-wav;\n"
            "[Playlist]\nFormats=audio/x-mpegurl\nFolderSeparator=DOS\n"
            "[Storage]\nAudioFolders=MUSIC/;RECORD/;\nFolderDepth=2\nPlaylistPath=LISTS/;Playlists/\n");
        QVERIFY(description);
        QCOMPARE(*description, (PlayerDescription{
                                   .name = u"Acme One"_s,
                                   .audioFolders = {u"MUSIC/"_s, u"RECORD/"_s},
                                   .folderDepth = 2,
                                   .mimeTypes = {u"audio/mpeg"_s, u"audio/mp3"_s, u"audio/x-wav"_s},
                                   .playlistMimeTypes = {u"audio/x-mpegurl"_s},
                                   .playlistFolder = u"LISTS/"_s,
                                   .hasDosSeparators = true,
                               }));
        QCOMPARE(parseMediaPlayerInfo("[Device]\nAccessProtocol=ipod\n").error().code,
                 ErrorCode::FormatUnsupported);
        QCOMPARE(parseMediaPlayerInfo({}).error().code, ErrorCode::FormatUnsupported);
    }

    // Each description of the real package gives a profile that plays something.
    void realPackage()
    {
        const QDir folder(QString::fromLatin1(mediaPlayerInfoFolder));
        const QStringList files = folder.entryList({u"*.mpi"_s});
        if (files.isEmpty())
            QSKIP("The package media-player-info is not installed.");
        int drives = 0;
        int mp3Players = 0;
        for (const QString &file : files) {
            const auto description = readMediaPlayerInfo(file.chopped(4));
            if (!description) {
                QCOMPARE(description.error().code, ErrorCode::FormatUnsupported);
                continue;
            }
            ++drives;
            const PlayerProfile profile = adapted({}, *description);
            QVERIFY2(!profile.formats.isEmpty(), qPrintable(file));
            mp3Players += whyNotPlayable(profile, u"song.mp3"_s, 0, 0).isEmpty() ? 1 : 0;
            QVERIFY2(profile.pathTemplate.endsWith("{album}/{track} {title}"_L1), qPrintable(file));
        }
        QVERIFY(drives > 200);
        QVERIFY(mp3Players > drives * 9 / 10);
    }

    // A name leads to no other folder.
    void nameOfDescription()
    {
        QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkpath(u"in"_s));
        QFile file(dir.filePath(u"x.mpi"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("[Device]\nAccessProtocol=storage\n") > 0);
        file.close();
        QVERIFY(readMediaPlayerInfo(u"x"_s, dir.path()));
        QCOMPARE(readMediaPlayerInfo(u"../x"_s, dir.filePath(u"in"_s)).error().code, ErrorCode::NotFound);
        QCOMPARE(readMediaPlayerInfo(u"y"_s, dir.path()).error().code, ErrorCode::NotFound);
        QCOMPARE(readMediaPlayerInfo({}, dir.path()).error().code, ErrorCode::NotFound);
    }

private:
    const QList<PlayerProfile> m_profiles = ProfileStore(u"/nonexistent"_s).profiles();
};

QTEST_APPLESS_MAIN(ChooseProfileTest)
#include "tst_chooseprofile.moc"
