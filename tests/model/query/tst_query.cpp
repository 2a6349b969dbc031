// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/query/query.h"
#include "testlibrary.h"

#include <QDateTime>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

namespace {

// 2024-06-15 12:00 UTC
constexpr qint64 now = 1'718'452'800;
constexpr qint64 day = 86'400;

/// The beginning of the day in local time.
qint64 timeOf(const QString &date)
{
    return QDate::fromString(date, Qt::ISODate).startOfDay().toSecsSinceEpoch();
}

/// Tracks told apart by their titles.
void fill(TestLibrary &library)
{
    Track a;
    a.path = u"/music/Coltrane/Blue Train.flac"_s;
    a.sizeBytes = 30'000'000;
    a.addedAt = now - 10 * day;
    a.modifiedNs = (now - 400 * day) * 1'000'000'000;
    a.tags = {AudioFormat::Flac,
              u"Blue Train"_s,
              u"John Coltrane"_s,
              u"Blue Train"_s,
              u"Coltrane"_s,
              u"Jazz"_s,
              u"Coltrane"_s,
              1957,
              1,
              1};
    a.tags.duration = std::chrono::milliseconds(643'700); // 10:43
    a.tags.bitrateKbps = 900;
    a.rating = 5;
    a.playCount = 12;
    a.lastPlayedAt = now - 2 * day;
    library.add(a);

    Track b;
    b.path = u"/music/Motorhead/Ace.mp3"_s;
    b.sizeBytes = 5'500'000;
    b.addedAt = timeOf(u"2024-05-01"_s) + 3600;
    b.tags = {AudioFormat::Mp3,
              u"Ace of Spades"_s,
              u"Motörhead"_s,
              u"Ace of Spades 100%"_s,
              {},
              u"Heavy Metal"_s,
              {},
              1980,
              2,
              1};
    b.tags.duration = std::chrono::seconds(180);
    b.tags.bitrateKbps = 320;
    b.rating = 4;
    library.add(b);

    Track c;
    c.path = u"/music/untagged_file.ogg"_s;
    c.sizeBytes = 3'000'000;
    c.addedAt = timeOf(u"2023-01-31"_s);
    c.tags.format = AudioFormat::OggVorbis;
    library.add(c);

    Track d;
    d.path = u"/music/E\u0301tude.m4a"_s; // as macOS names files
    d.sizeBytes = 10'200'000;
    d.addedAt = timeOf(u"2022-12-31"_s);
    d.tags = {AudioFormat::Mp4,
              u"Ётюд [live]"_s,
              u"nick CAVE"_s,
              u"or \"and\" \\ back"_s,
              {},
              u"Speech"_s,
              {},
              1990};
    d.tags.duration = std::chrono::milliseconds(60'900);
    d.lastPlayedAt = now - 100 * day;
    library.add(d);
}

constexpr auto shortNames = std::to_array<std::pair<QLatin1StringView, QChar>>({
    {"Blue Train.flac"_L1, u'a'},
    {"Ace.mp3"_L1, u'b'},
    {"untagged_file.ogg"_L1, u'c'},
    {"tude.m4a"_L1, u'd'},
});

/// The tracks that fulfil the condition as letters in order: a Blue Train, b Ace of Spades, c the untagged
/// one, d the étude. "failed" if SQLite does not take the condition.
QString matches(TestLibrary &library, const TrackCondition &condition)
{
    Query query(library.connection(), u"SELECT path FROM songs WHERE is_missing = 0 AND (%1)"_s.arg(
                                          condition.sql.isEmpty() ? u"1"_s : condition.sql));
    for (int i = 0; i < condition.values.size(); ++i)
        query.bindAt(i, condition.values[i]);
    QString found;
    const auto done = query.each([&](const Row &row) {
        for (const auto &[ending, letter] : shortNames) {
            if (row.text(0).endsWith(ending))
                found += letter;
        }
    });
    if (!done)
        return u"failed: "_s + done.error().detail;
    std::ranges::sort(found);
    return found;
}

} // namespace

class QueryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_library = std::make_unique<TestLibrary>();
        fill(*m_library);
    }
    void cleanupTestCase() { m_library.reset(); }

    // A query finds the tracks that it describes, and only those.
    void finds_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("expected");
        const auto row = [](const QString &query, const QString &expected) {
            QTest::newRow(qPrintable(query.isEmpty() ? u"(empty)"_s : query)) << query << expected;
        };

        row(u""_s, u"abcd"_s);
        row(u"  \t "_s, u"abcd"_s);
        // Words
        row(u"blue train"_s, u"a"_s);
        row(u"train BLUE"_s, u"a"_s);
        row(u"\"blue train\""_s, u"a"_s);
        row(u"\"train blue\""_s, u""_s);
        row(u"untagged"_s, u"c"_s); // a track without a title is shown, and found, under its file's name
        row(u"music"_s, u""_s);     // but not under its folder's
        row(u"mp3"_s, u""_s);       // and a track with a title is not found under its file's name
        row(u"hip-hop"_s, u""_s);
        // Text
        row(u"artist:coltrane"_s, u"a"_s);
        row(u"ARTIST:COLTRANE"_s, u"a"_s);
        row(u"artist : coltrane"_s, u"a"_s);
        row(u"artist=coltrane"_s, u""_s);
        row(u"artist=\"john coltrane\""_s, u"a"_s);
        row(u"artist!=\"john coltrane\""_s, u"bcd"_s);
        row(u"artist=\"\""_s, u"c"_s);
        row(u"artist:\"nick cave\""_s, u"d"_s);
        row(u"albumartist:coltrane"_s, u"a"_s);
        row(u"composer:coltrane"_s, u"a"_s);
        row(u"path:/music/motor"_s, u"b"_s);
        row(u"genre:metal"_s, u"b"_s);
        // Wildcards of SQL and of patterns are plain characters
        row(u"album:100%"_s, u"b"_s);
        row(u"album:%"_s, u"b"_s);
        row(u"path:untagged_file"_s, u"c"_s);
        row(u"path:untagged-file"_s, u""_s);
        row(u"path:blue_train"_s, u""_s);
        row(u"title:[live]"_s, u"d"_s);
        row(u"title:ё*"_s, u""_s);
        row(u"title:ётю?"_s, u""_s);
        row(u"\"ётюд [live]\""_s, u"d"_s);
        row(u"album:\"\\\\\""_s, u"d"_s);
        row(u"album:\"\\\"and\\\"\""_s, u"d"_s);
        // Case and accents outside ASCII
        row(u"artist:motörhead"_s, u"b"_s);
        row(u"artist:MOTÖRHEAD"_s, u"b"_s);
        row(u"artist:mOtÖrHeAd"_s, u"b"_s);
        row(u"artist=mOTÖRHEAD"_s, u"b"_s);
        row(u"artist!=mOTÖRHEAD"_s, u"acd"_s);
        row(u"artist:mot\u006f\u0308rhead"_s, u"b"_s);
        row(u"motorhead"_s, u""_s);
        row(u"title:ёТЮД"_s, u"d"_s);
        row(u"path:étude"_s, u"d"_s);
        row(u"path:ÉTUDE"_s, u"d"_s);
        // Numbers
        row(u"year>=1980"_s, u"bd"_s);
        row(u"year>1980"_s, u"d"_s);
        row(u"year<1980"_s, u"a"_s); // an unknown year is not before any other
        row(u"year<=1980"_s, u"ab"_s);
        row(u"year:1990"_s, u"d"_s);
        row(u"year=1990"_s, u"d"_s);
        row(u"year!=1990"_s, u"abc"_s);
        row(u"year=0"_s, u"c"_s);
        row(u"track:2"_s, u"b"_s);
        row(u"disc=1"_s, u"ab"_s);
        row(u"bitrate>=320"_s, u"ab"_s);
        row(u"rating>=4"_s, u"ab"_s);
        row(u"rating<4"_s, u"cd"_s);
        row(u"plays=0"_s, u"bcd"_s);
        row(u"plays>10"_s, u"a"_s);
        // Durations
        row(u"duration>10min"_s, u"a"_s);
        row(u"duration>=3min"_s, u"ab"_s);
        row(u"duration>3min"_s, u"a"_s);
        row(u"duration<=3min"_s, u"bd"_s);
        row(u"duration=1min"_s, u"d"_s);
        row(u"duration:10min"_s, u"a"_s);
        row(u"duration!=10min"_s, u"bcd"_s);
        row(u"duration=643s"_s, u"a"_s);
        row(u"duration=643"_s, u"a"_s);
        row(u"duration=10:43"_s, u"a"_s);
        row(u"duration<=10:43"_s, u"abd"_s);
        row(u"duration<0.1h"_s, u"bd"_s);
        row(u"duration>9min30s"_s, u"a"_s);
        // Sizes
        row(u"size>10MB"_s, u"ad"_s);
        row(u"size<5.6MB"_s, u"bc"_s);
        row(u"size=10MB"_s, u"d"_s);
        row(u"size>=30000000"_s, u"a"_s);
        row(u"size<3MiB"_s, u"c"_s);
        // Times
        row(u"added<30d"_s, u"a"_s);
        row(u"added:30d"_s, u"a"_s);
        row(u"added<2M"_s, u"ab"_s);
        row(u"added>1y"_s, u"cd"_s);
        row(u"added<1w"_s, u""_s);
        row(u"added<240h"_s, u""_s);
        row(u"added<=240h"_s, u"a"_s);
        row(u"added>=240h"_s, u"abcd"_s);
        row(u"added<99999999y"_s, u"abcd"_s);
        row(u"added<60000d"_s, u"abcd"_s);
        row(u"added>999999999999999h"_s, u""_s);
        row(u"added=2024-05-01"_s, u"b"_s);
        row(u"added:2024-05"_s, u"b"_s);
        row(u"added>2024-05-01"_s, u"a"_s);
        row(u"added>=2024-05-01"_s, u"ab"_s);
        row(u"added<2024-05-01"_s, u"cd"_s);
        row(u"added<=2024-05-01"_s, u"bcd"_s);
        row(u"added:2023-01"_s, u"c"_s);
        row(u"added=2023"_s, u"c"_s);
        row(u"added!=2023"_s, u"abd"_s);
        row(u"added<=2022"_s, u"d"_s);
        row(u"modified<2y modified>1y"_s, u"a"_s);
        row(u"played<7d"_s, u"a"_s);
        row(u"played>7d"_s, u"d"_s); // what was never played has no age
        row(u"-played<7d"_s, u"bcd"_s);
        row(u"played<2024"_s, u""_s);
        // Formats
        row(u"format:flac"_s, u"a"_s);
        row(u"format=AAC"_s, u"d"_s);
        row(u"format!=mp3"_s, u"acd"_s);
        // Logic
        row(u"-genre:speech"_s, u"abc"_s);
        row(u"--genre:speech"_s, u"d"_s);
        row(u"-blue"_s, u"bcd"_s);
        row(u"genre:jazz or genre:metal"_s, u"ab"_s);
        row(u"genre:jazz OR genre:metal year>1980"_s, u"a"_s);
        row(u"(genre:jazz or genre:metal) year>=1980"_s, u"b"_s);
        row(u"(genre:jazz or genre:metal) and year>=1980"_s, u"b"_s);
        row(u"-(genre:jazz or genre:metal)"_s, u"cd"_s);
        row(u"-(genre:jazz year>2000)"_s, u"abcd"_s);
        row(u"year>1950 -(rating=5 or rating=4)"_s, u"d"_s);
        row(u"((((artist:cave))))"_s, u"d"_s);
        row(u"(genre:jazz)(year=1957)"_s, u"a"_s);
        row(u"\"or\""_s, u"d"_s);
        row(u"album:or"_s, u"d"_s);
        row(u"artist:\"nick cave\" or composer:cave"_s, u"d"_s);
    }
    void finds()
    {
        QFETCH(QString, query);
        QFETCH(QString, expected);
        const auto condition = compileQuery(query, now);
        QVERIFY2(condition, condition ? "" : qPrintable(condition.error().detail));
        QCOMPARE(matches(*m_library, *condition), expected);
    }

    // An empty query has no SQL, which holds for every track.
    void emptyQueryHasNoSql()
    {
        QCOMPARE(compileQuery({}, now)->sql, QString());
        QCOMPARE(compileQuery(u"  "_s, now)->values, QVariantList());
    }

    // Values never become part of the SQL.
    void valuesAreBound()
    {
        const auto condition = compileQuery(u"title:\"'; DROP TABLE tracks; --\" year>1990"_s, now);
        QVERIFY(condition);
        QVERIFY(!condition->sql.contains("DROP"_L1));
        QCOMPARE(condition->values.size(), condition->sql.count(u'?'));
    }

    // An error names the place, counted from 1, and the reason.
    void errors_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("position");
        QTest::addColumn<QString>("reason");
        const auto row = [](const QString &query, int position, const QString &reason) {
            QTest::newRow(qPrintable(query)) << query << position << reason;
        };

        row(u"gnere:jazz"_s, 1, u"Did you mean \"genre\"?"_s);
        row(u"jazz yaer>1990"_s, 6, u"Did you mean \"year\"?"_s);
        row(u"albumart:x"_s, 1, u"Did you mean \"albumartist\"?"_s);
        row(u"colour:blue"_s, 1, u"There is no field \"colour\"."_s);
        row(u"genre:"_s, 7, u"A value is missing"_s);
        row(u"genre:)"_s, 7, u"A value is missing"_s);
        row(u":jazz"_s, 1, u"field is missing"_s);
        row(u"jazz <3 x"_s, 1, u"There is no field"_s);
        row(u"genre:\"jazz"_s, 7, u"not closed"_s);
        row(u"\"jazz"_s, 1, u"not closed"_s);
        row(u"(jazz"_s, 1, u"not closed"_s);
        row(u"(jazz (blue)"_s, 1, u"not closed"_s);
        row(u"jazz)"_s, 5, u"No parenthesis is open"_s);
        row(u"()"_s, 2, u"A condition is missing"_s);
        row(u"jazz or"_s, 8, u"A condition is missing"_s);
        row(u"jazz and"_s, 9, u"A condition is missing"_s);
        row(u"jazz and or blue"_s, 10, u"A condition is missing before \"or\""_s);
        row(u"or jazz"_s, 1, u"A condition is missing before \"or\""_s);
        row(u"jazz - blue"_s, 6, u"must stand directly before"_s);
        row(u"jazz -"_s, 6, u"must stand directly before"_s);
        row(u"-)"_s, 2, u"A condition is missing"_s);
        row(u"year:abc"_s, 6, u"not a whole number"_s);
        row(u"year>=19.5"_s, 7, u"not a whole number"_s);
        row(u"year>-5"_s, 6, u"not a whole number"_s);
        row(u"year>99999999999999999999"_s, 6, u"not a whole number"_s);
        row(u"artist>x"_s, 1, u"is a text"_s);
        row(u"duration>long"_s, 10, u"not a duration"_s);
        row(u"duration>5x"_s, 10, u"not a duration"_s);
        row(u"duration>999999999999999999h"_s, 10, u"not a duration"_s);
        row(u"duration>1:75"_s, 10, u"not a duration"_s);
        row(u"size>10km"_s, 6, u"not a size"_s);
        row(u"added<30"_s, 7, u"neither an age"_s);
        row(u"added<30x"_s, 7, u"neither an age"_s);
        row(u"added<2024-13-01"_s, 7, u"neither an age"_s);
        row(u"added<2024-02-30"_s, 7, u"neither an age"_s);
        row(u"added<2024-01-01-01"_s, 7, u"neither an age"_s);
        row(u"added=30d"_s, 1, u"An age is compared"_s);
        row(u"format:mp5"_s, 8, u"Known are: mp3, m4a, flac"_s);
        row(u"format>mp3"_s, 1, u"no order"_s);
    }
    void errors()
    {
        QFETCH(QString, query);
        QFETCH(int, position);
        QFETCH(QString, reason);
        const auto condition = compileQuery(query, now);
        QVERIFY(!condition);
        const Error error = condition.error();
        QCOMPARE(error.code, ErrorCode::InvalidQuery);
        QCOMPARE(error.subject, query);
        QVERIFY2(error.detail.startsWith(u"Position %1: "_s.arg(position)), qPrintable(error.detail));
        QVERIFY2(error.detail.contains(reason), qPrintable(error.detail));
    }

    // Nesting, length and number of conditions are bounded; just below the bounds SQLite takes the SQL.
    void bounds()
    {
        const auto nested = [](int depth) {
            return QString(depth, u'(') + u"genre:jazz"_s + QString(depth, u')');
        };
        QCOMPARE(matches(*m_library, compileQuery(nested(20), now).value()), u"a"_s);
        QCOMPARE(compileQuery(nested(21), now).error().code, ErrorCode::InvalidQuery);
        QCOMPARE(compileQuery(nested(1000), now).error().code, ErrorCode::InvalidQuery);
        QCOMPARE(compileQuery(QString(100'000, u'('), now).error().code, ErrorCode::InvalidQuery);
        QCOMPARE(compileQuery(QString(100'000, u'-') + u'x', now).error().code, ErrorCode::InvalidQuery);

        const QString many =
            u"(ëa or -(ëb or year>1 "_s.repeated(10) + u"ä "_s.repeated(160) + u"))"_s.repeated(10);
        const auto deepest = compileQuery(many, now);
        QVERIFY2(deepest, deepest ? "" : qPrintable(deepest.error().detail));
        QVERIFY(!matches(*m_library, *deepest).startsWith("failed"_L1));

        const auto widest = compileQuery(u"ä "_s.repeated(200), now);
        QVERIFY(widest);
        QVERIFY(!matches(*m_library, *widest).startsWith("failed"_L1));
        QVERIFY(compileQuery(u"ä "_s.repeated(201), now).error().detail.contains("200"_L1));

        const QString longest = u"title:"_s + QString(2'994, u'\u1f82');
        QCOMPARE(matches(*m_library, compileQuery(longest, now).value()), u""_s);
        const Error tooLong = compileQuery(longest + u'x', now).error();
        QCOMPARE(tooLong.code, ErrorCode::InvalidQuery);
        QVERIFY(tooLong.subject.size() < 300);
    }

    // Whatever is typed either compiles to SQL that SQLite accepts, or is an InvalidQuery.
    void hostileInput()
    {
        const QStringList pieces{
            u"("_s,        u")"_s,     u"\""_s,        u"\\"_s,    u"-"_s,      u" "_s,          u":"_s,
            u"="_s,        u"!="_s,    u"<"_s,         u">="_s,    u"or"_s,     u" or "_s,       u" and "_s,
            u"artist"_s,   u"year"_s,  u"added"_s,     u"30d"_s,   u"size"_s,   u"10MB"_s,       u"1957"_s,
            u"format"_s,   u"flac"_s,  u"%"_s,         u"_"_s,     u"*[^]-?"_s, u"'"_s,          u";--"_s,
            u"?"_s,        u":name"_s, u"@x"_s,        u"$1"_s,    u"Ünï"_s,    u"\U0001F3B5"_s, u"2024-05"_s,
            u"duration"_s, u"4:30"_s,  u"99999999y"_s, u"played"_s};
        QRandomGenerator random(20240615);
        int compiled = 0;
        for (int round = 0; round < 6000; ++round) {
            QString query;
            const int length = random.bounded(1, 24);
            for (int i = 0; i < length; ++i) {
                if (round % 3 == 0) // any bytes at all, cut surrogates and NUL among them
                    query += QChar(static_cast<char16_t>(random.bounded(round % 2 ? 0x80 : 0x10000)));
                else
                    query += pieces[random.bounded(static_cast<int>(pieces.size()))];
            }
            const auto condition = compileQuery(query, now);
            if (condition) {
                ++compiled;
                const QString found = matches(*m_library, *condition);
                QVERIFY2(!found.startsWith("failed"_L1),
                         qPrintable(query + u" -> "_s + condition->sql + found));
                QCOMPARE(condition->values.size(), condition->sql.count(u'?'));
            } else {
                QCOMPARE(condition.error().code, ErrorCode::InvalidQuery);
                QVERIFY(!condition.error().detail.isEmpty());
            }
        }
        QVERIFY2(compiled > 200, qPrintable(QString::number(compiled))); // or this would test errors only
    }

private:
    std::unique_ptr<TestLibrary> m_library;
};

QTEST_GUILESS_MAIN(QueryTest)
#include "tst_query.moc"
