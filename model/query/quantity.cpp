// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "quantity.h"

#include <QList>
#include <QString>
#include <array>
#include <cmath>
#include <limits>
#include <span>

using namespace Qt::StringLiterals;

namespace tandem::model {

namespace {

struct Unit {
    QLatin1StringView name;
    qint64 factor;
};

constexpr std::array durationUnits{Unit{"s"_L1, 1}, Unit{"min"_L1, 60}, Unit{"h"_L1, 3600},
                                   Unit{"d"_L1, 86'400}};

constexpr std::array sizeUnits{Unit{"b"_L1, 1},
                               Unit{"kb"_L1, 1'000},
                               Unit{"mb"_L1, 1'000'000},
                               Unit{"gb"_L1, 1'000'000'000},
                               Unit{"tb"_L1, 1'000'000'000'000},
                               Unit{"kib"_L1, qint64(1) << 10},
                               Unit{"mib"_L1, qint64(1) << 20},
                               Unit{"gib"_L1, qint64(1) << 30},
                               Unit{"tib"_L1, qint64(1) << 40}};

constexpr qint64 largest = std::numeric_limits<qint64>::max();

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// @p number ("12", "1.5") times @p factor. Whole numbers stay exact.
std::optional<qint64> multiplied(QStringView number, qint64 factor)
{
    if (const auto whole = parseWholeNumber(number)) {
        if (*whole > largest / factor)
            return std::nullopt;
        return *whole * factor;
    }
    const qsizetype point = number.indexOf(u'.');
    if (point <= 0 || !parseWholeNumber(number.first(point)) || !parseWholeNumber(number.sliced(point + 1)))
        return std::nullopt;
    const double product = std::round(number.toDouble() * static_cast<double>(factor));
    if (product >= static_cast<double>(largest))
        return std::nullopt;
    return static_cast<qint64>(product);
}

/// A sum of numbers with units; spaces may stand between them.
std::optional<Quantity> parseSum(QStringView text, std::span<const Unit> units, bool isUnitNeeded)
{
    text = text.trimmed();
    if (!isUnitNeeded) {
        if (const auto plain = multiplied(text, 1))
            return Quantity{*plain, 1};
    }
    if (text.isEmpty())
        return std::nullopt;

    Quantity sum{0, largest};
    while (!text.isEmpty()) {
        qsizetype numberEnd = 0;
        while (numberEnd < text.size() && (isDigit(text[numberEnd]) || text[numberEnd] == u'.'))
            ++numberEnd;
        qsizetype unitStart = numberEnd;
        while (unitStart < text.size() && text[unitStart].isSpace())
            ++unitStart;
        qsizetype unitEnd = unitStart;
        while (unitEnd < text.size() && text[unitEnd].isLetter())
            ++unitEnd;
        const QStringView unitName = text.sliced(unitStart, unitEnd - unitStart);
        const auto unit = std::ranges::find_if(
            units, [&](const Unit &u) { return unitName.compare(u.name, Qt::CaseInsensitive) == 0; });
        if (unit == units.end())
            return std::nullopt;
        const auto part = multiplied(text.first(numberEnd), unit->factor);
        if (!part || *part > largest - sum.amount)
            return std::nullopt;
        sum.amount += *part;
        sum.granularity = std::min(sum.granularity, unit->factor);
        text = text.sliced(unitEnd).trimmed();
    }
    return sum;
}

/// "4:30" and "1:02:03".
std::optional<Quantity> parseClock(QStringView text)
{
    const QList<QStringView> parts = text.split(u':');
    if (parts.size() < 2 || parts.size() > 3)
        return std::nullopt;
    qint64 seconds = 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const auto part = parseWholeNumber(parts[i]);
        // Only the first part may be long or exceed 59.
        if (!part || *part > 1'000'000'000 || (i > 0 && (parts[i].size() != 2 || *part > 59)))
            return std::nullopt;
        seconds = seconds * 60 + *part;
    }
    return Quantity{seconds, 1};
}

} // namespace

std::optional<Quantity> parseDuration(QStringView text, bool isUnitNeeded)
{
    if (const auto clock = parseClock(text.trimmed()))
        return clock;
    return parseSum(text, durationUnits, isUnitNeeded);
}

std::optional<Quantity> parseSize(QStringView text, bool isUnitNeeded)
{
    return parseSum(text, sizeUnits, isUnitNeeded);
}

std::optional<qint64> parseWholeNumber(QStringView text)
{
    if (text.isEmpty() || !std::ranges::all_of(text, isDigit))
        return std::nullopt;
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

} // namespace tandem::model
