// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/mtp/coverrules.h"

#include <QTest>

using namespace tandem::device;

namespace {

QByteArray bytes(const char *hex)
{
    return QByteArray::fromHex(hex);
}

} // namespace

class CoverRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The size in pixels stands in the frame header, wherever that is; without it there is none.
    void size_data()
    {
        QTest::addColumn<QByteArray>("jpeg");
        QTest::addColumn<quint32>("width");
        QTest::addColumn<quint32>("height");
        const auto row = [](const char *name, const char *hex, quint32 width, quint32 height) {
            QTest::newRow(name) << bytes(hex) << width << height;
        };
        row("baseline", "ffd8 ffc0 0011 08 012c 0190 03", 400, 300);
        row("progressive", "ffd8 ffc2 0011 08 012c 0190 03", 400, 300);
        row("after JFIF", "ffd8 ffe0 0004 4a46 ffc0 0011 08 0001 ffff 03", 65535, 1);
        row("after tables", "ffd8 ffdb 0003 00 ffc4 0002 ffc0 0011 08 0002 0003 03", 3, 2);
        row("a frame header in a thumbnail",
            "ffd8 ffe1 000d ffd8 ffc0 0011 08 0001 0001 ffc0 0011 08 0002 0003 03", 3, 2);
        row("filled", "ffd8 ffff ffc0 0011 08 0002 0003 03", 3, 2);
        row("after a marker without length", "ffd8 ff01 ffc0 0011 08 0002 0003 03", 3, 2);
        row("ends with the size", "ffd8 ffc0 0011 08 0002 0003", 3, 2);
        row("ends before", "ffd8 ffc0 0011 08 0002 00", 0, 0);
        row("height later", "ffd8 ffc0 0011 08 0000 0003 03", 0, 0);
        row("no width", "ffd8 ffc0 0011 08 0003 0000 03", 0, 0);
        row("content first", "ffd8 ffda 0002 ffc0 0011 08 0002 0003 03", 0, 0);
        row("end first", "ffd8 ffd9 ffc0 0011 08 0002 0003 03", 0, 0);
        row("length too short", "ffd8 ffe0 0001 ffc0 0011 08 0002 0003 03", 0, 0);
        row("length too long", "ffd8 ffe0 7fff ffc0 0011 08 0002 0003 03", 0, 0);
        row("no marker", "ffd8 00c0 0011 08 0002 0003 03", 0, 0);
        row("half a marker", "ffd8 ff", 0, 0);
        row("half a length", "ffd8 ffe0 00", 0, 0);
        row("only the sign", "ffd8", 0, 0);
        row("half the sign", "ff", 0, 0);
        row("PNG", "89504e470d0a1a0a", 0, 0);
        row("nothing", "", 0, 0);
    }
    void size()
    {
        QFETCH(QByteArray, jpeg);
        QFETCH(quint32, width);
        QFETCH(quint32, height);
        const auto size = jpegSize(jpeg);
        QCOMPARE(size.has_value(), width > 0);
        QCOMPARE(size.value_or(PictureSize{}), (PictureSize{width, height}));
    }

    // A picture is taken up to each of the limits; what the player does not say is no limit.
    void limits_data()
    {
        QTest::addColumn<quint32>("width");
        QTest::addColumn<quint32>("height");
        QTest::addColumn<qint64>("sizeBytes");
        QTest::addColumn<bool>("isWithin");
        QTest::newRow("none") << 0u << 0u << qint64(0) << true;
        QTest::newRow("just") << 400u << 300u << qint64(12) << true;
        QTest::newRow("too wide") << 399u << 300u << qint64(12) << false;
        QTest::newRow("too high") << 400u << 299u << qint64(12) << false;
        QTest::newRow("too many bytes") << 400u << 300u << qint64(11) << false;
        QTest::newRow("height only") << 0u << 299u << qint64(0) << false;
    }
    void limits()
    {
        QFETCH(quint32, width);
        QFETCH(quint32, height);
        QFETCH(qint64, sizeBytes);
        QFETCH(bool, isWithin);
        const CoverLimits limits{.width = width, .height = height, .sizeBytes = sizeBytes};
        QCOMPARE(isCoverWithin(limits, bytes("ffd8 ffc0 0011 08 012c 0190 03")), isWithin);
        QVERIFY(!isCoverWithin(limits, "no picture"));
    }
};

QTEST_GUILESS_MAIN(CoverRulesTest)
#include "tst_coverrules.moc"
