// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "partnership.h"

using namespace Qt::StringLiterals;

namespace tandem::sync {

QString fillName(Fill fill)
{
    switch (fill) {
    case Fill::None:
        return u""_s;
    case Fill::Random:
        return u"random"_s;
    case Fill::Rating:
        return u"rating"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

std::optional<Fill> fillFromName(QStringView name)
{
    for (const Fill fill : {Fill::None, Fill::Random, Fill::Rating}) {
        if (name == fillName(fill))
            return fill;
    }
    return std::nullopt;
}

} // namespace tandem::sync
