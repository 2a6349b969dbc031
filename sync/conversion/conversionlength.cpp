// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "conversionlength.h"

#include <QCoreApplication>
#include <algorithm>

using namespace std::chrono_literals;

namespace tandem::sync {

namespace {

/// The translation context of this file.
struct ConversionLengthText {
    Q_DECLARE_TR_FUNCTIONS(tandem::sync::ConversionLength)
};

using Length = std::chrono::milliseconds;

/// Encoders add some silence, and some kinds of file can only guess.
Length tolerance(Length length)
{
    return std::max<Length>(2s, length / 50);
}

QString secondsText(Length length)
{
    return QString::number(std::chrono::duration<double>(length).count(), 'f', 1);
}

QString isNot(Length length, Length expected)
{
    return ConversionLengthText::tr("the file that was made is %1 s long, not %2 s")
        .arg(secondsText(length), secondsText(expected));
}

} // namespace

QString whyWrongLength(const ConversionLengths &lengths)
{
    const bool isPromised = lengths.promised > 0ms && !lengths.isPromiseEstimated;
    const Length decoded = lengths.decoded > 0ms ? lengths.decoded : lengths.made;
    if (isPromised && decoded < lengths.promised - tolerance(lengths.promised))
        return isNot(decoded, lengths.promised);
    if (std::chrono::abs(lengths.made - decoded) > tolerance(decoded))
        return isNot(lengths.made, decoded);
    return {};
}

} // namespace tandem::sync
