// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace tandem {

namespace {

struct Format {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

} // namespace

QString sizeText(qint64 bytes)
{
    if (bytes < 0)
        return Format::tr("unknown", "size");
    return QLocale().formattedDataSize(bytes, bytes < 1'000'000'000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString speedText(double bytesPerSecond)
{
    const auto bytes = static_cast<qint64>(std::max(0.0, bytesPerSecond));
    return Format::tr("%1 per second", "speed; %1 is a size")
        .arg(QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat));
}

QString durationText(double seconds)
{
    const int whole = static_cast<int>(std::lround(std::clamp(seconds, 0.0, 1e8)));
    if (whole < 60)
        return Format::tr("%n second(s)", nullptr, whole);
    const int minutes = (whole + 30) / 60;
    if (minutes < 60)
        return Format::tr("%n minute(s)", nullptr, minutes);
    const QString hoursText = Format::tr("%n hour(s)", nullptr, minutes / 60);
    if (minutes % 60 == 0)
        return hoursText;
    return Format::tr("%1 and %2", "hours and minutes")
        .arg(hoursText, Format::tr("%n minute(s)", nullptr, minutes % 60));
}

QString relativeTimeText(qint64 time, qint64 now)
{
    const qint64 ago = now - time;
    if (ago >= 0 && ago < 60)
        return Format::tr("just now");
    if (ago >= 60 && ago < 3600)
        return Format::tr("%n minute(s) ago", nullptr, static_cast<int>(ago / 60));
    const QDateTime then = QDateTime::fromSecsSinceEpoch(time);
    const QString clock = QLocale().toString(then.time(), QLocale::ShortFormat);
    const qint64 days = then.daysTo(QDateTime::fromSecsSinceEpoch(now));
    if (days == 0)
        return Format::tr("today at %1").arg(clock);
    if (days == 1)
        return Format::tr("yesterday at %1").arg(clock);
    return Format::tr("on %1 at %2", "date and time of day")
        .arg(QLocale().toString(then.date(), QLocale::ShortFormat), clock);
}

} // namespace tandem
