// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlist.h"

#include "model/query/quantity.h"

#include <QCoreApplication>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct LimitText {
    Q_DECLARE_TR_FUNCTIONS(tandem::model::LimitText)
};

struct UnitName {
    qint64 factor;
    QLatin1StringView name;
};

// The largest unit that divides an amount is the one that people wrote.
constexpr std::array sizeNames{UnitName{1'000'000'000'000, "TB"_L1},
                               UnitName{1'000'000'000, "GB"_L1},
                               UnitName{1'000'000, "MB"_L1},
                               UnitName{qint64(1) << 40, "TiB"_L1},
                               UnitName{qint64(1) << 30, "GiB"_L1},
                               UnitName{qint64(1) << 20, "MiB"_L1},
                               UnitName{1'000, "KB"_L1},
                               UnitName{qint64(1) << 10, "KiB"_L1},
                               UnitName{1, "B"_L1}};
constexpr std::array durationNames{UnitName{86'400, "d"_L1}, UnitName{3'600, "h"_L1}, UnitName{60, "min"_L1},
                                   UnitName{1, "s"_L1}};

QString withUnit(qint64 amount, const auto &units)
{
    const auto unit = std::ranges::find_if(units, [=](const UnitName &u) { return amount % u.factor == 0; });
    return QString::number(amount / unit->factor) + unit->name;
}

} // namespace

QString originName(PlaylistOrigin origin)
{
    switch (origin) {
    case PlaylistOrigin::Person:
        return u""_s;
    case PlaylistOrigin::Stock:
        return u"stock"_s;
    case PlaylistOrigin::Sent:
        return u"sent"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

Result<PlaylistLimit> parseLimit(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return PlaylistLimit{};

    PlaylistLimit limit;
    if (const auto items = parseWholeNumber(trimmed)) {
        limit = {LimitUnit::Items, *items};
    } else if (const auto bytes = parseSize(trimmed, true)) {
        limit = {LimitUnit::Bytes, bytes->amount};
    } else if (const auto seconds = parseDuration(trimmed, true)) {
        limit = {LimitUnit::Seconds, seconds->amount};
    } else {
        return failure(ErrorCode::InvalidArgument, text,
                       LimitText::tr("A limit is a number of items such as 500, a size such as 2GB, or a "
                                     "duration such as 90min."));
    }
    if (limit.amount == 0)
        return failure(ErrorCode::InvalidArgument, text, LimitText::tr("A limit must be more than nothing."));
    if (limit.unit == LimitUnit::Items && limit.amount > std::numeric_limits<int>::max())
        return failure(ErrorCode::InvalidArgument, text, LimitText::tr("This limit is too large."));
    return limit;
}

QString formatLimit(const PlaylistLimit &limit)
{
    if (limit.amount <= 0)
        return {};
    switch (limit.unit) {
    case LimitUnit::None:
        return {};
    case LimitUnit::Items:
        return QString::number(limit.amount);
    case LimitUnit::Bytes:
        return withUnit(limit.amount, sizeNames);
    case LimitUnit::Seconds:
        return withUnit(limit.amount, durationNames);
    }
    Q_UNREACHABLE_RETURN(QString());
}

} // namespace tandem::model
