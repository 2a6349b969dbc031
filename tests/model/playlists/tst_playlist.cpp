// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/playlists/playlist.h"
#include "model/playlists/playlistlines.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

Q_DECLARE_METATYPE(tandem::model::LimitUnit)

class PlaylistTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A limit counts items, bytes or seconds, as its unit says; decimal and binary units differ.
    void parsesLimits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<LimitUnit>("unit");
        QTest::addColumn<qint64>("amount");
        const auto row = [](const QString &text, LimitUnit unit, qint64 amount) {
            QTest::newRow(qPrintable(u'"' + text + u'"')) << text << unit << amount;
        };
        row(u""_s, LimitUnit::None, 0);
        row(u"  "_s, LimitUnit::None, 0);
        row(u"500"_s, LimitUnit::Items, 500);
        row(u" 500 "_s, LimitUnit::Items, 500);
        row(u"2147483647"_s, LimitUnit::Items, 2147483647);
        row(u"2GB"_s, LimitUnit::Bytes, 2'000'000'000);
        row(u"2 gb"_s, LimitUnit::Bytes, 2'000'000'000);
        row(u"1.5MB"_s, LimitUnit::Bytes, 1'500'000);
        row(u"700KB"_s, LimitUnit::Bytes, 700'000);
        row(u"1TB"_s, LimitUnit::Bytes, 1'000'000'000'000);
        row(u"4KiB"_s, LimitUnit::Bytes, 4'096);
        row(u"650MiB"_s, LimitUnit::Bytes, qint64(650) << 20);
        row(u"1GiB"_s, LimitUnit::Bytes, qint64(1) << 30);
        row(u"12345B"_s, LimitUnit::Bytes, 12'345);
        row(u"90min"_s, LimitUnit::Seconds, 5'400);
        row(u"2h"_s, LimitUnit::Seconds, 7'200);
        row(u"1h30min"_s, LimitUnit::Seconds, 5'400);
        row(u"1h 30min"_s, LimitUnit::Seconds, 5'400);
        row(u"0.5h"_s, LimitUnit::Seconds, 1'800);
        row(u"45s"_s, LimitUnit::Seconds, 45);
        row(u"3d"_s, LimitUnit::Seconds, 259'200);
        row(u"1:30:00"_s, LimitUnit::Seconds, 5'400);
    }
    void parsesLimits()
    {
        QFETCH(QString, text);
        QFETCH(LimitUnit, unit);
        QFETCH(qint64, amount);
        const auto limit = parseLimit(text);
        QVERIFY2(limit, limit ? "" : qPrintable(limit.error().detail));
        QCOMPARE(limit->unit, unit);
        QCOMPARE(limit->amount, amount);
        // What is shown means the same when it is read again.
        const auto again = parseLimit(formatLimit(*limit));
        QVERIFY(again);
        QCOMPARE(*again, *limit);
    }

    // What is no limit is an InvalidArgument with a reason.
    void rejectsLimits_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text :
             {u"0"_s, u"0GB"_s, u"-5"_s, u"many"_s, u"5 apples"_s, u"GB"_s, u"1.GB"_s, u".5GB"_s,
              u"1.2.3GB"_s, u"99999999999999999999"_s, u"2147483648"_s, u"99999999999GB"_s,
              u"99999999999999999h"_s, u"1.5"_s, u"2GB3h"_s, u"1e9"_s, u"٣"_s, u"90m"_s})
            QTest::newRow(qPrintable(text)) << text;
    }
    void rejectsLimits()
    {
        QFETCH(QString, text);
        const auto limit = parseLimit(text);
        QVERIFY(!limit);
        QCOMPARE(limit.error().code, ErrorCode::InvalidArgument);
        QVERIFY(!limit.error().detail.isEmpty());
    }

    // A limit is shown in the largest unit that states it exactly.
    void formatsLimits_data()
    {
        QTest::addColumn<LimitUnit>("unit");
        QTest::addColumn<qint64>("amount");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << LimitUnit::None << qint64(7) << u""_s;
        QTest::newRow("items") << LimitUnit::Items << qint64(500) << u"500"_s;
        QTest::newRow("decimal") << LimitUnit::Bytes << qint64(2'500'000'000) << u"2500MB"_s;
        QTest::newRow("binary") << LimitUnit::Bytes << (qint64(650) << 20) << u"650MiB"_s;
        QTest::newRow("bytes") << LimitUnit::Bytes << qint64(1'234'567) << u"1234567B"_s;
        QTest::newRow("minutes") << LimitUnit::Seconds << qint64(5'400) << u"90min"_s;
        QTest::newRow("hours") << LimitUnit::Seconds << qint64(7'200) << u"2h"_s;
        QTest::newRow("seconds") << LimitUnit::Seconds << qint64(61) << u"61s"_s;
    }
    void formatsLimits()
    {
        QFETCH(LimitUnit, unit);
        QFETCH(qint64, amount);
        QFETCH(QString, text);
        QCOMPARE(formatLimit({unit, amount}), text);
    }

    // Dragged lines land before the line they are dropped on, in their order.
    void movesLines_data()
    {
        QTest::addColumn<QList<int>>("lines");
        QTest::addColumn<int>("target");
        QTest::addColumn<QString>("expected");
        QTest::newRow("down") << QList<int>{0} << 3 << u"bcad"_s;
        QTest::newRow("up") << QList<int>{3} << 0 << u"dabc"_s;
        QTest::newRow("several") << QList<int>{0, 2} << 4 << u"bdac"_s;
        QTest::newRow("onto themselves") << QList<int>{1, 2} << 2 << u"abcd"_s;
        QTest::newRow("no such line") << QList<int>{-1, 7} << 2 << u"abcd"_s;
    }
    void movesLines()
    {
        QFETCH(const QList<int>, lines);
        QFETCH(const int, target);
        QTEST(textOf(withLinesMoved(entriesOf(u"abcd"_s), lines, target)), "expected");
    }

    // Each line goes once, in whatever order they are named.
    void removesLines()
    {
        QCOMPARE(textOf(withoutLines(entriesOf(u"abcd"_s), {3, 0, 0, 9})), u"bc"_s);
        QCOMPARE(textOf(withoutLines(entriesOf(u"abcd"_s), {})), u"abcd"_s);
    }

    // A line is known by what stands there, whatever became of its song; not by its number.
    void knowsLinesThatWereSeen_data()
    {
        QTest::addColumn<QList<SeenLine>>("lines");
        QTest::addColumn<bool>("areThere");
        QTest::newRow("none") << QList<SeenLine>{} << true;
        QTest::newRow("by the track") << QList<SeenLine>{{0, {TrackId{1}, {}}}} << true;
        QTest::newRow("by the track, which moved") << QList<SeenLine>{{0, {TrackId{1}, u"/old"_s}}} << true;
        QTest::newRow("by the path") << QList<SeenLine>{{1, {{}, u"/b"_s}}} << true;
        QTest::newRow("in the library by now") << QList<SeenLine>{{2, {{}, u"/c"_s}}} << true;
        QTest::newRow("gone from the library") << QList<SeenLine>{{1, {TrackId{7}, u"/b"_s}}} << true;
        QTest::newRow("another track") << QList<SeenLine>{{0, {TrackId{3}, {}}}} << false;
        QTest::newRow("another path") << QList<SeenLine>{{1, {{}, u"/a"_s}}} << false;
        QTest::newRow("one of two") << QList<SeenLine>{{0, {TrackId{1}, {}}}, {2, {TrackId{1}, {}}}} << false;
        QTest::newRow("behind the end") << QList<SeenLine>{{3, {TrackId{1}, {}}}} << false;
        QTest::newRow("before the first") << QList<SeenLine>{{-1, {TrackId{1}, {}}}} << false;
    }
    void knowsLinesThatWereSeen()
    {
        QFETCH(const QList<SeenLine>, lines);
        QFETCH(const bool, areThere);
        const QList<PlaylistEntry> entries{{TrackId{1}, u"/a"_s}, {{}, u"/b"_s}, {TrackId{3}, u"/c"_s}};
        QCOMPARE(hasLines(entries, lines), areThere);
    }

private:
    static QList<PlaylistEntry> entriesOf(const QString &letters)
    {
        QList<PlaylistEntry> entries;
        for (const QChar letter : letters)
            entries += PlaylistEntry{{}, letter};
        return entries;
    }
    static QString textOf(const QList<PlaylistEntry> &entries)
    {
        QString text;
        for (const PlaylistEntry &entry : entries)
            text += entry.path;
        return text;
    }
};

QTEST_GUILESS_MAIN(PlaylistTest)
#include "tst_playlist.moc"
