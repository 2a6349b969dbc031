// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/storage/devicepath.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem::device;

class DevicePathTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Players that store UCS-2 get one '_' for each character beyond the Basic Multilingual Plane.
    void basicPlane()
    {
        QCOMPARE(basicPlaneName(u"01 \U0001F3B8 Röck \U0001F918.mp3"_s), u"01 _ Röck _.mp3"_s);
        QCOMPARE(basicPlaneName(u"日本語"_s), u"日本語"_s);
    }

    // A name is changed only as far as FAT and players need it.
    void safeNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("safe");
        QTest::addColumn<bool>("keepEnding");
        const auto row = [](const char *tag, const QString &name, const QString &safe,
                            bool keepEnding = false) { QTest::newRow(tag) << name << safe << keepEnding; };
        row("plain", u"Song"_s, u"Song"_s);
        row("any script", u"Бег 走る 🏃"_s, u"Бег 走る 🏃"_s);
        row("forbidden", u"a\"b*c/d:e<f>g?h\\i|j"_s, u"a_b_c_d_e_f_g_h_i_j"_s);
        row("control characters", u"a\tb\nc\u007fd"_s, u"a_b_c_d"_s);
        row("NUL", QString(QChar(0)) + u"x"_s, u"_x"_s);
        row("dot at the end", u"Mr."_s, u"Mr"_s);
        row("dots and spaces at the end", u"Wait . . ."_s, u"Wait"_s);
        row("spaces at the start", u"  Song"_s, u"Song"_s);
        row("hidden", u".hidden"_s, u"_hidden"_s);
        row("hidden behind spaces", u"  .hidden"_s, u"_hidden"_s);
        row("only dots", u"..."_s, u"_"_s);
        row("dot", u"."_s, u"_"_s);
        row("two dots", u".."_s, u"_"_s);
        row("empty", QString(), u"_"_s);
        row("only spaces", u"   "_s, u"_"_s);
        row("DOS name", u"CON"_s, u"_CON"_s);
        row("DOS name in lower case", u"nul"_s, u"_nul"_s);
        row("DOS name with an ending", u"aux.mp3"_s, u"_aux.mp3"_s, true);
        row("DOS port", u"COM1"_s, u"_COM1"_s);
        row("DOS printer port", u"lpt9.txt"_s, u"_lpt9.txt"_s, true);
        row("no DOS port", u"COM0"_s, u"COM0"_s);
        row("starts as a DOS name", u"Console"_s, u"Console"_s);
        row("composed", u"e\u0301"_s, u"\u00e9"_s);
        row("ending after a dot", u"Song..mp3"_s, u"Song.mp3"_s, true);
        row("ending after a space", u"Song .mp3"_s, u"Song.mp3"_s, true);
        row("nothing but an ending", u".mp3"_s, u"_mp3"_s, true);
        row("lone high surrogate", u"a"_s + QChar(0xd83c) + u"b"_s, u"a_b"_s);
        row("lone low surrogate", u"a"_s + QChar(0xdfc3), u"a_"_s);
        row("high surrogate at the end", u"a"_s + QChar(0xd83c), u"a_"_s);
        row("long", QString(400, u'x'), QString(maxNameLength, u'x'));
        row("long, cut at a space", QString(maxNameLength - 1, u'x') + u" yz"_s,
            QString(maxNameLength - 1, u'x'));
        row("long with an ending", QString(400, u'x') + u".flac"_s,
            QString(maxNameLength - 5, u'x') + u".flac"_s, true);
        row("long in bytes", QString(200, u'\u00e9'), QString(maxNameLength / 2, u'\u00e9'));
        row("long in emoji", u"🏃"_s.repeated(100), u"🏃"_s.repeated(maxNameLength / 4));
        row("long, emoji across the limit", u"xyz"_s + u"🏃"_s.repeated(100),
            u"xyz"_s + u"🏃"_s.repeated((maxNameLength - 3) / 4));
        row("no ending but a long word", u"feat."_s + QString(300, u'x'),
            u"feat."_s + QString(maxNameLength - 5, u'x'), true);
    }
    void safeNames()
    {
        QFETCH(QString, name);
        QFETCH(QString, safe);
        QFETCH(bool, keepEnding);
        QCOMPARE(safeName(name, keepEnding), safe);
    }

    // Whatever comes in: the result can be stored, is a path of its own, and is safe already.
    void anyName()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 20'000; ++round) {
            static const QString hard =
                u" ./\\:*?\"<>|\n\u0301\u00e9Aa1CONcom🏃-_"_s + QChar(0xd83c) + QChar(0xdfc3);
            QString name;
            for (int length = random.bounded(random.bounded(20) == 0 ? 400 : 12); length > 0; --length)
                name += hard[random.bounded(hard.size())];
            const bool keepEnding = random.bounded(2) == 0;
            const QString safe = safeName(name, keepEnding);
            QVERIFY(!safe.isEmpty());
            QVERIFY2(isConfinedPath(safe), qPrintable(safe));
            QVERIFY2(!safe.contains(u'/'), qPrintable(safe));
            QVERIFY2(safe.toUtf8().size() <= maxNameLength + 1, qPrintable(safe));
            QVERIFY2(!safe.endsWith(u' ') && !safe.endsWith(u'.'), qPrintable(safe));
            QVERIFY2(!safe.startsWith(u' ') && !safe.startsWith(u'.'), qPrintable(safe));
            QCOMPARE(QString::fromUtf8(safe.toUtf8()), safe);
            QVERIFY2(isConfinedPath(numberedPath(safe, 9999)), qPrintable(safe));
        }
    }

    // Only paths that stay on the player may be used.
    void confined_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("isConfined");
        QTest::newRow("file") << u"Song.mp3"_s << true;
        QTest::newRow("folders") << u"Music/A/Song.mp3"_s << true;
        QTest::newRow("hidden") << u".tandem/ledger.jsonl"_s << true;
        QTest::newRow("dots in a name") << u"Music/..A../x"_s << true;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("absolute") << u"/etc/passwd"_s << false;
        QTest::newRow("up") << u"../x"_s << false;
        QTest::newRow("up inside") << u"Music/../../x"_s << false;
        QTest::newRow("up at the end") << u"Music/.."_s << false;
        QTest::newRow("only up") << u".."_s << false;
        QTest::newRow("here") << u"./x"_s << false;
        QTest::newRow("empty part") << u"Music//x"_s << false;
        QTest::newRow("slash at the end") << u"Music/"_s << false;
        QTest::newRow("backslash") << u"Music\\..\\x"_s << false;
        QTest::newRow("control character") << u"Music/a\nb"_s << false;
        QTest::newRow("NUL") << u"Music/a"_s + QChar(0) + u"b"_s << false;
        QTest::newRow("delete") << u"a\u007f"_s << false;
        QTest::newRow("longest name") << QString(255, u'x') << true;
        QTest::newRow("name too long") << QString(256, u'x') << false;
        QTest::newRow("name too long in bytes") << QString(128, u'\u00e9') << false;
        QTest::newRow("longest path")
            << (QString(127, u'x') + u'/').repeated(31) + QString(128, u'x') << true;
        QTest::newRow("path too long")
            << (QString(127, u'x') + u'/').repeated(31) + QString(129, u'x') << false;
    }
    void confined()
    {
        QFETCH(QString, path);
        QFETCH(bool, isConfined);
        QCOMPARE(isConfinedPath(path), isConfined);
    }

    // Paths that a FAT file system takes for one fold to one.
    void folded()
    {
        QCOMPARE(foldedPath(u"Music/ABBA/Été.mp3"_s), foldedPath(u"music/abba/E\u0301te\u0301.MP3"_s));
        QVERIFY(foldedPath(u"a"_s) != foldedPath(u"\u00e1"_s));
    }

    // A number goes before the ending, never into a folder's name.
    void numbered_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("second");
        QTest::newRow("file") << u"Song.mp3"_s << u"Song (2).mp3"_s;
        QTest::newRow("two dots") << u"Mr. X.mp3"_s << u"Mr. X (2).mp3"_s;
        QTest::newRow("no ending") << u"Song"_s << u"Song (2)"_s;
        QTest::newRow("dot in the folder") << u"Mr. X/Song"_s << u"Mr. X/Song (2)"_s;
        QTest::newRow("hidden") << u"a/.x"_s << u"a/.x (2)"_s;
    }
    void numbered()
    {
        QFETCH(QString, path);
        QFETCH(QString, second);
        QCOMPARE(numberedPath(path, 2), second);
        QVERIFY(isNamesakeOf(second, path));
        QVERIFY(!isNamesakeOf(path, second));
    }

    // Namesakes are the name itself, in any case, and what numberedPath() makes of it; nothing else.
    void namesakes_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("isNamesake");
        QTest::newRow("itself") << u"a/Song.mp3"_s << true;
        QTest::newRow("other case") << u"A/SONG.mp3"_s << true;
        QTest::newRow("numbered") << u"a/Song (12).mp3"_s << true;
        QTest::newRow("number in other case") << u"a/song (2).mp3"_s << true;
        QTest::newRow("first") << u"a/Song (1).mp3"_s << false;
        QTest::newRow("words") << u"a/Song (live).mp3"_s << false;
        QTest::newRow("zeros") << u"a/Song (02).mp3"_s << false;
        QTest::newRow("two numbers") << u"a/Song (2) (3).mp3"_s << false;
        QTest::newRow("other ending") << u"a/Song (2).ogg"_s << false;
        QTest::newRow("other folder") << u"b/Song (2).mp3"_s << false;
        QTest::newRow("longer") << u"a/Song 2.mp3"_s << false;
        QTest::newRow("unclosed") << u"a/Song (2.mp3"_s << false;
    }
    void namesakes()
    {
        QFETCH(QString, path);
        QFETCH(bool, isNamesake);
        QCOMPARE(isNamesakeOf(path, u"a/Song.mp3"_s), isNamesake);
    }

    // Taking apart and joining are inverse to each other.
    void parts()
    {
        QCOMPARE(parentPath(u"a/b/c"_s), u"a/b"_s);
        QCOMPARE(parentPath(u"c"_s), QString());
        QCOMPARE(fileNameOf(u"a/b/c"_s), u"c"_s);
        QCOMPARE(fileNameOf(u"c"_s), u"c"_s);
        QCOMPARE(joinPath(u"a/b"_s, u"c"_s), u"a/b/c"_s);
        QCOMPARE(joinPath(QString(), u"c"_s), u"c"_s);
    }
};

QTEST_APPLESS_MAIN(DevicePathTest)
#include "tst_devicepath.moc"
