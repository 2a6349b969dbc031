// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/session/brakes.h"

#include <QTest>

using namespace tandem;
using namespace tandem::sync;

class BrakesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What looks like an accident is stopped; what is small or usual is not.
    void rules_data()
    {
        QTest::addColumn<qint64>("removals");
        QTest::addColumn<qint64>("recorded");
        QTest::addColumn<qint64>("present");
        QTest::addColumn<bool>("isFolderMissing");
        QTest::addColumn<ErrorCode>("expected"); // Internal: none
        const auto row = [](const char *name, qint64 removals, qint64 recorded, qint64 present,
                            bool isMissing, ErrorCode expected = ErrorCode::Internal) {
            QTest::newRow(name) << removals << recorded << present << isMissing << expected;
        };
        row("nothing at all", 0, 0, 0, false);
        row("emptied, few", 0, brakeMinItems - 1, 0, false);
        row("emptied, many", 0, brakeMinItems, 0, false, ErrorCode::BrakeEmptyListing);
        row("one left of many", 0, 100, 1, false);
        row("half", 10, 20, 20, false);
        row("more than half", 11, 20, 20, false, ErrorCode::BrakeManyDeletions);
        row("all of few", brakeMinItems - 1, brakeMinItems - 1, brakeMinItems - 1, false);
        row("all of enough", brakeMinItems, brakeMinItems, brakeMinItems, false,
            ErrorCode::BrakeManyDeletions);
        row("more than half of what is there", 11, 100, 20, false, ErrorCode::BrakeManyDeletions);
        row("folder missing, nothing removed", 0, 20, 20, true);
        row("folder missing, one removed", 1, 20, 20, true, ErrorCode::BrakeLibraryMissing);
    }
    void rules()
    {
        QFETCH(qint64, removals);
        QFETCH(qint64, recorded);
        QFETCH(qint64, present);
        QFETCH(bool, isFolderMissing);
        QFETCH(ErrorCode, expected);
        SyncPlan plan;
        plan.removeItems = removals;
        const auto checked = checkBrakes(
            plan, {.recordedItems = recorded, .presentItems = present, .isFolderMissing = isFolderMissing});
        QCOMPARE(checked.has_value(), expected == ErrorCode::Internal);
        if (!checked) {
            QCOMPARE(checked.error().code, expected);
            QCOMPARE(checked.error().detail.toLongLong(),
                     expected == ErrorCode::BrakeEmptyListing ? recorded : removals);
        }
    }

    // What nobody chose waits for a word, be it but one song; what somebody chose does not.
    void causes_data()
    {
        QTest::addColumn<ActionReason>("cause");
        QTest::addColumn<ErrorCode>("expected"); // Internal: none
        QTest::newRow("not selected") << ActionReason::NotSelected << ErrorCode::Internal;
        QTest::newRow("file deleted") << ActionReason::FileDeleted << ErrorCode::Internal;
        QTest::newRow("room") << ActionReason::MakeRoom << ErrorCode::Internal;
        QTest::newRow("superseded") << ActionReason::Superseded << ErrorCode::Internal;
        QTest::newRow("left") << ActionReason::LeftLibrary << ErrorCode::BrakeLeftLibrary;
        QTest::newRow("away") << ActionReason::FolderAway << ErrorCode::BrakeLibraryMissing;
        QTest::newRow("gap") << ActionReason::PlaylistGap << ErrorCode::BrakePlaylistGap;
        QTest::newRow("behind") << ActionReason::LibraryBehind << ErrorCode::BrakeLibraryBehind;
    }
    void causes()
    {
        QFETCH(ActionReason, cause);
        QFETCH(ErrorCode, expected);
        SyncPlan plan;
        plan.removeItems = 2;
        plan.actions = {{.kind = ActionKind::Remove, .reason = ActionReason::NotSelected},
                        {.kind = ActionKind::Remove, .reason = cause}};
        const auto checked = checkBrakes(plan, {.recordedItems = 100, .presentItems = 100});
        QCOMPARE(checked.has_value(), expected == ErrorCode::Internal);
        if (!checked) {
            QCOMPARE(checked.error().code, expected);
            QVERIFY(isBrake(expected));
            QCOMPARE(checked.error().detail, QStringLiteral("1"));
        }
    }

    // A player that has lost its marker, too, is asked about however little was on it.
    void markerLost()
    {
        const auto check = [](qint64 present, bool isMarkerLost) {
            return checkBrakes({},
                               {.recordedItems = 3, .presentItems = present, .isMarkerLost = isMarkerLost});
        };
        QVERIFY(check(0, false));
        QVERIFY(check(3, true));
        QCOMPARE(check(0, true).error().code, ErrorCode::BrakeEmptyListing);
    }
};

QTEST_APPLESS_MAIN(BrakesTest)
#include "tst_brakes.moc"
