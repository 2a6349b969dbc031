// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/storage/devicepath.h"
#include "model/tracks/track.h"
#include "sync/wish/pathtemplate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

class PathTemplateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Where a track goes, by its tags.
    void rules_data()
    {
        QTest::addColumn<model::Track>("track");
        QTest::addColumn<QString>("pathTemplate");
        QTest::addColumn<QString>("expected");
        const QString usual = device::PlayerProfile().pathTemplate;
        model::Track full;
        full.path = u"/music/whatever.FLAC"_s;
        full.tags = {.title = u"Song"_s,
                     .artist = u"Singer"_s,
                     .album = u"Record"_s,
                     .albumArtist = u"Band"_s,
                     .genre = u"Jazz"_s,
                     .year = 1959,
                     .trackNumber = 3};
        const auto with = [&full](const auto &change) {
            model::Track track = full;
            change(track.tags);
            return track;
        };
        QTest::newRow("usual") << full << usual << u"Music/Band/Record/03 Song.FLAC"_s;
        QTest::newRow("every field") << full << u"{artist}/{year} {genre}/{title}"_s
                                     << u"Singer/1959 Jazz/Song.FLAC"_s;
        QTest::newRow("second disc") << with([](auto &tags) { tags.discNumber = 2; }) << usual
                                     << u"Music/Band/Record/2-03 Song.FLAC"_s;
        QTest::newRow("first disc") << with([](auto &tags) { tags.discNumber = 1; }) << usual
                                    << u"Music/Band/Record/03 Song.FLAC"_s;
        QTest::newRow("hundredth track") << with([](auto &tags) { tags.trackNumber = 100; }) << usual
                                         << u"Music/Band/Record/100 Song.FLAC"_s;
        QTest::newRow("no album artist") << with([](auto &tags) { tags.albumArtist.clear(); }) << usual
                                         << u"Music/Singer/Record/03 Song.FLAC"_s;
        QTest::newRow("no number") << with([](auto &tags) { tags.trackNumber = 0; }) << usual
                                   << u"Music/Band/Record/Song.FLAC"_s;
        QTest::newRow("no title") << with([](auto &tags) { tags.title.clear(); }) << usual
                                  << u"Music/Band/Record/03 whatever.FLAC"_s;
        QTest::newRow("nothing") << with([](auto &tags) { tags = {}; }) << usual
                                 << u"Music/Unknown Artist/Unknown Album/whatever.FLAC"_s;
        QTest::newRow("slashes") << with([](auto &tags) { tags.albumArtist = u"AC/DC"_s; }) << usual
                                 << u"Music/AC_DC/Record/03 Song.FLAC"_s;
        QTest::newRow("way out") << with([](auto &tags) {
            tags.albumArtist = u".."_s;
            tags.album = u"../.."_s;
        }) << usual << u"Music/_/_._/03 Song.FLAC"_s;
        QTest::newRow("braces") << with([](auto &tags) { tags.title = u"{album}"_s; }) << usual
                                << u"Music/Band/Record/03 {album}.FLAC"_s;
        QTest::newRow("unknown field") << full << u"{mood}/{title"_s << u"{mood}/{title.FLAC"_s;
        QTest::newRow("title with dots") << with([](auto &tags) { tags.title = u"Mr. X vs. Y..."_s; })
                                         << usual << u"Music/Band/Record/03 Mr. X vs. Y.FLAC"_s;
    }
    void rules()
    {
        QFETCH(model::Track, track);
        QFETCH(QString, pathTemplate);
        QFETCH(QString, expected);
        const QString path = renderPath({.pathTemplate = pathTemplate}, track);
        QCOMPARE(path, expected);
        QVERIFY(device::isConfinedPath(path));
    }

    // Names of any length fit.
    void longNames()
    {
        model::Track track;
        track.path = u"/music/a.mp3"_s;
        track.tags = {.title = QString(1000, u'\u00e9'),
                      .album = QString(1000, u'y'),
                      .albumArtist = QString(1000, u'z')};
        const QString path = renderPath({}, track);
        QVERIFY(device::isConfinedPath(path));
        QVERIFY(path.endsWith(u".mp3"_s));
    }

    // Every field that a profile may name is one that is filled in, and no other.
    void fields()
    {
        model::Track track;
        track.path = u"/music/a.mp3"_s;
        track.tags = {.title = u"T"_s,
                      .artist = u"T"_s,
                      .album = u"T"_s,
                      .albumArtist = u"T"_s,
                      .genre = u"T"_s,
                      .year = 1,
                      .trackNumber = 1};
        for (const QString &field : device::pathTemplateFields()) {
            const QString path = renderPath({.pathTemplate = u"x{%1}"_s.arg(field)}, track);
            QVERIFY2(!path.contains(u'{') && path != "x.mp3"_L1, qPrintable(path));
        }
    }

    // Folders that lie too deep are joined to the last that does not; what a template says in so many words
    // is no part of that.
    void depth_data()
    {
        QTest::addColumn<int>("maxDepth");
        QTest::addColumn<QString>("pathTemplate");
        QTest::addColumn<QString>("expected");
        const QString usual = device::PlayerProfile().pathTemplate;
        QTest::newRow("any") << -1 << usual << u"Music/Band/Record/03 Song.mp3"_s;
        QTest::newRow("deep enough") << 3 << usual << u"Music/Band/Record/03 Song.mp3"_s;
        QTest::newRow("two") << 2 << usual << u"Music/Band - Record/03 Song.mp3"_s;
        QTest::newRow("one") << 1 << usual << u"Music/Band - Record - 03 Song.mp3"_s;
        QTest::newRow("none") << 0 << usual << u"Band - Record - 03 Song.mp3"_s;
        QTest::newRow("all fields") << 2 << u"{genre}/{artist}/{album}/{title}"_s
                                    << u"Jazz/Singer - Record/Song.mp3"_s;
        QTest::newRow("fixed ones") << 2 << u"a/b/c/{album}/{title}"_s << u"a/b/Record - Song.mp3"_s;
        QTest::newRow("fixed name") << 1 << u"{artist}/{album}/song"_s << u"Singer - Record/song.mp3"_s;
    }
    void depth()
    {
        QFETCH(int, maxDepth);
        QFETCH(QString, pathTemplate);
        QFETCH(QString, expected);
        model::Track track;
        track.path = u"/music/whatever.mp3"_s;
        track.tags = {.title = u"Song"_s,
                      .artist = u"Singer"_s,
                      .album = u"Record"_s,
                      .albumArtist = u"Band"_s,
                      .genre = u"Jazz"_s,
                      .trackNumber = 3};
        device::PlayerProfile profile{.pathTemplate = pathTemplate};
        profile.limits.maxFolderDepth = maxDepth;
        QCOMPARE(renderPath(profile, track), expected);
    }

    // Whatever the tags, the limits hold, also for the numbered names beside; endings stay, no character is
    // cut in two.
    void limits_data()
    {
        QTest::addColumn<int>("maxName");
        QTest::addColumn<int>("maxPath");
        QTest::newRow("names") << 30 << 0;
        QTest::newRow("paths") << 0 << 100;
        QTest::newRow("both, tight") << 16 << 64;
    }
    void limits()
    {
        QFETCH(int, maxName);
        QFETCH(int, maxPath);
        device::PlayerProfile profile;
        profile.limits.maxNameLength = maxName;
        profile.limits.maxPathLength = maxPath;
        for (const QString &text : {u"x"_s, u"\u00e9"_s, u"\u4e2d"_s, u"\U0001F3B5"_s, u". "_s}) {
            model::Track track;
            track.path = u"/music/a.flac"_s;
            track.tags = {.title = text.repeated(200),
                          .album = text.repeated(300),
                          .albumArtist = text.repeated(20),
                          .trackNumber = 7};
            const QString path = renderPath(profile, track);
            QVERIFY2(device::isConfinedPath(path), qPrintable(path));
            QVERIFY2(path.endsWith(".flac"_L1), qPrintable(path));
            QVERIFY2(isWithinLimits(profile.limits, path), qPrintable(path));
            QVERIFY(path.isValidUtf16());
            const QString numbered =
                device::parentPath(path) + u" (9)/"_s + device::fileNameOf(device::numberedPath(path, 99));
            if (maxPath > 0)
                QVERIFY2(numbered.size() <= maxPath, qPrintable(numbered));
            if (maxName > 0) {
                for (const QString &name : numbered.split(u'/'))
                    QVERIFY2(name.toUtf8().size() <= maxName, qPrintable(name));
            }
        }
    }

    // A path of more folders than names can be cut is not within its limit, and says so.
    void beyondLimits()
    {
        device::PlayerProfile profile{.pathTemplate = u"{artist}/"_s.repeated(20) + u"{title}"_s};
        profile.limits.maxPathLength = 64;
        model::Track track;
        track.path = u"/music/a.mp3"_s;
        track.tags = {.title = u"title"_s, .artist = u"a long enough name"_s};
        QVERIFY(!isWithinLimits(profile.limits, renderPath(profile, track)));
    }
};

QTEST_APPLESS_MAIN(PathTemplateTest)
#include "tst_pathtemplate.moc"
