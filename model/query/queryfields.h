// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/tracks/track.h"

#include <QLatin1StringView>
#include <QStringList>
#include <optional>

namespace tandem::model {

/// A field that a query can name, and where it stands in the table `tracks`.
struct QueryField {
    enum class Kind {
        Text,
        Place,       ///< where a song is, or was before its folder moved or left the library for a while
        Number,      ///< 0 is a value as any other
        KnownNumber, ///< 0 is unknown, and neither less nor greater than anything
        Duration,
        Size,
        Time, ///< 0 is never
        Format,
    };

    QLatin1StringView name;
    Kind kind;
    QLatin1StringView expression;
};

/// Null if there is no such field; case does not matter.
const QueryField *queryField(QStringView name);

/// The name of the field that was probably meant; empty if none is near.
QString nearestQueryField(QStringView name);

/// The format that a name or a file name's ending means (`m4a`, `aac`, `wv`); case does not matter.
std::optional<AudioFormat> queryFormat(QStringView name);

/// One name for each format.
QStringList queryFormatNames();

} // namespace tandem::model
