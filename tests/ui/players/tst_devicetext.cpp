// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/text/format.h"
#include "ui/players/capacitybar.h"
#include "ui/players/devicetext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::ui;

class DeviceTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStatusHasASentence_data();
    void everyStatusHasASentence();
    void estimateNamesWhatThereIs();
    void reserveLeavesOutWhatThereIs();
    void resultNamesWhatHappened();
    void brakesAreQuestions();
    void capacityTellsFilesApart();
    void capacityCopesWithUnknown();
    void barPaintsItsParts();
    void formatsTimesAndSizes();
};

void DeviceTextTest::everyStatusHasASentence_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, model::PartnershipStatus status, const QString &part) {
        QTest::newRow(name) << static_cast<int>(status) << part;
    };
    row("new", model::PartnershipStatus::NewDevice, u"Not set up yet."_s);
    row("partner", model::PartnershipStatus::PartnershipExists, u"Partnered, number 3."_s);
    row("declined", model::PartnershipStatus::PartnershipDeclined, u"Not partnered."_s);
    row("another", model::PartnershipStatus::PartnershipAnother, u"Partnered with “Attic”."_s);
    row("manual", model::PartnershipStatus::ManualDevice, u"by hand."_s);
}

// What a player is to the library is said in a sentence, and whether it is connected in another.
void DeviceTextTest::everyStatusHasASentence()
{
    QFETCH(const int, status);
    QFETCH(const QString, part);
    model::DeviceState device;
    device.status = static_cast<model::PartnershipStatus>(status);
    device.partnershipIndex = 3;
    device.partnerName = u"Attic"_s;
    QVERIFY2(statusSentence(device).contains(part), qPrintable(statusSentence(device)));
    QVERIFY(statusSentence(device).endsWith(u"Not connected."_s));
    device.isConnected = true;
    QVERIFY(statusSentence(device).endsWith(u" Connected."_s));
}

// An estimate names what is to be done, and nothing that is not.
void DeviceTextTest::estimateNamesWhatThereIs()
{
    sync::SyncEstimate estimate;
    QVERIFY(estimateText(estimate).contains(u"no songs"_s));
    estimate.items = 10;
    QCOMPARE(estimateText(estimate), u"Everything is up to date."_s);
    estimate.copyItems = 4;
    estimate.dataBytes = 12'000'000;
    estimate.noFitItems = 2;
    const QString text = estimateText(estimate);
    QVERIFY(text.contains(u"4 "_s) && text.contains(u"12 MB"_s) && text.contains(u"2 "_s));
    QVERIFY(!text.contains(u"remove"_s));
}

// What a reserve leaves out is never more than there is.
void DeviceTextTest::reserveLeavesOutWhatThereIs()
{
    const sync::SyncEstimate fresh{.items = 4,
                                   .copyItems = 4,
                                   .dataBytes = 12'000'000,
                                   .deviceBytes = 12'500'000,
                                   .freeAfterBytes = 100'000'000};
    QCOMPARE(estimateText(fresh, 100'000'000), estimateText(fresh));
    QVERIFY(estimateText(fresh, 103'000'000).contains(u"about 3 MB"_s));
    QVERIFY(estimateText(fresh, 112'200'000).contains(u"room for none"_s));
    QVERIFY(!estimateText(fresh, 900'000'000).contains(u"800"_s));
    // Of what is there already, some goes.
    const sync::SyncEstimate known{.items = 4, .deviceBytes = 12'500'000, .freeAfterBytes = 100'000'000};
    QVERIFY(estimateText(known, 103'000'000).contains(u"about 3 MB"_s));
    const sync::SyncEstimate nothing{.freeAfterBytes = 100'000'000};
    QCOMPARE(estimateText(nothing, 900'000'000), estimateText(nothing));
}

// A result names its time, its counts, and why it failed.
void DeviceTextTest::resultNamesWhatHappened()
{
    sync::SyncResult result;
    QVERIFY(resultSentence(result, 1000).isEmpty());
    result.endedAt = 1000;
    QVERIFY(resultSentence(result, 1010).contains(u"Everything was up to date."_s));
    result.copied = 5;
    result.failed = 1;
    QVERIFY(resultSentence(result, 1010).contains(u"5 "_s));
    QVERIFY(resultSentence(result, 1010).contains(u"failed"_s));
    result.outcome = sync::SyncOutcome::Failed;
    result.reason = {ErrorCode::DeviceGone, u"Kitchen"_s, {}};
    QVERIFY(resultSentence(result, 1010).contains(u"Kitchen"_s));
    QVERIFY(!isBrake(result));
}

// The three brakes ask; other failures do not.
void DeviceTextTest::brakesAreQuestions()
{
    sync::SyncResult result;
    result.endedAt = 1;
    for (const ErrorCode code :
         {ErrorCode::BrakeManyDeletions, ErrorCode::BrakeEmptyListing, ErrorCode::BrakeLibraryMissing}) {
        result.outcome = sync::SyncOutcome::Failed;
        result.reason.code = code;
        QVERIFY(isBrake(result));
        result.outcome = sync::SyncOutcome::Completed;
        QVERIFY(!isBrake(result));
    }
}

// Before and after a sync, other files stay as they are.
void DeviceTextTest::capacityTellsFilesApart()
{
    model::DeviceState device;
    device.totalBytes = 1000;
    device.freeBytes = 400;
    const sync::SyncEstimate estimate{.deviceBytes = 300, .freeAfterBytes = 200};
    CapacityUse use = capacityUse(device, estimate, 10);
    QCOMPARE(use.otherBytes(), 500);
    QCOMPARE(use.tandemNowBytes(), 100);
    QCOMPARE(use.reservedBytes, 100);
    use = capacityUse(device, std::nullopt, 0);
    QVERIFY(!use.hasEstimate());
    QCOMPARE(use.otherBytes(), 600);
}

// Unknown room is said, not shown as zero.
void DeviceTextTest::capacityCopesWithUnknown()
{
    CapacityBar bar;
    QVERIFY(bar.summary().contains(u"not known"_s));
    CapacityUse use;
    use.totalBytes = 5'000'000'000;
    bar.setUse(use);
    QVERIFY(bar.summary().contains(u"5.0 GB"_s) && bar.summary().contains(u"not known"_s));
    QCOMPARE(bar.accessibleDescription(), bar.summary());
    QCOMPARE(reservedBytes(-1, 50), 0);
    bar.resize(300, 80);
    QVERIFY(!bar.grab().isNull());
}

// The bar's parts stand where they belong: other files first, then Tandem's, then free room.
void DeviceTextTest::barPaintsItsParts()
{
    CapacityBar bar;
    bar.setUse({.totalBytes = 1000,
                .freeBytes = 500,
                .reservedBytes = 0,
                .tandemAfterBytes = 400,
                .freeAfterBytes = 300});
    bar.resize(500, bar.heightForWidth(500));
    const QImage image = bar.grab().toImage();
    const QColor tandem = bar.palette().color(QPalette::Highlight);
    const auto countOf = [&](int y) {
        int count = 0;
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == tandem ? 1 : 0;
        return count;
    };
    const int now = countOf(9);
    const int after = countOf(18 + 6 + 9);
    QVERIFY(now > 0);
    QVERIFY2(after > now * 3 / 2, qPrintable(u"%1 %2"_s.arg(now).arg(after)));
}

// Sizes, spans and times read as people say them.
void DeviceTextTest::formatsTimesAndSizes()
{
    QCOMPARE(sizeText(-1), u"unknown"_s);
    QCOMPARE(sizeText(1'500'000'000), u"1.5 GB"_s);
    QVERIFY(durationText(45).startsWith(u"45 "_s));
    QVERIFY(durationText(3600 + 120).contains(u" and "_s));
    QCOMPARE(relativeTimeText(1'000'000'000, 1'000'000'010), u"just now"_s);
    QVERIFY(relativeTimeText(1'000'000'000, 1'000'000'600).startsWith(u"10 "_s));
    QVERIFY(relativeTimeText(1'000'000'000, 1'000'100'000).startsWith(u"yesterday"_s));
    QVERIFY(relativeTimeText(1'000'000'000, 1'010'000'000).startsWith(u"on "_s));
}

QTEST_MAIN(DeviceTextTest)
#include "tst_devicetext.moc"
