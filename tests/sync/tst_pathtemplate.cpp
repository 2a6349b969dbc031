// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/devicepath.h"
#include "model/track.h"
#include "sync/pathtemplate.h"

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
        const QString usual = QString::fromLatin1(defaultPathTemplate);
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
        const QString path = renderPath(pathTemplate, track);
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
        const QString path = renderPath(QString::fromLatin1(defaultPathTemplate), track);
        QVERIFY(device::isConfinedPath(path));
        QVERIFY(path.endsWith(u".mp3"_s));
    }
};

QTEST_APPLESS_MAIN(PathTemplateTest)
#include "tst_pathtemplate.moc"
