// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "devicetext.h"

#include "base/text/errortext.h"
#include "base/text/format.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

struct DeviceText {
    Q_DECLARE_TR_FUNCTIONS(DeviceText)
};

/// @p count for the plural form of a sentence; no language tells larger numbers apart.
int plural(qint64 count)
{
    return static_cast<int>(count > 1'000'000'000 ? 1'000'000'000 + count % 1000 : count);
}

QString partnership(const model::DeviceState &device)
{
    switch (device.status) {
    case model::PartnershipStatus::NewDevice:
        return DeviceText::tr("Not set up yet.");
    case model::PartnershipStatus::PartnershipExists:
        return DeviceText::tr("Partnered, number %1.").arg(device.partnershipIndex);
    case model::PartnershipStatus::PartnershipDeclined:
        return DeviceText::tr("Not partnered.");
    case model::PartnershipStatus::PartnershipAnother:
        return device.partnerName.isEmpty() ? DeviceText::tr("Partnered with another library.")
                                            : DeviceText::tr("Partnered with “%1”.").arg(device.partnerName);
    case model::PartnershipStatus::ManualDevice:
        return DeviceText::tr("Takes what you send to it by hand.");
    }
    return {};
}

} // namespace

bool isInTrouble(const model::DeviceState &device)
{
    return !device.isConnected && device.problem != Error{} && device.problem.code != ErrorCode::NotConnected;
}

bool canEject(const model::DeviceState &device)
{
    return device.isConnected && device.kind != model::PlayerKind::Folder;
}

QString statusSentence(const model::DeviceState &device)
{
    QString connection = DeviceText::tr("Not connected.");
    if (device.isConnected && device.batteryPercent >= 0)
        connection = DeviceText::tr("Connected, battery at %1 %.").arg(device.batteryPercent);
    else if (device.isConnected)
        connection = DeviceText::tr("Connected.");
    else if (isInTrouble(device))
        connection = DeviceText::tr("Connected, but cannot be used yet.");
    return DeviceText::tr("%1 %2", "two sentences: the partnership, the connection")
        .arg(partnership(device), connection);
}

QString estimateText(const sync::SyncEstimate &estimate)
{
    QStringList sentences;
    if (estimate.copyItems == 0 && estimate.removeItems == 0) {
        sentences += estimate.items == 0 ? DeviceText::tr("The chosen playlists hold no songs.")
                                         : DeviceText::tr("Everything is up to date.");
    } else {
        if (estimate.copyItems > 0)
            sentences += DeviceText::tr("%n song(s) to copy (%1).", nullptr, plural(estimate.copyItems))
                             .arg(sizeText(estimate.dataBytes));
        if (estimate.removeItems > 0)
            sentences += DeviceText::tr("%n song(s) to remove.", nullptr, plural(estimate.removeItems));
    }
    if (estimate.noFitItems > 0)
        sentences += DeviceText::tr("%n song(s) do not fit.", nullptr, plural(estimate.noFitItems));
    return sentences.join(u' ');
}

QString phaseText(sync::SyncProgress::Phase phase)
{
    switch (phase) {
    case sync::SyncProgress::Phase::Preparing:
        return DeviceText::tr("Finding out what to do…");
    case sync::SyncProgress::Phase::Verifying:
        return DeviceText::tr("Reading what is on the player…");
    case sync::SyncProgress::Phase::Copying:
        return DeviceText::tr("Copying songs…");
    case sync::SyncProgress::Phase::Removing:
        return DeviceText::tr("Removing what is no longer wanted…");
    case sync::SyncProgress::Phase::Paused:
        return DeviceText::tr("Paused");
    case sync::SyncProgress::Phase::WritingPlaylists:
        return DeviceText::tr("Writing playlists…");
    case sync::SyncProgress::Phase::Finishing:
        return DeviceText::tr("Finishing…");
    }
    return {};
}

QString paceText(const sync::SyncProgress &progress)
{
    QStringList parts;
    if (progress.itemsTotal > 0)
        parts += DeviceText::tr("%1 of %n song(s)", nullptr, plural(progress.itemsTotal))
                     .arg(QLocale().toString(progress.itemsDone));
    if (progress.bytesPerSecond > 0)
        parts += speedText(progress.bytesPerSecond);
    if (progress.secondsLeft >= 0)
        parts += DeviceText::tr("%1 left", "%1 is a time").arg(durationText(progress.secondsLeft));
    return parts.join(DeviceText::tr(", ", "between the parts of a list"));
}

QString resultSentence(const sync::SyncResult &result, qint64 now)
{
    if (result.endedAt == 0)
        return {};
    const QString when = relativeTimeText(result.endedAt, now);
    QStringList sentences;
    switch (result.outcome) {
    case sync::SyncOutcome::Completed:
        sentences += DeviceText::tr("Synchronized %1, in %2.", "%1: when, %2: how long it took")
                         .arg(when, durationText(result.seconds));
        break;
    case sync::SyncOutcome::Stopped:
        sentences += DeviceText::tr("Stopped %1. What had been copied stays.", "%1: when").arg(when);
        break;
    case sync::SyncOutcome::Failed:
        sentences += DeviceText::tr("Not finished %1.", "%1: when").arg(when);
        if (const QString reason = errorText(result.reason); !reason.isEmpty())
            sentences += reason;
        break;
    }
    if (result.copied > 0)
        sentences += DeviceText::tr("%n song(s) were copied (%1).", nullptr, plural(result.copied))
                         .arg(sizeText(result.bytesCopied));
    if (result.removed > 0)
        sentences += DeviceText::tr("%n song(s) were removed.", nullptr, plural(result.removed));
    if (result.outcome == sync::SyncOutcome::Completed && result.copied == 0 && result.removed == 0 &&
        result.failed == 0 && result.noFit == 0)
        sentences += DeviceText::tr("Everything was up to date.");
    if (result.noFit > 0)
        sentences += DeviceText::tr("%n song(s) did not fit.", nullptr, plural(result.noFit));
    if (result.skipped > 0)
        sentences += DeviceText::tr("%n song(s) that you deleted on the player were not copied again.",
                                    nullptr, plural(result.skipped));
    if (result.failed > 0)
        sentences += DeviceText::tr("%n song(s) failed.", nullptr, plural(result.failed));
    return sentences.join(u' ');
}

QString estimateText(const sync::SyncEstimate &estimate, qint64 reserved)
{
    const QString text = estimateText(estimate);
    // Where all is new, what is said to be copied is all that can be left out.
    const qint64 chosen = estimate.copyItems == estimate.items ? estimate.dataBytes : estimate.deviceBytes;
    const qint64 lacking = reserved - estimate.freeAfterBytes;
    if (estimate.freeAfterBytes < 0 || lacking <= 0 || chosen <= 0)
        return text;
    if (lacking >= chosen)
        return DeviceText::tr("%1 With so much kept free, there is room for none of it.",
                              "%1: one or more sentences")
            .arg(text);
    return DeviceText::tr("%1 To keep so much free, about %2 of it will be left out.",
                          "%1: one or more sentences")
        .arg(text, sizeText(lacking));
}

qint64 reservedBytes(qint64 totalBytes, int percent)
{
    // Divided first: the product of a large player's size could not be held.
    return totalBytes > 0 ? totalBytes / 100 * percent : 0;
}

CapacityUse capacityUse(const model::DeviceState &device, const std::optional<sync::SyncEstimate> &estimate,
                        int reservePercent)
{
    CapacityUse use;
    use.totalBytes = device.totalBytes;
    use.freeBytes = device.freeBytes;
    use.reservedBytes = reservedBytes(device.totalBytes, reservePercent);
    if (estimate) {
        use.tandemAfterBytes = estimate->deviceBytes;
        use.freeAfterBytes = estimate->freeAfterBytes;
    }
    return use;
}

} // namespace tandem::ui
