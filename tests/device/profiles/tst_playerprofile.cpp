// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/profiles/playerprofile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::device;

namespace {

PlayerProfile fullProfile()
{
    return {.id = u"full-1"_s,
            .name = u"Full"_s,
            .formats = {{{u"mp3"_s}, 320, 48'000}, {{u"flac"_s, u"wav"_s}}},
            .conversion = {false, u"flac"_s, 192},
            .cover = {u"folder.png"_s, 240, CoverFormat::Png},
            .pathTemplate = u"MUSIC/{genre}/{artist}/{title}"_s,
            .playlist = {.format = PlaylistFormat::Pls,
                         .folder = u"MUSIC/Lists"_s,
                         .hasBackslashes = true,
                         .isAbsolute = true,
                         .hasCrLf = true,
                         .hasByteOrderMark = true,
                         .isAlwaysFile = true},
            .limits = {3, 255, 64, 200, true},
            .matches = {{u"Acme*"_s, u"One*"_s, {}}, {{}, {}, u".acme"_s}}};
}

/// JSON that is easier to read: with ' for ".
QByteArray quoted(QByteArray json)
{
    return json.replace('\'', '"');
}

QByteArray minimal(const QByteArray &more = {})
{
    return quoted("{'version': 1, 'id': 'x', 'name': 'X'" + (more.isEmpty() ? "" : ", " + more) + "}");
}

} // namespace

class PlayerProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What is written is read again, field for field.
    void roundTrip()
    {
        const PlayerProfile full = fullProfile();
        const auto read = parseProfile(QJsonDocument(profileToJson(full)).toJson(), u"f"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        QCOMPARE(*read, full);
        QCOMPARE(profileToJson(*read), profileToJson(full));
    }

    // What is left out is as for a player that wants nothing special.
    void defaults()
    {
        const auto read = parseProfile(minimal(), u"f"_s);
        QVERIFY(read);
        QCOMPARE(*read, (PlayerProfile{.id = u"x"_s, .name = u"X"_s}));
    }

    // Anything that is wrong is named by its field, with the file.
    void errors_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const QByteArray &json, const char *where) {
            QTest::newRow(name) << json << QString::fromLatin1(where);
        };
        row("no JSON", quoted("{\n'version': 1,,\n}"), "no JSON from line 2 on");
        row("nothing", "", "no JSON");
        row("a list", "[]", "an object");
        row("no version", quoted("{'id': 'x', 'name': 'X'}"), "version:");
        row("newer version", quoted("{'version': 2, 'id': 'x', 'name': 'X'}"), "version:");
        row("no id", quoted("{'version': 1, 'name': 'X'}"), "id:");
        row("bad id", quoted("{'version': 1, 'id': '../x', 'name': 'X'}"), "id:");
        row("no name", quoted("{'version': 1, 'id': 'x'}"), "name:");
        row("empty name", quoted("{'version': 1, 'id': 'x', 'name': ' '}"), "name:");
        row("unknown field", minimal("'pathtemplate': 'x'"), "pathtemplate:");
        row("unknown inner field", minimal("'limits': {'depth': 2}"), "limits.depth:");
        row("wrong type", minimal("'pathTemplate': 3"), "pathTemplate:");
        row("object wanted", minimal("'playlist': 'm3u'"), "playlist:");
        row("list wanted", minimal("'formats': {}"), "formats:");
        row("format no object", minimal("'formats': ['mp3']"), "formats[0]:");
        row("no endings", minimal("'formats': [{'maxBitrateKbps': 320}]"), "formats[0].endings:");
        row("ending with a dot", minimal("'formats': [{'endings': ['mp3']}, {'endings': ['.ogg']}]"),
            "formats[1].endings:");
        row("ending no text", minimal("'formats': [{'endings': [3]}]"), "formats[0].endings:");
        row("negative bitrate", minimal("'formats': [{'endings': ['mp3'], 'maxBitrateKbps': -1}]"),
            "formats[0].maxBitrateKbps:");
        row("broken number", minimal("'limits': {'maxFilesPerFolder': 2.5}"), "limits.maxFilesPerFolder:");
        row("number as text", minimal("'limits': {'maxFilesPerFolder': '2'}"), "limits.maxFilesPerFolder:");
        row("huge number", minimal("'limits': {'maxFilesPerFolder': 1e300}"), "limits.maxFilesPerFolder:");
        row("name too short", minimal("'limits': {'maxNameLength': 8}"), "limits.maxNameLength:");
        row("path too short", minimal("'limits': {'maxPathLength': 20}"), "limits.maxPathLength:");
        row("depth", minimal("'limits': {'maxFolderDepth': 99}"), "limits.maxFolderDepth:");
        row("playlist format", minimal("'playlist': {'format': 'wpl'}"), "playlist.format:");
        row("separator", minimal("'playlist': {'separator': ':'}"), "playlist.separator:");
        row("playlists outside", minimal("'playlist': {'folder': '../x'}"), "playlist.folder:");
        row("playlists with Tandem's own", minimal("'playlist': {'folder': '.tandem'}"), "playlist.folder:");
        row("mark", minimal("'playlist': {'byteOrderMark': 1}"), "playlist.byteOrderMark:");
        row("conversion's switch", minimal("'conversion': {'enabled': 1}"), "conversion.enabled:");
        row("conversion's format", minimal("'conversion': {'format': 'wma'}"), "conversion.format:");
        row("converted to what it does not play",
            minimal("'formats': [{'endings': ['mp3']}], 'conversion': {'format': 'ogg'}"),
            "conversion.format: the player does not play it");
        row("conversion's bitrate", minimal("'conversion': {'bitrateKbps': 8}"), "conversion.bitrateKbps:");
        row("cover outside", minimal("'cover': {'fileName': '../cover.jpg'}"), "cover.fileName:");
        row("cover format", minimal("'cover': {'format': 'gif'}"), "cover.format:");
        row("template outside", minimal("'pathTemplate': '../{title}'"), "pathTemplate:");
        row("absolute template", minimal("'pathTemplate': '/Music/{title}'"), "pathTemplate:");
        row("empty template", minimal("'pathTemplate': ''"), "pathTemplate:");
        row("template's field", minimal("'pathTemplate': '{mood}'"), "pathTemplate: there is no {mood}");
        row("template's brace", minimal("'pathTemplate': '{title'"), "pathTemplate:");
        row("empty match", minimal("'matches': [{}]"), "matches[0].vendor:");
        row("match's field", minimal("'matches': [{'vendor': 'x', 'model': 'y'}]"), "matches[0].model:");
    }
    void errors()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, where);
        const auto read = parseProfile(json, u"mine.json"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(read.error().subject, u"mine.json"_s);
        QVERIFY2(read.error().detail.startsWith(where), qPrintable(read.error().detail));
    }

    // Lists have an end.
    void longList()
    {
        const QByteArray list = QByteArray(quoted("{'vendor': 'x'},")).repeated(200);
        const auto read = parseProfile(minimal("'matches': [" + list.chopped(1) + ']'), u"f"_s);
        QVERIFY(!read);
        QVERIFY(read.error().detail.startsWith("matches:"_L1));
    }

    // What a profile plays: by the ending in any case, within the limits of one of the formats that have it.
    void playable_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("bitrate");
        QTest::addColumn<int>("sampleRate");
        QTest::addColumn<QString>("reason");
        QTest::newRow("plain") << u"/a/b.mp3"_s << 320 << 48'000 << QString();
        QTest::newRow("case") << u"b.MP3"_s << 320 << 48'000 << QString();
        QTest::newRow("bitrate") << u"b.mp3"_s << 321 << 48'000 << u"321 kbit/s"_s;
        QTest::newRow("sample rate") << u"b.mp3"_s << 320 << 96'000 << u"96000 Hz"_s;
        QTest::newRow("unknown rates") << u"b.mp3"_s << 0 << 0 << QString();
        QTest::newRow("ending") << u"b.OGG"_s << 0 << 0 << u"ogg"_s;
        QTest::newRow("no ending") << u"/a.mp3/b"_s << 0 << 0 << u"?"_s;
        QTest::newRow("second format has it") << u"b.wma"_s << 900 << 0 << QString();
    }
    void playable()
    {
        QFETCH(QString, file);
        QFETCH(int, bitrate);
        QFETCH(int, sampleRate);
        QFETCH(QString, reason);
        const PlayerProfile profile{.formats = {{{u"mp3"_s, u"wma"_s}, 320, 48'000}, {{u"wma"_s}, 1000}}};
        QCOMPARE(whyNotPlayable(profile, file, bitrate, sampleRate), reason);
        QCOMPARE(whyNotPlayable({}, file, bitrate, sampleRate), QString());
    }
};

QTEST_APPLESS_MAIN(PlayerProfileTest)
#include "tst_playerprofile.moc"
