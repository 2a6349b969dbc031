// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakestorage.h"
#include "sync/ledger/marker.h"

#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

Marker sample()
{
    return {.libraryId = u"6f1c9a52-1f0e-4c8e-9a59-0d6f3a0f1c01"_s,
            .libraryName = u"user on laptop"_s,
            .playerUuid = u"6f1c9a52-1f0e-4c8e-9a59-0d6f3a0f1c02"_s,
            .partnershipIndex = 16,
            .generation = 1'234'567'890'123};
}

} // namespace

class MarkerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What is written is read again.
    void roundTrip()
    {
        const auto read = parseMarker(formatMarker(sample()));
        QVERIFY(read);
        QCOMPARE(*read, sample());
        QVERIFY(!libraryName().isEmpty());
    }

    // Cut short anywhere, a marker is damaged.
    void truncated()
    {
        const QByteArray data = formatMarker(sample()).trimmed();
        for (qsizetype length = 0; length < data.size(); ++length) {
            const auto read = parseMarker(data.first(length));
            QVERIFY2(!read, qPrintable(QString::number(length)));
            QCOMPARE(read.error().code, ErrorCode::MarkerDamaged);
        }
    }

    // What an interruption left of this library's own marker is told from any other damage.
    void cutOff()
    {
        const Marker own = sample();
        const QByteArray whole = formatMarker(own);
        QVERIFY(isCutOff(whole.first(whole.size() / 2), own));
        QVERIFY(!isCutOff({}, own));
        QVERIFY(!isCutOff(whole.sliced(1), own));
        Marker other = own;
        other.libraryId = QUuid::createUuid().toString(QUuid::WithoutBraces);
        QVERIFY(!isCutOff(formatMarker(other).chopped(5), own));
        other = own;
        other.generation += 1;
        QVERIFY(!isCutOff(formatMarker(other).chopped(5), own));
    }

    // Whatever else stands there is damaged, too.
    void damaged_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("other format") << QByteArray("\"format\": 1") << QByteArray("\"format\": 2");
        QTest::newRow("no library") << QByteArray("\"library\":") << QByteArray("\"other\":");
        QTest::newRow("library is no id") << QByteArray("0f1c01") << QByteArray("../../x");
        QTest::newRow("player is no id") << QByteArray("0f1c02") << QByteArray("\\u0000");
        QTest::newRow("index too high")
            << QByteArray("\"partnershipIndex\": 16") << QByteArray("\"partnershipIndex\": 17");
        QTest::newRow("index too low")
            << QByteArray("\"partnershipIndex\": 16") << QByteArray("\"partnershipIndex\": 0");
        QTest::newRow("index is a text")
            << QByteArray("\"partnershipIndex\": 16") << QByteArray("\"partnershipIndex\": \"16\"");
    }
    void damaged()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QByteArray data = formatMarker(sample());
        QVERIFY(data.contains(from));
        const auto read = parseMarker(data.replace(from, to));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::MarkerDamaged);
    }

    // No kind of content does more than be damaged.
    void anything_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("array") << QByteArray("[1, 2]");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("zeros") << QByteArray(4096, '\0');
        QTest::newRow("binary") << QByteArray::fromHex("fffe00ff80c3");
        QTest::newRow("deep") << QByteArray(100'000, '[');
    }
    void anything()
    {
        QFETCH(QByteArray, data);
        QCOMPARE(parseMarker(data).error().code, ErrorCode::MarkerDamaged);
    }

    // Another program's name is bounded and printable.
    void hostileName()
    {
        Marker marker = sample();
        marker.libraryName = u"a\nb\x1b[31m"_s + QString(5000, u'x');
        const auto read = parseMarker(formatMarker(marker));
        QVERIFY(read);
        QVERIFY(read->libraryName.size() <= 200);
        QVERIFY(read->libraryName.startsWith(u"ab[31mx"_s));
    }

    // No marker is none; one too large is damaged; a player that fails is neither.
    void onStorage()
    {
        FakeStorage storage;
        auto read = readMarker(storage);
        QVERIFY(read && !read->has_value());
        storage.put(QString::fromLatin1(markerPath), formatMarker(sample()));
        read = readMarker(storage);
        QVERIFY(read && *read);
        QCOMPARE(**read, sample());
        storage.put(QString::fromLatin1(markerPath), QByteArray(100'000, ' ') + formatMarker(sample()));
        QCOMPARE(readMarker(storage).error().code, ErrorCode::MarkerDamaged);
        storage.failAt(1, FakeStorage::Fault::Unplug);
        QVERIFY(!storage.flush());
        QCOMPARE(readMarker(storage).error().code, ErrorCode::DeviceGone);
    }
};

QTEST_APPLESS_MAIN(MarkerTest)
#include "tst_marker.moc"
