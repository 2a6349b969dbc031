// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/ledger/ledgerfile.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

const QByteArray secret("only this library knows");
const LedgerKey ours{secret, u"this player"_s};

LedgerFile sample()
{
    return {.generation = 42,
            .entries = {{.path = u"Music/\"A\"/\u00e9\U0001F3C3.mp3"_s,
                         .state = LedgerState::Placed,
                         .sizeBytes = 5'000'000'000,
                         .source = u"/music/a\\b.mp3"_s,
                         .sourceVersion = 1'234'567'890'123'456'789,
                         .modifiedNs = 1'234'567'890'123'456'788,
                         .hash = QByteArray("\0\1\xff", 3)},
                        {.path = u"b"_s, .state = LedgerState::Adopted, .isManual = true},
                        {.path = u"c"_s, .state = LedgerState::Skipped, .sourceVersion = -5},
                        {.path = u"Playlists/x.m3u8"_s,
                         .kind = LedgerKind::Playlist,
                         .state = LedgerState::Pending,
                         .source = u"7"_s}}};
}

void verifyDamaged(const QByteArray &data, const LedgerKey &key = ours)
{
    const auto read = parseLedgerFile(data, key);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::LedgerDamaged);
}

} // namespace

class LedgerFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What is written is read again, every field of it.
    void roundTrip()
    {
        const QByteArray data = formatLedgerFile(sample(), ours);
        QVERIFY(sealOf(data, ours) == LedgerSeal::Ours);
        const auto read = parseLedgerFile(data, ours);
        QVERIFY(read);
        QCOMPARE(read->generation, 42);
        QCOMPARE(read->entries, sample().entries);
        const auto empty = parseLedgerFile(formatLedgerFile({}, ours), ours);
        QVERIFY(empty && empty->entries.isEmpty());
    }

    // Cut short anywhere, it is damaged.
    void truncated()
    {
        const QByteArray data = formatLedgerFile(sample(), ours);
        for (qsizetype length = 0; length < data.size(); ++length)
            verifyDamaged(data.first(length));
    }

    // Changed by a single bit anywhere behind the header's text, or in the header's numbers, it is damaged.
    void forged()
    {
        const QByteArray data = formatLedgerFile(sample(), ours);
        for (qsizetype at = data.indexOf('\n') + 1; at < data.size(); ++at) {
            QByteArray changed = data;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            verifyDamaged(changed);
        }
        verifyDamaged(QByteArray(data).replace("\"generation\":42", "\"generation\":43"));
        verifyDamaged(data + data.sliced(data.lastIndexOf('\n', -2) + 1));
        verifyDamaged({});
        verifyDamaged(QByteArray(1000, '\0'));
        verifyDamaged("{}\n");
        verifyDamaged("\n\n\n");
    }

    // Another library's is not believed.
    void otherSecret()
    {
        verifyDamaged(formatLedgerFile(sample(), {"another", ours.playerUuid}));
        verifyDamaged(formatLedgerFile(sample(), {{}, ours.playerUuid}));
    }

    // Nor is another player's of the same library.
    void otherPlayer() { verifyDamaged(formatLedgerFile(sample(), {secret, u"another"_s})); }

    // One of a version that did not name the player is known for what it is: good to compare with, not to
    // take over.
    void oldForm()
    {
        const auto json = [](QByteArray text) { return text.replace('\'', '"') + '\n'; };
        const QByteArray body =
            json("{'path':'a','kind':'track','state':'placed','size':1,'source':'/a','version':'7'}");
        QMessageAuthenticationCode code(QCryptographicHash::Blake2b_256, secret);
        code.addData("3\n" + body);
        const QByteArray data =
            json("{'format':1,'generation':3,'signature':'" + code.result().toHex() + "'}") + body;
        QCOMPARE(sealOf(data, ours), LedgerSeal::OldForm);
        verifyDamaged(data);
        QCOMPARE(sealOf(data, {"another", ours.playerUuid}), LedgerSeal::Broken);
    }

    // A first line that is no header is not looked at to its end.
    void hugeHeader()
    {
        verifyDamaged(QByteArray(64 << 20, '['));
        verifyDamaged("{\"about\":\"" + QByteArray(1 << 20, 'x') + "\"," +
                      formatLedgerFile({}, ours).sliced(1));
    }

    // A path that leads out of the player, that no player has, or that is not for music is not believed even
    // if it is signed.
    void hostilePaths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("up") << u"../x"_s;
        QTest::newRow("absolute") << u"/etc/passwd"_s;
        QTest::newRow("up inside") << u"a/../../b"_s;
        QTest::newRow("empty") << QString();
        QTest::newRow("empty part") << u"a//b"_s;
        QTest::newRow("control character") << u"a\nb"_s;
        QTest::newRow("backslash") << u"a\\b"_s;
        QTest::newRow("zero") << QString(u"a"_s + QChar(0) + u"b"_s);
        QTest::newRow("long name") << QString(256, u'a');
        QTest::newRow("long path") << u"a/"_s.repeated(2100) + u'b';
        QTest::newRow("Tandem's own folder") << u".tandem/partnership.json"_s;
        QTest::newRow("the same on a player without case") << u".Tandem/partnership.json"_s;
    }
    void hostilePaths()
    {
        QFETCH(QString, path);
        verifyDamaged(formatLedgerFile({.generation = 1, .entries = {{.path = path}}}, ours));
    }

    // Nor is a size below zero.
    void hostileSize()
    {
        verifyDamaged(
            formatLedgerFile({.generation = 1, .entries = {{.path = u"a"_s, .sizeBytes = -1}}}, ours));
    }

    // A large one is read whole.
    void large()
    {
        LedgerFile ledger{.generation = 1};
        for (int i = 0; i < 20'000; ++i)
            ledger.entries.append({.path = u"Music/%1.mp3"_s.arg(i), .sizeBytes = i});
        const auto read = parseLedgerFile(formatLedgerFile(ledger, ours), ours);
        QVERIFY(read);
        QVERIFY(read->entries == ledger.entries);
    }
};

QTEST_APPLESS_MAIN(LedgerFileTest)
#include "tst_ledgerfile.moc"
