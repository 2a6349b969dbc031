// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/session/reconcile.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem::sync;

class ReconcileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What becomes of an entry, by its state, the file's size on the player (-1: gone), and whether the
    // last session ended properly.
    void rules_data()
    {
        QTest::addColumn<LedgerState>("state");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<bool>("wasClosed");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, LedgerState state, qint64 size, bool wasClosed,
                            const QString &expected) {
            QTest::newRow(name) << state << size << wasClosed << expected;
        };
        row("placed, there", LedgerState::Placed, 100, true, u"present"_s);
        row("placed, there, cut off", LedgerState::Placed, 100, false, u"present"_s);
        row("placed, gone", LedgerState::Placed, -1, true, u"deleted"_s);
        row("placed, gone, cut off", LedgerState::Placed, -1, false, u"lost"_s);
        row("placed, other size", LedgerState::Placed, 99, true, u"uncertain"_s);
        row("adopted, there", LedgerState::Adopted, 100, true, u"present"_s);
        row("adopted, gone", LedgerState::Adopted, -1, true, u"deleted"_s);
        row("adopted, other size", LedgerState::Adopted, 0, true, u"uncertain"_s);
        row("pending, there", LedgerState::Pending, 100, true, u"uncertain"_s);
        row("pending, gone", LedgerState::Pending, -1, true, u"lost"_s);
        row("pending, gone, cut off", LedgerState::Pending, -1, false, u"lost"_s);
        row("skipped, gone", LedgerState::Skipped, -1, true, u"skipped"_s);
        row("skipped, back", LedgerState::Skipped, 100, false, u"skipped"_s);
    }
    void rules()
    {
        QFETCH(LedgerState, state);
        QFETCH(qint64, size);
        QFETCH(bool, wasClosed);
        QFETCH(QString, expected);
        const LedgerEntry entry{.path = u"Music/a.mp3"_s, .state = state, .sizeBytes = 100};
        Listing listing;
        listing.add(u"Music"_s, size < 0 ? QList<tandem::device::StoredObject>()
                                         : QList<tandem::device::StoredObject>{{u"a.mp3"_s, size, false}});
        const Reconciliation result = reconcile({entry}, listing, wasClosed);
        const QList<std::pair<QString, QList<LedgerEntry>>> groups = {{u"present"_s, result.present},
                                                                      {u"deleted"_s, result.deleted},
                                                                      {u"skipped"_s, result.skipped},
                                                                      {u"lost"_s, result.lost},
                                                                      {u"uncertain"_s, result.uncertain}};
        for (const auto &[name, entries] : groups)
            QCOMPARE(entries.size(), name == expected ? 1 : 0);
    }

    // Another time tells another file, where both are known; how FAT keeps it makes no difference.
    void times_data()
    {
        constexpr qint64 second = 1'000'000'000;
        QTest::addColumn<qint64>("noted");
        QTest::addColumn<qint64>("found");
        QTest::addColumn<bool>("isPresent");
        QTest::newRow("the same") << 1000 * second + 7 << 1000 * second + 7 << true;
        QTest::newRow("two seconds") << 1001 * second + 7 << 1000 * second << true;
        QTest::newRow("another") << 1000 * second << 1010 * second << false;
        QTest::newRow("not noted") << qint64(-1) << 1010 * second << true;
        QTest::newRow("not told") << 1000 * second << qint64(-1) << true;
    }
    void times()
    {
        QFETCH(qint64, noted);
        QFETCH(qint64, found);
        QFETCH(bool, isPresent);
        const LedgerEntry entry{.path = u"Music/a.mp3"_s, .sizeBytes = 100, .modifiedNs = noted};
        Listing listing;
        listing.add(u"Music"_s, {{.name = u"a.mp3"_s, .sizeBytes = 100, .modifiedNs = found}});
        const Reconciliation result = reconcile({entry}, listing, true);
        QCOMPARE(result.present.size(), isPresent ? 1 : 0);
        QCOMPARE(result.uncertain.size(), isPresent ? 0 : 1);
    }

    // A file that is missing from its old place and pending at its new one was moved, not deleted, even if
    // the session ended properly. Another track's pending entry says nothing.
    void movedByAFailingPlayer()
    {
        for (const qint64 other : {0, 1}) {
            const LedgerEntry old{.path = u"Music/old"_s, .track = tandem::TrackId{1}, .sizeBytes = 100};
            const LedgerEntry fresh{.path = u"Music/new"_s,
                                    .state = LedgerState::Pending,
                                    .track = tandem::TrackId{1 + other},
                                    .sizeBytes = 100};
            Listing listing;
            listing.add(u"Music"_s, {{u"new"_s, 100, false}});
            const Reconciliation result = reconcile({old, fresh}, listing, true);
            QCOMPARE(result.uncertain, QList{fresh});
            QCOMPARE(result.lost, other ? QList<LedgerEntry>{} : QList{old});
            QCOMPARE(result.deleted, other ? QList{old} : QList<LedgerEntry>{});
        }
    }

    // A folder in place of the file, or a folder that was not listed, is no file.
    void noFile()
    {
        const LedgerEntry entry{.path = u"Music/a.mp3"_s, .sizeBytes = 0};
        Listing listing;
        QCOMPARE(reconcile({entry}, listing, true).deleted.size(), 1);
        listing.add(u"Music"_s, {{u"a.mp3"_s, 0, true}});
        QCOMPARE(reconcile({entry}, listing, true).deleted.size(), 1);
    }
};

QTEST_APPLESS_MAIN(ReconcileTest)
#include "tst_reconcile.moc"
